// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/questionnaires/questionnaire.h"

#include <QJsonObject>
#include <QSet>
#include <QString>

#include <vector>

/// Answers are one JSON object, keyed by question id (invariant D4). What each kind holds:
/// texts: text · number: a number · date: "2027-06-12" · choice: the option's id · several choices: an array
/// of ids in the order of the options · yes/no: true or false · address: an object of street, city, region,
/// postalCode, country · people: an array of objects of name, role, email, phone.
/// A half-filled sheet may also hold a number or a date as it was typed, as text; what is not answered has no
/// key.
namespace foyer::answers {

inline constexpr int longestShortText = 500; ///< UTF-16 code units, as all limits here
inline constexpr int longestLongText = 10'000;
inline constexpr int longestPart = 200; ///< of an address or of a person
inline constexpr int mostPeople = 30;

/// The parts of an address and of a person, in the order in which they are asked.
const QStringList& addressParts();
const QStringList& personParts();

/// Without what belongs to no question or has no fitting shape, texts trimmed, empty answers dropped. Never
/// judges what was typed: that is `checked`.
QJsonObject tidied(const Questionnaire& questionnaire, const QJsonObject& answers);

/// The ids of what these answers lead to: a question whose condition does not hold is not among them, nor one
/// that hangs on it, nor those of a section that is hidden.
QSet<QString> shownQuestions(const Questionnaire& questionnaire, const QJsonObject& answers);

struct Problem
{
    QString question;
    QString part; ///< "street", "2_email" (the second person's); empty: the question as a whole
    QString sentence;
    bool operator==(const Problem&) const = default;
};
struct Checked
{
    QJsonObject answers; ///< of the shown questions, each in its own type
    std::vector<Problem> problems;
};
/// What would be submitted, and what stands in its way. A hidden question is never required, and its answer
/// is not among them.
Checked checked(const Questionnaire& questionnaire, const QJsonObject& answers);

/// A number as people type it: a comma or a point before the decimals, blanks between thousands. Nothing for
/// what could be read in two ways ("1,000").
std::optional<double> numberFrom(QStringView typed);

/// An answer for people, in English; addresses and people take several lines. Empty for none.
/// @param dateFormat  a QDate format; empty: ISO 8601
QString inWords(const Questionnaire::Question& question, const QJsonValue& answer,
                const QString& dateFormat = {});

/// Tells whether an answer is still the one that somebody saw; short, for forms. The same for all that mean
/// "not answered".
QString fingerprint(const QJsonValue& answer);

} // namespace foyer::answers
