// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/contracts/contract_templates.h"
#include "app/storage/database.h"

#include <QTimer>
#include <QWidget>

#include <optional>

class QLabel;
class QLineEdit;
class QPushButton;
class QScrollArea;
class QToolButton;

namespace foyer {

class TermsForm;

namespace writing {
class WritingWidget;
}

/// Whose names and days stand in a preview.
struct PreviewSubject
{
    std::optional<ContactId> contact;
    QString contactName;
    std::optional<JobId> job;
    QString jobTitle;
};

/// One template, written like a contract and saved a moment after it was typed.
class TemplateEditor : public QWidget
{
    Q_OBJECT

public:
    explicit TemplateEditor(Database& database, QWidget* parent = nullptr);
    ~TemplateEditor() override;

    /// What waits to be saved of another one is saved first.
    void showTemplate(TemplateId id);
    std::optional<TemplateId> current() const;
    bool isDirty() const;
    void saveNow();
    void setSubject(const PreviewSubject& subject);

Q_SIGNALS:
    void failed(const QString& sentence);
    /// Nothing of it waits any more.
    void settled();

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    void build();
    void take(const contracts::ContractTemplate& found);
    contracts::ContractTemplate written() const;
    void touch();
    void settle();
    void saveLast();
    QString previewOf(const QString& markdown) const;
    contracts::TokenValues valuesNow() const;
    void choosePreview();
    void placeParts();

    Database& m_database;
    std::optional<contracts::ContractTemplate> m_template; ///< as it was saved last
    PreviewSubject m_subject;
    bool m_isSaving = false;
    bool m_isShowing = false;
    bool m_isNarrow = false;
    bool m_wantsTerms = true; ///< beside the text, when there is room again
    QTimer m_saveSoon;

    QLineEdit* m_name;
    QLineEdit* m_title;
    QLabel* m_saved;
    QPushButton* m_previewWith;
    QToolButton* m_showTerms;
    QWidget* m_noticeBar;
    QLabel* m_notice;
    writing::WritingWidget* m_writing;
    TermsForm* m_terms;
    QScrollArea* m_side;
};

} // namespace foyer
