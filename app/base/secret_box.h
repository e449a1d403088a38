// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

#include <optional>

namespace foyer {

/// Bytes that only the holder of the key can read or make: XSalsa20-Poly1305 under a random nonce.
/// @param key  32 bytes
QByteArray boxed(const QByteArray& key, const QByteArray& bytes);
/// Nothing when the key did not make it, or it was changed.
std::optional<QByteArray> unboxed(const QByteArray& key, const QByteArray& box);

} // namespace foyer
