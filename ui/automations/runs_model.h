// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/automations/run_reading.h"

#include <QAbstractItemModel>

namespace foyer {

/// Runs, newest first, with their steps below each: what it is, and what became of it.
class RunsModel : public QAbstractItemModel
{
    Q_OBJECT

public:
    enum class Named
    {
        ByJob,       ///< the history of an automation
        ByAutomation ///< of a job
    };
    enum Column
    {
        What,
        Outcome,
        ColumnCount
    };

    explicit RunsModel(Named named, QObject* parent = nullptr);

    void setRuns(RunsSeen seen);
    const RunsSeen& seen() const { return m_seen; }
    const automations::Run* run(const QModelIndex& index) const;
    /// Nothing for the line of a run.
    const automations::StepRow* step(const QModelIndex& index) const;
    QModelIndex indexOf(RunId run, std::optional<StepId> step) const;

    QModelIndex index(int row, int column, const QModelIndex& parent = {}) const override;
    QModelIndex parent(const QModelIndex& index) const override;
    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    QString text(const QModelIndex& index) const;
    QString title(const automations::Run& run) const;
    QIcon sign(const QModelIndex& index) const;

    Named m_named;
    RunsSeen m_seen;
};

} // namespace foyer
