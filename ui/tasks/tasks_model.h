// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/tasks/task_store.h"

#include <QAbstractTableModel>

#include <map>

namespace foyer {

/// Open tasks by due day, with their jobs.
class TasksModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column
    {
        Title, ///< with a box to tick off
        Due,
        Job,
        ColumnCount
    };
    struct Tasks
    {
        std::vector<Task> list;
        std::map<JobId, QString> jobs; ///< titles
    };

    using QAbstractTableModel::QAbstractTableModel;

    static Result<Tasks> read(const Snapshot& snapshot, int limit);

    void setTasks(Tasks tasks, QDate today);
    const Task& task(int row) const { return m_tasks.list[std::size_t(row)]; }
    int rowOf(TaskId id) const; ///< -1: not there

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    Qt::ItemFlags flags(const QModelIndex& index) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    bool setData(const QModelIndex& index, const QVariant& value, int role) override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

Q_SIGNALS:
    void ticked(foyer::TaskId id);

private:
    QString text(const QModelIndex& index) const;

    Tasks m_tasks;
    QDate m_today;
};

} // namespace foyer
