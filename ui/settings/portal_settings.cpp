// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/settings/portal_settings.h"

#include "app/portal_access/addresses.h"
#include "app/storage/settings.h"
#include "ui/common/captioned_field.h"
#include "ui/theme/metrics.h"
#include "ui/theme/style.h"

#include <QCheckBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace foyer {

using namespace Qt::StringLiterals;

PortalSettings::PortalSettings(Database& database, std::function<QString()> portalOrigin, QWidget* parent)
    : QWidget{parent}
    , m_database{database}
    , m_portalOrigin{std::move(portalOrigin)}
    , m_address{new QLineEdit}
    , m_field{new CaptionedField{tr("Portal &address"), m_address}}
    , m_save{new QPushButton{tr("&Save")}}
    , m_said{new QLabel}
    , m_oneAnswer{new QCheckBox{tr("&Give everybody the same answer to “Forgot your password?”")}}
    , m_apart{new QCheckBox{tr("&Keep brands apart")}}
{
    setMaximumWidth(theme::largestFormWidth);
    theme::setButtonRole(m_save, theme::ButtonRole::Primary);
    m_said->setWordWrap(true);
    auto* row = new QHBoxLayout;
    row->addWidget(m_said, 1);
    row->addWidget(m_save);
    auto* layout = new QVBoxLayout{this};
    layout->setContentsMargins(0, theme::space::large, 0, 0);
    layout->setSpacing(theme::space::medium);
    layout->addWidget(m_field);
    layout->addLayout(row);
    m_oneAnswer->setObjectName(u"oneResetAnswer"_s);
    auto* hint = new QLabel{
        tr("Off: people who share an email are asked to reach out to you, which shows that you know the "
           "address. On: everybody reads the same page. Either way you see “Reset wanted”.")};
    hint->setWordWrap(true);
    theme::setTextRole(hint, theme::TextRole::Muted);
    layout->addSpacing(theme::space::large);
    layout->addWidget(m_oneAnswer);
    layout->addWidget(hint);
    m_apart->setObjectName(u"brandsApart"_s);
    auto* apartHint = new QLabel{tr(
        "Off: on the portal address above, clients find everything of theirs, labelled by brand when there "
        "is "
        "more than one. On: they find only what belongs to the brand whose pages they are on. A brand's own "
        "domain shows only that brand's either way.")};
    apartHint->setWordWrap(true);
    theme::setTextRole(apartHint, theme::TextRole::Muted);
    m_apart->setAccessibleDescription(apartHint->text());
    layout->addSpacing(theme::space::large);
    layout->addWidget(m_apart);
    layout->addWidget(apartHint);
    layout->addStretch();
    connect(m_oneAnswer, &QCheckBox::clicked, this,
            [this](bool isChosen) { choose(settings::oneResetAnswer, isChosen); });
    connect(m_apart, &QCheckBox::clicked, this,
            [this](bool isChosen) { choose(settings::brandsApart, isChosen); });

    connect(m_save, &QPushButton::clicked, this, &PortalSettings::save);
    connect(m_address, &QLineEdit::returnPressed, this, &PortalSettings::save);
    connect(m_address, &QLineEdit::textEdited, this, [this](const QString& text) {
        m_field->setProblem({});
        m_said->clear();
        m_save->setEnabled(text.trimmed() != m_stored);
    });
    connect(&m_database, &Database::changed, this, [this](const Changes& changes) {
        if (changes.touches(Entity::Setting))
            reload();
    });
    reload();
}

void PortalSettings::reload()
{
    const auto stored = m_database.read([](const Snapshot& snapshot) {
        return settings::get(snapshot, QLatin1StringView{settings::portalAddress});
    });
    const auto oneAnswer = m_database.read([](const Snapshot& snapshot) {
        return settings::get(snapshot, QLatin1StringView{settings::oneResetAnswer});
    });
    const auto apart = m_database.read([](const Snapshot& snapshot) {
        return settings::get(snapshot, QLatin1StringView{settings::brandsApart});
    });
    if (!stored || !oneAnswer || !apart)
        return;
    m_oneAnswer->setChecked(*oneAnswer == "yes"_L1);
    m_apart->setChecked(*apart == "yes"_L1);
    if (m_address->text().trimmed() == m_stored)
        m_address->setText(*stored);
    m_stored = *stored;
    m_save->setEnabled(m_address->text().trimmed() != m_stored);
    const QString origin = m_portalOrigin();
    m_address->setPlaceholderText(origin.isEmpty() ? u"https://portal.example.com"_s : origin);
    m_field->setHint(
        tr("What stands in Direct Links and mails, like https://portal.example.com. It must lead to this "
           "computer, through a web server with a certificate. Empty: links lead to this computer alone, and "
           "mails with one are held back."));
}

void PortalSettings::choose(const char* key, bool isChosen)
{
    m_database.writeLater(
        Actor::studio(), this,
        [key, isChosen](Transaction& transaction) {
            return settings::set(transaction, QLatin1StringView{key}, isChosen ? u"yes"_s : QString{});
        },
        [this](const Result<void>& saved) {
            reload(); // the box shows what is stored
            m_said->setText(saved ? tr("Saved.") : tr("Not saved: the studio file cannot be written."));
            theme::setTextRole(m_said, saved ? theme::TextRole::Done : theme::TextRole::Problem);
        });
}

void PortalSettings::save()
{
    m_database.writeLater(
        Actor::studio(), this,
        [typed = m_address->text().trimmed()](Transaction& transaction) {
            return portal_access::setStudioAddress(transaction, typed);
        },
        [this](const Result<void>& saved) {
            if (saved) {
                m_stored = m_address->text().trimmed();
                reload();
                m_said->setText(tr("Saved. Links that are shown follow at once; earlier ones keep working."));
                theme::setTextRole(m_said, theme::TextRole::Done);
                return;
            }
            if (saved.error().fault == Fault::Invalid)
                m_field->setProblem(
                    tr("This is no address of a portal. Write it like https://portal.example.com: "
                       "http or https, a host, no question mark."));
            else
                m_field->setProblem(tr("Not saved: the studio file cannot be written."));
        });
}

} // namespace foyer
