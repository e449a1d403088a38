// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/payments/statements/statement_line_card.h"

#include "ui/common/words.h"
#include "ui/payments/statements/invoice_finder.h"
#include "ui/payments/statements/statement_words.h"
#include "ui/theme/metrics.h"
#include "ui/theme/style.h"

#include <QCheckBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>

namespace foyer {

using namespace Qt::StringLiterals;

namespace {

constexpr std::size_t mostChoices = 4;

QLabel* wrapped()
{
    auto* label = new QLabel;
    label->setTextFormat(Qt::PlainText); // strangers wrote it
    label->setWordWrap(true);
    return label;
}

bool has(const std::vector<ItemId>& ids, ItemId id)
{
    return std::find(ids.begin(), ids.end(), id) != ids.end();
}

} // namespace

StatementLineCard::StatementLineCard(StatementSession& session, QWidget* parent)
    : QWidget{parent}
    , m_session{session}
    , m_title{wrapped()}
    , m_text{wrapped()}
    , m_details{wrapped()}
    , m_reasons{wrapped()}
    , m_choices{new QVBoxLayout}
    , m_finderLabel{new QLabel{tr("Pays another &invoice:")}}
    , m_finder{new InvoiceFinder}
    , m_notOurs{new QPushButton{tr("&Not Ours")}}
    , m_later{new QPushButton{tr("&Leave for Later")}}
{
    setAttribute(Qt::WA_StyledBackground);
    theme::makeCard(this);
    theme::setTextRole(m_title, theme::TextRole::Heading);
    theme::setTextRole(m_details, theme::TextRole::Muted);
    m_text->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_reasons->setObjectName(u"reasons"_s);
    m_finderLabel->setBuddy(m_finder);
    m_finder->setObjectName(u"invoiceFinder"_s);
    m_finder->setPlaceholderText(tr("Number, name or title"));
    m_finder->setMinimumWidth(240);
    m_notOurs->setObjectName(u"notOurs"_s);
    m_later->setObjectName(u"later"_s);
    m_choices->setSpacing(theme::space::tiny);
    for (QPushButton* button : {m_notOurs, m_later})
        button->setAutoDefault(false);

    auto* actions = new QHBoxLayout;
    actions->setSpacing(theme::space::small);
    actions->addWidget(m_finderLabel);
    actions->addWidget(m_finder, 1);
    actions->addWidget(m_later);
    actions->addWidget(m_notOurs);
    auto* layout = new QVBoxLayout{this};
    layout->setContentsMargins(theme::space::large, theme::space::medium, theme::space::large,
                               theme::space::medium);
    layout->setSpacing(theme::space::small);
    layout->addWidget(m_title);
    layout->addWidget(m_text);
    layout->addWidget(m_details);
    layout->addWidget(m_reasons);
    layout->addLayout(m_choices);
    layout->addLayout(actions);

    connect(m_finder, &InvoiceFinder::chosen, this, [this](ItemId id) { tick(id, true); });
    connect(m_notOurs, &QPushButton::clicked, this, [this] { decide({LineState::Ignored, {}, {}}); });
    connect(m_later, &QPushButton::clicked, this, [this] { decide({LineState::Waiting, {}, {}}); });
    show({});
}

void StatementLineCard::show(std::optional<std::size_t> row)
{
    m_row = row;
    setVisible(row.has_value());
    if (m_row) {
        const StatementRow& shown = m_session.rows()[*m_row];
        m_finder->setInvoices(&m_session.invoices(), shown.line.amount.currency());
        fill();
    }
}

void StatementLineCard::fill()
{
    const StatementRow& row = m_session.rows()[*m_row];
    const StatementLine& line = row.line;
    const QString name = line.payerName.isEmpty() ? tr("Unknown") : line.payerName;
    m_title->setText(tr("%1 from %2 on %3", "an amount, a name, a day")
                         .arg(words::amount(line.amount), name, words::day(line.bookedDay)));
    if (!row.isMoneyIn())
        m_title->setText(tr("%1 to %2 on %3", "an amount, a name, a day")
                             .arg(words::amount(line.amount), name, words::day(line.bookedDay)));
    m_text->setText(line.text);
    m_text->setVisible(!line.text.isEmpty());
    QStringList details;
    if (!line.payerIban.isEmpty())
        details += tr("Account %1").arg(line.payerIban);
    if (!line.endToEndId.isEmpty())
        details += tr("Payer's reference %1").arg(line.endToEndId);
    for (const QString& reference : line.structuredReferences)
        details += tr("Reference %1").arg(reference);
    m_details->setText(details.join(u" · "_s));
    m_details->setVisible(!details.isEmpty());
    m_reasons->setText(words::lineReasons(m_session, row));
    fillChoices(row);
    const bool isDecidable = row.isDecidable();
    for (QWidget* widget : std::initializer_list<QWidget*>{m_finderLabel, m_finder})
        widget->setVisible(isDecidable && row.isMoneyIn());
    m_notOurs->setVisible(isDecidable);
    m_later->setVisible(isDecidable);
    m_notOurs->setEnabled(row.decision.state != LineState::Ignored);
    m_later->setEnabled(row.decision.state != LineState::Waiting);
}

void StatementLineCard::fillChoices(const StatementRow& row)
{
    while (QLayoutItem* item = m_choices->takeAt(0)) {
        // The box that was clicked is still at work.
        if (item->widget()) {
            item->widget()->hide();
            item->widget()->deleteLater();
        }
        delete item;
    }
    if (!row.isDecidable())
        return;
    if (!row.isMoneyIn()) {
        for (std::size_t i = 0; i < std::min(row.returns.size(), mostChoices); ++i)
            addReturnChoice(row, row.returns[i]);
        return;
    }
    std::vector<ItemId> shown;
    const auto add = [&](ItemId id, const QString& reasons) {
        if (has(shown, id) || !m_session.invoice(id))
            return;
        shown.push_back(id);
        addInvoiceChoice(row, id, reasons);
    };
    if (row.match.invoice)
        add(*row.match.invoice, words::candidateReasons(row.match.reasons));
    for (const MatchCandidate& candidate : row.match.candidates) {
        if (shown.size() < mostChoices)
            add(candidate.invoice, words::candidateReasons(candidate.reasons));
    }
    for (const ItemId id : row.decision.invoices)
        add(id, tr("chosen by you"));
}

void StatementLineCard::addInvoiceChoice(const StatementRow& row, ItemId id, const QString& reasons)
{
    QString text = words::invoiceLine(*m_session.invoice(id));
    if (!reasons.isEmpty())
        text = tr("%1 – %2", "an invoice – why it may be the one").arg(text, reasons);
    auto* box = new QCheckBox{text.replace(u'&', u"&&"_s)};
    box->setObjectName(u"invoice%1"_s.arg(id.row()));
    box->setChecked(row.decision.state == LineState::Matched && has(row.decision.invoices, id));
    m_choices->addWidget(box);
    connect(box, &QCheckBox::clicked, this, [this, id](bool isTicked) { tick(id, isTicked); });
}

void StatementLineCard::addReturnChoice(const StatementRow& row, const statements::PossibleReturn& back)
{
    const QString name = back.payerName.isEmpty() ? tr("Unknown") : back.payerName;
    QString text = tr("%1 from %2 on %3", "an amount, a name, a day")
                       .arg(words::amount(back.amount), name, words::day(back.day));
    if (back.isSure)
        text = tr("%1 – %2", "an invoice – why it may be the one").arg(text, tr("the bank names it"));
    auto* box = new QCheckBox{text.replace(u'&', u"&&"_s)};
    box->setObjectName(u"return%1"_s.arg(back.payment.row()));
    box->setChecked(row.decision.returned == back.payment);
    m_choices->addWidget(box);
    connect(box, &QCheckBox::clicked, this, [this, payment = back.payment](bool isTicked) {
        decide(isTicked ? LineDecision{LineState::Matched, {}, payment} : LineDecision{});
    });
}

void StatementLineCard::tick(ItemId id, bool isTicked)
{
    LineDecision decision = m_session.rows()[*m_row].decision;
    std::erase(decision.invoices, id);
    if (isTicked)
        decision.invoices.push_back(id);
    decision.state = decision.invoices.empty() ? LineState::Waiting : LineState::Matched;
    decide(decision);
}

void StatementLineCard::decide(const LineDecision& decision)
{
    m_session.decide(*m_row, decision);
    fill();
}

} // namespace foyer
