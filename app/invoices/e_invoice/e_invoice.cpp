// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/invoices/e_invoice/e_invoice.h"

#include "app/base/country.h"
#include "app/base/day_text.h"
#include "app/base/money_text.h"
#include "app/base/text.h"
#include "app/invoices/tax_reason.h"
#include "app/payments/codes/iban.h"

#include <algorithm>

namespace foyer {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 oneUnit = 1'000;
const QString english = u"en"_s;

QStringList streetLines(const QString& street)
{
    QStringList lines;
    for (const QString& line : street.split(u'\n')) {
        const QString clean = xmlText(line);
        if (clean.isEmpty())
            continue;
        if (lines.size() < 3)
            lines += clean;
        else
            lines.last() += u", "_s + clean; // there is no fourth
    }
    return lines;
}

EInvoiceParty partyOf(const Party& party)
{
    EInvoiceParty result;
    result.name = xmlText(party.name);
    result.vatId = xmlText(party.vatId).remove(u' ').toUpper();
    result.taxNumber = xmlText(party.taxNumber);
    result.street = streetLines(party.address.street);
    result.city = xmlText(party.address.city);
    result.postalCode = xmlText(party.address.postalCode);
    result.region = xmlText(party.address.region);
    result.country = countryCodeOf(party.address.country).value_or(QString{});
    result.email = xmlText(party.email);
    result.contactName = xmlText(party.contactName);
    result.phone = xmlText(party.phone);
    return result;
}

/// What a line costs, in the words of EN 16931: quantity × (price ÷ what the price is for) − allowance = net.
void priceLine(EInvoiceLine& line, const OrderLine& source, const LineTotals& totals,
               const OrderContent& goods)
{
    const bool includesTax = goods.pricesIncludeTax;
    // A price is never below zero (BR-27): what is given back has a quantity below zero.
    const bool isBack = (source.milliQuantity < 0) != (source.unitPrice < 0) && source.unitPrice != 0;
    const qint64 quantity = std::abs(source.milliQuantity);
    line.milliQuantity = isBack ? -quantity : source.unitPrice == 0 ? source.milliQuantity : quantity;
    line.price = std::abs(source.unitPrice);
    line.priceMilliQuantity = 0;
    line.net = totals.net;
    const QString reason = source.discount.milliPercent != 0
                               ? u"Discount of %1 %"_s.arg(milliText(source.discount.milliPercent))
                               : u"Discount"_s;
    // In yen, say, the rounded product is further off than readers allow for.
    const bool isExact =
        goods.currency.exponent() >= 2 || WideInteger{source.milliQuantity} * source.unitPrice % oneUnit == 0;
    if (!includesTax && totals.allowance >= 0 && isExact) {
        if (totals.allowance > 0)
            line.allowance = {totals.allowance, totals.gross, source.discount.milliPercent, reason};
        return;
    }
    // The price of all of it, before tax: that of one unit has decimals without end.
    qint64 whole = totals.net;
    if (totals.allowance > 0) {
        const WideInteger divisor = 100'000 + (includesTax ? line.tax.milliPercent : 0);
        const WideInteger before = (WideInteger{totals.gross} * 100'000 * 2 + divisor) / (divisor * 2);
        if (before > totals.net) {
            whole = qint64(before);
            line.allowance = {whole - totals.net, whole, 0, reason};
        }
    }
    if (quantity == 0) {
        line.price = 0;
        return;
    }
    line.milliQuantity = whole < 0 ? -quantity : quantity;
    const qint64 price = std::abs(whole);
    if (WideInteger{price} * oneUnit % quantity == 0) {
        line.price = qint64(WideInteger{price} * oneUnit / quantity);
    } else {
        line.price = price;
        line.priceMilliQuantity = quantity;
    }
}

std::vector<EInvoiceLine> linesOf(const IssuedInvoice& invoice, const OrderTotals& totals)
{
    std::vector<EInvoiceLine> lines;
    const OrderContent& goods = invoice.content.goods;
    for (std::size_t i = 0; i < goods.lines.size(); ++i) {
        const OrderLine& source = goods.lines[i];
        EInvoiceLine line{};
        line.name = xmlText(singleLine(source.title));
        line.description = xmlText(source.details);
        line.unit = unitCode(source.unit);
        line.tax = {source.tax.category, source.tax.milliPercent, {}, {}};
        priceLine(line, source, totals.lines[i], goods);
        if (line.name.isEmpty())
            line.name = QString::number(i + 1);
        lines.push_back(std::move(line));
    }
    return lines;
}

QString termsOf(const IssuedInvoice& invoice)
{
    const std::vector<Instalment>& instalments = invoice.instalments;
    if (invoice.isCreditNote())
        return u"This is given back of invoice %1."_s.arg(invoice.content.credits.number);
    if (instalments.empty())
        return u"Nothing is to be paid."_s;
    if (instalments.size() == 1)
        return u"Payable by %1."_s.arg(dayText(instalments.front().due, english));
    QStringList parts;
    for (const Instalment& one : instalments)
        parts += u"%1: %2 %3 by %4"_s.arg(
            one.label.isEmpty() ? u"Instalment"_s : singleLine(one.label), invoice.currency().code(),
            plainDecimal(one.amount, invoice.currency().exponent()), dayText(one.due, english));
    return parts.join(u'\n');
}

bool isSepaTransfer(const QString& iban, Currency currency)
{
    const auto account = Iban::fromText(iban);
    return currency == eur && account && account->isSepa();
}

bool fitsXRechnung(const EInvoice& invoice)
{
    const EInvoiceParty& seller = invoice.seller;
    const EInvoiceParty& buyer = invoice.buyer;
    const auto digits =
        std::count_if(seller.phone.begin(), seller.phone.end(), [](QChar c) { return c.isDigit(); });
    return !invoice.buyerReference.isEmpty() && (seller.country == "DE"_L1 || buyer.country == "DE"_L1) &&
           !seller.city.isEmpty() && !seller.postalCode.isEmpty() && isEmailAddress(seller.email) &&
           digits >= 3 && !buyer.city.isEmpty() && !buyer.postalCode.isEmpty() &&
           isEmailAddress(buyer.email) && !invoice.transfer.iban.isEmpty();
}

} // namespace

Result<EInvoice> eInvoiceOf(const IssuedInvoice& invoice)
{
    if (const QStringList missing = checkForEInvoice(invoice); !missing.isEmpty())
        return fail(Fault::Invalid, missing.front());
    const OrderContent& goods = invoice.content.goods;
    EInvoice result;
    result.currency = invoice.currency();
    result.totals = totalsOf(invoice);
    result.isCreditNote = invoice.isCreditNote();
    result.number = xmlText(invoice.number);
    result.day = invoice.day;
    result.serviceDay = invoice.content.serviceDay;
    result.due = invoice.instalments.empty() ? QDate{} : invoice.instalments.back().due;
    result.buyerReference = xmlText(invoice.content.buyerReference);
    for (const QString& note : {goods.title, goods.introduction, goods.closing, invoice.sellerNote}) {
        if (const QString clean = xmlText(note); !clean.isEmpty())
            result.notes += clean;
    }
    result.seller = partyOf(invoice.seller);
    result.buyer = partyOf(invoice.buyer);
    if (result.seller.contactName.isEmpty())
        result.seller.contactName = result.seller.name;
    result.credits = invoice.content.credits;
    result.lines = linesOf(invoice, result.totals);
    for (const TaxTotals& tax : result.totals.taxes)
        result.taxes.push_back({{tax.tax.category, tax.tax.milliPercent, xmlText(taxReason(tax.tax)),
                                 taxReasonCode(tax.tax.category)},
                                tax.taxable,
                                tax.amount,
                                tax.allowance});
    result.allowanceReason = goods.discount.milliPercent != 0
                                 ? u"Discount of %1 %"_s.arg(milliText(goods.discount.milliPercent))
                                 : u"Discount"_s;
    const bool isOutside = result.taxes.front().tax.category == TaxCategory::OutsideScope;
    if (result.seller.vatId.isEmpty() || isOutside) // BR-CO-26
        result.seller.identifier =
            result.seller.vatId.isEmpty() ? result.seller.taxNumber : result.seller.vatId;
    if (isOutside) { // BR-O-02
        result.seller.vatId.clear();
        result.buyer.vatId.clear();
    }
    result.terms = termsOf(invoice);
    result.transfer = invoice.transfer;
    result.accountHolder = xmlText(invoice.transfer.accountHolder);
    result.isSepa = isSepaTransfer(invoice.transfer.iban, invoice.currency());
    result.isXRechnung = fitsXRechnung(result);
    if (result.isCreditNote && !result.isXRechnung)
        result.transfer = {}; // nobody is to pay
    return result;
}

} // namespace foyer
