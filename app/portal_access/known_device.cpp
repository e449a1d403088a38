// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/portal_access/known_device.h"

#include "app/base/random.h"
#include "app/base/text.h"

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
const QString countOfContact = uR"(
    SELECT count(*) FROM known_device
    WHERE token_sha256 = :token_sha256 AND contact_id = :contact_id AND seen_at > :limit)"_s;
const QString countOfEmail = uR"(
    SELECT count(*) FROM known_device
    CROSS JOIN contact_email ON contact_email.contact_id = known_device.contact_id
    WHERE known_device.token_sha256 = :token_sha256 AND known_device.seen_at > :limit
      AND contact_email.normalised = :normalised AND contact_email.normalised <> '')"_s;
const QString deleteOfContact = u"DELETE FROM known_device WHERE contact_id = :contact_id"_s;
const QString deleteOld = u"DELETE FROM known_device WHERE seen_at <= :limit"_s;

QByteArray digestOf(const QString& shown)
{
    return sha256(shown.toLatin1());
}

Result<bool> isCounted(Query query)
{
    if (!query.next())
        return fail(query.error().value_or(Error{Fault::Storage, u"nothing was counted"_s}));
    return query.integer(0) > 0;
}

} // namespace

Result<QString> rememberDevice(Transaction& transaction, ContactId contact, const QString& shown)
{
    auto ofToken = transaction.query(countOfToken);
    ofToken.bind(":token_sha256"_L1, digestOf(shown));
    const auto isOurs = isCounted(std::move(ofToken));
    if (!isOurs)
        return fail(isOurs.error());
    // A text that somebody else put into the browser must not become a device of this person.
    const QString token = *isOurs && !shown.isEmpty() ? shown : randomToken();
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

Result<bool> isKnownDevice(const Snapshot& snapshot, const QString& shown, ContactId contact)
{
    auto query = snapshot.query(countOfContact);
    query.bind(":token_sha256"_L1, digestOf(shown))
        .bind(":contact_id"_L1, contact.row())
        .bind(":limit"_L1, snapshot.now() - knownDeviceLife);
    return isCounted(std::move(query));
}

Result<bool> isKnownDevice(const Snapshot& snapshot, const QString& shown, const QString& typedEmail)
{
    auto query = snapshot.query(countOfEmail);
    query.bind(":token_sha256"_L1, digestOf(shown))
        .bind(":normalised"_L1, normalisedEmail(typedEmail).value_or(QString{}))
        .bind(":limit"_L1, snapshot.now() - knownDeviceLife);
    return isCounted(std::move(query));
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
