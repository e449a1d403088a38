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

std::optional<print::InvoiceSheet> previewOf(const InvoiceContent& content, const QString& buyer,
                                             const ScheduleDays& days)
{
    const auto totals = totalsOf(content.goods);
    if (!totals)
        return std::nullopt;
    IssuedInvoice invoice;
    invoice.content = content;
    invoice.number = u"–"_s; // it is given when it is issued
    invoice.day = days.issue;
    invoice.buyer.name = buyer;
    invoice.buyer.vatId = content.buyerVatId;
    if (!content.buyerName.isEmpty()) {
        invoice.buyer.name = content.buyerName;
        invoice.buyer.contactName = buyer;
    }
    if (content.type == InvoiceType::Invoice) {
        if (auto instalments = instalmentsOf(content.schedule, totals->payable, days))
            invoice.instalments = std::move(*instalments);
    }
    return sheetOf(invoice, language);
}

} // namespace foyer
