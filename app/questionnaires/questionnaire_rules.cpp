// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/questionnaires/questionnaire_rules.h"

#include "app/questionnaires/answers.h"

#include <QDate>
#include <QSet>

#include <algorithm>
#include <cmath>

namespace foyer {

using namespace Qt::StringLiterals;
using Question = Questionnaire::Question;

namespace {

constexpr int longestText = 5'000;
constexpr double largestNumber = 1e12;
/// A form of the portal carries 1,000 fields at most; its own are some of them.
constexpr qsizetype mostFields = 950;

/// How many fields of a form its answer takes at most.
qsizetype fieldsOf(const Question& question)
{
    switch (question.kind) {
    case QuestionKind::Section:
        return 0;
    case QuestionKind::ShortText:
    case QuestionKind::LongText:
    case QuestionKind::Number:
    case QuestionKind::Date:
    case QuestionKind::Choice:
    case QuestionKind::YesNo:
        return 1;
    case QuestionKind::SeveralChoices:
        return qsizetype(question.options.size());
    case QuestionKind::Address:
        return answers::addressParts().size();
    case QuestionKind::People:
        return answers::personParts().size() * answers::mostPeople;
    }
    Q_UNREACHABLE();
}

/// Complaints about one question after the other.
class Check
{
public:
    explicit Check(const Questionnaire& whole)
        : m_whole{whole}
    {
    }

    std::vector<QuestionnaireProblem> run()
    {
        const auto isAsked = [](const Question& one) { return one.kind != QuestionKind::Section; };
        if (std::none_of(m_whole.questions.begin(), m_whole.questions.end(), isAsked))
            say({}, u"Add at least one question."_s);
        if (m_whole.questions.size() > mostQuestions)
            say({}, u"A questionnaire holds at most %1 questions; please split it."_s.arg(mostQuestions));
        if (m_whole.introduction.size() > longestText)
            say({}, u"The introduction is longer than %1 characters; please shorten it."_s.arg(longestText));
        qsizetype fields = 0;
        for (const Question& question : m_whole.questions)
            fields += fieldsOf(question);
        if (fields > mostFields)
            say({}, u"These are more lists of people and choices than one form can carry; please split the "
                    "questionnaire."_s);
        for (const Question& question : m_whole.questions) {
            checkWords(question);
            checkOptions(question);
            checkNumbers(question);
            checkCondition(question);
            checkMapping(question);
            m_seen.insert(question.id);
        }
        return std::move(m_problems);
    }

private:
    void say(const QString& question, const QString& sentence) { m_problems.push_back({question, sentence}); }

    void checkWords(const Question& question)
    {
        if (m_seen.contains(question.id))
            say(question.id, u"Two questions have the id “%1”; remove one of them."_s.arg(question.id));
        if (question.label.trimmed().isEmpty())
            say(question.id, question.kind == QuestionKind::Section ? u"Give this section a heading."_s
                                                                    : u"Write the question."_s);
        if (question.label.size() > longestQuestion)
            say(question.id, u"The question is longer than %1 characters; put the rest into its help."_s.arg(
                                 longestQuestion));
        if (question.help.size() > longestText)
            say(question.id, u"The help is longer than %1 characters; please shorten it."_s.arg(longestText));
        if (question.isRequired && question.kind == QuestionKind::Section)
            say(question.id, u"A section has no answer, so it cannot be required."_s);
    }

    void checkOptions(const Question& question)
    {
        if (!hasOptions(question.kind)) {
            if (!question.options.empty())
                say(question.id, u"Only choices have options; remove them."_s);
            return;
        }
        if (question.options.size() < (question.kind == QuestionKind::Choice ? 2u : 1u))
            say(question.id, u"Add options to choose from."_s);
        if (question.options.size() > mostOptions)
            say(question.id, u"A question has at most %1 options."_s.arg(mostOptions));
        QSet<QString> ids;
        QSet<QString> labels;
        for (const QuestionOption& option : question.options) {
            const QString label = option.label.trimmed();
            if (label.isEmpty())
                say(question.id, u"Fill in the empty option, or remove it."_s);
            else if (labels.contains(label.toCaseFolded()))
                say(question.id, u"The option “%1” stands here twice; remove one."_s.arg(label));
            if (label.size() > longestQuestion)
                say(question.id, u"An option is longer than %1 characters."_s.arg(longestQuestion));
            if (ids.contains(option.id))
                say(question.id, u"Two options have the id “%1”; remove one of them."_s.arg(option.id));
            ids.insert(option.id);
            labels.insert(label.toCaseFolded());
        }
    }

    void checkNumbers(const Question& question)
    {
        if (question.kind != QuestionKind::Number) {
            if (question.least || question.most)
                say(question.id, u"Only a number has a least and a greatest value; remove them."_s);
            return;
        }
        for (const auto& bound : {question.least, question.most}) {
            if (bound && std::abs(*bound) > largestNumber)
                say(question.id, u"A number's limits lie between −10¹² and 10¹²."_s);
        }
        if (question.least && question.most && *question.least > *question.most)
            say(question.id, u"The least value is greater than the greatest; swap them."_s);
    }

    void checkCondition(const Question& question)
    {
        if (!question.shownIf)
            return;
        const Question* other = m_whole.find(question.shownIf->question);
        // Earlier ones only: so there are no circles, and whoever answers from top to bottom is never
        // surprised.
        if (!other || !m_seen.contains(other->id) || other->kind == QuestionKind::Section) {
            say(question.id, u"“Shown only if” must name an earlier question."_s);
            return;
        }
        const auto tests = testsFor(other->kind);
        if (std::find(tests.begin(), tests.end(), question.shownIf->test) == tests.end()) {
            say(question.id,
                u"“Shown only if” asks “%1” something it cannot answer; choose again."_s.arg(other->label));
            return;
        }
        if (question.shownIf->test == ShownIf::Test::Answered)
            return;
        const QString& value = question.shownIf->value;
        bool fits = !value.trimmed().isEmpty();
        if (hasOptions(other->kind))
            fits = std::any_of(other->options.begin(), other->options.end(),
                               [&](const QuestionOption& option) { return option.id == value; });
        else if (other->kind == QuestionKind::YesNo)
            fits = value == "yes"_L1 || value == "no"_L1;
        else if (other->kind == QuestionKind::Number)
            value.toDouble(&fits);
        else if (other->kind == QuestionKind::Date)
            fits = QDate::fromString(value, Qt::ISODate).isValid();
        if (!fits)
            say(question.id,
                u"“Shown only if” compares “%1” with nothing it can be; choose a value."_s.arg(other->label));
    }

    void checkMapping(const Question& question)
    {
        if (!question.mapsTo)
            return;
        const auto& fitting = fieldsFor(question.kind);
        if (std::find(fitting.begin(), fitting.end(), question.mapsTo->field) == fitting.end())
            say(question.id,
                u"This kind of answer does not fit the field it is kept in; choose another field."_s);
        const bool isCustom = question.mapsTo->field == MappedField::JobCustom;
        const QString name = question.mapsTo->name.trimmed();
        if (isCustom && (name.isEmpty() || name.size() > 200))
            say(question.id, u"Name the job's field that keeps this answer, with at most 200 characters."_s);
        const QString key = toWord(question.mapsTo->field) + u':' + name.toCaseFolded();
        if (m_fields.contains(key))
            say(question.id, u"An earlier question is kept in the same field; choose another one."_s);
        m_fields.insert(key);
    }

    const Questionnaire& m_whole;
    std::vector<QuestionnaireProblem> m_problems;
    QSet<QString> m_seen;
    QSet<QString> m_fields;
};

QString valueInWords(const Question& asked, const QString& value)
{
    for (const QuestionOption& option : asked.options) {
        if (option.id == value)
            return option.label;
    }
    if (asked.kind == QuestionKind::YesNo)
        return value == "yes"_L1 ? u"Yes"_s : u"No"_s;
    return value;
}

} // namespace

std::vector<QuestionnaireProblem> questionnaireProblems(const Questionnaire& questionnaire)
{
    return Check{questionnaire}.run();
}

std::vector<const Question*> questionsBefore(const Questionnaire& questionnaire, const QString& id)
{
    std::vector<const Question*> before;
    for (const Question& question : questionnaire.questions) {
        if (question.id == id)
            break;
        if (question.kind != QuestionKind::Section)
            before.push_back(&question);
    }
    return before;
}

std::vector<ShownIf::Test> testsFor(QuestionKind kind)
{
    using enum ShownIf::Test;
    switch (kind) {
    case QuestionKind::ShortText:
    case QuestionKind::LongText:
        return {Equals, Contains, Answered};
    case QuestionKind::Number:
    case QuestionKind::Date:
    case QuestionKind::Choice:
    case QuestionKind::YesNo:
        return {Equals, Answered};
    case QuestionKind::SeveralChoices:
        return {Contains, Answered};
    case QuestionKind::Address:
    case QuestionKind::People:
        return {Answered};
    case QuestionKind::Section:
        return {};
    }
    Q_UNREACHABLE();
}

QString conditionInWords(const Questionnaire& questionnaire, const Question& question)
{
    if (!question.shownIf)
        return {};
    const Question* asked = questionnaire.find(question.shownIf->question);
    if (!asked)
        return {};
    const QString value = valueInWords(*asked, question.shownIf->value);
    switch (question.shownIf->test) {
    case ShownIf::Test::Equals:
        return u"Only if “%1” is “%2”."_s.arg(asked->label, value);
    case ShownIf::Test::Contains:
        return asked->kind == QuestionKind::SeveralChoices
                   ? u"Only if you chose “%2” for “%1”."_s.arg(asked->label, value)
                   : u"Only if “%1” mentions “%2”."_s.arg(asked->label, value);
    case ShownIf::Test::Answered:
        return u"Only if you answered “%1”."_s.arg(asked->label);
    }
    Q_UNREACHABLE();
}

} // namespace foyer
