// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/storage/database.h"
#include "ui/theme/theme.h"

#include <QWidget>

#include <functional>

namespace foyer {

/// Branding, Portal, Appearance, Imports. Further sections join in settings_page.cpp.
class SettingsPage : public QWidget
{
    Q_OBJECT

public:
    SettingsPage(Database& database, Theme& theme, std::function<QString()> portalOrigin,
                 QWidget* parent = nullptr);
};

} // namespace foyer
