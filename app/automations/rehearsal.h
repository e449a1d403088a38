// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/automations/automation.h"
#include "app/automations/runs.h"
#include "app/storage/database.h"

namespace foyer::automations {

/// One thing that would happen.
struct RehearsedStep
{
    Instant at;
    int position; ///< in the automation's steps
    std::optional<ContactId> contact;
    StepState state; ///< Done, Skipped, Asking (rehearsed as approved at once), Failed
    QString what;    ///< describe(step)
    QString reason;  ///< why at this moment, or why not: "7 days before the shoot", "no email"
    // Of a mail; links masked:
    QString toName;
    QString toAddress;
    QString subject;
    QString text;
    QString html;
    bool operator==(const RehearsedStep&) const = default;
};
struct Rehearsed
{
    std::vector<RehearsedStep> steps; ///< in the order of their time
    QString note; ///< why nothing happens, or where it ends: "waits for a shoot's day"; empty: it ends
};

/// Why a step comes at its moment: "7 days before the shoot", "contract signed"; empty: right after the one
/// before it.
QString whyNow(const Run& run, const StepRow& row);

/// Plays the automation forward for one job: as if it were switched on now and its trigger came at this
/// moment (for a day: on that day), until nothing is left, at most ten years and 500 steps ahead. Other
/// automations stay out of it. Call it in Database::rehearse or rehearseLater. Faults: Invalid (an obstacle),
/// NotFound (job)
Result<Rehearsed> rehearse(foyer::Rehearsal& rehearsal, const AutomationContent& content, JobId job);

} // namespace foyer::automations
