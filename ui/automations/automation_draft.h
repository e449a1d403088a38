// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/automations/automation_store.h"

#include <QStringList>

namespace foyer {

/// What the person writes of an automation.
struct AutomationDraft
{
    QString name;
    AutomationContent content;
    bool operator==(const AutomationDraft&) const = default;
};

enum class AutomationPart
{
    Name,
    Description,
    Trigger,
    Conditions,
    Steps,
    LateDays
};
struct MergedAutomation
{
    AutomationDraft draft; ///< mine, and theirs where I changed nothing
    std::vector<AutomationPart> disputed;
};
/// Two changed the same automation. @param base  what both began with
MergedAutomation merged(const AutomationDraft& base, const AutomationDraft& mine,
                        const AutomationDraft& theirs);

/// What keeps an automation from being switched on, each sentence beside what causes it.
struct PlacedProblems
{
    QStringList general;
    QString trigger;
    QStringList conditions; ///< one for each; empty: nothing is wrong
    QStringList steps;      ///< likewise
    bool isEmpty() const;
    /// All of them.
    QStringList all() const;
};
Result<PlacedProblems> placedProblems(const Snapshot& snapshot, const AutomationContent& content);

} // namespace foyer
