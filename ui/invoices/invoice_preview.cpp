// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/invoices/invoice_preview.h"

#include "app/base/day_text.h"
#include "app/orders/order_sheet.h"

namespace foyer {

using namespace Qt::StringLiterals;

namespace {

// In the words and marks that clients get, not in those of this machine.
const QString language = u"en"_s;

print::OrderSheet sheetOfGoods(const InvoiceContent& content, const QStringList& to, QDate day)
{
    print::OrderSheet sheet = sheetOf(SentOrder{content.goods, day, to}, language);
    sheet.heading = content.type == InvoiceType::CreditNote ? u"Credit note"_s : u"Invoice"_s;
    sheet.facts.clear();
    return sheet;
}

} // namespace

print::OrderSheet previewOf(const InvoiceContent& content, const QString& buyer, QDate today)
{
    QStringList to;
    for (const QString& name : {content.buyerName, buyer}) {
        if (!name.isEmpty())
            to.append(name);
    }
    print::OrderSheet sheet = sheetOfGoods(content, to, today);
    sheet.facts = {{u"Number"_s, u"when it is issued"_s}, {u"Date"_s, dayText(today, language)}};
    if (content.serviceDay.isValid())
        sheet.facts.push_back({u"Day of the service"_s, dayText(content.serviceDay, language)});
    if (!content.buyerReference.isEmpty())
        sheet.facts.push_back({u"Your reference"_s, content.buyerReference});
    return sheet;
}

print::OrderSheet previewOf(const IssuedInvoice& invoice)
{
    print::OrderSheet sheet = previewOf(invoice.content, invoice.buyer.contactName, invoice.day);
    sheet.facts.front().second = invoice.number;
    sheet.to = {invoice.buyer.name};
    if (!invoice.buyer.contactName.isEmpty())
        sheet.to.append(invoice.buyer.contactName);
    return sheet;
}

} // namespace foyer
