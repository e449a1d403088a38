// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/automations/webhook_calls.h"

#include <atomic>
#include <chrono>

/// One POST after the Standard Webhooks specification (https://www.standardwebhooks.com): the receiver checks
/// webhook-id, webhook-timestamp and webhook-signature with a secret that both know.
namespace foyer::automations {

/// A new secret in the form receivers expect: "whsec_" and 32 random bytes in base64.
QByteArray newWebhookSecret();
/// The key inside of it. Faults: Invalid (not of that form)
Result<QByteArray> webhookKey(const QByteArray& secret);
/// "v1,…": HMAC-SHA-256 over id, seconds and body, joined by dots.
QByteArray webhookSignature(const QByteArray& key, const QString& messageId, Instant at,
                            const QByteArray& body);

struct WebhookPatience
{
    std::chrono::milliseconds toConnect{10'000};
    std::chrono::milliseconds inAll{20'000};
};
/// Waits for the answer. Follows no redirect, asks no proxy, and connects to no address inside a network.
/// @param isCancelled  set by another thread: gives up within a second
CallAnswer deliver(const WaitingCall& call, const QByteArray& key, Instant now,
                   const std::atomic<bool>& isCancelled, WebhookPatience patience = {});

} // namespace foyer::automations
