// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/automations/automation.h"
#include "app/storage/database.h"

/// What automations did, are doing, and ask about.
namespace foyer::automations {

enum class RunState
{
    Running,
    Asking, ///< came so late that somebody has to say whether it shall begin
    Done,
    Cancelled
};
enum class StepState
{
    Waiting, ///< until dueAt
    Asking,  ///< for approval; never lapses
    Done,
    Skipped, ///< with the reason
    Failed   ///< with the reason; tried again only by hand
};

struct StepRow
{
    StepId id;
    RunId run;
    int position; ///< in the automation's steps, from 0
    std::optional<ContactId> contact;
    Instant dueAt;
    StepState state;
    QString reason; ///< "skipped, because …": the part after "because"; for Asking why it asks
    std::optional<MailId> mail;
    std::optional<ItemId> item;
    std::optional<Instant> doneAt;
};
struct Run
{
    RunId id;
    AutomationId automation;
    QString name; ///< of the automation
    std::optional<JobId> job;
    std::optional<ItemId> item;
    std::optional<ContactId> contact;
    QString occurrence;        ///< "booking 2", "due 2027-05-01"
    QString cause;             ///< "contract signed", "by hand"
    AutomationContent content; ///< as it was when the run began
    RunState state;
    QString reason;
    Instant beganAt;
    std::optional<Instant> endedAt;
    std::vector<StepRow> steps; ///< those that are due or were: by position, then person
};

/// Newest first.
Result<std::vector<Run>> runsOf(const Snapshot& snapshot, AutomationId automation, int limit);
Result<std::vector<Run>> runsOfJob(const Snapshot& snapshot, JobId job, int limit);
/// Faults: NotFound
Result<Run> findRun(const Snapshot& snapshot, RunId id);
/// What somebody has to decide, the oldest first: runs that came late, and steps that ask.
Result<std::vector<Run>> asking(const Snapshot& snapshot, int limit);
Result<int> countAsking(const Snapshot& snapshot);

/// A step in words: "Mail to client, spouse", "Wait until 7 days before the shoot". For the command line.
QString describe(const Step& step);

/// Lets what asks happen at the next tick. Faults: NotFound, Conflict (decided meanwhile)
Result<void> approveRun(Transaction& transaction, RunId id);
Result<void> approveStep(Transaction& transaction, StepId id);
/// It does not happen; what comes after it does. Also for one that waits. @param reason  empty: "by hand"
Result<void> skipStep(Transaction& transaction, StepId id, const QString& reason = {});
/// A failed one again. Faults: NotFound, Conflict
Result<void> retryStep(Transaction& transaction, StepId id);
/// What did not happen yet never will; mails that still wait are cancelled. Faults: NotFound, Conflict (has
/// ended). @param reason  empty: "by hand"
Result<void> cancelRun(Transaction& transaction, RunId id, const QString& reason);
/// Of the mails that the run queued, those that still wait in the Outbox; the run itself stays as it is.
Result<void> cancelWaitingMails(Transaction& transaction, RunId run, const QString& reason);

/// The words by which they stand in the database and on the command line.
QString toWord(RunState state);
QString toWord(StepState state);

} // namespace foyer::automations
