// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

namespace foyer {

/// From the system's generator (libsodium). Safe on any thread.
QByteArray randomBytes(qsizetype count);

/// 256 random bits as 43 characters of the URL-safe alphabet: what a link or a cookie carries.
QString randomToken();

/// A random version 4 UUID, e.g. "5f0c3c3e-8a77-4ac5-9c9d-3b1de0b0f1aa".
QString randomUuid();

/// 32 bytes. What the database keeps of a token.
QByteArray sha256(QByteArrayView data);

/// 32 bytes: HMAC-SHA-256, or its keyed equivalent of RFC 2104.
QByteArray hmacSha256(QByteArrayView key, QByteArrayView data);

/// In time that depends on the lengths only. Different lengths are unequal.
bool equalInConstantTime(QByteArrayView a, QByteArrayView b);

/// URL-safe base64 without padding, and back (empty when it is not that).
QString toBase64Url(QByteArrayView data);
QByteArray fromBase64Url(QStringView text);

} // namespace foyer
