// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/contacts/contact_conflicts.h"

#include <QAbstractTableModel>

namespace foyer {

/// The conflicts of the studio, one a line.
class ConflictModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column
    {
        About,
        Kind,
        Contacts,
        ColumnCount
    };

    using QAbstractTableModel::QAbstractTableModel;

    void setConflicts(std::vector<contacts::Conflict> conflicts);
    const contacts::Conflict& conflict(int row) const { return m_conflicts[std::size_t(row)]; }
    /// The line about the same thing. @returns -1 when it is there no more
    int rowOf(const contacts::Conflict& conflict) const;

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    std::vector<contacts::Conflict> m_conflicts;
};

} // namespace foyer
