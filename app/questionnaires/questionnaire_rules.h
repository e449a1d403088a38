// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/questionnaires/questionnaire.h"

namespace foyer {

inline constexpr int mostQuestions = 200;
inline constexpr int mostOptions = 100;
inline constexpr int longestQuestion = 500; ///< a label, in UTF-16 code units; help and introduction: 5,000

struct QuestionnaireProblem
{
    QString question; ///< its id; empty: the whole
    QString sentence; ///< says what to do, in English
    bool operator==(const QuestionnaireProblem&) const = default;
};

/// What keeps it from being sent; empty when it may be. A draft or a template may have problems.
std::vector<QuestionnaireProblem> questionnaireProblems(const Questionnaire& questionnaire);

/// Which questions a condition may look at: earlier ones with an answer, in order.
std::vector<const Questionnaire::Question*> questionsBefore(const Questionnaire& questionnaire,
                                                            const QString& id);
/// Which tests fit an answer of this kind.
std::vector<ShownIf::Test> testsFor(QuestionKind kind);

/// The condition in words: "Only if “Will there be a ceremony?” is “Yes”". Empty without one.
QString conditionInWords(const Questionnaire& questionnaire, const Questionnaire::Question& question);

} // namespace foyer
