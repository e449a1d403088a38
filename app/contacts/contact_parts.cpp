// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/contacts/contact_parts.h"

#include "app/base/text.h"
#include "app/contacts/contact_search.h"
#include "app/contacts/contact_words.h"

#include <QJsonObject>

namespace foyer::contacts {

using namespace Qt::StringLiterals;

namespace {

const QString selectEmails =
    u"SELECT address, label FROM contact_email WHERE contact_id = :id ORDER BY position"_s;
const QString selectPhones =
    u"SELECT number, label FROM contact_phone WHERE contact_id = :id ORDER BY position"_s;
const QString selectAddresses = uR"(
    SELECT label, street, city, region, postal_code, country
    FROM contact_address WHERE contact_id = :id ORDER BY position)"_s;
const QString selectTags =
    u"SELECT tag FROM contact_tag WHERE contact_id = :id ORDER BY tag COLLATE NOCASE"_s;
// A relation is stored once, from the side it was told on; the other side reads its inverse.
const QString selectRelations = uR"(
    SELECT other_id, kind, 0 AS is_told_by_other FROM contact_relation WHERE contact_id = :id
    UNION ALL
    SELECT contact_id, kind, 1 FROM contact_relation WHERE other_id = :id
    ORDER BY 1, 2)"_s;

const QString deleteEmails = u"DELETE FROM contact_email WHERE contact_id = :id"_s;
const QString deletePhones = u"DELETE FROM contact_phone WHERE contact_id = :id"_s;
const QString deleteAddresses = u"DELETE FROM contact_address WHERE contact_id = :id"_s;
const QString deleteTags = u"DELETE FROM contact_tag WHERE contact_id = :id"_s;
const QString deleteRelations = u"DELETE FROM contact_relation WHERE contact_id = :id OR other_id = :id"_s;

const QString insertEmail = uR"(
    INSERT INTO contact_email (contact_id, position, address, normalised, label)
    VALUES (:id, :position, :address, :normalised, :label))"_s;
const QString insertPhone = uR"(
    INSERT INTO contact_phone (contact_id, position, number, label) VALUES (:id, :position, :number, :label))"_s;
const QString insertAddress = uR"(
    INSERT INTO contact_address (contact_id, position, label, street, city, region, postal_code, country)
    VALUES (:id, :position, :label, :street, :city, :region, :postal_code, :country))"_s;
const QString insertTag = u"INSERT INTO contact_tag (contact_id, tag) VALUES (:id, :tag)"_s;
const QString insertRelation =
    u"INSERT OR IGNORE INTO contact_relation (contact_id, other_id, kind) VALUES (:id, :other, :kind)"_s;

Relation relationFromRow(const Query& row)
{
    const auto told = relationKindFromWord(row.text(1)).value_or(RelationKind::Other);
    return {ContactId{row.integer(0)}, row.flag(2) ? inverse(told) : told};
}

Result<void> clear(Transaction& transaction, ContactId id)
{
    for (const QString* sql : {&deleteEmails, &deletePhones, &deleteAddresses, &deleteTags}) {
        if (const auto done = transaction.query(*sql).bind(":id"_L1, id.row()).run(); !done)
            return done;
    }
    return {};
}

Result<void> writeEmails(Transaction& transaction, ContactId id, const std::vector<ContactEmail>& emails)
{
    for (std::size_t i = 0; i < emails.size(); ++i) {
        const auto done = transaction.query(insertEmail)
                              .bind(":id"_L1, id.row())
                              .bind(":position"_L1, qint64(i))
                              .bind(":address"_L1, emails[i].address)
                              .bind(":normalised"_L1, normalisedEmail(emails[i].address).value_or(QString{}))
                              .bind(":label"_L1, emails[i].label)
                              .run();
        if (!done)
            return done;
    }
    return {};
}

Result<void> writePhones(Transaction& transaction, ContactId id, const std::vector<ContactPhone>& phones)
{
    for (std::size_t i = 0; i < phones.size(); ++i) {
        const auto done = transaction.query(insertPhone)
                              .bind(":id"_L1, id.row())
                              .bind(":position"_L1, qint64(i))
                              .bind(":number"_L1, phones[i].number)
                              .bind(":label"_L1, phones[i].label)
                              .run();
        if (!done)
            return done;
    }
    return {};
}

Result<void> writeAddresses(Transaction& transaction, ContactId id,
                            const std::vector<PostalAddress>& addresses)
{
    for (std::size_t i = 0; i < addresses.size(); ++i) {
        const PostalAddress& address = addresses[i];
        const auto done = transaction.query(insertAddress)
                              .bind(":id"_L1, id.row())
                              .bind(":position"_L1, qint64(i))
                              .bind(":label"_L1, address.label)
                              .bind(":street"_L1, address.street)
                              .bind(":city"_L1, address.city)
                              .bind(":region"_L1, address.region)
                              .bind(":postal_code"_L1, address.postalCode)
                              .bind(":country"_L1, address.country)
                              .run();
        if (!done)
            return done;
    }
    return {};
}

} // namespace

Result<void> readParts(const Snapshot& snapshot, Contact& contact)
{
    ContactDetails& details = contact.details;
    const qint64 id = contact.id.row();
    auto emails = snapshot.query(selectEmails).bind(":id"_L1, id).all([](const Query& row) {
        return ContactEmail{row.text(0), row.text(1)};
    });
    auto phones = snapshot.query(selectPhones).bind(":id"_L1, id).all([](const Query& row) {
        return ContactPhone{row.text(0), row.text(1)};
    });
    auto addresses = snapshot.query(selectAddresses).bind(":id"_L1, id).all([](const Query& row) {
        return PostalAddress{row.text(0), row.text(1), row.text(2), row.text(3), row.text(4), row.text(5)};
    });
    auto tags =
        snapshot.query(selectTags).bind(":id"_L1, id).all([](const Query& row) { return row.text(0); });
    auto relations = snapshot.query(selectRelations).bind(":id"_L1, id).all(relationFromRow);
    for (const Error* error : {emails ? nullptr : &emails.error(), phones ? nullptr : &phones.error(),
                               addresses ? nullptr : &addresses.error(), tags ? nullptr : &tags.error(),
                               relations ? nullptr : &relations.error()}) {
        if (error)
            return fail(*error);
    }
    details.emails = std::move(*emails);
    details.phones = std::move(*phones);
    details.addresses = std::move(*addresses);
    details.tags = QStringList{tags->begin(), tags->end()};
    contact.relations = std::move(*relations);
    return {};
}

Result<void> writeParts(Transaction& transaction, ContactId id, const ContactDetails& details,
                        const QByteArray& sortKey, Parts parts)
{
    if (parts == Parts::Replacing) {
        if (const auto done = clear(transaction, id); !done)
            return done;
        if (const auto done = removeFromIndex(transaction, id); !done)
            return done;
    }
    if (const auto done = writeEmails(transaction, id, details.emails); !done)
        return done;
    if (const auto done = writePhones(transaction, id, details.phones); !done)
        return done;
    if (const auto done = writeAddresses(transaction, id, details.addresses); !done)
        return done;
    for (const QString& tag : details.tags) {
        if (const auto done =
                transaction.query(insertTag).bind(":id"_L1, id.row()).bind(":tag"_L1, tag).run();
            !done)
            return done;
    }
    return index(transaction, id, details, sortKey);
}

Result<void> writeRelations(Transaction& transaction, ContactId id, const std::vector<Relation>& relations)
{
    if (const auto done = transaction.query(deleteRelations).bind(":id"_L1, id.row()).run(); !done)
        return done;
    for (const Relation& relation : relations) {
        if (relation.other == id)
            return fail(Fault::Invalid, u"A contact cannot be related to itself."_s);
        const auto done = transaction.query(insertRelation)
                              .bind(":id"_L1, id.row())
                              .bind(":other"_L1, relation.other.row())
                              .bind(":kind"_L1, toWord(relation.kind))
                              .run();
        if (!done)
            return done;
    }
    return {};
}

QJsonArray toJson(const std::vector<Relation>& relations)
{
    QJsonArray array;
    for (const Relation& relation : relations)
        array.append(QJsonObject{{u"contact"_s, relation.other.row()}, {u"kind"_s, toWord(relation.kind)}});
    return array;
}

} // namespace foyer::contacts
