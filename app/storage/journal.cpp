// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/storage/journal.h"

#include "app/base/canonical_json.h"
#include "app/base/random.h"
#include "app/storage/connection.h"
#include "app/storage/database.h"

#include <QJsonDocument>

namespace foyer {

using namespace Qt::StringLiterals;

namespace {

const QString selectLast = u"SELECT id, hash FROM journal ORDER BY id DESC LIMIT 1"_s;

const QString insertRow = uR"(
    INSERT INTO journal (id, at, actor_kind, actor_contact, actor_name, source,
                         entity, entity_row, action, detail, detail_sha256, previous, hash)
    VALUES (:id, :at, :actor_kind, :actor_contact, :actor_name, :source,
            :entity, :entity_row, :action, :detail, :detail_sha256, :previous, :hash))"_s;

const QString selectOfEntity = uR"(
    SELECT id, at, actor_kind, actor_contact, actor_name, source, entity, entity_row, action, detail
    FROM journal WHERE entity = :entity AND entity_row = :row ORDER BY id DESC LIMIT :limit)"_s;

const QString selectAll = uR"(
    SELECT id, at, actor_kind, actor_contact, actor_name, source, entity, entity_row, action, detail,
           detail_sha256, previous, hash
    FROM journal ORDER BY id)"_s;

QString kindName(Actor::Kind kind)
{
    switch (kind) {
    case Actor::Kind::Studio:
        return u"studio"_s;
    case Actor::Kind::Client:
        return u"client"_s;
    case Actor::Kind::System:
        return u"system"_s;
    }
    Q_UNREACHABLE();
}

Actor::Kind kindFromName(const QString& name)
{
    if (name == "studio"_L1)
        return Actor::Kind::Studio;
    return name == "client"_L1 ? Actor::Kind::Client : Actor::Kind::System;
}

/// What the chain binds. The detail enters by its own hash, so that erasing a person's data later
/// (as the law may ask) leaves the chain whole.
QByteArray linkHash(const QByteArray& previous, qint64 id, qint64 at, const QString& actorKind,
                    qint64 actorContact, const QString& actorName, const QString& source,
                    const QString& entity, qint64 row, const QString& action, const QByteArray& detailSha256)
{
    const QJsonObject bound{
        {u"id"_s, QString::number(id)}, {u"at"_s, QString::number(at)},
        {u"actor_kind"_s, actorKind},   {u"actor_contact"_s, QString::number(actorContact)},
        {u"actor_name"_s, actorName},   {u"source"_s, source},
        {u"entity"_s, entity},          {u"entity_row"_s, QString::number(row)},
        {u"action"_s, action},          {u"detail_sha256"_s, QString::fromLatin1(detailSha256.toHex())},
    };
    return sha256(previous + canonicalJson(bound));
}

JournalRow fromRow(const Query& row)
{
    Actor actor{kindFromName(row.text(2)), {}, row.text(4), row.text(5)};
    if (row.integer(3) > 0)
        actor.contact = ContactId{row.integer(3)};
    return {
        row.integer(0),
        row.instant(1),
        std::move(actor),
        {row.text(6), row.integer(7), row.text(8), QJsonDocument::fromJson(row.text(9).toUtf8()).object()}};
}

} // namespace

Result<std::vector<JournalRow>> journalOf(const Snapshot& snapshot, const QString& entity, qint64 row,
                                          int limit)
{
    return snapshot.query(selectOfEntity)
        .bind(":entity"_L1, entity)
        .bind(":row"_L1, row)
        .bind(":limit"_L1, limit)
        .all(fromRow);
}

Result<JournalReport> verifyJournal(const Snapshot& snapshot)
{
    JournalReport report;
    QByteArray previous(32, '\0');
    qint64 expectedId = 1;
    auto rows = snapshot.query(selectAll);
    while (rows.next()) {
        const QByteArray hash =
            linkHash(previous, rows.integer(0), rows.integer(1), rows.text(2), rows.integer(3), rows.text(4),
                     rows.text(5), rows.text(6), rows.integer(7), rows.text(8), rows.bytes(10));
        const bool isDetailWhole = rows.isNull(9) || sha256(rows.text(9).toUtf8()) == rows.bytes(10);
        const bool isWhole = rows.integer(0) == expectedId && rows.bytes(11) == previous &&
                             rows.bytes(12) == hash && isDetailWhole;
        if (!isWhole) {
            report.firstBadRow = rows.integer(0);
            return report;
        }
        ++report.rows;
        ++expectedId;
        previous = hash;
    }
    if (rows.error())
        return fail(*rows.error());
    return report;
}

Result<void> detail::appendToJournal(Connection& connection, Instant at, const Actor& actor,
                                     const JournalEntry& entry)
{
    qint64 id = 1;
    QByteArray previous(32, '\0');
    {
        auto last = connection.query(selectLast);
        if (last.next()) {
            id = last.integer(0) + 1;
            previous = last.bytes(1);
        }
        if (last.error())
            return fail(*last.error());
    }
    const QByteArray detail = canonicalJson(entry.detail);
    const QByteArray detailSha256 = sha256(detail);
    const qint64 actorContact = actor.contact ? actor.contact->row() : 0;
    const QByteArray hash =
        linkHash(previous, id, toSeconds(at), kindName(actor.kind), actorContact, actor.name, actor.source,
                 entry.entity, entry.row, entry.action, detailSha256);
    return connection.query(insertRow)
        .bind(":id"_L1, id)
        .bind(":at"_L1, at)
        .bind(":actor_kind"_L1, kindName(actor.kind))
        .bind(":actor_contact"_L1, actorContact)
        .bind(":actor_name"_L1, actor.name)
        .bind(":source"_L1, actor.source)
        .bind(":entity"_L1, entry.entity)
        .bind(":entity_row"_L1, entry.row)
        .bind(":action"_L1, entry.action)
        .bind(":detail"_L1, QString::fromUtf8(detail))
        .bind(":detail_sha256"_L1, detailSha256)
        .bind(":previous"_L1, previous)
        .bind(":hash"_L1, hash)
        .run();
}

} // namespace foyer
