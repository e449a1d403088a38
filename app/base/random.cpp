// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/base/random.h"

#include <QUuid>

#include <sodium.h>

namespace foyer {

namespace {

unsigned char* raw(QByteArray& bytes)
{
    return reinterpret_cast<unsigned char*>(bytes.data());
}

const unsigned char* raw(QByteArrayView bytes)
{
    return reinterpret_cast<const unsigned char*>(bytes.data());
}

void ensureSodium()
{
    // Fails only when the system has no source of randomness, and then nothing of ours may run.
    static const bool isReady = [] {
        if (sodium_init() < 0)
            qFatal("libsodium could not start: no source of randomness");
        return true;
    }();
    Q_UNUSED(isReady);
}

} // namespace

QByteArray randomBytes(qsizetype count)
{
    ensureSodium();
    QByteArray bytes(count, Qt::Uninitialized);
    randombytes_buf(bytes.data(), static_cast<size_t>(count));
    return bytes;
}

QString randomToken()
{
    return toBase64Url(randomBytes(32));
}

QString randomUuid()
{
    QByteArray bytes = randomBytes(16);
    bytes[6] = char((bytes[6] & 0x0f) | 0x40); // version 4
    bytes[8] = char((bytes[8] & 0x3f) | 0x80); // RFC 4122 variant
    return QUuid::fromRfc4122(bytes).toString(QUuid::WithoutBraces);
}

QByteArray sha256(QByteArrayView data)
{
    QByteArray digest(crypto_hash_sha256_BYTES, Qt::Uninitialized);
    crypto_hash_sha256(raw(digest), raw(data), static_cast<unsigned long long>(data.size()));
    return digest;
}

QByteArray hmacSha256(QByteArrayView key, QByteArrayView data)
{
    crypto_auth_hmacsha256_state state;
    QByteArray mac(crypto_auth_hmacsha256_BYTES, Qt::Uninitialized);
    crypto_auth_hmacsha256_init(&state, raw(key), static_cast<size_t>(key.size()));
    crypto_auth_hmacsha256_update(&state, raw(data), static_cast<unsigned long long>(data.size()));
    crypto_auth_hmacsha256_final(&state, raw(mac));
    return mac;
}

bool equalInConstantTime(QByteArrayView a, QByteArrayView b)
{
    return a.size() == b.size() && sodium_memcmp(a.data(), b.data(), static_cast<size_t>(a.size())) == 0;
}

QString toBase64Url(QByteArrayView data)
{
    return QString::fromLatin1(
        data.toByteArray().toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals));
}

QByteArray fromBase64Url(QStringView text)
{
    const auto decoded = QByteArray::fromBase64Encoding(
        text.toLatin1(), QByteArray::Base64UrlEncoding | QByteArray::AbortOnBase64DecodingErrors);
    return decoded ? *decoded : QByteArray{};
}

} // namespace foyer
