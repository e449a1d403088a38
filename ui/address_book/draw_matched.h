// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QFont>
#include <QRect>
#include <QString>

class QPainter;

namespace foyer {

/// One line of text with the searched words marked, cut with an ellipsis where there is no more room.
void drawMatched(QPainter& painter, const QRect& rect, const QString& text, const QString& searched,
                 const QFont& font, const QColor& ink, const QColor& mark);

} // namespace foyer
