// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/automations/engine.h"

namespace foyer::automations {

/// What a webhook tells, and to whom.
struct WebhookCall
{
    const Run& run;
    const Facts& facts;
    StepId step;
    QString url;
};
/// Queues it in the transaction of its step; somebody else delivers it (webhook_courier.h). A step that is
/// tried again finds its call there, with the message id it had.
Result<void> queueWebhook(Transaction& transaction, const WebhookCall& call);

/// One that waits to be delivered.
struct WaitingCall
{
    qint64 row;
    StepId step;
    QString automationUid; ///< names the secret
    QString messageId;
    QString url;
    QByteArray body;
    int attempts; ///< so far
};
/// Those whose time has come, the oldest first.
Result<std::vector<WaitingCall>> waitingCalls(const Snapshot& snapshot, int limit);
Result<std::optional<Instant>> nextCallAt(const Snapshot& snapshot);

/// What came of an attempt.
struct CallAnswer
{
    bool isTaken = false;   ///< a 2xx
    bool isRefused = false; ///< for good: 410, or an address where nothing may be sent
    QString words;          ///< "HTTP 500", "the connection timed out"
};
/// The next attempt is after 5 s, 5 min, 30 min, 2 h, 5 h, 10 h, 14 h, 20 h and 24 h, as the Standard
/// Webhooks specification suggests; then the step has failed.
Result<void> keepAnswer(Transaction& transaction, const WaitingCall& call, const CallAnswer& answer);

} // namespace foyer::automations
