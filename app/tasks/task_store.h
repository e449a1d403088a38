// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/base/result.h"
#include "app/storage/database.h"

#include <QDate>

#include <optional>
#include <vector>

namespace foyer {

/// Something for the studio to do.
struct Task
{
    TaskId id;
    std::optional<JobId> job;
    QString title;
    QString notes;
    QDate dueDay; ///< invalid: some time
    std::optional<Instant> doneAt;
    qint64 version; ///< rises with every change: an edit based on an older one is a Conflict
};

struct NewTask
{
    std::optional<JobId> job;
    QString title;
    QString notes = {};
    QDate dueDay = {};
};

namespace tasks {

/// Open ones first, by due day; then those done, newest first.
Result<std::vector<Task>> ofJob(const Snapshot& snapshot, JobId job);
/// What is open, by due day.
Result<std::vector<Task>> open(const Snapshot& snapshot, int limit);
/// Faults: NotFound
Result<Task> find(const Snapshot& snapshot, TaskId id);
/// Faults: Invalid (no title, too long), NotFound (job)
Result<TaskId> add(Transaction& transaction, const NewTask& task);
/// Faults: Invalid, NotFound, Conflict
Result<void> save(Transaction& transaction, const Task& edited);
Result<void> setDone(Transaction& transaction, TaskId id, bool isDone);
Result<void> remove(Transaction& transaction, TaskId id);

} // namespace tasks
} // namespace foyer
