// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/base/time.h"

#include <QByteArray>

#include <vector>

namespace foyer::stripe {

enum class Signature
{
    Good,
    Malformed, ///< no header, or nothing in it that could be a signature
    Wrong,     ///< signed with another secret, or changed on the way
    Stale,     ///< right, but of another time than now: perhaps recorded and played again
};

/// Seconds that a letter may be older, or seem younger, than now. Stripe's own libraries allow the same.
inline constexpr std::chrono::seconds signatureTolerance{300};

/// Checks the Stripe-Signature header over the very bytes that arrived. Takes the same time for every wrong
/// signature of a given shape.
/// @param secrets  each is tried: while one is being replaced, two are live
Signature verify(QByteArrayView body, QByteArrayView header, const std::vector<QByteArray>& secrets,
                 Instant now);

} // namespace foyer::stripe
