// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/settings/billing_settings.h"

#include "app/brands/brand_store.h"
#include "ui/settings/billing_form.h"
#include "ui/settings/secret_fields.h"
#include "ui/theme/metrics.h"
#include "ui/theme/style.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QMessageBox>
#include <QPushButton>
#include <QScrollArea>

namespace foyer {

using namespace Qt::StringLiterals;

BillingSettings::BillingSettings(Database& database, std::function<QString()> portalOrigin, QWidget* parent)
    : QWidget{parent}
    , m_database{database}
    , m_choice{new QComboBox}
    , m_form{new BillingForm}
    , m_secrets{new SecretFields{database, std::move(portalOrigin)}}
    , m_said{new QLabel}
    , m_discard{new QPushButton{tr("Discard")}}
    , m_save{new QPushButton{tr("&Save")}}
{
    setObjectName(u"billingSettings"_s);
    m_form->setSecrets(m_secrets);
    auto* caption = new QLabel{tr("&Brand:")};
    caption->setBuddy(m_choice);
    m_choice->setObjectName(u"billingBrand"_s);
    m_choice->setMinimumWidth(240);
    auto* head = new QHBoxLayout;
    head->addWidget(caption);
    head->addWidget(m_choice);
    head->addStretch();

    m_form->setMaximumWidth(theme::largestFormWidth);
    auto* page = new QWidget;
    page->setObjectName(u"page"_s);
    auto* pageRow = new QHBoxLayout{page};
    pageRow->setContentsMargins(0, 0, theme::space::large, theme::space::large);
    pageRow->addWidget(m_form, 1);
    pageRow->addStretch();
    auto* scroll = new QScrollArea;
    scroll->setWidgetResizable(true);
    scroll->setFocusPolicy(Qt::NoFocus); // its fields take it
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setWidget(page);

    m_said->setObjectName(u"said"_s);
    m_said->setTextFormat(Qt::PlainText);
    m_said->setWordWrap(true);
    m_save->setObjectName(u"saveBilling"_s);
    m_discard->setObjectName(u"discardBilling"_s);
    theme::setButtonRole(m_save, theme::ButtonRole::Primary);
    auto* foot = new QHBoxLayout;
    foot->addWidget(m_said, 1);
    foot->addWidget(m_discard);
    foot->addWidget(m_save);
    auto* layout = new QVBoxLayout{this};
    layout->setContentsMargins(0, theme::space::large, 0, 0);
    layout->setSpacing(theme::space::medium);
    layout->addLayout(head);
    layout->addWidget(scroll, 1);
    layout->addLayout(foot);

    connect(m_choice, &QComboBox::activated, this, &BillingSettings::switchTo);
    connect(m_form, &BillingForm::edited, this, &BillingSettings::showButtons);
    connect(m_secrets, &SecretFields::edited, this, &BillingSettings::showButtons);
    connect(m_save, &QPushButton::clicked, this, &BillingSettings::save);
    connect(m_discard, &QPushButton::clicked, this, &BillingSettings::discard);
    connect(&m_database, &Database::changed, this, [this](const Changes& changes) {
        if (changes.touches(Entity::Brand))
            reload();
    });
    reload();
    if (!m_brands.empty())
        showBrand(m_brands.front().id);
}

bool BillingSettings::isEdited() const
{
    return m_form->isEdited() || m_secrets->isEdited();
}

void BillingSettings::reload()
{
    auto brands = m_database.read([](const Snapshot& snapshot) { return brands::all(snapshot); });
    if (!brands)
        return; // what is shown stays; saving will say what is wrong
    m_brands = *std::move(brands);
    m_choice->clear();
    for (const Brand& brand : m_brands)
        m_choice->addItem(brand.details.name, brand.id.row());
    if (!m_shown)
        return;
    m_choice->setCurrentIndex(m_choice->findData(m_shown->row()));
    if (!isEdited() && !m_isSaving)
        showBrand(*m_shown);
}

void BillingSettings::showBrand(BrandId id)
{
    const auto billing =
        m_database.read([&](const Snapshot& snapshot) { return brands::billing(snapshot, id); });
    if (!billing)
        return say(tr("This brand cannot be read at the moment."), true);
    const bool isAnother = m_shown != id;
    m_shown = id;
    m_billing = *billing;
    m_choice->setCurrentIndex(m_choice->findData(id.row()));
    m_form->setDetails(m_billing.details, m_choice->currentText(), toLocal(m_database.now()).date());
    if (isAnother)
        m_secrets->showBrand(id);
}

void BillingSettings::switchTo(int index)
{
    const BrandId chosen{m_choice->itemData(index).toLongLong()};
    if (isEdited()) {
        const auto answer = QMessageBox::question(
            this, tr("Leave without saving?"), tr("What you typed for this brand is not saved yet."),
            QMessageBox::Discard | QMessageBox::Cancel, QMessageBox::Cancel);
        if (answer != QMessageBox::Discard) {
            m_choice->setCurrentIndex(m_shown ? m_choice->findData(m_shown->row()) : -1);
            return;
        }
    }
    m_said->clear();
    showBrand(chosen);
}

void BillingSettings::save()
{
    if (!m_shown || m_isSaving)
        return;
    if (!m_form->showProblems())
        return say(tr("Not saved yet: there is a field to look at."), true);
    m_isSaving = true;
    showButtons();
    if (!m_form->isEdited())
        return keepSecrets();
    m_database.writeLater(
        Actor::studio(), this,
        [brand = *m_shown, edited = brands::Billing{m_form->typed(), m_billing.version}](
            Transaction& transaction) { return brands::saveBilling(transaction, brand, edited); },
        [this](const Result<void>& result) { saved(result); });
}

void BillingSettings::saved(const Result<void>& result)
{
    if (result) {
        showBrand(*m_shown);
        keepSecrets();
        return;
    }
    m_isSaving = false;
    switch (result.error().fault) {
    case Fault::Conflict:
        say(tr("Not saved: this was changed elsewhere meanwhile. Discard to see that version."), true);
        break;
    case Fault::Invalid:
        say(tr("Not saved. %1").arg(result.error().detail), true);
        break;
    case Fault::NotFound:
    case Fault::Denied:
    case Fault::Busy:
    case Fault::Cancelled:
    case Fault::Storage:
    case Fault::Newer:
        say(tr("Not saved: the studio file cannot be written. What you typed is still here."), true);
        break;
    }
    showButtons();
}

void BillingSettings::keepSecrets()
{
    m_secrets->keep([this](bool areKept) {
        m_isSaving = false;
        say(areKept ? tr("Saved. Invoices that are out stay as they are.")
                    : tr("Saved, but not every key: see beside it."),
            !areKept);
        showButtons();
    });
}

void BillingSettings::discard()
{
    m_said->clear();
    m_secrets->discard();
    if (m_shown)
        showBrand(*m_shown);
    showButtons();
}

void BillingSettings::say(const QString& sentence, bool isProblem)
{
    m_said->setText(sentence);
    theme::setTextRole(m_said, isProblem ? theme::TextRole::Problem : theme::TextRole::Done);
}

void BillingSettings::showButtons()
{
    const bool canSave = isEdited() && !m_isSaving;
    m_save->setEnabled(canSave);
    m_discard->setEnabled(canSave);
}

} // namespace foyer
