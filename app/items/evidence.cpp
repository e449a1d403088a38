// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/items/evidence.h"

#include "app/base/canonical_json.h"
#include "app/base/random.h"

#include <QJsonDocument>
#include <QMap>
#include <QSet>

namespace foyer::evidence {

using namespace Qt::StringLiterals;

namespace {

const QString selectUid = u"SELECT uid FROM item WHERE id = :item"_s;
const QString selectLast = u"SELECT hash FROM evidence WHERE item_id = :item ORDER BY id DESC LIMIT 1"_s;
const QString insertRow = uR"(
    INSERT INTO evidence (item_id, at, event, contact_id, detail, previous, hash)
    VALUES (:item, :at, :event, :contact, :detail, :previous, :hash))"_s;
const QString selectOf = uR"(
    SELECT id, at, event, contact_id, detail, previous, hash FROM evidence WHERE item_id = :item ORDER BY id)"_s;
const QString selectItems = uR"(
    SELECT id, uid FROM item WHERE id IN (SELECT item_id FROM evidence) ORDER BY id)"_s;
const QString selectAnchors = uR"(
    SELECT entity_row, detail FROM journal
    WHERE entity = 'item' AND action = 'evidence' AND detail IS NOT NULL ORDER BY id)"_s;

Row fromRow(const Query& row)
{
    Event event{row.text(2), {}, QJsonDocument::fromJson(row.text(4).toUtf8()).object()};
    if (row.integer(3) > 0)
        event.contact = ContactId{row.integer(3)};
    return {row.integer(0), row.instant(1), std::move(event), row.bytes(5), row.bytes(6)};
}

QByteArray beginningOf(const QString& itemUid)
{
    return sha256(itemUid.toUtf8());
}

/// The hashes of every item's events, as the journal noted them, in its order.
Result<QMap<qint64, QList<QByteArray>>> anchorsByItem(const Snapshot& snapshot)
{
    QMap<qint64, QList<QByteArray>> anchors;
    auto query = snapshot.query(selectAnchors);
    while (query.next()) {
        const auto detail = QJsonDocument::fromJson(query.text(1).toUtf8()).object();
        anchors[query.integer(0)].append(QByteArray::fromHex(detail.value("hash"_L1).toString().toLatin1()));
    }
    if (query.error())
        return fail(*query.error());
    return anchors;
}

} // namespace

QByteArray hashOf(const QString& itemUid, const Row& row)
{
    const QJsonObject bound{
        {u"item"_s, itemUid},
        {u"at"_s, QString::number(toSeconds(row.at))},
        {u"event"_s, row.event.event},
        {u"contact"_s, QString::number(row.event.contact ? row.event.contact->row() : 0)},
        {u"detail"_s, row.event.detail},
    };
    return sha256(row.previous + canonicalJson(bound));
}

Result<void> append(Transaction& transaction, ItemId item, const Event& event)
{
    const auto uid = transaction.query(selectUid).bind(":item"_L1, item.row()).first([](const Query& row) {
        return row.text(0);
    });
    if (!uid)
        return fail(uid.error());
    if (!*uid)
        return fail(Fault::NotFound, u"There is no item %1."_s.arg(item.row()));
    const auto last = transaction.query(selectLast).bind(":item"_L1, item.row()).first([](const Query& row) {
        return row.bytes(0);
    });
    if (!last)
        return fail(last.error());
    Row row{0, transaction.now(), event, last->value_or(beginningOf(**uid)), {}};
    row.hash = hashOf(**uid, row);
    const auto inserted = transaction.query(insertRow)
                              .bind(":item"_L1, item.row())
                              .bind(":at"_L1, row.at)
                              .bind(":event"_L1, event.event)
                              .bind(":contact"_L1, event.contact ? event.contact->row() : 0)
                              .bind(":detail"_L1, QString::fromUtf8(canonicalJson(event.detail)))
                              .bind(":previous"_L1, row.previous)
                              .bind(":hash"_L1, row.hash)
                              .run();
    if (!inserted)
        return inserted;
    transaction.record({u"item"_s,
                        item.row(),
                        u"evidence"_s,
                        {{u"event"_s, event.event}, {u"hash"_s, QString::fromLatin1(row.hash.toHex())}}});
    transaction.touch(Entity::Item, item.row());
    return {};
}

Result<std::vector<Row>> of(const Snapshot& snapshot, ItemId item)
{
    return snapshot.query(selectOf).bind(":item"_L1, item.row()).all(fromRow);
}

Result<Report> verify(const Snapshot& snapshot)
{
    const auto anchors = anchorsByItem(snapshot);
    if (!anchors)
        return fail(anchors.error());
    const auto items = snapshot.query(selectItems).all([](const Query& row) {
        return std::pair{row.integer(0), row.text(1)};
    });
    if (!items)
        return fail(items.error());
    Report report;
    QSet<qint64> seen;
    for (const auto& [item, uid] : *items) {
        const auto rows = of(snapshot, ItemId{item});
        if (!rows)
            return fail(rows.error());
        const QList<QByteArray> known = anchors->value(item);
        QByteArray previous = beginningOf(uid);
        qsizetype position = 0;
        for (const Row& row : *rows) {
            ++report.rows;
            // A row that was put in with a right hash of its own is one that the journal never heard of.
            if (row.previous != previous || row.hash != hashOf(uid, row) ||
                known.value(position++) != row.hash) {
                report.firstBadRow = row.id;
                return report;
            }
            previous = row.hash;
        }
        if (known.size() > position && !report.cutItem)
            report.cutItem = ItemId{item};
        seen.insert(item);
    }
    for (auto anchor = anchors->keyBegin(); anchor != anchors->keyEnd() && !report.cutItem; ++anchor) {
        if (!seen.contains(*anchor))
            report.cutItem = ItemId{*anchor};
    }
    return report;
}

} // namespace foyer::evidence
