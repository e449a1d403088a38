// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/portal_access/direct_link.h"

#include "app/portal_access/account_store.h"
#include "app/portal_access/link_token.h"
#include "app/storage/settings.h"

namespace foyer::portal_access {

using namespace Qt::StringLiterals;

namespace {

constexpr const char* purpose = "direct link";

Result<QByteArray> linkKey(const Snapshot& snapshot)
{
    return settings::secret(snapshot, QLatin1StringView{settings::linkSecret});
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
    const auto key = linkKey(snapshot);
    if (!key)
        return fail(key.error());
    return linkToken(*key, purpose, {contact, found->linkNumber});
}

Result<std::optional<LinkTarget>> resolveDirectLink(const Snapshot& snapshot, const QString& token)
{
    const auto key = linkKey(snapshot);
    if (!key)
        return fail(key.error());
    const auto subject = readLinkToken(*key, purpose, token);
    if (!subject)
        return std::optional<LinkTarget>{};
    const auto found = account(snapshot, subject->contact);
    if (!found) {
        if (found.error().fault == Fault::NotFound)
            return std::optional<LinkTarget>{}; // removed for good
        return fail(found.error());
    }
    return std::optional{
        LinkTarget{subject->contact, found->isPerson && subject->number == found->linkNumber}};
}

} // namespace foyer::portal_access
