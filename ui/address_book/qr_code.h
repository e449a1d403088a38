// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QImage>
#include <QString>

namespace foyer {

/// The QR code of a text, level M, with its quiet zone: dark on white whatever the palette, since scanners
/// expect that. Null when the text is empty or too long for a code (2331 bytes).
/// @param modulePx  side of one square of it, >= 1
QImage qrCode(const QString& text, int modulePx);

/// The same with a caption below, for handing over as a picture.
QImage qrPicture(const QString& text, const QString& caption);

} // namespace foyer
