// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/base/result.h"
#include "app/brands/billing.h"
#include "app/invoices/issued_invoice.h"
#include "app/items/shown_items.h"
#include "app/payments/balance.h"
#include "app/payments/receipt.h"

#include <map>

/// The client's side of invoices and credit notes. Everything goes by items::find of the viewer, so who is no
/// recipient finds nothing (invariant P2). Who shares an invoice sees what was paid of it, when and how, but
/// not by whom, unless it was themselves (invariant P15).
namespace foyer::invoices {

/// A movement of money as this viewer may read it.
struct ShownPayment
{
    PaymentId id;
    QString uid;
    PaymentKind kind;
    PaymentMethod method;
    PaymentState state;
    QDate day;
    qint64 amount; ///< minor units, above zero: what of it concerns this invoice, without a surcharge
    bool isOwn;    ///< the viewer paid it, or it went back to them
    qint64 credit; ///< what of an own one went nowhere yet; else 0
    /// Of a payment the viewer made, or of one without a name that went to this invoice alone.
    std::optional<ReceiptContent> receipt;
};

/// Somebody this invoice is for is about to pay by card.
struct OpenAttempt
{
    bool isOwn;
    bool isPending; ///< it was paid, and the money is on its way
    Instant since;
    std::optional<Instant> expires;
};

struct ShownInvoice
{
    items::ShownItem shown;
    IssuedInvoice invoice;
    VersionId version;
    bool hasPdf;
    QString language; ///< of the viewer: BCP 47, may be empty
    BillingDetails billing;
    payments::Balance balance;
    std::vector<ShownPayment> payments;           ///< the oldest first
    std::vector<items::ShownItem> creditNotes;    ///< of an invoice: those this viewer sees, too
    std::optional<items::ShownItem> creditedItem; ///< of a credit note: its invoice, if this viewer sees it
    std::optional<OpenAttempt> attempt;
};
/// Faults: those of items::find; Storage (the bytes are not what was issued)
Result<ShownInvoice> find(const Snapshot& snapshot, const items::Viewer& viewer, const QString& uid);

/// What is open of an invoice, for lists.
struct OpenSum
{
    Money open;
    Money dueNext; ///< what falls due next, or was due; see payments::Balance::dueNext
    Money pending;
};
/// Of all invoices that wait for this viewer's payment, whatever the place: lists pick.
/// @param today  where the studio is
Result<std::map<ItemId, OpenSum>> openSums(const Snapshot& snapshot, const items::Viewer& viewer,
                                           QDate today);

/// When the last of the money came for each of these that is paid, also where it was typed in later. One
/// statement, however many they are.
Result<std::map<ItemId, QDate>> paidDays(const Snapshot& snapshot,
                                         const std::vector<items::ShownItem>& shown);

} // namespace foyer::invoices
