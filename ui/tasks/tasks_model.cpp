// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/tasks/tasks_model.h"

#include "app/jobs/job_list.h"
#include "ui/common/words.h"
#include "ui/tasks/task_edits.h"
#include "ui/theme/icons.h"

#include <QIcon>

#include <set>

namespace foyer {

using namespace Qt::StringLiterals;

Result<TasksModel::Tasks> TasksModel::read(const Snapshot& snapshot, int limit)
{
    auto list = tasks::open(snapshot, limit);
    if (!list)
        return fail(list.error());
    std::set<JobId> ids;
    for (const Task& one : *list) {
        if (one.job)
            ids.insert(*one.job);
    }
    const auto rows = jobs::rows(snapshot, {ids.begin(), ids.end()});
    if (!rows)
        return fail(rows.error());
    Tasks tasks{std::move(*list), {}};
    for (const jobs::JobRow& row : *rows)
        tasks.jobs.emplace(row.id, row.title);
    return tasks;
}

void TasksModel::setTasks(Tasks tasks, QDate today)
{
    beginResetModel();
    m_tasks = std::move(tasks);
    m_today = today;
    endResetModel();
}

int TasksModel::rowOf(TaskId id) const
{
    for (std::size_t i = 0; i < m_tasks.list.size(); ++i) {
        if (m_tasks.list[i].id == id)
            return int(i);
    }
    return -1;
}

int TasksModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : int(m_tasks.list.size());
}

int TasksModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : int(ColumnCount);
}

Qt::ItemFlags TasksModel::flags(const QModelIndex& index) const
{
    Qt::ItemFlags flags = QAbstractTableModel::flags(index);
    if (index.isValid() && index.column() == Title)
        flags |= Qt::ItemIsUserCheckable;
    return flags;
}

QString TasksModel::text(const QModelIndex& index) const
{
    const Task& one = task(index.row());
    switch (Column(index.column())) {
    case Title:
        return one.title;
    case Due:
        return task_edits::dueWords(one.dueDay, m_today);
    case Job: {
        const auto found = one.job ? m_tasks.jobs.find(*one.job) : m_tasks.jobs.end();
        return found == m_tasks.jobs.end() ? QString{} : found->second;
    }
    case ColumnCount:
        break;
    }
    return {};
}

QVariant TasksModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Task& one = task(index.row());
    switch (role) {
    case Qt::DisplayRole:
    case Qt::AccessibleTextRole:
        return text(index);
    case Qt::ToolTipRole:
        return words::toolTip(index.column() == Title && !one.notes.isEmpty() ? one.title + u'\n' + one.notes
                                                                              : text(index));
    case Qt::CheckStateRole:
        return index.column() == Title ? QVariant{Qt::Unchecked} : QVariant{};
    case Qt::DecorationRole:
        if (index.column() == Due && one.dueDay.isValid() && one.dueDay < m_today)
            return icon(u"triangle-alert"_s, IconInk::Danger);
        return {};
    default:
        return {};
    }
}

bool TasksModel::setData(const QModelIndex& index, const QVariant& value, int role)
{
    if (role != Qt::CheckStateRole || !index.isValid() || value.toInt() != Qt::Checked)
        return false;
    Q_EMIT ticked(task(index.row()).id);
    return false; // the line goes once it is so
}

QVariant TasksModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    return section == Title ? tr("Task") : section == Due ? tr("Due") : tr("Job");
}

} // namespace foyer
