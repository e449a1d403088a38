// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/payments/codes/qr_image.h"

#include <QPainter>
#include <QPainterPath>

#include <algorithm>
#include <vector>

namespace foyer {

namespace {

double squaresPerMm(const QrMatrix& code)
{
    return code.side() / 46.; // the Swiss code is printed 46 mm wide
}

QRectF centred(const QrMatrix& code, double widthMm, double heightMm)
{
    const double width = widthMm * squaresPerMm(code);
    const double height = heightMm * squaresPerMm(code);
    return {(code.side() - width) / 2, (code.side() - height) / 2, width, height};
}

/// The dark squares that stay beside a mark. What the mark touches goes as a whole: slivers of squares look
/// like dirt.
std::vector<QrMatrix::Bar> barsBeside(QrMark mark, const QrMatrix& code)
{
    if (mark == QrMark::None)
        return code.bars();
    const QRect room = centred(code, 7, 7).toAlignedRect();
    std::vector<QrMatrix::Bar> bars;
    for (const QrMatrix::Bar& bar : code.bars()) {
        if (bar.y < room.top() || bar.y > room.bottom()) {
            bars.push_back(bar);
            continue;
        }
        const int end = bar.x + bar.length;
        if (bar.x < room.left())
            bars.push_back({bar.x, bar.y, std::min(end, room.left()) - bar.x});
        const int behind = std::max(bar.x, room.right() + 1);
        if (end > behind)
            bars.push_back({behind, bar.y, end - behind});
    }
    return bars;
}

/// A part of the mark, in squares from the code's upper left corner.
struct MarkPart
{
    QRectF squares;
    bool isDark;
};

/// The Swiss cross as rectangles on each other: a black field of 6 mm as SIX draws it, in it the cross with
/// the flag's proportions (arms one sixth longer than wide).
std::vector<MarkPart> partsOf(QrMark mark, const QrMatrix& code)
{
    if (mark == QrMark::None)
        return {};
    constexpr double fieldMm = 6;
    constexpr double armMm = fieldMm * 6 / 32; // wide
    constexpr double spanMm = fieldMm * 20 / 32;
    return {{centred(code, fieldMm, fieldMm), true},
            {centred(code, spanMm, armMm), false},
            {centred(code, armMm, spanMm), false}};
}

QByteArray number(double value)
{
    return QByteArray::number(value, 'f', 3);
}

QByteArray svgRect(const QRectF& rect, bool isDark)
{
    return "<rect x=\"" + number(rect.x()) + "\" y=\"" + number(rect.y()) + "\" width=\"" +
           number(rect.width()) + "\" height=\"" + number(rect.height()) + "\" fill=\"" +
           (isDark ? "#000" : "#fff") + "\"/>";
}

} // namespace

QByteArray qrSvg(const QrMatrix& code, QrMark mark)
{
    constexpr int quiet = QrMatrix::quietModules;
    const QByteArray side = QByteArray::number(code.side() + 2 * quiet);
    QByteArray svg = "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 " + side + ' ' + side +
                     "\" shape-rendering=\"crispEdges\"><rect width=\"" + side + "\" height=\"" + side +
                     "\" fill=\"#fff\"/><path fill=\"#000\" d=\"";
    for (const QrMatrix::Bar& bar : barsBeside(mark, code)) {
        const QByteArray length = QByteArray::number(bar.length);
        svg += 'M' + QByteArray::number(bar.x + quiet) + ' ' + QByteArray::number(bar.y + quiet) + 'h' +
               length + "v1h-" + length + 'z';
    }
    svg += "\"/>";
    for (const MarkPart& part : partsOf(mark, code))
        svg += svgRect(part.squares.translated(quiet, quiet), part.isDark);
    return svg + "</svg>";
}

void drawQr(QPainter& painter, const QRectF& box, const QrMatrix& code, QrMark mark)
{
    const double square = box.width() / code.side();
    QPainterPath dark;
    dark.setFillRule(Qt::WindingFill);
    for (const QrMatrix::Bar& bar : barsBeside(mark, code))
        dark.addRect(box.x() + bar.x * square, box.y() + bar.y * square, bar.length * square, square);
    painter.fillPath(dark, Qt::black);
    for (const MarkPart& part : partsOf(mark, code))
        painter.fillRect(
            QRectF{box.topLeft() + part.squares.topLeft() * square, part.squares.size() * square},
            part.isDark ? Qt::black : Qt::white);
}

} // namespace foyer
