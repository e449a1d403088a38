// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/base/result.h"
#include "app/portal_access/portal_account.h"
#include "app/storage/database.h"

#include <QString>

#include <optional>

namespace foyer::portal_access {

/// The secret part of a contact's current Direct Link: 59 URL-safe characters with a 256-bit
/// authenticator. Derived from a random key of the studio, the contact and its link number, so that the
/// profile can show it at any time and the database holds no link at all.
/// It is a pointer, never a login: all it can do is let a contact without password set one.
/// Faults: NotFound, Invalid (not a person), Conflict (merged into another contact)
Result<QString> directLinkToken(const Snapshot& snapshot, ContactId contact);

struct LinkTarget
{
    ContactId contact; ///< who took the link's contact in, if it was merged
    bool isCurrent;    ///< false: it was replaced by a reset
};
/// Nothing for what no studio of this key ever made.
Result<std::optional<LinkTarget>> resolveDirectLink(const Snapshot& snapshot, const QString& token);

} // namespace foyer::portal_access
