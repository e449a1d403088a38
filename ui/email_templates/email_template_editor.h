// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/email_templates/email_template_store.h"

#include <QTimer>
#include <QWidget>

#include <functional>
#include <map>
#include <optional>

class QAction;
class QLabel;
class QLineEdit;
class QToolButton;

namespace foyer {

class CaptionedField;
class EmailTemplatePreview;
class LanguageTabs;
class ProblemList;
class TokenPicker;

namespace writing {
class WritingWidget;
}

/// One email template, in all its languages, with what its recipient will read beside it. Saved a moment
/// after it was typed; what keeps it from being sent is named and keeps nobody from saving.
class EmailTemplateEditor : public QWidget
{
    Q_OBJECT

public:
    EmailTemplateEditor(Database& database, std::function<QString()> portalOrigin, QWidget* parent = nullptr);
    ~EmailTemplateEditor() override;

    /// What waits to be saved of another one is saved first.
    void showTemplate(TemplateId id);
    std::optional<TemplateId> current() const;
    bool isDirty() const;
    void saveNow();
    /// Where it comes from, and who uses it; may hold one link, see originActivated().
    void setOrigin(const QString& html);
    EmailTemplatePreview* preview() const { return m_preview; }
    QLineEdit* nameField() const { return m_name; }

Q_SIGNALS:
    void failed(const QString& sentence);
    void originActivated();
    void languageRemoved(const QString& sentence, std::function<void()> undo);

private:
    void build();
    QWidget* makeConflictBar();
    void take(const EmailTemplate& found);
    void showLanguage(const QString& language);
    void keepTyped(); ///< what stands in the fields, into m_texts
    email_templates::TemplateText typed() const;
    EmailTemplate written() const;
    void touch();
    void look();
    void settle();
    void saveLast();
    void addLanguage(const QString& language);
    void removeLanguage(const QString& language);
    QStringList languages() const;
    void pickToken();
    void insertToken(const QString& name);
    void goTo(const email_templates::TextProblem& problem);
    void underline(const std::vector<email_templates::TextProblem>& problems);

    Database& m_database;
    std::optional<EmailTemplate> m_template;                  ///< as it was saved last
    std::map<QString, email_templates::TemplateText> m_texts; ///< by language; the main one: ""
    QString m_language;
    bool m_isSaving = false;
    bool m_isShowing = false;
    bool m_isForSubject = false; ///< where the next token goes
    QTimer m_saveSoon;
    QTimer m_lookSoon;

    QLineEdit* m_name;
    QLabel* m_origin;
    QLabel* m_saved;
    LanguageTabs* m_languages;
    QLineEdit* m_subject;
    CaptionedField* m_subjectField = nullptr;
    QToolButton* m_pick;
    QAction* m_showPreview;
    writing::WritingWidget* m_writing;
    ProblemList* m_problems;
    EmailTemplatePreview* m_preview;
    TokenPicker* m_picker;
    QWidget* m_noticeBar = nullptr;
    QLabel* m_notice;
    QWidget* m_left = nullptr;
};

} // namespace foyer
