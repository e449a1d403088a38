// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/payments/receipt_sheet.h"

#include "app/base/day_text.h"
#include "app/base/money_text.h"
#include "app/print/pdf_archive.h"

#include <optional>

namespace foyer {

using namespace Qt::StringLiterals;

namespace {

const QString pageLanguage = u"en"_s;

QString methodText(PaymentMethod method)
{
    switch (method) {
    case PaymentMethod::Card:
        return u"Card"_s;
    case PaymentMethod::BankTransfer:
        return u"Bank transfer"_s;
    case PaymentMethod::Cash:
        return u"Cash"_s;
    case PaymentMethod::Cheque:
        return u"Cheque"_s;
    case PaymentMethod::Other:
        return {};
    }
    Q_UNREACHABLE();
}

} // namespace

print::ReceiptSheet sheetOf(const ReceiptContent& receipt, const QString& language)
{
    const auto money = [&](qint64 minor) {
        return moneyText(Money::ofMinor(minor, receipt.currency), language);
    };
    print::ReceiptSheet sheet;
    sheet.language = language;
    sheet.heading = u"Receipt"_s;
    sheet.title = u"Payment received"_s;
    if (!receipt.payer.isEmpty())
        sheet.to = {receipt.payer};
    // Of its own, and the same for ever: a payment has one receipt.
    constexpr int numberLength = 8;
    if (!receipt.paymentUid.isEmpty())
        sheet.facts.emplace_back(u"Number"_s, receipt.paymentUid.left(numberLength).toUpper());
    sheet.facts.emplace_back(u"Received"_s, dayText(receipt.day, language));
    if (const QString method = methodText(receipt.method); !method.isEmpty())
        sheet.facts.emplace_back(u"Paid by"_s, method);
    sheet.amountLabel = u"Received with thanks"_s;
    sheet.amount = money(receipt.amount);
    sheet.columns = {u"Put towards"_s, u"Amount"_s};
    std::optional<qint64> open; // of what the payer sees
    for (const ReceiptContent::Line& line : receipt.lines) {
        const QString rest = !line.openAfter       ? QString{}
                             : *line.openAfter > 0 ? u"%1 stays open"_s.arg(money(*line.openAfter))
                                                   : u"Paid in full"_s;
        sheet.parts.push_back(
            {u"Invoice %1"_s.arg(line.invoiceNumber), line.title, rest, money(line.amount)});
        if (line.openAfter)
            open = open.value_or(0) + *line.openAfter;
    }
    if (receipt.surcharge != 0)
        sheet.parts.push_back({u"Surcharge for the way of payment"_s, {}, {}, money(receipt.surcharge)});
    if (receipt.credit != 0)
        sheet.parts.push_back({u"Kept as credit"_s,
                               u"It can be put towards another invoice, or paid back."_s,
                               {},
                               money(receipt.credit)});
    if (open)
        sheet.totals.push_back({u"Open balance"_s, money(*open), true});
    sheet.pageOf = u"Page %1 of %2"_s;
    return sheet;
}

Result<QByteArray> receiptPdf(const ReceiptContent& receipt, const BrandDetails& brand,
                              const QString& imprint)
{
    print::ReceiptSheet sheet = sheetOf(receipt, pageLanguage);
    sheet.letterhead = print::letterheadOf(brand);
    sheet.paper = print::paperOf(brand);
    sheet.imprint = imprint;
    const auto pages = print::receiptPdf(sheet);
    if (!pages)
        return pages;
    return print::archivedPdf(*pages, {sheet.heading, pageLanguage, brand.name, {}, {}});
}

} // namespace foyer
