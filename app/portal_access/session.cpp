// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/portal_access/session.h"

#include "app/base/random.h"
#include "app/portal_access/account_store.h"
#include "app/portal_access/known_device.h"

#include <QJsonObject>

#include <algorithm>

namespace foyer::portal_access {

using namespace Qt::StringLiterals;

namespace {

const QString insertSession = uR"(
    INSERT INTO portal_session (token_sha256, contact_id, generation, host, source, user_agent, created_at)
    VALUES (:token_sha256, :contact_id, :generation, :host, :source, :user_agent, :now))"_s;
const QString updateLastLogin =
    u"UPDATE portal_account SET last_login_at = :now, reset_wanted_at = NULL WHERE contact_id = :id"_s;
const QString dropOldest = uR"(
    DELETE FROM portal_session WHERE contact_id = :contact_id AND id NOT IN (
        SELECT id FROM portal_session WHERE contact_id = :contact_id ORDER BY id DESC LIMIT :most))"_s;
const QString selectAlive = uR"(
    SELECT portal_session.id, portal_session.contact_id, portal_session.generation, portal_session.source,
           portal_session.user_agent, portal_session.created_at
    FROM portal_session
    CROSS JOIN portal_account ON portal_account.contact_id = portal_session.contact_id
    CROSS JOIN contact ON contact.id = portal_session.contact_id
    WHERE portal_session.token_sha256 = :token_sha256 AND portal_session.host = :host
      AND portal_session.created_at > :limit AND portal_session.generation = portal_account.generation
      AND portal_account.disabled_at IS NULL AND contact.deleted_at IS NULL AND contact.kind = 'person')"_s;
const QString selectOfContact = uR"(
    SELECT portal_session.id, portal_session.contact_id, portal_session.generation, portal_session.source,
           portal_session.user_agent, portal_session.created_at
    FROM portal_session CROSS JOIN portal_account ON portal_account.contact_id = portal_session.contact_id
    WHERE portal_session.contact_id = :id AND portal_session.created_at > :limit
      AND portal_session.generation = portal_account.generation
    ORDER BY portal_session.id DESC)"_s;
const QString countClients =
    u"SELECT count(DISTINCT contact_id) FROM portal_session WHERE created_at > :limit"_s;
const QString deleteOthers = u"DELETE FROM portal_session WHERE contact_id = :id AND id <> :kept"_s;
const QString selectOwner = u"SELECT contact_id FROM portal_session WHERE id = :id"_s;
const QString deleteSession = u"DELETE FROM portal_session WHERE id = :id"_s;
const QString deleteExpired = u"DELETE FROM portal_session WHERE created_at <= :limit"_s;

Instant oldestAlive(Instant now)
{
    return now - sessionLifetime;
}

Session fromRow(const Query& row)
{
    return {SessionId{row.integer(0)},
            ContactId{row.integer(1)},
            row.integer(2),
            row.text(3),
            row.text(4),
            row.instant(5)};
}

} // namespace

Result<QString> openSession(Transaction& transaction, ContactId contact, qint64 generation,
                            const QString& host, const QString& source, const QString& userAgent)
{
    const auto found = account(transaction, contact);
    if (!found)
        return fail(found.error());
    if (found->generation != generation || found->disabledAt || !found->passwordSetAt || !found->isPerson ||
        found->isInBin)
        return fail(Fault::Conflict, u"the account changed during the login"_s);
    const QString token = randomToken();
    const auto inserted = transaction.query(insertSession)
                              .bind(":token_sha256"_L1, sha256(token.toLatin1()))
                              .bind(":contact_id"_L1, contact.row())
                              .bind(":generation"_L1, generation)
                              .bind(":host"_L1, host)
                              .bind(":source"_L1, source)
                              .bind(":user_agent"_L1, userAgent.left(200))
                              .bind(":now"_L1, transaction.now())
                              .run();
    if (!inserted)
        return fail(inserted.error());
    const auto dropped = transaction.query(dropOldest)
                             .bind(":contact_id"_L1, contact.row())
                             .bind(":most"_L1, mostSessionsPerClient)
                             .run();
    if (!dropped)
        return fail(dropped.error());
    const auto updated = transaction.query(updateLastLogin)
                             .bind(":now"_L1, transaction.now())
                             .bind(":id"_L1, contact.row())
                             .run();
    if (!updated)
        return fail(updated.error());
    transaction.record({u"portal_account"_s, contact.row(), u"logged in"_s, {}});
    transaction.touch(Entity::PortalAccount, contact.row());
    transaction.touch(Entity::Session, contact.row());
    return token;
}

Result<std::optional<Session>> findSession(const Snapshot& snapshot, const QString& token,
                                           const QString& host)
{
    return snapshot.query(selectAlive)
        .bind(":token_sha256"_L1, sha256(token.toLatin1()))
        .bind(":host"_L1, host)
        .bind(":limit"_L1, oldestAlive(snapshot.now()))
        .first(fromRow);
}

Result<std::optional<ContactId>> ownerOfEndedSession(const Snapshot& snapshot, const QString& token,
                                                     const QString& host)
{
    const auto session = snapshot.query(selectAlive)
                             .bind(":token_sha256"_L1, sha256(token.toLatin1()))
                             .bind(":host"_L1, host)
                             .bind(":limit"_L1, Instant{}) // however old
                             .first(fromRow);
    if (!session)
        return fail(session.error());
    return *session ? std::optional{(*session)->contact} : std::nullopt;
}

Result<void> closeSession(Transaction& transaction, SessionId id)
{
    const auto owner = transaction.query(selectOwner).bind(":id"_L1, id.row()).first([](const Query& row) {
        return ContactId{row.integer(0)};
    });
    if (!owner)
        return fail(owner.error());
    if (!*owner)
        return {}; // gone already: logging out twice is fine
    if (const auto closed = transaction.query(deleteSession).bind(":id"_L1, id.row()).run(); !closed)
        return closed;
    transaction.record({u"portal_account"_s, (*owner)->row(), u"logged out"_s, {}});
    transaction.touch(Entity::Session, (*owner)->row());
    return {};
}

Result<void> closeSessionOf(Transaction& transaction, ContactId contact, SessionId id)
{
    const auto owner = transaction.query(selectOwner).bind(":id"_L1, id.row()).first([](const Query& row) {
        return ContactId{row.integer(0)};
    });
    if (!owner)
        return fail(owner.error());
    // Somebody else's looks like one that is gone.
    return *owner == contact ? closeSession(transaction, id) : Result<void>{};
}

Result<void> closeSessionsOf(Transaction& transaction, ContactId contact, std::optional<SessionId> kept)
{
    const auto open = sessionsOf(transaction, contact);
    if (!open)
        return fail(open.error());
    const bool hasOthers =
        std::any_of(open->begin(), open->end(), [&](const Session& session) { return session.id != kept; });
    const auto closed = transaction.query(deleteOthers)
                            .bind(":id"_L1, contact.row())
                            .bind(":kept"_L1, kept ? kept->row() : 0)
                            .run();
    if (!closed)
        return closed;
    if (const auto forgotten = forgetDevices(transaction, contact); !forgotten)
        return forgotten;
    transaction.declareHousekeeping(); // remembered devices are nobody's history
    if (!hasOthers)
        return {};
    transaction.record({u"portal_account"_s, contact.row(), u"logged out everywhere"_s, {}});
    transaction.touch(Entity::Session, contact.row());
    return {};
}

Result<std::vector<Session>> sessionsOf(const Snapshot& snapshot, ContactId contact)
{
    return snapshot.query(selectOfContact)
        .bind(":id"_L1, contact.row())
        .bind(":limit"_L1, oldestAlive(snapshot.now()))
        .all(fromRow);
}

Result<int> clientsLoggedIn(const Snapshot& snapshot)
{
    auto query = snapshot.query(countClients);
    query.bind(":limit"_L1, oldestAlive(snapshot.now()));
    if (!query.next())
        return fail(query.error().value_or(Error{Fault::Storage, u"sessions could not be counted"_s}));
    return int(query.integer(0));
}

Result<void> dropExpiredSessions(Transaction& transaction)
{
    transaction.declareHousekeeping();
    return transaction.query(deleteExpired).bind(":limit"_L1, oldestAlive(transaction.now())).run();
}

} // namespace foyer::portal_access
