// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/settings/settings_page.h"

#include "ui/email_templates/email_templates_page.h"
#include "ui/settings/appearance_settings.h"
#include "ui/settings/billing_settings.h"
#include "ui/settings/brand_settings.h"
#include "ui/settings/imports_settings.h"
#include "ui/settings/mail_settings.h"
#include "ui/settings/portal_settings.h"
#include "ui/settings/schedule_settings.h"
#include "ui/theme/metrics.h"
#include "ui/theme/style.h"

#include <QLabel>
#include <QTabWidget>
#include <QVBoxLayout>

namespace foyer {

SettingsPage::SettingsPage(Database& database, Theme& theme, std::function<QString()> portalOrigin,
                           QWidget* parent)
    : QWidget{parent}
    , m_sections{new QTabWidget}
    , m_portal{new PortalSettings{database, portalOrigin}}
    , m_mail{new MailSettings{database}}
    , m_templates{new EmailTemplatesPage{database, portalOrigin}}
{
    auto* title = new QLabel{tr("Settings")};
    theme::setTextRole(title, theme::TextRole::Title);
    m_sections->setDocumentMode(true);
    m_sections->setAccessibleName(tr("Settings"));
    m_sections->addTab(new BrandSettings{database}, tr("Branding"));
    m_sections->addTab(new BillingSettings{database, portalOrigin}, tr("Billing"));
    m_sections->addTab(new ScheduleSettings{database}, tr("Schedules"));
    m_sections->addTab(m_mail, tr("Mail"));
    m_sections->addTab(m_templates, tr("Email Templates"));
    m_sections->addTab(m_portal, tr("Portal"));
    m_sections->addTab(new AppearanceSettings{theme}, tr("Appearance"));
    m_sections->addTab(new ImportsSettings{database}, tr("Imports"));
    auto* layout = new QVBoxLayout{this};
    layout->setContentsMargins(theme::space::page, theme::space::page, theme::space::page,
                               theme::space::large);
    layout->setSpacing(theme::space::medium);
    layout->addWidget(title);
    layout->addWidget(m_sections, 1);
    setFocusProxy(m_sections);
    connect(m_templates, &EmailTemplatesPage::otherOpenWanted, this, &SettingsPage::otherOpenWanted);
}

void SettingsPage::showMail()
{
    m_sections->setCurrentWidget(m_mail);
}

void SettingsPage::showPortal()
{
    m_sections->setCurrentWidget(m_portal);
}

void SettingsPage::showEmailTemplates()
{
    m_sections->setCurrentWidget(m_templates);
}

void SettingsPage::showEmailTemplate(TemplateId id)
{
    showEmailTemplates();
    m_templates->showTemplate(id);
}

void SettingsPage::saveNow()
{
    m_templates->saveNow();
}

} // namespace foyer
