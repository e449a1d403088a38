// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/payments/refund_attempt.h"

#include "app/base/random.h"
#include "app/payments/ledger.h"

namespace foyer::payments {

using namespace Qt::StringLiterals;

namespace {

const QString selectHead = uR"(
    SELECT r.id, r.payment_id, r.amount_minor, p.currency, r.idempotency_key, r.created_at
    FROM refund_attempt r JOIN payment p ON p.id = r.payment_id WHERE r.state = 'creating' )"_s;
const QString selectOfPayment = selectHead + u"AND r.payment_id = :payment"_s;
const QString selectOpen = selectHead + u"ORDER BY r.id"_s;
const QString insertAttempt = uR"(
    INSERT INTO refund_attempt (payment_id, amount_minor, idempotency_key, state, cause, created_at)
    VALUES (:payment, :amount, :key, 'creating', '', :now))"_s;
const QString updateState = uR"(
    UPDATE refund_attempt SET state = :state, cause = :cause, reference = :reference, ended_at = :ended
    WHERE idempotency_key = :key AND state <> :state)"_s;
const QString selectState = u"SELECT id, state FROM refund_attempt WHERE idempotency_key = :key"_s;

RefundAttempt fromRow(const Query& row)
{
    return {row.integer(0), PaymentId{row.integer(1)},
            Money::ofMinor(row.integer(2), Currency::fromText(row.text(3)).value_or(eur)), row.text(4),
            row.instant(5)};
}

Result<void> note(Transaction& transaction, const QString& key, const QString& state, const QString& cause,
                  const QString& reference)
{
    const auto before = transaction.query(selectState).bind(":key"_L1, key).first([](const Query& row) {
        return std::pair{row.integer(0), row.text(1)};
    });
    if (!before)
        return fail(before.error());
    if (!*before || (*before)->second == state)
        return {};
    const bool hasEnded = state == "done"_L1 || state == "failed"_L1;
    const auto updated = transaction.query(updateState)
                             .bind(":state"_L1, state)
                             .bind(":cause"_L1, cause)
                             .bind(":reference"_L1, reference)
                             .bind(":ended"_L1, hasEnded ? std::optional{transaction.now()} : std::nullopt)
                             .bind(":key"_L1, key)
                             .run();
    if (updated) {
        transaction.record({u"refund_attempt"_s, (*before)->first, state, {{u"cause"_s, cause}}});
        transaction.touch(Entity::Payment, 0);
    }
    return updated;
}

} // namespace

Result<RefundAttempt> beginRefund(Transaction& transaction, PaymentId id, qint64 amount)
{
    const auto payment = find(transaction, id);
    if (!payment)
        return fail(payment.error());
    if (payment->kind != PaymentKind::Payment || !payment->account.startsWith("stripe:"_L1))
        return fail(Fault::Conflict, u"Only what was paid by card goes back to a card."_s);
    if (payment->state != PaymentState::Posted)
        return fail(Fault::Conflict, u"This payment has not arrived, so nothing of it can go back."_s);
    auto before = transaction.query(selectOfPayment).bind(":payment"_L1, id.row()).first(fromRow);
    if (!before)
        return fail(before.error());
    if (*before && (*before)->amount.minor() == amount)
        return std::move(**before);
    if (*before)
        return fail(Fault::Conflict, u"Another refund of this payment is being tried. Please wait for it."_s);
    if (amount <= 0 || amount > payment->amount.minor() - payment->returned)
        return fail(Fault::Conflict, u"That is more than is left of this payment."_s);
    auto insert = transaction.query(insertAttempt);
    const QString key = u"foyer-refund-"_s + randomUuid();
    insert.bind(":payment"_L1, id.row())
        .bind(":amount"_L1, amount)
        .bind(":key"_L1, key)
        .bind(":now"_L1, transaction.now());
    if (const auto inserted = insert.run(); !inserted)
        return fail(inserted.error());
    transaction.record({u"refund_attempt"_s,
                        insert.insertedRow(),
                        u"began"_s,
                        {{u"payment"_s, id.row()}, {u"amount"_s, amount}}});
    transaction.touch(Entity::Payment, id.row());
    return RefundAttempt{insert.insertedRow(), id, Money::ofMinor(amount, payment->amount.currency()), key,
                         transaction.now()};
}

Result<std::vector<RefundAttempt>> openRefunds(const Snapshot& snapshot)
{
    return snapshot.query(selectOpen).all(fromRow);
}

Result<void> failRefund(Transaction& transaction, const RefundAttempt& attempt, const QString& cause)
{
    return note(transaction, attempt.idempotencyKey, u"failed"_s, cause, {});
}

Result<void> noteRefund(Transaction& transaction, const stripe::Refund& refund)
{
    if (refund.attempt.isEmpty())
        return {};
    switch (refund.status) {
    case stripe::Refund::Status::Pending:
        return note(transaction, refund.attempt, u"open"_s, {}, refund.id);
    case stripe::Refund::Status::Succeeded:
        return note(transaction, refund.attempt, u"done"_s, {}, refund.id);
    case stripe::Refund::Status::Failed:
    case stripe::Refund::Status::Cancelled:
        return note(transaction, refund.attempt, u"failed"_s, u"the bank refused"_s, refund.id);
    }
    Q_UNREACHABLE();
}

} // namespace foyer::payments
