// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/questionnaires/answers.h"
#include "app/questionnaires/questionnaire.h"
#include "portal_server/pages/view.h"
#include "portal_server/portal/form.h"

#include <QHash>
#include <QJsonObject>
#include <QString>

namespace foyer::web {

// The fields of a questionnaire's form: "a_" and the question's id; for an option, a part of an address, or a
// person in a row, more behind it: "a_q1_o2", "a_q1_city", "a_q1_2_email".

/// What was typed, by question id; see answers.h.
QJsonObject answersFrom(const Form& form, const Questionnaire& questions);

/// What a form carries to tell which answers it was opened with: "id:fingerprint id:fingerprint".
QString openedText(const Questionnaire& questions, const QJsonObject& answers);
QHash<QString, QString> openedFrom(const Form& form);

/// What the form shows.
struct ShownAnswers
{
    QJsonObject answers;
    std::vector<answers::Problem> problems = {};
    QJsonObject elsewhere = {}; ///< by question id: what another device saved meanwhile
    QStringList conflicts = {}; ///< ids of those
    QString spare = {};         ///< the id of the people list that offers one more row
};
void fillQuestions(View& view, const Questionnaire& questions, const ShownAnswers& shown);
/// For reading: every question with its answer, in words; what does not apply is left out.
void fillAnswers(View& view, const Questionnaire& questions, const QJsonObject& answers);

/// A day as clients read it.
QString dayText(QDate day);

} // namespace foyer::web
