// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/contacts/contact_store.h"

#include "app/base/random.h"
#include "app/base/text.h"
#include "app/contacts/contact_json.h"
#include "app/contacts/contact_parts.h"
#include "app/contacts/contact_rules.h"
#include "app/contacts/contact_search.h"
#include "app/contacts/contact_words.h"
#include "app/portal_access/email_claim.h"

#include <QSet>

namespace foyer::contacts {

using namespace Qt::StringLiterals;

namespace {

const QString selectById = uR"(
    SELECT id, uid, brand_id, kind, prefix, given_name, additional_names, family_name, suffix, nickname,
           display_name, company, job_title, websites, birthday, anniversary, language, notes, vcard_source,
           archived_at, deleted_at, created_at, changed_at, version, merged_into
    FROM contact WHERE id = :id)"_s;

const QString selectBrief = u"SELECT id, kind, name, email FROM contact WHERE id = :id"_s;

const QString selectBriefsByEmail = uR"(
    SELECT DISTINCT contact.id, contact.kind, contact.name, contact.email
    FROM contact_email JOIN contact ON contact.id = contact_email.contact_id
    WHERE contact_email.normalised = :normalised
      AND contact.deleted_at IS NULL AND contact.archived_at IS NULL
    ORDER BY contact.sort_key, contact.id)"_s;

const QString selectUsers = uR"(
    SELECT DISTINCT contact.id, contact.kind, contact.name, contact.email
    FROM contact_email JOIN contact ON contact.id = contact_email.contact_id
    WHERE contact_email.normalised = :normalised AND contact.deleted_at IS NULL
      AND (contact.archived_at IS NOT NULL) = :is_archived
    ORDER BY contact.sort_key, contact.id)"_s;
const QString selectOthersOfClaim = uR"(
    SELECT count(*) FROM email_claim AS claim
    JOIN contact_email AS other ON other.contact_id = claim.contact_id AND other.normalised <> claim.normalised
    WHERE claim.contact_id = :id AND claim.normalised = :normalised AND claim.claimed_at > :limit
      AND other.normalised <> ''
      AND NOT EXISTS (SELECT 1 FROM email_claim AS too WHERE too.contact_id = other.contact_id
                      AND too.normalised = other.normalised AND too.claimed_at > :limit))"_s;
const QString storeClaim = uR"(
    INSERT INTO email_claim (contact_id, normalised, claimed_at) VALUES (:id, :normalised, :now)
    ON CONFLICT (contact_id, normalised) DO UPDATE SET claimed_at = :now)"_s;
const QString deleteClaims = u"DELETE FROM email_claim WHERE contact_id = :id"_s;

const QString selectSharers = uR"(
    SELECT DISTINCT other.id, other.kind, other.name, other.email
    FROM contact_email AS mine
    JOIN contact AS self ON self.id = mine.contact_id
    JOIN contact_email AS theirs ON theirs.normalised = mine.normalised AND theirs.contact_id <> mine.contact_id
    JOIN contact AS other ON other.id = theirs.contact_id
    WHERE mine.contact_id = :id AND mine.normalised <> ''
      AND self.deleted_at IS NULL AND self.archived_at IS NULL
      AND other.deleted_at IS NULL AND other.archived_at IS NULL
    ORDER BY other.sort_key, other.id)"_s;

const QString selectIdByUid = u"SELECT id FROM contact WHERE uid = :uid"_s;

const QString insertContact = uR"(
    INSERT INTO contact (uid, brand_id, kind, prefix, given_name, additional_names, family_name, suffix, nickname,
                         display_name, company, job_title, websites, birthday, anniversary, language, notes,
                         vcard_source, name, sort_key, email, phone, import_id, created_at, changed_at, version)
    VALUES (:uid, :brand_id, :kind, :prefix, :given_name, :additional_names, :family_name, :suffix, :nickname,
            :display_name, :company, :job_title, :websites, :birthday, :anniversary, :language, :notes,
            :vcard_source, :name, :sort_key, :email, :phone, :import_id, :now, :now, 1))"_s;

const QString updateContact = uR"(
    UPDATE contact SET brand_id = :brand_id, kind = :kind, prefix = :prefix, given_name = :given_name,
           additional_names = :additional_names, family_name = :family_name, suffix = :suffix, nickname = :nickname,
           display_name = :display_name, company = :company, job_title = :job_title, websites = :websites,
           birthday = :birthday, anniversary = :anniversary, language = :language, notes = :notes,
           vcard_source = :vcard_source, name = :name, sort_key = :sort_key, email = :email, phone = :phone,
           changed_at = :now, version = version + 1
    WHERE id = :id)"_s;

const QString setArchived =
    u"UPDATE contact SET archived_at = :at, changed_at = :now, version = version + 1 WHERE id = :id"_s;
const QString setDeleted =
    u"UPDATE contact SET deleted_at = :at, changed_at = :now, version = version + 1 WHERE id = :id"_s;
const QString selectBinned =
    u"SELECT id, name FROM contact WHERE deleted_at < :limit AND merged_into IS NULL"_s;
const QString selectAbsorbed = u"SELECT id FROM contact WHERE merged_into = :id ORDER BY id"_s;
const QString selectMergedInto = u"SELECT merged_into FROM contact WHERE id = :id"_s;
const QString deleteContact = u"DELETE FROM contact WHERE id = :id"_s;

const QString selectTags = uR"(
    SELECT contact_tag.tag, count(*) FROM contact_tag JOIN contact ON contact.id = contact_tag.contact_id
    WHERE contact.deleted_at IS NULL AND contact.archived_at IS NULL
    GROUP BY contact_tag.tag ORDER BY contact_tag.tag COLLATE NOCASE)"_s;

ContactBrief briefFromRow(const Query& row)
{
    return {ContactId{row.integer(0)}, contactKindFromWord(row.text(1)).value_or(ContactKind::Person),
            row.text(2), row.text(3)};
}

Failure noSuchContact(ContactId id)
{
    return fail(Fault::NotFound, u"There is no contact %1."_s.arg(id.row()));
}

QString joinedProblems(const std::vector<ContactProblem>& problems)
{
    QStringList sentences;
    for (const ContactProblem& problem : problems)
        sentences.append(describe(problem));
    return sentences.join(u' ');
}

void bindDetails(Query& query, const ContactDetails& details, const QByteArray& key)
{
    query.bind(":kind"_L1, toWord(details.kind))
        .bind(":prefix"_L1, details.prefix)
        .bind(":given_name"_L1, details.givenName)
        .bind(":additional_names"_L1, details.additionalNames)
        .bind(":family_name"_L1, details.familyName)
        .bind(":suffix"_L1, details.suffix)
        .bind(":nickname"_L1, details.nickname)
        .bind(":display_name"_L1, details.displayName)
        .bind(":company"_L1, details.company)
        .bind(":job_title"_L1, details.jobTitle)
        .bind(":websites"_L1, details.websites.join(u'\n'))
        .bind(":birthday"_L1, details.birthday)
        .bind(":anniversary"_L1, details.anniversary)
        .bind(":language"_L1, details.language)
        .bind(":notes"_L1, details.notes)
        .bind(":vcard_source"_L1, details.vcardSource)
        .bind(":name"_L1, displayNameOf(details))
        .bind(":sort_key"_L1, key)
        .bind(":email"_L1, details.emails.empty() ? QString{} : details.emails.front().address)
        .bind(":phone"_L1, details.phones.empty() ? QString{} : details.phones.front().number);
}

Failure isMerged(ContactId id, ContactId into)
{
    return fail(Fault::Conflict, u"Contact %1 was merged into contact %2."_s.arg(id.text(), into.text()));
}

Result<std::optional<ContactId>> mergedInto(const Snapshot& snapshot, ContactId id)
{
    const auto found = snapshot.query(selectMergedInto).bind(":id"_L1, id.row()).first([](const Query& row) {
        return row.isNull(0) ? std::optional<ContactId>{} : std::optional{ContactId{row.integer(0)}};
    });
    if (!found)
        return fail(found.error());
    return *found ? Result<std::optional<ContactId>>{**found} : noSuchContact(id);
}

/// Everybody whose Email Conflict may have come or gone with this contact's change.
void touchSharers(Transaction& transaction, const std::vector<ContactBrief>& sharers)
{
    for (const ContactBrief& sharer : sharers)
        transaction.touch(Entity::Contact, sharer.id.row());
}

/// Keeps in mind which addresses only the client vouches for.
Result<void> noteClaims(Transaction& transaction, ContactId id, const std::vector<ContactEmail>& before,
                        const std::vector<ContactEmail>& after)
{
    if (before == after)
        return {};
    if (transaction.actor().kind != Actor::Kind::Client)
        return transaction.query(deleteClaims).bind(":id"_L1, id.row()).run();
    QSet<QString> known;
    for (const ContactEmail& email : before)
        known.insert(normalisedEmail(email.address).value_or(QString{}));
    for (const ContactEmail& email : after) {
        const auto normalised = normalisedEmail(email.address);
        if (!normalised || known.contains(*normalised))
            continue;
        const auto stored = transaction.query(storeClaim)
                                .bind(":id"_L1, id.row())
                                .bind(":normalised"_L1, *normalised)
                                .bind(":now"_L1, transaction.now())
                                .run();
        if (!stored)
            return stored;
    }
    return {};
}

/// One of the four moves between lists, archive and bin.
Result<void> move(Transaction& transaction, const std::vector<ContactId>& ids, const QString& sql,
                  std::optional<Instant> at, const QString& action)
{
    for (const ContactId id : ids) {
        const auto before = sharersOf(transaction, id);
        if (!before)
            return fail(before.error());
        const auto into = mergedInto(transaction, id);
        if (!into)
            return fail(into.error());
        if (*into)
            return isMerged(id, **into);
        const auto moved = transaction.query(sql)
                               .bind(":at"_L1, at)
                               .bind(":now"_L1, transaction.now())
                               .bind(":id"_L1, id.row())
                               .run();
        if (!moved)
            return moved;
        const auto after = sharersOf(transaction, id);
        if (!after)
            return fail(after.error());
        transaction.record({u"contact"_s, id.row(), action, {}});
        transaction.touch(Entity::Contact, id.row());
        touchSharers(transaction, *before);
        touchSharers(transaction, *after);
    }
    return {};
}

} // namespace

Result<Contact> find(const Snapshot& snapshot, ContactId id)
{
    auto query = snapshot.query(selectById);
    query.bind(":id"_L1, id.row());
    if (!query.next())
        return query.error() ? fail(*query.error()) : noSuchContact(id);
    Contact contact{id,
                    query.text(1),
                    BrandId{query.integer(2)},
                    {},
                    {},
                    query.optionalInstant(19),
                    query.optionalInstant(20),
                    query.instant(21),
                    query.instant(22),
                    query.integer(23)};
    if (!query.isNull(24))
        contact.mergedInto = ContactId{query.integer(24)};
    ContactDetails& details = contact.details;
    details.kind = contactKindFromWord(query.text(3)).value_or(ContactKind::Person);
    details.prefix = query.text(4);
    details.givenName = query.text(5);
    details.additionalNames = query.text(6);
    details.familyName = query.text(7);
    details.suffix = query.text(8);
    details.nickname = query.text(9);
    details.displayName = query.text(10);
    details.company = query.text(11);
    details.jobTitle = query.text(12);
    details.websites = query.text(13).split(u'\n', Qt::SkipEmptyParts);
    details.birthday = query.day(14);
    details.anniversary = query.day(15);
    details.language = query.text(16);
    details.notes = query.text(17);
    details.vcardSource = query.text(18);
    if (const auto read = readParts(snapshot, contact); !read)
        return fail(read.error());
    return contact;
}

Result<ContactBrief> brief(const Snapshot& snapshot, ContactId id)
{
    const auto found = snapshot.query(selectBrief).bind(":id"_L1, id.row()).first(briefFromRow);
    if (!found)
        return fail(found.error());
    if (!*found)
        return noSuchContact(id);
    return **found;
}

Result<std::vector<ContactBrief>> findByEmail(const Snapshot& snapshot, const QString& email)
{
    const auto normalised = normalisedEmail(email);
    if (!normalised)
        return std::vector<ContactBrief>{};
    return snapshot.query(selectBriefsByEmail).bind(":normalised"_L1, *normalised).all(briefFromRow);
}

Result<std::vector<ContactBrief>> usersOfEmail(const Snapshot& snapshot, const QString& email)
{
    std::vector<ContactBrief> users;
    const QString normalised = normalisedEmail(email).value_or(QString{});
    for (const bool isArchived : {false, true}) {
        auto found = snapshot.query(selectUsers)
                         .bind(":normalised"_L1, normalised)
                         .bind(":is_archived"_L1, isArchived)
                         .all(briefFromRow);
        if (!found)
            return found;
        if (users.empty()) // both are asked for whatever the first finds: the same work for all
            users = *std::move(found);
    }
    return normalised.isEmpty() ? std::vector<ContactBrief>{} : users;
}

Result<bool> isClaimBesideAnother(const Snapshot& snapshot, ContactId id, const QString& email)
{
    const auto others = snapshot.query(selectOthersOfClaim)
                            .bind(":id"_L1, id.row())
                            .bind(":normalised"_L1, normalisedEmail(email).value_or(QString{}))
                            .bind(":limit"_L1, snapshot.now() - portal_access::claimLife)
                            .first([](const Query& row) { return row.integer(0); });
    return others ? Result<bool>{others->value_or(0) > 0} : fail(others.error());
}

Result<ContactId> livingOf(const Snapshot& snapshot, ContactId id)
{
    for (ContactId at = id;;) { // ends: only who is not merged can take somebody in
        const auto into = mergedInto(snapshot, at);
        if (!into)
            return fail(into.error());
        if (!*into)
            return at;
        at = **into;
    }
}

Result<std::optional<ContactId>> findByUid(const Snapshot& snapshot, const QString& uid)
{
    return snapshot.query(selectIdByUid).bind(":uid"_L1, uid).first([](const Query& row) {
        return ContactId{row.integer(0)};
    });
}

Result<std::vector<ContactBrief>> sharersOf(const Snapshot& snapshot, ContactId id)
{
    return snapshot.query(selectSharers).bind(":id"_L1, id.row()).all(briefFromRow);
}

Result<ContactId> add(Transaction& transaction, BrandId brand, const ContactDetails& given,
                      const QString& uid, std::optional<ImportId> import)
{
    const ContactDetails details = tidied(given);
    // An import keeps malformed emails and phones as they were typed; a person is told at once.
    const auto problems = contactProblems(details, import ? details : ContactDetails{});
    if (!problems.empty())
        return fail(Fault::Invalid, joinedProblems(problems));
    const QByteArray key = sortKey(sortNameOf(details));
    auto query = transaction.query(insertContact);
    query.bind(":uid"_L1, uid.isEmpty() ? u"urn:uuid:"_s + randomUuid() : uid)
        .bind(":brand_id"_L1, brand.row())
        .bind(":now"_L1, transaction.now());
    if (import)
        query.bind(":import_id"_L1, import->row());
    else
        query.bindNull(":import_id"_L1);
    bindDetails(query, details, key);
    if (const auto inserted = query.run(); !inserted)
        return fail(inserted.error());
    const ContactId id{query.insertedRow()};
    if (const auto written = writeParts(transaction, id, details, key, Parts::First); !written)
        return fail(written.error());
    if (import)
        return id; // the import stands in the journal once, and announces itself once
    transaction.record({u"contact"_s, id.row(), u"created"_s, toJson(details)});
    transaction.touch(Entity::Contact, id.row());
    const auto sharers = sharersOf(transaction, id);
    if (!sharers)
        return fail(sharers.error());
    touchSharers(transaction, *sharers);
    return id;
}

Result<void> save(Transaction& transaction, const Contact& edited)
{
    const auto before = find(transaction, edited.id);
    if (!before)
        return fail(before.error());
    if (before->mergedInto)
        return isMerged(edited.id, *before->mergedInto);
    if (before->version != edited.version)
        return fail(Fault::Conflict, u"Contact %1 was changed meanwhile."_s.arg(edited.id.row()));
    const ContactDetails details = tidied(edited.details);
    if (const auto problems = contactProblems(details, before->details); !problems.empty())
        return fail(Fault::Invalid, joinedProblems(problems));
    const bool hasSameRelations = before->relations == edited.relations;
    if (details == before->details && hasSameRelations && before->brand == edited.brand)
        return {};

    const auto sharersBefore = sharersOf(transaction, edited.id);
    if (!sharersBefore)
        return fail(sharersBefore.error());
    if (const auto written = rewrite(transaction, edited.id, edited.brand, details); !written)
        return written;
    if (const auto noted = noteClaims(transaction, edited.id, before->details.emails, details.emails); !noted)
        return noted;

    QJsonObject changes = changesBetween(before->details, details);
    if (!hasSameRelations) {
        if (const auto written = writeRelations(transaction, edited.id, edited.relations); !written)
            return written;
        changes.insert(u"relations"_s, QJsonObject{{u"from"_s, toJson(before->relations)},
                                                   {u"to"_s, toJson(edited.relations)}});
        for (const auto* relations : {&before->relations, &edited.relations}) {
            for (const Relation& relation : *relations)
                transaction.touch(Entity::Contact, relation.other.row());
        }
    }
    if (before->brand != edited.brand)
        changes.insert(u"brand"_s,
                       QJsonObject{{u"from"_s, before->brand.row()}, {u"to"_s, edited.brand.row()}});
    transaction.record({u"contact"_s, edited.id.row(), u"edited"_s, changes});
    transaction.touch(Entity::Contact, edited.id.row());
    const auto sharersAfter = sharersOf(transaction, edited.id);
    if (!sharersAfter)
        return fail(sharersAfter.error());
    touchSharers(transaction, *sharersBefore);
    touchSharers(transaction, *sharersAfter);
    return {};
}

Result<void> rewrite(Transaction& transaction, ContactId id, BrandId brand, const ContactDetails& details)
{
    const QByteArray key = sortKey(sortNameOf(details));
    auto query = transaction.query(updateContact);
    query.bind(":id"_L1, id.row()).bind(":brand_id"_L1, brand.row()).bind(":now"_L1, transaction.now());
    bindDetails(query, details, key);
    if (const auto updated = query.run(); !updated)
        return updated;
    return writeParts(transaction, id, details, key, Parts::Replacing);
}

Result<void> archive(Transaction& transaction, const std::vector<ContactId>& ids)
{
    return move(transaction, ids, setArchived, transaction.now(), u"archived"_s);
}

Result<void> unarchive(Transaction& transaction, const std::vector<ContactId>& ids)
{
    return move(transaction, ids, setArchived, std::nullopt, u"unarchived"_s);
}

Result<void> moveToBin(Transaction& transaction, const std::vector<ContactId>& ids)
{
    return move(transaction, ids, setDeleted, transaction.now(), u"moved to the bin"_s);
}

Result<void> restore(Transaction& transaction, const std::vector<ContactId>& ids)
{
    return move(transaction, ids, setDeleted, std::nullopt, u"restored from the bin"_s);
}

Result<void> remove(Transaction& transaction, ContactId id)
{
    // Who was merged into this one is the same person, in nobody's list: kept alone, nothing would lead
    // there.
    const auto absorbed =
        transaction.query(selectAbsorbed).bind(":id"_L1, id.row()).all([](const Query& row) {
            return ContactId{row.integer(0)};
        });
    if (!absorbed)
        return fail(absorbed.error());
    for (const ContactId other : *absorbed) {
        if (const auto removed = remove(transaction, other); !removed)
            return removed;
    }
    if (const auto removed = removeFromIndex(transaction, id); !removed)
        return removed;
    return transaction.query(deleteContact).bind(":id"_L1, id.row()).run();
}

Result<int> emptyBin(Transaction& transaction, Instant limit)
{
    const auto binned = transaction.query(selectBinned).bind(":limit"_L1, limit).all([](const Query& row) {
        return ContactId{row.integer(0)};
    });
    if (!binned)
        return fail(binned.error());
    for (const ContactId id : *binned) {
        if (const auto removed = remove(transaction, id); !removed)
            return fail(removed.error());
        transaction.record({u"contact"_s, id.row(), u"removed for good"_s, {}});
        transaction.touch(Entity::Contact, id.row());
    }
    return int(binned->size());
}

Result<std::vector<std::pair<QString, int>>> tagsInUse(const Snapshot& snapshot)
{
    return snapshot.query(selectTags).all([](const Query& row) {
        return std::pair{row.text(0), int(row.integer(1))};
    });
}

} // namespace foyer::contacts
