// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/automations/runs.h"
#include "app/base/word_table.h"

/// The words by which states of runs and steps stand in the database.
namespace foyer::automations {

inline constexpr std::array<WordFor<RunState>, 4> runWords{{
    {RunState::Running, QLatin1StringView{"running"}},
    {RunState::Asking, QLatin1StringView{"asking"}},
    {RunState::Done, QLatin1StringView{"done"}},
    {RunState::Cancelled, QLatin1StringView{"cancelled"}},
}};
inline constexpr std::array<WordFor<StepState>, 5> stepWords{{
    {StepState::Waiting, QLatin1StringView{"waiting"}},
    {StepState::Asking, QLatin1StringView{"asking"}},
    {StepState::Done, QLatin1StringView{"done"}},
    {StepState::Skipped, QLatin1StringView{"skipped"}},
    {StepState::Failed, QLatin1StringView{"failed"}},
}};

} // namespace foyer::automations
