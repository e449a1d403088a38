// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

/// Bodies as mail carries them: ASCII, CRLF, lines of at most 76 bytes.
namespace foyer::mime {

/// Line ends in it are line ends. Ends in CRLF. Never begins a line with "From " or a lone dot, which some
/// servers on the way change; never splits a character.
QByteArray quotedPrintable(const QString& text);

QByteArray base64Lines(const QByteArray& content);

} // namespace foyer::mime
