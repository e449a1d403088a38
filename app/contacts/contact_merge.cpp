// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/contacts/contact_merge.h"

#include "app/base/text.h"
#include "app/contacts/contact_json.h"
#include "app/contacts/contact_parts.h"
#include "app/contacts/contact_rules.h"
#include "app/contacts/merge_record.h"
#include "app/portal_access/account_store.h"

#include <algorithm>

namespace foyer::contacts {

using namespace Qt::StringLiterals;

namespace {

const QString selectImport = u"SELECT import_id FROM contact WHERE id = :id"_s;
const QString clearImport = u"UPDATE contact SET import_id = NULL WHERE id = :id"_s;
const QString setMerged = uR"(
    UPDATE contact SET merged_into = :into, deleted_at = :now, changed_at = :now, version = version + 1
    WHERE id = :id)"_s;

void give(Contact& to, const Contact& from, MergeField field)
{
    switch (field) {
    case MergeField::Brand:
        to.brand = from.brand;
        return;
    case MergeField::Prefix:
        to.details.prefix = from.details.prefix;
        return;
    case MergeField::GivenName:
        to.details.givenName = from.details.givenName;
        return;
    case MergeField::AdditionalNames:
        to.details.additionalNames = from.details.additionalNames;
        return;
    case MergeField::FamilyName:
        to.details.familyName = from.details.familyName;
        return;
    case MergeField::Suffix:
        to.details.suffix = from.details.suffix;
        return;
    case MergeField::Nickname:
        to.details.nickname = from.details.nickname;
        return;
    case MergeField::DisplayName:
        to.details.displayName = from.details.displayName;
        return;
    case MergeField::Company:
        to.details.company = from.details.company;
        return;
    case MergeField::JobTitle:
        to.details.jobTitle = from.details.jobTitle;
        return;
    case MergeField::Birthday:
        to.details.birthday = from.details.birthday;
        return;
    case MergeField::Anniversary:
        to.details.anniversary = from.details.anniversary;
        return;
    case MergeField::Language:
        to.details.language = from.details.language;
        return;
    }
    Q_UNREACHABLE();
}

/// Under what two entries of a list are one and the same.
QString sameness(const ContactEmail& email)
{
    return normalisedEmail(email.address).value_or(email.address.trimmed().toCaseFolded());
}

QString sameness(const ContactPhone& phone)
{
    const QString digits = phoneDigits(phone.number);
    return digits.isEmpty() ? phone.number.toCaseFolded() : digits;
}

QString sameness(const PostalAddress& address)
{
    return QStringList{address.street, address.city, address.region, address.postalCode, address.country}
        .join(u'\n')
        .toCaseFolded();
}

QString sameness(const QString& text)
{
    const QString folded = text.toCaseFolded();
    return folded.endsWith(u'/') ? folded.chopped(1) : folded; // of a website; no tag ends so
}

/// The survivor's entries, then what only the other has; without those left out, however they are written.
template <class List>
List united(const List& ours, const List& theirs, const List& leftOut)
{
    List all;
    QStringList seen;
    for (const auto& entry : leftOut)
        seen.append(sameness(entry));
    for (const List* list : {&ours, &theirs}) {
        for (const auto& entry : *list) {
            const QString key = sameness(entry);
            if (seen.contains(key))
                continue;
            seen.append(key);
            all.push_back(entry);
        }
    }
    return all;
}

std::vector<Relation> unitedRelations(const MergeCandidates& both, const std::vector<Relation>& leftOut)
{
    std::vector<Relation> all;
    for (const auto* list : {&both.survivor.relations, &both.absorbed.relations}) {
        for (const Relation& relation : *list) {
            const bool isOneOfThem = relation.other == both.survivor.id || relation.other == both.absorbed.id;
            const auto has = [&](const std::vector<Relation>& relations) {
                return std::find(relations.begin(), relations.end(), relation) != relations.end();
            };
            if (!isOneOfThem && !has(all) && !has(leftOut))
                all.push_back(relation);
        }
    }
    return all;
}

QString joinedNotes(const QString& ours, const QString& theirs)
{
    if (ours.contains(theirs))
        return ours;
    return ours.isEmpty() || theirs.contains(ours) ? theirs : ours + u"\n\n"_s + theirs;
}

QString mergedNotes(MergedNotes choice, const QString& ours, const QString& theirs)
{
    switch (choice) {
    case MergedNotes::Joined:
        return joinedNotes(ours, theirs);
    case MergedNotes::Survivor:
        return ours;
    case MergedNotes::Absorbed:
        return theirs;
    }
    Q_UNREACHABLE();
}

/// Why these two cannot be one; empty when they can.
QString obstacle(const Contact& survivor, const Contact& absorbed)
{
    if (survivor.id == absorbed.id)
        return u"A contact cannot be merged with itself."_s;
    for (const Contact* contact : {&survivor, &absorbed}) {
        const QString name = displayNameOf(contact->details);
        if (contact->mergedInto)
            return u"%1 (contact %2) was merged into contact %3 already."_s.arg(name, contact->id.text(),
                                                                                contact->mergedInto->text());
        if (contact->deletedAt)
            return u"%1 is in the bin. Restore it first."_s.arg(name);
        if (contact->archivedAt)
            return u"%1 is archived. Unarchive it first."_s.arg(name);
    }
    if (survivor.details.kind != absorbed.details.kind)
        return u"Only two people, two companies or two locations can be merged."_s;
    return {};
}

bool isSameAccount(const PortalAccount& a, const PortalAccount& b)
{
    return a.generation == b.generation && a.linkNumber == b.linkNumber &&
           a.passwordSetAt == b.passwordSetAt && a.disabledAt == b.disabledAt;
}

bool isAsRead(const MergeCandidates& now, const MergeCandidates& read)
{
    return now.survivor.version == read.survivor.version && now.absorbed.version == read.absorbed.version &&
           isSameAccount(now.survivorAccount, read.survivorAccount) &&
           isSameAccount(now.absorbedAccount, read.absorbedAccount);
}

QString joinedProblems(const std::vector<ContactProblem>& problems)
{
    QStringList sentences;
    for (const ContactProblem& problem : problems)
        sentences.append(describe(problem));
    return sentences.join(u' ');
}

/// An undone import takes its contacts away for good. A contact that is more than that import brought stays.
Result<std::optional<ImportId>> leaveImport(Transaction& transaction, ContactId survivor, ContactId absorbed)
{
    const auto importOf = [&](ContactId id) {
        return transaction.query(selectImport).bind(":id"_L1, id.row()).first([](const Query& row) {
            return row.integer(0);
        });
    };
    const auto ours = importOf(survivor);
    const auto theirs = importOf(absorbed);
    if (!ours || !theirs)
        return fail(ours ? theirs.error() : ours.error());
    if (ours->value_or(0) == 0)
        return std::optional<ImportId>{};
    if (*ours != *theirs) {
        if (const auto left = transaction.query(clearImport).bind(":id"_L1, survivor.row()).run(); !left)
            return fail(left.error());
    }
    return std::optional{ImportId{**ours}};
}

Result<void> writeMerged(Transaction& transaction, const MergeCandidates& now, const Contact& merged)
{
    if (const auto written = rewrite(transaction, merged.id, merged.brand, merged.details); !written)
        return written;
    if (const auto dropped = dropRelationsOf(transaction, now.absorbed.id); !dropped)
        return dropped;
    if (const auto related = writeRelations(transaction, merged.id, merged.relations); !related)
        return related;
    return transaction.query(setMerged)
        .bind(":into"_L1, merged.id.row())
        .bind(":now"_L1, transaction.now())
        .bind(":id"_L1, now.absorbed.id.row())
        .run();
}

/// What the journal keeps for the survivor: who came in, and which fields changed with that. No secret: of
/// passwords only whose it is.
QJsonObject storyOf(const MergeCandidates& now, const Contact& merged, std::optional<MergeSide> password)
{
    QJsonObject changes = changesBetween(now.survivor.details, merged.details);
    if (now.survivor.relations != merged.relations)
        changes.insert(u"relations"_s, QJsonObject{{u"from"_s, toJson(now.survivor.relations)},
                                                   {u"to"_s, toJson(merged.relations)}});
    if (now.survivor.brand != merged.brand)
        changes.insert(u"brand"_s,
                       QJsonObject{{u"from"_s, now.survivor.brand.row()}, {u"to"_s, merged.brand.row()}});
    QJsonObject story{{u"contact"_s, now.absorbed.id.row()},
                      {u"name"_s, displayNameOf(now.absorbed.details)},
                      {u"changes"_s, changes}};
    if (password)
        story.insert(u"password"_s, *password == MergeSide::Survivor ? u"kept"_s : u"taken over"_s);
    return story;
}

Result<void> announce(Transaction& transaction, const MergeCandidates& now,
                      const std::vector<ContactBrief>& sharersBefore)
{
    transaction.touch(Entity::Contact, now.survivor.id.row());
    transaction.touch(Entity::Contact, now.absorbed.id.row());
    for (const Contact* contact : {&now.survivor, &now.absorbed}) {
        for (const Relation& relation : contact->relations)
            transaction.touch(Entity::Contact, relation.other.row());
    }
    const auto sharersAfter = sharersOf(transaction, now.survivor.id);
    if (!sharersAfter)
        return fail(sharersAfter.error());
    for (const auto* sharers : {&sharersBefore, &*sharersAfter}) {
        for (const ContactBrief& sharer : *sharers)
            transaction.touch(Entity::Contact, sharer.id.row());
    }
    return {};
}

Result<std::vector<ContactBrief>> sharersOfBoth(const Snapshot& snapshot, const MergeCandidates& both)
{
    auto sharers = sharersOf(snapshot, both.survivor.id);
    const auto others = sharersOf(snapshot, both.absorbed.id);
    if (!sharers || !others)
        return fail(sharers ? others.error() : sharers.error());
    sharers->insert(sharers->end(), others->begin(), others->end());
    return sharers;
}

} // namespace

const std::vector<MergeField>& mergeFields()
{
    using enum MergeField;
    static const std::vector<MergeField> fields{GivenName,   AdditionalNames, FamilyName, Prefix,   Suffix,
                                                Nickname,    DisplayName,     Company,    JobTitle, Birthday,
                                                Anniversary, Language,        Brand};
    return fields;
}

QString valueOf(const Contact& contact, MergeField field)
{
    const ContactDetails& details = contact.details;
    switch (field) {
    case MergeField::Brand:
        return contact.brand.text();
    case MergeField::Prefix:
        return details.prefix;
    case MergeField::GivenName:
        return details.givenName;
    case MergeField::AdditionalNames:
        return details.additionalNames;
    case MergeField::FamilyName:
        return details.familyName;
    case MergeField::Suffix:
        return details.suffix;
    case MergeField::Nickname:
        return details.nickname;
    case MergeField::DisplayName:
        return details.displayName;
    case MergeField::Company:
        return details.company;
    case MergeField::JobTitle:
        return details.jobTitle;
    case MergeField::Birthday:
        return details.birthday.toString(Qt::ISODate);
    case MergeField::Anniversary:
        return details.anniversary.toString(Qt::ISODate);
    case MergeField::Language:
        return details.language;
    }
    Q_UNREACHABLE();
}

Result<MergeCandidates> readForMerge(const Snapshot& snapshot, ContactId survivor, ContactId absorbed)
{
    auto keeps = find(snapshot, survivor);
    if (!keeps)
        return fail(keeps.error());
    auto goes = find(snapshot, absorbed);
    if (!goes)
        return fail(goes.error());
    if (const QString why = obstacle(*keeps, *goes); !why.isEmpty())
        return fail(Fault::Invalid, why);
    const auto keepsAccount = portal_access::account(snapshot, survivor);
    if (!keepsAccount)
        return fail(keepsAccount.error());
    const auto goesAccount = portal_access::account(snapshot, absorbed);
    if (!goesAccount)
        return fail(goesAccount.error());
    return MergeCandidates{std::move(*keeps), std::move(*goes), *keepsAccount, *goesAccount};
}

MergeSide sideOf(const MergeCandidates& candidates, const MergeChoice& choice, MergeField field)
{
    const auto chosen = choice.sides.find(field);
    if (chosen != choice.sides.end())
        return chosen->second;
    return valueOf(candidates.survivor, field).isEmpty() ? MergeSide::Absorbed : MergeSide::Survivor;
}

std::optional<MergeSide> passwordSide(const MergeCandidates& candidates, const MergeChoice& choice)
{
    const bool isOurs = candidates.survivorAccount.passwordSetAt.has_value();
    const bool isTheirs = candidates.absorbedAccount.passwordSetAt.has_value();
    if (isOurs && isTheirs)
        return choice.password;
    if (!isOurs && !isTheirs)
        return std::nullopt;
    return isOurs ? MergeSide::Survivor : MergeSide::Absorbed;
}

Contact mergedContact(const MergeCandidates& candidates, const MergeChoice& choice)
{
    const Contact& other = candidates.absorbed;
    Contact merged = candidates.survivor;
    for (const MergeField field : mergeFields()) {
        if (sideOf(candidates, choice, field) == MergeSide::Absorbed)
            give(merged, other, field);
    }
    ContactDetails& details = merged.details;
    const MergeOmissions& leftOut = choice.leftOut;
    details.emails = united(details.emails, other.details.emails, leftOut.emails);
    details.phones = united(details.phones, other.details.phones, leftOut.phones);
    details.addresses = united(details.addresses, other.details.addresses, leftOut.addresses);
    details.websites = united(details.websites, other.details.websites, leftOut.websites);
    details.tags = united(details.tags, other.details.tags, leftOut.tags);
    details.notes = mergedNotes(choice.notes, details.notes, other.details.notes);
    if (details.vcardSource.isEmpty())
        details.vcardSource = other.details.vcardSource;
    details = tidied(details);
    merged.relations = unitedRelations(candidates, leftOut.relations);
    std::sort(merged.relations.begin(), merged.relations.end(),
              [](const Relation& a, const Relation& b) { return a.other < b.other; });
    return merged;
}

Result<void> merge(Transaction& transaction, const MergeCandidates& read, const MergeChoice& choice)
{
    const auto now = readForMerge(transaction, read.survivor.id, read.absorbed.id);
    if (!now)
        return fail(now.error());
    if (!isAsRead(*now, read))
        return fail(Fault::Conflict, u"Contact %1 or contact %2 was changed meanwhile. Look again."_s.arg(
                                         read.survivor.id.text(), read.absorbed.id.text()));
    const Contact merged = mergedContact(*now, choice);
    ContactDetails known = now->survivor.details; // what either had may stay as it was typed
    const auto append = [](auto& to, const auto& from) { to.insert(to.end(), from.begin(), from.end()); };
    append(known.emails, now->absorbed.details.emails);
    append(known.phones, now->absorbed.details.phones);
    known.websites += now->absorbed.details.websites;
    if (const auto problems = contactProblems(merged.details, known); !problems.empty())
        return fail(Fault::Invalid, joinedProblems(problems));

    const auto sharers = sharersOfBoth(transaction, *now);
    if (!sharers)
        return fail(sharers.error());
    auto relations = storedRelationsOf(transaction, merged.id, now->absorbed.id);
    if (!relations)
        return fail(relations.error());
    MergeRecord record{0,
                       merged.id,
                       now->absorbed.id,
                       now->survivor.brand,
                       merged.brand,
                       now->survivor.details,
                       merged.details,
                       {},
                       std::move(*relations),
                       merged.relations,
                       {},
                       {},
                       {}};
    const auto password = passwordSide(*now, choice);
    if (merged.details.kind == ContactKind::Person) {
        auto joined = portal_access::joinAccounts(transaction, merged.id, now->absorbed.id,
                                                  password == MergeSide::Absorbed);
        if (!joined)
            return fail(joined.error());
        record.accounts = std::move(*joined);
    }
    const auto import = leaveImport(transaction, merged.id, now->absorbed.id);
    if (!import)
        return fail(import.error());
    record.importBefore = *import;
    if (const auto written = writeMerged(transaction, *now, merged); !written)
        return written;
    auto held = cancelStrayMails(transaction, now->absorbed.id, merged.details.emails);
    if (!held)
        return fail(held.error());
    record.held = std::move(*held);
    auto followed = followTo(transaction, now->absorbed.id, merged.id);
    if (!followed)
        return fail(followed.error());
    record.followed = std::move(*followed);
    if (const auto kept = keep(transaction, record); !kept)
        return kept;
    transaction.record({u"contact"_s, merged.id.row(), u"merged"_s, storyOf(*now, merged, password)});
    transaction.record({u"contact"_s,
                        now->absorbed.id.row(),
                        u"merged into another"_s,
                        {{u"contact"_s, merged.id.row()}, {u"name"_s, displayNameOf(merged.details)}}});
    return announce(transaction, *now, *sharers);
}

} // namespace foyer::contacts
