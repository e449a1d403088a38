// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/automations/scheduler.h"

#include "app/automations/engine.h"
#include "app/automations/studio_time.h"

#include <QDebug>
#include <QJsonDocument>

#include <algorithm>

namespace foyer::automations {

using namespace Qt::StringLiterals;

namespace {

constexpr int eventsAtOnce = 500;
constexpr int stepsAtOnce = 25;

const QString selectCursor = u"SELECT journal_row FROM automation_cursor WHERE id = 1"_s;
const QString updateCursor = u"UPDATE automation_cursor SET journal_row = :row WHERE id = 1"_s;
const QString selectLast = u"SELECT coalesce(max(id), 0) FROM journal"_s;
const QString selectEvents = uR"(
    SELECT id, at, entity, entity_row, action, detail FROM journal
    WHERE id > :after AND entity IN ('job', 'item', 'portal_account', 'studio') ORDER BY id LIMIT :most)"_s;
const QString selectEndOfImport = uR"(
    SELECT min(id) FROM journal WHERE id > :after AND entity = 'studio' AND action = 'imported')"_s;
const QString selectNextDue = uR"(
    SELECT min(s.due_at) FROM automation_step s CROSS JOIN automation_run r ON r.id = s.run_id
    WHERE s.state = 'waiting' AND s.due_at > :now AND s.due_at < :never AND r.state = 'running')"_s;

Result<qint64> number(Query& query)
{
    const auto value = query.first([](const Query& row) { return row.integer(0); });
    return value ? Result<qint64>{value->value_or(0)} : fail(value.error());
}

Result<qint64> number(Query&& query)
{
    return number(query);
}

Event eventFromRow(const Query& row)
{
    return {
        row.integer(0),
        row.instant(1),
        {row.text(2), row.integer(3), row.text(4), QJsonDocument::fromJson(row.text(5).toUtf8()).object()}};
}

/// What the journal tells behind the cursor, and how far that was read.
struct News
{
    std::vector<Event> events;
    qint64 readTo;
    bool isMore;
};

/// What an import brought stands between two lines, of one transaction: it happened long ago, and elsewhere.
Result<News> newsAfter(const Snapshot& snapshot, qint64 cursor)
{
    const auto last = number(snapshot.query(selectLast));
    if (!last)
        return fail(last.error());
    News news{{}, *last, false};
    if (*last == cursor)
        return news;
    auto events = snapshot.query(selectEvents)
                      .bind(":after"_L1, cursor)
                      .bind(":most"_L1, eventsAtOnce)
                      .all(eventFromRow);
    if (!events)
        return fail(events.error());
    if (events->size() == std::size_t(eventsAtOnce)) {
        news.readTo = events->back().journalRow;
        news.isMore = true;
    }
    qint64 importedTo = 0;
    for (Event& event : *events) {
        if (event.journalRow <= importedTo)
            continue;
        if (event.entry.entity != "studio"_L1) {
            news.events.push_back(std::move(event));
            continue;
        }
        if (event.entry.action != "import began"_L1)
            continue;
        const auto end = number(snapshot.query(selectEndOfImport).bind(":after"_L1, event.journalRow));
        if (!end)
            return fail(end.error());
        importedTo = *end;
        news.readTo = std::max(news.readTo, importedTo);
    }
    return news;
}

} // namespace

Result<Tick> tick(Transaction& transaction)
{
    const auto cursor = number(transaction.query(selectCursor));
    if (!cursor)
        return fail(cursor.error());
    const auto news = newsAfter(transaction, *cursor);
    if (!news)
        return fail(news.error());
    Engine engine{transaction};
    if (const auto followed = engine.follow(news->events); !followed)
        return fail(followed.error());
    if (news->readTo != *cursor) {
        transaction.declareHousekeeping(); // how far it was read is nobody's data
        const auto kept = transaction.query(updateCursor).bind(":row"_L1, news->readTo).run();
        if (!kept)
            return fail(kept.error());
    }
    Tick tick;
    tick.isMore = news->isMore;
    // A step must not be done while the news that makes it untrue is still unread.
    if (!tick.isMore) {
        if (const auto ended = engine.endOvertaken(); !ended)
            return fail(ended.error());
        if (const auto begun = engine.beginDays(); !begun)
            return fail(begun.error());
        const auto more = engine.doSteps(stepsAtOnce);
        if (!more)
            return fail(more.error());
        tick.isMore = *more || engine.hasBegunEnough();
    }
    tick.runsBegun = engine.runsBegun();
    tick.stepsDone = engine.stepsDone();
    const auto next =
        number(transaction.query(selectNextDue).bind(":now"_L1, transaction.now()).bind(":never"_L1, never));
    if (!next)
        return fail(next.error());
    if (*next > 0)
        tick.nextDue = fromSeconds(*next);
    return tick;
}

Scheduler::Scheduler(Database& studio, QObject* parent)
    : QObject{parent}
    , m_studio{studio}
{
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &Scheduler::tickNow);
    // Emitted on the writing thread.
    connect(&m_studio, &Database::changed, this, [this](const Changes& changes) {
        const auto matters = [](const Change& one) {
            return one.entity == Entity::Job || one.entity == Entity::Item || one.entity == Entity::Payment ||
                   one.entity == Entity::PortalAccount || one.entity == Entity::Automation;
        };
        if (std::any_of(changes.list.begin(), changes.list.end(), matters))
            tickSoon();
    });
}

void Scheduler::start()
{
    m_hasStarted = true;
    tickNow();
}

void Scheduler::tickSoon()
{
    if (!m_hasStarted)
        return;
    if (m_isTicking)
        m_isAskedAgain = true;
    else
        m_timer.start(pause);
}

void Scheduler::tickNow()
{
    if (m_isTicking)
        return;
    m_isTicking = true;
    m_studio.writeLater(
        Actor::system(), this, [](Transaction& transaction) { return tick(transaction); },
        [this](const Result<Tick>& done) {
            m_isTicking = false;
            if (!done)
                qWarning().noquote() << "automations:" << done.error().detail;
            const bool goesOn = done && (done->isMore || m_isAskedAgain);
            m_isAskedAgain = false;
            if (goesOn) {
                m_timer.start(done->isMore ? std::chrono::milliseconds{0} : pause);
                return;
            }
            // Never longer than a minute: this timer does not count while the machine sleeps.
            std::chrono::milliseconds wait = longest;
            if (done && done->nextDue)
                wait = std::clamp<std::chrono::milliseconds>(*done->nextDue - m_studio.now(), pause, longest);
            m_timer.start(wait);
        });
}

} // namespace foyer::automations
