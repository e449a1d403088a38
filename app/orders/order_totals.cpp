// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/orders/order_totals.h"

#include "app/base/money_text.h"

#include <algorithm>
#include <numeric>

namespace foyer {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 milli = 1'000;
constexpr qint64 hundredPercent = 100'000; ///< in thousandths of a percent

WideInteger roundedHalfAway(WideInteger dividend, WideInteger divisor)
{
    const WideInteger half = divisor / 2;
    // Odd divisors have no exact half, so half a divisor rounded down never turns a rest below half up.
    return (dividend < 0 ? dividend - half : dividend + half) / divisor;
}

WideInteger flooredQuotient(WideInteger dividend, WideInteger divisor)
{
    const WideInteger quotient = dividend / divisor;
    return dividend % divisor < 0 ? quotient - 1 : quotient;
}

bool isTooLarge(WideInteger amount)
{
    return amount > largestAmount || amount < -largestAmount;
}

Failure tooLarge(const QString& what)
{
    return fail(Fault::Invalid, u"%1 is too large. Use smaller quantities or prices."_s.arg(what));
}

qint64 shareOf(qint64 amount, int milliPercent)
{
    return Money::ofMinor(amount, eur).share(milliPercent).minor();
}

/// Parts in proportion to the weights, which add up to the whole exactly (largest remainder; earlier ones
/// first among equals). Weights of both signs: what is given back takes its part back.
/// @param whole  round(Σ weights × numerator / denominator)
std::vector<qint64> sharedOut(qint64 whole, const std::vector<qint64>& weights, WideInteger numerator,
                              WideInteger denominator)
{
    std::vector<qint64> parts;
    std::vector<std::pair<WideInteger, std::size_t>> remainders;
    qint64 given = 0;
    for (const qint64 weight : weights) {
        const WideInteger exact = WideInteger{weight} * numerator;
        const WideInteger floored = flooredQuotient(exact, denominator);
        remainders.emplace_back(exact - floored * denominator, parts.size());
        parts.push_back(static_cast<qint64>(floored));
        given += parts.back();
    }
    std::stable_sort(remainders.begin(), remainders.end(),
                     [](const auto& a, const auto& b) { return a.first > b.first; });
    const auto left = static_cast<std::size_t>(whole - given);
    Q_ASSERT(left <= parts.size());
    for (std::size_t k = 0; k < left; ++k)
        ++parts[remainders[k].second];
    return parts;
}

/// A category and rate, with what of it was added up as shown.
struct Group
{
    TaxTotals totals;
    std::vector<std::size_t> lines;
    qint64 shown = 0;
    qint64 shownDiscount = 0;
};

Group& groupOf(std::vector<Group>& groups, const Tax& tax)
{
    const auto found = std::find_if(groups.begin(), groups.end(), [&](const Group& group) {
        return group.totals.tax.category == tax.category && group.totals.tax.milliPercent == tax.milliPercent;
    });
    if (found != groups.end())
        return *found;
    groups.push_back({{tax, 0, 0, 0, 0}, {}});
    return groups.back();
}

Result<LineTotals> lineTotals(const OrderLine& line, int number)
{
    const QString name = u"The amount of line %1"_s.arg(number);
    if (isTooLarge(line.milliQuantity) || isTooLarge(line.unitPrice))
        return tooLarge(name);
    const WideInteger gross = roundedHalfAway(WideInteger{line.milliQuantity} * line.unitPrice, milli);
    if (isTooLarge(gross))
        return tooLarge(name);
    LineTotals totals{static_cast<qint64>(gross), 0, 0, 0};
    totals.allowance =
        line.discount.minor != 0 ? line.discount.minor : shareOf(totals.gross, line.discount.milliPercent);
    if (line.discount.minor > 0 && line.discount.minor > totals.gross)
        return fail(Fault::Invalid, u"Line %1: the discount is more than the line costs."_s.arg(number));
    totals.shown = totals.gross - totals.allowance;
    totals.net = totals.shown;
    return totals;
}

/// The order's discount over the groups: taken from those that cost something.
Result<void> shareDiscount(std::vector<Group>& groups, qint64 discount)
{
    if (discount == 0)
        return {};
    const bool isBack = discount < 0; // a percentage of what is given back altogether
    std::vector<qint64> weights;
    for (const Group& group : groups)
        weights.push_back(std::max<qint64>(0, isBack ? -group.shown : group.shown));
    const qint64 whole = std::accumulate(weights.begin(), weights.end(), qint64{0});
    if (whole == 0)
        return fail(Fault::Invalid, u"There is nothing the discount could be taken from."_s);
    const std::vector<Money> parts = Money::ofMinor(discount, eur).split(weights);
    for (std::size_t i = 0; i < groups.size(); ++i)
        groups[i].shownDiscount = parts[i].minor();
    return {};
}

/// Before tax, from what is shown with it.
void takeTaxOut(Group& group, std::vector<LineTotals>& lines)
{
    const WideInteger whole = hundredPercent + group.totals.tax.milliPercent;
    const auto net = [&](qint64 shown) {
        return static_cast<qint64>(roundedHalfAway(WideInteger{shown} * hundredPercent, whole));
    };
    group.totals.lineNet = net(group.shown);
    group.totals.taxable = net(group.shown - group.shownDiscount);
    group.totals.allowance = group.totals.lineNet - group.totals.taxable;
    std::vector<qint64> shown;
    for (const std::size_t line : group.lines)
        shown.push_back(lines[line].shown);
    const std::vector<qint64> nets = sharedOut(group.totals.lineNet, shown, hundredPercent, whole);
    for (std::size_t i = 0; i < nets.size(); ++i)
        lines[group.lines[i]].net = nets[i];
}

} // namespace

Result<OrderTotals> totalsOf(const OrderContent& content)
{
    OrderTotals totals{};
    std::vector<Group> groups;
    for (const OrderLine& line : content.lines) {
        const auto amounts = lineTotals(line, int(totals.lines.size()) + 1);
        if (!amounts)
            return fail(amounts.error());
        Group& group = groupOf(groups, line.tax);
        group.lines.push_back(totals.lines.size());
        group.shown += amounts->shown;
        totals.shownSum += amounts->shown;
        totals.lines.push_back(*amounts);
        // With at most 500 lines a sum of 64 bits cannot wrap before this sees it.
        if (isTooLarge(group.shown) || isTooLarge(totals.shownSum))
            return tooLarge(u"The sum of the lines"_s);
    }
    const Discount& discount = content.discount;
    if (discount.minor > 0 && discount.minor > totals.shownSum)
        return fail(Fault::Invalid, u"The discount is more than the order costs."_s);
    totals.shownDiscount =
        discount.minor != 0 ? discount.minor : shareOf(totals.shownSum, discount.milliPercent);
    if (const auto shared = shareDiscount(groups, totals.shownDiscount); !shared)
        return fail(shared.error());
    for (Group& group : groups) {
        TaxTotals& tax = group.totals;
        if (content.pricesIncludeTax) {
            takeTaxOut(group, totals.lines);
        } else {
            tax.lineNet = group.shown;
            tax.allowance = group.shownDiscount;
            tax.taxable = group.shown - group.shownDiscount;
        }
        tax.amount = shareOf(tax.taxable, tax.tax.milliPercent);
        totals.lineNet += tax.lineNet;
        totals.allowance += tax.allowance;
        totals.tax += tax.amount;
        totals.taxes.push_back(tax);
    }
    totals.withoutTax = totals.lineNet - totals.allowance;
    totals.withTax = totals.withoutTax + totals.tax;
    if (content.pricesIncludeTax)
        totals.rounding = totals.shownSum - totals.shownDiscount - totals.withTax;
    totals.payable = totals.withTax + totals.rounding;
    if (isTooLarge(totals.payable) || isTooLarge(totals.tax))
        return tooLarge(u"The total"_s);
    return totals;
}

} // namespace foyer
