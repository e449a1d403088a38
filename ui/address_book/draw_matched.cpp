// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/address_book/draw_matched.h"

#include "ui/address_book/matched_text.h"

#include <QFontMetrics>
#include <QPainter>
#include <QTextLayout>

#include <algorithm>

namespace foyer {

void drawMatched(QPainter& painter, const QRect& rect, const QString& text, const QString& searched,
                 const QFont& font, const QColor& ink, const QColor& mark)
{
    const QFontMetrics metrics{font};
    const QString shown = metrics.elidedText(text, Qt::ElideRight, rect.width());
    QList<QTextLayout::FormatRange> formats;
    for (const MatchRange& range : matchRanges(text, searched)) {
        QTextCharFormat format;
        format.setBackground(mark);
        format.setFontUnderline(true); // not by colour alone
        formats.append({range.start, std::min(range.length, int(shown.size()) - range.start), format});
    }
    formats.removeIf([](const QTextLayout::FormatRange& range) { return range.length <= 0; });
    QTextLayout layout{shown, font};
    QTextOption oneLine;
    oneLine.setWrapMode(QTextOption::NoWrap);
    layout.setTextOption(oneLine);
    layout.setFormats(formats);
    layout.beginLayout();
    QTextLine line = layout.createLine();
    line.setLineWidth(rect.width());
    layout.endLayout();
    painter.setPen(ink);
    layout.draw(&painter, QPointF(rect.left(), rect.top() + (rect.height() - line.height()) / 2));
}

} // namespace foyer
