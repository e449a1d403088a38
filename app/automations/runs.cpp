// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/automations/runs.h"

#include "app/automations/run_words.h"
#include "app/mail/outbox.h"

#include <QJsonDocument>
#include <QUrl>

namespace foyer::automations {

using namespace Qt::StringLiterals;

namespace {

const QString selectHead = uR"(
    SELECT r.id, r.automation_id, a.name, r.job_id, r.item_id, r.contact_id, r.occurrence, r.cause, r.content,
           r.state, r.reason, r.began_at, r.ended_at
    FROM automation_run r CROSS JOIN automation a ON a.id = r.automation_id )"_s;
const QString selectById = selectHead + u"WHERE r.id = :id"_s;
const QString selectOfAutomation =
    selectHead + u"WHERE r.automation_id = :id ORDER BY r.id DESC LIMIT :limit"_s;
const QString selectOfJob = selectHead + u"WHERE r.job_id = :id ORDER BY r.id DESC LIMIT :limit"_s;
const QString whereAsking = uR"(
    WHERE r.state = 'asking' OR (r.state = 'running' AND EXISTS (
        SELECT 1 FROM automation_step s WHERE s.run_id = r.id AND s.state = 'asking')) )"_s;
const QString selectAsking = selectHead + whereAsking + u"ORDER BY r.id LIMIT :limit"_s;
const QString countOfAsking = uR"(
    SELECT (SELECT count(*) FROM automation_run WHERE state = 'asking')
         + (SELECT count(*) FROM automation_step s CROSS JOIN automation_run r ON r.id = s.run_id
            WHERE s.state = 'asking' AND r.state = 'running'))"_s;
const QString selectSteps = uR"(
    SELECT id, run_id, position, contact_row, due_at, state, reason, mail_id, item_id, done_at
    FROM automation_step WHERE run_id = :run ORDER BY position, id)"_s;
const QString selectStep = uR"(
    SELECT id, run_id, position, contact_row, due_at, state, reason, mail_id, item_id, done_at
    FROM automation_step WHERE id = :id)"_s;
const QString updateRun =
    u"UPDATE automation_run SET state = :state, reason = :reason, ended_at = :ended WHERE id = :id"_s;
const QString updateStep = uR"(
    UPDATE automation_step SET state = :state, reason = :reason, decided_by = :by, done_at = :done, due_at = :due
    WHERE id = :id)"_s;
const QString skipOpenSteps = uR"(
    UPDATE automation_step SET state = 'skipped', reason = :reason, done_at = :now
    WHERE run_id = :run AND state IN ('waiting', 'asking'))"_s;
const QString endWebhooks = uR"(
    UPDATE webhook_call SET state = 'failed', answer = :reason, next_attempt_at = NULL
    WHERE state = 'waiting' AND step_id IN (SELECT id FROM automation_step WHERE run_id = :run))"_s;
const QString reviveWebhook = uR"(
    UPDATE webhook_call SET state = 'waiting', attempts = 0, next_attempt_at = :now WHERE step_id = :step)"_s;
const QString selectWaitingMails = uR"(
    SELECT m.id FROM automation_step s CROSS JOIN mail m ON m.id = s.mail_id
    WHERE s.run_id = :run AND m.state IN ('waiting', 'held'))"_s;

template <class Tag>
std::optional<Tag> optionalId(const Query& row, int column)
{
    return row.isNull(column) || row.integer(column) <= 0 ? std::nullopt
                                                          : std::optional{Tag{row.integer(column)}};
}

struct Row
{
    Run value;
    QString content;
};

Row fromRow(const Query& row)
{
    return {{RunId{row.integer(0)},
             AutomationId{row.integer(1)},
             row.text(2),
             optionalId<JobId>(row, 3),
             optionalId<ItemId>(row, 4),
             optionalId<ContactId>(row, 5),
             row.text(6),
             row.text(7),
             {},
             valueOf(runWords, row.text(9)).value_or(RunState::Cancelled),
             row.text(10),
             row.instant(11),
             row.optionalInstant(12),
             {}},
            row.text(8)};
}

StepRow stepFromRow(const Query& row)
{
    return {StepId{row.integer(0)},
            RunId{row.integer(1)},
            int(row.integer(2)),
            optionalId<ContactId>(row, 3),
            row.instant(4),
            valueOf(stepWords, row.text(5)).value_or(StepState::Failed),
            row.text(6),
            optionalId<MailId>(row, 7),
            optionalId<ItemId>(row, 8),
            row.optionalInstant(9)};
}

Result<Run> read(const Snapshot& snapshot, Row row)
{
    auto content = automationFromJson(QJsonDocument::fromJson(row.content.toUtf8()).object());
    if (!content)
        return fail(Fault::Storage,
                    u"A run of “%1” cannot be read: %2"_s.arg(row.value.name, content.error().detail));
    row.value.content = std::move(*content);
    auto steps = snapshot.query(selectSteps).bind(":run"_L1, row.value.id.row()).all(stepFromRow);
    if (!steps)
        return fail(steps.error());
    row.value.steps = std::move(*steps);
    return std::move(row.value);
}

Result<std::vector<Run>> readAll(const Snapshot& snapshot, Result<std::vector<Row>> rows)
{
    if (!rows)
        return fail(rows.error());
    std::vector<Run> runs;
    for (Row& row : *rows) {
        auto run = read(snapshot, std::move(row));
        if (!run)
            return fail(run.error());
        runs.push_back(std::move(*run));
    }
    return runs;
}

Result<StepRow> findStep(const Snapshot& snapshot, StepId id)
{
    const auto found = snapshot.query(selectStep).bind(":id"_L1, id.row()).first(stepFromRow);
    if (!found)
        return fail(found.error());
    return *found ? Result<StepRow>{**found} : fail(Fault::NotFound, u"There is no step %1."_s.arg(id.row()));
}

/// A step with its run, which must be going on.
struct Found
{
    StepRow step;
    Run run;
};
Result<Found> findOpen(const Snapshot& snapshot, StepId id)
{
    auto step = findStep(snapshot, id);
    if (!step)
        return fail(step.error());
    auto run = findRun(snapshot, step->run);
    if (!run)
        return fail(run.error());
    if (run->state == RunState::Cancelled)
        return fail(Fault::Conflict, u"This run of “%1” was cancelled meanwhile."_s.arg(run->name));
    return Found{std::move(*step), std::move(*run)};
}

QString nameOf(const Actor& actor)
{
    return actor.name.isEmpty() ? u"studio"_s : actor.name;
}

void note(Transaction& transaction, const Run& run, const QString& action, QJsonObject detail)
{
    detail.insert(u"run"_s, run.id.row());
    if (run.job)
        detail.insert(u"job"_s, run.job->row());
    transaction.record({u"automation"_s, run.automation.row(), action, std::move(detail)});
    transaction.touch(Entity::Automation, run.automation.row());
    if (run.job)
        transaction.touch(Entity::Job, run.job->row());
}

Result<void> setRun(Transaction& transaction, RunId id, RunState state, const QString& reason,
                    std::optional<Instant> ended)
{
    return transaction.query(updateRun)
        .bind(":state"_L1, wordOf(runWords, state))
        .bind(":reason"_L1, reason)
        .bind(":ended"_L1, ended)
        .bind(":id"_L1, id.row())
        .run();
}

/// What somebody decides about a step.
struct Decision
{
    StepState state;
    QString reason = {};
    bool isDone = false;
    std::optional<Instant> due = {}; ///< nothing: as it was
};
Result<void> decide(Transaction& transaction, const Found& found, const Decision& decision,
                    const QString& action)
{
    const auto updated =
        transaction.query(updateStep)
            .bind(":state"_L1, wordOf(stepWords, decision.state))
            .bind(":reason"_L1, decision.reason)
            .bind(":by"_L1, nameOf(transaction.actor()))
            .bind(":done"_L1, decision.isDone ? std::optional{transaction.now()} : std::nullopt)
            .bind(":due"_L1, decision.due.value_or(found.step.dueAt))
            .bind(":id"_L1, found.step.id.row())
            .run();
    if (!updated)
        return updated;
    note(transaction, found.run, action,
         {{u"position"_s, found.step.position},
          {u"contact"_s, found.step.contact ? found.step.contact->row() : 0},
          {u"reason"_s, decision.reason}});
    return {};
}

QString textOf(const Audience& audience)
{
    if (audience.kind == Audience::Kind::Recipients)
        return u"the document's recipients"_s;
    if (audience.kind == Audience::Kind::Trigger)
        return u"the client"_s;
    if (audience.roles.empty())
        return u"the clients"_s;
    QStringList roles;
    for (const JobRole role : audience.roles)
        roles.append(toWord(role));
    return roles.join(u", "_s);
}

QString days(int count)
{
    return count == 1 ? u"1 day"_s : u"%1 days"_s.arg(count);
}

struct Describe
{
    QString operator()(const MailStep& mail) const { return u"Mail to "_s + textOf(mail.audience); }
    QString operator()(const WaitStep& wait) const
    {
        QString text;
        if (wait.from == WaitStep::From::Shoot) {
            text = wait.days == 0 ? u"Wait until the day of the shoot"_s
                                  : u"Wait until %1 %2 the shoot"_s.arg(
                                        days(std::abs(wait.days)), wait.days < 0 ? u"before"_s : u"after"_s);
        } else {
            QStringList parts;
            if (wait.days > 0)
                parts.append(days(wait.days));
            if (wait.hours > 0)
                parts.append(wait.hours == 1 ? u"1 hour"_s : u"%1 hours"_s.arg(wait.hours));
            text = parts.isEmpty() ? u"Wait"_s : u"Wait "_s + parts.join(u" and "_s);
        }
        return wait.at.isValid() ? text + u" until "_s + wait.at.toString(u"HH:mm"_s) : text;
    }
    QString operator()(const DocumentStep& document) const
    {
        QString kind = toWord(document.kind);
        kind[0] = kind.at(0).toUpper();
        return (document.isSent ? u"%1 sent to %2"_s : u"%1 drafted for %2"_s)
            .arg(kind, textOf(document.audience));
    }
    QString operator()(const StageStep& stage) const { return u"Stage becomes "_s + toWord(stage.stage); }
    QString operator()(const TaskStep& task) const { return u"Task: "_s + task.title; }
    QString operator()(const WebhookStep& webhook) const
    {
        return u"Webhook to "_s + QUrl{webhook.url}.host();
    }
};

} // namespace

Result<std::vector<Run>> runsOf(const Snapshot& snapshot, AutomationId automation, int limit)
{
    return readAll(snapshot, snapshot.query(selectOfAutomation)
                                 .bind(":id"_L1, automation.row())
                                 .bind(":limit"_L1, limit)
                                 .all(fromRow));
}

Result<std::vector<Run>> runsOfJob(const Snapshot& snapshot, JobId job, int limit)
{
    return readAll(
        snapshot,
        snapshot.query(selectOfJob).bind(":id"_L1, job.row()).bind(":limit"_L1, limit).all(fromRow));
}

Result<Run> findRun(const Snapshot& snapshot, RunId id)
{
    auto row = snapshot.query(selectById).bind(":id"_L1, id.row()).first(fromRow);
    if (!row)
        return fail(row.error());
    if (!*row)
        return fail(Fault::NotFound, u"There is no run %1."_s.arg(id.row()));
    return read(snapshot, std::move(**row));
}

Result<std::vector<Run>> asking(const Snapshot& snapshot, int limit)
{
    return readAll(snapshot, snapshot.query(selectAsking).bind(":limit"_L1, limit).all(fromRow));
}

Result<int> countAsking(const Snapshot& snapshot)
{
    const auto count =
        snapshot.query(countOfAsking).first([](const Query& row) { return int(row.integer(0)); });
    return count ? Result<int>{count->value_or(0)} : fail(count.error());
}

QString describe(const Step& step)
{
    return std::visit(Describe{}, step.what);
}

QString toWord(RunState state)
{
    return wordOf(runWords, state);
}

QString toWord(StepState state)
{
    return wordOf(stepWords, state);
}

Result<void> approveRun(Transaction& transaction, RunId id)
{
    const auto run = findRun(transaction, id);
    if (!run)
        return fail(run.error());
    if (run->state != RunState::Asking)
        return fail(Fault::Conflict, u"This run of “%1” asks nothing any more."_s.arg(run->name));
    if (const auto set = setRun(transaction, id, RunState::Running, {}, std::nullopt); !set)
        return set;
    note(transaction, *run, u"run approved"_s, {});
    return {};
}

Result<void> approveStep(Transaction& transaction, StepId id)
{
    const auto found = findOpen(transaction, id);
    if (!found)
        return fail(found.error());
    if (found->step.state != StepState::Asking)
        return fail(Fault::Conflict, u"This step of “%1” asks nothing any more."_s.arg(found->run.name));
    return decide(transaction, *found, {StepState::Waiting}, u"step approved"_s);
}

Result<void> skipStep(Transaction& transaction, StepId id, const QString& reason)
{
    const auto found = findOpen(transaction, id);
    if (!found)
        return fail(found.error());
    if (found->step.state != StepState::Asking && found->step.state != StepState::Waiting)
        return fail(Fault::Conflict, u"This step of “%1” does not wait any more."_s.arg(found->run.name));
    return decide(transaction, *found, {StepState::Skipped, reason.isEmpty() ? u"by hand"_s : reason, true},
                  u"step skipped"_s);
}

Result<void> retryStep(Transaction& transaction, StepId id)
{
    const auto found = findOpen(transaction, id);
    if (!found)
        return fail(found.error());
    if (found->step.state != StepState::Failed)
        return fail(Fault::Conflict, u"This step of “%1” has not failed."_s.arg(found->run.name));
    if (found->run.state == RunState::Done) {
        if (const auto set = setRun(transaction, found->run.id, RunState::Running, {}, std::nullopt); !set)
            return set;
    }
    const bool isWebhook =
        std::size_t(found->step.position) < found->run.content.steps.size() &&
        std::holds_alternative<WebhookStep>(found->run.content.steps[std::size_t(found->step.position)].what);
    if (isWebhook) { // the same call again, under the same message id
        const auto revived = transaction.query(reviveWebhook)
                                 .bind(":now"_L1, transaction.now())
                                 .bind(":step"_L1, id.row())
                                 .run();
        if (!revived)
            return revived;
    }
    return decide(transaction, *found, {StepState::Waiting, {}, false, transaction.now()},
                  u"step tried again"_s);
}

Result<void> cancelRun(Transaction& transaction, RunId id, const QString& reason)
{
    const auto run = findRun(transaction, id);
    if (!run)
        return fail(run.error());
    if (run->state == RunState::Done || run->state == RunState::Cancelled)
        return fail(Fault::Conflict, u"This run of “%1” has ended."_s.arg(run->name));
    const QString why = reason.isEmpty() ? u"by hand"_s : reason;
    if (const auto set = setRun(transaction, id, RunState::Cancelled, why, transaction.now()); !set)
        return set;
    const auto skipped = transaction.query(skipOpenSteps)
                             .bind(":reason"_L1, why)
                             .bind(":now"_L1, transaction.now())
                             .bind(":run"_L1, id.row())
                             .run();
    if (!skipped)
        return skipped;
    const auto ended = transaction.query(endWebhooks).bind(":reason"_L1, why).bind(":run"_L1, id.row()).run();
    if (!ended)
        return ended;
    note(transaction, *run, u"run cancelled"_s, {{u"reason"_s, why}});
    return cancelWaitingMails(transaction, id, why);
}

Result<void> cancelWaitingMails(Transaction& transaction, RunId run, const QString& reason)
{
    const auto mails =
        transaction.query(selectWaitingMails).bind(":run"_L1, run.row()).all([](const Query& row) {
            return MailId{row.integer(0)};
        });
    if (!mails)
        return fail(mails.error());
    for (const MailId one : *mails) {
        if (const auto cancelled = mail::cancel(transaction, one, reason); !cancelled)
            return cancelled;
    }
    return {};
}

} // namespace foyer::automations
