// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/base/result.h"
#include "app/orders/order_content.h"

#include <QStringList>

namespace foyer {

/// What is frozen when an order is sent: everything a client reads on page and paper, but the letterhead.
struct SentOrder
{
    OrderContent content;
    QDate day;      ///< of this version, as the studio's calendar had it
    QStringList to; ///< name and address of whom it is for, line by line
    bool operator==(const SentOrder&) const = default;
};

/// Canonical JSON of it. Holds the total as well: should a later Foyer add up differently, that shows instead
/// of changing what was agreed.
QByteArray frozenBytes(const SentOrder& order);
/// Faults: Storage (not such bytes, or they add up to something else)
Result<SentOrder> sentOrderFromBytes(const QByteArray& bytes);

} // namespace foyer
