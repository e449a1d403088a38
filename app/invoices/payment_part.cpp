// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/invoices/payment_part.h"

#include "app/base/day_text.h"
#include "app/base/money_text.h"
#include "app/payments/codes/creditor_reference.h"
#include "app/payments/codes/iban.h"

namespace foyer {

using namespace Qt::StringLiterals;

namespace {

/// In groups of four; as it is where it breaks the rules of IBANs.
QString ibanText(const QString& iban)
{
    const auto valid = Iban::fromText(iban);
    return valid ? valid->shown() : iban;
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
    const bool isWhole = invoice.instalments.size() == 1;
    const QString amount = moneyText(Money::ofMinor(first.amount, invoice.currency()), language);
    part.facts.emplace_back(isWhole ? u"Amount"_s : u"First instalment"_s, amount);
    part.facts.emplace_back(u"Due"_s, dayText(first.due, language));
    if (!transfer.accountHolder.isEmpty())
        part.facts.emplace_back(u"Account holder"_s, transfer.accountHolder);
    if (!transfer.iban.isEmpty())
        part.facts.emplace_back(u"IBAN"_s, ibanText(transfer.iban));
    if (!transfer.bic.isEmpty())
        part.facts.emplace_back(u"BIC"_s, transfer.bic);
    if (!transfer.reference.isEmpty())
        part.facts.emplace_back(u"Reference"_s, shownReference(transfer.reference));
    part.text = transfer.note;
    return part;
}

} // namespace foyer
