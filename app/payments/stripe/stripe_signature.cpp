// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/payments/stripe/stripe_signature.h"

#include "app/base/random.h"

#include <QList>

#include <optional>

namespace foyer::stripe {

namespace {

constexpr qsizetype longestHeader = 4096;
/// Stripe sends one for each live secret; more would only cost time.
constexpr qsizetype mostSignatures = 8;
constexpr qsizetype digestSize = 32;

struct Header
{
    QByteArray at; ///< digits, as they were signed
    std::vector<QByteArray> signatures;
};

bool isDigits(const QByteArray& text)
{
    if (text.isEmpty() || text.size() > 12)
        return false;
    for (const char c : text) {
        if (c < '0' || c > '9')
            return false;
    }
    return true;
}

std::optional<Header> headerFrom(QByteArrayView text)
{
    if (text.size() > longestHeader)
        return std::nullopt;
    Header header;
    for (const QByteArray& part : text.toByteArray().split(',')) {
        const qsizetype equals = part.indexOf('=');
        const QByteArray name = part.left(equals).trimmed();
        const QByteArray value = part.mid(equals + 1).trimmed();
        if (equals < 0)
            return std::nullopt;
        if (name == "t") {
            if (!header.at.isEmpty() || !isDigits(value))
                return std::nullopt;
            header.at = value;
        } else if (name == "v1") { // v0 belongs to test events of old and proves nothing
            const QByteArray digest = QByteArray::fromHex(value);
            if (value.size() != 2 * digestSize || digest.toHex() != value.toLower())
                return std::nullopt;
            header.signatures.push_back(digest);
        }
    }
    if (header.at.isEmpty() || header.signatures.empty() ||
        header.signatures.size() > static_cast<size_t>(mostSignatures))
        return std::nullopt;
    return header;
}

} // namespace

Signature verify(QByteArrayView body, QByteArrayView header, const std::vector<QByteArray>& secrets,
                 Instant now)
{
    const auto said = headerFrom(header);
    if (!said)
        return Signature::Malformed;
    QByteArray signedBytes = said->at + '.';
    signedBytes.append(body);
    bool isGood = false;
    for (const QByteArray& secret : secrets) {
        const QByteArray expected = hmacSha256(secret, signedBytes);
        for (const QByteArray& signature : said->signatures)
            isGood = equalInConstantTime(expected, signature) || isGood;
    }
    if (!isGood || secrets.empty())
        return Signature::Wrong;
    const Instant at = fromSeconds(said->at.toLongLong());
    return std::chrono::abs(now - at) <= signatureTolerance ? Signature::Good : Signature::Stale;
}

} // namespace foyer::stripe
