// SPDX-License-Identifier: GPL-3.0-or-later
// How the editor looks: which fields there are, in which order, under which labels.
#include "ui/address_book/contact_editor.h"

#include "app/contacts/contact_store.h"
#include "ui/address_book/checked_field.h"
#include "ui/address_book/relations_edit.h"
#include "ui/address_book/repeated_rows.h"
#include "ui/address_book/tags_edit.h"
#include "ui/common/words.h"
#include "ui/theme/metrics.h"
#include "ui/theme/style.h"

#include <QComboBox>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QScrollArea>
#include <QVBoxLayout>

namespace foyer {

using namespace Qt::StringLiterals;

namespace {

const ContactField rareNames[] = {ContactField::Prefix, ContactField::AdditionalNames, ContactField::Suffix,
                                  ContactField::Nickname};
const ContactField personalFields[] = {ContactField::GivenName, ContactField::FamilyName,
                                       ContactField::JobTitle, ContactField::Birthday,
                                       ContactField::Anniversary};

} // namespace

void ContactEditor::build(const std::vector<Brand>& brands)
{
    for (const ContactKind kind : {ContactKind::Person, ContactKind::Company, ContactKind::Location})
        m_kind->addItem(words::kind(kind), int(kind));
    for (const Brand& brand : brands)
        m_brand->addItem(brand.details.name, brand.id.row());
    m_kind->setObjectName(u"kind"_s);

    auto* page = new QWidget;
    page->setObjectName(u"page"_s);
    m_form = new QFormLayout{page};
    m_form->setContentsMargins(theme::space::page, theme::space::large, theme::space::page,
                               theme::space::large);
    m_form->setHorizontalSpacing(theme::space::large);
    m_form->setVerticalSpacing(theme::space::medium);
    m_form->setRowWrapPolicy(QFormLayout::WrapLongRows);
    m_form->setFieldGrowthPolicy(QFormLayout::ExpandingFieldsGrow);
    m_form->setLabelAlignment(Qt::AlignLeft | Qt::AlignTop);
    m_form->addRow(tr("&Kind"), m_kind);
    m_form->addRow(tr("&Brand"), m_brand);
    m_form->setRowVisible(m_brand, brands.size() > 1);
    buildNames(m_form);
    buildReach(m_form);
    buildMore(m_form);
    connect(m_kind, &QComboBox::currentIndexChanged, this, &ContactEditor::showFieldsOfKind);

    m_scroll->setWidget(page);
    m_scroll->setWidgetResizable(true);
    m_scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);

    m_notice->setObjectName(u"notice"_s);
    m_notice->setTextFormat(Qt::PlainText);
    m_notice->setWordWrap(true);
    theme::makeNotice(m_notice, theme::Tone::Danger);
    m_notice->hide();

    auto* buttons = new QDialogButtonBox{QDialogButtonBox::Save | QDialogButtonBox::Cancel};
    m_save = buttons->button(QDialogButtonBox::Save);
    m_save->setObjectName(u"save"_s);
    m_save->setDefault(true);
    theme::setButtonRole(m_save, theme::ButtonRole::Primary);
    connect(buttons, &QDialogButtonBox::accepted, this, &ContactEditor::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &ContactEditor::reject);
    auto* foot = new QVBoxLayout;
    foot->setContentsMargins(theme::space::page, theme::space::small, theme::space::page,
                             theme::space::large);
    foot->addWidget(m_notice);
    foot->addWidget(buttons);

    auto* layout = new QVBoxLayout{this};
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_scroll, 1);
    layout->addLayout(foot);
    resize(640, 720);
}

CheckedField* ContactEditor::addLine(QFormLayout* form, ContactField field, const QString& label,
                                     const QString& hint)
{
    auto* edit = new QLineEdit;
    edit->setPlaceholderText(hint);
    edit->setAccessibleName(QString{label}.remove(u'&'));
    edit->setObjectName(u"field%1"_s.arg(int(field)));
    auto* checkedField = new CheckedField{edit};
    connect(checkedField, &CheckedField::left, this, [this] { showProblems(Which::LeftFields); });
    form->addRow(label, checkedField);
    if (auto* buddy = qobject_cast<QLabel*>(form->labelForField(checkedField)))
        buddy->setBuddy(edit);
    m_lines.emplace(field, checkedField);
    return checkedField;
}

RepeatedRows* ContactEditor::addRows(QFormLayout* form, ContactField field, const QString& label,
                                     const QString& addText, const QString& removeText, const QString& name)
{
    const RepeatedRows::MakeRow makeRow = [field, name]() -> QWidget* {
        if (field == ContactField::Address)
            return new AddressFields;
        return new LabelledLine{name, words::offeredLabels(field)};
    };
    auto* rows = new RepeatedRows{addText, removeText, makeRow};
    rows->setObjectName(u"rows%1"_s.arg(int(field)));
    connect(rows, &RepeatedRows::left, this, [this] { showProblems(Which::LeftFields); });
    form->addRow(label, rows);
    m_rows.emplace(field, rows);
    return rows;
}

void ContactEditor::buildNames(QFormLayout* form)
{
    addLine(form, ContactField::Prefix, tr("&Title"), tr("Dr.", "example of a title before a name"));
    addLine(form, ContactField::GivenName, tr("&Given name"));
    addLine(form, ContactField::AdditionalNames, tr("&Additional names"));
    addLine(form, ContactField::FamilyName, tr("&Family name"));
    addLine(form, ContactField::Suffix, tr("Name &suffix"), tr("Jr.", "example of a suffix after a name"));
    addLine(form, ContactField::Nickname, tr("&Nickname"), tr("How mails greet them"));
    m_moreNames = new QPushButton{tr("More name fields")};
    m_moreNames->setCheckable(true);
    m_moreNames->setAutoDefault(false);
    theme::setButtonRole(m_moreNames, theme::ButtonRole::Quiet);
    connect(m_moreNames, &QPushButton::toggled, this, &ContactEditor::showFieldsOfKind);
    form->addRow(QString{}, m_moreNames);
    addLine(form, ContactField::DisplayName, tr("Shown &as"));
    addLine(form, ContactField::Company, tr("&Company"));
    addLine(form, ContactField::JobTitle, tr("&Job title"));
    for (const ContactField field :
         {ContactField::Prefix, ContactField::GivenName, ContactField::AdditionalNames,
          ContactField::FamilyName, ContactField::Suffix, ContactField::Company})
        connect(line(field), &QLineEdit::textChanged, this, &ContactEditor::showNamePlaceholder);
}

void ContactEditor::buildReach(QFormLayout* form)
{
    addRows(form, ContactField::Email, tr("Emails"), tr("Add Email"), tr("Remove this email"), tr("Email"));
    addRows(form, ContactField::Phone, tr("Phones"), tr("Add Phone"), tr("Remove this phone"), tr("Phone"));
    addRows(form, ContactField::Address, tr("Addresses"), tr("Add Address"), tr("Remove this address"),
            tr("Address"));
    addRows(form, ContactField::Website, tr("Websites"), tr("Add Website"), tr("Remove this website"),
            tr("Website"));
}

void ContactEditor::buildMore(QFormLayout* form)
{
    const QString example = dayForTyping(QDate{1990, 12, 31});
    addLine(form, ContactField::Birthday, tr("Bi&rthday"), example);
    addLine(form, ContactField::Anniversary, tr("Anni&versary"), example);
    addLine(form, ContactField::Language, tr("&Language"), tr("The studio's; or a code like en, de, pt-BR"));

    QStringList tagNames;
    const auto inUse =
        m_database.read([](const Snapshot& snapshot) { return contacts::tagsInUse(snapshot); });
    if (inUse) {
        for (const auto& [tag, count] : *inUse)
            tagNames.append(tag);
    }
    m_tags = new TagsEdit{tagNames};
    form->addRow(tr("Tags"), new CheckedField{m_tags});
    m_relations = new RelationsEdit{m_database, m_before ? std::optional{m_before->id} : std::nullopt};
    form->addRow(tr("Relations"), m_relations);
    m_notes = new QPlainTextEdit;
    m_notes->setTabChangesFocus(true);
    m_notes->setMinimumHeight(5 * fontMetrics().lineSpacing());
    m_notes->setAccessibleName(tr("Notes"));
    m_notesField = new CheckedField{m_notes};
    connect(m_notesField, &CheckedField::left, this, [this] { showProblems(Which::LeftFields); });
    form->addRow(tr("N&otes"), m_notesField);
}

void ContactEditor::showFieldsOfKind()
{
    const bool isPerson = kind() == ContactKind::Person;
    bool hasRareName = false;
    for (const ContactField field : rareNames)
        hasRareName = hasRareName || !text(field).isEmpty();
    for (const ContactField field : personalFields)
        m_form->setRowVisible(m_lines.at(field), isPerson);
    for (const ContactField field : rareNames)
        m_form->setRowVisible(m_lines.at(field), isPerson && (hasRareName || m_moreNames->isChecked()));
    m_form->setRowVisible(m_moreNames, isPerson && !hasRareName && !m_moreNames->isChecked());
    m_form->setRowVisible(m_lines.at(ContactField::Company), kind() != ContactKind::Location);

    const auto relabel = [this](ContactField field, const QString& label) {
        if (auto* widget = qobject_cast<QLabel*>(m_form->labelForField(m_lines.at(field))))
            widget->setText(label);
        line(field)->setAccessibleName(QString{label}.remove(u'&'));
    };
    relabel(ContactField::Company, kind() == ContactKind::Company ? tr("&Company name") : tr("&Company"));
    relabel(ContactField::DisplayName,
            kind() == ContactKind::Location ? tr("Location n&ame") : tr("Shown &as"));
    showNamePlaceholder();
}

void ContactEditor::showNamePlaceholder()
{
    ContactDetails details = draft().details;
    details.displayName.clear();
    line(ContactField::DisplayName)->setPlaceholderText(displayNameOf(details));
}

} // namespace foyer
