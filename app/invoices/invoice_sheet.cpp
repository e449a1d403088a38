// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/invoices/invoice_sheet.h"

#include "app/base/country.h"
#include "app/base/day_text.h"
#include "app/base/money_text.h"
#include "app/base/text.h"
#include "app/invoices/payment_part.h"
#include "app/invoices/tax_reason.h"
#include "app/orders/order_sheet.h"

namespace foyer {

using namespace Qt::StringLiterals;

namespace {

print::Facts factsOf(const IssuedInvoice& invoice, const QString& language)
{
    print::Facts facts;
    const auto add = [&](const QString& label, const QString& value) {
        if (!value.trimmed().isEmpty())
            facts.emplace_back(label, value);
    };
    const InvoiceContent& content = invoice.content;
    add(u"Number"_s, invoice.number);
    add(u"Date"_s, dayText(invoice.day, language));
    add(u"Date of service"_s, dayText(content.serviceDay, language));
    if (invoice.instalments.size() == 1)
        add(u"Due"_s, dayText(invoice.instalments.front().due, language));
    if (invoice.isCreditNote()) {
        const QString day = dayText(content.credits.day, language);
        add(u"For invoice"_s,
            day.isEmpty() ? content.credits.number : u"%1 of %2"_s.arg(content.credits.number, day));
    }
    add(u"Your VAT number"_s, invoice.buyer.vatId);
    add(u"Your reference"_s, content.buyerReference);
    return facts;
}

/// Why there is no tax, unless the name of the tax among the totals says so already.
QStringList taxNotes(const IssuedInvoice& invoice)
{
    QStringList notes;
    for (const TaxTotals& tax : totalsOf(invoice).taxes) {
        const QString reason = taxReason(tax.tax);
        switch (tax.tax.category) {
        case TaxCategory::Standard:
        case TaxCategory::ZeroRated:
        case TaxCategory::OutsideScope:
            break;
        case TaxCategory::Exempt:
            if (reason != tax.tax.name)
                notes += reason + u'.';
            break;
        case TaxCategory::ReverseCharge:
            notes += u"Reverse charge: the tax is owed by the customer."_s;
            break;
        }
    }
    return notes;
}

std::vector<print::InstalmentLine> scheduleOf(const IssuedInvoice& invoice, const QString& language)
{
    std::vector<print::InstalmentLine> lines;
    if (invoice.instalments.size() < 2)
        return lines;
    int number = 0;
    for (const Instalment& one : invoice.instalments) {
        ++number;
        lines.push_back({one.label.isEmpty() ? u"Instalment %1"_s.arg(number) : one.label,
                         dayText(one.due, language),
                         moneyText(Money::ofMinor(one.amount, invoice.currency()), language)});
    }
    return lines;
}

} // namespace

QStringList envelopeLines(const Party& party, const PostalAddress& from)
{
    const PostalAddress& address = party.address;
    QStringList lines{party.name};
    if (party.contactName != party.name)
        lines += party.contactName;
    lines += address.street.split(u'\n');
    // As on letterheads: where there is a region, the postal code stands behind it.
    QStringList town = address.region.isEmpty()
                           ? QStringList{address.postalCode, address.city}
                           : QStringList{address.city, address.region, address.postalCode};
    town.removeAll(QString{});
    lines += town.join(u' ');
    const auto country = countryCodeOf(address.country);
    if (!country || country != countryCodeOf(from.country))
        lines += address.country;
    QStringList clean;
    for (const QString& line : lines) {
        if (const QString one = singleLine(line); !one.isEmpty())
            clean += one;
    }
    return clean;
}

QString imprintOf(const Party& seller)
{
    QStringList parts{seller.name};
    if (!seller.vatId.isEmpty())
        parts += u"VAT number "_s + seller.vatId;
    if (!seller.taxNumber.isEmpty())
        parts += u"Tax number "_s + seller.taxNumber;
    return parts.join(u" · "_s);
}

print::InvoiceSheet sheetOf(const IssuedInvoice& invoice, const QString& language)
{
    const OrderContent& goods = invoice.content.goods;
    // Lines and totals are an order's, so that both count and read alike.
    const print::OrderSheet charged = sheetOf(SentOrder{goods, invoice.day, {}}, language);
    print::InvoiceSheet sheet;
    sheet.language = language;
    sheet.heading = invoice.isCreditNote() ? u"Credit note"_s : u"Invoice"_s;
    sheet.title = goods.title;
    QStringList sender = envelopeLines(invoice.seller, invoice.seller.address);
    sheet.returnTo = sender.join(u" · "_s);
    sheet.to = envelopeLines(invoice.buyer, invoice.seller.address);
    sheet.facts = factsOf(invoice, language);
    sheet.introduction = goods.introduction;
    sheet.columns = charged.columns;
    sheet.lines = charged.lines;
    sheet.totals = charged.totals;
    sheet.taxNotes = taxNotes(invoice);
    if (!invoice.sellerNote.trimmed().isEmpty())
        sheet.taxNotes += invoice.sellerNote.trimmed();
    sheet.scheduleHeading = u"Payable in instalments"_s;
    sheet.schedule = scheduleOf(invoice, language);
    sheet.payment = paymentPartOf(invoice, language);
    sheet.closing = goods.closing;
    sheet.imprint = imprintOf(invoice.seller);
    sheet.pageOf = charged.pageOf;
    return sheet;
}

} // namespace foyer
