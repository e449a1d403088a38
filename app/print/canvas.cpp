// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/print/canvas.h"

#include "app/print/emoji.h"

#include <QFontMetricsF>
#include <QPainter>

#include <algorithm>

namespace foyer::print {

namespace {

QRectF toUnits(const QRectF& box)
{
    return {box.topLeft() * unitsPerPoint, box.size() * unitsPerPoint};
}

constexpr int picturePixels = 96; // across; sharp enough at 300 dots per inch in a heading

} // namespace

void Canvas::rule(double left, double right, double y, double thickness, const QColor& colour)
{
    m_painter.fillRect(toUnits({left, y - thickness / 2, right - left, thickness}), colour);
}

void Canvas::frame(const QRectF& box, double thickness, const QColor& colour)
{
    m_painter.setPen(QPen{colour, thickness * unitsPerPoint, Qt::SolidLine, Qt::SquareCap, Qt::MiterJoin});
    m_painter.setBrush(Qt::NoBrush);
    m_painter.drawRect(toUnits(box));
}

void Canvas::image(const QRectF& box, const QImage& image)
{
    m_painter.drawImage(toUnits(box), image);
}

void Canvas::stroke(const QPainterPath& path, QPointF origin, double scale, double thickness,
                    const QColor& colour)
{
    QTransform transform;
    transform.translate(origin.x() * unitsPerPoint, origin.y() * unitsPerPoint);
    transform.scale(scale * unitsPerPoint, scale * unitsPerPoint);
    m_painter.setPen(QPen{colour, thickness * unitsPerPoint, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin});
    m_painter.setBrush(Qt::NoBrush);
    m_painter.drawPath(transform.map(path));
}

const QImage& Canvas::pictureOf(const QString& emoji)
{
    QImage& picture = m_pictures[emoji];
    if (!picture.isNull())
        return picture;
    QFont font;
    font.setFamilies({emojiFamily});
    font.setPixelSize(picturePixels);
    picture = QImage{picturePixels, picturePixels, QImage::Format_ARGB32_Premultiplied};
    picture.fill(Qt::transparent);
    QPainter painter{&picture};
    painter.setFont(font);
    const QRectF box = QFontMetricsF{font}.boundingRect(emoji);
    const double scale =
        std::min(picturePixels / std::max(1.0, box.width()), picturePixels / std::max(1.0, box.height()));
    painter.setRenderHint(QPainter::SmoothPixmapTransform);
    painter.scale(scale, scale);
    painter.drawText(-box.topLeft(), emoji);
    return picture;
}

void Canvas::drawEmoji(const QString& emoji, QPointF baseline, double size)
{
    const double side = size * 1.08;
    const double margin = (emojiWidth * size - side) / 2;
    m_painter.drawImage(QRectF{baseline.x() + margin, baseline.y() - 0.36 * size - side / 2, side, side},
                        pictureOf(emoji));
}

} // namespace foyer::print
