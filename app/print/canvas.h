// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/print/typeface.h"

#include <QHash>
#include <QImage>
#include <QPainterPath>
#include <QRectF>

class QPainter;

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

    /// @param baseline  its left end, in the painter's units
    /// @param size      of the text around it, in the painter's units
    void drawEmoji(const QString& emoji, QPointF baseline, double size);

private:
    const QImage& pictureOf(const QString& emoji);

    QPainter& m_painter;
    QHash<QString, QImage> m_pictures;
};

} // namespace foyer::print
