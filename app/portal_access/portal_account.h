// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/base/id.h"
#include "app/base/time.h"

#include <optional>

namespace foyer {

enum class PortalState
{
    None,            ///< a company or a location: only people have a portal
    NeverInvited,    ///< no invite sent, no password
    MustSetPassword, ///< invited, or reset: the Direct Link asks for a new password
    Active,          ///< has a password
    Disabled,        ///< login, Direct Link and reset are refused; the password is kept
};

/// A person's way into their portal.
struct PortalAccount
{
    ContactId contact;
    bool isPerson = true;
    bool isInBin = false; ///< its portal answers neutrally until the contact is restored
    qint64 generation =
        1; ///< raised by reset, disable and password change; sessions and tokens of older ones are dead
    qint64 linkNumber = 1; ///< raised by reset: earlier Direct Links are replaced ones
    std::optional<Instant> invitedAt = {};
    std::optional<Instant> disabledAt = {};
    std::optional<Instant> lastLoginAt = {};
    std::optional<Instant> passwordSetAt = {}; ///< nothing: no password
    std::optional<Instant> resetWantedAt =
        {}; ///< asked for a new password at an address that others use, and got in no other way since
    /// Who took this contact in. Nobody gets in here any more (isInBin is set too); links lead on.
    std::optional<ContactId> mergedInto = {};

    PortalState state() const
    {
        if (!isPerson)
            return PortalState::None;
        if (disabledAt)
            return PortalState::Disabled;
        if (passwordSetAt)
            return PortalState::Active;
        return invitedAt || linkNumber > 1 ? PortalState::MustSetPassword : PortalState::NeverInvited;
    }
};

} // namespace foyer
