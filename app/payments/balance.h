// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/base/money.h"
#include "app/base/result.h"
#include "app/storage/database.h"

#include <QDate>
#include <QString>

#include <vector>

/// What is owed, derived from the ledger whenever it is asked for (invariant M5).
namespace foyer::payments {

/// A part of an invoice and how much of it is covered. What was paid covers the earliest part first.
struct InstalmentState
{
    InstalmentId id;
    QString label;
    qint64 amount; ///< minor units
    QDate due;
    qint64 covered; ///< 0 to amount
    bool isPaid() const { return covered == amount; }
    bool isOverdue(QDate today) const { return !isPaid() && due < today; }
};

struct Balance
{
    Currency currency = eur;
    qint64 total = 0;
    qint64 paid = 0;                          ///< by payments, refunds taken off
    qint64 credited = 0;                      ///< by credit notes
    qint64 pending = 0;                       ///< on its way; nothing of it counts yet
    std::vector<InstalmentState> instalments; ///< by due day

    /// Never below zero: what was paid too much is credit of its payment and not allocated.
    qint64 open() const { return total - paid - credited; }
    /// Open and due by that day.
    qint64 dueBy(QDate day) const;
    /// The first part not wholly paid; null: none.
    const InstalmentState* next() const;
    /// What a client pays who pays "what is due": everything due by today, else the next part. Pending money
    /// is not taken off.
    qint64 dueNext(QDate today) const;
};

/// Shares what was paid and given back out over the instalments, the earliest first.
void cover(Balance& balance);

/// Of an issued invoice; of a draft: its total is open and there are no instalments. Of a credit note:
/// `total` is what it gives, `credited` what of it went towards invoices. Faults: NotFound
Result<Balance> balanceOf(const Snapshot& snapshot, ItemId invoice);

} // namespace foyer::payments
