// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/invoices/issued_invoice.h"
#include "app/print/sheets.h"

namespace foyer {

/// What a client reads of an invoice: the words and amounts of its page.
print::OrderSheet previewOf(const IssuedInvoice& invoice);
/// Of a draft: without number and parties, as of this day.
/// @param buyer  name of whom it bills
print::OrderSheet previewOf(const InvoiceContent& content, const QString& buyer, QDate today);

} // namespace foyer
