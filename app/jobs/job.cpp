// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/jobs/job.h"

#include <array>

namespace foyer {

using namespace Qt::StringLiterals;

namespace {

template <class Value>
struct Word
{
    Value value;
    QLatin1StringView word;
};

constexpr std::array stageWords{
    Word{JobStage::Lead, "lead"_L1},
    Word{JobStage::Booked, "booked"_L1},
    Word{JobStage::Fulfilment, "fulfilment"_L1},
    Word{JobStage::Completed, "completed"_L1},
};
constexpr std::array roleWords{
    Word{JobRole::Client, "client"_L1},   Word{JobRole::Spouse, "spouse"_L1},
    Word{JobRole::Partner, "partner"_L1}, Word{JobRole::Parent, "parent"_L1},
    Word{JobRole::Planner, "planner"_L1}, Word{JobRole::Payer, "payer"_L1},
    Word{JobRole::Subject, "subject"_L1}, Word{JobRole::Assistant, "assistant"_L1},
    Word{JobRole::Vendor, "vendor"_L1},   Word{JobRole::Other, "other"_L1},
};

template <class Words, class Value>
QString wordOf(const Words& words, Value value)
{
    for (const auto& entry : words) {
        if (entry.value == value)
            return entry.word;
    }
    Q_UNREACHABLE();
}

template <class Value, class Words>
std::optional<Value> valueOf(const Words& words, QStringView word)
{
    for (const auto& entry : words) {
        if (word == entry.word)
            return entry.value;
    }
    return std::nullopt;
}

} // namespace

QString toWord(JobStage stage)
{
    return wordOf(stageWords, stage);
}

std::optional<JobStage> jobStageFromWord(QStringView word)
{
    return valueOf<JobStage>(stageWords, word);
}

QString toWord(JobRole role)
{
    return wordOf(roleWords, role);
}

std::optional<JobRole> jobRoleFromWord(QStringView word)
{
    return valueOf<JobRole>(roleWords, word);
}

} // namespace foyer
