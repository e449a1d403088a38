// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/contacts/merge_record.h"

#include "app/base/text.h"
#include "app/contacts/contact_json.h"
#include "app/contacts/contact_parts.h"
#include "app/contacts/contact_words.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QSet>

namespace foyer::contacts {

using namespace Qt::StringLiterals;

namespace {

/// A table whose rows belong to a contact and follow it in a merge.
struct Follower
{
    QString table;
    QString selectRows;
    QString updateRow;                 ///< from :from to :to, and only if it is still :from's
    std::optional<Entity> entity = {}; ///< announced for every row; nothing: with the two contacts
};

/// The one place to name a further kind of thing that belongs to a contact: orders, contracts, invoices …
/// Not here: what is part of the contact itself (emails, phones, tags: they stay with the absorbed one), ways
/// in (see portal_access::joinAccounts), and the journal, which nobody rewrites (see everybodyIn).
const std::vector<Follower>& followers()
{
    static const std::vector<Follower> list{
        {u"mail"_s, u"SELECT id FROM mail WHERE contact_id = :id ORDER BY id"_s,
         u"UPDATE mail SET contact_id = :to WHERE id = :row AND contact_id = :from"_s, Entity::Mail},
        // A way in, but each for itself: the survivor may come in by those of both.
        {u"passkey"_s, u"SELECT id FROM passkey WHERE contact_id = :id ORDER BY id"_s,
         u"UPDATE passkey SET contact_id = :to WHERE id = :row AND contact_id = :from"_s},
        // Where both are recipients, or have the same role, the other's row stays behind: one is enough.
        {u"item_recipient"_s, u"SELECT id FROM item_recipient WHERE contact_id = :id ORDER BY id"_s,
         uR"(UPDATE item_recipient SET contact_id = :to WHERE id = :row AND contact_id = :from
             AND item_id NOT IN (SELECT item_id FROM item_recipient WHERE contact_id = :to))"_s},
        {u"job_contact"_s, u"SELECT id FROM job_contact WHERE contact_id = :id ORDER BY id"_s,
         uR"(UPDATE OR IGNORE job_contact SET contact_id = :to WHERE id = :row AND contact_id = :from)"_s},
        {u"shoot"_s, u"SELECT id FROM shoot WHERE location_id = :id ORDER BY id"_s,
         u"UPDATE shoot SET location_id = :to WHERE id = :row AND location_id = :from"_s},
        {u"signer"_s, u"SELECT id FROM signer WHERE contact_id = :id ORDER BY id"_s,
         u"UPDATE signer SET contact_id = :to WHERE id = :row AND contact_id = :from"_s},
        // Answers go with the place among the recipients, which moved (or not) before them.
        {u"answer_sheet"_s, u"SELECT id FROM answer_sheet WHERE contact_id = :id ORDER BY id"_s,
         uR"(UPDATE answer_sheet SET contact_id = :to WHERE id = :row AND contact_id = :from
             AND item_id NOT IN (SELECT item_id FROM item_recipient WHERE contact_id = :from))"_s},
        {u"answer_revision"_s, u"SELECT id FROM answer_revision WHERE contact_id = :id ORDER BY id"_s,
         uR"(UPDATE answer_revision SET contact_id = :to WHERE id = :row AND contact_id = :from
             AND item_id NOT IN (SELECT item_id FROM item_recipient WHERE contact_id = :from))"_s},
        // Who paid: the row says nothing else of a person.
        {u"payment"_s, u"SELECT id FROM payment WHERE contact_id = :id ORDER BY id"_s,
         u"UPDATE payment SET contact_id = :to WHERE id = :row AND contact_id = :from"_s, Entity::Payment},
        {u"payment_attempt"_s, u"SELECT id FROM payment_attempt WHERE contact_id = :id ORDER BY id"_s,
         u"UPDATE payment_attempt SET contact_id = :to WHERE id = :row AND contact_id = :from"_s},
    };
    return list;
}

const QString insertRecord = uR"(
    INSERT INTO contact_merge (survivor_id, absorbed_id, survivor_link_number, before, password_recipe,
                               password_salt, password_subject, password_verifier, merged_at)
    VALUES (:survivor, :absorbed, :link_number, :before, :recipe, :salt, :subject, :verifier, :now))"_s;
const QString selectRecord = uR"(
    SELECT id, survivor_id, absorbed_id, survivor_link_number, before, password_recipe, password_salt,
           password_subject, password_verifier
    FROM contact_merge WHERE absorbed_id = :id AND undone_at IS NULL)"_s;
const QString updateUndone = uR"(
    UPDATE contact_merge SET undone_at = :now, before = '', password_recipe = '', password_salt = x'',
           password_subject = x'', password_verifier = x''
    WHERE id = :id)"_s;

const QString selectRelations = uR"(
    SELECT contact_id, other_id, kind FROM contact_relation
    WHERE contact_id IN (:a, :b) OR other_id IN (:a, :b) ORDER BY contact_id, other_id, kind)"_s;
const QString deleteRelations = u"DELETE FROM contact_relation WHERE contact_id = :id OR other_id = :id"_s;
const QString insertRelation =
    u"INSERT OR IGNORE INTO contact_relation (contact_id, other_id, kind) VALUES (:id, :other, :kind)"_s;

const QString selectWaiting = uR"(
    SELECT id, kind, to_address, state, reason FROM mail
    WHERE contact_id = :id AND state IN ('waiting', 'held') ORDER BY id)"_s;
const QString updateCancelled = uR"(
    UPDATE mail SET state = :state, reason = :reason WHERE id = :id AND state IN ('waiting', 'held'))"_s;
// What somebody sent after all meanwhile has left, and never leaves again (invariant A1).
const QString updateRevived =
    u"UPDATE mail SET state = :state, reason = :reason WHERE id = :id AND state = 'cancelled'"_s;

Result<void> setMailState(Transaction& transaction, const QString& sql, qint64 id, const QString& state,
                          const QString& reason)
{
    transaction.touch(Entity::Mail, id);
    return transaction.query(sql)
        .bind(":state"_L1, state)
        .bind(":reason"_L1, reason)
        .bind(":id"_L1, id)
        .run();
}

/// With vcardSource, which the journal and the studio JSON do without.
QJsonObject wholeJson(const ContactDetails& details)
{
    QJsonObject object = toJson(details);
    if (!details.vcardSource.isEmpty())
        object.insert(u"vcardSource"_s, details.vcardSource);
    return object;
}

ContactDetails wholeDetails(const QJsonObject& object)
{
    ContactDetails details = detailsFromJson(object);
    details.vcardSource = object.value("vcardSource"_L1).toString();
    return details;
}

ContactId contactIn(const QJsonValue& value)
{
    return ContactId{std::max<qint64>(value.toInteger(), 1)};
}

QJsonArray storedJson(const std::vector<StoredRelation>& relations)
{
    QJsonArray array;
    for (const StoredRelation& relation : relations)
        array.append(QJsonArray{relation.told.row(), relation.other.row(), relation.kind});
    return array;
}

std::vector<StoredRelation> storedRelations(const QJsonArray& array)
{
    std::vector<StoredRelation> relations;
    for (const QJsonValue entry : array)
        relations.push_back({contactIn(entry[0]), contactIn(entry[1]), entry[2].toString()});
    return relations;
}

std::vector<Relation> relationsIn(const QJsonArray& array)
{
    std::vector<Relation> relations;
    for (const QJsonValue entry : array)
        relations.push_back(
            {contactIn(entry["contact"_L1]),
             relationKindFromWord(entry["kind"_L1].toString()).value_or(RelationKind::Other)});
    return relations;
}

QString beforeText(const MergeRecord& record)
{
    QJsonObject before{
        {u"survivor"_s, wholeJson(record.before)},
        {u"merged"_s, wholeJson(record.merged)},
        {u"brand"_s, record.brandBefore.row()},
        {u"brandMerged"_s, record.brandMerged.row()},
        {u"relations"_s, storedJson(record.relationsBefore)},
        {u"relationsMerged"_s, contacts::toJson(record.relationsMerged)},
        {u"followed"_s, record.followed},
        {u"held"_s, record.held},
    };
    if (record.importBefore)
        before.insert(u"import"_s, record.importBefore->row());
    if (record.accounts) {
        before.insert(u"account"_s, record.accounts->before);
        before.insert(u"passwordGivenUp"_s, record.accounts->hasSurvivorGivenUpPassword);
    }
    return QString::fromUtf8(QJsonDocument{before}.toJson(QJsonDocument::Compact));
}

MergeRecord fromRow(const Query& row)
{
    const QJsonObject before = QJsonDocument::fromJson(row.text(4).toUtf8()).object();
    MergeRecord record{row.integer(0),
                       ContactId{row.integer(1)},
                       ContactId{row.integer(2)},
                       BrandId{std::max<qint64>(before.value("brand"_L1).toInteger(), 1)},
                       BrandId{std::max<qint64>(before.value("brandMerged"_L1).toInteger(), 1)},
                       wholeDetails(before.value("survivor"_L1).toObject()),
                       wholeDetails(before.value("merged"_L1).toObject()),
                       {},
                       storedRelations(before.value("relations"_L1).toArray()),
                       relationsIn(before.value("relationsMerged"_L1).toArray()),
                       before.value("followed"_L1).toObject(),
                       before.value("held"_L1).toObject(),
                       {}};
    if (const qint64 import = before.value("import"_L1).toInteger(); import > 0)
        record.importBefore = ImportId{import};
    if (before.contains("account"_L1))
        record.accounts = portal_access::JoinedAccounts{
            row.integer(3), before.value("passwordGivenUp"_L1).toBool(),
            portal_access::KeptPassword{row.text(5), row.bytes(6), row.bytes(7), row.bytes(8)},
            before.value("account"_L1).toObject()};
    return record;
}

} // namespace

Result<void> keep(Transaction& transaction, const MergeRecord& record)
{
    const auto accounts = record.accounts.value_or(portal_access::JoinedAccounts{});
    return transaction.query(insertRecord)
        .bind(":survivor"_L1, record.survivor.row())
        .bind(":absorbed"_L1, record.absorbed.row())
        .bind(":link_number"_L1, accounts.survivorLinkNumber)
        .bind(":before"_L1, beforeText(record))
        .bind(":recipe"_L1, accounts.survivorsBefore.recipe)
        .bind(":salt"_L1, accounts.survivorsBefore.salt)
        .bind(":subject"_L1, accounts.survivorsBefore.subject)
        .bind(":verifier"_L1, accounts.survivorsBefore.verifier)
        .bind(":now"_L1, transaction.now())
        .run();
}

Result<std::optional<MergeRecord>> recordOf(const Snapshot& snapshot, ContactId absorbed)
{
    return snapshot.query(selectRecord).bind(":id"_L1, absorbed.row()).first(fromRow);
}

Result<void> markUndone(Transaction& transaction, const MergeRecord& record)
{
    return transaction.query(updateUndone).bind(":now"_L1, transaction.now()).bind(":id"_L1, record.id).run();
}

Result<std::vector<StoredRelation>> storedRelationsOf(const Snapshot& snapshot, ContactId a, ContactId b)
{
    return snapshot.query(selectRelations)
        .bind(":a"_L1, a.row())
        .bind(":b"_L1, b.row())
        .all([](const Query& row) {
            return StoredRelation{ContactId{row.integer(0)}, ContactId{row.integer(1)}, row.text(2)};
        });
}

Result<void> dropRelationsOf(Transaction& transaction, ContactId contact)
{
    return transaction.query(deleteRelations).bind(":id"_L1, contact.row()).run();
}

Result<void> restoreRelation(Transaction& transaction, const StoredRelation& relation)
{
    return transaction.query(insertRelation)
        .bind(":id"_L1, relation.told.row())
        .bind(":other"_L1, relation.other.row())
        .bind(":kind"_L1, relation.kind)
        .run();
}

Result<QJsonObject> followTo(Transaction& transaction, ContactId from, ContactId to)
{
    QJsonObject followed;
    for (const Follower& follower : followers()) {
        const auto rows =
            transaction.query(follower.selectRows).bind(":id"_L1, from.row()).all([](const Query& row) {
                return row.integer(0);
            });
        if (!rows)
            return fail(rows.error());
        QJsonArray ids;
        for (const qint64 row : *rows)
            ids.append(row);
        if (!ids.isEmpty())
            followed.insert(follower.table, ids);
    }
    const auto moved = followBack(transaction, followed, from, to);
    return moved ? Result<QJsonObject>{followed} : fail(moved.error());
}

Result<void> followBack(Transaction& transaction, const QJsonObject& followed, ContactId from, ContactId to)
{
    for (const Follower& follower : followers()) {
        for (const QJsonValue row : followed.value(follower.table).toArray()) {
            const auto moved = transaction.query(follower.updateRow)
                                   .bind(":row"_L1, row.toInteger())
                                   .bind(":from"_L1, from.row())
                                   .bind(":to"_L1, to.row())
                                   .run();
            if (!moved)
                return moved;
            if (follower.entity)
                transaction.touch(*follower.entity, row.toInteger());
        }
    }
    return {};
}

Result<QJsonObject> cancelStrayMails(Transaction& transaction, ContactId absorbed,
                                     const std::vector<ContactEmail>& survivorsEmails)
{
    struct Waiting
    {
        qint64 id;
        QString kind;
        QString address;
        QString state;
        QString reason;
    };
    const auto waiting =
        transaction.query(selectWaiting).bind(":id"_L1, absorbed.row()).all([](const Query& row) {
            return Waiting{row.integer(0), row.text(1), row.text(2), row.text(3), row.text(4)};
        });
    if (!waiting)
        return fail(waiting.error());
    QSet<QString> known;
    for (const ContactEmail& email : survivorsEmails)
        known.insert(normalisedEmail(email.address).value_or(QString{}));
    QJsonObject held;
    for (const Waiting& mail : *waiting) {
        const bool isReset = mail.kind == "reset"_L1;
        if (!isReset && known.contains(normalisedEmail(mail.address).value_or(QString{})))
            continue;
        held.insert(QString::number(mail.id), QJsonArray{mail.state, mail.reason});
        const auto cancelled =
            setMailState(transaction, updateCancelled, mail.id, u"cancelled"_s,
                         isReset ? u"The contact was merged with another, which ended the reset link."_s
                                 : u"The contact was merged with another that does not have this address."_s);
        if (!cancelled)
            return fail(cancelled.error());
    }
    return held;
}

Result<void> reviveMails(Transaction& transaction, const QJsonObject& held)
{
    for (auto mail = held.begin(); mail != held.end(); ++mail) {
        const QJsonArray before = mail->toArray();
        const auto revived = setMailState(transaction, updateRevived, mail.key().toLongLong(),
                                          before[0].toString(), before[1].toString());
        if (!revived)
            return revived;
    }
    return {};
}

} // namespace foyer::contacts
