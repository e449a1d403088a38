// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/invoices/schedule_presets.h"

namespace foyer::invoices {

using namespace Qt::StringLiterals;

namespace {

ScheduleRule percent(const QString& label, int milliPercent, DueFrom from, int days)
{
    ScheduleRule rule;
    rule.label = label;
    rule.share = Share::Percent;
    rule.milliPercent = milliPercent;
    rule.from = from;
    rule.days = days;
    return rule;
}

ScheduleRule rest(const QString& label, DueFrom from, int days, int months = 1)
{
    ScheduleRule rule;
    rule.label = label;
    rule.from = from;
    rule.days = days;
    rule.months = months;
    return rule;
}

} // namespace

const std::vector<NewPreset>& readyPresets()
{
    static const std::vector<NewPreset> presets{
        {u"Everything in 14 days"_s, {rest(u"Whole amount"_s, DueFrom::Issue, 14)}, {}, u"ready-14-days"_s},
        {u"30 % at booking, rest 14 days before the shoot"_s,
         {percent(u"Retainer"_s, 30'000, DueFrom::Booking, 0), rest(u"Rest"_s, DueFrom::LastShoot, -14)},
         {},
         u"ready-retainer-30"_s},
        {u"Half now, half after"_s,
         {percent(u"First half"_s, 50'000, DueFrom::Issue, 0),
          rest(u"Second half"_s, DueFrom::LastShoot, 14)},
         {},
         u"ready-halves"_s},
        {u"A third at booking, a third a month before, a third after"_s,
         {percent(u"Retainer"_s, 33'333, DueFrom::Booking, 0),
          percent(u"Second part"_s, 33'333, DueFrom::LastShoot, -30),
          rest(u"Rest"_s, DueFrom::LastShoot, 14)},
         {},
         u"ready-thirds"_s},
        // Twelve at the most: fewer when the shoot is nearer.
        {u"Monthly until the shoot"_s,
         {rest(u"Monthly part"_s, DueFrom::LastShoot, 0, 12)},
         {},
         u"ready-monthly"_s},
    };
    return presets;
}

} // namespace foyer::invoices
