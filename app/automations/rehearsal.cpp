// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/automations/rehearsal.h"

#include "app/automations/engine.h"
#include "app/automations/studio_time.h"
#include "app/items/item_store.h"
#include "app/jobs/job_store.h"
#include "app/mail/outbox.h"
#include "app/portal_access/addresses.h"

#include <algorithm>
#include <set>

namespace foyer::automations {

using namespace Qt::StringLiterals;

namespace {

constexpr std::size_t mostRehearsed = 500;
constexpr int furthestAhead = 3653; // days: ten years
constexpr int stepsAtOnce = 25;

const QString switchOnHere = u"UPDATE automation SET on_since = :now WHERE id = :id"_s;
const QString selectNextDue = uR"(
    SELECT min(s.due_at) FROM automation_step s CROSS JOIN automation_run r ON r.id = s.run_id
    WHERE s.state = 'waiting' AND r.state = 'running' AND r.automation_id = :id)"_s;
const QString selectFirstDue = uR"(
    SELECT min(n.due_day) FROM instalment n CROSS JOIN item i ON i.id = n.item_id
    WHERE i.job_id = :job AND i.kind = 'invoice' AND i.state = 'sent' AND n.due_day >= :day)"_s;

/// What a rehearsal begins with, or why it cannot begin.
struct Beginning
{
    std::optional<Happening> happening = {};
    std::optional<Instant> moment = {}; ///< of a day
    QString note = {};
};

class Play
{
public:
    Play(foyer::Rehearsal& rehearsal, const AutomationContent& content, JobId job)
        : m_rehearsal{rehearsal}
        , m_content{content}
        , m_job{job}
    {
    }

    Result<Rehearsed> run();

private:
    Result<void> setUp();
    Result<Beginning> cause();
    Result<Beginning> causeByDocument();
    Result<Beginning> causeByDay();
    Result<Beginning> causeByDue();
    Happening ofJob(Trigger::Kind kind, const QString& occurrence, const QString& cause) const;
    /// Lets the engine have what the rehearsal did itself since it last looked.
    Result<void> feed();
    Result<void> goOn();
    Result<void> collect();
    Result<RehearsedStep> rehearsed(const Run& run, const StepRow& row);
    Result<std::optional<Instant>> nextDue() const;
    Result<void> noteEnd();

    foyer::Rehearsal& m_rehearsal;
    const AutomationContent& m_content;
    JobId m_job;
    Instant m_start = m_rehearsal.now();
    std::optional<AutomationId> m_id;
    std::size_t m_fed = 0;
    std::set<StepId> m_collected;
    std::set<StepId> m_asked;
    Rehearsed m_rehearsed;
};

Result<void> Play::setUp()
{
    const auto obstacles = obstaclesOf(m_rehearsal, m_content);
    if (!obstacles)
        return fail(obstacles.error());
    if (!obstacles->empty())
        return fail(Fault::Invalid, obstacles->front());
    const auto added = add(m_rehearsal, {u"Rehearsal"_s, m_content});
    if (!added)
        return fail(added.error());
    m_id = *added;
    return m_rehearsal.query(switchOnHere)
        .bind(":now"_L1, m_rehearsal.now())
        .bind(":id"_L1, m_id->row())
        .run();
}

Happening Play::ofJob(Trigger::Kind kind, const QString& occurrence, const QString& cause) const
{
    Happening happening{kind, u"job "_s + m_job.text(), occurrence, cause, m_rehearsal.now()};
    happening.job = m_job;
    return happening;
}

Result<Beginning> Play::cause()
{
    const Trigger& trigger = m_content.trigger;
    const auto job = jobs::find(m_rehearsal, m_job);
    if (!job)
        return fail(job.error());
    Result<void> caused;
    Beginning beginning;
    switch (trigger.kind) {
    case Trigger::Kind::JobCreated:
        beginning.happening = ofJob(trigger.kind, u"created"_s, u"job created"_s);
        break;
    case Trigger::Kind::JobBooked: {
        // Whatever follows from being booked shall be seen, too.
        const auto booked = jobs::book(m_rehearsal, m_job, u"by hand"_s);
        if (!booked)
            return fail(booked.error());
        const int number = std::max(*booked ? job->bookings + 1 : job->bookings, 1);
        beginning.happening = ofJob(trigger.kind, u"booking %1"_s.arg(number), u"by hand"_s);
        break;
    }
    case Trigger::Kind::StageChanged:
        caused = jobs::moveTo(m_rehearsal, m_job, trigger.stage);
        beginning.happening =
            ofJob(trigger.kind, toWord(trigger.stage) + u' ' + dayOf(m_rehearsal.now()).toString(Qt::ISODate),
                  u"the stage became "_s + toWord(trigger.stage));
        beginning.happening->stage = trigger.stage;
        break;
    case Trigger::Kind::JobClosed:
        caused = jobs::close(m_rehearsal, m_job, u"rehearsal"_s);
        beginning.happening = ofJob(trigger.kind, u"closed 0"_s, u"job closed"_s);
        break;
    case Trigger::Kind::DocumentSent:
    case Trigger::Kind::DocumentCompleted:
        return causeByDocument();
    case Trigger::Kind::DayOfShoot:
        return causeByDay();
    case Trigger::Kind::DayOfDue:
        return causeByDue();
    case Trigger::Kind::FirstLogin: {
        beginning.happening = ofJob(trigger.kind, u"first login"_s, u"first login to the portal"_s);
        const auto facts = factsOf(m_rehearsal, m_job, {});
        if (!facts)
            return fail(facts.error());
        const Run nobody{RunId{1}, *m_id, {}, {}, {}, {}, {}, {}, {}, RunState::Running, {}, {}, {}, {}};
        const auto people = audienceOf(m_rehearsal, Audience{}, nobody, *facts);
        if (!people)
            return fail(people.error());
        if (people->empty())
            return Beginning{{}, {}, u"no client is on this job who could log in"_s};
        beginning.happening->subject = u"contact "_s + people->front().text();
        beginning.happening->contact = people->front();
        break;
    }
    }
    if (!caused)
        return fail(caused.error());
    return beginning;
}

Result<Beginning> Play::causeByDocument()
{
    const auto items = items::ofJob(m_rehearsal, m_job);
    if (!items)
        return fail(items.error());
    const auto newest = std::find_if(items->rbegin(), items->rend(), [&](const Item& one) {
        return one.kind == m_content.trigger.document && one.state != ItemState::Void &&
               one.state != ItemState::Superseded;
    });
    const QString word = toWord(m_content.trigger.document);
    if (newest == items->rend())
        return Beginning{{}, {}, u"the job has no %1 yet with which it could begin"_s.arg(word)};
    const bool isSent = m_content.trigger.kind == Trigger::Kind::DocumentSent;
    Beginning beginning;
    beginning.happening = ofJob(m_content.trigger.kind, isSent ? u"sent"_s : u"completed"_s,
                                word + (isSent ? u" sent"_s : u" completed"_s));
    beginning.happening->subject = u"item "_s + newest->id.text();
    beginning.happening->item = newest->id;
    beginning.happening->document = newest->kind;
    return beginning;
}

Result<Beginning> Play::causeByDay()
{
    const auto job = jobs::find(m_rehearsal, m_job);
    if (!job)
        return fail(job.error());
    const QDate day = shootDayOf(*job);
    if (!day.isValid())
        return Beginning{{}, {}, waitsForDay};
    const Instant moment = momentOf(day.addDays(m_content.trigger.days), m_content.trigger.at);
    if (moment < m_rehearsal.now())
        return Beginning{{}, {}, u"its day, %1, has passed"_s.arg(timeText(moment))};
    return Beginning{{}, moment, {}};
}

Result<Beginning> Play::causeByDue()
{
    const Trigger& trigger = m_content.trigger;
    const QDate first = dayOf(m_rehearsal.now()).addDays(-trigger.days);
    QDate due;
    if (trigger.document == ItemKind::Invoice) {
        const auto found = m_rehearsal.query(selectFirstDue)
                               .bind(":job"_L1, m_job.row())
                               .bind(":day"_L1, first)
                               .first([](const Query& row) { return row.day(0); });
        if (!found)
            return fail(found.error());
        due = found->value_or(QDate{});
    } else {
        const auto items = items::ofJob(m_rehearsal, m_job);
        if (!items)
            return fail(items.error());
        for (const Item& one : *items) {
            const bool isOpen = one.kind == ItemKind::Questionnaire && one.state == ItemState::Sent;
            if (isOpen && one.dueDay.isValid() && one.dueDay >= first && (!due.isValid() || one.dueDay < due))
                due = one.dueDay;
        }
    }
    if (!due.isValid())
        return Beginning{
            {}, {}, u"no %1 on this job is open and still to become due"_s.arg(toWord(trigger.document))};
    return Beginning{{}, std::max(momentOf(due.addDays(trigger.days), trigger.at), m_rehearsal.now()), {}};
}

Result<void> Play::feed()
{
    // What the engine does on the way is recorded as well and comes with the next round.
    std::vector<Event> events;
    const auto& entries = m_rehearsal.recorded();
    for (; m_fed < entries.size(); ++m_fed)
        events.push_back({0, m_rehearsal.now(), entries[m_fed]});
    return Engine{m_rehearsal, m_id}.follow(events);
}

Result<void> Play::goOn()
{
    for (;;) {
        if (const auto fed = feed(); !fed)
            return fed;
        const std::size_t before = m_rehearsal.recorded().size();
        bool isMore = false;
        {
            const auto more = Engine{m_rehearsal, m_id}.doSteps(stepsAtOnce);
            if (!more)
                return fail(more.error());
            isMore = *more;
        }
        if (const auto collected = collect(); !collected)
            return collected;
        if (m_rehearsed.steps.size() >= mostRehearsed)
            return {};
        if (!isMore && m_rehearsal.recorded().size() == before)
            return {};
    }
}

Result<void> Play::collect()
{
    const auto runs = runsOf(m_rehearsal, *m_id, 1000);
    if (!runs)
        return fail(runs.error());
    for (auto run = runs->rbegin(); run != runs->rend(); ++run) {
        for (const StepRow& row : run->steps) {
            if (row.state == StepState::Asking) {
                m_asked.insert(row.id);
                if (const auto approved = approveStep(m_rehearsal, row.id); !approved)
                    return approved;
                continue;
            }
            const bool isWait =
                std::holds_alternative<WaitStep>(run->content.steps[std::size_t(row.position)].what);
            if (row.state == StepState::Waiting || isWait || !m_collected.insert(row.id).second)
                continue;
            auto step = rehearsed(*run, row);
            if (!step)
                return fail(step.error());
            m_rehearsed.steps.push_back(std::move(*step));
        }
    }
    return {};
}

Result<RehearsedStep> Play::rehearsed(const Run& run, const StepRow& row)
{
    RehearsedStep step{row.doneAt.value_or(m_rehearsal.now()),
                       row.position,
                       row.contact,
                       row.state,
                       describe(run.content.steps[std::size_t(row.position)]),
                       row.reason,
                       {},
                       {},
                       {},
                       {},
                       {}};
    if (row.state == StepState::Done && m_asked.contains(row.id))
        step.state = StepState::Asking;
    if (step.reason.isEmpty() && row.state == StepState::Done)
        step.reason = whyNow(run, row);
    if (!row.mail)
        return step;
    const auto mail = mail::find(m_rehearsal, *row.mail);
    if (!mail)
        return fail(mail.error());
    const auto addresses = portal_access::addresses(m_rehearsal);
    if (!addresses)
        return fail(addresses.error());
    const auto seen = mail::asRecipientSees(m_rehearsal, *mail, *addresses, mail::LinksAs::Masked);
    if (!seen)
        return fail(seen.error());
    step.toName = mail->toName;
    step.toAddress = mail->toAddress;
    step.subject = seen->subject;
    step.text = seen->text;
    step.html = seen->html;
    return step;
}

Result<std::optional<Instant>> Play::nextDue() const
{
    const auto next =
        m_rehearsal.query(selectNextDue).bind(":id"_L1, m_id->row()).first([](const Query& row) {
            return row.optionalInstant(0);
        });
    if (!next)
        return fail(next.error());
    return next->value_or(std::nullopt);
}

Result<void> Play::noteEnd()
{
    const auto runs = runsOf(m_rehearsal, *m_id, 1000);
    if (!runs)
        return fail(runs.error());
    if (runs->empty()) {
        const auto facts = factsOf(m_rehearsal, m_job, {});
        if (!facts)
            return fail(facts.error());
        const QString unmet = unmetOf(m_content.conditions, *facts);
        m_rehearsed.note = unmet.isEmpty() ? u"it does not begin for this job"_s : unmet;
        return {};
    }
    const Run& first = runs->back();
    if (first.state == RunState::Cancelled)
        m_rehearsed.note = first.reason;
    return {};
}

Result<Rehearsed> Play::run()
{
    if (const auto ready = setUp(); !ready)
        return fail(ready.error());
    m_fed = m_rehearsal.recorded().size(); // what was before the rehearsal is no event of it
    const auto beginning = cause();
    if (!beginning)
        return fail(beginning.error());
    if (!beginning->note.isEmpty())
        return Rehearsed{{}, beginning->note};
    const auto automation = find(m_rehearsal, *m_id);
    if (!automation)
        return fail(automation.error());
    if (beginning->moment) {
        m_rehearsal.advanceTo(*beginning->moment);
        if (const auto begun = Engine{m_rehearsal, m_id, m_job}.beginDays(); !begun)
            return fail(begun.error());
    } else {
        const auto begun = Engine{m_rehearsal, m_id}.begin(*automation, *beginning->happening);
        if (!begun)
            return fail(begun.error());
    }
    const Instant horizon = plusDays(m_start, furthestAhead);
    for (;;) {
        if (const auto done = goOn(); !done)
            return fail(done.error());
        if (m_rehearsed.steps.size() >= mostRehearsed) {
            m_rehearsed.note = u"the rehearsal ends after %1 steps"_s.arg(mostRehearsed);
            return std::move(m_rehearsed);
        }
        const auto next = nextDue();
        if (!next)
            return fail(next.error());
        if (!*next)
            break;
        if (**next == never) {
            m_rehearsed.note = waitsForDay;
            return std::move(m_rehearsed);
        }
        if (**next > horizon) {
            m_rehearsed.note = u"the rehearsal ends ten years ahead"_s;
            return std::move(m_rehearsed);
        }
        m_rehearsal.advanceTo(**next);
    }
    if (const auto noted = noteEnd(); !noted)
        return fail(noted.error());
    return std::move(m_rehearsed);
}

} // namespace

QString whyNow(const Run& run, const StepRow& row)
{
    const auto* wait = row.position > 0
                           ? std::get_if<WaitStep>(&run.content.steps[std::size_t(row.position - 1)].what)
                           : nullptr;
    if (!wait)
        return row.position == 0 ? run.cause : QString{};
    const QString count = std::abs(wait->days) == 1 ? u"1 day"_s : u"%1 days"_s.arg(std::abs(wait->days));
    if (wait->from == WaitStep::From::Shoot) {
        if (wait->days == 0)
            return u"the day of the shoot"_s;
        return count + (wait->days < 0 ? u" before the shoot"_s : u" after the shoot"_s);
    }
    if (wait->days > 0)
        return count + u" later"_s;
    return wait->hours == 1 ? u"1 hour later"_s : u"%1 hours later"_s.arg(wait->hours);
}

Result<Rehearsed> rehearse(foyer::Rehearsal& rehearsal, const AutomationContent& content, JobId job)
{
    return Play{rehearsal, content, job}.run();
}

} // namespace foyer::automations
