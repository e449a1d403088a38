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
    QString reason; ///< for people
};

/// What happened since it was queued, asked once more before it leaves (invariant A3). What the desk insisted
/// on stays, unless its link would lead nowhere.
Result<std::optional<Objection>> objectionTo(const Snapshot& snapshot, const Mail& mail,
                                             const portal_access::Addresses& addresses);

} // namespace foyer::mail
