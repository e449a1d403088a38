// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/print/canvas.h"

#include <QGlyphRun>
#include <QPainter>
#include <QRawFont>
#include <QTextBoundaryFinder>
#include <QTextLayout>

#include <algorithm>
#include <vector>

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

QImage Canvas::pictureOf(const QString& emoji, int pixels)
{
    QImage& picture = m_pictures[emoji];
    if (!picture.isNull())
        return picture;
    QFont font;
    font.setFamilies({emojiFamily});
    font.setPixelSize(pixels);
    picture = QImage{pixels * 5 / 4, pixels * 5 / 4, QImage::Format_ARGB32_Premultiplied};
    picture.fill(Qt::transparent);
    QPainter painter{&picture};
    painter.setFont(font);
    painter.drawText(QPointF{0, pixels * 1.0}, emoji);
    return picture;
}

void Canvas::drawEmojiOf(const QTextLayout& layout, const QTextLine& line, QPointF origin)
{
    struct Found
    {
        QString text;
        QPointF at; // baseline
        quint32 glyph;
        double size;
    };
    std::vector<Found> found;
    const QString text = layout.text();
    QTextBoundaryFinder clusters{QTextBoundaryFinder::Grapheme, text};
    clusters.setPosition(line.textStart());
    const qsizetype end = line.textStart() + line.textLength();
    for (qsizetype from = line.textStart(); from >= 0 && from < end;) {
        const qsizetype next = std::min(end, std::max<qsizetype>(from + 1, clusters.toNextBoundary()));
        if (text[from].unicode() >= 0x200d || (next - from > 1 && text[next - 1].unicode() == 0x20e3)) {
            for (const QGlyphRun& run : line.glyphRuns(int(from), int(next - from))) {
                if (run.rawFont().familyName() != emojiFamily || run.positions().isEmpty())
                    continue;
                found.push_back({text.sliced(from, next - from), run.positions().front() + origin,
                                 run.glyphIndexes().front(), run.rawFont().pixelSize()});
                break;
            }
        }
        from = next;
    }
    // As the text engine draws them: from left to right.
    std::stable_sort(found.begin(), found.end(),
                     [](const Found& a, const Found& b) { return a.at.x() < b.at.x(); });
    for (const Found& one : found) {
        if (!m_emojiGlyphs.contains(one.glyph)) {
            m_emojiGlyphs.append(one.glyph);
            m_emojiTexts.append(one.text);
        }
        const QImage picture = pictureOf(one.text, picturePixels);
        const double scale = one.size / picturePixels;
        m_painter.drawImage(QRectF{one.at.x(), one.at.y() - picturePixels * scale, picture.width() * scale,
                                   picture.height() * scale},
                            picture);
    }
}

} // namespace foyer::print
