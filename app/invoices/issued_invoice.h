// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/base/postal_address.h"
#include "app/invoices/invoice_content.h"
#include "app/orders/order_totals.h"

namespace foyer {

/// One side of an invoice, as EN 16931 wants it told apart.
struct Party
{
    QString name;
    QString contactName; ///< a person at it; empty: the name is the person
    PostalAddress address;
    QString email;
    QString phone;
    QString vatId;
    QString taxNumber;
    bool operator==(const Party&) const = default;
};

/// How the seller is paid by transfer, as of the day of issue.
struct TransferDetails
{
    QString iban; ///< compact; empty: none
    QString bic;
    QString accountHolder;
    QString note;
    /// What the payer names, and the bank brings back: an RF reference of ISO 11649, or the 27 digits of a
    /// Swiss one.
    QString reference;
    bool operator==(const TransferDetails&) const = default;
};

/// What is frozen when an invoice is issued: everything its page, its PDF and its e-invoice say, for good
/// (invariant M4). Days on which instalments fall due may move later; what stands here is what was agreed
/// at first.
struct IssuedInvoice
{
    InvoiceContent content;
    QString uid; ///< of the item; links lead there
    QString number;
    QDate day; ///< of issue, as the studio's calendar had it
    Party seller;
    QString sellerNote; ///< BillingDetails::note
    Party buyer;
    TransferDetails transfer;
    std::vector<Instalment> instalments; ///< add up to the total; none of a credit note or of zero
    bool operator==(const IssuedInvoice&) const = default;

    Currency currency() const { return content.goods.currency; }
    bool isCreditNote() const { return content.type == InvoiceType::CreditNote; }
};

/// The totals of what is charged. Cannot fail for an invoice that was issued.
OrderTotals totalsOf(const IssuedInvoice& invoice);

/// Canonical JSON of it, with its total.
QByteArray frozenBytes(const IssuedInvoice& invoice);
/// Faults: Storage (not such bytes, or they add up to something else)
Result<IssuedInvoice> issuedInvoiceFromBytes(const QByteArray& bytes);

} // namespace foyer
