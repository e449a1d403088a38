// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/base/money.h"
#include "app/base/result.h"
#include "app/orders/tax.h"

#include <QDate>
#include <QString>

#include <vector>

namespace foyer {

/// A share or an amount, one of the two.
struct Discount
{
    int milliPercent = 0; ///< 0 to 100'000; 10'000 is 10 %
    qint64 minor = 0;     ///< in the order's currency, not below zero
    bool operator==(const Discount&) const = default;
    bool isNone() const { return milliPercent == 0 && minor == 0; }
};

struct OrderLine
{
    QString product; ///< uid of the catalogue's product it came from; empty: typed. Means nothing to totals.
    QString title;
    QString details;              ///< plain text below it: what a package holds
    QString unit;                 ///< "hour", "print"; empty: none
    qint64 milliQuantity = 1'000; ///< thousandths; below zero: something is given back
    qint64 unitPrice = 0;         ///< minor units; before tax, or with it (see OrderContent)
    Discount discount;            ///< of this line
    Tax tax;
    bool operator==(const OrderLine&) const = default;
};

/// What an order says. Two orders may have two currencies; one order has one.
struct OrderContent
{
    QString title;  ///< of the order; the item's title follows it
    QString number; ///< given when the draft is made, e.g. "2027-0014"; orders may leave gaps
    QString introduction;
    std::vector<OrderLine> lines;
    Discount discount; ///< of the whole, shared out over its taxes in proportion
    Currency currency = eur;
    bool pricesIncludeTax = false;
    QString closing;
    QDate validUntil; ///< the last day a quote can be accepted; invalid: no end
    /// A quote: waits for a recipient to accept it. Otherwise an order tells what was agreed.
    bool needsAcceptance = false;
    bool operator==(const OrderContent&) const = default;
};

/// Whether it may be kept, also half written: lengths, ranges, one discount of two, sums that fit.
/// Faults: Invalid, one sentence that names the line
Result<void> check(const OrderContent& content);
/// Whether it may be sent as well: a line at least, each with a title, a total not below zero.
Result<void> checkForSending(const OrderContent& content);

} // namespace foyer
