// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/automations/engine.h"

#include "app/automations/studio_time.h"
#include "app/items/item_store.h"
#include "app/jobs/job_store.h"
#include "app/payments/wanting.h"

#include <algorithm>

namespace foyer::automations {

using namespace Qt::StringLiterals;

namespace {

/// A day that is longer over begins nothing: nobody is asked of what nobody remembers.
constexpr int furthestBack = 62;

const QString selectShoots = uR"(
    SELECT j.id, j.first_day, j.created_at FROM job j
    WHERE j.first_day BETWEEN :from AND :to AND (j.closed_at IS NULL OR j.stage = 'completed')
      AND j.deleted_at IS NULL AND (:job = 0 OR j.id = :job)
      AND NOT EXISTS (SELECT 1 FROM automation_run r WHERE r.automation_id = :automation
                      AND r.subject = 'job ' || j.id AND r.occurrence = 'shoot ' || j.first_day)
    ORDER BY j.first_day, j.id)"_s;
const QString selectInvoices = uR"(
    SELECT DISTINCT i.id, n.due_day, i.job_id, max(i.created_at, i.sent_at) FROM instalment n
    CROSS JOIN item i ON i.id = n.item_id CROSS JOIN job j ON j.id = i.job_id
    WHERE n.due_day BETWEEN :from AND :to AND i.kind = 'invoice' AND i.state = 'sent'
      AND (j.closed_at IS NULL OR j.stage = 'completed')
      AND j.deleted_at IS NULL AND (:job = 0 OR j.id = :job)
      AND NOT EXISTS (SELECT 1 FROM automation_run r WHERE r.automation_id = :automation
                      AND r.subject = 'item ' || i.id AND r.occurrence = 'due ' || n.due_day)
    ORDER BY n.due_day, i.id)"_s;
const QString selectQuestionnaires = uR"(
    SELECT i.id, i.due_day, i.job_id, max(i.created_at, i.sent_at) FROM item i CROSS JOIN job j ON j.id = i.job_id
    WHERE i.due_day BETWEEN :from AND :to AND i.kind = 'questionnaire' AND i.state = 'sent'
      AND (j.closed_at IS NULL OR j.stage = 'completed')
      AND j.deleted_at IS NULL AND (:job = 0 OR j.id = :job)
      AND NOT EXISTS (SELECT 1 FROM automation_run r WHERE r.automation_id = :automation
                      AND r.subject = 'item ' || i.id AND r.occurrence = 'due ' || i.due_day)
    ORDER BY i.due_day, i.id)"_s;

/// Days from which a trigger's day may be now. A day of slack on both sides: whether a moment has come is
/// asked of the moment.
struct Window
{
    QDate from;
    QDate to;
};
Window windowOf(const Automation& automation, Instant now)
{
    const QDate today = dayOf(now);
    const Trigger& trigger = automation.content.trigger;
    const int days = trigger.days;
    // A bill can be sent when its moment has passed already, but hardly when its day has.
    const int back = trigger.kind == Trigger::Kind::DayOfDue ? std::max(days, 0) : days;
    const QDate first = std::max(dayOf(*automation.onSince).addDays(-1), today.addDays(-furthestBack));
    return {first.addDays(-back), today.addDays(1 - days)};
}

QString whenText(int days, const QString& what)
{
    if (days == 0)
        return u"the day of the "_s + what;
    const int count = std::abs(days);
    return (count == 1 ? u"%1 day %2 the %3"_s : u"%1 days %2 the %3"_s)
        .arg(count)
        .arg(days < 0 ? u"before"_s : u"after"_s, what);
}

struct DueItem
{
    ItemId item;
    QDate day;
    JobId job;
    Instant since;
};
DueItem dueFromRow(const Query& row)
{
    return {ItemId{row.integer(0)}, row.day(1), JobId{row.integer(2)}, row.instant(3)};
}

Happening dueHappening(const DueItem& due, ItemKind kind, int days, Instant moment)
{
    Happening happening{Trigger::Kind::DayOfDue, u"item "_s + due.item.text(),
                        u"due "_s + due.day.toString(Qt::ISODate), whenText(days, u"due day"_s), moment};
    happening.job = due.job;
    happening.item = due.item;
    happening.document = kind;
    happening.day = due.day;
    happening.since = due.since;
    return happening;
}

} // namespace

bool Engine::hasCome(const Automation& automation, Instant moment) const
{
    return moment <= m_transaction.now() && moment >= *automation.onSince;
}

/// What was sent when its moment had passed already, but not its day, begins as well: of its steps those
/// happen whose time is still to come.
bool Engine::hasCome(const Automation& automation, Instant moment, const Happening& due) const
{
    if (moment >= *due.since)
        return hasCome(automation, moment);
    return moment <= m_transaction.now() && *due.since >= *automation.onSince && due.day >= dayOf(*due.since);
}

Result<void> Engine::beginDays()
{
    const auto automations = active();
    if (!automations)
        return fail(automations.error());
    for (const Automation& automation : **automations) {
        const Trigger& trigger = automation.content.trigger;
        Result<void> begun;
        if (trigger.kind == Trigger::Kind::DayOfShoot)
            begun = beginShoots(automation);
        else if (trigger.kind == Trigger::Kind::DayOfDue && trigger.document == ItemKind::Invoice)
            begun = beginInvoices(automation);
        else if (trigger.kind == Trigger::Kind::DayOfDue)
            begun = beginQuestionnaires(automation);
        if (!begun)
            return begun;
    }
    return {};
}

Result<void> Engine::beginShoots(const Automation& automation)
{
    struct Row
    {
        JobId job;
        QDate day;
        Instant since;
    };
    const Window window = windowOf(automation, m_transaction.now());
    const auto rows = m_transaction.query(selectShoots)
                          .bind(":from"_L1, window.from)
                          .bind(":to"_L1, window.to)
                          .bind(":automation"_L1, automation.id.row())
                          .bind(":job"_L1, m_onlyJob ? m_onlyJob->row() : 0)
                          .all([](const Query& row) {
                              return Row{JobId{row.integer(0)}, row.day(1), row.instant(2)};
                          });
    if (!rows)
        return fail(rows.error());
    const Trigger& trigger = automation.content.trigger;
    for (const Row& row : *rows) {
        const Instant moment = momentOf(row.day.addDays(trigger.days), trigger.at);
        if (hasBegunEnough())
            break;
        // What passed before the job was here (typed in late, or imported) is no business of it.
        if (!hasCome(automation, moment) || moment < row.since)
            continue;
        Happening happening{Trigger::Kind::DayOfShoot, u"job "_s + row.job.text(),
                            u"shoot "_s + row.day.toString(Qt::ISODate), whenText(trigger.days, u"shoot"_s),
                            moment};
        happening.job = row.job;
        happening.day = row.day;
        if (const auto begun = begin(automation, happening); !begun)
            return begun;
    }
    return {};
}

Result<void> Engine::beginInvoices(const Automation& automation)
{
    const Window window = windowOf(automation, m_transaction.now());
    const auto rows = m_transaction.query(selectInvoices)
                          .bind(":from"_L1, window.from)
                          .bind(":to"_L1, window.to)
                          .bind(":automation"_L1, automation.id.row())
                          .bind(":job"_L1, m_onlyJob ? m_onlyJob->row() : 0)
                          .all(dueFromRow);
    if (!rows)
        return fail(rows.error());
    const Trigger& trigger = automation.content.trigger;
    for (const DueItem& due : *rows) {
        if (hasBegunEnough())
            break;
        const Instant moment = momentOf(due.day.addDays(trigger.days), trigger.at);
        const Happening happening = dueHappening(due, ItemKind::Invoice, trigger.days, moment);
        if (!hasCome(automation, moment, happening))
            continue;
        const auto balance = payments::balanceOf(m_transaction, due.item);
        if (!balance)
            return fail(balance.error());
        const auto parts = payments::wanting(*balance);
        const bool isOpen =
            std::any_of(parts.begin(), parts.end(), [&](const auto& part) { return part.due == due.day; });
        if (!isOpen)
            continue;
        if (const auto begun = begin(automation, happening); !begun)
            return begun;
    }
    return {};
}

Result<void> Engine::beginQuestionnaires(const Automation& automation)
{
    const Window window = windowOf(automation, m_transaction.now());
    const auto rows = m_transaction.query(selectQuestionnaires)
                          .bind(":from"_L1, window.from)
                          .bind(":to"_L1, window.to)
                          .bind(":automation"_L1, automation.id.row())
                          .bind(":job"_L1, m_onlyJob ? m_onlyJob->row() : 0)
                          .all(dueFromRow);
    if (!rows)
        return fail(rows.error());
    const Trigger& trigger = automation.content.trigger;
    for (const DueItem& due : *rows) {
        if (hasBegunEnough())
            break;
        const Instant moment = momentOf(due.day.addDays(trigger.days), trigger.at);
        const Happening happening = dueHappening(due, ItemKind::Questionnaire, trigger.days, moment);
        if (!hasCome(automation, moment, happening))
            continue;
        if (const auto begun = begin(automation, happening); !begun)
            return begun;
    }
    return {};
}

} // namespace foyer::automations
