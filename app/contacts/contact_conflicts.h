// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/contacts/contact_store.h"
#include "app/portal_access/portal_account.h"

#include <optional>
#include <vector>

namespace foyer::contacts {

/// What two writings of one name have in common: "Zoë Farrelly-Stroud" and "zoe farrelly stroud". Case,
/// accents, hyphens, blanks and points do not count. Empty: nothing that could be compared.
QString nameKey(QStringView name);
/// The same for phone numbers: the last nine digits, so that a country's number does not count. Empty: too
/// short to tell.
QString phoneKey(QStringView number);
/// Of one kind, and called the same.
bool isNamesake(const ContactBrief& a, const ContactBrief& b);

/// A live contact in a conflict.
struct ConflictParty
{
    ContactBrief brief;
    PortalState portal;
    bool operator==(const ConflictParty&) const = default;
};

/// Something about addresses that a studio may want to put in order. Only a hint: logins go on.
struct Conflict
{
    enum class Kind
    {
        SharedAddress, ///< several use it: a forgotten password needs the studio
        SameName,      ///< same name and same phone number: probably one contact twice
        Malformed,     ///< no mail can be sent to it, nobody can log in with it
    };

    Kind kind;
    QString about;                      ///< the address as typed, or the name
    std::vector<ConflictParty> parties; ///< by name; one, for a malformed address
    bool isProbableDuplicate = false;   ///< two are namesakes: maybe one contact twice
    bool operator==(const Conflict&) const = default;
};

struct ConflictList
{
    std::vector<Conflict> conflicts; ///< by kind, then by what they are about
    bool isCut = false;              ///< there are more of some kind than were asked for
};

/// Every conflict among live contacts; archived, binned and merged ones neither count nor are counted.
/// @param most  of each kind, > 0. Safe on any thread. Not for the window's: up to half a second on 100,000
/// contacts when thousands share names.
Result<ConflictList> conflicts(const Snapshot& snapshot, int most);

/// A live contact of the same kind that may be the same one.
struct Lookalike
{
    ContactBrief brief;
    bool sharesEmail = false;
    bool sharesPhone = false; ///< asked only of namesakes
    bool isNamesake = false;
    bool hasSimilarName = false; ///< every word of the name is found there
    std::optional<RelationKind> relation =
        {}; ///< what it is to the other one: then they are two, most likely

    /// One contact twice, most likely: the same rule as for a Conflict.
    bool isProbable() const { return isNamesake && (sharesEmail || sharesPhone) && !relation; }
};

/// Whom this contact might be merged with, the likeliest first, related ones last. Faults: NotFound.
/// < 20 ms on 100,000 contacts.
Result<std::vector<Lookalike>> lookalikes(const Snapshot& snapshot, ContactId id);

} // namespace foyer::contacts
