// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/invoices/schedule.h"

#include "app/base/json_fields.h"
#include "app/base/money_text.h"
#include "app/base/word_table.h"

#include <QJsonObject>

#include <algorithm>
#include <limits>
#include <numeric>

namespace foyer {

using namespace Qt::StringLiterals;

namespace {

constexpr std::array<WordFor<Share>, 3> shares{
    {{Share::Percent, "percent"_L1}, {Share::Sum, "sum"_L1}, {Share::Rest, "rest"_L1}}};
constexpr std::array<WordFor<DueFrom>, 5> origins{{{DueFrom::Issue, "issue"_L1},
                                                   {DueFrom::Booking, "booking"_L1},
                                                   {DueFrom::Shoot, "shoot"_L1},
                                                   {DueFrom::LastShoot, "last shoot"_L1},
                                                   {DueFrom::Day, "day"_L1}}};

constexpr int wholePercent = 100'000;
constexpr int mostInstalments = 36;
constexpr int mostDays = 3'650;
constexpr int longestLabel = 100;

/// Splitting needs no more of a currency than that there is one.
std::vector<qint64> split(qint64 total, const std::vector<qint64>& weights)
{
    std::vector<qint64> parts;
    for (const Money part : Money::ofMinor(total, eur).split(weights))
        parts.push_back(part.minor());
    return parts;
}

/// One amount for each rule; they add up to the total.
std::vector<qint64> amountsOf(const Schedule& schedule, qint64 total)
{
    std::vector<qint64> weights;
    qint64 percents = 0;
    for (const ScheduleRule& rule : schedule) {
        weights.push_back(rule.share == Share::Percent ? rule.milliPercent : 0);
        percents += weights.back();
    }
    weights.push_back(wholePercent - percents);
    std::vector<qint64> amounts = split(total, weights);
    qint64 left = amounts.back();
    amounts.pop_back();
    std::optional<std::size_t> rest;
    for (std::size_t i = 0; i < schedule.size(); ++i) {
        if (schedule[i].share == Share::Rest)
            rest = i;
        if (schedule[i].share != Share::Sum)
            continue;
        amounts[i] = std::min(schedule[i].minor, left);
        left -= amounts[i];
    }
    amounts[rest.value_or(amounts.size() - 1)] += left;
    return amounts;
}

QDate originOf(const ScheduleRule& rule, const ScheduleDays& days)
{
    switch (rule.from) {
    case DueFrom::Issue:
        return days.issue;
    case DueFrom::Booking:
        return days.booking.isValid() ? days.booking : days.issue;
    case DueFrom::Shoot:
        return days.shoot.isValid() ? days.shoot : days.issue;
    case DueFrom::LastShoot:
        return days.lastShoot.isValid() ? days.lastShoot : days.shoot.isValid() ? days.shoot : days.issue;
    case DueFrom::Day:
        return rule.day;
    }
    Q_UNREACHABLE();
}

/// The days of a rule's parts: months apart, back from the last.
std::vector<int> monthsBack(const ScheduleRule& rule, const ScheduleDays& days)
{
    std::vector<int> back;
    const QDate last = originOf(rule, days).addDays(rule.days);
    for (int month = rule.months - 1; month >= 0; --month) {
        if (month == 0 || last.addMonths(-month) >= days.issue)
            back.push_back(month);
    }
    return back;
}

} // namespace

QString toWord(Share share)
{
    return wordOf(shares, share);
}

QString toWord(DueFrom from)
{
    return wordOf(origins, from);
}

QDate dueDay(const ScheduleRule& rule, const ScheduleDays& days)
{
    const QDate due = originOf(rule, days).addDays(rule.days).addMonths(1 - rule.months);
    return std::max(due, days.issue);
}

qint64 notAskedFor(const Schedule& schedule, qint64 total)
{
    const bool isAllAsked = schedule.empty() || total <= 0 ||
                            std::any_of(schedule.begin(), schedule.end(),
                                        [](const ScheduleRule& rule) { return rule.share == Share::Rest; });
    if (isAllAsked)
        return 0;
    // Beside a rest of its own, what the last one gets is what was asked for.
    Schedule closed = schedule;
    closed.push_back({});
    const qint64 left = amountsOf(closed, total).back();
    return left > total / 1'000 ? left : 0;
}

int partsThatFit(const ScheduleRule& rule, const ScheduleDays& days)
{
    return int(monthsBack(rule, days).size());
}

Result<void> check(const Schedule& schedule)
{
    int parts = 0;
    int percents = 0;
    int rests = 0;
    int sums = 0;
    int number = 0;
    for (const ScheduleRule& rule : schedule) {
        const QString where = u"Instalment %1: "_s.arg(++number);
        if (rule.label.trimmed().isEmpty() || rule.label.size() > longestLabel)
            return fail(Fault::Invalid,
                        where + u"it needs a name of at most %1 characters."_s.arg(longestLabel));
        if (rule.share == Share::Percent && (rule.milliPercent <= 0 || rule.milliPercent > wholePercent))
            return fail(Fault::Invalid, where + u"a share is above 0 and at most 100 %."_s);
        if (rule.share == Share::Sum && (rule.minor <= 0 || rule.minor > largestAmount))
            return fail(Fault::Invalid, where + u"an amount is above zero."_s);
        if (rule.from == DueFrom::Day && !rule.day.isValid())
            return fail(Fault::Invalid, where + u"choose the day it is due."_s);
        if (rule.days < -mostDays || rule.days > mostDays)
            return fail(Fault::Invalid, where + u"at most %1 days lie between."_s.arg(mostDays));
        if (rule.months < 1 || rule.months > mostInstalments)
            return fail(Fault::Invalid, where + u"it has 1 to %1 monthly parts."_s.arg(mostInstalments));
        parts += rule.months;
        percents += rule.share == Share::Percent ? rule.milliPercent : 0;
        rests += rule.share == Share::Rest ? 1 : 0;
        sums += rule.share == Share::Sum ? 1 : 0;
    }
    if (parts > mostInstalments)
        return fail(Fault::Invalid, u"A schedule has at most %1 instalments."_s.arg(mostInstalments));
    if (percents > wholePercent)
        return fail(Fault::Invalid, u"The shares are more than 100 %."_s);
    if (rests > 1)
        return fail(Fault::Invalid, u"Only one instalment can be the rest."_s);
    if (percents == wholePercent && sums > 0)
        return fail(Fault::Invalid,
                    u"The shares are 100 % already: nothing is left for an amount beside them."_s);
    return {};
}

Result<std::vector<Instalment>> instalmentsOf(const Schedule& schedule, qint64 total,
                                              const ScheduleDays& days)
{
    if (const auto fits = check(schedule); !fits)
        return fail(fits.error());
    if (total <= 0)
        return std::vector<Instalment>{};
    if (schedule.empty()) {
        ScheduleRule all;
        all.days = days.daysToPay;
        return std::vector{Instalment{{}, total, dueDay(all, days), all}};
    }
    const std::vector<qint64> amounts = amountsOf(schedule, total);
    std::vector<Instalment> instalments;
    for (std::size_t i = 0; i < schedule.size(); ++i) {
        if (amounts[i] <= 0)
            continue;
        const std::vector<int> back = monthsBack(schedule[i], days);
        const std::vector<qint64> parts = split(amounts[i], std::vector<qint64>(back.size(), 1));
        for (std::size_t part = 0; part < back.size(); ++part) {
            if (parts[part] == 0)
                continue;
            ScheduleRule rule = schedule[i];
            rule.months = back[part] + 1;
            instalments.push_back({rule.label, parts[part], dueDay(rule, days), rule});
        }
    }
    std::stable_sort(instalments.begin(), instalments.end(),
                     [](const Instalment& a, const Instalment& b) { return a.due < b.due; });
    return instalments;
}

QJsonObject toJson(const ScheduleRule& rule)
{
    return {{u"label"_s, rule.label},
            {u"share"_s, toWord(rule.share)},
            {u"milliPercent"_s, rule.milliPercent},
            {u"minor"_s, rule.minor},
            {u"from"_s, toWord(rule.from)},
            {u"days"_s, rule.days},
            {u"day"_s, rule.day.toString(Qt::ISODate)},
            {u"months"_s, rule.months}};
}

QJsonArray toJson(const Schedule& schedule)
{
    QJsonArray rules;
    for (const ScheduleRule& rule : schedule)
        rules.append(toJson(rule));
    return rules;
}

ScheduleRule readScheduleRule(JsonFields& fields)
{
    ScheduleRule rule;
    rule.label = fields.text("label"_L1);
    const auto share = valueOf(shares, fields.requiredText("share"_L1));
    if (!share)
        fields.complain("share"_L1, u"must be one of percent, sum and rest."_s);
    rule.share = share.value_or(Share::Rest);
    rule.milliPercent = int(fields.integer("milliPercent"_L1, 0, 0, wholePercent));
    rule.minor = fields.integer("minor"_L1, 0, 0, largestAmount);
    const QString word = fields.text("from"_L1);
    const auto from = word.isEmpty() ? DueFrom::Issue : valueOf(origins, word);
    if (!from)
        fields.complain("from"_L1, u"must be one of issue, booking, shoot, last shoot and day."_s);
    rule.from = from.value_or(DueFrom::Issue);
    rule.days = int(fields.integer("days"_L1, 0, -mostDays, mostDays));
    rule.day = fields.day("day"_L1);
    rule.months = int(fields.integer("months"_L1, 1, 1, mostInstalments));
    return rule;
}

Result<Schedule> scheduleFromJson(const QJsonArray& array)
{
    QString problem;
    Schedule schedule;
    JsonFields list{{{u"schedule"_s, array}}, {}, problem};
    list.each("schedule"_L1, [&](JsonFields& fields) { schedule.push_back(readScheduleRule(fields)); });
    if (!problem.isEmpty())
        return fail(Fault::Invalid, problem);
    if (const auto fits = check(schedule); !fits)
        return fail(fits.error());
    return schedule;
}

} // namespace foyer
