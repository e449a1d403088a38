// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/orders/order_content.h"

#include "app/base/money_text.h"
#include "app/orders/order_totals.h"

namespace foyer {

using namespace Qt::StringLiterals;

namespace {

constexpr int mostLines = 500;
constexpr int longestTitle = 200;
constexpr int longestUnit = 30;
constexpr int longestNumber = 40;
constexpr int longestText = 10'000;
constexpr int wholePercent = 100'000;

Result<void> checkDiscount(const Discount& discount, const QString& where)
{
    if (discount.milliPercent != 0 && discount.minor != 0)
        return fail(Fault::Invalid, where + u"a discount is a percentage or an amount, not both."_s);
    if (discount.milliPercent < 0 || discount.milliPercent > wholePercent)
        return fail(Fault::Invalid, where + u"a discount is between 0 and 100 %."_s);
    if (discount.minor < 0 || discount.minor > largestAmount)
        return fail(Fault::Invalid, where + u"a discount is an amount above zero."_s);
    return {};
}

Result<void> checkLine(const OrderLine& line, const QString& where)
{
    if (line.title.size() > longestTitle)
        return fail(Fault::Invalid, where + u"the title has at most %1 characters."_s.arg(longestTitle));
    if (line.details.size() > longestText)
        return fail(Fault::Invalid, where + u"the details have at most %1 characters."_s.arg(longestText));
    if (line.unit.size() > longestUnit)
        return fail(Fault::Invalid, where + u"the unit has at most %1 characters."_s.arg(longestUnit));
    if (const auto fits = checkDiscount(line.discount, where); !fits)
        return fits;
    if (const auto fits = check(line.tax); !fits)
        return fail(Fault::Invalid, where + fits.error().detail);
    return {};
}

} // namespace

Result<void> check(const OrderContent& content)
{
    if (content.title.size() > longestTitle)
        return fail(Fault::Invalid, u"The title has at most %1 characters."_s.arg(longestTitle));
    if (content.number.size() > longestNumber)
        return fail(Fault::Invalid, u"The number has at most %1 characters."_s.arg(longestNumber));
    if (content.introduction.size() > longestText || content.closing.size() > longestText)
        return fail(
            Fault::Invalid,
            u"The texts before and after the lines have at most %1 characters each."_s.arg(longestText));
    if (content.lines.size() > mostLines)
        return fail(Fault::Invalid, u"An order has at most %1 lines."_s.arg(mostLines));
    if (const auto fits = checkDiscount(content.discount, u"The order: "_s); !fits)
        return fits;
    int number = 0;
    for (const OrderLine& line : content.lines) {
        if (const auto fits = checkLine(line, u"Line %1: "_s.arg(++number)); !fits)
            return fits;
    }
    const auto totals = totalsOf(content);
    return totals ? Result<void>{} : fail(totals.error());
}

Result<void> checkForSending(const OrderContent& content)
{
    if (const auto fits = check(content); !fits)
        return fits;
    if (content.title.trimmed().isEmpty())
        return fail(Fault::Invalid, u"Give the order a title first: clients find it by that."_s);
    if (content.lines.empty())
        return fail(Fault::Invalid, u"Add a line first: without lines it says nothing."_s);
    int number = 0;
    for (const OrderLine& line : content.lines) {
        ++number;
        if (line.title.trimmed().isEmpty())
            return fail(Fault::Invalid, u"Line %1 has no title yet. Name it or remove it."_s.arg(number));
    }
    const auto totals = totalsOf(content);
    if (!totals)
        return fail(totals.error());
    if (totals->payable < 0)
        return fail(Fault::Invalid,
                    u"The total is below zero. Lower the discounts or what is given back first."_s);
    return {};
}

} // namespace foyer
