// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/jobs/job_list.h"

#include <QAbstractListModel>
#include <QTimer>

#include <unordered_map>

namespace foyer {

/// The list of jobs. Knows the order of all of them, and reads their lines in blocks when somebody looks at
/// them. Window's thread only.
class JobListModel : public QAbstractListModel
{
    Q_OBJECT

public:
    enum Role
    {
        PeopleRole = Qt::UserRole, ///< names and type, as the second line
        DayRole,                   ///< as it is shown; empty: none
        StageRole,                 ///< JobStage as int
        ClosedRole,
        SearchTextRole, ///< what to highlight
    };

    explicit JobListModel(Database& database, QObject* parent = nullptr);

    const jobs::JobFilter& filter() const { return m_listing.filter; }
    const jobs::JobCounts& counts() const { return m_listing.counts; }
    void setFilter(const jobs::JobFilter& filter);

    std::optional<JobId> jobAt(int row) const;
    std::optional<int> rowOf(JobId id) const;

    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;

Q_SIGNALS:
    /// After every look at the studio: counts may differ.
    void listed();
    void failed(const foyer::Error& error) const;

private:
    using Block = std::vector<jobs::JobRow>;

    void refresh();
    const jobs::JobRow* rowAt(int row) const;

    Database& m_database;
    jobs::JobListing m_listing;
    QTimer m_refresh; ///< many commits in a row are one refresh
    mutable std::unordered_map<int, Block> m_blocks;
};

} // namespace foyer
