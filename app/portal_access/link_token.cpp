// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/portal_access/link_token.h"

#include "app/base/random.h"

#include <QtEndian>

namespace foyer::portal_access {

namespace {

// authenticator ‖ (subject ⊕ pad): the authenticator is HMAC(key, purpose ‖ subject), the pad is derived from
// it.
constexpr qsizetype macSize = 32;
constexpr qsizetype subjectSize = 12;
constexpr qsizetype tokenSize = macSize + subjectSize;
constexpr qsizetype longestToken = 100; // anything longer is none of ours and not worth decoding

QByteArray bytesOf(const LinkSubject& subject)
{
    QByteArray bytes(subjectSize, Qt::Uninitialized);
    qToBigEndian<quint64>(quint64(subject.contact.row()), bytes.data());
    qToBigEndian<quint32>(quint32(subject.number), bytes.data() + 8);
    return bytes;
}

QByteArray authenticatorOf(const QByteArray& key, const char* purpose, const QByteArray& subject)
{
    return hmacSha256(key, QByteArray{purpose} + '\0' + subject);
}

QByteArray masked(const QByteArray& key, const QByteArray& authenticator, const QByteArray& subject)
{
    const QByteArray pad = hmacSha256(key, QByteArray{"pad"} + '\0' + authenticator);
    QByteArray out(subjectSize, Qt::Uninitialized);
    for (qsizetype i = 0; i < subjectSize; ++i)
        out[i] = char(subject[i] ^ pad[i]);
    return out;
}

} // namespace

QString linkToken(const QByteArray& key, const char* purpose, const LinkSubject& subject)
{
    const QByteArray bytes = bytesOf(subject);
    const QByteArray authenticator = authenticatorOf(key, purpose, bytes);
    return toBase64Url(authenticator + masked(key, authenticator, bytes));
}

std::optional<LinkSubject> readLinkToken(const QByteArray& key, const char* purpose, const QString& token)
{
    const QByteArray bytes = token.size() <= longestToken ? fromBase64Url(token) : QByteArray{};
    if (bytes.size() != tokenSize)
        return std::nullopt;
    const QByteArray authenticator = bytes.first(macSize);
    const QByteArray subject = masked(key, authenticator, bytes.sliced(macSize));
    // Base64 lets the last character vary without changing the bytes; only our own spelling counts.
    if (!equalInConstantTime(authenticator, authenticatorOf(key, purpose, subject)) ||
        toBase64Url(bytes) != token)
        return std::nullopt;
    return LinkSubject{ContactId{qint64(qFromBigEndian<quint64>(subject.constData()))},
                       qFromBigEndian<quint32>(subject.constData() + 8)};
}

} // namespace foyer::portal_access
