// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/base/result.h"
#include "app/storage/database.h"

#include <QByteArray>

namespace foyer::payments {

/// One row for each payment, refund and dispute, pending and failed ones too, by day. In the form of
/// invoices::invoicesCsv. `Invoices` says what of it went where: "2027-0001 100.00; 2027-0002 20.00".
/// Faults: Storage
Result<QByteArray> paymentsCsv(const Snapshot& snapshot);

} // namespace foyer::payments
