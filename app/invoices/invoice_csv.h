// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/base/result.h"
#include "app/storage/database.h"

#include <QByteArray>

namespace foyer::invoices {

/// A table for spreadsheets and tax advisers: one row for each issued invoice and credit note, by day and
/// number. RFC 4180 in UTF-8 with a byte order mark. Amounts are exact, in all the decimals of their currency
/// with a point; those of a credit note are above zero, as they stand on it. Days are ISO 8601. What a
/// spreadsheet would calculate is neutralised (invariant P14). Faults: Storage
Result<QByteArray> invoicesCsv(const Snapshot& snapshot);

} // namespace foyer::invoices
