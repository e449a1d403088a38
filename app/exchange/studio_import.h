// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/base/result.h"
#include "app/exchange/studio_document.h"
#include "app/storage/database.h"

namespace foyer::exchange {

/// What bringing a studio JSON in does, or would do.
struct StudioCounts
{
    int settings = 0;
    int brands = 0;
    int contacts = 0;
    int relations = 0;
    int jobs = 0;
    int documents = 0;         ///< orders, contracts, questionnaires, invoices and credit notes on those jobs
    int brandsAlreadyHere = 0; ///< by username: the studio's stay as they are
    int contactsAlreadyHere = 0; ///< by uid: the studio's stay as they are
    int jobsAlreadyHere = 0;     ///< by uid, with all that is on them
    int sharedEmails = 0; ///< new contacts whose email somebody else uses, here or in the file; never merged
    int payments = 0;     ///< on those jobs

    bool operator==(const StudioCounts&) const = default;
};

/// What bringing it in would do; checks everything that bringing it in checks. Writes nothing.
/// Faults: Invalid (detail begins with the place in the file), Conflict, Storage
Result<StudioCounts> forecast(const Snapshot& snapshot, const StudioDocument& document);

/// Brings everything in, or nothing: all in the caller's transaction. Queues no mail to anybody.
/// Faults: those of forecast
Result<StudioCounts> bringIn(Transaction& transaction, const StudioDocument& document);

} // namespace foyer::exchange
