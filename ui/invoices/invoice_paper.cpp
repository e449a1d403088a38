// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/invoices/invoice_paper.h"

#include "app/invoices/e_invoice/invoice_pdf.h"

namespace foyer {

Result<QByteArray> invoicePaper(const invoices::Prepared& prepared)
{
    return invoicePdf(prepared.invoice, prepared.brand);
}

} // namespace foyer
