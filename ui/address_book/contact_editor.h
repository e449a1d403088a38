// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/brands/brand.h"
#include "app/contacts/contact_rules.h"
#include "app/storage/database.h"
#include "ui/address_book/contact_draft.h"

#include <QDialog>

#include <map>
#include <optional>

class QComboBox;
class QFormLayout;
class QLabel;
class QLineEdit;
class QPlainTextEdit;
class QPushButton;
class QScrollArea;
class QVBoxLayout;

namespace foyer {

class CheckedField;
class RelationsEdit;
class RepeatedRows;
class TagsEdit;

/// Everything about a contact, to be typed. Says what is wrong beside the field it is wrong in, gives back a
/// draft and saves nothing itself: it stays open, with all that was typed, until somebody says that it is
/// saved.
class ContactEditor : public QDialog
{
    Q_OBJECT

public:
    /// @param before  whose unchanged values are let through whatever they are; nothing for a new contact
    ContactEditor(const Database& database, const std::vector<Brand>& brands, const ContactDraft& draft,
                  const std::optional<Contact>& before, QWidget* parent = nullptr);

    ~ContactEditor() override;

    ContactDraft draft() const;
    void setDraft(const ContactDraft& draft);
    bool isDirty() const;

    /// What was typed is saved: closes without asking.
    void finish();
    /// It could not be saved: says why and lets go on.
    void refuse(const QString& sentence);

public Q_SLOTS:
    void accept() override;
    void reject() override;

Q_SIGNALS:
    void submitted(const foyer::ContactDraft& draft);

private:
    void build(const std::vector<Brand>& brands);
    void buildNames(QFormLayout* form);
    void buildReach(QFormLayout* form);
    void buildMore(QFormLayout* form);
    CheckedField* addLine(QFormLayout* form, ContactField field, const QString& label,
                          const QString& hint = {});
    RepeatedRows* addRows(QFormLayout* form, ContactField field, const QString& label, const QString& addText,
                          const QString& removeText, const QString& name);
    QLineEdit* line(ContactField field) const;
    QString text(ContactField field) const;
    void setText(ContactField field, const QString& text);

    ContactKind kind() const;
    void showFieldsOfKind();
    void showNamePlaceholder();
    enum class Which
    {
        LeftFields,
        All
    };
    /// @returns the first field with a problem among all, or none; shows only those asked for
    QWidget* showProblems(Which which);
    QString dayProblem(ContactField field, const std::vector<ContactProblem>& problems) const;

    const Database& m_database;
    std::optional<Contact> m_before;
    ContactDraft m_base; ///< holds what the form has no field for
    ContactDraft m_initial{BrandId{1}, {}, {}};
    bool m_hasTriedToSave = false;

    QScrollArea* m_scroll;
    QFormLayout* m_form = nullptr;
    QLabel* m_notice;
    QComboBox* m_kind;
    QComboBox* m_brand;
    QPushButton* m_moreNames;
    std::map<ContactField, CheckedField*> m_lines;
    std::map<ContactField, RepeatedRows*> m_rows;
    TagsEdit* m_tags;
    RelationsEdit* m_relations;
    QPlainTextEdit* m_notes;
    CheckedField* m_notesField;
    QPushButton* m_save;
};

} // namespace foyer
