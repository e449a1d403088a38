// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/invoices/payment_part.h"

#include "app/base/day_text.h"
#include "app/base/money_text.h"
#include "app/payments/codes/creditor_reference.h"
#include "app/payments/codes/epc_code.h"
#include "app/payments/codes/iban.h"
#include "app/payments/codes/qr_image.h"
#include "app/payments/codes/swiss_bill.h"
#include "app/payments/codes/swiss_bill_picture.h"

#include <QPainter>

namespace foyer {

using namespace Qt::StringLiterals;

namespace {

QString payeeOf(const IssuedInvoice& invoice)
{
    const QString& holder = invoice.transfer.accountHolder;
    return holder.isEmpty() ? invoice.seller.name : holder;
}

/// As much of a name as a code takes, without half of a character at its end.
QString fitted(QString name, qsizetype most)
{
    name.truncate(most);
    if (!name.isEmpty() && name.back().isHighSurrogate())
        name.chop(1);
    return name;
}

/// What a payee's statement is to say where no reference is checked by banks.
QString purposeOf(const IssuedInvoice& invoice)
{
    return u"Invoice %1"_s.arg(invoice.number);
}

/// A code with the first instalment; nothing where no banking app would take it.
void addEpcCode(print::PaymentSheet& part, const IssuedInvoice& invoice, const Iban& iban)
{
    const TransferDetails& transfer = invoice.transfer;
    const bool hasReference = creditorReferenceFromText(transfer.reference).has_value();
    EpcTransfer epc{.name = fitted(payeeOf(invoice), 70),
                    .iban = iban,
                    .bic = transfer.bic,
                    .amount = Money::ofMinor(invoice.instalments.front().amount, invoice.currency()),
                    .purpose = {},
                    .reference = hasReference ? transfer.reference : QString{},
                    .text = hasReference ? QString{} : fitted(purposeOf(invoice), 140),
                    .note = {}};
    const auto code = epcCode(epc);
    if (!code)
        return;
    part.code = [code = *code](QPainter& painter, const QRectF& box) { drawQr(painter, box, code); };
    part.codeCaption = invoice.instalments.size() == 1 ? u"Scan with your banking app"_s
                                                       : u"Scan to pay the first instalment"_s;
}

/// The payment part of a Swiss QR-bill; with an amount where there is but one to pay.
void addSwissSlip(print::PaymentSheet& part, const IssuedInvoice& invoice, const Iban& iban,
                  const QString& language)
{
    const TransferDetails& transfer = invoice.transfer;
    const bool isWhole = invoice.instalments.size() == 1;
    SwissBill bill{.iban = iban,
                   .creditor = swissAddress(payeeOf(invoice), invoice.seller.address, iban.country()),
                   .currency = invoice.currency(),
                   .amount = {},
                   .debtor = swissAddress(invoice.buyer.name, invoice.buyer.address, iban.country()),
                   .reference = transfer.reference,
                   .message = purposeOf(invoice)};
    if (isWhole)
        bill.amount = Money::ofMinor(invoice.instalments.front().amount, invoice.currency());
    if (!swissPayload(bill))
        bill.debtor.reset(); // the payer writes it in by hand
    if (!swissPayload(bill))
        return;
    part.slip = [bill, language](QPainter& painter, const QRectF& box) {
        const auto drawn = drawSwissBill(painter, box, bill, language);
        Q_ASSERT(drawn);
    };
}

} // namespace

print::PaymentSheet paymentPartOf(const IssuedInvoice& invoice, const QString& language)
{
    print::PaymentSheet part;
    const TransferDetails& transfer = invoice.transfer;
    if (invoice.instalments.empty() || (transfer.iban.isEmpty() && transfer.note.trimmed().isEmpty()))
        return part;
    part.heading = u"How to pay by bank transfer"_s;
    const Instalment& first = invoice.instalments.front();
    part.facts.emplace_back(invoice.instalments.size() == 1 ? u"Amount"_s : u"First instalment"_s,
                            moneyText(Money::ofMinor(first.amount, invoice.currency()), language));
    part.facts.emplace_back(u"Due"_s, dayText(first.due, language));
    part.text = transfer.note;
    if (transfer.iban.isEmpty())
        return part;
    const auto iban = Iban::fromText(transfer.iban);
    part.facts.emplace_back(u"Account holder"_s, payeeOf(invoice));
    part.facts.emplace_back(u"IBAN"_s, iban ? iban->shown() : transfer.iban);
    if (!transfer.bic.isEmpty())
        part.facts.emplace_back(u"BIC"_s, transfer.bic);
    if (!transfer.reference.isEmpty())
        part.facts.emplace_back(u"Reference"_s, shownReference(transfer.reference));
    if (!iban)
        return part;
    if (iban->isSwiss() && (invoice.currency() == eur || invoice.currency() == Currency{"CHF"})) {
        addSwissSlip(part, invoice, *iban, language);
        // The slip says it all; twice would only push it to a page of its own.
        if (part.slip)
            part.facts.clear();
        if (part.slip && part.text.trimmed().isEmpty())
            part.heading.clear();
    } else if (invoice.currency() == eur) {
        addEpcCode(part, invoice, *iban);
    }
    return part;
}

} // namespace foyer
