// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/invoices/invoice_schedule.h"

#include "app/base/day_text.h"
#include "app/base/json_fields.h"
#include "app/invoices/invoice_store.h"
#include "app/jobs/job_store.h"
#include "app/payments/balance.h"
#include "app/payments/ledger.h"
#include "app/payments/outdated_reminders.h"

#include <QJsonDocument>

#include <algorithm>

namespace foyer::invoices {

using namespace Qt::StringLiterals;

namespace {

// Only what can still be paid: a void invoice keeps its days as they were.
const QString selectRules = uR"(
    SELECT n.id, n.item_id, n.label, n.due_day, n.rule FROM instalment n
    JOIN item i ON i.id = n.item_id
    WHERE i.job_id = :job AND i.state = 'sent' ORDER BY n.item_id, n.position)"_s;
const QString updateDueDay = u"UPDATE instalment SET due_day = :due WHERE id = :id"_s;
const QString selectInvoice = u"SELECT item_id, due_day FROM instalment WHERE id = :id"_s;

struct Row
{
    Move move;
    ScheduleRule rule;
};

Row rowFrom(const Query& row)
{
    QString problem;
    JsonFields fields{QJsonDocument::fromJson(row.text(4).toUtf8()).object(), {}, problem};
    const ScheduleRule rule = readScheduleRule(fields);
    const QDate due = row.day(3);
    return {{InstalmentId{row.integer(0)}, ItemId{row.integer(1)}, row.text(2), due, due}, rule};
}

bool followsShoot(const ScheduleRule& rule)
{
    return rule.from == DueFrom::Shoot || rule.from == DueFrom::LastShoot;
}

bool followsJob(const ScheduleRule& rule)
{
    return followsShoot(rule) || rule.from == DueFrom::Booking;
}

Result<void> write(Transaction& transaction, const Move& move)
{
    const auto moved =
        transaction.query(updateDueDay).bind(":due"_L1, move.to).bind(":id"_L1, move.instalment.row()).run();
    if (!moved)
        return moved;
    transaction.record({u"item"_s,
                        move.invoice.row(),
                        u"instalment moved"_s,
                        {{u"instalment"_s, move.instalment.row()},
                         {u"from"_s, move.from.toString(Qt::ISODate)},
                         {u"to"_s, move.to.toString(Qt::ISODate)}}});
    if (const auto dropped = payments::dropOfMoved(transaction, move.instalment); !dropped)
        return dropped;
    return payments::settle(transaction, move.invoice);
}

} // namespace

Result<ScheduleDays> scheduleDaysOf(const Snapshot& snapshot, JobId id, QDate issue, int daysToPay)
{
    const auto job = jobs::find(snapshot, id);
    if (!job)
        return fail(job.error());
    ScheduleDays days{issue, {}, {}, daysToPay};
    if (job->bookedAt)
        days.booking = toLocal(*job->bookedAt).date();
    for (const Shoot& shoot : job->details.shoots) {
        if (!shoot.day.isValid())
            continue;
        days.shoot = days.shoot.isValid() ? std::min(days.shoot, shoot.day) : shoot.day;
        days.lastShoot = days.lastShoot.isValid() ? std::max(days.lastShoot, shoot.day) : shoot.day;
    }
    return days;
}

Result<std::vector<Move>> moves(const Snapshot& snapshot, JobId job)
{
    const auto rows = snapshot.query(selectRules).bind(":job"_L1, job.row()).all(rowFrom);
    if (!rows)
        return fail(rows.error());
    std::vector<Move> moves;
    for (const Row& row : *rows) {
        if (!followsJob(row.rule))
            continue;
        const auto invoice = issued(snapshot, row.move.invoice);
        if (!invoice)
            return fail(invoice.error());
        const auto days = scheduleDaysOf(snapshot, job, invoice->day, 0);
        if (!days)
            return fail(days.error());
        // Without a day to count from, what was agreed stays.
        if (followsShoot(row.rule) && !days->shoot.isValid())
            continue;
        const auto balance = payments::balanceOf(snapshot, row.move.invoice);
        if (!balance)
            return fail(balance.error());
        const auto state = std::find_if(balance->instalments.begin(), balance->instalments.end(),
                                        [&](const auto& one) { return one.id == row.move.instalment; });
        Move move = row.move;
        move.to = dueDay(row.rule, *days);
        if (state != balance->instalments.end() && !state->isPaid() && move.to != move.from)
            moves.push_back(std::move(move));
    }
    return moves;
}

Result<std::vector<Move>> reschedule(Transaction& transaction, JobId job)
{
    const auto wanted = moves(transaction, job);
    if (!wanted)
        return wanted;
    for (const Move& move : *wanted) {
        if (const auto moved = write(transaction, move); !moved)
            return fail(moved.error());
    }
    return wanted;
}

Result<void> moveInstalment(Transaction& transaction, InstalmentId id, QDate due)
{
    if (!due.isValid())
        return fail(Fault::Invalid, u"Choose the day it is due."_s);
    const auto found = transaction.query(selectInvoice).bind(":id"_L1, id.row()).first([](const Query& row) {
        return std::pair{ItemId{row.integer(0)}, row.day(1)};
    });
    if (!found)
        return fail(found.error());
    if (!*found)
        return fail(Fault::NotFound, u"There is no instalment %1."_s.arg(id.row()));
    const auto invoice = issued(transaction, (*found)->first);
    if (!invoice)
        return fail(invoice.error());
    if (due < invoice->day)
        return fail(Fault::Invalid, u"The invoice is of %1: nothing of it is due before that day."_s.arg(
                                        dayText(invoice->day, {})));
    const auto balance = payments::balanceOf(transaction, (*found)->first);
    if (!balance)
        return fail(balance.error());
    for (const payments::InstalmentState& one : balance->instalments) {
        if (one.id == id && one.isPaid())
            return fail(Fault::Conflict, u"“%1” is paid, so its day stays."_s.arg(one.label));
    }
    return write(transaction, {id, (*found)->first, {}, (*found)->second, due});
}

} // namespace foyer::invoices
