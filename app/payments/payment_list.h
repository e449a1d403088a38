// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/base/result.h"
#include "app/payments/payment.h"
#include "app/storage/database.h"

#include <QStringList>

#include <vector>

/// The ledger as lists show it.
namespace foyer::payments {

struct PaymentRow
{
    struct Part
    {
        ItemId invoice;
        QString number;
        qint64 amount; ///< minor units
    };
    Payment payment;
    QString payer; ///< empty: not known
    QString brand;
    std::vector<Part> parts; ///< what of it went where; of a refund or a dispute: none
    /// "2027-0014, 2027-0015"
    QString invoices() const;
};

/// The newest day first, refunds and disputes among them. @param limit  1 to 100'000
Result<std::vector<PaymentRow>> list(const Snapshot& snapshot, int limit);

} // namespace foyer::payments
