// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/jobs/job.h"

#include "app/base/word_table.h"

namespace foyer {

using namespace Qt::StringLiterals;

namespace {

constexpr std::array<WordFor<JobStage>, 4> stageWords{{
    {JobStage::Lead, "lead"_L1},
    {JobStage::Booked, "booked"_L1},
    {JobStage::Fulfilment, "fulfilment"_L1},
    {JobStage::Completed, "completed"_L1},
}};
constexpr std::array<WordFor<JobRole>, 10> roleWords{{
    {JobRole::Client, "client"_L1},
    {JobRole::Spouse, "spouse"_L1},
    {JobRole::Partner, "partner"_L1},
    {JobRole::Parent, "parent"_L1},
    {JobRole::Planner, "planner"_L1},
    {JobRole::Payer, "payer"_L1},
    {JobRole::Subject, "subject"_L1},
    {JobRole::Assistant, "assistant"_L1},
    {JobRole::Vendor, "vendor"_L1},
    {JobRole::Other, "other"_L1},
}};

} // namespace

QString toWord(JobStage stage)
{
    return wordOf(stageWords, stage);
}

std::optional<JobStage> jobStageFromWord(QStringView word)
{
    return valueOf(stageWords, word);
}

QString toWord(JobRole role)
{
    return wordOf(roleWords, role);
}

std::optional<JobRole> jobRoleFromWord(QStringView word)
{
    return valueOf(roleWords, word);
}

} // namespace foyer
