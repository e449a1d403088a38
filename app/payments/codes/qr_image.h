// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/base/qr_matrix.h"

#include <QByteArray>
#include <QRectF>

class QPainter;

namespace foyer {

/// What stands in the middle of a code. Error correction makes up for the squares below it.
enum class QrMark
{
    None,
    SwissCross ///< 7 of 46 mm with its white rim, by the Swiss QR-bill
};

/// The code as an SVG element to stand in a page, its quiet zone included: black on white whatever the page's
/// colours, as readers expect. Has a viewBox (1 unit: a square) and no size; role and label are the page's.
/// Needs no style attribute, so that a strict Content-Security-Policy lets it pass.
QByteArray qrSvg(const QrMatrix& code, QrMark mark = QrMark::None);

/// Draws the dark squares as one shape (no seams between them in a PDF) and the mark; paints no ground.
/// @param box  of the code without its quiet zone; square, in the painter's units. The caller leaves
/// QrMatrix::quietModules squares of white around it
void drawQr(QPainter& painter, const QRectF& box, const QrMatrix& code, QrMark mark = QrMark::None);

} // namespace foyer
