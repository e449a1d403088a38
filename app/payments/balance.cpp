// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/payments/balance.h"

#include <algorithm>

namespace foyer::payments {

using namespace Qt::StringLiterals;

namespace {

const QString selectTotal = u"SELECT currency, total_minor FROM item WHERE id = :id"_s;
// One statement for all three sums, so that a page asks once.
const QString selectSums = uR"(
    SELECT (SELECT coalesce(sum(amount_minor), 0) FROM allocation
            WHERE invoice_id = :id AND payment_id IS NOT NULL),
           (SELECT coalesce(sum(amount_minor), 0) FROM allocation
            WHERE invoice_id = :id AND credit_note_id IS NOT NULL),
           (SELECT coalesce(sum(amount_minor), 0) FROM allocation WHERE credit_note_id = :id),
           (SELECT coalesce(sum(p.amount_minor - p.surcharge_minor), 0)
            FROM payment_attempt a JOIN payment p ON p.attempt_id = a.id
            WHERE a.invoice_id = :id AND p.kind = 'payment'
              AND (SELECT s.state FROM payment_state s WHERE s.payment_id = p.id
                   ORDER BY s.id DESC LIMIT 1) = 'pending'))"_s;
const QString selectInstalments = uR"(
    SELECT id, label, amount_minor, due_day FROM instalment WHERE item_id = :id ORDER BY due_day, position)"_s;

struct Sums
{
    qint64 paid;
    qint64 credited;
    qint64 given;
    qint64 pending;
};

} // namespace

qint64 Balance::dueBy(QDate day) const
{
    qint64 due = 0;
    for (const InstalmentState& one : instalments) {
        if (one.due <= day)
            due += one.amount - one.covered;
    }
    return due;
}

const InstalmentState* Balance::next() const
{
    const auto found = std::find_if(instalments.begin(), instalments.end(),
                                    [](const InstalmentState& one) { return !one.isPaid(); });
    return found == instalments.end() ? nullptr : &*found;
}

qint64 Balance::dueNext(QDate today) const
{
    if (const qint64 due = dueBy(today); due > 0)
        return due;
    const InstalmentState* one = next();
    return one ? one->amount - one->covered : 0;
}

void cover(Balance& balance)
{
    qint64 left = balance.paid + balance.credited;
    for (InstalmentState& one : balance.instalments) {
        one.covered = std::clamp<qint64>(left, 0, one.amount);
        left -= one.covered;
    }
}

Result<Balance> balanceOf(const Snapshot& snapshot, ItemId invoice)
{
    const auto total = snapshot.query(selectTotal).bind(":id"_L1, invoice.row()).first([](const Query& row) {
        return std::pair{row.text(0), row.integer(1)};
    });
    if (!total)
        return fail(total.error());
    if (!*total)
        return fail(Fault::NotFound, u"There is no invoice %1."_s.arg(invoice.row()));
    const auto sums = snapshot.query(selectSums).bind(":id"_L1, invoice.row()).first([](const Query& row) {
        return Sums{row.integer(0), row.integer(1), row.integer(2), row.integer(3)};
    });
    if (!sums)
        return fail(sums.error());
    auto instalments =
        snapshot.query(selectInstalments).bind(":id"_L1, invoice.row()).all([](const Query& row) {
            return InstalmentState{InstalmentId{row.integer(0)}, row.text(1), row.integer(2), row.day(3), 0};
        });
    if (!instalments)
        return fail(instalments.error());
    Balance balance;
    balance.currency = Currency::fromText((*total)->first).value_or(eur);
    balance.total = (*total)->second;
    balance.paid = (*sums)->paid;
    balance.credited = (*sums)->credited + (*sums)->given;
    balance.pending = (*sums)->pending;
    balance.instalments = std::move(*instalments);
    cover(balance);
    return balance;
}

} // namespace foyer::payments
