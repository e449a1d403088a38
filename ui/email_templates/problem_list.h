// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/email_templates/template_text.h"

#include <QLabel>

namespace foyer {

/// What keeps a template from being sent, in sentences that lead to the place.
class ProblemList : public QLabel
{
    Q_OBJECT

public:
    explicit ProblemList(QWidget* parent = nullptr);

    void showProblems(std::vector<email_templates::TextProblem> problems);
    const std::vector<email_templates::TextProblem>& problems() const { return m_problems; }

Q_SIGNALS:
    void problemChosen(const foyer::email_templates::TextProblem& problem);

private:
    std::vector<email_templates::TextProblem> m_problems;
};

} // namespace foyer
