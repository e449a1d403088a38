// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/payments/stripe/stripe_objects.h"

#include <QByteArray>

#include <variant>

namespace foyer::stripe {

/// Something that happened at Stripe. They arrive in any order, several times, or not at all.
struct Event
{
    enum class Kind
    {
        SessionCompleted, ///< the client is through; paid, or a debit is under way
        SessionPaidLate,  ///< a debit arrived
        SessionFailedLate,
        SessionExpired,
        RefundChanged,
        DisputeChanged,
        DisputeTook, ///< the money left the account
        DisputeGaveBack,
        Other ///< nothing of ours: noted and left alone
    };

    QString id;      ///< "evt_…"
    QString type;    ///< as Stripe writes it, e.g. "checkout.session.completed"
    QString account; ///< "acct_…", empty for the studio's own account
    Kind kind;
    bool isLive;
    Instant created;
    std::variant<std::monostate, Session, Refund, Dispute> object; ///< as the kind says
    QString trouble; ///< why there is no object although the kind promises one; empty otherwise
};

/// The types a webhook needs, in Stripe's words: what the studio is told to tick, and what is asked for when
/// catching up.
const QStringList& eventTypes();

/// The frame must be whole: who, what, when. An object inside that cannot be read is no fault but a trouble
/// of the event, so that it can be kept for the studio to see.
/// @param body  verified already; at most 256 KiB
/// Faults: Invalid (says what is missing, never repeats what is there)
Result<Event> eventFrom(const QByteArray& body);
Result<Event> eventFrom(const QJsonObject& object);

} // namespace foyer::stripe
