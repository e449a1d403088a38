// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/portal_access/reset_link.h"

#include "app/portal_access/account_store.h"
#include "app/portal_access/link_token.h"
#include "app/storage/settings.h"

namespace foyer::portal_access {

using namespace Qt::StringLiterals;

namespace {

constexpr const char* purpose = "reset link";

const QString selectPending = u"SELECT id, generation, created_at FROM reset_link WHERE contact_id = :id"_s;
const QString deletePending = u"DELETE FROM reset_link WHERE contact_id = :id"_s;
const QString insertPending =
    u"INSERT INTO reset_link (contact_id, generation, created_at) VALUES (:id, :generation, :now)"_s;

struct Pending
{
    qint64 number;
    qint64 generation;
    Instant createdAt;
};

Result<std::optional<Pending>> pendingOf(const Snapshot& snapshot, ContactId contact)
{
    return snapshot.query(selectPending).bind(":id"_L1, contact.row()).first([](const Query& row) {
        return Pending{row.integer(0), row.integer(1), row.instant(2)};
    });
}

} // namespace

Result<void> startReset(Transaction& transaction, ContactId contact)
{
    const auto found = account(transaction, contact);
    if (!found)
        return fail(found.error());
    if (const auto gone = transaction.query(deletePending).bind(":id"_L1, contact.row()).run(); !gone)
        return gone;
    const auto made = transaction.query(insertPending)
                          .bind(":id"_L1, contact.row())
                          .bind(":generation"_L1, found->generation)
                          .bind(":now"_L1, transaction.now())
                          .run();
    if (!made)
        return made;
    transaction.record({u"portal_account"_s, contact.row(), u"reset link requested"_s, {}});
    transaction.touch(Entity::PortalAccount, contact.row());
    return {};
}

Result<QString> resetToken(const Snapshot& snapshot, ContactId contact)
{
    const auto pending = pendingOf(snapshot, contact);
    if (!pending)
        return fail(pending.error());
    if (!*pending)
        return fail(Fault::NotFound, u"The reset link of this mail was used, replaced, or ended."_s);
    const auto key = settings::secret(snapshot, QLatin1StringView{settings::linkSecret});
    if (!key)
        return fail(key.error());
    return linkToken(*key, purpose, {contact, (*pending)->number});
}

Result<std::optional<ResetTarget>> resolveResetLink(const Snapshot& snapshot, const QString& token)
{
    const auto key = settings::secret(snapshot, QLatin1StringView{settings::linkSecret});
    if (!key)
        return fail(key.error());
    const auto subject = readLinkToken(*key, purpose, token);
    if (!subject)
        return std::optional<ResetTarget>{};
    const auto found = account(snapshot, subject->contact);
    if (!found) {
        if (found.error().fault == Fault::NotFound)
            return std::optional<ResetTarget>{}; // removed for good
        return fail(found.error());
    }
    if (found->mergedInto) { // the merge ended it; a fresh one is the survivor's
        auto living = found;
        while (living && living->mergedInto)
            living = account(snapshot, *living->mergedInto);
        return living ? Result<std::optional<ResetTarget>>{ResetTarget{living->contact, false}}
                      : fail(living.error());
    }
    const auto pending = pendingOf(snapshot, subject->contact);
    if (!pending)
        return fail(pending.error());
    const bool isUsable = *pending && (*pending)->number == subject->number &&
                          (*pending)->generation == found->generation && found->isPerson && !found->isInBin &&
                          !found->disabledAt && snapshot.now() < (*pending)->createdAt + resetLinkLife;
    return std::optional{ResetTarget{subject->contact, isUsable}};
}

Result<void> spendResetLink(Transaction& transaction, const QString& token)
{
    const auto target = resolveResetLink(transaction, token);
    if (!target)
        return fail(target.error());
    if (!*target || !(*target)->isUsable)
        return fail(Fault::Conflict, u"the reset link was used or ended meanwhile"_s);
    return transaction.query(deletePending).bind(":id"_L1, (*target)->contact.row()).run();
}

} // namespace foyer::portal_access
