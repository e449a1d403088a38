// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/base/result.h"
#include "app/invoices/invoice_content.h"
#include "app/storage/database.h"

#include <optional>
#include <vector>

/// Schedules to begin with. An invoice copies one: changing a preset later reaches no invoice.
namespace foyer::invoices {

struct SchedulePreset
{
    SchedulePresetId id;
    QString uid;
    QString name; ///< for the studio
    Schedule rules;
    std::optional<JobTypeId> jobType; ///< new invoices on jobs of this type start with it
    std::optional<Instant> archivedAt;
    qint64 version; ///< rises with every change: an edit based on an older one is a Conflict
};

struct NewPreset
{
    QString name;
    Schedule rules; ///< one at least. A sum counts in minor units of the invoice's currency.
    std::optional<JobTypeId> jobType = {};
    QString uid = {}; ///< empty: a new one
};

/// By name. Archived ones only when asked for.
Result<std::vector<SchedulePreset>> presets(const Snapshot& snapshot, bool withArchived = false);
/// Faults: NotFound
Result<SchedulePreset> findPreset(const Snapshot& snapshot, SchedulePresetId id);
Result<std::optional<SchedulePresetId>> findPresetByUid(const Snapshot& snapshot, const QString& uid);

/// A job type has one preset: another one that had it loses it. Faults: Invalid (no name, too long, no rule,
/// see check(Schedule)), NotFound (job type)
Result<SchedulePresetId> addPreset(Transaction& transaction, const NewPreset& preset);
/// Name, rules and job type. Faults: Invalid, NotFound, Conflict (saved by somebody since)
Result<void> savePreset(Transaction& transaction, const SchedulePreset& edited);
/// No new invoice starts with it.
Result<void> archivePreset(Transaction& transaction, SchedulePresetId id);
/// Its job type is its own again unless another one has it meanwhile.
Result<void> unarchivePreset(Transaction& transaction, SchedulePresetId id);

/// What comes with Foyer, to be copied into the studio. The same in every studio by its uid.
const std::vector<NewPreset>& readyPresets();
/// Adds a copy that the studio can change. One that is there stays as the studio made it, and is taken out of
/// the archive. Faults: NotFound (no such ready one)
Result<SchedulePresetId> installPreset(Transaction& transaction, const QString& uid);

/// The schedule that an invoice on this job starts with: the preset of the job's type. Empty: everything at
/// once. Faults: NotFound (job)
Result<Schedule> scheduleFor(const Snapshot& snapshot, JobId job);
/// What a new invoice on this job starts with: the studio's currency, and the schedule. It has the job's
/// title and no line. Faults: NotFound (job)
Result<InvoiceContent> newFor(const Snapshot& snapshot, JobId job);

} // namespace foyer::invoices
