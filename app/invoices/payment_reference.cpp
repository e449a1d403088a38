// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/invoices/payment_reference.h"

#include "app/payments/codes/creditor_reference.h"
#include "app/payments/codes/iban.h"

namespace foyer::invoices {

using namespace Qt::StringLiterals;

namespace {

constexpr int base36 = 36;

/// The item's row tells any two invoices of a studio apart; the number before it is for people, who look for
/// it. Between them an X, so that no two rows and numbers are written alike.
QString creditorReferenceFor(const QString& number, ItemId item)
{
    const QString row = u'X' + QString::number(item.row(), base36).toUpper();
    QString readable;
    for (const QChar c : number) {
        if ((c >= u'0' && c <= u'9') || (c.toUpper() >= u'A' && c.toUpper() <= u'Z'))
            readable.append(c.toUpper());
    }
    readable.replace(u'X', u'0'); // so that the only X begins the row
    const auto reference = creditorReference(readable.right(longestReferenceBody - row.size()) + row);
    return reference ? *reference : QString{};
}

QString referenceFor(const QString& iban, const QString& number, ItemId item)
{
    if (iban.isEmpty())
        return {};
    const auto account = Iban::fromText(iban);
    if (!account || !account->isSwissQr())
        return creditorReferenceFor(number, item);
    const auto reference = qrReference(QString::number(item.row()));
    return reference ? *reference : QString{};
}

} // namespace

TransferDetails transferOf(const BillingDetails& billing, const QString& sellerName, ItemId item,
                           const IssuedInvoice& invoice)
{
    return {billing.iban, billing.bic, billing.accountHolder.isEmpty() ? sellerName : billing.accountHolder,
            billing.transferNote, referenceFor(billing.iban, invoice.number, item)};
}

} // namespace foyer::invoices
