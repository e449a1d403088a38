// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/invoices/issued_invoice.h"
#include "app/print/sheets.h"

namespace foyer {

/// What a client reads of an invoice: the words and amounts of its page and its paper.
print::InvoiceSheet previewOf(const IssuedInvoice& invoice);

} // namespace foyer
