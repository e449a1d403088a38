// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/base/money.h"
#include "app/base/result.h"

namespace foyer::stripe {

/// An amount as Stripe counts it: whole units of its own smallest unit, which is not always that of ISO 4217.
struct Amount
{
    qint64 units;
    QString currency; ///< lower case: "eur"

    bool operator==(const Amount&) const = default;
};

/// Source of the exceptions: docs.stripe.com/currencies (zero-decimal, three-decimal and special cases).
/// Faults: Invalid (one sentence for people: Stripe does not take this currency, or not this amount of it)
Result<Amount> toStripe(Money money);

/// @param currency  as Stripe writes it, any case
/// Faults: Invalid (no such currency, or a fraction that our minor unit cannot hold)
Result<Money> fromStripe(qint64 units, const QString& currency);

} // namespace foyer::stripe
