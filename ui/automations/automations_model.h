// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/automations/automation_store.h"

#include <QAbstractTableModel>

namespace foyer {

/// The automations of the studio, one line each.
class AutomationsModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    struct Row
    {
        Automation automation;
        int asking = 0; ///< what waits for somebody
        std::optional<Instant> lastRun;
        bool operator==(const Row& other) const
        {
            return automation.id == other.automation.id && automation.version == other.automation.version &&
                   automation.onSince == other.automation.onSince &&
                   automation.archivedAt == other.automation.archivedAt && asking == other.asking &&
                   lastRun == other.lastRun;
        }
    };
    enum Column
    {
        Switch, ///< a box that can be ticked, with its word
        Name,
        Summary,
        Asking,
        LastRun,
        ColumnCount
    };

    using QAbstractTableModel::QAbstractTableModel;

    static Result<std::vector<Row>> read(const Snapshot& snapshot, bool withArchived);

    void setRows(std::vector<Row> rows);
    const Row& row(int index) const { return m_rows[std::size_t(index)]; }
    int rowOf(AutomationId id) const; ///< -1: not there

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    Qt::ItemFlags flags(const QModelIndex& index) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    /// Ticking a box only asks: what becomes of it is shown once it is so.
    bool setData(const QModelIndex& index, const QVariant& value, int role) override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

Q_SIGNALS:
    void switchWanted(foyer::AutomationId id, bool isOn);

private:
    QString text(const Row& row, int column) const;

    std::vector<Row> m_rows;
};

} // namespace foyer
