// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/base/result.h"
#include "app/jobs/job.h"
#include "app/storage/database.h"

#include <QStringList>

#include <functional>
#include <vector>

namespace foyer {

/// What the page of a job shows and gives back. The type stands by its name, since a new one may be typed.
struct JobDraft
{
    BrandId brand;
    JobDetails details; ///< without a type
    QString type;       ///< empty: none
    bool operator==(const JobDraft&) const = default;
};

Result<JobDraft> draftOf(const Snapshot& snapshot, const Job& job);
/// Saves the draft on top of `base`, and reads back what became of it. Faults: see jobs::save
Result<Job> saveDraft(Transaction& transaction, const Job& base, const JobDraft& draft);

/// A field that two people changed at the same time, to different ends.
struct JobClash
{
    QString field; ///< its name in the person's language
    QString theirs;
    QString mine;
};

/// What became of an edit that somebody else's came before.
struct MergedJob
{
    JobDraft keepingMine;  ///< theirs where only they changed something, mine where I did
    JobDraft takingTheirs; ///< mine where only I changed something, theirs where they did
    std::vector<JobClash> clashes;
    QStringList takenOver; ///< names of the fields that only they changed
};

using NameOfContact = std::function<QString(ContactId)>;
MergedJob merged(const JobDraft& base, const JobDraft& theirs, const JobDraft& mine,
                 const NameOfContact& nameOf);

} // namespace foyer
