// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/base/id.h"
#include "app/base/result.h"
#include "app/storage/database.h"

#include <QString>

#include <chrono>
#include <optional>

namespace foyer::portal_access {

inline constexpr std::chrono::minutes resetLinkLife{30};
/// A link for this contact, in the place of any earlier one. Faults: NotFound
Result<void> startReset(Transaction& transaction, ContactId contact);

/// The secret part of the contact's pending link, made anew each time: the database keeps none.
/// Faults: NotFound (nothing pending)
Result<QString> resetToken(const Snapshot& snapshot, ContactId contact);

struct ResetTarget
{
    ContactId contact;
    bool isUsable; ///< the newest, unused, younger than 30 minutes, and nothing else ended it meanwhile
};
/// Nothing for what was never a link of this studio.
Result<std::optional<ResetTarget>> resolveResetLink(const Snapshot& snapshot, const QString& token);

/// Uses the link up, in the transaction that sets the password. Faults: Conflict (not usable any more)
Result<void> spendResetLink(Transaction& transaction, const QString& token);

} // namespace foyer::portal_access
