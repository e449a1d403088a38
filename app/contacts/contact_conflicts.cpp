// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/contacts/contact_conflicts.h"

#include "app/base/text.h"
#include "app/contacts/contact_words.h"

#include <QHash>
#include <QMap>

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

// Names are equal under the key they sort by: case does not count, accents do.
const QString selectSeveralNames = uR"(
    SELECT sort_key FROM contact WHERE deleted_at IS NULL AND archived_at IS NULL
    GROUP BY sort_key HAVING count(*) > 1 ORDER BY sort_key)"_s;
// From the index alone but for the number: there may be hundreds of a name, and few of them share a phone.
const QString selectPhonesOf = uR"(
    SELECT contact_phone.number, contact.id
    FROM contact CROSS JOIN contact_phone ON contact_phone.contact_id = contact.id
    WHERE contact.sort_key = :sort_key AND contact.deleted_at IS NULL AND contact.archived_at IS NULL
    ORDER BY contact.id)"_s;
const QString selectParty = uR"(
    SELECT '', contact.id, contact.kind, contact.name, contact.email,
           portal_account.invited_at, portal_account.disabled_at, portal_account.password_set_at,
           coalesce(portal_account.link_number, 1)
    FROM contact LEFT JOIN portal_account ON portal_account.contact_id = contact.id
    WHERE contact.id = :id)"_s;

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
    QStringList seen;
    for (const ConflictParty& party : parties) {
        const QString key = toWord(party.brief.kind) + u' ' + foldedForSearch(party.brief.name);
        if (seen.contains(key))
            return true;
        seen.append(key);
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

/// Contacts of one name that have a number in common with another, however it is written.
Result<Ids> sharingPhone(const Snapshot& snapshot, const QByteArray& name)
{
    constexpr int fewestDigits = 5; // fewer are an extension, or nothing
    QHash<QString, Ids> byNumber;
    auto query = snapshot.query(selectPhonesOf);
    query.bind(":sort_key"_L1, name);
    while (query.next()) {
        const QString digits = phoneDigits(query.text(0));
        Ids& ids = byNumber[digits];
        const ContactId id{query.integer(1)};
        if (digits.size() >= fewestDigits && (ids.empty() || ids.back() != id))
            ids.push_back(id);
    }
    if (query.error())
        return fail(*query.error());
    Ids sharing;
    for (const Ids& ids : std::as_const(byNumber)) {
        if (ids.size() > 1)
            sharing.insert(sharing.end(), ids.begin(), ids.end());
    }
    std::sort(sharing.begin(), sharing.end());
    sharing.erase(std::unique(sharing.begin(), sharing.end()), sharing.end());
    return sharing;
}

/// Those of one kind are one conflict.
Result<std::vector<Conflict>> namesakes(const Snapshot& snapshot, const Ids& ids)
{
    QMap<ContactKind, Conflict> byKind;
    for (const ContactId id : ids) {
        const auto party = snapshot.query(selectParty).bind(":id"_L1, id.row()).first(partyFromRow);
        if (!party)
            return fail(party.error());
        if (!*party)
            continue;
        Conflict& conflict =
            byKind
                .insert((*party)->brief.kind,
                        byKind.value((*party)->brief.kind, {Conflict::Kind::SameName, {}, {}, true}))
                .value();
        conflict.about = (*party)->brief.name;
        conflict.parties.push_back(**party);
    }
    return std::vector<Conflict>(byKind.begin(), byKind.end());
}

/// Whether they all share an address too, and stand there already.
bool isKnown(const Ids& ids, const std::vector<Conflict>& conflicts)
{
    return std::any_of(conflicts.begin(), conflicts.end(), [&](const Conflict& conflict) {
        return conflict.isProbableDuplicate && std::all_of(ids.begin(), ids.end(), [&](ContactId id) {
                   return std::any_of(conflict.parties.begin(), conflict.parties.end(),
                                      [&](const ConflictParty& party) { return party.brief.id == id; });
               });
    });
}

Result<void> takeNamesakes(const Snapshot& snapshot, ConflictList& list, int most)
{
    const auto names = snapshot.query(selectSeveralNames).all([](const Query& row) { return row.bytes(0); });
    if (!names)
        return fail(names.error());
    const std::vector<Conflict> shared = list.conflicts;
    Taker taker{list, most};
    for (const QByteArray& name : *names) {
        const auto ids = sharingPhone(snapshot, name);
        if (!ids)
            return fail(ids.error());
        if (ids->empty() || isKnown(*ids, shared))
            continue;
        const auto found = namesakes(snapshot, *ids);
        if (!found)
            return fail(found.error());
        for (const Conflict& conflict : *found) {
            if (!taker.take(conflict))
                return {};
        }
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

} // namespace

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
