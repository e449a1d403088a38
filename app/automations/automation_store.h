// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/automations/automation.h"
#include "app/storage/database.h"

namespace foyer::automations {

struct NewAutomation
{
    QString name;
    AutomationContent content;
    QString galleryKey = {};
    int galleryEdition = 0;
    QString uid = {}; ///< empty: a new one
};

/// By name. Archived ones only when asked for.
Result<std::vector<Automation>> all(const Snapshot& snapshot, bool withArchived = false);
/// Faults: NotFound
Result<Automation> find(const Snapshot& snapshot, AutomationId id);
Result<std::optional<AutomationId>> findByUid(const Snapshot& snapshot, const QString& uid);

/// Switched off. Half-made ones are kept, too. Faults: Invalid (no name, too long, a figure out of range)
Result<AutomationId> add(Transaction& transaction, const NewAutomation& made);
/// Name and content. Runs that began go on as they were. Faults: Invalid, NotFound, Conflict
Result<void> save(Transaction& transaction, const Automation& edited);
/// "Booking (copy)", switched off. Faults: NotFound
Result<AutomationId> duplicate(Transaction& transaction, AutomationId id);

/// What keeps it from being switched on: problemsOf, and templates that are gone or cannot be sent.
Result<std::vector<QString>> obstaclesOf(const Snapshot& snapshot, const AutomationContent& content);
/// From this moment on; what happened before is no business of it. Faults: Invalid (an obstacle), NotFound
Result<void> switchOn(Transaction& transaction, AutomationId id);
/// No new run begins; those that began go on unless `cancelsRuns`.
Result<void> switchOff(Transaction& transaction, AutomationId id, bool cancelsRuns);
/// Switches it off and cancels its runs; its history stays.
Result<void> archive(Transaction& transaction, AutomationId id);
Result<void> unarchive(Transaction& transaction, AutomationId id);

/// Where the secret of its webhooks is kept: "webhook/<uid>"
QString webhookSecretName(const QString& automationUid);

} // namespace foyer::automations
