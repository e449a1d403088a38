// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

#include <optional>

namespace foyer {

/// A file as bytes of ASCII and something: what was UTF-16 is UTF-8 by now.
struct VcardBytes
{
    QByteArray bytes;
    bool isUtf8;   ///< all of it is sound UTF-8
    bool isMarked; ///< it said so itself (a byte order mark, or UTF-16): anything else in it is damage
};

/// @returns nothing when the file is marked as UTF-16 and is not
std::optional<VcardBytes> vcardBytesOf(const QByteArray& file);

/// @param charset a name as in CHARSET=, any case
/// @returns nothing when the charset is unknown, or the bytes are none of its text
std::optional<QString> decodedFrom(QByteArrayView bytes, const QString& charset);

/// What old programs on Windows wrote without saying so; Latin-1 is a part of it.
/// @returns nothing for the five bytes that mean nothing in it
std::optional<QString> decodedFromWindows1252(QByteArrayView bytes);

/// Whether an escaped comma or backslash can be told apart byte by byte.
bool isAsciiSafe(const QString& charset);

/// @param marksSeparators an encoded `;` or `,` is text, not a separator: it comes back with a backslash
/// @returns nothing when a "=" is not followed by two digits
std::optional<QByteArray> decodedQuotedPrintable(QByteArrayView text, bool marksSeparators);

/// Blanks are skipped; the padding may be missing.
/// @returns nothing when it is no base64
std::optional<QByteArray> decodedBase64(QByteArrayView text);

} // namespace foyer
