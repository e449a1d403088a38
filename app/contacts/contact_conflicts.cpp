// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/contacts/contact_conflicts.h"

#include "app/base/text.h"
#include "app/contacts/contact_list.h"
#include "app/contacts/contact_words.h"

#include <QHash>
#include <QMap>
#include <QSet>

#include <algorithm>

namespace foyer::contacts {

using namespace Qt::StringLiterals;

namespace {

// What stands more than once comes from one scan of an index; who it is, and whether they are live, is asked
// for each in turn and only until there are enough.
const QString selectSeveralAddresses = uR"(
    SELECT normalised FROM contact_email WHERE normalised <> '' GROUP BY normalised HAVING count(*) > 1
    ORDER BY normalised)"_s;
const QString selectUsersOf = uR"(
    SELECT contact_email.address, contact.id, contact.kind, contact.name, contact.email,
           portal_account.invited_at, portal_account.disabled_at, portal_account.password_set_at,
           coalesce(portal_account.link_number, 1)
    FROM contact_email
    CROSS JOIN contact ON contact.id = contact_email.contact_id
    LEFT JOIN portal_account ON portal_account.contact_id = contact.id
    WHERE contact_email.normalised = :normalised AND contact.deleted_at IS NULL AND contact.archived_at IS NULL
    ORDER BY contact.sort_key, contact.id, contact_email.position)"_s;

const QString selectPhones = u"SELECT number, contact_id FROM contact_phone ORDER BY contact_id"_s;
const QString selectParty = uR"(
    SELECT '', contact.id, contact.kind, contact.name, contact.email,
           portal_account.invited_at, portal_account.disabled_at, portal_account.password_set_at,
           coalesce(portal_account.link_number, 1)
    FROM contact LEFT JOIN portal_account ON portal_account.contact_id = contact.id
    WHERE contact.id = :id AND contact.deleted_at IS NULL AND contact.archived_at IS NULL)"_s;

const QString selectMalformed = uR"(
    SELECT contact_email.address, contact.id, contact.kind, contact.name, contact.email,
           portal_account.invited_at, portal_account.disabled_at, portal_account.password_set_at,
           coalesce(portal_account.link_number, 1)
    FROM contact_email CROSS JOIN contact ON contact.id = contact_email.contact_id
    LEFT JOIN portal_account ON portal_account.contact_id = contact.id
    WHERE contact_email.normalised = '' AND contact_email.address <> ''
      AND contact.deleted_at IS NULL AND contact.archived_at IS NULL
    ORDER BY contact.sort_key, contact.id, contact_email.position LIMIT :limit)"_s;

/// Of columns 1 to 8.
ConflictParty partyFromRow(const Query& row)
{
    const ContactId id{row.integer(1)};
    const auto kind = contactKindFromWord(row.text(2)).value_or(ContactKind::Person);
    PortalAccount account{id};
    account.isPerson = kind == ContactKind::Person;
    account.invitedAt = row.optionalInstant(5);
    account.disabledAt = row.optionalInstant(6);
    account.passwordSetAt = row.optionalInstant(7);
    account.linkNumber = row.integer(8);
    return {{id, kind, row.text(3), row.text(4)}, account.state()};
}

void addOnce(std::vector<ConflictParty>& parties, ConflictParty party)
{
    const bool isThere = std::any_of(parties.begin(), parties.end(), [&](const ConflictParty& other) {
        return other.brief.id == party.brief.id;
    });
    if (!isThere)
        parties.push_back(std::move(party));
}

bool hasNamesakes(const std::vector<ConflictParty>& parties)
{
    QSet<QString> seen;
    for (const ConflictParty& party : parties) {
        const QString name = nameKey(party.brief.name);
        const QString key = toWord(party.brief.kind) + u' ' + name;
        if (!name.isEmpty() && seen.contains(key))
            return true;
        seen.insert(key);
    }
    return false;
}

/// Takes conflicts of one kind until there are enough.
class Taker
{
public:
    Taker(ConflictList& list, int most)
        : m_list{list}
        , m_most{most}
    {
    }

    /// @returns whether another one is wanted
    bool take(Conflict conflict)
    {
        const std::size_t fewest = conflict.kind == Conflict::Kind::Malformed ? 1 : 2;
        if (conflict.parties.size() < fewest)
            return true;
        if (m_taken == m_most) {
            m_list.isCut = true;
            return false;
        }
        ++m_taken;
        m_list.conflicts.push_back(std::move(conflict));
        return true;
    }

private:
    ConflictList& m_list;
    int m_most;
    int m_taken = 0;
};

Result<Conflict> sharedBy(const Snapshot& snapshot, const QString& normalised)
{
    Conflict conflict{Conflict::Kind::SharedAddress, {}, {}};
    auto query = snapshot.query(selectUsersOf);
    query.bind(":normalised"_L1, normalised);
    while (query.next()) {
        if (conflict.parties.empty())
            conflict.about = query.text(0);
        addOnce(conflict.parties, partyFromRow(query));
    }
    if (query.error())
        return fail(*query.error());
    conflict.isProbableDuplicate = hasNamesakes(conflict.parties);
    return conflict;
}

Result<void> takeShared(const Snapshot& snapshot, ConflictList& list, int most)
{
    const auto addresses =
        snapshot.query(selectSeveralAddresses).all([](const Query& row) { return row.text(0); });
    if (!addresses)
        return fail(addresses.error());
    Taker taker{list, most};
    for (const QString& address : *addresses) {
        auto conflict = sharedBy(snapshot, address);
        if (!conflict)
            return fail(conflict.error());
        if (!taker.take(std::move(*conflict)))
            break;
    }
    return {};
}

using Ids = std::vector<ContactId>;

/// Who has a number in common with somebody else, however it is written; each group by its number.
Result<std::vector<Ids>> sharingPhones(const Snapshot& snapshot)
{
    QHash<QString, Ids> byNumber;
    auto query = snapshot.query(selectPhones);
    while (query.next()) {
        const QString key = phoneKey(query.text(0));
        const ContactId id{query.integer(1)};
        if (key.isEmpty())
            continue;
        Ids& ids = byNumber[key];
        if (ids.empty() || ids.back() != id)
            ids.push_back(id);
    }
    if (query.error())
        return fail(*query.error());
    std::vector<Ids> groups;
    for (Ids& ids : byNumber) {
        if (ids.size() > 1)
            groups.push_back(std::move(ids));
    }
    return groups;
}

/// Live namesakes with a number in common are one conflict: by their name, then by their kind.
Result<QMap<QString, Conflict>> namesakesSharingPhones(const Snapshot& snapshot)
{
    const auto groups = sharingPhones(snapshot);
    if (!groups)
        return fail(groups.error());
    QHash<ContactId, std::optional<ConflictParty>> known; // many of a family share several numbers
    QMap<QString, Conflict> found;
    for (const Ids& ids : *groups) {
        QHash<QString, std::vector<ConflictParty>> byName;
        for (const ContactId id : ids) {
            auto party = known.constFind(id);
            if (party == known.constEnd()) {
                const auto read = snapshot.query(selectParty).bind(":id"_L1, id.row()).first(partyFromRow);
                if (!read)
                    return fail(read.error());
                party = known.insert(id, *read);
            }
            if (!*party)
                continue; // archived or in the bin
            const QString name = nameKey((*party)->brief.name);
            if (!name.isEmpty())
                byName[name + u' ' + toWord((*party)->brief.kind)].push_back(**party);
        }
        for (auto namesakes = byName.cbegin(); namesakes != byName.cend(); ++namesakes) {
            if (namesakes->size() < 2)
                continue;
            auto conflict = found.find(namesakes.key());
            if (conflict == found.end())
                conflict = found.insert(namesakes.key(), {Conflict::Kind::SameName, {}, {}, true});
            for (const ConflictParty& party : *namesakes)
                addOnce(conflict->parties, party);
        }
    }
    for (Conflict& conflict : found) {
        std::sort(conflict.parties.begin(), conflict.parties.end(),
                  [](const ConflictParty& a, const ConflictParty& b) { return a.brief.id < b.brief.id; });
        conflict.about = conflict.parties.front().brief.name;
    }
    return found;
}

/// Whether they all share an address too, and stand there already.
bool isKnown(const Conflict& namesakes, const std::vector<Conflict>& conflicts)
{
    const auto isIn = [](const ConflictParty& party, const Conflict& conflict) {
        return std::any_of(conflict.parties.begin(), conflict.parties.end(),
                           [&](const ConflictParty& other) { return other.brief.id == party.brief.id; });
    };
    return std::any_of(conflicts.begin(), conflicts.end(), [&](const Conflict& conflict) {
        return conflict.isProbableDuplicate &&
               std::all_of(namesakes.parties.begin(), namesakes.parties.end(),
                           [&](const ConflictParty& party) { return isIn(party, conflict); });
    });
}

Result<void> takeNamesakes(const Snapshot& snapshot, ConflictList& list, int most)
{
    const auto found = namesakesSharingPhones(snapshot);
    if (!found)
        return fail(found.error());
    const std::vector<Conflict> shared = list.conflicts;
    Taker taker{list, most};
    for (const Conflict& conflict : *found) {
        if (!isKnown(conflict, shared) && !taker.take(conflict))
            break;
    }
    return {};
}

Result<void> takeMalformed(const Snapshot& snapshot, ConflictList& list, int most)
{
    Taker taker{list, most};
    auto query = snapshot.query(selectMalformed);
    query.bind(":limit"_L1, most + 1);
    while (query.next()) {
        if (!taker.take({Conflict::Kind::Malformed, query.text(0), {partyFromRow(query)}}))
            return {};
    }
    return query.error() ? Result<void>{fail(*query.error())} : Result<void>{};
}

constexpr int mostNamesakes = 50; ///< more of them nobody compares by eye

bool sharesPhone(const Contact& a, const Contact& b)
{
    return std::any_of(a.details.phones.begin(), a.details.phones.end(), [&](const ContactPhone& ours) {
        const QString key = phoneKey(ours.number);
        return !key.isEmpty() &&
               std::any_of(b.details.phones.begin(), b.details.phones.end(),
                           [&](const ContactPhone& theirs) { return phoneKey(theirs.number) == key; });
    });
}

/// Live contacts in whose names, emails or phones every word of this name occurs.
Result<std::vector<ContactRow>> calledLike(const Snapshot& snapshot, const ContactBrief& contact)
{
    ContactFilter filter;
    filter.text = QString{contact.name}.replace(u'-', u' ').simplified();
    filter.kind = contact.kind;
    if (filter.text.isEmpty())
        return std::vector<ContactRow>{};
    const auto listing = list(snapshot, filter);
    return listing ? page(snapshot, *listing, 0, mostNamesakes) : fail(listing.error());
}

/// The lower, the likelier: related ones last.
int unlikeliness(const Lookalike& one)
{
    if (one.relation)
        return 4;
    if (one.isProbable())
        return one.sharesEmail ? 0 : 1;
    return one.isNamesake ? 2 : 3;
}

} // namespace

QString nameKey(QStringView name)
{
    QString key;
    for (const QChar letter : foldedForSearch(name)) {
        if (letter.isLetterOrNumber())
            key += letter;
    }
    return key;
}

QString phoneKey(QStringView number)
{
    constexpr int fewestDigits = 5; // fewer are an extension, or nothing
    constexpr int most = 9;         // of a number within a country, without its leading zero
    const QString digits = phoneDigits(number);
    return digits.size() < fewestDigits ? QString{} : digits.right(most);
}

bool isNamesake(const ContactBrief& a, const ContactBrief& b)
{
    const QString key = nameKey(a.name);
    return a.kind == b.kind && !key.isEmpty() && key == nameKey(b.name);
}

Result<std::vector<Lookalike>> lookalikes(const Snapshot& snapshot, ContactId id)
{
    const auto contact = find(snapshot, id);
    const auto self = brief(snapshot, id);
    const auto sharers = sharersOf(snapshot, id);
    if (!contact || !self || !sharers)
        return fail(!contact ? contact.error() : !self ? self.error() : sharers.error());
    const auto similar = calledLike(snapshot, *self);
    if (!similar)
        return fail(similar.error());
    std::vector<Lookalike> found;
    const auto entryOf = [&](const ContactBrief& other) -> Lookalike* {
        if (other.id == id || other.kind != self->kind)
            return nullptr;
        const auto known = std::find_if(found.begin(), found.end(),
                                        [&](const Lookalike& one) { return one.brief.id == other.id; });
        return known == found.end() ? &found.emplace_back(Lookalike{other}) : &*known;
    };
    for (const ContactBrief& sharer : *sharers) {
        if (Lookalike* one = entryOf(sharer))
            one->sharesEmail = true;
    }
    for (const ContactRow& row : *similar) {
        if (Lookalike* one = entryOf({row.id, row.kind, row.name, row.email}))
            one->hasSimilarName = true;
    }
    for (Lookalike& one : found) {
        for (const Relation& relation : contact->relations) {
            if (relation.other == one.brief.id)
                one.relation = relation.kind;
        }
        one.isNamesake = isNamesake(*self, one.brief);
        if (!one.isNamesake)
            continue;
        const auto other = find(snapshot, one.brief.id);
        if (!other)
            return fail(other.error());
        one.sharesPhone = sharesPhone(*contact, *other);
    }
    std::stable_sort(found.begin(), found.end(), [](const Lookalike& a, const Lookalike& b) {
        return unlikeliness(a) < unlikeliness(b);
    });
    return found;
}

Result<ConflictList> conflicts(const Snapshot& snapshot, int most)
{
    Q_ASSERT(most > 0);
    ConflictList list;
    for (const auto take : {takeShared, takeNamesakes, takeMalformed}) {
        if (const auto taken = take(snapshot, list, most); !taken)
            return fail(taken.error());
    }
    return list;
}

} // namespace foyer::contacts
