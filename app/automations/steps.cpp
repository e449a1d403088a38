// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/automations/engine.h"

#include "app/automations/run_words.h"
#include "app/automations/studio_time.h"
#include "app/automations/webhook_calls.h"
#include "app/contacts/contact_store.h"
#include "app/email_templates/email_template_store.h"
#include "app/jobs/job_store.h"
#include "app/mail/outbox.h"
#include "app/tasks/task_store.h"

#include <algorithm>

namespace foyer::automations {

using namespace Qt::StringLiterals;

namespace {

const QString selectDue = uR"(
    SELECT s.id, s.run_id, s.decided_by FROM automation_step s CROSS JOIN automation_run r ON r.id = s.run_id
    WHERE s.state = 'waiting' AND s.due_at <= :now AND r.state = 'running'
      AND (:only = 0 OR r.automation_id = :only)
    ORDER BY s.due_at, s.id LIMIT 1)"_s;
// Somebody approved the run, or decided about its last open step.
const QString selectIdle = uR"(
    SELECT r.id FROM automation_run r
    WHERE r.state = 'running' AND (:only = 0 OR r.automation_id = :only)
      AND NOT EXISTS (SELECT 1 FROM automation_step s WHERE s.run_id = r.id AND s.state IN ('waiting', 'asking'))
    ORDER BY r.id LIMIT :most)"_s;
const QString insertRow = uR"(
    INSERT INTO automation_step (run_id, position, contact_row, due_at, state, reason, decided_by, done_at)
    VALUES (:run, :position, :contact, :due, 'waiting', :reason, '', NULL))"_s;
const QString updateSettled = uR"(
    UPDATE automation_step SET state = :state, reason = :reason, mail_id = :mail, item_id = :item, done_at = :now
    WHERE id = :id)"_s;
const QString updateDue = u"UPDATE automation_step SET due_at = :due, reason = :reason WHERE id = :id"_s;
const QString updateAsking =
    u"UPDATE automation_step SET state = 'asking', reason = :reason WHERE id = :id"_s;
const QString updateFinished =
    u"UPDATE automation_run SET state = 'done', reason = '', ended_at = :now WHERE id = :id"_s;

/// Why no mail of this template reaches somebody; empty: one does.
Result<QString> unreachedReason(const Snapshot& snapshot, const Contact& contact, const EmailTemplate& which)
{
    const auto obstacle = mail::inviteObstacle(snapshot, contact.id);
    if (!obstacle)
        return fail(obstacle.error());
    const auto& text = email_templates::textFor(which, contact.details.language);
    if (*obstacle == mail::InviteObstacle::NoEmail)
        return u"no email"_s;
    if (*obstacle == mail::InviteObstacle::Disabled && text.body.contains(".portal_link"_L1))
        return u"the portal is disabled"_s;
    return QString{};
}

/// Whether this very thing failed, and not the studio's file: nobody else's steps have to wait for it.
bool isOwnFailure(const Error& error)
{
    return error.fault != Fault::Storage && error.fault != Fault::Busy;
}

} // namespace

Result<bool> Engine::doSteps(int most)
{
    const qint64 only = m_only ? m_only->row() : 0;
    const auto idle = m_transaction.query(selectIdle)
                          .bind(":only"_L1, only)
                          .bind(":most"_L1, most)
                          .all([](const Query& row) { return RunId{row.integer(0)}; });
    if (!idle)
        return fail(idle.error());
    for (const RunId run : *idle) {
        if (const auto advanced = advance(run, m_transaction.now()); !advanced)
            return fail(advanced.error());
    }
    struct Row
    {
        StepId id;
        RunId run;
        bool isDecided;
    };
    for (int count = 0; count < most; ++count) {
        const auto next =
            m_transaction.query(selectDue)
                .bind(":now"_L1, m_transaction.now())
                .bind(":only"_L1, only)
                .first([](const Query& row) {
                    return Row{StepId{row.integer(0)}, RunId{row.integer(1)}, !row.text(2).isEmpty()};
                });
        if (!next)
            return fail(next.error());
        if (!*next)
            return false;
        const auto run = findRun(m_transaction, (*next)->run);
        if (!run)
            return fail(run.error());
        const auto row = std::find_if(run->steps.begin(), run->steps.end(),
                                      [&](const StepRow& one) { return one.id == (*next)->id; });
        if (row == run->steps.end())
            return fail(Fault::Storage, u"Step %1 is not among its run's."_s.arg((*next)->id.row()));
        if (const auto done = perform({*row, (*next)->isDecided}); !done)
            return fail(done.error());
    }
    return true;
}

Result<void> Engine::perform(const DueStep& due)
{
    const StepRow& row = due.row;
    const Instant now = m_transaction.now();
    const auto run = findRun(m_transaction, row.run);
    if (!run)
        return fail(run.error());
    const auto facts = factsOf(m_transaction, run->job, run->item);
    if (!facts)
        return fail(facts.error());
    const auto end = endOf(m_transaction, *run, *facts);
    if (!end)
        return fail(end.error());
    if (!end->isEmpty()) {
        ++m_stepsDone;
        return cancelRun(m_transaction, run->id, *end);
    }
    if (std::size_t(row.position) >= run->content.steps.size())
        return fail(Fault::Storage, u"Run %1 has no step %2."_s.arg(run->id.row()).arg(row.position));
    const Step& step = run->content.steps[std::size_t(row.position)];
    if (const auto* wait = std::get_if<WaitStep>(&step.what)) {
        const bool isByShoot = wait->from == WaitStep::From::Shoot;
        const Instant over = isByShoot ? endOfWait(*wait, row.dueAt, *facts) : row.dueAt;
        if (over > now)
            return postpone(row, over, over == never ? waitsForDay : QString{});
        if (const auto settled = settle(*run, row, {StepState::Done}); !settled)
            return settled;
        // What comes next was due then, be it that nobody was here to see it: that is how it can be late.
        return advance(run->id, over);
    }
    if (run->content.trigger.kind == Trigger::Kind::DayOfDue && facts->item &&
        row.dueAt < sentSince(*facts->item)) {
        const QString reason = u"its time was before the %1 was sent"_s.arg(toWord(facts->item->kind));
        if (const auto settled = settle(*run, row, {StepState::Skipped, reason}); !settled)
            return settled;
        return advance(run->id, row.dueAt); // what comes next counts from there, as if it had been
    }
    auto unmet = whyNotNow(m_transaction, *run, *facts);
    if (!unmet)
        return fail(unmet.error());
    if (unmet->isEmpty())
        unmet = unmetOf(run->content.conditions, *facts);
    if (!unmet->isEmpty()) {
        if (const auto settled = settle(*run, row, {StepState::Skipped, *unmet}); !settled)
            return settled;
        return advance(run->id, now);
    }
    if (!due.isDecided && isLate(row.dueAt, run->content.lateDays, now))
        return ask(*run, row, u"it was due on %1, which is long ago"_s.arg(timeText(row.dueAt)));
    if (!due.isDecided && step.asks)
        return ask(*run, row, u"it waits for approval"_s);
    auto outcome = happen(*run, *facts, row, step);
    if (!outcome) {
        if (!isOwnFailure(outcome.error()))
            return fail(outcome.error());
        outcome = Outcome{StepState::Failed, outcome.error().detail};
    }
    if (const auto settled = settle(*run, row, *outcome); !settled)
        return settled;
    return advance(run->id, now);
}

Result<Engine::Outcome> Engine::happen(const Run& run, const Facts& facts, const StepRow& row,
                                       const Step& step)
{
    if (const auto* mail = std::get_if<MailStep>(&step.what))
        return sendMail(run, facts, row, *mail);
    if (const auto* webhook = std::get_if<WebhookStep>(&step.what)) {
        const auto queued = queueWebhook(m_transaction, {run, facts, row.id, webhook->url});
        return queued ? Result<Outcome>{Outcome{StepState::Done}} : fail(queued.error());
    }
    if (!facts.job)
        return Outcome{StepState::Skipped, u"there is no job"_s};
    if (const auto* stage = std::get_if<StageStep>(&step.what))
        return setStage(facts, *stage);
    if (const auto* task = std::get_if<TaskStep>(&step.what))
        return addTask(run, *task);
    const auto& document = std::get<DocumentStep>(step.what);
    const auto people = audienceOf(m_transaction, document.audience, run, facts);
    if (!people)
        return fail(people.error());
    if (people->empty())
        return Outcome{StepState::Skipped, u"nobody on the job has such a role"_s};
    const auto made = makeDocument(m_transaction, document, *facts.job, *people, row.item);
    if (!made)
        return fail(made.error());
    if (!made->problem.isEmpty())
        return Outcome{StepState::Failed, made->problem, {}, made->item};
    return Outcome{StepState::Done, made->remark, {}, made->item};
}

Result<Engine::Outcome> Engine::sendMail(const Run& run, const Facts& facts, const StepRow& row,
                                         const MailStep& mail)
{
    const auto skipped = [](const QString& reason) { return Outcome{StepState::Skipped, reason}; };
    if (!row.contact)
        return skipped(u"nobody is there whom it could go to"_s);
    const auto people = audienceOf(m_transaction, mail.audience, run, facts);
    if (!people)
        return fail(people.error());
    const auto living = contacts::livingOf(m_transaction, *row.contact);
    if (!living)
        return living.error().fault == Fault::NotFound
                   ? Result<Outcome>{skipped(u"the contact was removed"_s)}
                   : fail(living.error());
    const auto contact = contacts::find(m_transaction, *living);
    if (!contact)
        return fail(contact.error());
    if (contact->deletedAt)
        return skipped(u"the contact is in the bin"_s);
    const bool isTwin = std::any_of(run.steps.begin(), run.steps.end(), [&](const StepRow& other) {
        return other.position == row.position && other.id != row.id && other.contact == *living;
    });
    if (isTwin)
        return skipped(u"is one with somebody who gets it"_s);
    if (std::find(people->begin(), people->end(), *living) == people->end())
        return skipped(u"is not among those any more whom it goes to"_s);
    if (const auto unmet = unmetBy(m_transaction, run.content.conditions, *living); !unmet)
        return fail(unmet.error());
    else if (!unmet->isEmpty())
        return skipped(*unmet);
    if (const QString done = theirsIsDone(run, facts, mail.audience, *living); !done.isEmpty())
        return skipped(done);
    const auto known = email_templates::findByUid(m_transaction, mail.templateUid);
    if (!known)
        return fail(known.error());
    if (!*known)
        return fail(Fault::NotFound, u"the email template is gone"_s);
    const auto which = email_templates::find(m_transaction, **known);
    if (!which)
        return fail(which.error());
    if (const auto reason = unreachedReason(m_transaction, *contact, *which); !reason)
        return fail(reason.error());
    else if (!reason->isEmpty())
        return skipped(*reason);
    const BrandId brand = facts.item ? facts.item->brand : facts.job ? facts.job->brand : contact->brand;
    QString why;
    const auto queued =
        email_templates::queue(m_transaction, *which, {*living, brand, run.job, run.item, {}}, &why);
    if (!queued)
        return fail(queued.error());
    if (!*queued)
        return skipped(why.endsWith(u'.') ? why.chopped(1) : why);
    return Outcome{StepState::Done, {}, **queued};
}

Result<Engine::Outcome> Engine::setStage(const Facts& facts, const StageStep& stage)
{
    if (facts.job->stage == stage.stage)
        return Outcome{StepState::Skipped, u"the job is there already"_s};
    if (facts.job->stage == JobStage::Lead) { // what is on its way was booked first
        const auto booked = jobs::book(m_transaction, facts.job->id, u"automation"_s);
        if (!booked)
            return fail(booked.error());
    }
    const auto moved = jobs::moveTo(m_transaction, facts.job->id, stage.stage);
    return moved ? Result<Outcome>{Outcome{StepState::Done}} : fail(moved.error());
}

Result<Engine::Outcome> Engine::addTask(const Run& run, const TaskStep& task)
{
    const auto added = tasks::add(
        m_transaction, {run.job, task.title, {}, dayOf(m_transaction.now()).addDays(task.dueInDays)});
    return added ? Result<Outcome>{Outcome{StepState::Done}} : fail(added.error());
}

Result<void> Engine::settle(const Run& run, const StepRow& row, const Outcome& outcome)
{
    const auto settled =
        m_transaction.query(updateSettled)
            .bind(":state"_L1, wordOf(stepWords, outcome.state))
            .bind(":reason"_L1, outcome.reason)
            .bind(":mail"_L1, outcome.mail ? std::optional{outcome.mail->row()} : std::nullopt)
            .bind(":item"_L1, outcome.item ? std::optional{outcome.item->row()} : std::nullopt)
            .bind(":now"_L1, m_transaction.now())
            .bind(":id"_L1, row.id.row())
            .run();
    if (!settled)
        return settled;
    ++m_stepsDone;
    note(run, u"step "_s + wordOf(stepWords, outcome.state),
         {{u"position"_s, row.position},
          {u"contact"_s, row.contact ? row.contact->row() : 0},
          {u"reason"_s, outcome.reason}});
    return {};
}

Result<void> Engine::postpone(const StepRow& row, Instant due, const QString& reason)
{
    if (row.dueAt == due && row.reason == reason)
        return {};
    m_transaction.declareHousekeeping(); // what moved the shoot stands in the journal
    m_transaction.touch(Entity::Automation, 0);
    return m_transaction.query(updateDue)
        .bind(":due"_L1, due)
        .bind(":reason"_L1, reason)
        .bind(":id"_L1, row.id.row())
        .run();
}

Result<void> Engine::ask(const Run& run, const StepRow& row, const QString& reason)
{
    const auto asked =
        m_transaction.query(updateAsking).bind(":reason"_L1, reason).bind(":id"_L1, row.id.row()).run();
    if (!asked)
        return asked;
    ++m_stepsDone;
    note(run, u"step asks"_s,
         {{u"position"_s, row.position},
          {u"contact"_s, row.contact ? row.contact->row() : 0},
          {u"reason"_s, reason}});
    return {};
}

Result<void> Engine::advance(RunId id, Instant base)
{
    for (;;) {
        const auto run = findRun(m_transaction, id);
        if (!run)
            return fail(run.error());
        if (run->state != RunState::Running)
            return {};
        int last = -1;
        for (const StepRow& row : run->steps) {
            if (row.state == StepState::Waiting || row.state == StepState::Asking)
                return {};
            last = std::max(last, row.position);
        }
        if (std::size_t(last + 1) >= run->content.steps.size())
            return finish(*run);
        if (const auto reached = reach(*run, last + 1, base); !reached)
            return reached;
    }
}

Result<void> Engine::reach(const Run& run, int position, Instant base)
{
    const Step& step = run.content.steps[std::size_t(position)];
    const auto facts = factsOf(m_transaction, run.job, run.item);
    if (!facts)
        return fail(facts.error());
    if (const auto* wait = std::get_if<WaitStep>(&step.what)) {
        const Instant over = endOfWait(*wait, base, *facts);
        return addRow(run, position, {}, over, over == never ? waitsForDay : QString{});
    }
    const auto* mail = std::get_if<MailStep>(&step.what);
    if (!mail)
        return addRow(run, position, {}, base);
    const auto people = audienceOf(m_transaction, mail->audience, run, *facts);
    if (!people)
        return fail(people.error());
    if (people->empty())
        return addRow(run, position, {}, base);
    for (const ContactId one : *people) {
        if (const auto added = addRow(run, position, one, base); !added)
            return added;
    }
    return {};
}

Result<void> Engine::addRow(const Run& run, int position, std::optional<ContactId> contact, Instant due,
                            const QString& reason)
{
    m_transaction.touch(Entity::Automation, run.automation.row());
    return m_transaction.query(insertRow)
        .bind(":run"_L1, run.id.row())
        .bind(":position"_L1, position)
        .bind(":contact"_L1, contact ? contact->row() : 0)
        .bind(":due"_L1, due)
        .bind(":reason"_L1, reason)
        .run();
}

Result<void> Engine::finish(const Run& run)
{
    const auto finished = m_transaction.query(updateFinished)
                              .bind(":now"_L1, m_transaction.now())
                              .bind(":id"_L1, run.id.row())
                              .run();
    if (finished)
        note(run, u"run done"_s, {});
    return finished;
}

void Engine::note(const Run& run, const QString& action, QJsonObject detail)
{
    detail.insert(u"run"_s, run.id.row());
    if (run.job) {
        detail.insert(u"job"_s, run.job->row());
        m_transaction.touch(Entity::Job, run.job->row());
    }
    m_transaction.record({u"automation"_s, run.automation.row(), action, std::move(detail)});
    m_transaction.touch(Entity::Automation, run.automation.row());
}

} // namespace foyer::automations
