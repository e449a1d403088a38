// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/portal_access/known_device.h"

#include "app/base/random.h"
#include "app/base/text.h"
#include "app/portal_access/email_claim.h"

namespace foyer::portal_access {

using namespace Qt::StringLiterals;

namespace {

const QString countOfToken = u"SELECT count(*) FROM known_device WHERE token_sha256 = :token_sha256"_s;
const QString storeDevice = uR"(
    INSERT INTO known_device (token_sha256, contact_id, seen_at) VALUES (:token_sha256, :contact_id, :now)
    ON CONFLICT (token_sha256, contact_id) DO UPDATE SET seen_at = :now)"_s;
const QString dropOldest = uR"(
    DELETE FROM known_device WHERE contact_id = :contact_id AND id NOT IN (
        SELECT id FROM known_device WHERE contact_id = :contact_id ORDER BY seen_at DESC, id DESC LIMIT :most))"_s;
const QString selectOfContact = uR"(
    SELECT contact_id FROM known_device
    WHERE token_sha256 = :token_sha256 AND contact_id = :contact_id AND seen_at > :limit)"_s;
const QString selectOfEmail = uR"(
    SELECT DISTINCT known_device.contact_id FROM known_device
    CROSS JOIN contact_email ON contact_email.contact_id = known_device.contact_id
    WHERE known_device.token_sha256 = :token_sha256 AND known_device.seen_at > :limit
      AND contact_email.normalised = :normalised AND contact_email.normalised <> ''
      AND NOT EXISTS (SELECT 1 FROM email_claim WHERE email_claim.contact_id = known_device.contact_id
                      AND email_claim.normalised = :normalised AND email_claim.claimed_at > :claim_limit)
    ORDER BY known_device.contact_id)"_s;
const QString deleteOfContact = u"DELETE FROM known_device WHERE contact_id = :contact_id"_s;
const QString deleteOld = u"DELETE FROM known_device WHERE seen_at <= :limit"_s;

QByteArray digestOf(const QString& shown)
{
    return sha256(shown.toLatin1());
}

} // namespace

Result<QString> rememberDevice(Transaction& transaction, ContactId contact, const QString& shown)
{
    const auto uses =
        transaction.query(countOfToken).bind(":token_sha256"_L1, digestOf(shown)).first([](const Query& row) {
            return row.integer(0);
        });
    if (!uses)
        return fail(uses.error());
    // A text that somebody else put into the browser must not become a device of this person.
    const QString token = uses->value_or(0) > 0 && !shown.isEmpty() ? shown : randomToken();
    const auto stored = transaction.query(storeDevice)
                            .bind(":token_sha256"_L1, digestOf(token))
                            .bind(":contact_id"_L1, contact.row())
                            .bind(":now"_L1, transaction.now())
                            .run();
    if (!stored)
        return fail(stored.error());
    const auto dropped = transaction.query(dropOldest)
                             .bind(":contact_id"_L1, contact.row())
                             .bind(":most"_L1, mostKnownDevices)
                             .run();
    if (!dropped)
        return fail(dropped.error());
    return token;
}

Result<std::vector<ContactId>> knownUsers(const Snapshot& snapshot, const QString& shown, ContactId contact)
{
    return snapshot.query(selectOfContact)
        .bind(":token_sha256"_L1, digestOf(shown))
        .bind(":contact_id"_L1, contact.row())
        .bind(":limit"_L1, snapshot.now() - knownDeviceLife)
        .all([](const Query& row) { return ContactId{row.integer(0)}; });
}

Result<std::vector<ContactId>> knownUsers(const Snapshot& snapshot, const QString& shown,
                                          const QString& typedEmail)
{
    return snapshot.query(selectOfEmail)
        .bind(":token_sha256"_L1, digestOf(shown))
        .bind(":normalised"_L1, normalisedEmail(typedEmail).value_or(QString{}))
        .bind(":limit"_L1, snapshot.now() - knownDeviceLife)
        .bind(":claim_limit"_L1, snapshot.now() - claimLife)
        .all([](const Query& row) { return ContactId{row.integer(0)}; });
}

Result<void> forgetDevices(Transaction& transaction, ContactId contact)
{
    return transaction.query(deleteOfContact).bind(":contact_id"_L1, contact.row()).run();
}

Result<void> dropOldDevices(Transaction& transaction)
{
    transaction.declareHousekeeping();
    return transaction.query(deleteOld).bind(":limit"_L1, transaction.now() - knownDeviceLife).run();
}

} // namespace foyer::portal_access
