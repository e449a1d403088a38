// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/base/id.h"
#include "app/base/time.h"

#include <QDate>
#include <QJsonObject>
#include <QString>
#include <QTime>

#include <optional>
#include <vector>

namespace foyer {

enum class JobStage
{
    Lead,
    Booked,
    Fulfilment,
    Completed
};

/// What somebody is on a job. Nobody sees anything in the portal because of a role: items have recipients.
enum class JobRole
{
    Client,
    Spouse,
    Partner,
    Parent,
    Planner,
    Payer,
    Subject,
    Assistant,
    Vendor,
    Other
};

struct JobPerson
{
    ContactId contact;
    JobRole role;
    bool operator==(const JobPerson&) const = default;
};

/// A day and times of the clock at that place, not instants (invariant A5).
struct Shoot
{
    QString title;
    QDate day;                         ///< invalid: not known yet
    QTime starts;                      ///< invalid: not known yet
    QTime ends;                        ///< earlier than `starts`: after midnight
    QString place;                     ///< as typed; used when there is no location
    std::optional<ContactId> location; ///< a contact of kind Location
    QString notes;
    bool operator==(const Shoot&) const = default;
};

/// Everything about a job that a person can type. Orders matter: the first person is who a list shows, and a
/// job is of its first shoot's day.
struct JobDetails
{
    QString title;
    std::optional<JobTypeId> type;
    QString leadSource;
    QString notes;
    QJsonObject custom; ///< fields of the studio's own: name → text
    std::vector<JobPerson> people;
    std::vector<Shoot> shoots;
    bool operator==(const JobDetails&) const = default;
};

struct Job
{
    JobId id;
    QString uid;
    BrandId brand;
    JobDetails details;
    JobStage stage;
    std::optional<Instant> bookedAt; ///< the last time it became booked
    int bookings;                    ///< how often it did: an automation fires once for each
    std::optional<Instant> closedAt; ///< over, whatever the stage: lost, cancelled or done
    QString closedReason;
    std::optional<Instant> deletedAt; ///< in the bin since
    Instant createdAt;
    Instant changedAt;
    qint64 version; ///< rises with every change: an edit based on an older one is a Conflict
};

/// The words by which stages and roles stand in the database, the journal and the studio JSON.
QString toWord(JobStage stage);
std::optional<JobStage> jobStageFromWord(QStringView word);
QString toWord(JobRole role);
std::optional<JobRole> jobRoleFromWord(QStringView word);

} // namespace foyer
