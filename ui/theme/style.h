// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFont>
#include <QWidget>

class QAbstractButton;
class QLabel;

/// How a widget says what it is, so that the style sheet can dress it. Call before it is shown, or at any
/// later time: it is dressed anew.
namespace foyer::theme {

enum class TextRole
{
    Title,   ///< the one of a page
    Heading, ///< of a section
    Muted,   ///< secondary
    Problem, ///< what is wrong with what was typed
    Done,    ///< that something worked
};
void setTextRole(QLabel* label, TextRole role);

enum class ButtonRole
{
    Primary, ///< what most people came for; at most one on a page
    Danger,  ///< cannot be undone
    Quiet,   ///< no frame until the pointer is there
    Link,    ///< looks like a link
};
void setButtonRole(QAbstractButton* button, ButtonRole role);

enum class Tone
{
    Neutral,
    Accent,
    Danger,
    Warning,
    Success
};
/// A small pill with text, e.g. "Email Conflict".
void makeBadge(QLabel* label, Tone tone);
/// A line across the page that says something about it, e.g. that no mail account is set up.
void makeNotice(QWidget* widget, Tone tone);
/// A raised box around things that belong together.
void makeCard(QWidget* widget);

/// A field that looks like the text it holds until somebody comes near: for pages that are read more often
/// than written.
void makeQuiet(QWidget* field);

/// Marks a field whose value cannot be saved (and unmarks it).
void setInvalid(QWidget* field, bool isInvalid);

/// The base font made larger or smaller; for widgets that paint text themselves.
QFont titleFont(const QFont& base);
QFont headingFont(const QFont& base);
QFont smallFont(const QFont& base);

} // namespace foyer::theme
