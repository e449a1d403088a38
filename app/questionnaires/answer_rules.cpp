// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/base/text.h"
#include "app/questionnaires/answers.h"

#include <QDate>
#include <QJsonArray>
#include <QLocale>

#include <algorithm>
#include <cmath>

namespace foyer::answers {

using namespace Qt::StringLiterals;
using Question = Questionnaire::Question;

namespace {

constexpr double largestNumber = 1e12;

/// Complaints name the question, since they are also read in a list above the form. A long one is cut.
QString named(const Question& question)
{
    constexpr int longest = 60;
    return question.label.size() <= longest ? question.label : question.label.left(longest).trimmed() + u'…';
}

class Check
{
public:
    Check(const Questionnaire& questionnaire, const QJsonObject& typed)
        : m_questionnaire{questionnaire}
        , m_answers{tidied(questionnaire, typed)}
    {
    }

    Checked run()
    {
        const QSet<QString> shown = shownQuestions(m_questionnaire, m_answers);
        for (const Question& question : m_questionnaire.questions) {
            if (question.kind == QuestionKind::Section || !shown.contains(question.id))
                continue;
            const QJsonValue answer = m_answers.value(question.id);
            if (!answer.isUndefined())
                check(question, answer);
            else if (question.isRequired)
                say(question, {}, u"Please answer “%1”."_s.arg(named(question)));
        }
        return std::move(m_checked);
    }

private:
    void say(const Question& question, const QString& part, const QString& sentence)
    {
        m_checked.problems.push_back({question.id, part, sentence});
    }
    void keep(const Question& question, const QJsonValue& answer)
    {
        m_checked.answers.insert(question.id, answer);
    }

    void check(const Question& question, const QJsonValue& answer)
    {
        switch (question.kind) {
        case QuestionKind::ShortText:
            return checkText(question, answer, longestShortText);
        case QuestionKind::LongText:
            return checkText(question, answer, longestLongText);
        case QuestionKind::Number:
            return checkNumber(question, answer);
        case QuestionKind::Date:
            return checkDate(question, answer);
        case QuestionKind::Choice:
        case QuestionKind::SeveralChoices:
        case QuestionKind::YesNo:
            return keep(question, answer); // tidied: nothing but options of the question
        case QuestionKind::Address:
            checkParts(question, answer.toObject(), {});
            return keep(question, answer);
        case QuestionKind::People:
            return checkPeople(question, answer);
        case QuestionKind::Section:
            return;
        }
    }

    void checkText(const Question& question, const QJsonValue& answer, int longest)
    {
        const QString text = answer.toString();
        if (text.size() > longest)
            return say(question, {},
                       u"Your answer to “%1” has %2 characters; at most %3 fit. Please shorten it."_s.arg(
                           named(question), QString::number(text.size()), QString::number(longest)));
        if (question.mapsTo && question.mapsTo->field == MappedField::Phone && phoneDigits(text).isEmpty())
            return say(question, {}, u"“%1” needs a phone number with digits."_s.arg(named(question)));
        if (question.mapsTo && question.mapsTo->field == MappedField::Website && !webAddress(text))
            return say(question, {},
                       u"“%1” needs a web address, for example example.com."_s.arg(named(question)));
        keep(question, answer);
    }

    void checkNumber(const Question& question, const QJsonValue& answer)
    {
        if (!answer.isDouble())
            return say(question, {},
                       u"“%1” needs a number, for example 12 or 12.5, without marks between thousands."_s.arg(
                           named(question)));
        const double number = answer.toDouble();
        const auto text = [](double one) { return QLocale::c().toString(one, 'g', 15); };
        if (question.least && number < *question.least)
            return say(
                question, {},
                u"“%1”: the number must be at least %2."_s.arg(named(question), text(*question.least)));
        if (question.most && number > *question.most)
            return say(question, {},
                       u"“%1”: the number must be at most %2."_s.arg(named(question), text(*question.most)));
        if (!std::isfinite(number) || std::abs(number) > largestNumber)
            return say(question, {}, u"“%1”: this number is too large."_s.arg(named(question)));
        keep(question, answer);
    }

    void checkDate(const Question& question, const QJsonValue& answer)
    {
        const QDate day = QDate::fromString(answer.toString(), Qt::ISODate);
        if (!day.isValid())
            return say(question, {},
                       u"“%1” needs a day that exists, written like 2027-06-12."_s.arg(named(question)));
        if (day.year() < 1900 || day.year() > 9999)
            return say(question, {}, u"“%1” needs a day in the years 1900 to 9999."_s.arg(named(question)));
        if (question.mapsTo && question.mapsTo->field == MappedField::Birthday && day > QDate::currentDate())
            return say(question, {}, u"“%1”: this day is still to come."_s.arg(named(question)));
        keep(question, day.toString(Qt::ISODate));
    }

    bool checkParts(const Question& question, const QJsonObject& parts, const QString& prefix)
    {
        constexpr int longestStreet = 500;
        bool fits = true;
        for (auto part = parts.begin(); part != parts.end(); ++part) {
            if (part->toString().size() <= (part.key() == "street"_L1 ? longestStreet : longestPart))
                continue;
            say(question, prefix + part.key(),
                u"A part of “%1” is longer than %2 characters. Please shorten it."_s.arg(
                    named(question), QString::number(longestPart)));
            fits = false;
        }
        return fits;
    }

    void checkPeople(const Question& question, const QJsonValue& answer)
    {
        const QJsonArray people = answer.toArray();
        if (people.size() > mostPeople)
            say(question, {},
                u"“%1” takes at most %2 people. Please tell us of more of them in a message."_s.arg(
                    named(question), QString::number(mostPeople)));
        for (int row = 0; row < people.size(); ++row) {
            const QJsonObject person = people.at(row).toObject();
            const QString prefix = QString::number(row + 1) + u'_';
            if (!checkParts(question, person, prefix))
                continue;
            if (!person.contains("name"_L1))
                say(question, prefix + u"name"_s,
                    u"“%1”: person %2 needs a name."_s.arg(named(question), QString::number(row + 1)));
            const QString email = person.value("email"_L1).toString();
            if (!email.isEmpty() && !isEmailAddress(email))
                say(question, prefix + u"email"_s,
                    u"“%1”: the email of person %2 needs the form name@example.com."_s.arg(
                        named(question), QString::number(row + 1)));
            const QString phone = person.value("phone"_L1).toString();
            if (!phone.isEmpty() && phoneDigits(phone).isEmpty())
                say(question, prefix + u"phone"_s,
                    u"“%1”: the phone number of person %2 needs digits."_s.arg(named(question),
                                                                               QString::number(row + 1)));
        }
        keep(question, answer);
    }

    const Questionnaire& m_questionnaire;
    const QJsonObject m_answers;
    Checked m_checked;
};

} // namespace

Checked checked(const Questionnaire& questionnaire, const QJsonObject& answers)
{
    return Check{questionnaire, answers}.run();
}

} // namespace foyer::answers
