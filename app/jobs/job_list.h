// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/jobs/job_store.h"

#include <QStringList>

namespace foyer::jobs {

/// What the list of jobs is asked to show.
struct JobFilter
{
    enum class Shelf
    {
        Current, ///< neither closed nor completed: what there is to do
        Open,    ///< not closed
        Closed,
        All, ///< everything but the bin
        Bin
    };
    enum class Order
    {
        LatestDay, ///< those without a day first: they need one
        NextDay,   ///< the earliest day first, those without one last
        Title,
        LatestChange
    };

    /// What is typed into the search field; every word must occur in the title, or in the name, company,
    /// email or phone of somebody on the job.
    QString text;
    std::optional<JobStage> stage;
    std::optional<BrandId> brand;
    std::optional<JobTypeId> type;
    Shelf shelf = Shelf::Current;
    Order order = Order::LatestDay;

    bool operator==(const JobFilter&) const = default;
};

/// How many jobs there are for a filter's text, brand and type, whatever its shelf and stage.
struct JobCounts
{
    qint64 lead = 0; ///< this and the next three: not closed
    qint64 booked = 0;
    qint64 fulfilment = 0;
    qint64 completed = 0;
    qint64 closed = 0;
    qint64 bin = 0; ///< whatever was searched for

    qint64 current() const { return lead + booked + fulfilment; }
    qint64 all() const { return current() + completed + closed; }
    bool operator==(const JobCounts&) const = default;
};

/// The answer to a filter, before its rows are read.
struct JobListing
{
    JobFilter filter;
    std::vector<JobId> ids; ///< in order
    JobCounts counts;
};

/// One line of the list.
struct JobRow
{
    JobId id;
    QString title;
    QStringList people; ///< names of the first few, nobody twice
    BrandId brand;
    QString type; ///< its name; empty: none
    JobStage stage;
    QDate firstDay; ///< invalid: none yet
    bool isClosed;
    Instant changedAt;
    bool operator==(const JobRow&) const = default;
};

/// Names of people that a row holds at most.
inline constexpr int mostNames = 3;

/// Safe on any thread. < 50 ms on 20,000 jobs.
Result<JobListing> list(const Snapshot& snapshot, const JobFilter& filter);
/// The lines of these jobs, in this order; one that is gone for good is left out.
Result<std::vector<JobRow>> rows(const Snapshot& snapshot, const std::vector<JobId>& ids);

/// A job as its contact's profile shows it.
struct ContactJob
{
    JobBrief brief;
    std::vector<JobRole> roles; ///< theirs, in the job's order
    bool operator==(const ContactJob&) const = default;
};
/// Newest first; those in the bin left out.
Result<std::vector<ContactJob>> jobsWithRoles(const Snapshot& snapshot, ContactId contact);

} // namespace foyer::jobs
