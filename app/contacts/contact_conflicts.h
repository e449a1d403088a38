// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/contacts/contact_store.h"
#include "app/portal_access/portal_account.h"

#include <vector>

namespace foyer::contacts {

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
    bool isProbableDuplicate = false; ///< two of one kind have the same name: one contact twice, most likely
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

} // namespace foyer::contacts
