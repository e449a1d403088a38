// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/invoices/issued_invoice.h"
#include "app/print/sheets.h"

namespace foyer {

/// Everything of an issued invoice in words: the one source of what page and paper show, so that they show
/// the same. Letterhead and paper are left to the caller.
/// @param language  BCP 47, for amounts and days; the words themselves are English
print::InvoiceSheet sheetOf(const IssuedInvoice& invoice, const QString& language);

/// Name and address of a party as on an envelope, line by line.
/// @param from  whose country goes without saying
QStringList envelopeLines(const Party& party, const PostalAddress& from);

/// The seller before the tax office, on one line: "VAT number DE123456789 · Tax number 12/345/67890".
QString imprintOf(const Party& seller);

} // namespace foyer
