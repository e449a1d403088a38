// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/address_book/qr_code.h"

#include "app/base/qr_matrix.h"

#include <QFontMetrics>
#include <QPainter>

namespace foyer {

namespace {

constexpr int picturePx = 12; ///< of a module in a saved picture: sharp at the size of a postcard
constexpr int captionPx = 28;

} // namespace

QImage qrCode(const QString& text, int modulePx)
{
    const auto code = QrMatrix::of(text.toUtf8());
    if (!code)
        return {};
    constexpr int quiet = QrMatrix::quietModules;
    const int side = (code->side() + 2 * quiet) * modulePx;
    QImage image{side, side, QImage::Format_RGB32};
    image.fill(Qt::white);
    QPainter painter{&image};
    for (const QrMatrix::Bar& bar : code->bars())
        painter.fillRect((bar.x + quiet) * modulePx, (bar.y + quiet) * modulePx, bar.length * modulePx,
                         modulePx, Qt::black);
    return image;
}

QImage qrPicture(const QString& text, const QString& caption)
{
    const QImage code = qrCode(text, picturePx);
    if (code.isNull())
        return {};
    QFont font;
    font.setPixelSize(captionPx);
    QImage picture{code.width(), code.height() + 2 * captionPx, QImage::Format_RGB32};
    picture.fill(Qt::white);
    QPainter painter{&picture};
    painter.drawImage(0, 0, code);
    painter.setFont(font);
    painter.setPen(Qt::black);
    const QRect below{captionPx, code.height() - captionPx, code.width() - 2 * captionPx, 2 * captionPx};
    painter.drawText(below, Qt::AlignCenter,
                     QFontMetrics{font}.elidedText(caption, Qt::ElideRight, below.width()));
    return picture;
}

} // namespace foyer
