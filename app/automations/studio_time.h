// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/base/time.h"

#include <QDate>
#include <QTime>

/// Days are days of the studio's own calendar, and a time is what its clock shows (invariant A5): three days
/// later at nine is nine o'clock, whatever happened to the clock in between.
namespace foyer::automations {

/// Where the clock skips that time (it is put forward), as soon after it as there is one.
Instant momentOf(QDate day, QTime at);
/// The same time of the day, so many days later or earlier.
Instant plusDays(Instant from, int days);
/// Whether something due then is longer late than that. An hour is always forgiven: even with 0 days, what is
/// due now is not late because a program takes a moment to see it.
bool isLate(Instant due, int lateDays, Instant now);
QDate dayOf(Instant instant);
/// "2027-05-01 09:00", for a reason.
QString timeText(Instant instant);

/// When something comes that waits for what nobody knows yet.
inline constexpr Instant never{std::chrono::seconds{253'402'300'799}};

} // namespace foyer::automations
