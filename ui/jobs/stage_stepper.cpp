// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/jobs/stage_stepper.h"

#include "ui/common/job_words.h"
#include "ui/theme/icons.h"
#include "ui/theme/metrics.h"

#include <QHBoxLayout>
#include <QStyle>
#include <QToolButton>

namespace foyer {

using namespace Qt::StringLiterals;

StageStepper::StageStepper(QWidget* parent)
    : QWidget{parent}
{
    setObjectName(u"stages"_s);
    setAccessibleName(tr("Stage of the job"));
    auto* row = new QHBoxLayout{this};
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(theme::space::tiny);
    for (std::size_t i = 0; i < m_steps.size(); ++i) {
        auto* step = new QToolButton;
        step->setObjectName(u"stage%1"_s.arg(i));
        step->setText(words::stage(JobStage(int(i))));
        step->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
        step->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
        step->setMinimumWidth(1); // in a narrow window the words are cut before the page is
        step->setFocusPolicy(Qt::StrongFocus);
        step->setIconSize({14, 14});
        connect(step, &QToolButton::clicked, this, [this, i] { Q_EMIT chosen(JobStage(int(i))); });
        row->addWidget(step);
        m_steps[i] = step;
    }
    setStage(JobStage::Lead);
}

void StageStepper::setStage(JobStage stage)
{
    for (std::size_t i = 0; i < m_steps.size(); ++i) {
        const int place = int(i);
        const QString state = place < int(stage) ? u"done"_s : place == int(stage) ? u"now"_s : u"ahead"_s;
        QToolButton* step = m_steps[i];
        step->setIcon(place <= int(stage)
                          ? icon(u"check"_s, place == int(stage) ? IconInk::OnAccent : IconInk::Text)
                          : QIcon{});
        const QString name = words::stage(JobStage(place));
        step->setAccessibleName(place == int(stage)  ? tr("%1, the stage now").arg(name)
                                : place < int(stage) ? tr("%1, done; go back to it").arg(name)
                                                     : tr("Move to %1").arg(name));
        step->setToolTip(step->accessibleName());
        if (step->property("step") != state) {
            step->setProperty("step", state);
            step->style()->unpolish(step);
            step->style()->polish(step);
        }
    }
}

} // namespace foyer
