// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/invoices/schedule.h"
#include "app/orders/order_totals.h"

#include <boost/multiprecision/cpp_dec_float.hpp>

#include <vector>

/// Schedules and totals worked out a second time: from the sentences that say how, in decimal numbers of
/// fifty digits (Boost.Multiprecision) and the calendar of the standard library, without a line of the code
/// that is tested but the types that go in and come out.
namespace foyer::test {

using Decimal =
    boost::multiprecision::number<boost::multiprecision::cpp_dec_float<50>, boost::multiprecision::et_off>;

struct ModelInstalment
{
    qint64 amount;
    QDate due;
    bool operator==(const ModelInstalment&) const = default;
};

/// @param schedule  one that check() lets pass
std::vector<ModelInstalment> modelInstalments(const Schedule& schedule, qint64 total,
                                              const ScheduleDays& days);

/// @param content  one whose totals exist
OrderTotals modelTotals(const OrderContent& content);

} // namespace foyer::test
