// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/invoices/invoice_paper.h"

namespace foyer {

using namespace Qt::StringLiterals;

Result<QByteArray> invoicePaper(const invoices::Prepared& prepared)
{
    return fail(Fault::Invalid,
                u"This build of Foyer cannot make the PDF of invoice %1."_s.arg(prepared.invoice.number));
}

} // namespace foyer
