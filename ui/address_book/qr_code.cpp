// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/address_book/qr_code.h"

#include <QFontMetrics>
#include <QPainter>

#include <qrencode.h>

#include <memory>

namespace foyer {

namespace {

constexpr int quietModules = 4; ///< ISO/IEC 18004, 9.1
constexpr int picturePx = 12;   ///< of a module in a saved picture: sharp at the size of a postcard
constexpr int captionPx = 28;

} // namespace

QImage qrCode(const QString& text, int modulePx)
{
    const QByteArray bytes = text.toUtf8();
    const std::unique_ptr<QRcode, decltype(&QRcode_free)> code{
        bytes.isEmpty()
            ? nullptr
            : QRcode_encodeData(int(bytes.size()), reinterpret_cast<const unsigned char*>(bytes.constData()),
                                0, QR_ECLEVEL_M),
        &QRcode_free};
    if (!code)
        return {};
    const int side = (code->width + 2 * quietModules) * modulePx;
    QImage image{side, side, QImage::Format_RGB32};
    image.fill(Qt::white);
    QPainter painter{&image};
    for (int y = 0; y < code->width; ++y) {
        for (int x = 0; x < code->width; ++x) {
            if (code->data[y * code->width + x] & 1)
                painter.fillRect((x + quietModules) * modulePx, (y + quietModules) * modulePx, modulePx,
                                 modulePx, Qt::black);
        }
    }
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
