// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/base/result.h"
#include "app/payments/payment.h"
#include "app/storage/database.h"

#include <vector>

/// The ledger. Rows are added, none is ever changed: what was wrong is set right by a further row. After
/// every change the invoices it touches are settled in the same transaction: paid in full they become
/// Completed, opened again they wait for their recipients, given back as a whole they are Void, and their due
/// day is that of the next open part.
namespace foyer::payments {

/// Where money is to go. Never more than is open goes there; what is left stays credit (invariant M9).
struct Towards
{
    ItemId invoice;
    qint64 amount = 0; ///< minor units; 0: as much as is open
};

struct NewPayment
{
    QString account;
    QString reference; ///< empty: by hand, a new one
    BrandId brand;
    std::optional<JobId> job = {};
    std::optional<ContactId> contact = {};
    PaymentMethod method = PaymentMethod::Other;
    Money amount;
    qint64 surcharge = 0;
    QDate day = {}; ///< it was received, or deposited
    QString note = {};
    PaymentState state = PaymentState::Posted;
    std::optional<AttemptId> attempt = {};
    std::vector<Towards> towards = {};
    bool mailsReceipt = true; ///< false: its receipt only lies in the portal, as of what came in long ago
};
struct Recorded
{
    PaymentId id;
    bool isNew; ///< false: this movement stands in the ledger already, and nothing changed
};

/// The account of what is recorded by hand.
inline const QString handAccount = QStringLiteral("hand");

/// Money that came in, or is on its way. Posted: goes towards its invoices, and its receipt is made and
/// queued, once. Faults: Invalid (nothing, too much, another currency or brand than its invoice's, no day, a
/// text too long), NotFound, Conflict (the same reference with another amount)
Result<Recorded> record(Transaction& transaction, const NewPayment& payment);

/// Pending → Posted (`towards` as in record) or Failed; Posted → Failed (a cheque that bounced, a debit that
/// was returned, a dispute that was won): then what it paid is open again, and its receipt is not mailed any
/// more. The same state again changes
/// nothing. Faults: NotFound, Conflict (that way is not open)
Result<void> setState(Transaction& transaction, PaymentId payment, PaymentState state, const QString& cause,
                      const std::vector<Towards>& towards = {});

/// Money that went back. Taken from the payment's credit first, then from what it paid, the newest first.
struct NewReturn
{
    PaymentKind kind = PaymentKind::Refund; ///< or Dispute
    PaymentId of;
    qint64 amount;          ///< minor units, above zero
    QDate day = {};         ///< it went back
    QString account = {};   ///< empty: the payment's
    QString reference = {}; ///< empty: by hand, a new one
    QString note = {};
    PaymentState state = PaymentState::Posted;
};
/// Faults: Invalid, NotFound, Conflict (more than is left of the payment; the same reference with another
/// amount; a payment that is not posted)
Result<Recorded> recordReturn(Transaction& transaction, const NewReturn& back);

/// Puts credit of a payment towards an invoice. Faults: Conflict (more than its credit, more than is open,
/// another currency or brand, an invoice that is no longer open), NotFound
Result<void> allocate(Transaction& transaction, PaymentId payment, ItemId invoice, qint64 amount,
                      const QString& cause);
/// The other way: it becomes credit, and the invoice open again. Faults: Conflict (more than went there)
Result<void> takeBack(Transaction& transaction, PaymentId payment, ItemId invoice, qint64 amount,
                      const QString& cause);
/// A credit note against an invoice: where more was paid than is left to pay, that becomes credit of its
/// payments, the newest first. What of it exceeds the invoice is refused. Faults: Conflict
Result<void> allocateCreditNote(Transaction& transaction, ItemId creditNote, ItemId invoice, qint64 amount);
/// Everything payments put towards it becomes credit: it was taken back.
Result<void> release(Transaction& transaction, ItemId invoice, const QString& cause);

/// Brings state, due day and what waits for recipients in line with the balance. The others call it.
Result<void> settle(Transaction& transaction, ItemId invoice);

Result<Payment> find(const Snapshot& snapshot, PaymentId id);
Result<std::optional<PaymentId>> findByReference(const Snapshot& snapshot, const QString& account,
                                                 const QString& reference);
Result<std::optional<PaymentId>> findByUid(const Snapshot& snapshot, const QString& uid);

/// What went where.
struct Allocation
{
    PaymentId payment;
    ItemId invoice;
    qint64 amount; ///< the sum of its rows; above zero
};
/// Of an invoice, the oldest first; nothing that was wholly taken back.
Result<std::vector<Allocation>> allocationsTo(const Snapshot& snapshot, ItemId invoice);
Result<std::vector<Allocation>> allocationsOf(const Snapshot& snapshot, PaymentId payment);
/// Payments, refunds and disputes that concern an invoice: those that went there, that were meant for it, and
/// what went back of them; the oldest first.
Result<std::vector<Payment>> ofInvoice(const Snapshot& snapshot, ItemId invoice);
Result<std::vector<Payment>> ofJob(const Snapshot& snapshot, JobId job);
/// Posted payments with credit left, the oldest first: each waits for the studio (invariant M9).
Result<std::vector<Payment>> withCredit(const Snapshot& snapshot);
/// The newest first. @param limit  1 to 1'000
Result<std::vector<Payment>> newest(const Snapshot& snapshot, int limit, int offset = 0);

} // namespace foyer::payments
