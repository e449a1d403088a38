// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/base/result.h"
#include "app/storage/database.h"

/// Reminders (see app/invoices/reminders.h) that wait in the Outbox when the ledger makes them untrue.
namespace foyer::payments {

/// Cancels reminders that still wait in the Outbox and are no longer true (invariant A3): their instalment is
/// paid or given back, or their reader is no recipient any more. The ledger calls it whenever it settles.
Result<void> dropOutdated(Transaction& transaction, ItemId invoice);
/// Those of an instalment whose day moves.
Result<void> dropOfMoved(Transaction& transaction, InstalmentId instalment);

} // namespace foyer::payments
