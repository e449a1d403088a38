// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/base/result.h"
#include "app/payments/payment.h"
#include "app/payments/stripe/stripe_objects.h"
#include "app/storage/database.h"

#include <vector>

namespace foyer::payments {

/// A refund the studio wants and the gateway has not confirmed.
struct RefundAttempt
{
    qint64 row;
    PaymentId payment;
    Money amount;
    QString idempotencyKey;
    Instant createdAt;
};

/// One that is being tried already for the same amount is given again. Faults: NotFound, Conflict (not a card
/// payment, not posted, more than is left, another refund of it is being tried)
Result<RefundAttempt> beginRefund(Transaction& transaction, PaymentId payment, qint64 amount);
/// Those whose answer is not known.
Result<std::vector<RefundAttempt>> openRefunds(const Snapshot& snapshot);
/// The gateway refused it for good.
Result<void> failRefund(Transaction& transaction, const RefundAttempt& attempt, const QString& cause);
/// What the gateway says of a refund that was ours; nothing happens when it was not.
Result<void> noteRefund(Transaction& transaction, const stripe::Refund& refund);

} // namespace foyer::payments
