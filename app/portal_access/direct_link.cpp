// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/portal_access/direct_link.h"

#include "app/base/random.h"
#include "app/portal_access/account_store.h"
#include "app/storage/settings.h"

#include <QtEndian>

namespace foyer::portal_access {

using namespace Qt::StringLiterals;

namespace {

// A token is authenticator ‖ (subject ⊕ pad), where subject is the contact's row and link number, the
// authenticator is HMAC(key, "link" ‖ subject), and the pad is derived from the authenticator, so that the
// address tells a stranger neither how many contacts there are nor how often one was reset.
constexpr qsizetype macSize = 32;
constexpr qsizetype subjectSize = 12;
constexpr qsizetype tokenSize = macSize + subjectSize;

QByteArray subjectOf(qint64 contact, qint64 number)
{
    QByteArray subject(subjectSize, Qt::Uninitialized);
    qToBigEndian<quint64>(quint64(contact), subject.data());
    qToBigEndian<quint32>(quint32(number), subject.data() + 8);
    return subject;
}

QByteArray authenticatorOf(const QByteArray& key, const QByteArray& subject)
{
    return hmacSha256(key, "link" + subject);
}

QByteArray masked(const QByteArray& key, const QByteArray& authenticator, const QByteArray& subject)
{
    const QByteArray pad = hmacSha256(key, "pad" + authenticator);
    QByteArray out(subjectSize, Qt::Uninitialized);
    for (qsizetype i = 0; i < subjectSize; ++i)
        out[i] = char(subject[i] ^ pad[i]);
    return out;
}

} // namespace

Result<QString> directLinkToken(const Snapshot& snapshot, ContactId contact)
{
    const auto found = account(snapshot, contact);
    if (!found)
        return fail(found.error());
    if (!found->isPerson)
        return fail(Fault::Invalid,
                    u"Only people have a client portal; companies and locations have none."_s);
    const auto key = settings::secret(snapshot, QLatin1StringView{settings::directLinkSecret});
    if (!key)
        return fail(key.error());
    const QByteArray subject = subjectOf(contact.row(), found->linkNumber);
    const QByteArray authenticator = authenticatorOf(*key, subject);
    return toBase64Url(authenticator + masked(*key, authenticator, subject));
}

Result<std::optional<LinkTarget>> resolveDirectLink(const Snapshot& snapshot, const QString& token)
{
    const QByteArray bytes = token.size() < 100 ? fromBase64Url(token) : QByteArray{};
    if (bytes.size() != tokenSize)
        return std::optional<LinkTarget>{};
    const auto key = settings::secret(snapshot, QLatin1StringView{settings::directLinkSecret});
    if (!key)
        return fail(key.error());
    const QByteArray authenticator = bytes.first(macSize);
    const QByteArray subject = masked(*key, authenticator, bytes.sliced(macSize));
    // Base64 lets the last character vary without changing the bytes; only our own spelling counts.
    if (!equalInConstantTime(authenticator, authenticatorOf(*key, subject)) || toBase64Url(bytes) != token)
        return std::optional<LinkTarget>{};
    const ContactId contact{qint64(qFromBigEndian<quint64>(subject.constData()))};
    const qint64 number = qFromBigEndian<quint32>(subject.constData() + 8);
    const auto found = account(snapshot, contact);
    if (!found) {
        if (found.error().fault == Fault::NotFound)
            return std::optional<LinkTarget>{}; // removed for good
        return fail(found.error());
    }
    return std::optional{LinkTarget{contact, found->isPerson && number == found->linkNumber}};
}

} // namespace foyer::portal_access
