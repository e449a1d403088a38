// SPDX-License-Identifier: GPL-3.0-or-later
#include "portal_server/portal/transfer_code.h"

#include "app/payments/codes/creditor_reference.h"
#include "app/payments/codes/epc_code.h"
#include "app/payments/codes/qr_image.h"
#include "app/payments/codes/swiss_bill.h"

namespace foyer::web {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype longestEpcName = 70;

Result<QrMatrix> swissCodeOf(const IssuedInvoice& invoice, const Iban& iban, Money amount,
                             const QString& text)
{
    const TransferDetails& transfer = invoice.transfer;
    SwissBill bill{.iban = iban,
                   .creditor = swissAddress(transfer.accountHolder, invoice.seller.address, iban.country()),
                   .currency = invoice.currency(),
                   .amount = amount,
                   .debtor = swissAddress(invoice.buyer.name, invoice.buyer.address, iban.country()),
                   .reference = transfer.reference,
                   .message = text};
    auto code = swissCode(bill);
    if (code)
        return code;
    bill.debtor.reset(); // half an address is none
    return swissCode(bill);
}

Result<QrMatrix> epcCodeOf(const IssuedInvoice& invoice, const Iban& iban, Money amount, const QString& text)
{
    const TransferDetails& transfer = invoice.transfer;
    const bool hasReference = creditorReferenceFromText(transfer.reference).has_value();
    return epcCode({.name = transfer.accountHolder.left(longestEpcName),
                    .iban = iban,
                    .bic = transfer.bic,
                    .amount = amount,
                    .purpose = {},
                    .reference = hasReference ? transfer.reference : QString{},
                    .text = hasReference ? QString{} : text,
                    .note = {}});
}

} // namespace

std::optional<TransferCode> transferCode(const IssuedInvoice& invoice, qint64 minor)
{
    const auto iban = Iban::fromText(invoice.transfer.iban);
    if (!iban || minor <= 0)
        return std::nullopt;
    const bool isSwiss = iban->isSwiss();
    const Money amount = Money::ofMinor(minor, invoice.currency());
    const QString text = u"Invoice %1"_s.arg(invoice.number);
    const auto code =
        isSwiss ? swissCodeOf(invoice, *iban, amount, text) : epcCodeOf(invoice, *iban, amount, text);
    if (!code)
        return std::nullopt;
    return TransferCode{QString::fromUtf8(qrSvg(*code, isSwiss ? QrMark::SwissCross : QrMark::None))};
}

} // namespace foyer::web
