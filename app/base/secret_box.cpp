// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/base/secret_box.h"

#include "app/base/random.h"

#include <sodium.h>

namespace foyer {

namespace {

constexpr qsizetype nonceSize = crypto_secretbox_NONCEBYTES;
constexpr qsizetype overhead = nonceSize + qsizetype{crypto_secretbox_MACBYTES};

const unsigned char* in(const QByteArray& bytes)
{
    return reinterpret_cast<const unsigned char*>(bytes.constData());
}

} // namespace

QByteArray boxed(const QByteArray& key, const QByteArray& bytes)
{
    Q_ASSERT(key.size() == qsizetype{crypto_secretbox_KEYBYTES});
    QByteArray box = randomBytes(nonceSize);
    box.resize(overhead + bytes.size());
    auto* out = reinterpret_cast<unsigned char*>(box.data());
    crypto_secretbox_easy(out + nonceSize, in(bytes), static_cast<unsigned long long>(bytes.size()), out,
                          in(key));
    return box;
}

std::optional<QByteArray> unboxed(const QByteArray& key, const QByteArray& box)
{
    Q_ASSERT(key.size() == qsizetype{crypto_secretbox_KEYBYTES});
    if (box.size() < overhead)
        return std::nullopt;
    QByteArray bytes(box.size() - overhead, Qt::Uninitialized);
    if (crypto_secretbox_open_easy(reinterpret_cast<unsigned char*>(bytes.data()), in(box) + nonceSize,
                                   static_cast<unsigned long long>(box.size() - nonceSize), in(box),
                                   in(key)) != 0)
        return std::nullopt;
    return bytes;
}

} // namespace foyer
