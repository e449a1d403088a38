// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/automations/webhook_calls.h"

#include "app/base/random.h"
#include "app/contacts/contact_store.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <array>

namespace foyer::automations {

using namespace Qt::StringLiterals;

namespace {

const QString selectCall = u"SELECT 1 FROM webhook_call WHERE step_id = :step"_s;
const QString insertCall = uR"(
    INSERT INTO webhook_call (step_id, message_id, url, body, state, attempts, next_attempt_at, answer, created_at)
    VALUES (:step, :message, :url, :body, 'waiting', 0, :now, '', :now))"_s;
const QString selectWaiting = uR"(
    SELECT w.id, w.step_id, a.uid, w.message_id, w.url, w.body, w.attempts FROM webhook_call w
    CROSS JOIN automation_step s ON s.id = w.step_id CROSS JOIN automation_run r ON r.id = s.run_id
    CROSS JOIN automation a ON a.id = r.automation_id
    WHERE w.state = 'waiting' AND w.next_attempt_at <= :now ORDER BY w.next_attempt_at, w.id LIMIT :limit)"_s;
const QString selectNext = u"SELECT min(next_attempt_at) FROM webhook_call WHERE state = 'waiting'"_s;
const QString selectContact = u"SELECT uid FROM contact WHERE id = :id"_s;
const QString selectAutomation = u"SELECT uid, name FROM automation WHERE id = :id"_s;
const QString selectState = u"SELECT state FROM webhook_call WHERE id = :id"_s;
const QString updateCall = uR"(
    UPDATE webhook_call SET state = :state, attempts = attempts + 1, next_attempt_at = :next, answer = :answer
    WHERE id = :id)"_s;
const QString failStep =
    u"UPDATE automation_step SET state = 'failed', reason = :reason WHERE id = :id AND state = 'done'"_s;
const QString selectRunOfStep = u"SELECT run_id FROM automation_step WHERE id = :id"_s;

constexpr std::array<std::chrono::seconds, 9> delays{
    std::chrono::seconds{5}, std::chrono::minutes{5}, std::chrono::minutes{30},
    std::chrono::hours{2},   std::chrono::hours{5},   std::chrono::hours{10},
    std::chrono::hours{14},  std::chrono::hours{20},  std::chrono::hours{24}};

Result<QString> uidOf(const Snapshot& snapshot, ContactId contact)
{
    const auto uid = snapshot.query(selectContact).bind(":id"_L1, contact.row()).first([](const Query& row) {
        return row.text(0);
    });
    return uid ? Result<QString>{uid->value_or(QString{})} : fail(uid.error());
}

/// People by their uid and role: whoever listens knows them, or asks the studio. No address, no name.
Result<QJsonObject> toJson(const Snapshot& snapshot, const Job& job, const QString& type)
{
    QJsonArray people;
    for (const JobPerson& person : job.details.people) {
        const auto uid = uidOf(snapshot, person.contact);
        if (!uid)
            return fail(uid.error());
        people.append(QJsonObject{{u"contact"_s, *uid}, {u"role"_s, toWord(person.role)}});
    }
    return QJsonObject{{u"uid"_s, job.uid},
                       {u"title"_s, job.details.title},
                       {u"type"_s, type},
                       {u"stage"_s, toWord(job.stage)},
                       {u"shoot"_s, shootDayOf(job).toString(Qt::ISODate)},
                       {u"isClosed"_s, job.closedAt.has_value()},
                       {u"people"_s, people}};
}

QJsonObject toJson(const Item& item)
{
    return {{u"uid"_s, item.uid},
            {u"kind"_s, toWord(item.kind)},
            {u"title"_s, item.title},
            {u"number"_s, item.number},
            {u"state"_s, toWord(item.state)},
            {u"due"_s, item.dueDay.toString(Qt::ISODate)}};
}

/// "job.booked": the words of the trigger, in the way of the specification.
QString typeOf(const Trigger& trigger)
{
    switch (trigger.kind) {
    case Trigger::Kind::JobCreated:
        return u"job.created"_s;
    case Trigger::Kind::JobBooked:
        return u"job.booked"_s;
    case Trigger::Kind::StageChanged:
        return u"job.stage_changed"_s;
    case Trigger::Kind::JobClosed:
        return u"job.closed"_s;
    case Trigger::Kind::DocumentSent:
        return toWord(trigger.document) + u".sent"_s;
    case Trigger::Kind::DocumentCompleted:
        return toWord(trigger.document) + u".completed"_s;
    case Trigger::Kind::DayOfShoot:
        return u"job.shoot"_s;
    case Trigger::Kind::DayOfDue:
        return toWord(trigger.document) + u".due"_s;
    case Trigger::Kind::FirstLogin:
        return u"contact.first_login"_s;
    }
    Q_UNREACHABLE();
}

Result<QByteArray> bodyOf(const Snapshot& snapshot, const WebhookCall& call)
{
    const auto automation = snapshot.query(selectAutomation)
                                .bind(":id"_L1, call.run.automation.row())
                                .first([](const Query& row) {
                                    return std::pair{row.text(0), row.text(1)};
                                });
    if (!automation)
        return fail(automation.error());
    QJsonObject data{
        {u"brand"_s, call.facts.brand}, {u"cause"_s, call.run.cause}, {u"occurrence"_s, call.run.occurrence}};
    if (*automation)
        data.insert(u"automation"_s,
                    QJsonObject{{u"uid"_s, (*automation)->first}, {u"name"_s, (*automation)->second}});
    if (call.facts.job) {
        const auto job = toJson(snapshot, *call.facts.job, call.facts.jobType);
        if (!job)
            return fail(job.error());
        data.insert(u"job"_s, *job);
    }
    if (call.facts.item)
        data.insert(u"document"_s, toJson(*call.facts.item));
    if (call.run.contact) {
        const auto uid = uidOf(snapshot, *call.run.contact);
        if (!uid)
            return fail(uid.error());
        data.insert(u"contact"_s, *uid);
    }
    const QJsonObject body{{u"type"_s, typeOf(call.run.content.trigger)},
                           {u"timestamp"_s, toIso(call.run.beganAt)},
                           {u"data"_s, data}};
    return QJsonDocument{body}.toJson(QJsonDocument::Compact);
}

} // namespace

Result<void> queueWebhook(Transaction& transaction, const WebhookCall& call)
{
    const auto known =
        transaction.query(selectCall).bind(":step"_L1, call.step.row()).first([](const Query&) {
            return true;
        });
    if (!known)
        return fail(known.error());
    if (*known)
        return {};
    const auto body = bodyOf(transaction, call);
    if (!body)
        return fail(body.error());
    return transaction.query(insertCall)
        .bind(":step"_L1, call.step.row())
        .bind(":message"_L1, u"msg_"_s + randomUuid())
        .bind(":url"_L1, call.url)
        .bind(":body"_L1, QString::fromUtf8(*body))
        .bind(":now"_L1, transaction.now())
        .run();
}

Result<std::vector<WaitingCall>> waitingCalls(const Snapshot& snapshot, int limit)
{
    return snapshot.query(selectWaiting)
        .bind(":now"_L1, snapshot.now())
        .bind(":limit"_L1, limit)
        .all([](const Query& row) {
            return WaitingCall{row.integer(0), StepId{row.integer(1)}, row.text(2),        row.text(3),
                               row.text(4),    row.text(5).toUtf8(),   int(row.integer(6))};
        });
}

Result<std::optional<Instant>> nextCallAt(const Snapshot& snapshot)
{
    const auto next =
        snapshot.query(selectNext).first([](const Query& row) { return row.optionalInstant(0); });
    if (!next)
        return fail(next.error());
    return next->value_or(std::nullopt);
}

Result<void> keepAnswer(Transaction& transaction, const WaitingCall& call, const CallAnswer& answer)
{
    const auto state = transaction.query(selectState).bind(":id"_L1, call.row).first([](const Query& row) {
        return row.text(0);
    });
    if (!state)
        return fail(state.error());
    if (*state != u"waiting"_s)
        return {}; // cancelled while it was on its way
    const bool isLast = answer.isRefused || std::size_t(call.attempts) >= delays.size();
    const bool hasFailed = !answer.isTaken && isLast;
    std::optional<Instant> next;
    if (!answer.isTaken && !isLast)
        next = transaction.now() + delays[std::size_t(call.attempts)];
    const auto kept = transaction.query(updateCall)
                          .bind(":state"_L1, answer.isTaken ? u"done"_s
                                             : hasFailed    ? u"failed"_s
                                                            : u"waiting"_s)
                          .bind(":next"_L1, next)
                          .bind(":answer"_L1, answer.words)
                          .bind(":id"_L1, call.row)
                          .run();
    if (!kept)
        return kept;
    if (hasFailed) {
        const auto failed = transaction.query(failStep)
                                .bind(":reason"_L1, answer.words)
                                .bind(":id"_L1, call.step.row())
                                .run();
        if (!failed)
            return failed;
    }
    const auto runRow =
        transaction.query(selectRunOfStep).bind(":id"_L1, call.step.row()).first([](const Query& row) {
            return RunId{row.integer(0)};
        });
    if (!runRow)
        return fail(runRow.error());
    if (!*runRow)
        return {};
    const auto run = findRun(transaction, **runRow);
    if (!run)
        return fail(run.error());
    transaction.record({u"automation"_s,
                        run->automation.row(),
                        answer.isTaken ? u"webhook delivered"_s : u"webhook not delivered"_s,
                        {{u"run"_s, run->id.row()}, {u"answer"_s, answer.words}}});
    transaction.touch(Entity::Automation, run->automation.row());
    if (run->job)
        transaction.touch(Entity::Job, run->job->row());
    return {};
}

} // namespace foyer::automations
