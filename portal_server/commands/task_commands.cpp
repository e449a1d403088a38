// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/tasks/task_store.h"
#include "portal_server/commands/call.h"

#include <QJsonArray>

namespace foyer::cli {

using namespace Qt::StringLiterals;

namespace {

constexpr int mostTasks = 1000; ///< that a list shows

bool always(const Arguments&)
{
    return true;
}

/// What --job says. Its value is nothing when there was no --job. Faults: Invalid
Result<std::optional<JobId>> jobOf(const Call& call)
{
    if (!call.arguments.has("job"_L1))
        return std::optional<JobId>{};
    const QString typed = call.arguments.value("job"_L1);
    const auto id = JobId::fromText(typed);
    if (!id)
        return fail(Fault::Invalid, u"“%1” is no job's number."_s.arg(typed));
    return id;
}

int list(Call& call)
{
    const auto job = jobOf(call);
    if (!job)
        return call.fails(job.error().detail, exitUsage);
    const auto found = call.studio.read([&](const Snapshot& snapshot) {
        return *job ? tasks::ofJob(snapshot, **job) : tasks::open(snapshot, mostTasks);
    });
    if (!found)
        return call.fails(found.error());
    QJsonArray array;
    for (const Task& task : *found) {
        const QString due = task.dueDay.toString(Qt::ISODate);
        if (call.isJson())
            array.append(
                QJsonObject{{u"id"_s, task.id.row()},
                            {u"job"_s, task.job ? QJsonValue{task.job->row()} : QJsonValue{}},
                            {u"title"_s, task.title},
                            {u"notes"_s, task.notes},
                            {u"dueDay"_s, due},
                            {u"doneAt"_s, task.doneAt ? QJsonValue{toIso(*task.doneAt)} : QJsonValue{}}});
        else
            call.say(QStringList{task.id.text(), task.doneAt ? u"done"_s : u"open"_s, due, task.title}.join(
                u'\t'));
    }
    if (call.isJson())
        call.say(QJsonValue{array});
    return exitDone;
}

int add(Call& call)
{
    const auto job = jobOf(call);
    if (!job)
        return call.fails(job.error().detail, exitUsage);
    QDate due;
    if (call.arguments.has("due"_L1)) {
        due = QDate::fromString(call.arguments.value("due"_L1), u"yyyy-MM-dd"_s);
        if (!due.isValid())
            return call.fails(
                u"“%1” is no day; write it as 2026-05-31."_s.arg(call.arguments.value("due"_L1)), exitUsage);
    }
    const auto added = call.studio.write(Actor::studio(), [&](Transaction& transaction) {
        return tasks::add(transaction, {*job, call.arguments.operands().front(), {}, due});
    });
    if (!added)
        return call.fails(added.error());
    call.say(added->text());
    return exitDone;
}

int done(Call& call)
{
    const QString typed = call.arguments.operands().front();
    const auto id = TaskId::fromText(typed);
    if (!id)
        return call.fails(u"“%1” is no task's number."_s.arg(typed), exitUsage);
    const auto set = call.studio.write(
        Actor::studio(), [&](Transaction& transaction) { return tasks::setDone(transaction, *id, true); });
    return set ? exitDone : call.fails(set.error());
}

} // namespace

std::vector<Command> taskCommands()
{
    const Option job{"job"_L1, "N"_L1, "the number of the job it is about"_L1};
    return {
        {"task"_L1,
         "list"_L1,
         ""_L1,
         0,
         0,
         "list what is open, or all of one job"_L1,
         {job, jsonOption},
         nullptr,
         list},
        {"task"_L1,
         "add"_L1,
         "TITLE"_L1,
         1,
         1,
         "write down something to do; says its number"_L1,
         {job, {"due"_L1, "YYYY-MM-DD"_L1, "by that day"_L1}},
         always,
         add},
        {"task"_L1, "done"_L1, "N"_L1, 1, 1, "it is done"_L1, {}, always, done},
    };
}

} // namespace foyer::cli
