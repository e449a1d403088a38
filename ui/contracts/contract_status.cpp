// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/contracts/contract_status.h"

#include "ui/common/icon_label.h"
#include "ui/common/words.h"
#include "ui/contracts/contract_words.h"
#include "ui/theme/icons.h"
#include "ui/theme/metrics.h"
#include "ui/theme/style.h"

#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

namespace foyer {

using namespace Qt::StringLiterals;

namespace {

QLabel* plainLabel(const QString& text)
{
    auto* label = new QLabel{text};
    label->setTextFormat(Qt::PlainText); // names come from outside
    label->setWordWrap(true);
    return label;
}

QLabel* heading(const QString& text)
{
    auto* label = plainLabel(text);
    theme::setTextRole(label, theme::TextRole::Heading);
    return label;
}

void clear(QVBoxLayout* rows)
{
    while (QLayoutItem* item = rows->takeAt(0)) {
        delete item->widget();
        delete item;
    }
}

QWidget* section(const QString& title, QVBoxLayout*& rows)
{
    auto* made = new QWidget;
    auto* column = new QVBoxLayout{made};
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(theme::space::small);
    column->addWidget(heading(title));
    rows = new QVBoxLayout;
    rows->setSpacing(theme::space::small);
    column->addLayout(rows);
    return made;
}

} // namespace

ContractStatus::ContractStatus(QWidget* parent)
    : QWidget{parent}
    , m_readinessBox{new QWidget}
    , m_readiness{plainLabel({})}
{
    auto* box = new QVBoxLayout{m_readinessBox};
    box->setContentsMargins(theme::space::medium, theme::space::small, theme::space::medium,
                            theme::space::small);
    box->addWidget(m_readiness);
    m_readiness->setObjectName(u"readiness"_s);
    m_signatures = section(tr("Signatures"), m_signatureRows);
    m_versions = section(tr("Versions"), m_versionRows);
    auto* column = new QVBoxLayout{this};
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(theme::space::page);
    column->addWidget(m_readinessBox);
    column->addWidget(m_signatures);
    column->addWidget(m_versions);
    m_readinessBox->hide();
    m_signatures->hide();
    m_versions->hide();
}

void ContractStatus::setReadiness(const QStringList& problems, bool isShown, bool isChanged)
{
    m_readinessBox->setVisible(isShown);
    if (!problems.isEmpty()) {
        theme::makeNotice(m_readinessBox, theme::Tone::Warning);
        m_readiness->setText(tr("Before it can be sent:") + u"\n• "_s + problems.join(u"\n• "_s));
    } else {
        theme::makeNotice(m_readinessBox, isChanged ? theme::Tone::Accent : theme::Tone::Success);
        m_readiness->setText(isChanged ? tr("Changed since it was sent. Clients still see the version below; "
                                            "send it again to show them this one.")
                                       : tr("Everything is there."));
    }
}

void ContractStatus::addSignature(const contracts::Signer& signer, bool isOpen)
{
    auto* row = new QWidget;
    auto* line = new QHBoxLayout{row};
    line->setContentsMargins(0, 0, 0, 0);
    line->setSpacing(theme::space::small);
    const bool isDone = signer.signature.has_value();
    line->addWidget(new IconLabel{icon(isDone ? u"circle-check"_s : u"clock"_s,
                                       isDone ? IconInk::Success : IconInk::Muted),
                                  theme::iconPx},
                    0, Qt::AlignTop);
    const QString who = signer.isStudio         ? tr("%1 (you)").arg(signer.name)
                        : signer.role.isEmpty() ? signer.name
                                                : tr("%1, %2").arg(signer.name, signer.role);
    QString how;
    if (isDone)
        how = tr("signed on %1").arg(words::moment(signer.signature->at));
    else if (!isOpen)
        how = tr("did not sign");
    else if (signer.isTurn)
        how = signer.isStudio ? tr("waits for you to countersign") : tr("has been asked to sign");
    else
        how = tr("signs when those before have signed");
    line->addWidget(plainLabel(who + u'\n' + how), 1);
    m_signatureRows->addWidget(row);
}

void ContractStatus::addVersion(const items::Version& version, const contracts::Contract& contract)
{
    const bool isCurrent = contract.item.current == version.id;
    auto* link = new QPushButton{
        tr("Version %1, sent on %2").arg(version.number).arg(words::moment(version.createdAt))};
    theme::setButtonRole(link, theme::ButtonRole::Link);
    link->setObjectName(u"version%1"_s.arg(version.number));
    connect(link, &QPushButton::clicked, this,
            [this, id = version.id, number = version.number] { Q_EMIT versionWanted(id, number); });
    m_versionRows->addWidget(link, 0, Qt::AlignLeft);
    QStringList names;
    if (isCurrent) {
        for (const contracts::Signer& signer : contract.signers) {
            if (signer.signature)
                names.append(signer.name);
        }
    }
    auto* note = plainLabel(!names.isEmpty() ? tr("signed by %1").arg(contract_words::listed(names))
                            : isCurrent      ? tr("what clients see now")
                                             : tr("replaced before anybody signed it"));
    theme::setTextRole(note, theme::TextRole::Muted);
    m_versionRows->addWidget(note);
}

void ContractStatus::setContract(const contracts::Contract& contract,
                                 const std::vector<items::Version>& versions)
{
    clear(m_signatureRows);
    clear(m_versionRows);
    const bool isOpen = contract.item.state == ItemState::Sent;
    for (const contracts::Signer& signer : contract.signers)
        addSignature(signer, isOpen);
    for (const items::Version& version : versions)
        addVersion(version, contract);
    m_signatures->setVisible(!contract.signers.empty());
    m_versions->setVisible(!versions.empty());
}

} // namespace foyer
