// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/exchange/studio_import_items.h"

namespace foyer::exchange {

// Through the doors that invoices and payments go through anyway, but nobody is mailed: receipts are made and
// lie in the portal. An invoice that was issued elsewhere keeps its number and its day, and its series goes
// on behind it.

Result<void> addSchedulePreset(Transaction& transaction, const StudioSchedulePreset& preset,
                               const QString& path);
Result<void> addInvoice(Transaction& transaction, const ItemPlace& place, const StudioInvoice& invoice);
Result<void> addCreditNote(Transaction& transaction, const ItemPlace& place, const StudioCreditNote& note);
Result<void> addPayment(Transaction& transaction, const ItemPlace& place, const StudioPayment& payment);

} // namespace foyer::exchange
