// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/contacts/contact_conflicts.h"

#include "app/base/text.h"
#include "app/contacts/contact_words.h"

#include <QMap>

#include <algorithm>

namespace foyer::contacts {

using namespace Qt::StringLiterals;

namespace {

// The addresses that stand more than once come from one scan of their index; whether those who use them are
// live is asked for these few only.
const QString selectShared = uR"(
    SELECT mine.normalised, mine.address, contact.id, contact.kind, contact.name, contact.email,
           portal_account.invited_at, portal_account.disabled_at, portal_account.password_set_at,
           coalesce(portal_account.link_number, 1)
    FROM (SELECT normalised FROM contact_email WHERE normalised <> '' GROUP BY normalised HAVING count(*) > 1)
         AS several
    CROSS JOIN contact_email AS mine ON mine.normalised = several.normalised
    CROSS JOIN contact ON contact.id = mine.contact_id
    LEFT JOIN portal_account ON portal_account.contact_id = contact.id
    WHERE contact.deleted_at IS NULL AND contact.archived_at IS NULL
    ORDER BY mine.normalised, contact.sort_key, contact.id, mine.position)"_s;

// Names are equal under the key they sort by: case does not count, accents do.
const QString selectSameName = uR"(
    SELECT hex(contact.sort_key), contact_phone.number, contact.id, contact.kind, contact.name, contact.email,
           portal_account.invited_at, portal_account.disabled_at, portal_account.password_set_at,
           coalesce(portal_account.link_number, 1)
    FROM (SELECT sort_key FROM contact WHERE deleted_at IS NULL AND archived_at IS NULL
          GROUP BY sort_key HAVING count(*) > 1) AS several
    CROSS JOIN contact ON contact.sort_key = several.sort_key
    CROSS JOIN contact_phone ON contact_phone.contact_id = contact.id
    LEFT JOIN portal_account ON portal_account.contact_id = contact.id
    WHERE contact.deleted_at IS NULL AND contact.archived_at IS NULL
    ORDER BY contact.sort_key, contact.id, contact_phone.position)"_s;

const QString selectMalformed = uR"(
    SELECT '', contact_email.address, contact.id, contact.kind, contact.name, contact.email,
           portal_account.invited_at, portal_account.disabled_at, portal_account.password_set_at,
           coalesce(portal_account.link_number, 1)
    FROM contact_email CROSS JOIN contact ON contact.id = contact_email.contact_id
    LEFT JOIN portal_account ON portal_account.contact_id = contact.id
    WHERE contact_email.normalised = '' AND contact_email.address <> ''
      AND contact.deleted_at IS NULL AND contact.archived_at IS NULL
    ORDER BY contact.sort_key, contact.id, contact_email.position LIMIT :limit)"_s;

ConflictParty partyFromRow(const Query& row)
{
    const ContactId id{row.integer(2)};
    const auto kind = contactKindFromWord(row.text(3)).value_or(ContactKind::Person);
    PortalAccount account{id};
    account.isPerson = kind == ContactKind::Person;
    account.invitedAt = row.optionalInstant(6);
    account.disabledAt = row.optionalInstant(7);
    account.passwordSetAt = row.optionalInstant(8);
    account.linkNumber = row.integer(9);
    return {{id, kind, row.text(4), row.text(5)}, account.state()};
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

Result<void> takeShared(const Snapshot& snapshot, ConflictList& list, int most)
{
    Taker taker{list, most};
    Conflict current{Conflict::Kind::SharedAddress, {}, {}};
    QString address;
    const auto finish = [&] {
        current.isProbableDuplicate = hasNamesakes(current.parties);
        return taker.take(std::exchange(current, {Conflict::Kind::SharedAddress, {}, {}}));
    };
    auto query = snapshot.query(selectShared);
    while (query.next()) {
        if (query.text(0) != address) {
            if (!finish())
                return {};
            address = query.text(0);
            current.about = query.text(1);
        }
        addOnce(current.parties, partyFromRow(query));
    }
    if (query.error())
        return fail(*query.error());
    finish();
    return {};
}

/// Namesakes of one kind with one phone number, however it is written. Those who also share an address stand
/// there already.
class Namesakes
{
public:
    void add(const QString& number, ConflictParty party)
    {
        const QString digits = phoneDigits(number);
        if (digits.size() >= fewestDigits)
            addOnce(m_byPhone[toWord(party.brief.kind) + u' ' + digits], std::move(party));
    }

    /// Everybody who shares a number with somebody; the numbers are not told apart further.
    Conflict taken(const std::vector<std::vector<ContactId>>& sharing)
    {
        Conflict conflict{Conflict::Kind::SameName, {}, {}, true};
        for (auto& parties : m_byPhone) {
            if (parties.size() < 2 || isKnown(parties, sharing))
                continue;
            conflict.about = parties.front().brief.name;
            for (ConflictParty& party : parties)
                addOnce(conflict.parties, std::move(party));
        }
        m_byPhone.clear();
        return conflict;
    }

private:
    static constexpr int fewestDigits = 5; // fewer are an extension, or nothing

    static bool isKnown(const std::vector<ConflictParty>& parties,
                        const std::vector<std::vector<ContactId>>& sharing)
    {
        return std::any_of(sharing.begin(), sharing.end(), [&](const std::vector<ContactId>& ids) {
            return std::all_of(parties.begin(), parties.end(), [&](const ConflictParty& party) {
                return std::find(ids.begin(), ids.end(), party.brief.id) != ids.end();
            });
        });
    }

    QMap<QString, std::vector<ConflictParty>> m_byPhone;
};

Result<void> takeNamesakes(const Snapshot& snapshot, ConflictList& list, int most)
{
    std::vector<std::vector<ContactId>> sharing;
    for (const Conflict& conflict : list.conflicts) {
        if (!conflict.isProbableDuplicate)
            continue;
        sharing.emplace_back();
        for (const ConflictParty& party : conflict.parties)
            sharing.back().push_back(party.brief.id);
    }
    Taker taker{list, most};
    Namesakes namesakes;
    QString name;
    auto query = snapshot.query(selectSameName);
    while (query.next()) {
        if (query.text(0) != name) {
            if (!taker.take(namesakes.taken(sharing)))
                return {};
            name = query.text(0);
        }
        namesakes.add(query.text(1), partyFromRow(query));
    }
    if (query.error())
        return fail(*query.error());
    taker.take(namesakes.taken(sharing));
    return {};
}

Result<void> takeMalformed(const Snapshot& snapshot, ConflictList& list, int most)
{
    Taker taker{list, most};
    auto query = snapshot.query(selectMalformed);
    query.bind(":limit"_L1, most + 1);
    while (query.next()) {
        if (!taker.take({Conflict::Kind::Malformed, query.text(1), {partyFromRow(query)}}))
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
