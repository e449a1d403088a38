// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/orders/order_pdf.h"

namespace foyer::orders {

Result<QByteArray> pdfOf(const Prepared& prepared)
{
    print::OrderSheet sheet = prepared.sheet;
    sheet.letterhead = print::letterheadOf(prepared.brand);
    sheet.paper = print::paperOf(prepared.brand);
    return print::orderPdf(sheet);
}

} // namespace foyer::orders
