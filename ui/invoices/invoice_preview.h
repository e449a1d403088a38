// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/invoices/issued_invoice.h"
#include "app/print/sheets.h"

namespace foyer {

/// What a client reads of an invoice: the words and amounts of its page and its paper.
print::InvoiceSheet previewOf(const IssuedInvoice& invoice);
/// Of a draft, as if it were issued on that day. Nothing when its lines do not add up.
/// @param buyer  name of whom it bills
std::optional<print::InvoiceSheet> previewOf(const InvoiceContent& content, const QString& buyer,
                                             const ScheduleDays& days);

} // namespace foyer
