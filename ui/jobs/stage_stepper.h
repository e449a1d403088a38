// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/jobs/job.h"

#include <QWidget>

#include <array>

class QToolButton;

namespace foyer {

/// The way of a job from lead to completed, each stage a button: one press, and it is there.
class StageStepper : public QWidget
{
    Q_OBJECT

public:
    explicit StageStepper(QWidget* parent = nullptr);

    void setStage(JobStage stage);

Q_SIGNALS:
    void chosen(foyer::JobStage stage);

private:
    std::array<QToolButton*, 4> m_steps{};
};

} // namespace foyer
