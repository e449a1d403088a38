// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/automations/automation.h"
#include "ui/automations/studio_choices.h"

#include <QWidget>

#include <functional>

namespace foyer {

/// The fields of one step, as its kind has them.
class StepForm : public QWidget
{
    Q_OBJECT

public:
    using What = decltype(Step::what);

    /// @param what  decides which fields there are; it cannot become another kind
    StepForm(const What& what, const StudioChoices& choices, QWidget* parent = nullptr);

    What what() const { return m_read(); }
    void focusFirst();

Q_SIGNALS:
    void edited();

private:
    void make(const MailStep& step, const StudioChoices& choices);
    void make(const WaitStep& step);
    void make(const DocumentStep& step, const StudioChoices& choices);
    void make(const StageStep& step);
    void make(const TaskStep& step);
    void make(const WebhookStep& step);

    std::function<What()> m_read;
    QWidget* m_first = nullptr;
};

} // namespace foyer
