// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/orders/order_content.h"

#include <vector>

namespace foyer {

/// One line, in minor units. `shown` is what stands on the page: with tax where prices include it.
struct LineTotals
{
    qint64 gross;     ///< quantity × unit price, rounded half away from zero, once
    qint64 allowance; ///< its discount
    qint64 shown;     ///< gross − allowance
    qint64 net;       ///< BT-131: before tax; the same as shown unless prices include tax
};

/// One category and rate, in minor units; in the order in which they first stand on a line.
struct TaxTotals
{
    Tax tax;          ///< by the name of its first line
    qint64 lineNet;   ///< Σ net of its lines
    qint64 allowance; ///< its share of the order's discount, before tax
    qint64 taxable;   ///< BT-116 = lineNet − allowance
    qint64 amount;    ///< BT-117 = taxable × rate, rounded half away from zero
};

/// Everything an order adds up to, in minor units of its currency, by the business terms of EN 16931.
struct OrderTotals
{
    std::vector<LineTotals> lines;
    std::vector<TaxTotals> taxes;
    qint64 shownSum;      ///< Σ shown: the subtotal as clients read it
    qint64 shownDiscount; ///< the order's discount as clients read it
    qint64 lineNet;       ///< BT-106 = Σ BT-131
    qint64 allowance;     ///< BT-107
    qint64 withoutTax;    ///< BT-109 = BT-106 − BT-107
    qint64 tax;           ///< BT-110 = Σ BT-117
    qint64 withTax;       ///< BT-112 = BT-109 + BT-110
    /// BT-114: where prices include tax, no net may exist whose rounded tax leads back to what was agreed;
    /// then this is the difference. Zero where prices are before tax.
    qint64 rounding;
    qint64 payable; ///< BT-115 = BT-112 + BT-114; what the client pays: Σ shown − discount, and tax
};

/// The one place where orders are added up: list, page, PDF and export all ask it.
///
/// A discount of the whole is rounded once, then shared out over categories and rates in proportion to what
/// they cost, largest remainder first: the parts are the whole. Where prices include tax, the nets of a
/// rate's lines add up to its net in the same way. Faults: Invalid: a quantity, price or sum beyond
/// largestAmount; a discount above what it is taken from
Result<OrderTotals> totalsOf(const OrderContent& content);

} // namespace foyer
