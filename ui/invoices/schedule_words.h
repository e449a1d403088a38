// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/invoices/schedule.h"

#include <QString>

/// What schedules are called in the person's language.
namespace foyer::words {

/// When an instalment falls due, as it is chosen: the origin and whether days lie before or after it.
enum class DueWhen
{
    AtIssue,
    AfterIssue,
    AtBooking,
    AfterBooking,
    OnShoot,
    BeforeShoot,
    AfterShoot,
    OnLastShoot,
    BeforeLastShoot,
    AfterLastShoot,
    OnDay
};
inline constexpr DueWhen allDueWhen[]{
    DueWhen::AtIssue,     DueWhen::AfterIssue,     DueWhen::AtBooking,  DueWhen::AfterBooking,
    DueWhen::BeforeShoot, DueWhen::OnShoot,        DueWhen::AfterShoot, DueWhen::BeforeLastShoot,
    DueWhen::OnLastShoot, DueWhen::AfterLastShoot, DueWhen::OnDay};

DueWhen dueWhen(const ScheduleRule& rule);
bool countsDays(DueWhen when);
/// @param days  how many lie between; not below zero
void setDueWhen(ScheduleRule& rule, DueWhen when, int days);
QString dueWhen(DueWhen when); ///< "days before the first shoot"

QString share(Share share); ///< "per cent"

} // namespace foyer::words
