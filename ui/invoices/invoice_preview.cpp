// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/invoices/invoice_preview.h"

#include "app/invoices/invoice_sheet.h"

namespace foyer {

using namespace Qt::StringLiterals;

namespace {

// In the words and marks that clients get, not in those of this machine.
const QString language = u"en"_s;

} // namespace

print::InvoiceSheet previewOf(const IssuedInvoice& invoice)
{
    return sheetOf(invoice, language);
}

} // namespace foyer
