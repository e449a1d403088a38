// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/invoices/payment_part.h"

#include "app/base/day_text.h"
#include "app/base/money_text.h"

namespace foyer {

using namespace Qt::StringLiterals;

namespace {

/// "DE02 1203 0000 …"
QString inGroups(const QString& code)
{
    QString grouped;
    for (qsizetype i = 0; i < code.size(); i += 4)
        grouped += (i > 0 ? u" "_s : QString{}) + code.mid(i, 4);
    return grouped;
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
        part.facts.emplace_back(u"IBAN"_s, inGroups(transfer.iban));
    if (!transfer.bic.isEmpty())
        part.facts.emplace_back(u"BIC"_s, transfer.bic);
    if (!transfer.reference.isEmpty())
        part.facts.emplace_back(u"Reference"_s, inGroups(transfer.reference));
    part.text = transfer.note;
    return part;
}

} // namespace foyer
