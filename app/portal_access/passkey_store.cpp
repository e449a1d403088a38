// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/portal_access/passkey_store.h"

#include "app/base/random.h"
#include "app/portal_access/account_store.h"
#include "app/storage/settings.h"

#include <QJsonObject>

namespace foyer::portal_access {

using namespace Qt::StringLiterals;

namespace {

const QString selectOfContact = uR"(
    SELECT id, contact_id, credential_id, rp_id, name, created_at, last_used_at
    FROM passkey WHERE contact_id = :id ORDER BY id)"_s;
const QString selectHandle = u"SELECT user_handle FROM passkey WHERE contact_id = :id ORDER BY id LIMIT 1"_s;
const QString countOfContact = u"SELECT count(*) FROM passkey WHERE contact_id = :id"_s;
const QString selectKnown = u"SELECT id FROM passkey WHERE credential_id = :credential_id"_s;
const QString insertPasskey = uR"(
    INSERT INTO passkey (contact_id, credential_id, public_key, algorithm, sign_count, user_handle, rp_id, name,
                         created_at)
    VALUES (:contact_id, :credential_id, :public_key, :algorithm, :sign_count, :user_handle, :rp_id, :name,
            :now))"_s;
const QString selectOwned = u"SELECT name FROM passkey WHERE id = :id AND contact_id = :contact_id"_s;
const QString updateName = u"UPDATE passkey SET name = :name WHERE id = :id AND contact_id = :contact_id"_s;
const QString deletePasskey = u"DELETE FROM passkey WHERE id = :id AND contact_id = :contact_id"_s;
// Who may log in by password may log in by passkey, and nobody else: see the selects of passwords.cpp.
const QString selectUsable = uR"(
    SELECT passkey.id, passkey.contact_id, portal_account.generation, passkey.public_key, passkey.user_handle
    FROM passkey
    CROSS JOIN portal_account ON portal_account.contact_id = passkey.contact_id
    CROSS JOIN contact ON contact.id = passkey.contact_id
    WHERE passkey.credential_id = :credential_id AND passkey.rp_id = :rp_id AND contact.kind = 'person'
      AND contact.deleted_at IS NULL AND portal_account.disabled_at IS NULL
      AND portal_account.password_set_at IS NOT NULL)"_s;
const QString selectCount = u"SELECT contact_id, sign_count FROM passkey WHERE id = :id"_s;
const QString updateUse =
    u"UPDATE passkey SET sign_count = :sign_count, last_used_at = :now WHERE id = :id"_s;
const QString insertSpent = uR"(
    INSERT INTO spent_challenge (challenge_sha256, expires_at) VALUES (:challenge, :expires_at))"_s;
const QString selectSpent = u"SELECT 1 FROM spent_challenge WHERE challenge_sha256 = :challenge"_s;
const QString deleteExpired = u"DELETE FROM spent_challenge WHERE expires_at <= :now"_s;

Passkey fromRow(const Query& row)
{
    return {PasskeyId{row.integer(0)},
            ContactId{row.integer(1)},
            row.bytes(2),
            row.text(3),
            row.text(4),
            row.instant(5),
            row.optionalInstant(6)};
}

QString cleaned(const QString& name)
{
    const QString simple = name.simplified().left(longestPasskeyName).trimmed();
    return simple.isEmpty() ? u"Passkey"_s : simple;
}

/// The journal names the passkey by its number: what a client calls it is theirs.
void announce(Transaction& transaction, ContactId contact, PasskeyId id, const QString& action)
{
    transaction.record({u"portal_account"_s, contact.row(), action, QJsonObject{{u"passkey"_s, id.row()}}});
    transaction.touch(Entity::PortalAccount, contact.row());
}

Result<void> ensureOwned(const Snapshot& snapshot, ContactId contact, PasskeyId id)
{
    const auto owned = snapshot.query(selectOwned)
                           .bind(":id"_L1, id.row())
                           .bind(":contact_id"_L1, contact.row())
                           .first([](const Query& row) { return row.text(0); });
    if (!owned)
        return fail(owned.error());
    return *owned ? Result<void>{} : fail(Fault::NotFound, u"There is no passkey %1."_s.arg(id.row()));
}

} // namespace

Result<QByteArray> userHandle(const Snapshot& snapshot, ContactId contact)
{
    const auto kept = snapshot.query(selectHandle).bind(":id"_L1, contact.row()).first([](const Query& row) {
        return row.bytes(0);
    });
    if (!kept)
        return fail(kept.error());
    if (*kept)
        return **kept;
    const auto key = settings::secret(snapshot, QLatin1StringView{settings::linkSecret});
    if (!key)
        return fail(key.error());
    return hmacSha256(*key, "passkey user handle " + contact.text().toLatin1());
}

Result<std::vector<Passkey>> passkeysOf(const Snapshot& snapshot, ContactId contact)
{
    return snapshot.query(selectOfContact).bind(":id"_L1, contact.row()).all(fromRow);
}

Result<PasskeyId> addPasskey(Transaction& transaction, ContactId contact, qint64 generation,
                             const NewPasskey& passkey)
{
    const auto found = account(transaction, contact);
    if (!found)
        return fail(found.error());
    if (found->generation != generation || found->disabledAt || !found->passwordSetAt || !found->isPerson ||
        found->isInBin)
        return fail(Fault::Conflict, u"the account changed while a passkey was being made"_s);
    const auto count =
        transaction.query(countOfContact).bind(":id"_L1, contact.row()).first([](const Query& row) {
            return row.integer(0);
        });
    if (!count)
        return fail(count.error());
    if (count->value_or(0) >= mostPasskeysPerClient)
        return fail(Fault::Denied, u"the client has as many passkeys as are allowed"_s);
    // A device cannot make the same credential twice; who sends a known one has copied it from somewhere.
    const auto known = transaction.query(selectKnown)
                           .bind(":credential_id"_L1, passkey.credential.id)
                           .first([](const Query& row) { return row.integer(0); });
    if (!known)
        return fail(known.error());
    if (*known)
        return fail(Fault::Conflict, u"this passkey is known already"_s);
    const auto handle = userHandle(transaction, contact);
    if (!handle)
        return fail(handle.error());
    auto insert = transaction.query(insertPasskey);
    const auto inserted = insert.bind(":contact_id"_L1, contact.row())
                              .bind(":credential_id"_L1, passkey.credential.id)
                              .bind(":public_key"_L1, passkey.credential.publicKey)
                              .bind(":algorithm"_L1, passkey.credential.algorithm)
                              .bind(":sign_count"_L1, qint64{passkey.credential.signCount})
                              .bind(":user_handle"_L1, *handle)
                              .bind(":rp_id"_L1, passkey.host)
                              .bind(":name"_L1, cleaned(passkey.name))
                              .bind(":now"_L1, transaction.now())
                              .run();
    if (!inserted)
        return fail(inserted.error());
    const PasskeyId id{insert.insertedRow()};
    announce(transaction, contact, id, u"passkey added"_s);
    return id;
}

Result<void> renamePasskey(Transaction& transaction, ContactId contact, PasskeyId id, const QString& name)
{
    if (const auto owned = ensureOwned(transaction, contact, id); !owned)
        return owned;
    announce(transaction, contact, id, u"passkey renamed"_s);
    return transaction.query(updateName)
        .bind(":name"_L1, cleaned(name))
        .bind(":id"_L1, id.row())
        .bind(":contact_id"_L1, contact.row())
        .run();
}

Result<void> removePasskey(Transaction& transaction, ContactId contact, PasskeyId id)
{
    if (const auto owned = ensureOwned(transaction, contact, id); !owned)
        return owned;
    announce(transaction, contact, id, u"passkey removed"_s);
    return transaction.query(deletePasskey)
        .bind(":id"_L1, id.row())
        .bind(":contact_id"_L1, contact.row())
        .run();
}

Result<std::optional<UsablePasskey>> findPasskey(const Snapshot& snapshot, const QByteArray& credentialId,
                                                 const QString& host)
{
    return snapshot.query(selectUsable)
        .bind(":credential_id"_L1, credentialId)
        .bind(":rp_id"_L1, host)
        .first([](const Query& row) {
            return UsablePasskey{PasskeyId{row.integer(0)}, ContactId{row.integer(1)}, row.integer(2),
                                 row.bytes(3), row.bytes(4)};
        });
}

Result<PasskeyUse> recordPasskeyUse(Transaction& transaction, PasskeyId id, quint32 signCount)
{
    struct Row
    {
        ContactId contact;
        qint64 signCount;
    };
    const auto found = transaction.query(selectCount).bind(":id"_L1, id.row()).first([](const Query& row) {
        return Row{ContactId{row.integer(0)}, row.integer(1)};
    });
    if (!found)
        return fail(found.error());
    if (!*found)
        return fail(Fault::NotFound, u"the passkey was removed meanwhile"_s);
    const auto& [contact, before] = **found;
    // Those that do not count always say 0: passkeys that a person's devices share.
    if ((before != 0 || signCount != 0) && qint64{signCount} <= before) {
        announce(transaction, contact, id, u"passkey refused: counter went back"_s);
        return PasskeyUse::CounterWentBack;
    }
    const auto updated = transaction.query(updateUse)
                             .bind(":sign_count"_L1, qint64{signCount})
                             .bind(":now"_L1, transaction.now())
                             .bind(":id"_L1, id.row())
                             .run();
    if (!updated)
        return fail(updated.error());
    announce(transaction, contact, id, u"passkey used"_s);
    return PasskeyUse::Accepted;
}

Result<void> spendChallenge(Transaction& transaction, const QByteArray& challenge, Instant expiresAt)
{
    if (const auto dropped = transaction.query(deleteExpired).bind(":now"_L1, transaction.now()).run();
        !dropped)
        return dropped;
    const QByteArray digest = sha256(challenge);
    const auto spent =
        transaction.query(selectSpent).bind(":challenge"_L1, digest).first([](const Query& row) {
            return row.integer(0);
        });
    if (!spent)
        return fail(spent.error());
    if (*spent || expiresAt <= transaction.now())
        return fail(Fault::Conflict, u"the challenge was answered before, or too late"_s);
    return transaction.query(insertSpent)
        .bind(":challenge"_L1, digest)
        .bind(":expires_at"_L1, expiresAt)
        .run();
}

} // namespace foyer::portal_access
