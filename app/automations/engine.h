// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/automations/automation_store.h"
#include "app/automations/runs.h"
#include "app/automations/scheduler.h"
#include "app/contacts/contact.h"
#include "app/items/item.h"
#include "app/jobs/job.h"
#include "app/storage/database.h"

#include <vector>

/// What makes automations happen. tick() feeds it with the journal and the clock of the studio, a rehearsal
/// with what it did itself and a clock of its own.
namespace foyer::automations {

/// Something that happened, as the journal tells it.
struct Event
{
    qint64 journalRow; ///< 0 in a rehearsal
    Instant at;
    JournalEntry entry;
};

/// What a trigger can wait for.
struct Happening
{
    Trigger::Kind kind;
    QString subject;    ///< "job 5", "item 7", "contact 3"
    QString occurrence; ///< "booking 2"
    QString cause;
    Instant at;
    std::optional<JobId> job = {};
    std::optional<ItemId> item = {};
    std::optional<ContactId> contact = {};
    JobStage stage = JobStage::Booked;      ///< of StageChanged
    ItemKind document = ItemKind::Contract; ///< of the Document kinds
    QDate day = {};                         ///< of the Day kinds: the shoot, the due day
    std::optional<Instant> since = {};      ///< what it is about was not there before
    qint64 journalRow = 0;
};

/// Why a wait does not end; stands in its row.
inline const QString waitsForDay = QStringLiteral("waits for the day of a shoot");

/// Everything a condition may ask about.
struct Facts
{
    std::optional<Job> job;
    QString jobType;
    QString brand; ///< username
    std::optional<Item> item;
};

class Engine
{
public:
    /// @param only  nothing: every automation that is on; a rehearsal plays one
    /// @param onlyJob  days begin for this one alone, whatever else is on that day
    explicit Engine(Transaction& transaction, std::optional<AutomationId> only = {},
                    std::optional<JobId> onlyJob = {})
        : m_transaction{transaction}
        , m_only{only}
        , m_onlyJob{onlyJob}
    {
    }

    /// Begins what waits for it, ends what it makes untrue, moves what waits for a shoot. @param events in
    /// their order
    Result<void> follow(const std::vector<Event>& events);
    /// Asks of every mail that still waits in the Outbox what was asked when it was queued: what was paid,
    /// signed or called off meanwhile is written of no more.
    Result<void> endOvertaken();
    /// Begins those whose day has come.
    Result<void> beginDays();
    /// Does the steps whose time has come, at most so many; what follows from one at once, too.
    /// @returns whether more are due
    Result<bool> doSteps(int most);
    /// Claims this occurrence for the automation, if it waits for it.
    Result<void> begin(const Automation& automation, const Happening& happening);

    int runsBegun() const { return m_runsBegun; }
    /// As many as one transaction should; days that have come as well wait for the next one.
    bool hasBegunEnough() const { return m_runsBegun >= 100; }
    int stepsDone() const { return m_stepsDone; }

private:
    // happenings.cpp
    Result<void> followJob(const Event& event);
    Result<void> followItem(const Event& event);
    Result<void> followLogin(const Event& event);
    Result<void> happened(const Happening& happening);
    /// Whether the item came into being through this automation, be it by way of others.
    Result<bool> stemsFrom(ItemId item, AutomationId automation) const;
    Result<void> retime(JobId job);
    Result<const std::vector<Automation>*> active();

    // endings.cpp
    Result<void> endRunsOf(JobId job, const QString& reason, bool onlyBooked);
    /// Lets go on what the job's closing, bin or moved shoot had ended, when that was taken back.
    Result<void> reviveRunsOf(JobId job);
    Result<void> revive(const Run& run);
    Result<void> endOvertaken(RunId id, const std::vector<std::pair<StepId, MailId>>& mails);

    // days.cpp
    Result<void> beginShoots(const Automation& automation);
    Result<void> beginInvoices(const Automation& automation);
    Result<void> beginQuestionnaires(const Automation& automation);
    bool hasCome(const Automation& automation, Instant moment) const;
    bool hasCome(const Automation& automation, Instant moment, const Happening& due) const;

    // steps.cpp
    struct DueStep
    {
        StepRow row;
        bool isDecided; ///< somebody approved it, or wants it again
    };
    struct Outcome
    {
        StepState state;
        QString reason = {};
        std::optional<MailId> mail = {};
        std::optional<ItemId> item = {};
    };
    Result<void> perform(const DueStep& due);
    Result<Outcome> happen(const Run& run, const Facts& facts, const StepRow& row, const Step& step);
    Result<Outcome> sendMail(const Run& run, const Facts& facts, const StepRow& row, const MailStep& mail);
    Result<Outcome> setStage(const Facts& facts, const StageStep& stage);
    Result<Outcome> addTask(const Run& run, const TaskStep& task);
    Result<void> settle(const Run& run, const StepRow& row, const Outcome& outcome);
    Result<void> postpone(const StepRow& row, Instant due, const QString& reason);
    Result<void> ask(const Run& run, const StepRow& row, const QString& reason);
    /// Goes on behind what is settled. @param base  when what came before was done
    Result<void> advance(RunId run, Instant base);
    Result<void> reach(const Run& run, int position, Instant base);
    Result<void> addRow(const Run& run, int position, std::optional<ContactId> contact, Instant due,
                        const QString& reason = {});
    Result<void> finish(const Run& run);
    void note(const Run& run, const QString& action, QJsonObject detail);

    Transaction& m_transaction;
    std::optional<AutomationId> m_only;
    std::optional<JobId> m_onlyJob;
    std::optional<std::vector<Automation>> m_active;
    int m_runsBegun = 0;
    int m_stepsDone = 0;
};

// facts.cpp

Result<Facts> factsOf(const Snapshot& snapshot, std::optional<JobId> job, std::optional<ItemId> item);
/// The first condition that does not hold, as a reason; empty: all hold. Those about a person are not asked.
QString unmetOf(const std::vector<Condition>& conditions, const Facts& facts);
/// The same for those about a person. Faults: NotFound
Result<QString> unmetBy(const Snapshot& snapshot, const std::vector<Condition>& conditions,
                        ContactId contact);
/// What has come between: why nothing of the run shall happen any more. Empty: nothing.
Result<QString> endOf(const Snapshot& snapshot, const Run& run, const Facts& facts);
/// Why it is not the time for what reminds of money. Empty: it is, or the run is about something else.
Result<QString> whyNotNow(const Snapshot& snapshot, const Run& run, const Facts& facts);
/// Why a mail about a document has nothing to say to one of its recipients any more. Empty: it has.
QString theirsIsDone(const Run& run, const Facts& facts, const Audience& audience, ContactId person);
/// People, each once, as whom they live on.
Result<std::vector<ContactId>> audienceOf(const Snapshot& snapshot, const Audience& audience, const Run& run,
                                          const Facts& facts);
/// Closed before it was completed. One that is closed because all is done has nothing against the greeting a
/// year later.
bool isCalledOff(const Job& job);
/// Of the job's first dated shoot; invalid: there is none.
QDate shootDayOf(const Job& job);
/// Since when its recipients could know of it.
Instant sentSince(const Item& item);
/// When a wait is over. @param base  when the step before it was done; never: nobody knows yet
Instant endOfWait(const WaitStep& wait, Instant base, const Facts& facts);

// documents.cpp

struct MadeDocument
{
    std::optional<ItemId> item;
    QString problem; ///< why it could not be made, or not be sent; empty: all went well
    QString remark;  ///< beside success: whom no mail reaches
};
/// @param drafted  an earlier try made it already
Result<MadeDocument> makeDocument(Transaction& transaction, const DocumentStep& step, const Job& job,
                                  const std::vector<ContactId>& people, std::optional<ItemId> drafted);

} // namespace foyer::automations
