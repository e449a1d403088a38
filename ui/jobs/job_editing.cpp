// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/jobs/job_editing.h"

#include "app/contacts/contact_store.h"
#include "app/items/item_store.h"
#include "app/jobs/job_store.h"
#include "ui/common/job_words.h"
#include "ui/common/words.h"
#include "ui/jobs/job_conflict_dialog.h"

#include <QWidget>

#include <algorithm>

namespace foyer {

using namespace Qt::StringLiterals;

namespace {

/// From one state to another, unless somebody changed the job in between: then nothing of theirs is undone.
StudioEdits::Work swapping(JobId id, const JobDraft& from, const JobDraft& to)
{
    return [id, from, to](Transaction& transaction) -> Result<void> {
        const auto current = jobs::find(transaction, id);
        if (!current)
            return fail(current.error());
        const auto draft = draftOf(transaction, *current);
        if (!draft)
            return fail(draft.error());
        if (*draft != from)
            return fail(Fault::Conflict, u"Job %1 was changed since."_s.arg(id.row()));
        const auto saved = saveDraft(transaction, *current, to);
        return saved ? Result<void>{} : fail(saved.error());
    };
}

struct Saved
{
    Job job;
    JobDraft before;
    JobDraft after;
};

} // namespace

JobEditing::JobEditing(StudioEdits& edits, QWidget* window)
    : QObject{window}
    , m_edits{edits}
    , m_window{window}
{
}

QString JobEditing::nameOf(ContactId id) const
{
    const auto brief =
        m_edits.database().read([&](const Snapshot& snapshot) { return contacts::brief(snapshot, id); });
    return brief ? brief->name : tr("somebody who is gone");
}

void JobEditing::create(const JobDraft& draft)
{
    m_edits.database().writeLater(
        Actor::studio(), this,
        [draft](Transaction& transaction) -> Result<JobId> {
            JobDetails details = draft.details;
            if (!draft.type.isEmpty()) {
                const auto type = jobs::typeNamed(transaction, draft.type);
                if (!type)
                    return fail(type.error());
                details.type = *type;
            }
            return jobs::add(transaction, draft.brand, details);
        },
        [this, title = draft.details.title](const Result<JobId>& added) {
            if (!added) {
                qWarning("jobs: %s", qPrintable(added.error().detail));
                Q_EMIT m_edits.failed(tr("New Job %1").arg(title), added.error());
                return;
            }
            const JobId id = *added;
            m_edits.remember({tr("New Job %1").arg(title),
                              [id](Transaction& transaction) { return jobs::restore(transaction, id); },
                              [id](Transaction& transaction) { return jobs::moveToBin(transaction, id); },
                              {}});
            Q_EMIT created(id);
        });
}

void JobEditing::save(const Job& base, const JobDraft& draft)
{
    m_edits.database().writeLater(
        Actor::studio(), this,
        [base, draft](Transaction& transaction) -> Result<Saved> {
            auto before = draftOf(transaction, base);
            if (!before)
                return fail(before.error());
            auto job = saveDraft(transaction, base, draft);
            if (!job)
                return fail(job.error());
            auto after = draftOf(transaction, *job);
            if (!after)
                return fail(after.error());
            return Saved{std::move(*job), std::move(*before), std::move(*after)};
        },
        [this, base, draft](const Result<Saved>& done) {
            if (done) {
                if (done->before != done->after)
                    m_edits.remember({tr("Edit %1").arg(done->job.details.title),
                                      swapping(base.id, done->before, done->after),
                                      swapping(base.id, done->after, done->before),
                                      {}});
                Q_EMIT saved(done->job);
            } else if (done.error().fault == Fault::Conflict) {
                settle(base, draft);
            } else {
                qWarning("jobs: %s", qPrintable(done.error().detail));
                // What the store says of a job is a sentence for people.
                Q_EMIT refused(base.id, done.error().fault == Fault::Invalid
                                            ? done.error().detail
                                            : words::fault(done.error().fault));
            }
        });
}

void JobEditing::settle(const Job& base, const JobDraft& mine)
{
    struct Sides
    {
        Job theirs;
        JobDraft theirDraft;
        JobDraft baseDraft;
    };
    const auto sides = m_edits.database().read([&](const Snapshot& snapshot) -> Result<Sides> {
        auto theirs = jobs::find(snapshot, base.id);
        if (!theirs)
            return fail(theirs.error());
        auto theirDraft = draftOf(snapshot, *theirs);
        auto baseDraft = draftOf(snapshot, base);
        if (!theirDraft || !baseDraft)
            return fail(theirDraft ? baseDraft.error() : theirDraft.error());
        return Sides{std::move(*theirs), std::move(*theirDraft), std::move(*baseDraft)};
    });
    if (!sides) {
        Q_EMIT refused(base.id, words::fault(sides.error().fault));
        return;
    }
    const MergedJob merge =
        merged(sides->baseDraft, sides->theirDraft, mine, [this](ContactId id) { return nameOf(id); });
    if (merge.clashes.empty()) { // they changed other fields: both stay
        save(sides->theirs, merge.keepingMine);
        return;
    }
    auto* dialog = new JobConflictDialog{sides->theirs.details.title, merge, m_window};
    connect(dialog, &JobConflictDialog::chosen, this,
            [this, current = sides->theirs](const JobDraft& draft) { save(current, draft); });
    connect(dialog, &QDialog::rejected, this, [this, id = base.id] { Q_EMIT refused(id, {}); });
    dialog->open();
}

void JobEditing::moveTo(const Job& job, JobStage stage)
{
    if (job.stage == stage)
        return;
    const JobId id = job.id;
    const QString title = job.details.title;
    m_edits.perform(
        {tr("Move %1 to %2", "a job, a stage").arg(title, words::stage(stage)),
         [id, stage](Transaction& transaction) { return jobs::moveTo(transaction, id, stage); },
         [id, before = job.stage](Transaction& transaction) { return jobs::moveTo(transaction, id, before); },
         tr("%1: %2", "a stage, a job's title").arg(words::stage(stage), title)});
}

void JobEditing::close(const Job& job, const QString& reason)
{
    const JobId id = job.id;
    m_edits.perform({tr("Close %1").arg(job.details.title),
                     [id, reason](Transaction& transaction) { return jobs::close(transaction, id, reason); },
                     [id](Transaction& transaction) { return jobs::reopen(transaction, id); },
                     tr("Job closed")});
}

void JobEditing::reopen(const Job& job)
{
    const JobId id = job.id;
    m_edits.perform({tr("Reopen %1").arg(job.details.title),
                     [id](Transaction& transaction) { return jobs::reopen(transaction, id); },
                     [id, reason = job.closedReason](Transaction& transaction) {
                         return jobs::close(transaction, id, reason);
                     },
                     tr("Job reopened")});
}

void JobEditing::remove(const Job& job)
{
    const JobId id = job.id;
    const auto items =
        m_edits.database().read([&](const Snapshot& snapshot) { return items::ofJob(snapshot, id); });
    const bool hasSent = items && std::any_of(items->begin(), items->end(),
                                              [](const Item& item) { return item.sentAt.has_value(); });
    if (hasSent) { // the store refuses it, too; here is what to do instead
        Q_EMIT refused(
            id, tr("This job has documents that clients got, so it cannot be deleted. Close it instead: "
                   "it leaves the list of current jobs."));
        return;
    }
    m_edits.perform({tr("Delete %1").arg(job.details.title),
                     [id](Transaction& transaction) { return jobs::moveToBin(transaction, id); },
                     [id](Transaction& transaction) { return jobs::restore(transaction, id); },
                     tr("Job deleted")});
}

void JobEditing::restore(const Job& job)
{
    const JobId id = job.id;
    m_edits.perform({tr("Restore %1").arg(job.details.title),
                     [id](Transaction& transaction) { return jobs::restore(transaction, id); },
                     [id](Transaction& transaction) { return jobs::moveToBin(transaction, id); },
                     tr("Job restored")});
}

} // namespace foyer
