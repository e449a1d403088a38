// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/invoices/issued_invoice.h"
#include "app/print/sheets.h"

namespace foyer {

/// How the buyer pays by transfer: account, reference, and the code or slip that a banking app reads. Nothing
/// for a credit note, or where nothing is to be paid.
print::PaymentSheet paymentPartOf(const IssuedInvoice& invoice, const QString& language);

} // namespace foyer
