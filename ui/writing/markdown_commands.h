// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QTextCursor>

/// What the toolbar and the keys do to a Markdown text. Each is one step to undo, works on the selection, or
/// on the word or the line of the cursor, and pressed twice takes itself back.
namespace foyer::writing {

/// @param sign  "**" or "*", put around the selection or the word
void toggleAround(QTextCursor& cursor, const QString& sign);

/// The selection, or the word, becomes the words of a link; its address is selected, to be typed.
void makeLink(QTextCursor& cursor);

enum class LineKind
{
    Text,
    Title,      ///< #
    Heading,    ///< ##
    Subheading, ///< ###
    Bullet,
    Numbered,
    Quote,
    TickBox, ///< begins with a box: [ ]
};
LineKind lineKind(const QString& line);
/// Makes all lines of the selection of this kind; if they all are, plain text again.
void toggleLines(QTextCursor& cursor, LineKind kind);

/// Enter: goes on with a list or a quote; on an item without words ends it.
void breakLine(QTextCursor& cursor);
/// Whether the cursor stands at the beginning of a list item's words, and back is possible.
bool canIndentItem(const QTextCursor& cursor, bool isDeeper);
/// One level deeper, or back. @returns canIndentItem()
bool indentItem(QTextCursor& cursor, bool isDeeper);
/// Backspace right after the marker of an item takes the marker. @returns whether it did
bool dropMarker(QTextCursor& cursor);

} // namespace foyer::writing
