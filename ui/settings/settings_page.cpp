// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/settings/settings_page.h"

#include "ui/settings/appearance_settings.h"
#include "ui/settings/billing_settings.h"
#include "ui/settings/brand_settings.h"
#include "ui/settings/imports_settings.h"
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
{
    auto* title = new QLabel{tr("Settings")};
    theme::setTextRole(title, theme::TextRole::Title);
    auto* sections = new QTabWidget;
    sections->setDocumentMode(true);
    sections->setAccessibleName(tr("Settings"));
    sections->addTab(new BrandSettings{database}, tr("Branding"));
    sections->addTab(new BillingSettings{database, portalOrigin}, tr("Billing"));
    sections->addTab(new ScheduleSettings{database}, tr("Schedules"));
    sections->addTab(new PortalSettings{database, std::move(portalOrigin)}, tr("Portal"));
    sections->addTab(new AppearanceSettings{theme}, tr("Appearance"));
    sections->addTab(new ImportsSettings{database}, tr("Imports"));
    auto* layout = new QVBoxLayout{this};
    layout->setContentsMargins(theme::space::page, theme::space::page, theme::space::page,
                               theme::space::large);
    layout->setSpacing(theme::space::medium);
    layout->addWidget(title);
    layout->addWidget(sections, 1);
    setFocusProxy(sections);
}

} // namespace foyer
