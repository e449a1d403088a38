// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/base/result.h"
#include "app/jobs/job.h"
#include "app/storage/database.h"

#include <vector>

namespace foyer::jobs {

/// What a list shows of a job.
struct JobBrief
{
    JobId id;
    QString title;
    BrandId brand;
    JobStage stage;
    QDate firstDay; ///< of its first dated shoot; invalid: none yet
    bool isClosed;
    bool operator==(const JobBrief&) const = default;
};

/// Also finds those in the bin. Faults: NotFound, Storage.
Result<Job> find(const Snapshot& snapshot, JobId id);
Result<std::optional<JobId>> findByUid(const Snapshot& snapshot, const QString& uid);
/// Every job on which this contact has a role, newest first; not those in the bin.
Result<std::vector<JobBrief>> ofContact(const Snapshot& snapshot, ContactId contact);

/// Faults: Invalid (no title, a text too long, the same person twice in one role, a day out of range …: one
/// sentence), NotFound (brand, contact).
/// @param uid  empty: a new one
Result<JobId> add(Transaction& transaction, BrandId brand, const JobDetails& details,
                  const QString& uid = {});
/// Replaces details and brand; stage and closing have functions of their own. Faults: Invalid, NotFound,
/// Conflict (somebody saved since `edited.version` was read).
Result<void> save(Transaction& transaction, const Job& edited);

/// Becoming booked is one event, whatever caused it: the first call does it, further ones find it done. A job
/// that went back to lead since is booked anew. Reopens a closed one.
/// @param cause  stands in the journal: "contract signed", "quote accepted", "by hand", "import"
/// @returns whether this call booked it
Result<bool> book(Transaction& transaction, JobId id, const QString& cause);
/// By hand; to Booked it is book("by hand").
Result<void> moveTo(Transaction& transaction, JobId id, JobStage stage);
Result<void> close(Transaction& transaction, JobId id, const QString& reason);
Result<void> reopen(Transaction& transaction, JobId id);
/// Faults: Conflict while it has items that were sent: those are somebody's documents.
Result<void> moveToBin(Transaction& transaction, JobId id);
Result<void> restore(Transaction& transaction, JobId id);

struct JobType
{
    JobTypeId id;
    QString name;
};
/// In the studio's order, archived ones left out.
Result<std::vector<JobType>> types(const Snapshot& snapshot);
/// Finds the type of this name, or makes it. Faults: Invalid (empty, too long)
Result<JobTypeId> typeNamed(Transaction& transaction, const QString& name);

} // namespace foyer::jobs
