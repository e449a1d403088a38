// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/portal_access/direct_link.h"

#include "app/portal_access/account_store.h"
#include "app/portal_access/link_token.h"
#include "app/storage/settings.h"

namespace foyer::portal_access {

using namespace Qt::StringLiterals;

namespace {

constexpr const char* purpose = "direct link";

const QString selectLinkNumberAtMerge =
    u"SELECT survivor_link_number FROM contact_merge WHERE absorbed_id = :id AND undone_at IS NULL"_s;

Result<QByteArray> linkKey(const Snapshot& snapshot)
{
    return settings::secret(snapshot, QLatin1StringView{settings::linkSecret});
}

/// The number the survivor's link had when it took this contact in. A reset since then replaced every link
/// that leads to the survivor, this one too.
Result<qint64> linkNumberAtMerge(const Snapshot& snapshot, ContactId absorbed)
{
    const auto number =
        snapshot.query(selectLinkNumberAtMerge).bind(":id"_L1, absorbed.row()).first([](const Query& row) {
            return row.integer(0);
        });
    if (!number)
        return fail(number.error());
    return number->value_or(0); // no link has that number
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
    if (found->mergedInto)
        return fail(Fault::Conflict, u"Contact %1 was merged into contact %2, whose link it shares."_s.arg(
                                         contact.text(), found->mergedInto->text()));
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
    auto found = account(snapshot, subject->contact);
    if (!found) {
        if (found.error().fault == Fault::NotFound)
            return std::optional<LinkTarget>{}; // removed for good
        return fail(found.error());
    }
    bool isCurrent = found->isPerson && subject->number == found->linkNumber;
    while (found->mergedInto) {
        const auto number = linkNumberAtMerge(snapshot, found->contact);
        if (!number)
            return fail(number.error());
        found = account(snapshot, *found->mergedInto);
        if (!found)
            return fail(found.error());
        isCurrent = isCurrent && found->isPerson && *number == found->linkNumber;
    }
    return std::optional{LinkTarget{found->contact, isCurrent}};
}

} // namespace foyer::portal_access
