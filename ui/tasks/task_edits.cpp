// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/tasks/task_edits.h"

#include "ui/common/words.h"

#include <QCoreApplication>

#include <memory>

namespace foyer::task_edits {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(Tasks)
};

/// Changes what differs between the two, and nothing that somebody else changed meanwhile.
StudioEdits::Work changing(const Task& from, const Task& to)
{
    return [from, to](Transaction& transaction) -> Result<void> {
        auto now = tasks::find(transaction, from.id);
        if (!now)
            return fail(now.error());
        const auto set = [&]<class Value>(Value Task::*field) {
            if (from.*field == to.*field)
                return true;
            const bool isFree = (*now).*field == from.*field;
            (*now).*field = to.*field;
            return isFree;
        };
        const bool areFree = set(&Task::title) & set(&Task::notes) & set(&Task::dueDay);
        if (!areFree)
            return fail(Fault::Conflict, QStringLiteral("task %1 was changed meanwhile").arg(from.id.row()));
        return tasks::save(transaction, *now);
    };
}

} // namespace

void setDone(StudioEdits& edits, const Task& task, bool isDone)
{
    const auto set = [id = task.id](bool value) {
        return [id, value](Transaction& transaction) { return tasks::setDone(transaction, id, value); };
    };
    edits.perform(
        {isDone ? Words::tr("Tick Off “%1”").arg(task.title) : Words::tr("Open “%1” Again").arg(task.title),
         set(isDone), set(!isDone),
         isDone ? Words::tr("“%1” is done").arg(task.title)
                : Words::tr("“%1” is open again").arg(task.title)});
}

void save(StudioEdits& edits, const Task& before, const Task& edited)
{
    edits.perform({Words::tr("Change Task “%1”").arg(before.title),
                   changing(before, edited),
                   changing(edited, before),
                   {}});
}

void remove(StudioEdits& edits, const Task& task)
{
    auto id = std::make_shared<TaskId>(task.id); // it comes back as another row
    edits.perform(
        {Words::tr("Delete Task “%1”").arg(task.title),
         [id](Transaction& transaction) { return tasks::remove(transaction, *id); },
         [id, task](Transaction& transaction) -> Result<void> {
             const auto made = tasks::add(transaction, {task.job, task.title, task.notes, task.dueDay});
             if (!made)
                 return fail(made.error());
             *id = *made;
             return task.doneAt ? tasks::setDone(transaction, *made, true) : Result<void>{};
         },
         Words::tr("“%1” deleted").arg(task.title)});
}

QString dueWords(QDate due, QDate today)
{
    if (!due.isValid())
        return {};
    const auto days = today.daysTo(due);
    if (days < 0)
        return Words::tr("%n day(s) late", nullptr, int(-days));
    if (days == 0)
        return Words::tr("today");
    if (days == 1)
        return Words::tr("tomorrow");
    return words::day(due);
}

} // namespace foyer::task_edits
