// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/base/result.h"
#include "app/storage/database.h"

#include <QStringList>

namespace foyer::invoices {

struct LedgerReport
{
    qint64 invoices = 0; ///< issued ones, credit notes among them
    qint64 payments = 0; ///< refunds and disputes among them
    qint64 receipts = 0;
    QStringList problems; ///< one sentence each, the first hundred; empty: all adds up
};

/// Reads all of the money anew: what was issued fits its hash, its number and its total; instalments are the
/// total (invariant M3); nothing is paid or given back twice or beyond what there was; money that is not
/// there pays nothing; what went from a payment to an invoice is of one currency; receipts fit their hash and
/// their payment. Takes seconds for thousands. Fault: Storage
Result<LedgerReport> verifyLedger(const Snapshot& snapshot);

} // namespace foyer::invoices
