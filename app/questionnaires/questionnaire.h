// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <optional>
#include <vector>

namespace foyer {

enum class QuestionKind
{
    ShortText,
    LongText,
    Number,
    Date,
    Choice,         ///< one of its options
    SeveralChoices, ///< any of its options
    YesNo,
    Address,
    People, ///< rows of name, role, email and phone
    Section ///< a heading with a text; no answer. Hidden, it hides the questions below it up to the next one
};

struct QuestionOption
{
    QString id; ///< stays the same when the label is worded anew: answers hold ids
    QString label;
    bool operator==(const QuestionOption&) const = default;
};

/// When a question is asked, told by the answer to an earlier one.
struct ShownIf
{
    enum class Test
    {
        Equals,   ///< the value: an option's id, "yes" or "no", a number, a day (ISO), or a text in any case
        Contains, ///< several choices: the option's id is among them; texts: they hold the value in any case
        Answered
    };
    QString question; ///< the id of an earlier one
    Test test = Test::Answered;
    QString value; ///< empty for Answered
    bool operator==(const ShownIf&) const = default;
};

/// Where an answer is kept beside the answer sheet. There is none for emails: a login hangs on them.
enum class MappedField
{
    Phone,
    Address,
    Birthday,
    Anniversary,
    Nickname,
    Website,
    Company,
    Occupation,
    JobTitle,
    JobCustom, ///< a field of the studio's own on the job, by its name
    ShootDay,  ///< of the job's first shoot
    ShootPlace
};

struct MapsTo
{
    MappedField field;
    QString name = {}; ///< of the custom field; empty for the others
    bool operator==(const MapsTo&) const = default;
};

struct Questionnaire
{
    struct Question
    {
        QString id; ///< stays the same for life, also in copies: answers are keyed by it (invariant D4)
        QuestionKind kind = QuestionKind::ShortText;
        QString label;
        QString help;
        bool isRequired = false;
        std::vector<QuestionOption> options = {}; ///< for Choice and SeveralChoices
        std::optional<ShownIf> shownIf = {};
        std::optional<MapsTo> mapsTo = {};
        std::optional<double> least = {}; ///< for Number
        std::optional<double> most = {};
        bool operator==(const Question&) const = default;
    };

    QString introduction;
    bool closesAfterDueDay = false; ///< else it can be answered late, and counts as overdue
    std::vector<Question> questions;
    bool operator==(const Questionnaire&) const = default;

    const Question* find(const QString& id) const;
};

/// The words by which they stand in the stored JSON.
QString toWord(QuestionKind kind);
std::optional<QuestionKind> questionKindFromWord(QStringView word);
QString toWord(ShownIf::Test test);
std::optional<ShownIf::Test> shownIfTestFromWord(QStringView word);
QString toWord(MappedField field);
std::optional<MappedField> mappedFieldFromWord(QStringView word);

/// Which fields an answer of this kind can be kept in.
const std::vector<MappedField>& fieldsFor(QuestionKind kind);
bool hasOptions(QuestionKind kind);
/// A new id for a question or an option: a letter, then letters and digits.
QString newQuestionId();
bool isQuestionId(QStringView text);
/// The same under an id of its own, for a question that is asked twice.
Questionnaire::Question copyOf(const Questionnaire::Question& question);

} // namespace foyer
