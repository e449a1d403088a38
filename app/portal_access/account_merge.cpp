// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/portal_access/account_merge.h"

#include "app/base/random.h"
#include "app/portal_access/account_store.h"

#include <algorithm>

namespace foyer::portal_access {

using namespace Qt::StringLiterals;

namespace {

const QString selectPassword = uR"(
    SELECT password_recipe, password_salt, password_subject, password_verifier
    FROM portal_account WHERE contact_id = :id)"_s;
const QString updateInstants = uR"(
    UPDATE portal_account SET invited_at = :invited_at, last_login_at = :last_login_at
    WHERE contact_id = :id)"_s;
const QString updatePassword = uR"(
    UPDATE portal_account SET generation = generation + 1, password_set_at = :set_at, password_recipe = :recipe,
           password_salt = :salt, password_subject = :subject, password_verifier = :verifier
    WHERE contact_id = :id)"_s;
const QString updateLinkNumber =
    u"UPDATE portal_account SET link_number = link_number + 1 WHERE contact_id = :id"_s;
const QString updateDisabled =
    u"UPDATE portal_account SET generation = generation + 1, disabled_at = :at WHERE contact_id = :id"_s;
const QString raiseGeneration =
    u"UPDATE portal_account SET generation = generation + 1 WHERE contact_id = :id"_s;
const QString deleteResetLink = u"DELETE FROM reset_link WHERE contact_id = :id"_s;
const QString deleteSessions = u"DELETE FROM portal_session WHERE contact_id = :id"_s;

Result<KeptPassword> passwordOf(const Snapshot& snapshot, ContactId contact)
{
    const auto kept =
        snapshot.query(selectPassword).bind(":id"_L1, contact.row()).first([](const Query& row) {
            return KeptPassword{row.text(0), row.bytes(1), row.bytes(2), row.bytes(3)};
        });
    return kept ? Result<KeptPassword>{kept->value_or(KeptPassword{})} : fail(kept.error());
}

Result<void> givePassword(Transaction& transaction, ContactId contact, std::optional<Instant> setAt,
                          const KeptPassword& password)
{
    return transaction.query(updatePassword)
        .bind(":set_at"_L1, setAt)
        .bind(":recipe"_L1, password.recipe)
        .bind(":salt"_L1, password.salt)
        .bind(":subject"_L1, password.subject)
        .bind(":verifier"_L1, password.verifier)
        .bind(":id"_L1, contact.row())
        .run();
}

Result<void> giveInstants(Transaction& transaction, ContactId contact, std::optional<Instant> invitedAt,
                          std::optional<Instant> lastLoginAt)
{
    return transaction.query(updateInstants)
        .bind(":invited_at"_L1, invitedAt)
        .bind(":last_login_at"_L1, lastLoginAt)
        .bind(":id"_L1, contact.row())
        .run();
}

/// Sessions and the pending reset link.
Result<void> endWaysIn(Transaction& transaction, ContactId contact)
{
    if (const auto gone = transaction.query(deleteResetLink).bind(":id"_L1, contact.row()).run(); !gone)
        return gone;
    transaction.touch(Entity::Session, contact.row());
    transaction.touch(Entity::PortalAccount, contact.row());
    return transaction.query(deleteSessions).bind(":id"_L1, contact.row()).run();
}

QJsonValue orNull(const std::optional<Instant>& at)
{
    return at ? QJsonValue{toSeconds(*at)} : QJsonValue{};
}

std::optional<Instant> instantIn(const QJsonObject& object, const QString& key)
{
    const QJsonValue value = object.value(key);
    return value.isDouble() ? std::optional{fromSeconds(value.toInteger())} : std::nullopt;
}

/// What is there now, unless it is still what the joining made of it.
std::optional<Instant> parted(const std::optional<Instant>& now, const QJsonObject& before,
                              const QString& key)
{
    const bool isUntouched = now == instantIn(before, key + "Joined"_L1);
    return isUntouched ? instantIn(before, key) : now;
}

/// The password that came from the absorbed one is still what opens the survivor's portal.
Result<bool> stillShares(const Snapshot& snapshot, const PortalAccount& survivor,
                         const PortalAccount& absorbed)
{
    const auto theirs = passwordOf(snapshot, survivor.contact);
    const auto given = passwordOf(snapshot, absorbed.contact);
    if (!theirs || !given)
        return fail(theirs ? given.error() : theirs.error());
    return survivor.passwordSetAt == absorbed.passwordSetAt &&
           equalInConstantTime(theirs->verifier, given->verifier);
}

} // namespace

Result<JoinedAccounts> joinAccounts(Transaction& transaction, ContactId survivor, ContactId absorbed,
                                    bool takesAbsorbedPassword)
{
    for (const ContactId contact : {survivor, absorbed}) {
        if (const auto ensured = ensureAccount(transaction, contact); !ensured)
            return fail(ensured.error());
    }
    const auto keeps = account(transaction, survivor);
    const auto goes = account(transaction, absorbed);
    if (!keeps || !goes)
        return fail(keeps ? goes.error() : keeps.error());
    const auto invitedAt = std::max(keeps->invitedAt, goes->invitedAt); // nothing is less than any instant
    const auto lastLoginAt = std::max(keeps->lastLoginAt, goes->lastLoginAt);

    JoinedAccounts joined{keeps->linkNumber,
                          takesAbsorbedPassword,
                          {},
                          {{u"invitedAt"_s, orNull(keeps->invitedAt)},
                           {u"invitedAtJoined"_s, orNull(invitedAt)},
                           {u"lastLoginAt"_s, orNull(keeps->lastLoginAt)},
                           {u"lastLoginAtJoined"_s, orNull(lastLoginAt)},
                           {u"passwordSetAt"_s, orNull(keeps->passwordSetAt)},
                           {u"isDisabled"_s, keeps->disabledAt.has_value()}}};
    if (const auto given = giveInstants(transaction, survivor, invitedAt, lastLoginAt); !given)
        return fail(given.error());
    transaction.touch(Entity::PortalAccount, survivor.row());
    if (takesAbsorbedPassword) {
        const auto own = passwordOf(transaction, survivor);
        const auto other = passwordOf(transaction, absorbed);
        if (!own || !other)
            return fail(own ? other.error() : own.error());
        joined.survivorsBefore = *own;
        if (const auto given = givePassword(transaction, survivor, goes->passwordSetAt, *other); !given)
            return fail(given.error());
        if (const auto ended = endWaysIn(transaction, survivor); !ended)
            return fail(ended.error());
    }
    if (const auto raised = transaction.query(raiseGeneration).bind(":id"_L1, absorbed.row()).run(); !raised)
        return fail(raised.error());
    if (const auto ended = endWaysIn(transaction, absorbed); !ended)
        return fail(ended.error());
    return joined;
}

Result<void> partAccounts(Transaction& transaction, ContactId survivor, ContactId absorbed,
                          const JoinedAccounts& joined)
{
    const auto keeps = account(transaction, survivor);
    const auto returns = account(transaction, absorbed);
    if (!keeps || !returns)
        return fail(keeps ? returns.error() : keeps.error());
    const bool wasReset = keeps->linkNumber != joined.survivorLinkNumber;
    bool losesPassword = wasReset;

    const auto given =
        giveInstants(transaction, survivor, parted(keeps->invitedAt, joined.before, u"invitedAt"_s),
                     parted(keeps->lastLoginAt, joined.before, u"lastLoginAt"_s));
    if (!given)
        return given;
    if (joined.hasSurvivorGivenUpPassword) {
        const auto shares = stillShares(transaction, *keeps, *returns);
        if (!shares)
            return fail(shares.error());
        if (*shares) {
            const auto back = givePassword(
                transaction, survivor, instantIn(joined.before, u"passwordSetAt"_s), joined.survivorsBefore);
            if (!back)
                return back;
            if (const auto ended = endWaysIn(transaction, survivor); !ended)
                return ended;
        } else {
            losesPassword = true; // it was replaced, perhaps because others knew it
        }
    }
    if (losesPassword) {
        if (const auto cleared = givePassword(transaction, absorbed, {}, {}); !cleared)
            return cleared;
    }
    if (wasReset) {
        if (const auto raised = transaction.query(updateLinkNumber).bind(":id"_L1, absorbed.row()).run();
            !raised)
            return raised;
    }
    const bool wasDisabled = keeps->disabledAt && !joined.before.value("isDisabled"_L1).toBool();
    if (wasDisabled && !returns->disabledAt) {
        const auto disabled = transaction.query(updateDisabled)
                                  .bind(":at"_L1, keeps->disabledAt)
                                  .bind(":id"_L1, absorbed.row())
                                  .run();
        if (!disabled)
            return disabled;
    }
    transaction.touch(Entity::PortalAccount, survivor.row());
    transaction.touch(Entity::PortalAccount, absorbed.row());
    return {};
}

} // namespace foyer::portal_access
