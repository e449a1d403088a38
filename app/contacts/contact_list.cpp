// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/contacts/contact_list.h"

#include "app/contacts/contact_search.h"
#include "app/contacts/contact_words.h"

#include <algorithm>
#include <tuple>

namespace foyer::contacts {

using namespace Qt::StringLiterals;

namespace {

// ---- Positions: which rows, in which order. One whole sentence for each way of asking, so that each is one
// scan of one index.

const QString countLive = u"SELECT count(*) FROM contact WHERE deleted_at IS NULL AND archived_at IS NULL"_s;
const QString countKind =
    u"SELECT count(*) FROM contact WHERE deleted_at IS NULL AND archived_at IS NULL AND kind = :kind"_s;
const QString countArchived =
    u"SELECT count(*) FROM contact WHERE deleted_at IS NULL AND archived_at IS NOT NULL"_s;
const QString countBin =
    u"SELECT count(*) FROM contact WHERE deleted_at IS NOT NULL AND merged_into IS NULL"_s;

const QString liveByName = uR"(
    SELECT id FROM contact WHERE deleted_at IS NULL AND archived_at IS NULL
    ORDER BY sort_key, id LIMIT :limit OFFSET :offset)"_s;
const QString liveByNameReversed = uR"(
    SELECT id FROM contact WHERE deleted_at IS NULL AND archived_at IS NULL
    ORDER BY sort_key DESC, id DESC LIMIT :limit OFFSET :offset)"_s;
const QString liveByChange = uR"(
    SELECT id FROM contact WHERE deleted_at IS NULL AND archived_at IS NULL
    ORDER BY changed_at DESC, id DESC LIMIT :limit OFFSET :offset)"_s;
const QString kindByName = uR"(
    SELECT id FROM contact WHERE deleted_at IS NULL AND archived_at IS NULL AND kind = :kind
    ORDER BY sort_key, id LIMIT :limit OFFSET :offset)"_s;
const QString kindByNameReversed = uR"(
    SELECT id FROM contact WHERE deleted_at IS NULL AND archived_at IS NULL AND kind = :kind
    ORDER BY sort_key DESC, id DESC LIMIT :limit OFFSET :offset)"_s;
const QString kindByChange = uR"(
    SELECT id FROM contact WHERE deleted_at IS NULL AND archived_at IS NULL AND kind = :kind
    ORDER BY changed_at DESC, id DESC LIMIT :limit OFFSET :offset)"_s;
const QString archivedByName = uR"(
    SELECT id FROM contact WHERE deleted_at IS NULL AND archived_at IS NOT NULL
    ORDER BY sort_key, id LIMIT :limit OFFSET :offset)"_s;
const QString binByDeletion = uR"(
    SELECT id FROM contact WHERE deleted_at IS NOT NULL AND merged_into IS NULL
    ORDER BY deleted_at DESC, id DESC LIMIT :limit OFFSET :offset)"_s;

// ---- Searches: ids with what sorts and filters them. The word is the most selective part, so it leads; the
// others are checked on the few hundred rows it yields. Ranking is not asked for: it costs a pass over all.

const QString matchesOfText = uR"(
    SELECT contact.id, contact.sort_key, contact.changed_at, contact.kind, contact.archived_at, contact.deleted_at,
           contact_search.text
    FROM contact_search CROSS JOIN contact ON contact.id = contact_search.rowid
    WHERE contact_search.text MATCH :match AND contact.merged_into IS NULL)"_s;
const QString matchesOfBeginning = uR"(
    SELECT contact.id, contact.sort_key, contact.changed_at, contact.kind, contact.archived_at, contact.deleted_at,
           contact_search.text
    FROM contact_beginning
    CROSS JOIN contact ON contact.id = contact_beginning.contact_id
    CROSS JOIN contact_search ON contact_search.rowid = contact_beginning.contact_id
    WHERE contact_beginning.beginning = :beginning AND contact.merged_into IS NULL
    ORDER BY contact_beginning.sort_key, contact_beginning.contact_id)"_s;
const QString matchesOfTag = uR"(
    SELECT contact.id, contact.sort_key, contact.changed_at, contact.kind, contact.archived_at, contact.deleted_at, ''
    FROM contact_tag CROSS JOIN contact ON contact.id = contact_tag.contact_id
    WHERE contact_tag.tag = :tag AND contact.merged_into IS NULL)"_s;
const QString matchesOfConflict = uR"(
    SELECT DISTINCT contact.id, contact.sort_key, contact.changed_at, contact.kind, contact.archived_at,
           contact.deleted_at, ''
    FROM contact_email AS mine CROSS JOIN contact ON contact.id = mine.contact_id
    WHERE mine.normalised IN (
        SELECT normalised FROM contact_email WHERE normalised <> '' GROUP BY normalised HAVING count(*) > 1)
      AND contact.deleted_at IS NULL AND contact.archived_at IS NULL
      AND EXISTS (
        SELECT 1 FROM contact_email AS theirs CROSS JOIN contact AS other ON other.id = theirs.contact_id
        WHERE theirs.normalised = mine.normalised AND theirs.contact_id <> mine.contact_id
          AND other.deleted_at IS NULL AND other.archived_at IS NULL))"_s;

const QString hasTag = u"SELECT 1 FROM contact_tag WHERE contact_id = :id AND tag = :tag"_s;

// ---- Rows: what one line shows.

const QString selectRow = uR"(
    SELECT contact.id, contact.kind, contact.name, contact.company, contact.email, contact.phone,
           (SELECT group_concat(tag, char(10)) FROM contact_tag WHERE contact_id = contact.id),
           contact.archived_at IS NULL AND contact.deleted_at IS NULL AND EXISTS (
               SELECT 1 FROM contact_email AS mine
               CROSS JOIN contact_email AS theirs
                   ON theirs.normalised = mine.normalised AND theirs.contact_id <> mine.contact_id
               CROSS JOIN contact AS other ON other.id = theirs.contact_id
               WHERE mine.contact_id = contact.id AND mine.normalised <> ''
                 AND other.deleted_at IS NULL AND other.archived_at IS NULL),
           portal_account.invited_at, portal_account.disabled_at, portal_account.password_set_at,
           coalesce(portal_account.link_number, 1), contact.changed_at
    FROM contact LEFT JOIN portal_account ON portal_account.contact_id = contact.id
    WHERE contact.id = :id)"_s;

struct Match
{
    ContactId id;
    QByteArray sortKey;
    qint64 changedAt;
};

bool isOnShelf(const Query& row, ContactFilter::Shelf shelf)
{
    switch (shelf) {
    case ContactFilter::Shelf::Live:
        return row.isNull(4) && row.isNull(5);
    case ContactFilter::Shelf::Archived:
        return !row.isNull(4) && row.isNull(5);
    case ContactFilter::Shelf::Bin:
        return !row.isNull(5);
    }
    Q_UNREACHABLE();
}

/// The trigram index takes a phrase of at least three letters; quotes inside are doubled.
QString matchPhrase(const QString& word)
{
    return u'"' + QString{word}.replace(u'"', "\"\""_L1) + u'"';
}

bool hasWordBeginning(const QString& text, const QString& beginning)
{
    for (qsizetype at = text.indexOf(beginning); at >= 0; at = text.indexOf(beginning, at + 1)) {
        if (at == 0 || !text[at - 1].isLetterOrNumber())
            return true;
    }
    return false;
}

/// Every other word must occur too: as a part when it has three letters, at the start of a word below that.
bool hasAll(const QString& text, const QStringList& words)
{
    return std::all_of(words.begin(), words.end(), [&](const QString& word) {
        return word.size() >= 3 ? text.contains(word) : hasWordBeginning(text, word);
    });
}

Query searching(const Snapshot& snapshot, const ContactFilter& filter, const QStringList& words)
{
    if (!words.isEmpty()) {
        const QString& longest = *std::max_element(
            words.begin(), words.end(), [](const auto& a, const auto& b) { return a.size() < b.size(); });
        if (longest.size() >= 3) {
            auto query = snapshot.query(matchesOfText);
            query.bind(":match"_L1, matchPhrase(longest));
            return query;
        }
        auto query = snapshot.query(matchesOfBeginning);
        query.bind(":beginning"_L1, longest);
        return query;
    }
    if (filter.onlyConflicts)
        return snapshot.query(matchesOfConflict);
    auto query = snapshot.query(matchesOfTag);
    query.bind(":tag"_L1, filter.tag);
    return query;
}

void sortMatches(std::vector<Match>& matches, ContactFilter::Order order)
{
    std::sort(matches.begin(), matches.end(), [order](const Match& a, const Match& b) {
        switch (order) {
        case ContactFilter::Order::Name:
            return std::tie(a.sortKey, a.id) < std::tie(b.sortKey, b.id);
        case ContactFilter::Order::NameReversed:
            return std::tie(b.sortKey, b.id) < std::tie(a.sortKey, a.id);
        case ContactFilter::Order::LatestChange:
            return std::tie(b.changedAt, b.id) < std::tie(a.changedAt, a.id);
        }
        Q_UNREACHABLE();
    });
}

Result<bool> matchesTag(const Snapshot& snapshot, const ContactFilter& filter, qint64 id)
{
    if (filter.tag.isEmpty())
        return true;
    auto query = snapshot.query(hasTag);
    query.bind(":id"_L1, id).bind(":tag"_L1, filter.tag);
    const bool found = query.next();
    if (query.error())
        return fail(*query.error());
    return found;
}

Result<Listing> search(const Snapshot& snapshot, const ContactFilter& filter, const QStringList& words)
{
    Listing listing{filter, 0, false, {}, true};
    std::vector<Match> matches;
    auto query = searching(snapshot, filter, words);
    while (query.next()) {
        if (!isOnShelf(query, filter.shelf) || (filter.kind && query.text(3) != toWord(*filter.kind)) ||
            !hasAll(query.text(6), words))
            continue;
        const auto tagged = matchesTag(snapshot, filter, query.integer(0));
        if (!tagged)
            return fail(tagged.error());
        if (!*tagged)
            continue;
        if (!words.isEmpty() && int(matches.size()) == mostMatches) {
            listing.isCut = true;
            break;
        }
        matches.push_back({ContactId{query.integer(0)}, query.bytes(1), query.integer(2)});
    }
    if (query.error())
        return fail(*query.error());
    if (filter.onlyConflicts && !words.isEmpty()) {
        std::erase_if(matches, [&](const Match& match) {
            const auto shown = row(snapshot, match.id);
            return !shown || !*shown || !(*shown)->hasEmailConflict;
        });
    }
    sortMatches(matches, filter.order);
    listing.matches.reserve(matches.size());
    for (const Match& match : matches)
        listing.matches.push_back(match.id);
    listing.total = qint64(matches.size());
    return listing;
}

Query counting(const Snapshot& snapshot, const ContactFilter& filter)
{
    switch (filter.shelf) {
    case ContactFilter::Shelf::Archived:
        return snapshot.query(countArchived);
    case ContactFilter::Shelf::Bin:
        return snapshot.query(countBin);
    case ContactFilter::Shelf::Live:
        break;
    }
    if (!filter.kind)
        return snapshot.query(countLive);
    auto query = snapshot.query(countKind);
    query.bind(":kind"_L1, toWord(*filter.kind));
    return query;
}

const QString& positionsOf(const ContactFilter& filter)
{
    switch (filter.shelf) {
    case ContactFilter::Shelf::Archived:
        return archivedByName;
    case ContactFilter::Shelf::Bin:
        return binByDeletion;
    case ContactFilter::Shelf::Live:
        break;
    }
    switch (filter.order) {
    case ContactFilter::Order::Name:
        return filter.kind ? kindByName : liveByName;
    case ContactFilter::Order::NameReversed:
        return filter.kind ? kindByNameReversed : liveByNameReversed;
    case ContactFilter::Order::LatestChange:
        return filter.kind ? kindByChange : liveByChange;
    }
    Q_UNREACHABLE();
}

Result<std::vector<ContactId>> idsAt(const Snapshot& snapshot, const Listing& listing, qint64 offset,
                                     int limit)
{
    if (listing.isSearched) {
        const auto size = qint64(listing.matches.size());
        const auto begin = listing.matches.begin() + std::min(offset, size);
        return std::vector<ContactId>(begin, begin + std::min<qint64>(limit, listing.matches.end() - begin));
    }
    auto query = snapshot.query(positionsOf(listing.filter));
    query.bind(":limit"_L1, limit).bind(":offset"_L1, offset);
    if (listing.filter.kind && listing.filter.shelf == ContactFilter::Shelf::Live)
        query.bind(":kind"_L1, toWord(*listing.filter.kind));
    return query.all([](const Query& row) { return ContactId{row.integer(0)}; });
}

ContactRow fromRow(const Query& row)
{
    PortalAccount account{ContactId{row.integer(0)}};
    const auto kind = contactKindFromWord(row.text(1)).value_or(ContactKind::Person);
    account.isPerson = kind == ContactKind::Person;
    account.invitedAt = row.optionalInstant(8);
    account.disabledAt = row.optionalInstant(9);
    account.passwordSetAt = row.optionalInstant(10);
    account.linkNumber = row.integer(11);
    QStringList tags = row.text(6).split(u'\n', Qt::SkipEmptyParts);
    tags.sort(Qt::CaseInsensitive);
    return {account.contact, kind, row.text(2), row.text(3),     row.text(4),
            row.text(5),     tags, row.flag(7), account.state(), row.instant(12)};
}

} // namespace

Result<Listing> list(const Snapshot& snapshot, const ContactFilter& filter)
{
    const QStringList words = searchWords(filter.text);
    if (!words.isEmpty() || filter.onlyConflicts || !filter.tag.isEmpty())
        return search(snapshot, filter, words);
    auto query = counting(snapshot, filter);
    if (!query.next())
        return fail(query.error().value_or(Error{Fault::Storage, u"the list could not be counted"_s}));
    return Listing{filter, query.integer(0), false, {}, false};
}

Result<std::vector<ContactRow>> page(const Snapshot& snapshot, const Listing& listing, qint64 offset,
                                     int limit)
{
    Q_ASSERT(offset >= 0 && limit > 0);
    const auto ids = idsAt(snapshot, listing, offset, limit);
    if (!ids)
        return fail(ids.error());
    std::vector<ContactRow> rows;
    rows.reserve(ids->size());
    for (const ContactId id : *ids) {
        auto found = row(snapshot, id);
        if (!found)
            return fail(found.error());
        if (*found)
            rows.push_back(std::move(**found));
    }
    return rows;
}

Result<std::optional<ContactRow>> row(const Snapshot& snapshot, ContactId id)
{
    return snapshot.query(selectRow).bind(":id"_L1, id.row()).first(fromRow);
}

} // namespace foyer::contacts
