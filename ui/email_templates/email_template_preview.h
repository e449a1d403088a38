// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/email_templates/email_template_store.h"
#include "ui/contracts/template_editor.h"

#include <QWidget>

class QLabel;
class QPushButton;

namespace foyer {

class MailSheet;

/// A template as somebody would get it: with example values, or those of a chosen contact and job.
class EmailTemplatePreview : public QWidget
{
    Q_OBJECT

public:
    EmailTemplatePreview(const Database& database, std::function<QString()> portalOrigin,
                         QWidget* parent = nullptr);

    void showText(const email_templates::TemplateText& text, const QString& language);
    void setSubject(const PreviewSubject& subject);

private:
    struct Look
    {
        email_templates::TokenValues values;
        QString brand;
        QString accent;
        QString website;
        QString portalLink;
    };
    Result<Look> look(const Snapshot& snapshot) const;
    void choose();
    void render();

    const Database& m_database;
    std::function<QString()> m_portalOrigin;
    PreviewSubject m_subject;
    email_templates::TemplateText m_text;
    QString m_language;
    QPushButton* m_with;
    QLabel* m_subjectLine;
    QLabel* m_missing;
    MailSheet* m_sheet;
};

} // namespace foyer
