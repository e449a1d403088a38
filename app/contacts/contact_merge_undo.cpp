// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/contacts/contact_merge.h"

#include "app/contacts/contact_json.h"
#include "app/contacts/contact_parts.h"
#include "app/contacts/contact_rules.h"
#include "app/contacts/merge_record.h"

#include <algorithm>

namespace foyer::contacts {

using namespace Qt::StringLiterals;

namespace {

const QString selectMergesInto = uR"(
    SELECT contact_merge.absorbed_id, contact.name, contact_merge.merged_at
    FROM contact_merge JOIN contact ON contact.id = contact_merge.absorbed_id
    WHERE contact_merge.survivor_id = :id AND contact_merge.undone_at IS NULL ORDER BY contact_merge.id DESC)"_s;
const QString selectEverybodyIn = uR"(
    WITH RECURSIVE everybody (id) AS (
        SELECT :id UNION SELECT contact.id FROM contact JOIN everybody ON contact.merged_into = everybody.id)
    SELECT id FROM everybody ORDER BY id)"_s;
const QString selectNewestInto = uR"(
    SELECT absorbed_id FROM contact_merge WHERE survivor_id = :id AND undone_at IS NULL ORDER BY id DESC LIMIT 1)"_s;
const QString restoreAbsorbed = uR"(
    UPDATE contact SET merged_into = NULL, deleted_at = NULL, changed_at = :now, version = version + 1
    WHERE id = :id)"_s;
const QString restoreImport = u"UPDATE contact SET import_id = :import WHERE id = :id"_s;
const QString selectImportExists = u"SELECT 1 FROM import WHERE id = :id AND state <> 'undone'"_s;

/// What is there now, unless it is still what the merge made of it.
template <class Value>
Value parted(const Value& before, const Value& merged, const Value& now)
{
    return now == merged ? before : now;
}

/// The same for lists, entry by entry: what the merge brought goes, what it left out comes back, and what was
/// added or taken away since stays so.
template <class List>
List partedList(const List& before, const List& merged, const List& now)
{
    if (now == merged)
        return before;
    const auto isIn = [](const List& list, const auto& entry) {
        return std::find(list.begin(), list.end(), entry) != list.end();
    };
    List left;
    for (const auto& entry : now) {
        if (isIn(before, entry) || !isIn(merged, entry))
            left.push_back(entry);
    }
    for (const auto& entry : before) {
        if (!isIn(merged, entry) && !isIn(left, entry))
            left.push_back(entry);
    }
    return left;
}

ContactDetails partedDetails(const MergeRecord& record, const ContactDetails& now)
{
    const ContactDetails& before = record.before;
    const ContactDetails& merged = record.merged;
    ContactDetails left = now;
    const auto part = [&](auto ContactDetails::*field) {
        left.*field = parted(before.*field, merged.*field, now.*field);
    };
    part(&ContactDetails::prefix);
    part(&ContactDetails::givenName);
    part(&ContactDetails::additionalNames);
    part(&ContactDetails::familyName);
    part(&ContactDetails::suffix);
    part(&ContactDetails::nickname);
    part(&ContactDetails::displayName);
    part(&ContactDetails::company);
    part(&ContactDetails::jobTitle);
    part(&ContactDetails::birthday);
    part(&ContactDetails::anniversary);
    part(&ContactDetails::language);
    part(&ContactDetails::notes);
    part(&ContactDetails::vcardSource);
    left.emails = partedList(before.emails, merged.emails, now.emails);
    left.phones = partedList(before.phones, merged.phones, now.phones);
    left.addresses = partedList(before.addresses, merged.addresses, now.addresses);
    left.websites = partedList(before.websites, merged.websites, now.websites);
    left.tags = partedList(before.tags, merged.tags, now.tags);
    return tidied(left);
}

/// Relations of both as they were, and those the survivor got since. Who was merged meanwhile is meant by
/// whoever took them in; who was removed for good is left out.
Result<void> partRelations(Transaction& transaction, const MergeRecord& record, const Contact& now)
{
    if (const auto dropped = dropRelationsOf(transaction, record.survivor); !dropped)
        return dropped;
    std::vector<Relation> taken; // by the studio since
    for (const Relation& relation : record.relationsMerged) {
        if (std::find(now.relations.begin(), now.relations.end(), relation) == now.relations.end())
            taken.push_back(relation);
    }
    const auto wasTaken = [&](ContactId other) {
        return std::any_of(taken.begin(), taken.end(),
                           [&](const Relation& relation) { return relation.other == other; });
    };
    for (const StoredRelation& stored : record.relationsBefore) {
        StoredRelation relation = stored;
        bool isGone = false;
        for (ContactId* end : {&relation.told, &relation.other}) {
            if (*end == record.absorbed)
                continue;
            const auto living = livingOf(transaction, *end);
            if (!living && living.error().fault != Fault::NotFound)
                return fail(living.error());
            isGone = isGone || !living;
            if (living)
                *end = *living;
        }
        const bool isSurvivors = relation.told == record.survivor || relation.other == record.survivor;
        const ContactId other = relation.told == record.survivor ? relation.other : relation.told;
        if (isGone || relation.told == relation.other || (isSurvivors && wasTaken(other)))
            continue;
        if (const auto restored = restoreRelation(transaction, relation); !restored)
            return restored;
    }
    auto current = find(transaction, record.survivor);
    if (!current)
        return fail(current.error());
    const std::size_t restored = current->relations.size();
    for (const Relation& relation : now.relations) {
        const bool isSince = std::find(record.relationsMerged.begin(), record.relationsMerged.end(),
                                       relation) == record.relationsMerged.end();
        if (isSince && std::find(current->relations.begin(), current->relations.end(), relation) ==
                           current->relations.end())
            current->relations.push_back(relation);
    }
    return current->relations.size() == restored
               ? Result<void>{}
               : writeRelations(transaction, record.survivor, current->relations);
}

Result<void> returnToImport(Transaction& transaction, const MergeRecord& record)
{
    if (!record.importBefore)
        return {};
    const auto stands = transaction.query(selectImportExists)
                            .bind(":id"_L1, record.importBefore->row())
                            .first([](const Query& row) { return row.flag(0); });
    if (!stands)
        return fail(stands.error());
    if (!*stands)
        return {};
    return transaction.query(restoreImport)
        .bind(":import"_L1, record.importBefore->row())
        .bind(":id"_L1, record.survivor.row())
        .run();
}

/// Why this merge cannot be undone now; nothing when it can.
Result<std::optional<Error>> obstacle(const Snapshot& snapshot, const MergeRecord& record,
                                      const Contact& survivor)
{
    const QString name = displayNameOf(survivor.details);
    if (survivor.mergedInto)
        return std::optional{
            Error{Fault::Conflict, u"%1 was merged into contact %2 since. Undo that merge first."_s.arg(
                                       name, survivor.mergedInto->text())}};
    if (survivor.deletedAt)
        return std::optional{Error{Fault::Conflict, u"%1 is in the bin. Restore it first."_s.arg(name)}};
    const auto newest =
        snapshot.query(selectNewestInto).bind(":id"_L1, record.survivor.row()).first([](const Query& row) {
            return ContactId{row.integer(0)};
        });
    if (!newest)
        return fail(newest.error());
    if (*newest && **newest != record.absorbed)
        return std::optional{Error{
            Fault::Conflict,
            u"Contact %1 was merged into %2 later. Undo that merge first."_s.arg((*newest)->text(), name)}};
    return std::optional<Error>{};
}

} // namespace

Result<std::vector<MergeRecordBrief>> mergesInto(const Snapshot& snapshot, ContactId survivor)
{
    return snapshot.query(selectMergesInto).bind(":id"_L1, survivor.row()).all([](const Query& row) {
        return MergeRecordBrief{ContactId{row.integer(0)}, row.text(1), row.instant(2)};
    });
}

Result<std::vector<ContactId>> everybodyIn(const Snapshot& snapshot, ContactId survivor)
{
    return snapshot.query(selectEverybodyIn).bind(":id"_L1, survivor.row()).all([](const Query& row) {
        return ContactId{row.integer(0)};
    });
}

Result<void> undoMerge(Transaction& transaction, ContactId absorbed)
{
    const auto record = recordOf(transaction, absorbed);
    if (!record)
        return fail(record.error());
    if (!*record)
        return fail(Fault::NotFound, u"Contact %1 is not merged into another."_s.arg(absorbed.text()));
    const MergeRecord& merge = **record;
    const auto now = find(transaction, merge.survivor);
    if (!now)
        return fail(now.error());
    const auto why = obstacle(transaction, merge, *now);
    if (!why)
        return fail(why.error());
    if (*why)
        return fail(**why);
    const ContactDetails details = partedDetails(merge, now->details);
    if (displayNameOf(details).isEmpty())
        return fail(Fault::Conflict,
                    u"Without contact %1, contact %2 would have no name. Give it one first."_s.arg(
                        absorbed.text(), merge.survivor.text()));
    const auto sharersBefore = sharersOf(transaction, merge.survivor);
    if (!sharersBefore)
        return fail(sharersBefore.error());

    const BrandId brand = parted(merge.brandBefore, merge.brandMerged, now->brand);
    if (const auto written = rewrite(transaction, merge.survivor, brand, details); !written)
        return written;
    const auto back = transaction.query(restoreAbsorbed)
                          .bind(":now"_L1, transaction.now())
                          .bind(":id"_L1, absorbed.row())
                          .run();
    if (!back)
        return back;
    if (const auto related = partRelations(transaction, merge, *now); !related)
        return related;
    if (const auto returned = returnToImport(transaction, merge); !returned)
        return returned;
    if (const auto moved = followBack(transaction, merge.followed, merge.survivor, absorbed); !moved)
        return moved;
    if (const auto revived = reviveMails(transaction, merge.held); !revived)
        return revived;
    if (merge.accounts) {
        const auto two = portal_access::partAccounts(transaction, merge.survivor, absorbed, *merge.accounts);
        if (!two)
            return two;
    }
    if (const auto done = markUndone(transaction, merge); !done)
        return done;

    const auto other = find(transaction, absorbed);
    if (!other)
        return fail(other.error());
    transaction.record({u"contact"_s,
                        merge.survivor.row(),
                        u"merge undone"_s,
                        {{u"contact"_s, absorbed.row()},
                         {u"name"_s, displayNameOf(other->details)},
                         {u"changes"_s, changesBetween(now->details, details)}}});
    transaction.record({u"contact"_s,
                        absorbed.row(),
                        u"merge undone"_s,
                        {{u"contact"_s, merge.survivor.row()}, {u"name"_s, displayNameOf(details)}}});
    for (const Contact* contact : {&*now, &*other}) {
        transaction.touch(Entity::Contact, contact->id.row());
        for (const Relation& relation : contact->relations)
            transaction.touch(Entity::Contact, relation.other.row());
    }
    for (const ContactId id : {merge.survivor, absorbed}) {
        const auto sharers = sharersOf(transaction, id);
        if (!sharers)
            return fail(sharers.error());
        for (const auto* list : {&*sharersBefore, &*sharers}) {
            for (const ContactBrief& sharer : *list)
                transaction.touch(Entity::Contact, sharer.id.row());
        }
    }
    return {};
}

} // namespace foyer::contacts
