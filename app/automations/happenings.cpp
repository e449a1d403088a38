// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/automations/engine.h"

#include "app/automations/studio_time.h"
#include "app/contacts/contact_merge.h"
#include "app/contacts/contact_store.h"
#include "app/items/item_store.h"
#include "app/jobs/job_store.h"

#include <QJsonDocument>

#include <algorithm>
#include <set>

namespace foyer::automations {

using namespace Qt::StringLiterals;

namespace {

// The unique row is the claim (invariant A2): whoever comes second finds it taken.
const QString claim = uR"(
    INSERT INTO automation_run (automation_id, subject, occurrence, job_id, item_id, contact_id, content, cause, state,
                                reason, began_at, created_at, ended_at)
    VALUES (:automation, :subject, :occurrence, :job, :item, :contact, :content, :cause, :state, :reason, :began,
            :now, NULL)
    ON CONFLICT (automation_id, subject, occurrence) DO NOTHING)"_s;
const QString selectClaim = uR"(
    SELECT 1 FROM automation_run
    WHERE automation_id = :automation AND subject = :subject AND occurrence = :occurrence)"_s;
const QString selectSwitchedOn = uR"(
    SELECT 1 FROM journal WHERE entity = 'automation' AND entity_row = :automation AND action = 'switched on'
      AND at = :at AND id > :event LIMIT 1)"_s;
const QString selectEarlierLogin = uR"(
    SELECT 1 FROM journal WHERE entity = 'portal_account' AND entity_row = :contact
      AND action IN ('logged in', 'last login recalled') AND id < :event LIMIT 1)"_s;
const QString selectMaker = uR"(
    SELECT r.automation_id, r.item_id FROM automation_step s CROSS JOIN automation_run r ON r.id = s.run_id
    WHERE s.item_id = :item ORDER BY s.id LIMIT 1)"_s;
const QString selectShootWaits = uR"(
    SELECT s.id, s.run_id FROM automation_step s CROSS JOIN automation_run r ON r.id = s.run_id
    WHERE r.job_id = :job AND r.state = 'running' AND s.state = 'waiting' AND (:only = 0 OR r.automation_id = :only)
    ORDER BY s.id)"_s;

/// Files are shared and documents frozen; both are "sent".
bool becameSent(const JournalEntry& entry)
{
    if (entry.action == "evidence"_L1)
        return entry.detail.value("event"_L1) == "sent"_L1;
    return entry.action == "state changed"_L1 && entry.detail.value("from"_L1) == "draft"_L1 &&
           entry.detail.value("to"_L1) == "sent"_L1;
}

QString completedAs(ItemKind kind)
{
    switch (kind) {
    case ItemKind::Order:
        return u"order accepted"_s;
    case ItemKind::Contract:
        return u"contract signed"_s;
    case ItemKind::Questionnaire:
        return u"questionnaire answered"_s;
    case ItemKind::Invoice:
        return u"invoice paid"_s;
    case ItemKind::File:
        break;
    }
    return u"completed"_s;
}

bool waitsFor(const Trigger& trigger, const Happening& happening)
{
    if (trigger.kind != happening.kind)
        return false;
    switch (trigger.kind) {
    case Trigger::Kind::StageChanged:
        return trigger.stage == happening.stage;
    case Trigger::Kind::DocumentSent:
    case Trigger::Kind::DocumentCompleted:
    case Trigger::Kind::DayOfDue:
        return trigger.document == happening.document;
    default:
        return true;
    }
}

} // namespace

Result<const std::vector<Automation>*> Engine::active()
{
    if (!m_active) {
        auto known = all(m_transaction);
        if (!known)
            return fail(known.error());
        m_active.emplace();
        for (Automation& one : *known) {
            if (one.onSince && (!m_only || one.id == *m_only))
                m_active->push_back(std::move(one));
        }
    }
    return &*m_active;
}

Result<void> Engine::follow(const std::vector<Event>& events)
{
    for (const Event& event : events) {
        Result<void> followed;
        if (event.entry.entity == "job"_L1)
            followed = followJob(event);
        else if (event.entry.entity == "item"_L1)
            followed = followItem(event);
        else if (event.entry.entity == "portal_account"_L1 && event.entry.action == "logged in"_L1)
            followed = followLogin(event);
        if (!followed && followed.error().fault != Fault::NotFound) // removed for good since
            return followed;
    }
    return {};
}

Result<void> Engine::followJob(const Event& event)
{
    const JobId job{event.entry.row};
    const QString& action = event.entry.action;
    const QJsonObject& detail = event.entry.detail;
    Happening happening{Trigger::Kind::JobCreated, u"job "_s + job.text(), {}, {}, event.at};
    happening.job = job;
    happening.journalRow = event.journalRow;
    const auto stageChanged = [&](const QString& word) -> Result<void> {
        const auto stage = jobStageFromWord(word);
        if (!stage)
            return {};
        happening.kind = Trigger::Kind::StageChanged;
        happening.stage = *stage;
        // Once a day: two automations that answer each other's stage would else never come to an end.
        happening.occurrence = word + u' ' + dayOf(event.at).toString(Qt::ISODate);
        happening.cause = u"the stage became "_s + word;
        return happened(happening);
    };
    if (action == "created"_L1) {
        happening.occurrence = u"created"_s;
        happening.cause = u"job created"_s;
        return happened(happening);
    }
    if (action == "booked"_L1) {
        const QString cause = detail.value("cause"_L1).toString();
        if (cause == "import"_L1)
            return {};
        happening.kind = Trigger::Kind::JobBooked;
        happening.occurrence = u"booking %1"_s.arg(detail.value("booking"_L1).toInteger());
        happening.cause = cause;
        if (const auto begun = happened(happening); !begun)
            return begun;
        return stageChanged(u"booked"_s);
    }
    if (action == "moved"_L1) {
        const QString to = detail.value("to"_L1).toString();
        if (to == "lead"_L1)
            return endRunsOf(job, u"the job is not booked any more"_s, true);
        return stageChanged(to);
    }
    if (action == "closed"_L1) {
        const auto closed = jobs::find(m_transaction, job);
        if (!closed)
            return fail(closed.error());
        if (closed->stage != JobStage::Completed) {
            if (const auto ended = endRunsOf(job, u"the job was closed"_s, false); !ended)
                return ended;
        }
        happening.kind = Trigger::Kind::JobClosed;
        happening.occurrence = u"closed %1"_s.arg(event.journalRow);
        happening.cause = u"job closed"_s;
        return happened(happening);
    }
    if (action == "moved to the bin"_L1)
        return endRunsOf(job, u"the job is in the bin"_s, false);
    const bool hasMoved = action == "edited"_L1 && detail.contains("shoots"_L1);
    if (hasMoved || action == "reopened"_L1 || action == "restored from the bin"_L1) {
        if (const auto revived = reviveRunsOf(job); !revived)
            return revived;
        return retime(job);
    }
    return {};
}

Result<void> Engine::followItem(const Event& event)
{
    const bool isSent = becameSent(event.entry);
    const bool isCompleted =
        event.entry.action == "state changed"_L1 && event.entry.detail.value("to"_L1) == "completed"_L1;
    if (!isSent && !isCompleted)
        return {};
    const auto item = items::find(m_transaction, ItemId{event.entry.row});
    if (!item)
        return fail(item.error());
    Happening happening{isSent ? Trigger::Kind::DocumentSent : Trigger::Kind::DocumentCompleted,
                        u"item "_s + item->id.text(), isSent ? u"sent"_s : u"completed"_s,
                        isSent ? toWord(item->kind) + u" sent"_s : completedAs(item->kind), event.at};
    happening.job = item->job;
    happening.item = item->id;
    happening.document = item->kind;
    happening.journalRow = event.journalRow;
    return happened(happening);
}

Result<void> Engine::followLogin(const Event& event)
{
    const ContactId contact{event.entry.row};
    const auto everybody = contacts::everybodyIn(m_transaction, contact);
    if (!everybody)
        return fail(everybody.error());
    std::set<ContactId> people{everybody->begin(), everybody->end()};
    people.insert(contact);
    for (const ContactId one : people) {
        const auto earlier = m_transaction.query(selectEarlierLogin)
                                 .bind(":contact"_L1, one.row())
                                 .bind(":event"_L1, event.journalRow)
                                 .first([](const Query&) { return true; });
        if (!earlier)
            return fail(earlier.error());
        if (*earlier)
            return {};
    }
    const auto jobs = jobs::ofContact(m_transaction, contact);
    if (!jobs)
        return fail(jobs.error());
    Happening happening{Trigger::Kind::FirstLogin, u"contact "_s + contact.text(), u"first login"_s,
                        u"first login to the portal"_s, event.at};
    happening.contact = contact;
    happening.journalRow = event.journalRow;
    const auto open = std::find_if(jobs->begin(), jobs->end(), [](const auto& job) { return !job.isClosed; });
    if (open != jobs->end())
        happening.job = open->id;
    return happened(happening);
}

Result<void> Engine::happened(const Happening& happening)
{
    const auto automations = active();
    if (!automations)
        return fail(automations.error());
    for (const Automation& automation : **automations) {
        if (!waitsFor(automation.content.trigger, happening))
            continue;
        if (const auto begun = begin(automation, happening); !begun)
            return begun;
    }
    return {};
}

Result<bool> Engine::stemsFrom(ItemId item, AutomationId automation) const
{
    std::set<ItemId> seen;
    for (std::optional<ItemId> one = item; one && seen.insert(*one).second;) {
        const auto maker =
            m_transaction.query(selectMaker).bind(":item"_L1, one->row()).first([](const Query& row) {
                return std::pair{AutomationId{row.integer(0)},
                                 row.isNull(1) ? std::nullopt : std::optional{ItemId{row.integer(1)}}};
            });
        if (!maker)
            return fail(maker.error());
        if (!*maker)
            return false;
        if ((*maker)->first == automation)
            return true;
        one = (*maker)->second;
    }
    return false;
}

Result<void> Engine::begin(const Automation& automation, const Happening& happening)
{
    const Instant since = std::max(happening.at, happening.since.value_or(happening.at));
    if (!automation.onSince || since < *automation.onSince)
        return {};
    if (happening.journalRow > 0 && happening.at == *automation.onSince) {
        // Within that second the journal knows what came first.
        const auto later = m_transaction.query(selectSwitchedOn)
                               .bind(":automation"_L1, automation.id.row())
                               .bind(":at"_L1, happening.at)
                               .bind(":event"_L1, happening.journalRow)
                               .first([](const Query&) { return true; });
        if (!later)
            return fail(later.error());
        if (*later)
            return {};
    }
    const auto taken = m_transaction.query(selectClaim)
                           .bind(":automation"_L1, automation.id.row())
                           .bind(":subject"_L1, happening.subject)
                           .bind(":occurrence"_L1, happening.occurrence)
                           .first([](const Query&) { return true; });
    if (!taken)
        return fail(taken.error());
    if (*taken)
        return {};
    const auto facts = factsOf(m_transaction, happening.job, happening.item);
    if (!facts)
        return fail(facts.error());
    if (!unmetOf(automation.content.conditions, *facts).isEmpty())
        return {};
    const bool isByDocument =
        happening.kind == Trigger::Kind::DocumentSent || happening.kind == Trigger::Kind::DocumentCompleted;
    if (isByDocument && happening.item) {
        const auto stems = stemsFrom(*happening.item, automation.id);
        if (!stems)
            return fail(stems.error());
        if (*stems)
            return {};
    }
    const bool asks = isLate(since, automation.content.lateDays, m_transaction.now());
    const QString reason =
        asks ? u"it came on %1, which is long ago"_s.arg(timeText(happening.at)) : QString{};
    auto insert = m_transaction.query(claim);
    const auto inserted =
        insert.bind(":automation"_L1, automation.id.row())
            .bind(":subject"_L1, happening.subject)
            .bind(":occurrence"_L1, happening.occurrence)
            .bind(":job"_L1, happening.job ? std::optional{happening.job->row()} : std::nullopt)
            .bind(":item"_L1, happening.item ? std::optional{happening.item->row()} : std::nullopt)
            .bind(":contact"_L1, happening.contact ? std::optional{happening.contact->row()} : std::nullopt)
            .bind(":content"_L1,
                  QString::fromUtf8(QJsonDocument{toJson(automation.content)}.toJson(QJsonDocument::Compact)))
            .bind(":cause"_L1, happening.cause)
            .bind(":state"_L1, asks ? u"asking"_s : u"running"_s)
            .bind(":reason"_L1, reason)
            .bind(":began"_L1, happening.at)
            .bind(":now"_L1, m_transaction.now())
            .run();
    if (!inserted)
        return inserted;
    const RunId id{insert.insertedRow()};
    const auto run = findRun(m_transaction, id);
    if (!run)
        return fail(run.error());
    ++m_runsBegun;
    note(*run, asks ? u"run asks"_s : u"run began"_s,
         {{u"occurrence"_s, happening.occurrence}, {u"cause"_s, happening.cause}});
    return asks ? Result<void>{} : advance(id, happening.at);
}

Result<void> Engine::retime(JobId job)
{
    const auto waits = m_transaction.query(selectShootWaits)
                           .bind(":job"_L1, job.row())
                           .bind(":only"_L1, m_only ? m_only->row() : 0)
                           .all([](const Query& row) {
                               return std::pair{StepId{row.integer(0)}, RunId{row.integer(1)}};
                           });
    if (!waits)
        return fail(waits.error());
    for (const auto& [id, runId] : *waits) {
        const auto run = findRun(m_transaction, runId);
        if (!run)
            return fail(run.error());
        const auto row = std::find_if(run->steps.begin(), run->steps.end(),
                                      [&, step = id](const StepRow& one) { return one.id == step; });
        if (row == run->steps.end() || std::size_t(row->position) >= run->content.steps.size())
            continue;
        const auto* wait = std::get_if<WaitStep>(&run->content.steps[std::size_t(row->position)].what);
        if (!wait || wait->from != WaitStep::From::Shoot)
            continue;
        const auto facts = factsOf(m_transaction, run->job, run->item);
        if (!facts)
            return fail(facts.error());
        const Instant due = endOfWait(*wait, row->dueAt, *facts);
        const QString reason = due == never ? waitsForDay : QString{};
        if (const auto moved = postpone(*row, due, reason); !moved)
            return moved;
    }
    return {};
}

} // namespace foyer::automations
