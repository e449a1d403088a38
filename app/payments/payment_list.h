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
    /// What of it went where. Of money that went back, or came to nothing: the invoices its payment was for,
    /// with an amount of 0.
    std::vector<Part> parts;
    /// "2027-0014, 2027-0015"
    QString invoices() const;
};

/// The newest day first, refunds and disputes among them. @param limit  1 to 100'000
Result<std::vector<PaymentRow>> list(const Snapshot& snapshot, int limit);

} // namespace foyer::payments
