// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/mail/outbox.h"

#include <optional>

namespace foyer::mail {

/// Why a mail may not leave after all.
struct Objection
{
    enum class What
    {
        Hold,  ///< somebody at the desk decides
        Cancel ///< it is no longer true
    };
    What what;
    QString reason;             ///< for people
    bool isResetWanted = false; ///< the studio is told that its recipient is locked out
};

/// What happened since it was queued, asked once more before it leaves (invariant A3). What the desk excused
/// stands against it no more; that its link would lead nowhere, nobody can excuse.
Result<std::optional<Objection>> objectionTo(const Snapshot& snapshot, const Mail& mail,
                                             const portal_access::Addresses& addresses);

/// What stands against it at this moment and may be excused, as words to be kept with the mail; beside what
/// was excused before.
Result<QString> excusedByNow(const Snapshot& snapshot, const Mail& mail);
/// Beside what was excused before: that the address is none of its contact's.
Result<QString> excusedWithAddress(const Snapshot& snapshot, const Mail& mail);

/// Whether links to this brand's pages lead anywhere.
bool hasAddressFor(const portal_access::Addresses& addresses, const BrandDetails& brand);

} // namespace foyer::mail
