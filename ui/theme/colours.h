// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QPalette>
#include <QString>

namespace foyer::theme {

enum class Scheme
{
    Light,
    Dark
};

/// Every colour of the program, by what it is for. Nothing outside ui/theme names a colour.
/// Text colours keep 4.5:1 on the surfaces they are used on, in both schemes; a test holds them to it.
struct Colours
{
    QColor surface; ///< behind everything
    QColor raised;  ///< cards, fields, lists
    QColor sunken;  ///< the navigation rail, headers
    QColor hover;   ///< under the pointer
    QColor text;
    QColor muted;    ///< secondary text
    QColor disabled; ///< text of what cannot be used now; exempt from 4.5:1
    QColor accent;   ///< links, the primary button, focus
    QColor accentHover;
    QColor onAccent;    ///< text on accent
    QColor accentSoft;  ///< the selected row; carries text and muted
    QColor danger;      ///< text and border of a warning or a mistake
    QColor dangerHover; ///< under the pointer, where danger is the background
    QColor onDanger;    ///< text on danger
    QColor dangerSoft;  ///< behind danger
    QColor warning;
    QColor warningSoft;
    QColor success;
    QColor successSoft;
    QColor border;
    QColor borderStrong; ///< of a field: 3:1 on raised, so that its edge is seen
};

const Colours& colours(Scheme scheme);

/// Those of the scheme that made this palette: for delegates and widgets that paint themselves.
const Colours& coloursOf(const QPalette& palette);
Scheme schemeOf(const QPalette& palette);

/// 1 (none) … 21 (black on white). Source: WCAG 2.2, "contrast ratio".
double contrast(const QColor& one, const QColor& other);

/// Black or white, whichever is read better on this colour.
QColor readableOn(const QColor& background);

QPalette palette(const Colours& colours);

/// resources/style/desktop.qss with every @role replaced. @param colours  one of colours(Scheme)
QString styleSheet(const Colours& colours);

} // namespace foyer::theme
