// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/email_templates/problem_list.h"

#include "ui/theme/style.h"

#include <algorithm>

namespace foyer {

using namespace Qt::StringLiterals;

namespace {

constexpr std::size_t mostShown = 4;

} // namespace

ProblemList::ProblemList(QWidget* parent)
    : QLabel{parent}
{
    setObjectName(u"problems"_s);
    setTextFormat(Qt::RichText);
    setWordWrap(true);
    setTextInteractionFlags(Qt::TextBrowserInteraction);
    setFocusPolicy(Qt::TabFocus);
    theme::makeNotice(this, theme::Tone::Warning);
    hide();
    connect(this, &QLabel::linkActivated, this, [this](const QString& link) {
        const auto which = std::size_t(link.mid(1).toInt());
        if (which < m_problems.size())
            Q_EMIT problemChosen(m_problems[which]);
    });
}

void ProblemList::showProblems(std::vector<email_templates::TextProblem> problems)
{
    m_problems = std::move(problems);
    QStringList lines;
    QStringList spoken;
    for (std::size_t i = 0; i < std::min(mostShown, m_problems.size()); ++i) {
        const QString sentence = email_templates::sentenceFor(m_problems[i]);
        spoken.append(sentence);
        lines.append(u"%1 <a href=\"#%2\">%3</a>"_s.arg(sentence.toHtmlEscaped(), QString::number(i),
                                                        m_problems[i].isInSubject ? tr("In the subject")
                                                                                  : tr("In the text")));
    }
    if (m_problems.size() > mostShown)
        lines.append(tr("And %n more.", nullptr, int(m_problems.size() - mostShown)));
    setText(lines.join(u"<br>"_s));
    setAccessibleName(spoken.join(u' '));
    setVisible(!lines.isEmpty());
}

} // namespace foyer
