// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/base/id.h"
#include "app/base/money.h"
#include "app/base/result.h"
#include "app/storage/database.h"

#include <optional>
#include <vector>

namespace foyer {

enum class AttemptState
{
    Creating, ///< nobody knows yet whether the gateway made a session for it
    Open,     ///< the payer may be on the gateway's page
    Pending,  ///< they are through, the money is under way
    Paid,
    Expired, ///< nobody paid in time, or another one took its place
    Failed
};
QString toWord(AttemptState state);
inline bool isFinal(AttemptState state)
{
    return state == AttemptState::Paid || state == AttemptState::Expired || state == AttemptState::Failed;
}

/// One try to pay an invoice by card.
struct PaymentAttempt
{
    AttemptId id;
    QString uid; ///< what the gateway calls it by: its reference
    ItemId invoice;
    std::optional<ContactId> contact; ///< who pressed Pay
    QString account;                  ///< of the ledger: "stripe:acct_…"
    Money amount;                     ///< above zero, with the surcharge
    qint64 surcharge;
    QString idempotencyKey;
    AttemptState state;
    QString session;  ///< "cs_…", empty while Creating
    QString address;  ///< of the gateway's page, empty unless Open
    QString cause;    ///< why it ended, for the studio
    QString returnTo; ///< root of the pages the payer came from, "https://portal.example.com/aurora"
    Instant createdAt;
    std::optional<Instant> expiresAt;
    std::optional<Instant> endedAt;
};

namespace payments {

struct NewAttempt
{
    ItemId invoice;
    std::optional<ContactId> contact;
    QString account;
    Money amount; ///< with the surcharge
    qint64 surcharge;
    QString returnTo;
};
/// Faults: Conflict (this invoice has one that is not final: invariant M6)
Result<PaymentAttempt> addAttempt(Transaction& transaction, const NewAttempt& attempt);
/// Creating → Open. The same session again changes nothing. Faults: Conflict (it has another session)
Result<void> noteSession(Transaction& transaction, const PaymentAttempt& attempt, const QString& session,
                         const QString& address, Instant expires);
/// A session that was lost: kept with an attempt that is over, so that what happens to it is known.
Result<void> noteLateSession(Transaction& transaction, const PaymentAttempt& attempt, const QString& session);
/// The same state again changes nothing.
Result<void> setAttemptState(Transaction& transaction, const PaymentAttempt& attempt, AttemptState state,
                             const QString& cause);

/// Faults: NotFound
Result<PaymentAttempt> findAttempt(const Snapshot& snapshot, AttemptId id);
Result<std::optional<PaymentAttempt>> findAttemptByUid(const Snapshot& snapshot, const QString& uid);
Result<std::optional<PaymentAttempt>> findAttemptBySession(const Snapshot& snapshot, const QString& account,
                                                           const QString& session);
/// The one of an invoice that is not final.
Result<std::optional<PaymentAttempt>> openAttempt(const Snapshot& snapshot, ItemId invoice);
Result<std::optional<PaymentAttempt>> newestAttempt(const Snapshot& snapshot, ItemId invoice);
/// Every one that is not final, the oldest first.
Result<std::vector<PaymentAttempt>> openAttempts(const Snapshot& snapshot);

} // namespace payments
} // namespace foyer
