// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/automations/engine.h"

#include "app/automations/studio_time.h"
#include "app/contacts/contact_store.h"
#include "app/mail/outbox.h"

#include <algorithm>

namespace foyer::automations {

using namespace Qt::StringLiterals;

namespace {

const QString selectRunsOf = uR"(
    SELECT id, state FROM automation_run
    WHERE job_id = :job AND (:only = 0 OR automation_id = :only) ORDER BY id)"_s;
// What somebody at the desk insisted on leaves, whatever has come between.
const QString selectQueued = uR"(
    SELECT s.run_id, s.id, m.id FROM mail m CROSS JOIN automation_step s ON s.mail_id = m.id
    WHERE m.state IN ('waiting', 'held') AND m.insisted = 0 ORDER BY s.run_id, s.id)"_s;

/// A mail that has not left yet, and the step that queued it.
struct Queued
{
    RunId run;
    StepId step;
    MailId mail;
};

const QString updateRevived = uR"(
    UPDATE automation_run SET state = :state, reason = :reason, ended_at = NULL WHERE id = :id)"_s;
const QString reviveSteps = uR"(
    UPDATE automation_step SET state = 'waiting', reason = '', done_at = NULL
    WHERE run_id = :run AND state = 'skipped' AND reason = :reason)"_s;
const QString reviveWebhooks = uR"(
    UPDATE webhook_call SET state = 'waiting', answer = '', next_attempt_at = :now
    WHERE state = 'failed' AND answer = :reason
      AND step_id IN (SELECT id FROM automation_step WHERE run_id = :run))"_s;
const QString selectCancelledMails = uR"(
    SELECT m.id, m.reason FROM automation_step s CROSS JOIN mail m ON m.id = s.mail_id
    WHERE s.run_id = :run AND m.state = 'cancelled')"_s;
const QString reviveMail = uR"(
    UPDATE mail SET state = 'waiting', reason = '', version = version + 1 WHERE id = :id AND state = 'cancelled')"_s;

/// Whether what ended it can be taken back, and nobody ended it by hand.
bool isOfTheJob(const QString& reason)
{
    return reason == "the job was closed"_L1 || reason == "the job is in the bin"_L1 ||
           reason == "the shoot has no day any more"_L1 || reason.startsWith("the shoot was moved to "_L1);
}

/// Why it has nothing to say any more to the one it goes to. Empty: it has.
Result<QString> endOfMail(const Snapshot& snapshot, const Run& run, const Facts& facts, StepId step)
{
    const auto row =
        std::find_if(run.steps.begin(), run.steps.end(), [&](const StepRow& one) { return one.id == step; });
    if (row == run.steps.end() || !row->contact || std::size_t(row->position) >= run.content.steps.size())
        return QString{};
    const auto* mail = std::get_if<MailStep>(&run.content.steps[std::size_t(row->position)].what);
    if (!mail)
        return QString{};
    const auto notNow = whyNotNow(snapshot, run, facts);
    if (!notNow || !notNow->isEmpty())
        return notNow;
    const auto living = contacts::livingOf(snapshot, *row->contact);
    if (!living)
        return fail(living.error());
    return theirsIsDone(run, facts, mail->audience, *living);
}

} // namespace

Result<void> Engine::endRunsOf(JobId job, const QString& reason, bool onlyBooked)
{
    const auto runs = m_transaction.query(selectRunsOf)
                          .bind(":job"_L1, job.row())
                          .bind(":only"_L1, m_only ? m_only->row() : 0)
                          .all([](const Query& row) { return RunId{row.integer(0)}; });
    if (!runs)
        return fail(runs.error());
    for (const RunId id : *runs) {
        const auto run = findRun(m_transaction, id);
        if (!run)
            return fail(run.error());
        const Trigger::Kind kind = run->content.trigger.kind;
        if (kind == Trigger::Kind::JobClosed || (onlyBooked && kind != Trigger::Kind::JobBooked))
            continue;
        const bool isOpen = run->state == RunState::Running || run->state == RunState::Asking;
        // One that has ended may have left a mail that still waits for its way out.
        const auto ended =
            isOpen ? cancelRun(m_transaction, id, reason) : cancelWaitingMails(m_transaction, id, reason);
        if (!ended)
            return ended;
    }
    return {};
}

Result<void> Engine::reviveRunsOf(JobId job)
{
    const auto automations = active();
    if (!automations)
        return fail(automations.error());
    const auto runs = m_transaction.query(selectRunsOf)
                          .bind(":job"_L1, job.row())
                          .bind(":only"_L1, m_only ? m_only->row() : 0)
                          .all([](const Query& row) { return RunId{row.integer(0)}; });
    if (!runs)
        return fail(runs.error());
    for (const RunId id : *runs) {
        const auto run = findRun(m_transaction, id);
        if (!run)
            return fail(run.error());
        // One that was switched off since has nothing to go on with.
        const bool isOn = std::any_of((*automations)->begin(), (*automations)->end(),
                                      [&](const Automation& one) { return one.id == run->automation; });
        if (!isOn || (run->state == RunState::Cancelled && !isOfTheJob(run->reason)))
            continue;
        const auto facts = factsOf(m_transaction, run->job, run->item);
        if (!facts)
            return fail(facts.error());
        const auto end = endOf(m_transaction, *run, *facts);
        if (!end)
            return fail(end.error());
        if (!end->isEmpty())
            continue;
        if (const auto revived = revive(*run); !revived)
            return revived;
    }
    return {};
}

Result<void> Engine::revive(const Run& run)
{
    if (run.state == RunState::Cancelled) {
        const bool asked = run.steps.empty(); // nobody had said yet that it shall begin
        const QString why =
            asked ? u"it came on %1, which is long ago"_s.arg(timeText(run.beganAt)) : QString{};
        const auto revived = m_transaction.query(updateRevived)
                                 .bind(":state"_L1, asked ? u"asking"_s : u"running"_s)
                                 .bind(":reason"_L1, why)
                                 .bind(":id"_L1, run.id.row())
                                 .run();
        if (!revived)
            return revived;
        const auto steps = m_transaction.query(reviveSteps)
                               .bind(":run"_L1, run.id.row())
                               .bind(":reason"_L1, run.reason)
                               .run();
        if (!steps)
            return steps;
        const auto calls = m_transaction.query(reviveWebhooks)
                               .bind(":run"_L1, run.id.row())
                               .bind(":reason"_L1, run.reason)
                               .bind(":now"_L1, m_transaction.now())
                               .run();
        if (!calls)
            return calls;
        note(run, u"run goes on"_s, {{u"reason"_s, run.reason}});
    }
    const auto mails =
        m_transaction.query(selectCancelledMails).bind(":run"_L1, run.id.row()).all([](const Query& row) {
            return std::pair{MailId{row.integer(0)}, row.text(1)};
        });
    if (!mails)
        return fail(mails.error());
    for (const auto& [mail, reason] : *mails) {
        if (!isOfTheJob(reason))
            continue;
        if (const auto revived = m_transaction.query(reviveMail).bind(":id"_L1, mail.row()).run(); !revived)
            return revived;
        m_transaction.record({u"mail"_s, mail.row(), u"waiting"_s, {{u"reason"_s, u"no more: "_s + reason}}});
        m_transaction.touch(Entity::Mail, mail.row());
    }
    return {};
}

Result<void> Engine::endOvertaken()
{
    const auto queued = m_transaction.query(selectQueued).all([](const Query& row) {
        return Queued{RunId{row.integer(0)}, StepId{row.integer(1)}, MailId{row.integer(2)}};
    });
    if (!queued)
        return fail(queued.error());
    for (auto first = queued->begin(); first != queued->end();) {
        const RunId id = first->run;
        std::vector<std::pair<StepId, MailId>> mails;
        for (; first != queued->end() && first->run == id; ++first)
            mails.emplace_back(first->step, first->mail);
        const auto ended = endOvertaken(id, mails);
        if (!ended && ended.error().fault != Fault::NotFound) // removed for good since
            return ended;
    }
    return {};
}

Result<void> Engine::endOvertaken(RunId id, const std::vector<std::pair<StepId, MailId>>& mails)
{
    const auto run = findRun(m_transaction, id);
    if (!run)
        return fail(run.error());
    const auto facts = factsOf(m_transaction, run->job, run->item);
    if (!facts)
        return fail(facts.error());
    const auto end = endOf(m_transaction, *run, *facts);
    if (!end)
        return fail(end.error());
    const bool isOpen = run->state == RunState::Running || run->state == RunState::Asking;
    if (isOpen && !end->isEmpty())
        return cancelRun(m_transaction, id, *end);
    for (const auto& [step, mail] : mails) {
        // One that was on its way when its run was cancelled, and came back.
        QString reason = run->state == RunState::Cancelled ? run->reason : *end;
        if (reason.isEmpty()) {
            auto done = endOfMail(m_transaction, *run, *facts, step);
            if (!done)
                return fail(done.error());
            reason = std::move(*done);
        }
        if (reason.isEmpty())
            continue;
        if (const auto cancelled = mail::cancel(m_transaction, mail, reason); !cancelled)
            return cancelled;
    }
    return {};
}

} // namespace foyer::automations
