// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/payments/stripe/stripe_amount.h"
#include "app/payments/stripe/stripe_event.h"
#include "app/payments/stripe/stripe_http.h"

namespace foyer::stripe {

/// What a client is to pay on Stripe's page.
struct SessionWish
{
    Amount amount;
    QString title;         ///< the one line of the bill, e.g. "Invoice 2026-0007"
    QString reference;     ///< our attempt: comes back with everything that happens to the session
    QByteArray successUrl; ///< "{CHECKOUT_SESSION_ID}" in it becomes the session's id
    QByteArray cancelUrl;
    QString email;    ///< may be empty
    QString language; ///< "de"; empty: the browser's
    Instant expires;  ///< 30 minutes to 24 hours ahead
};

struct RefundWish
{
    QString paymentIntent;
    std::optional<Amount> amount; ///< nothing: all that is left
    QString reference;            ///< our attempt
};

/// Stripe's API as far as we use it. Faults are those of Http, and Invalid for an answer that is not what it
/// should be. Calls wait for the network (see Patience): never inside a transaction, never in a window's
/// thread.
class Client
{
public:
    Client(Place place, QByteArray key, Patience patience = {});

    /// Whether this key moves real money, by its own word.
    static bool isLiveKey(const QByteArray& key);

    void cancel() { m_http.cancel(); } ///< see Http::cancel

    Result<Account> account();
    /// Asked again with the same key and wish, Stripe answers with the same session.
    Result<Session> createSession(const SessionWish& wish, const QByteArray& idempotencyKey);
    Result<Session> session(const QString& id);
    /// Faults: also Invalid when it is not open any more: then ask for the session.
    Result<Session> expireSession(const QString& id);
    Result<PaymentIntent> paymentIntent(const QString& id);
    Result<Refund> refund(const RefundWish& wish, const QByteArray& idempotencyKey);
    Result<Refund> findRefund(const QString& id);
    /// Those of a payment, oldest first.
    Result<std::vector<Refund>> refundsOf(const QString& paymentIntent);

    /// Everything made at or after an instant, oldest first; at most `most`, then the oldest of them are
    /// missing. Rows that cannot be read are left out. Stripe keeps events for 30 days.
    Result<std::vector<Session>> sessionsSince(Instant since, int most = 1000);
    Result<std::vector<Event>> eventsSince(Instant since, int most = 1000);

private:
    template <class Row, class Read>
    Result<std::vector<Row>> list(const QByteArray& path, Form query, int most, Read read);

    Http m_http;
};

} // namespace foyer::stripe
