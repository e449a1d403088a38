// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/base/money.h"
#include "app/base/result.h"

#include <QDate>
#include <QJsonArray>
#include <QString>

#include <vector>

namespace foyer {

class JsonFields;

/// How much of the total an instalment is.
enum class Share
{
    Percent, ///< of the total
    Sum,     ///< an amount
    Rest     ///< what the others leave
};

/// What an instalment's due day is counted from.
enum class DueFrom
{
    Issue,     ///< the day of the invoice
    Booking,   ///< the day the job was booked; while it is not: the day of the invoice
    Shoot,     ///< the first shoot; while it has no day: the day of the invoice
    LastShoot, ///< the last shoot that has a day: of a wedding with a workshop before it, the wedding
    Day        ///< a day of the calendar
};

/// One line of a schedule: "Retainer: 30 % at booking", "Rest: 14 days before the shoot".
struct ScheduleRule
{
    QString label; ///< as clients read it
    Share share = Share::Rest;
    int milliPercent = 0; ///< of Percent; 30'000 is 30 %
    qint64 minor = 0;     ///< of Sum
    DueFrom from = DueFrom::Issue;
    int days = 0; ///< after it; below zero: before it
    QDate day;    ///< of DueFrom::Day
    /// Above 1: as many equal parts, a month apart, the last one on the due day. Only as many as fit between
    /// the invoice and that day, and one at the least.
    int months = 1;
    bool operator==(const ScheduleRule&) const = default;
};

/// No rule: everything at once, after the brand's days to pay.
using Schedule = std::vector<ScheduleRule>;

struct Instalment
{
    QString label;
    qint64 amount; ///< minor units, above zero
    QDate due;
    ScheduleRule rule; ///< the one it came from, as one part: worked out anew when the shoot moves
    bool operator==(const Instalment&) const = default;
};

/// The days a schedule is counted from.
struct ScheduleDays
{
    QDate issue;   ///< valid
    QDate booking; ///< invalid: not booked
    QDate shoot;   ///< invalid: no day yet
    int daysToPay = 14;
    QDate lastShoot = {}; ///< invalid: there is one at most
};

/// Instalments that add up to the total, whatever the rules (invariant M3). Shares in percent are split off
/// by largest remainder; sums and rests follow in their order, each at most what is left; what nobody asked
/// for, or a last part of less than zero, falls on the last instalment. Parts of nothing are left out, and no
/// day is before the invoice's. In the order of their days.
/// @param total  minor units; zero or below: no instalments
/// Faults: Invalid (see check)
Result<std::vector<Instalment>> instalmentsOf(const Schedule& schedule, qint64 total,
                                              const ScheduleDays& days);
/// The day on which an instalment of this rule falls due, never before the invoice's. A part of several
/// months keeps its distance to the last: `months` − 1 of them.
QDate dueDay(const ScheduleRule& rule, const ScheduleDays& days);

/// What no instalment asks for, which therefore falls on the last one; a rounding of less than a thousandth
/// is nothing. Minor units; 0 without rules.
qint64 notAskedFor(const Schedule& schedule, qint64 total);
/// How many of a rule's monthly parts there are, counted from these days.
int partsThatFit(const ScheduleRule& rule, const ScheduleDays& days);

/// Faults: Invalid: one sentence. More than 36 instalments, percentages above 100, two rests …
Result<void> check(const Schedule& schedule);

QString toWord(Share share);
QString toWord(DueFrom from);
QJsonArray toJson(const Schedule& schedule);
QJsonObject toJson(const ScheduleRule& rule);
/// Complaints go to `fields`; rules of meaning are check()'s.
ScheduleRule readScheduleRule(JsonFields& fields);
/// Faults: Invalid (names the field), and those of check
Result<Schedule> scheduleFromJson(const QJsonArray& array);

} // namespace foyer
