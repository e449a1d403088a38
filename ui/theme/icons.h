// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QIcon>
#include <QString>

namespace foyer {

/// What an icon is drawn in: taken from the application's palette whenever it is painted, so that a change
/// of scheme needs nobody's attention.
enum class IconInk
{
    Text,
    Muted,
    Accent,
    OnAccent,
    Danger,
    Warning,
    Success
};

/// An icon of resources/icons/lucide by its file's name, e.g. icon("user-plus"). Asserts that there is one.
/// Decoration only: the text beside it, or the accessible name, says what it means.
QIcon icon(const QString& name, IconInk ink = IconInk::Text);

/// The program's own.
QIcon applicationIcon();

} // namespace foyer
