// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/base/result.h"
#include "app/base/time.h"

#include <QJsonObject>
#include <QString>

#include <optional>

namespace foyer::stripe {

/// What Stripe says of a Checkout Session, in an event or in answer to a question. Amounts are in Stripe's
/// own units (see stripe_amount.h), for comparing with what was asked for.
struct Session
{
    enum class Status
    {
        Open,
        Complete, ///< the client is through; the money may still be on its way
        Expired
    };
    enum class Payment
    {
        Unpaid, ///< on a complete session: under way (a debit), or failed
        Paid,
        NotNeeded
    };

    QString id;        ///< "cs_…"
    QString reference; ///< what we gave it as client_reference_id; may be empty
    QString attempt;   ///< what we gave it as metadata; may be empty
    Status status;
    Payment payment;
    qint64 amount;         ///< in units of Stripe
    QString currency;      ///< lower case
    QString paymentIntent; ///< "pi_…", empty until somebody tries to pay
    QString url;           ///< of the hosted page, empty once it is not open any more
    bool isLive;
    Instant created;
    Instant expires;
};

struct PaymentIntent
{
    QString id;
    QString status; ///< "succeeded", "processing", "requires_payment_method", …
    qint64 amount;
    qint64 received;
    QString currency;
    QString charge;  ///< the latest, may be empty
    QString attempt; ///< our metadata, may be empty
    bool isLive;
};

struct Refund
{
    enum class Status
    {
        Pending, ///< also while somebody has to act
        Succeeded,
        Failed,
        Cancelled
    };

    QString id;            ///< "re_…", or "pyr_…" for other ways to pay than cards
    QString paymentIntent; ///< may be empty
    QString charge;        ///< may be empty
    QString attempt;       ///< our metadata, empty when it was made in Stripe's dashboard
    Status status;
    qint64 amount;
    QString currency;
    Instant created;
};

struct Dispute
{
    QString id;            ///< "du_…" or "dp_…"
    QString paymentIntent; ///< may be empty
    QString charge;
    QString status; ///< "needs_response", "won", "lost", …
    QString reason; ///< a word of Stripe's, e.g. "fraudulent"
    qint64 amount;
    QString currency;
    bool isLive;
    Instant created;
};

struct Account
{
    QString id; ///< "acct_…"
    QString name;
    bool takesCharges;
};

/// Strict: a missing or misshapen field is a fault, fields of no use to us are not looked at.
/// Faults: Invalid (names the field)
Result<Session> sessionFrom(const QJsonObject& object);
Result<PaymentIntent> paymentIntentFrom(const QJsonObject& object);
Result<Refund> refundFrom(const QJsonObject& object);
Result<Dispute> disputeFrom(const QJsonObject& object);
Result<Account> accountFrom(const QJsonObject& object);

/// Whether this can be an id of Stripe's that begins so: letters, digits and "_", at most 255 of them.
/// Everything else stays out of the studio, and out of the addresses we ask for.
bool isId(const QString& text, QLatin1StringView prefix);

} // namespace foyer::stripe
