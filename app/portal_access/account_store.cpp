// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/portal_access/account_store.h"

#include "app/portal_access/known_device.h"

#include <QJsonObject>

namespace foyer::portal_access {

using namespace Qt::StringLiterals;

namespace {

const QString selectAccount = uR"(
    SELECT contact.kind = 'person', portal_account.contact_id IS NOT NULL,
           portal_account.generation, portal_account.link_number, portal_account.invited_at,
           portal_account.disabled_at, portal_account.last_login_at, portal_account.password_set_at,
           contact.deleted_at IS NOT NULL, portal_account.reset_wanted_at, contact.merged_into
    FROM contact LEFT JOIN portal_account ON portal_account.contact_id = contact.id
    WHERE contact.id = :id)"_s;
const QString insertAccount = uR"(
    INSERT OR IGNORE INTO portal_account (contact_id, generation, link_number, password_recipe, password_salt,
                                          password_subject, password_verifier)
    VALUES (:id, 1, 1, '', x'', x'', x''))"_s;
const QString updateForReset = uR"(
    UPDATE portal_account SET generation = generation + 1, link_number = link_number + 1, password_set_at = NULL,
           reset_wanted_at = NULL, password_recipe = '', password_salt = x'', password_subject = x'', password_verifier = x''
    WHERE contact_id = :id)"_s;
const QString updateDisabled =
    u"UPDATE portal_account SET generation = generation + 1, disabled_at = :at WHERE contact_id = :id"_s;
const QString updateEnabled = u"UPDATE portal_account SET disabled_at = NULL WHERE contact_id = :id"_s;
const QString updateInvited = u"UPDATE portal_account SET invited_at = :at WHERE contact_id = :id"_s;
const QString updateLastLogin = u"UPDATE portal_account SET last_login_at = :at WHERE contact_id = :id"_s;
const QString updateResetWanted = u"UPDATE portal_account SET reset_wanted_at = :at WHERE contact_id = :id"_s;
const QString selectWanting =
    u"SELECT contact_id FROM portal_account WHERE reset_wanted_at IS NOT NULL ORDER BY reset_wanted_at"_s;
// Whoever it was among those who share an address: one of them has been helped.
const QString clearWantedOfSharers = uR"(
    UPDATE portal_account SET reset_wanted_at = NULL
    WHERE reset_wanted_at IS NOT NULL AND contact_id IN (
        SELECT theirs.contact_id FROM contact_email AS mine
        JOIN contact_email AS theirs ON theirs.normalised = mine.normalised
        WHERE mine.contact_id = :id AND mine.normalised <> ''))"_s;
const QString deleteResetLink = u"DELETE FROM reset_link WHERE contact_id = :id"_s;
const QString deleteSessions = u"DELETE FROM portal_session WHERE contact_id = :id"_s;
const QString deletePasskeys = u"DELETE FROM passkey WHERE contact_id = :id"_s;

/// The account's row exists from here on.
Result<PortalAccount> ensure(Transaction& transaction, ContactId contact)
{
    auto found = account(transaction, contact);
    if (!found)
        return found;
    if (!found->isPerson)
        return fail(Fault::Invalid,
                    u"Only people have a client portal; companies and locations have none."_s);
    if (found->mergedInto)
        return fail(Fault::Conflict, u"Contact %1 was merged into contact %2, whose portal it shares."_s.arg(
                                         contact.text(), found->mergedInto->text()));
    if (const auto made = transaction.query(insertAccount).bind(":id"_L1, contact.row()).run(); !made)
        return fail(made.error());
    return found;
}

void announce(Transaction& transaction, ContactId contact, const QString& action)
{
    transaction.record({u"portal_account"_s, contact.row(), action, {}});
    transaction.touch(Entity::PortalAccount, contact.row());
}

/// Sessions and the pending reset link.
Result<void> endSessions(Transaction& transaction, ContactId contact)
{
    if (const auto gone = transaction.query(deleteResetLink).bind(":id"_L1, contact.row()).run(); !gone)
        return gone;
    transaction.touch(Entity::Session, contact.row());
    return transaction.query(deleteSessions).bind(":id"_L1, contact.row()).run();
}

} // namespace

Result<PortalAccount> account(const Snapshot& snapshot, ContactId contact)
{
    auto query = snapshot.query(selectAccount);
    query.bind(":id"_L1, contact.row());
    if (!query.next())
        return fail(
            query.error().value_or(Error{Fault::NotFound, u"There is no contact %1."_s.arg(contact.row())}));
    PortalAccount account{contact};
    account.isPerson = query.flag(0);
    account.isInBin = query.flag(8);
    if (!query.isNull(10))
        account.mergedInto = ContactId{query.integer(10)};
    if (query.flag(1)) {
        account.generation = query.integer(2);
        account.linkNumber = query.integer(3);
        account.invitedAt = query.optionalInstant(4);
        account.disabledAt = query.optionalInstant(5);
        account.lastLoginAt = query.optionalInstant(6);
        account.passwordSetAt = query.optionalInstant(7);
        account.resetWantedAt = query.optionalInstant(9);
    }
    return account;
}

Result<void> ensureAccount(Transaction& transaction, ContactId contact)
{
    const auto ensured = ensure(transaction, contact);
    return ensured ? Result<void>{} : fail(ensured.error());
}

Result<void> resetPassword(Transaction& transaction, ContactId contact)
{
    if (const auto ensured = ensure(transaction, contact); !ensured)
        return fail(ensured.error());
    if (const auto reset = transaction.query(updateForReset).bind(":id"_L1, contact.row()).run(); !reset)
        return reset;
    if (const auto forgotten = forgetDevices(transaction, contact); !forgotten)
        return forgotten;
    if (const auto gone = transaction.query(deletePasskeys).bind(":id"_L1, contact.row()).run(); !gone)
        return gone;
    if (const auto cleared = transaction.query(clearWantedOfSharers).bind(":id"_L1, contact.row()).run();
        !cleared)
        return cleared;
    transaction.touch(Entity::PortalAccount, 0);
    announce(transaction, contact, u"password reset"_s);
    return endSessions(transaction, contact);
}

Result<void> disable(Transaction& transaction, ContactId contact)
{
    const auto before = ensure(transaction, contact);
    if (!before)
        return fail(before.error());
    if (before->disabledAt)
        return {};
    const auto disabled = transaction.query(updateDisabled)
                              .bind(":at"_L1, transaction.now())
                              .bind(":id"_L1, contact.row())
                              .run();
    if (!disabled)
        return disabled;
    announce(transaction, contact, u"portal disabled"_s);
    return endSessions(transaction, contact);
}

Result<void> enable(Transaction& transaction, ContactId contact)
{
    const auto before = ensure(transaction, contact);
    if (!before)
        return fail(before.error());
    if (!before->disabledAt)
        return {};
    if (const auto enabled = transaction.query(updateEnabled).bind(":id"_L1, contact.row()).run(); !enabled)
        return enabled;
    announce(transaction, contact, u"portal enabled"_s);
    return {};
}

Result<void> markInvited(Transaction& transaction, ContactId contact)
{
    if (const auto ensured = ensure(transaction, contact); !ensured)
        return fail(ensured.error());
    const auto marked = transaction.query(updateInvited)
                            .bind(":at"_L1, transaction.now())
                            .bind(":id"_L1, contact.row())
                            .run();
    if (!marked)
        return marked;
    announce(transaction, contact, u"invited"_s);
    return {};
}

Result<void> noteResetWanted(Transaction& transaction, ContactId contact)
{
    if (const auto ensured = ensure(transaction, contact); !ensured)
        return fail(ensured.error());
    const auto noted = transaction.query(updateResetWanted)
                           .bind(":at"_L1, transaction.now())
                           .bind(":id"_L1, contact.row())
                           .run();
    if (!noted)
        return noted;
    announce(transaction, contact, u"reset wanted"_s);
    return {};
}

Result<std::vector<ContactId>> wantingReset(const Snapshot& snapshot)
{
    return snapshot.query(selectWanting).all([](const Query& row) { return ContactId{row.integer(0)}; });
}

Result<void> recallLastLogin(Transaction& transaction, ContactId contact, Instant at)
{
    const auto before = ensure(transaction, contact);
    if (!before)
        return fail(before.error());
    if (!before->passwordSetAt)
        return fail(Fault::Invalid, u"Nobody logs in without a password."_s);
    const auto updated =
        transaction.query(updateLastLogin).bind(":at"_L1, at).bind(":id"_L1, contact.row()).run();
    if (!updated)
        return updated;
    announce(transaction, contact, u"last login recalled"_s);
    return {};
}

} // namespace foyer::portal_access
