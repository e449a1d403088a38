// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/print/typeface.h"

#include <QHash>
#include <QImage>
#include <QPainterPath>
#include <QRectF>
#include <QStringList>

class QPainter;
class QTextLayout;
class QTextLine;

namespace foyer::print {

/// What sheets are drawn on: a painter that is spoken to in points.
class Canvas
{
public:
    explicit Canvas(QPainter& painter)
        : m_painter{painter}
    {
    }

    QPainter& painter() { return m_painter; }

    void rule(double left, double right, double y, double thickness, const QColor& colour);
    void frame(const QRectF& box, double thickness, const QColor& colour);
    void image(const QRectF& box, const QImage& image);
    /// @param scale  points per unit of the path
    void stroke(const QPainterPath& path, QPointF origin, double scale, double thickness,
                const QColor& colour);

    /// The emoji font holds pictures, which PDF knows no letters for: the text engine leaves the room and
    /// this puts the pictures there.
    void drawEmojiOf(const QTextLayout& layout, const QTextLine& line, QPointF origin);

    /// One text for each letter of the emoji font, in the order of their first drawing.
    const QStringList& emojiDrawn() const { return m_emojiTexts; }

private:
    QImage pictureOf(const QString& emoji, int pixels);

    QPainter& m_painter;
    QHash<QString, QImage> m_pictures;
    QList<quint32> m_emojiGlyphs;
    QStringList m_emojiTexts;
};

} // namespace foyer::print
