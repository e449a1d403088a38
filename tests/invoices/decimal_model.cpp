// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/invoices/decimal_model.h"

#include <algorithm>
#include <chrono>

namespace foyer::test {

namespace {

namespace chrono = std::chrono;

const Decimal half{"0.5"};
const Decimal whole{100'000}; ///< thousandths of a percent
/// A quotient of fifty digits may end in nines. No two numbers that come up here are as close as this.
const Decimal closeness{"1e-25"};

qint64 integer(const Decimal& value)
{
    return value.convert_to<long long>();
}

Decimal roundedHalfAway(const Decimal& value)
{
    return value < 0 ? -floor(-value + half + closeness) : floor(value + half + closeness);
}

bool isLarger(const Decimal& a, const Decimal& b)
{
    return a - b > closeness;
}

/// Largest remainder: all rounded down, then one more for those that lost most, the earlier before the later,
/// until the parts are the sum.
std::vector<qint64> allotted(const std::vector<Decimal>& exact, qint64 sum)
{
    std::vector<qint64> parts;
    std::vector<Decimal> lost;
    for (const Decimal& part : exact) {
        const Decimal floored = floor(part + closeness);
        parts.push_back(integer(floored));
        lost.push_back(part - floored);
        sum -= parts.back();
    }
    std::vector<bool> served(parts.size(), false);
    for (; sum > 0; --sum) {
        std::size_t best = parts.size();
        for (std::size_t i = 0; i < parts.size(); ++i) {
            if (!served[i] && (best == parts.size() || isLarger(lost[i], lost[best])))
                best = i;
        }
        served[best] = true;
        ++parts[best];
    }
    return parts;
}

chrono::sys_days dayOf(QDate day)
{
    return chrono::sys_days{chrono::year{day.year()} / day.month() / day.day()};
}

QDate toQt(chrono::sys_days day)
{
    const chrono::year_month_day parts{day};
    return {int(parts.year()), int(unsigned(parts.month())), int(unsigned(parts.day()))};
}

/// The same day so many months away, or the last of that month where it has no such day.
chrono::sys_days monthsAway(chrono::sys_days day, int months)
{
    const chrono::year_month_day from{day};
    const chrono::year_month month = chrono::year_month{from.year(), from.month()} + chrono::months{months};
    const chrono::year_month_day_last last{month.year(), chrono::month_day_last{month.month()}};
    return chrono::sys_days{month / std::min(from.day(), last.day())};
}

chrono::sys_days lastDay(const ScheduleRule& rule, const ScheduleDays& days)
{
    QDate from = days.issue;
    if (rule.from == DueFrom::Booking && days.booking.isValid())
        from = days.booking;
    if (rule.from == DueFrom::Shoot && days.shoot.isValid())
        from = days.shoot;
    if (rule.from == DueFrom::LastShoot && (days.lastShoot.isValid() || days.shoot.isValid()))
        from = days.lastShoot.isValid() ? days.lastShoot : days.shoot;
    if (rule.from == DueFrom::Day)
        from = rule.day;
    return dayOf(from) + chrono::days{rule.days};
}

std::vector<qint64> partsOf(const Schedule& schedule, qint64 total)
{
    std::vector<Decimal> exact;
    Decimal asked = 0;
    for (const ScheduleRule& rule : schedule) {
        exact.push_back(rule.share == Share::Percent ? Decimal{total} * rule.milliPercent / whole
                                                     : Decimal{0});
        asked += exact.back();
    }
    exact.push_back(Decimal{total} - asked); // what no percentage asks for
    std::vector<qint64> parts = allotted(exact, total);
    qint64 left = parts.back();
    parts.pop_back();
    std::size_t last = parts.size() - 1;
    for (std::size_t i = 0; i < schedule.size(); ++i) {
        if (schedule[i].share == Share::Rest)
            last = i;
    }
    for (std::size_t i = 0; i < schedule.size(); ++i) {
        if (schedule[i].share == Share::Sum) {
            parts[i] = std::min(left, schedule[i].minor);
            left -= parts[i];
        }
    }
    parts[last] += left;
    return parts;
}

/// A category and rate while it is added up.
struct ModelGroup
{
    Tax tax;
    std::vector<std::size_t> lines;
    Decimal shown = 0;
    Decimal discount = 0;
};

std::vector<ModelGroup> groupsOf(const OrderContent& content, std::vector<LineTotals>& lines)
{
    std::vector<ModelGroup> groups;
    for (const OrderLine& line : content.lines) {
        const Decimal gross = roundedHalfAway(Decimal{line.milliQuantity} / 1'000 * line.unitPrice);
        const Decimal less = line.discount.milliPercent != 0
                                 ? roundedHalfAway(gross * line.discount.milliPercent / whole)
                                 : Decimal{line.discount.minor};
        lines.push_back({integer(gross), integer(less), integer(gross - less), integer(gross - less)});
        auto group = std::find_if(groups.begin(), groups.end(), [&](const ModelGroup& one) {
            return toWord(one.tax.category) == toWord(line.tax.category) &&
                   one.tax.milliPercent == line.tax.milliPercent;
        });
        if (group == groups.end())
            group = groups.insert(groups.end(), ModelGroup{line.tax, {}, 0, 0});
        group->lines.push_back(lines.size() - 1);
        group->shown += gross - less;
    }
    return groups;
}

void shareDiscount(std::vector<ModelGroup>& groups, const Decimal& discount)
{
    if (discount == 0)
        return;
    Decimal sum = 0;
    std::vector<Decimal> costs;
    for (const ModelGroup& group : groups) {
        const Decimal cost = discount > 0 ? group.shown : -group.shown;
        costs.push_back(cost > 0 ? cost : Decimal{0});
        sum += costs.back();
    }
    // What is given back of a discount is shared out as the discount was.
    for (Decimal& cost : costs)
        cost = abs(discount) * cost / sum;
    const std::vector<qint64> parts = allotted(costs, integer(abs(discount)));
    for (std::size_t i = 0; i < groups.size(); ++i)
        groups[i].discount = discount < 0 ? -parts[i] : parts[i];
}

} // namespace

std::vector<ModelInstalment> modelInstalments(const Schedule& schedule, qint64 total,
                                              const ScheduleDays& days)
{
    std::vector<ModelInstalment> instalments;
    if (total <= 0)
        return instalments;
    if (schedule.empty())
        return {{total, toQt(std::max(dayOf(days.issue), dayOf(days.issue) + chrono::days{days.daysToPay}))}};
    const std::vector<qint64> amounts = partsOf(schedule, total);
    for (std::size_t i = 0; i < schedule.size(); ++i) {
        const chrono::sys_days last = lastDay(schedule[i], days);
        std::vector<chrono::sys_days> dues;
        for (int back = schedule[i].months - 1; back >= 0; --back) {
            const chrono::sys_days due = monthsAway(last, -back);
            if (due >= dayOf(days.issue) || back == 0)
                dues.push_back(std::max(due, dayOf(days.issue)));
        }
        const std::vector<Decimal> equal(dues.size(), Decimal{amounts[i]} / dues.size());
        const std::vector<qint64> parts =
            amounts[i] > 0 ? allotted(equal, amounts[i]) : std::vector<qint64>{};
        for (std::size_t part = 0; part < parts.size(); ++part) {
            if (parts[part] > 0)
                instalments.push_back({parts[part], toQt(dues[part])});
        }
    }
    std::stable_sort(instalments.begin(), instalments.end(),
                     [](const ModelInstalment& a, const ModelInstalment& b) { return a.due < b.due; });
    return instalments;
}

OrderTotals modelTotals(const OrderContent& content)
{
    OrderTotals totals{};
    std::vector<ModelGroup> groups = groupsOf(content, totals.lines);
    Decimal shown = 0;
    for (const ModelGroup& group : groups)
        shown += group.shown;
    const Decimal discount = content.discount.milliPercent != 0
                                 ? roundedHalfAway(shown * content.discount.milliPercent / whole)
                                 : Decimal{content.discount.minor};
    shareDiscount(groups, discount);
    Decimal lineNet = 0;
    Decimal allowance = 0;
    Decimal tax = 0;
    for (const ModelGroup& group : groups) {
        const Decimal rate = Decimal{group.tax.milliPercent} / whole;
        // What includes tax is (1 + rate) of what does not.
        const Decimal divisor = content.pricesIncludeTax ? 1 + rate : Decimal{1};
        const Decimal net = roundedHalfAway(group.shown / divisor);
        const Decimal taxable = roundedHalfAway((group.shown - group.discount) / divisor);
        const Decimal amount = roundedHalfAway(taxable * rate);
        if (content.pricesIncludeTax) {
            std::vector<Decimal> exact;
            for (const std::size_t line : group.lines)
                exact.push_back(Decimal{totals.lines[line].shown} / divisor);
            const std::vector<qint64> nets = allotted(exact, integer(net));
            for (std::size_t i = 0; i < nets.size(); ++i)
                totals.lines[group.lines[i]].net = nets[i];
        }
        totals.taxes.push_back(
            {group.tax, integer(net), integer(net - taxable), integer(taxable), integer(amount)});
        lineNet += net;
        allowance += net - taxable;
        tax += amount;
    }
    totals.shownSum = integer(shown);
    totals.shownDiscount = integer(discount);
    totals.lineNet = integer(lineNet);                   // BR-CO-10
    totals.allowance = integer(allowance);               // BR-CO-11
    totals.withoutTax = integer(lineNet - allowance);    // BR-CO-13
    totals.tax = integer(tax);                           // BR-CO-14
    totals.withTax = integer(lineNet - allowance + tax); // BR-CO-15
    const Decimal agreed = shown - discount + (content.pricesIncludeTax ? Decimal{0} : tax);
    totals.payable = integer(agreed);
    totals.rounding = integer(agreed - (lineNet - allowance + tax)); // BR-CO-16
    return totals;
}

} // namespace foyer::test
