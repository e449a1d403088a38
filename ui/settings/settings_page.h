// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/gallery/gallery.h"
#include "app/storage/database.h"
#include "ui/theme/theme.h"

#include <QWidget>

#include <functional>

class QTabWidget;

namespace foyer {

class EmailTemplatesPage;
class MailSettings;

/// Branding, Billing, Mail, Email Templates and so on. Further sections join in settings_page.cpp.
class SettingsPage : public QWidget
{
    Q_OBJECT

public:
    SettingsPage(Database& database, Theme& theme, std::function<QString()> portalOrigin,
                 QWidget* parent = nullptr);

    void showMail();
    void showPortal();
    void showEmailTemplates();
    void showEmailTemplate(TemplateId id);
    /// What was typed last is on its way to the disk.
    void saveNow();

Q_SIGNALS:
    /// Something else than an email template was installed from the Template Gallery, and is to be looked at.
    void otherOpenWanted(foyer::gallery::Kind kind, qint64 row);

private:
    QTabWidget* m_sections;
    QWidget* m_portal;
    MailSettings* m_mail;
    EmailTemplatesPage* m_templates;
};

} // namespace foyer
