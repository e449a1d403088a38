// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/tasks/task_store.h"

#include "app/base/random.h"
#include "app/base/text.h"
#include "app/jobs/job_store.h"

#include <QJsonObject>

namespace foyer::tasks {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype longestTitle = 200;
constexpr qsizetype longestNotes = 20'000;

// A task without a day comes after those that have one.
const QString selectHead = u"SELECT id, job_id, title, notes, due_day, done_at, version FROM task "_s;
const QString selectById = selectHead + u"WHERE id = :id"_s;
const QString selectOfJob = selectHead + uR"(
    WHERE job_id = :job ORDER BY done_at IS NOT NULL, done_at DESC, due_day = '', due_day, id)"_s;
const QString selectOpen =
    selectHead + u"WHERE done_at IS NULL ORDER BY due_day = '', due_day, id LIMIT :limit"_s;
const QString insertTask = uR"(
    INSERT INTO task (uid, job_id, title, notes, due_day, created_at, changed_at, version)
    VALUES (:uid, :job, :title, :notes, :due, :now, :now, 1))"_s;
const QString updateTask = uR"(
    UPDATE task SET job_id = :job, title = :title, notes = :notes, due_day = :due, changed_at = :now,
           version = version + 1
    WHERE id = :id)"_s;
const QString updateDone =
    u"UPDATE task SET done_at = :at, changed_at = :now, version = version + 1 WHERE id = :id"_s;
const QString deleteTask = u"DELETE FROM task WHERE id = :id"_s;

Task fromRow(const Query& row)
{
    return {TaskId{row.integer(0)},
            row.isNull(1) ? std::nullopt : std::optional{JobId{row.integer(1)}},
            row.text(2),
            row.text(3),
            row.day(4),
            row.optionalInstant(5),
            row.integer(6)};
}

Result<NewTask> tidied(const Snapshot& snapshot, NewTask task)
{
    task.title = singleLine(task.title);
    if (task.title.isEmpty() || task.title.size() > longestTitle)
        return fail(Fault::Invalid, u"A task needs a title of at most %1 characters."_s.arg(longestTitle));
    if (task.notes.size() > longestNotes)
        return fail(Fault::Invalid, u"The notes of a task hold at most %1 characters."_s.arg(longestNotes));
    if (task.dueDay.isValid() && (task.dueDay.year() < 1900 || task.dueDay.year() > 9999))
        return fail(Fault::Invalid, u"The day of a task lies outside the years 1900 to 9999."_s);
    if (!task.job)
        return task;
    const auto job = jobs::find(snapshot, *task.job);
    return job ? Result<NewTask>{std::move(task)} : fail(job.error());
}

Query& bindFacts(Query& query, const NewTask& task)
{
    return query.bind(":job"_L1, task.job ? std::optional{task.job->row()} : std::nullopt)
        .bind(":title"_L1, task.title)
        .bind(":notes"_L1, task.notes)
        .bind(":due"_L1, task.dueDay);
}

void note(Transaction& transaction, TaskId id, std::optional<JobId> job, const QString& action,
          const QString& title)
{
    transaction.record({u"task"_s, id.row(), action, {{u"title"_s, title}}});
    transaction.touch(Entity::Task, id.row());
    if (job)
        transaction.touch(Entity::Job, job->row());
}

} // namespace

Result<std::vector<Task>> ofJob(const Snapshot& snapshot, JobId job)
{
    return snapshot.query(selectOfJob).bind(":job"_L1, job.row()).all(fromRow);
}

Result<std::vector<Task>> open(const Snapshot& snapshot, int limit)
{
    return snapshot.query(selectOpen).bind(":limit"_L1, limit).all(fromRow);
}

Result<Task> find(const Snapshot& snapshot, TaskId id)
{
    auto found = snapshot.query(selectById).bind(":id"_L1, id.row()).first(fromRow);
    if (!found)
        return fail(found.error());
    if (!*found)
        return fail(Fault::NotFound, u"There is no task %1."_s.arg(id.row()));
    return std::move(**found);
}

Result<TaskId> add(Transaction& transaction, const NewTask& made)
{
    const auto task = tidied(transaction, made);
    if (!task)
        return fail(task.error());
    auto insert = transaction.query(insertTask);
    const auto inserted =
        bindFacts(insert, *task).bind(":uid"_L1, randomUuid()).bind(":now"_L1, transaction.now()).run();
    if (!inserted)
        return fail(inserted.error());
    const TaskId id{insert.insertedRow()};
    note(transaction, id, task->job, u"created"_s, task->title);
    return id;
}

Result<void> save(Transaction& transaction, const Task& edited)
{
    const auto before = find(transaction, edited.id);
    if (!before)
        return fail(before.error());
    if (before->version != edited.version)
        return fail(Fault::Conflict, u"The task “%1” was changed meanwhile."_s.arg(before->title));
    const auto task = tidied(transaction, {edited.job, edited.title, edited.notes, edited.dueDay});
    if (!task)
        return fail(task.error());
    auto update = transaction.query(updateTask);
    const auto updated =
        bindFacts(update, *task).bind(":now"_L1, transaction.now()).bind(":id"_L1, edited.id.row()).run();
    if (!updated)
        return updated;
    if (before->job && before->job != task->job)
        transaction.touch(Entity::Job, before->job->row());
    note(transaction, edited.id, task->job, u"edited"_s, task->title);
    return {};
}

Result<void> setDone(Transaction& transaction, TaskId id, bool isDone)
{
    const auto task = find(transaction, id);
    if (!task)
        return fail(task.error());
    if (task->doneAt.has_value() == isDone)
        return {};
    const auto updated = transaction.query(updateDone)
                             .bind(":at"_L1, isDone ? std::optional{transaction.now()} : std::nullopt)
                             .bind(":now"_L1, transaction.now())
                             .bind(":id"_L1, id.row())
                             .run();
    if (!updated)
        return updated;
    note(transaction, id, task->job, isDone ? u"done"_s : u"reopened"_s, task->title);
    return {};
}

Result<void> remove(Transaction& transaction, TaskId id)
{
    const auto task = find(transaction, id);
    if (!task)
        return fail(task.error());
    if (const auto removed = transaction.query(deleteTask).bind(":id"_L1, id.row()).run(); !removed)
        return removed;
    note(transaction, id, task->job, u"removed"_s, task->title);
    return {};
}

} // namespace foyer::tasks
