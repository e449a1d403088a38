// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/base/result.h"
#include "app/brands/billing.h"
#include "app/invoices/invoice_content.h"
#include "app/storage/database.h"

/// Numbers of a brand: those of its invoices and of its credit notes count apart, by year or for ever
/// (invariant M4).
namespace foyer::invoices {

struct Numbering
{
    BrandId brand;
    BillingDetails billing;
    InvoiceType type;
    QDate day; ///< of issue
};

/// The one that would be given now. A number that came in from elsewhere is not given again.
Result<QString> nextNumber(const Snapshot& snapshot, const Numbering& numbering);
/// Takes it, in the transaction that issues. Faults: Conflict (it is no longer the next one)
Result<void> takeNumber(Transaction& transaction, const Numbering& numbering, const QString& number);

/// Whether a number that was given elsewhere may come in. Faults: Invalid (too long, not what a number is
/// made of), Conflict (the brand has an invoice of this number)
Result<void> checkGiven(const Snapshot& snapshot, BrandId brand, const QString& number);
/// The series of that day goes on behind it, where it reads like one of the series.
Result<void> continueBehind(Transaction& transaction, const Numbering& numbering, const QString& number);

} // namespace foyer::invoices
