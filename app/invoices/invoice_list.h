// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/base/money.h"
#include "app/base/result.h"
#include "app/items/item.h"
#include "app/storage/database.h"

#include <QStringList>

#include <vector>

namespace foyer::invoices {

/// An invoice, or a credit note, as a list shows it. Amounts are minor units of its currency.
struct InvoiceRow
{
    ItemId id;
    BrandId brand;
    JobId job;
    QString jobTitle;
    QString number; ///< empty: a draft
    QString title;
    ItemState state;
    bool isCreditNote;
    Currency currency;
    qint64 total;
    qint64 paid;            ///< by payments, refunds taken off
    qint64 credited;        ///< by credit notes; of a credit note: what it gave
    qint64 pending;         ///< on its way; nothing of it counts yet
    QDate due;              ///< of the next open part; invalid: none
    QDate day;              ///< of issue; invalid: a draft
    QStringList recipients; ///< names, the one it bills first

    /// What is still to be paid: nothing of a draft, of a credit note, or of what is void.
    qint64 open() const { return state == ItemState::Sent && !isCreditNote ? total - paid - credited : 0; }
    bool isOverdue(QDate today) const { return open() > 0 && due.isValid() && due < today; }
};

/// Those that are not in the bin: drafts first, then the newest. The sums are those of payments::balanceOf.
/// @param limit  1 to 100'000
Result<std::vector<InvoiceRow>> list(const Snapshot& snapshot, int limit);

} // namespace foyer::invoices
