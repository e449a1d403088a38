// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/theme/theme.h"

#include <QWidget>

namespace foyer {

/// Settings › Appearance.
class AppearanceSettings : public QWidget
{
    Q_OBJECT

public:
    explicit AppearanceSettings(Theme& theme, QWidget* parent = nullptr);
};

} // namespace foyer
