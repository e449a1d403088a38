// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/base/country.h"
#include "app/invoices/e_invoice/e_invoice.h"

#include <algorithm>

namespace foyer {

using namespace Qt::StringLiterals;

namespace {

/// BR-8 to BR-11.
void checkAddress(QStringList& missing, const PostalAddress& address, const QString& whose)
{
    const QString country = address.country.simplified();
    if (country.isEmpty())
        missing += u"%1 names no country. An e-invoice needs it: add it to the address."_s.arg(whose);
    else if (!countryCodeOf(country))
        missing +=
            u"%1: “%2” is no country we know. Write its name in English or its own language, or its two "
            "letters, like DE."_s.arg(whose, country);
}

/// BR-CO-09: by it the country is known that gave the number.
void checkVatId(QStringList& missing, const QString& vatId, const QString& whose)
{
    const QString letters = vatId.simplified().left(2).toUpper();
    if (!vatId.trimmed().isEmpty() && letters != "EL"_L1 && !isCountryCode(letters))
        missing +=
            u"%1 “%2” does not begin with the letters of its country. Write it like DE123456789."_s.arg(
                whose, vatId.simplified());
}

bool has(const OrderTotals& totals, TaxCategory category)
{
    return std::any_of(totals.taxes.begin(), totals.taxes.end(),
                       [&](const TaxTotals& tax) { return tax.tax.category == category; });
}

bool isWholeCents(const OrderTotals& totals)
{
    std::vector<qint64> amounts{totals.lineNet, totals.allowance, totals.withoutTax,
                                totals.tax,     totals.rounding,  totals.payable};
    for (const LineTotals& line : totals.lines) {
        for (const qint64 amount : {line.gross, line.allowance, line.net})
            amounts.push_back(amount);
    }
    for (const TaxTotals& tax : totals.taxes) {
        for (const qint64 amount : {tax.taxable, tax.amount, tax.allowance})
            amounts.push_back(amount);
    }
    return std::all_of(amounts.begin(), amounts.end(), [](qint64 amount) { return amount % 10 == 0; });
}

} // namespace

QStringList checkForEInvoice(const IssuedInvoice& invoice)
{
    QStringList missing;
    const OrderTotals totals = totalsOf(invoice);
    if (xmlText(invoice.seller.name).isEmpty())
        missing += u"The studio has no name yet. Enter its legal name where the brand's billing is set up."_s;
    checkAddress(missing, invoice.seller.address, u"The brand's address"_s);
    if (invoice.seller.vatId.trimmed().isEmpty() && invoice.seller.taxNumber.trimmed().isEmpty())
        missing +=
            u"The brand has neither a VAT number nor a tax number. Enter one where its billing is set up."_s;
    checkVatId(missing, invoice.seller.vatId, u"The brand's VAT number"_s);
    if (xmlText(invoice.buyer.name).isEmpty())
        missing += u"The customer has no name."_s;
    checkAddress(missing, invoice.buyer.address, u"The customer's address"_s);
    checkVatId(missing, invoice.buyer.vatId, u"The customer's VAT number"_s);
    if (has(totals, TaxCategory::ReverseCharge) && invoice.buyer.vatId.trimmed().isEmpty())
        missing += u"A line is under reverse charge, so the customer's VAT number is needed."_s;
    if (has(totals, TaxCategory::OutsideScope) && totals.taxes.size() > 1)
        missing += u"Some lines are outside the scope of tax and others are not; an e-invoice cannot hold "
                   u"both. Make "
                   "those lines zero-rated or exempt, or put them on an invoice of their own."_s;
    // BR-DEC: two decimals at most, so KWD and its like pass with round sums only.
    if (invoice.currency().exponent() > 2 && !isWholeCents(totals))
        missing +=
            u"E-invoices have amounts of two decimals at most, and amounts in %1 here have three."_s.arg(
                invoice.currency().code());
    return missing;
}

} // namespace foyer
