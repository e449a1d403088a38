// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/base/result.h"
#include "app/invoices/issued_invoice.h"

#include <QByteArray>

namespace foyer {

/// UBL 2.1 by EN 16931, an Invoice or a CreditNote; by XRechnung where the invoice holds all that this wants.
/// Faults: Invalid (the first sentence of checkForEInvoice)
Result<QByteArray> ublOf(const IssuedInvoice& invoice);

} // namespace foyer
