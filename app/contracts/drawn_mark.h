// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace foyer::contracts {

inline constexpr int drawnWidth = 600; ///< units of the box a signature is drawn in
inline constexpr int drawnHeight = 200;
inline constexpr qsizetype longestDrawing = 20'000; ///< characters

/// Whether a text is the SVG path of a drawn signature and nothing else: strokes "M x y L x y L x y …", one
/// after the other, absolute numbers with at most one decimal inside the box, single blanks between
/// everything. Whatever else SVG knows is refused, so the text can stand in a page or a PDF as it is.
bool isDrawnMark(QStringView path);

} // namespace foyer::contracts
