// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/base/result.h"
#include "app/payments/attempt.h"
#include "app/payments/payment.h"
#include "app/payments/stripe/stripe_event.h"
#include "app/storage/database.h"

#include <optional>
#include <vector>

/// What Stripe tells, put into the ledger. Webhook, poll and the answers to our own questions all come
/// through here, in any order and as often as they like: whoever comes first has the effect, the others find
/// it done (invariant M6). What does not fit what was asked for is set aside for the studio and never counts
/// as paid (M8).
namespace foyer::payments {

struct GatewayAccount
{
    QString id; ///< "acct_…"
    bool isLive;

    /// As the ledger names it.
    QString inLedger() const { return QStringLiteral("stripe:") + id; }
};

struct Verdict
{
    enum class Outcome
    {
        Applied,
        Nothing, ///< known already, or no concern of ours
        Quarantined
    };
    Outcome outcome;
    QString reason; ///< for Nothing and Quarantined: one sentence for the studio
};

/// What a session that is complete and not paid means.
enum class Unpaid
{
    IsUnderWay,
    HasFailed
};

/// @param at  when it happened, for the day in the ledger. Faults: Storage
Result<Verdict> applySession(Transaction& transaction, const GatewayAccount& account,
                             const stripe::Session& session, Unpaid unpaid, Instant at);
Result<Verdict> applyRefund(Transaction& transaction, const GatewayAccount& account,
                            const stripe::Refund& refund, Instant at);
Result<Verdict> applyDispute(Transaction& transaction, const GatewayAccount& account,
                             stripe::Event::Kind kind, const stripe::Dispute& dispute, Instant at);

/// Whether the inbox has it.
Result<bool> isReceived(const Snapshot& snapshot, const GatewayAccount& account, const QString& event);
/// Puts an event into the inbox, with its effect. One that is there already has none. Faults: Storage
Result<Verdict> receive(Transaction& transaction, const GatewayAccount& account, const stripe::Event& event);

/// An event that was set aside.
struct SetAside
{
    qint64 row;
    QString account; ///< as the ledger names it
    QString type;    ///< in Stripe's words
    QString subject; ///< what it is about, as Stripe calls it
    QString reason;
    Instant receivedAt;
};
/// The oldest first; those that were sorted out since are left out. @param limit  1 to 1'000
Result<std::vector<SetAside>> setAside(const Snapshot& snapshot, int limit);
/// Somebody of the studio has looked at it. Faults: NotFound
Result<void> dismiss(Transaction& transaction, qint64 row, const QString& note);

} // namespace foyer::payments
