// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/invoices/schedule.h"
#include "app/orders/order_content.h"

#include <QJsonObject>

namespace foyer {

enum class InvoiceType
{
    Invoice,
    CreditNote ///< gives back of one invoice; its amounts are above zero
};

/// What a credit note gives back of.
struct CreditedInvoice
{
    QString uid;    ///< of the invoice's item
    QString number; ///< as it stands on it
    QDate day;
    bool operator==(const CreditedInvoice&) const = default;
};

/// What an invoice says, as the studio works on it. Number, day and parties come when it is issued: see
/// IssuedInvoice.
struct InvoiceContent
{
    InvoiceType type = InvoiceType::Invoice;
    /// Title, texts, lines, discount, currency, taxes. Its number, validUntil and needsAcceptance are an
    /// order's and stay empty.
    OrderContent goods;
    Schedule schedule;          ///< of an invoice; a credit note has none
    QDate serviceDay;           ///< BT-72: when it was, or will be, delivered; invalid: not said
    QString buyerName;          ///< a company to bill instead of the person; empty: the first recipient
    QString buyerVatId;         ///< BT-48
    QString buyerReference;     ///< BT-10: what the buyer wants to read on it
    bool wantsEInvoice = false; ///< the UBL file is offered to the client; always when there is a VAT number
    QString order;              ///< uid of the order it was made from; empty: by hand
    CreditedInvoice credits;    ///< of a credit note
    bool operator==(const InvoiceContent&) const = default;
};

/// Whether it may be kept, also half written. Faults: Invalid, one sentence
Result<void> check(const InvoiceContent& content);
/// Whether it may be issued as well. Faults: Invalid, one sentence
Result<void> checkForIssuing(const InvoiceContent& content);

QString toWord(InvoiceType type);
QJsonObject toJson(const InvoiceContent& content);
/// Faults: Invalid (names the field)
Result<InvoiceContent> invoiceContentFromJson(const QJsonObject& object);

} // namespace foyer
