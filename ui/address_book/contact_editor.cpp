// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/address_book/contact_editor.h"

#include "ui/address_book/ask.h"
#include "ui/address_book/checked_field.h"
#include "ui/address_book/relations_edit.h"
#include "ui/address_book/repeated_rows.h"
#include "ui/address_book/tags_edit.h"
#include "ui/common/words.h"
#include "ui/theme/metrics.h"
#include "ui/theme/style.h"

#include <QComboBox>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QScrollArea>

namespace foyer {

using namespace Qt::StringLiterals;

namespace {

/// Single lines, and where in the details they stand.
const std::pair<ContactField, QString ContactDetails::*> singleLines[] = {
    {ContactField::Prefix, &ContactDetails::prefix},
    {ContactField::GivenName, &ContactDetails::givenName},
    {ContactField::AdditionalNames, &ContactDetails::additionalNames},
    {ContactField::FamilyName, &ContactDetails::familyName},
    {ContactField::Suffix, &ContactDetails::suffix},
    {ContactField::Nickname, &ContactDetails::nickname},
    {ContactField::DisplayName, &ContactDetails::displayName},
    {ContactField::Company, &ContactDetails::company},
    {ContactField::JobTitle, &ContactDetails::jobTitle},
    {ContactField::Language, &ContactDetails::language},
};

} // namespace

ContactEditor::ContactEditor(const Database& database, const std::vector<Brand>& brands,
                             const ContactDraft& draft, const std::optional<Contact>& before, QWidget* parent)
    : QDialog{parent}
    , m_database{database}
    , m_before{before}
    , m_base{draft}
    , m_scroll{new QScrollArea}
    , m_notice{new QLabel}
    , m_kind{new QComboBox}
    , m_brand{new QComboBox}
{
    setObjectName(u"contactEditor"_s);
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowModality(Qt::WindowModal);
    setWindowTitle(before ? tr("Edit %1").arg(displayNameOf(before->details)) : tr("New Contact"));
    build(brands);
    setDraft(draft);
    m_initial = this->draft();
    line(ContactField::GivenName)->setFocus();
}

ContactEditor::~ContactEditor()
{
    hide(); // while every part is there: the field that loses the focus looks at the others
}

ContactKind ContactEditor::kind() const
{
    return ContactKind(m_kind->currentData().toInt());
}

QLineEdit* ContactEditor::line(ContactField field) const
{
    return qobject_cast<QLineEdit*>(m_lines.at(field)->field());
}

QString ContactEditor::text(ContactField field) const
{
    return line(field)->text();
}

void ContactEditor::setText(ContactField field, const QString& text)
{
    line(field)->setText(text);
    line(field)->setCursorPosition(0);
}

void ContactEditor::setDraft(const ContactDraft& draft)
{
    m_base = draft;
    const ContactDetails& details = draft.details;
    m_kind->setCurrentIndex(m_kind->findData(int(details.kind)));
    m_brand->setCurrentIndex(m_brand->findData(draft.brand.row()));
    for (const auto& [field, member] : singleLines)
        setText(field, details.*member);
    setText(ContactField::Birthday, dayForTyping(details.birthday));
    setText(ContactField::Anniversary, dayForTyping(details.anniversary));

    const auto fill = [this](ContactField field, std::size_t count, const auto& set) {
        RepeatedRows* rows = m_rows.at(field);
        while (rows->count() < int(std::max<std::size_t>(count, field == ContactField::Email ||
                                                                    field == ContactField::Phone)))
            rows->add();
        for (std::size_t i = 0; i < count; ++i)
            set(rows->row(int(i)), i);
    };
    fill(ContactField::Email, details.emails.size(), [&](QWidget* row, std::size_t i) {
        qobject_cast<LabelledLine*>(row)->set(details.emails[i].address, details.emails[i].label);
    });
    fill(ContactField::Phone, details.phones.size(), [&](QWidget* row, std::size_t i) {
        qobject_cast<LabelledLine*>(row)->set(details.phones[i].number, details.phones[i].label);
    });
    fill(ContactField::Address, details.addresses.size(),
         [&](QWidget* row, std::size_t i) { qobject_cast<AddressFields*>(row)->set(details.addresses[i]); });
    fill(ContactField::Website, std::size_t(details.websites.size()), [&](QWidget* row, std::size_t i) {
        qobject_cast<LabelledLine*>(row)->set(details.websites[qsizetype(i)], {});
    });
    m_tags->setTags(details.tags);
    m_relations->setRelations(draft.relations);
    m_notes->setPlainText(details.notes);
    showFieldsOfKind();
}

ContactDraft ContactEditor::draft() const
{
    ContactDraft draft = m_base;
    ContactDetails& details = draft.details;
    details.kind = kind();
    if (m_brand->currentIndex() >= 0)
        draft.brand = BrandId{m_brand->currentData().toLongLong()};
    for (const auto& [field, member] : singleLines)
        details.*member = text(field).trimmed();
    // What is no day stays in its field, where a sentence says so; saving is refused meanwhile.
    details.birthday = dayFrom(text(ContactField::Birthday)).value_or(QDate{});
    details.anniversary = dayFrom(text(ContactField::Anniversary)).value_or(QDate{});

    const auto rows = [this](ContactField field) {
        std::vector<LabelledLine*> lines;
        for (int i = 0; i < m_rows.at(field)->count(); ++i)
            lines.push_back(qobject_cast<LabelledLine*>(m_rows.at(field)->row(i)));
        return lines;
    };
    details.emails.clear();
    for (const LabelledLine* row : rows(ContactField::Email))
        details.emails.push_back({row->value().trimmed(), row->label()});
    details.phones.clear();
    for (const LabelledLine* row : rows(ContactField::Phone))
        details.phones.push_back({row->value().trimmed(), row->label()});
    details.websites.clear();
    for (const LabelledLine* row : rows(ContactField::Website))
        details.websites.append(row->value().trimmed());
    details.addresses.clear();
    const RepeatedRows* addresses = m_rows.at(ContactField::Address);
    for (int i = 0; i < addresses->count(); ++i)
        details.addresses.push_back(qobject_cast<AddressFields*>(addresses->row(i))->address());
    details.tags = m_tags->tags();
    details.notes = m_notes->toPlainText();
    draft.relations = m_relations->relations();
    return draft;
}

bool ContactEditor::isDirty() const
{
    const auto hasOddDay = [this](ContactField field) {
        return !text(field).isEmpty() && !dayFrom(text(field));
    };
    return draft() != m_initial || hasOddDay(ContactField::Birthday) || hasOddDay(ContactField::Anniversary);
}

QString ContactEditor::dayProblem(ContactField field, const std::vector<ContactProblem>& problems) const
{
    if (!text(field).trimmed().isEmpty() && !dayFrom(text(field)))
        return tr("This is no day. Write it like %1.").arg(dayForTyping(QDate{1990, 12, 31}));
    for (const ContactProblem& problem : problems) {
        if (problem.field == field)
            return words::problem(problem);
    }
    return {};
}

QWidget* ContactEditor::showProblems(Which which)
{
    const ContactDetails details = draft().details;
    // Rows without a value are dropped when saving; the others keep their numbers here.
    const auto isEmptyRow = [&](ContactField field, int i) {
        switch (field) {
        case ContactField::Email:
            return details.emails[std::size_t(i)].address.isEmpty();
        case ContactField::Phone:
            return details.phones[std::size_t(i)].number.isEmpty();
        case ContactField::Website:
            return details.websites[i].isEmpty();
        default:
            return false;
        }
    };
    const std::vector<ContactProblem> problems =
        contactProblems(details, m_before ? m_before->details : ContactDetails{});
    const auto sentenceFor = [&](ContactField field, int index) {
        for (const ContactProblem& problem : problems) {
            if (problem.field == field && problem.index == index)
                return words::problem(problem);
        }
        return QString{};
    };
    QWidget* first = nullptr;
    const auto show = [&](CheckedField* field, const QString& sentence) {
        if (!sentence.isEmpty() && !first)
            first = field->field();
        const bool isTold = which == Which::All || m_hasTriedToSave || field->wasLeft();
        field->setProblem(isTold ? sentence : QString{});
    };

    const ContactField nameField = kind() == ContactKind::Person    ? ContactField::GivenName
                                   : kind() == ContactKind::Company ? ContactField::Company
                                                                    : ContactField::DisplayName;
    for (const auto& [field, widget] : m_lines) {
        QString sentence = field == ContactField::Birthday || field == ContactField::Anniversary
                               ? dayProblem(field, problems)
                               : sentenceFor(field, 0);
        const bool hasName =
            !displayNameOf(tidied(details)).isEmpty(); // the first email row may be empty, the second not
        if (field == nameField && sentence.isEmpty() && m_hasTriedToSave && !hasName)
            sentence = words::problem({ContactField::Name, 0, ContactFault::Missing});
        show(widget, sentence);
    }
    for (const auto& [field, rows] : m_rows) {
        for (int i = 0; i < rows->count(); ++i)
            show(rows->field(i), isEmptyRow(field, i) ? QString{} : sentenceFor(field, i));
    }
    show(m_notesField, sentenceFor(ContactField::Notes, 0));
    QStringList tagSentences;
    for (int i = 0; i <= details.tags.size(); ++i) {
        const QString sentence = sentenceFor(ContactField::Tag, i);
        if (!sentence.isEmpty() && !tagSentences.contains(sentence))
            tagSentences.append(sentence);
    }
    show(qobject_cast<CheckedField*>(m_tags->parentWidget()), tagSentences.join(u' '));
    return first;
}

void ContactEditor::accept()
{
    m_hasTriedToSave = true;
    m_notice->hide();
    if (QWidget* first = showProblems(Which::All)) {
        if (!first->isVisibleTo(this)) // a rare name, or a field that another kind shows
            m_moreNames->setChecked(true);
        first->setFocus(Qt::OtherFocusReason);
        m_scroll->ensureWidgetVisible(first->parentWidget()); // the sentence below it, too
        return;
    }
    m_save->setEnabled(false);
    Q_EMIT submitted(draft());
}

void ContactEditor::finish()
{
    QDialog::accept();
}

void ContactEditor::refuse(const QString& sentence)
{
    m_save->setEnabled(true);
    m_notice->setText(sentence);
    m_notice->setVisible(!sentence.isEmpty());
}

void ContactEditor::reject()
{
    if (!isDirty()) {
        QDialog::reject();
        return;
    }
    ask(this,
        {windowTitle(), tr("Close without saving?"), tr("What you typed here is lost then."), tr("&Discard"),
         Question::Weight::Dangerous},
        this, [this] { QDialog::reject(); });
}

} // namespace foyer
