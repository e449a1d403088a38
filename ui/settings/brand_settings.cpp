// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/settings/brand_settings.h"

#include "app/brands/brand_store.h"
#include "ui/settings/brand_form.h"
#include "ui/theme/icons.h"
#include "ui/theme/metrics.h"
#include "ui/theme/style.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QMessageBox>
#include <QPushButton>
#include <QScrollArea>

#include <algorithm>

namespace foyer {

using namespace Qt::StringLiterals;

BrandSettings::BrandSettings(Database& database, QWidget* parent)
    : QWidget{parent}
    , m_database{database}
    , m_choice{new QComboBox}
    , m_add{new QPushButton{icon(u"plus"_s), tr("&Add Brand")}}
    , m_form{new BrandForm}
    , m_said{new QLabel}
    , m_discard{new QPushButton{tr("Discard")}}
    , m_save{new QPushButton{tr("&Save")}}
{
    auto* caption = new QLabel{tr("&Brand:")};
    caption->setBuddy(m_choice);
    m_choice->setMinimumWidth(240);
    auto* head = new QHBoxLayout;
    head->addWidget(caption);
    head->addWidget(m_choice);
    head->addWidget(m_add);
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
    m_said->setWordWrap(true);
    m_save->setObjectName(u"save"_s);
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

    connect(m_choice, &QComboBox::activated, this, &BrandSettings::switchTo);
    connect(m_add, &QPushButton::clicked, this, &BrandSettings::startNew);
    connect(m_form, &BrandForm::edited, this, &BrandSettings::showButtons);
    connect(m_save, &QPushButton::clicked, this, &BrandSettings::save);
    connect(m_discard, &QPushButton::clicked, this, &BrandSettings::discard);
    connect(&m_database, &Database::changed, this, [this](const Changes& changes) {
        if (changes.touches(Entity::Brand))
            reload();
    });
    reload();
    if (!m_brands.empty())
        showBrand(m_brands.front().id);
}

void BrandSettings::reload()
{
    auto brands = m_database.read([](const Snapshot& snapshot) { return brands::all(snapshot); });
    if (!brands)
        return; // what is shown stays; saving will say what is wrong
    m_brands = *std::move(brands);
    m_choice->clear();
    for (const Brand& brand : m_brands)
        m_choice->addItem(brand.details.name, brand.id.row());
    if (!m_shown) {
        m_choice->setCurrentIndex(-1);
        return;
    }
    m_choice->setCurrentIndex(m_choice->findData(m_shown->id.row()));
    if (!m_form->isEdited() && !m_isSaving)
        showBrand(m_shown->id);
}

void BrandSettings::showBrand(std::optional<BrandId> id)
{
    m_shown.reset();
    for (const Brand& brand : m_brands) {
        if (id == brand.id)
            m_shown = brand;
    }
    m_choice->setCurrentIndex(m_shown ? m_choice->findData(m_shown->id.row()) : -1);
    m_form->setDetails(m_shown ? m_shown->details : BrandDetails{});
}

void BrandSettings::switchTo(int index)
{
    const BrandId chosen{m_choice->itemData(index).toLongLong()};
    if (m_form->isEdited()) {
        const auto answer = QMessageBox::question(
            this, tr("Leave without saving?"), tr("What you typed for this brand is not saved yet."),
            QMessageBox::Discard | QMessageBox::Cancel, QMessageBox::Cancel);
        if (answer != QMessageBox::Discard) {
            m_choice->setCurrentIndex(m_shown ? m_choice->findData(m_shown->id.row()) : -1);
            return;
        }
    }
    m_said->clear();
    showBrand(chosen);
}

void BrandSettings::startNew()
{
    if (m_form->isEdited()) {
        m_said->setText(tr("Save or discard what you typed first."));
        theme::setTextRole(m_said, theme::TextRole::Problem);
        return;
    }
    m_said->clear();
    showBrand({});
    m_form->setFocus();
    showButtons();
}

void BrandSettings::save()
{
    const BrandDetails typed = m_form->typed();
    auto problems = brandProblems(typed);
    const auto self = m_shown ? std::optional{m_shown->id} : std::nullopt;
    const auto taken =
        m_database.read([&](const Snapshot& snapshot) { return brands::takenBy(snapshot, typed, self); });
    if (taken)
        problems.insert(problems.end(), taken->begin(), taken->end());
    m_form->showProblems(problems);
    if (!problems.empty()) {
        m_said->setText(tr("Not saved yet: %n field(s) to look at.", nullptr, int(problems.size())));
        theme::setTextRole(m_said, theme::TextRole::Problem);
        return;
    }
    m_isSaving = true;
    showButtons();
    m_database.writeLater(
        Actor::studio(), this,
        [typed, shown = m_shown](Transaction& transaction) -> Result<BrandId> {
            if (!shown)
                return brands::add(transaction, typed);
            const auto done = brands::save(transaction, {shown->id, typed, shown->version});
            return done ? Result<BrandId>{shown->id} : fail(done.error());
        },
        [this](const Result<BrandId>& id) { saved(id); });
}

void BrandSettings::saved(const Result<BrandId>& id)
{
    m_isSaving = false;
    if (id) {
        reload();
        showBrand(*id);
        m_said->setText(tr("Saved."));
        theme::setTextRole(m_said, theme::TextRole::Done);
        return;
    }
    m_said->setText(
        id.error().fault == Fault::Conflict
            ? tr("Not saved: this brand was changed elsewhere meanwhile. Discard to see that version.")
            : tr("Not saved: the studio file cannot be written. What you typed is still here."));
    theme::setTextRole(m_said, theme::TextRole::Problem);
    showButtons();
}

void BrandSettings::discard()
{
    m_said->clear();
    if (m_shown)
        showBrand(m_shown->id);
    else if (!m_brands.empty())
        showBrand(m_brands.front().id);
}

void BrandSettings::showButtons()
{
    const bool canSave = (m_form->isEdited() || !m_shown) && !m_isSaving;
    m_save->setEnabled(canSave);
    m_discard->setEnabled(canSave);
    m_add->setEnabled(m_shown.has_value());
}

} // namespace foyer
