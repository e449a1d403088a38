// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/questionnaires/questionnaire_json.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonParseError>
#include <QStringList>

namespace foyer {

using namespace Qt::StringLiterals;
using Question = Questionnaire::Question;

namespace {

/// Takes keys out of an object; what is left at the end nobody knows. Keeps the first complaint.
class Taker
{
public:
    Taker(const QJsonValue& value, QString place, QString& problem)
        : m_object{value.toObject()}
        , m_place{std::move(place)}
        , m_problem{problem}
    {
        if (!value.isObject())
            complain(u"is no object"_s);
    }
    ~Taker()
    {
        if (!m_object.isEmpty())
            complain(u"has the unknown key “%1”"_s.arg(m_object.keys().front()));
    }
    Q_DISABLE_COPY_MOVE(Taker)

    bool has(QLatin1StringView key) const { return m_object.contains(key); }
    QJsonValue take(QLatin1StringView key, QJsonValue::Type type)
    {
        const QJsonValue value = m_object.take(key);
        if (value.type() != type)
            complain(u"lacks “%1”, or it is of the wrong type"_s.arg(key));
        return value;
    }
    QString text(QLatin1StringView key) { return take(key, QJsonValue::String).toString(); }
    QString optionalText(QLatin1StringView key) { return has(key) ? text(key) : QString{}; }
    bool flag(QLatin1StringView key) { return has(key) && take(key, QJsonValue::Bool).toBool(); }
    std::optional<double> number(QLatin1StringView key)
    {
        return has(key) ? std::optional{take(key, QJsonValue::Double).toDouble()} : std::nullopt;
    }
    void complain(const QString& what)
    {
        if (m_problem.isEmpty())
            m_problem = m_place + u' ' + what + u'.';
    }
    const QString& place() const { return m_place; }

private:
    QJsonObject m_object;
    QString m_place;
    QString& m_problem;
};

template <class Value>
Value known(Taker& from, std::optional<Value> value, QLatin1StringView key)
{
    if (!value)
        from.complain(u"says something unknown in “%1”"_s.arg(key));
    return value.value_or(Value{});
}

Question questionFrom(const QJsonValue& value, const QString& place, QString& problem)
{
    Taker from{value, place, problem};
    Question question;
    question.id = from.text("id"_L1);
    if (!isQuestionId(question.id))
        from.complain(u"has an id that is not a small letter followed by small letters and digits"_s);
    question.kind = known(from, questionKindFromWord(from.text("kind"_L1)), "kind"_L1);
    question.label = from.text("label"_L1);
    question.help = from.optionalText("help"_L1);
    question.isRequired = from.flag("required"_L1);
    question.least = from.number("least"_L1);
    question.most = from.number("most"_L1);
    if (from.has("options"_L1)) {
        int number = 0;
        for (const QJsonValue& one : from.take("options"_L1, QJsonValue::Array).toArray()) {
            Taker option{one, u"%1.options[%2]"_s.arg(place).arg(number++), problem};
            question.options.push_back({option.text("id"_L1), option.text("label"_L1)});
            if (!isQuestionId(question.options.back().id))
                option.complain(
                    u"has an id that is not a small letter followed by small letters and digits"_s);
        }
    }
    if (from.has("shownIf"_L1)) {
        Taker shown{from.take("shownIf"_L1, QJsonValue::Object), place + u".shownIf"_s, problem};
        question.shownIf = ShownIf{shown.text("question"_L1),
                                   known(shown, shownIfTestFromWord(shown.text("test"_L1)), "test"_L1),
                                   shown.optionalText("value"_L1)};
    }
    if (from.has("mapsTo"_L1)) {
        Taker maps{from.take("mapsTo"_L1, QJsonValue::Object), place + u".mapsTo"_s, problem};
        question.mapsTo = MapsTo{known(maps, mappedFieldFromWord(maps.text("field"_L1)), "field"_L1),
                                 maps.optionalText("name"_L1)};
    }
    return question;
}

QJsonObject toJson(const Question& question)
{
    QJsonObject json{
        {u"id"_s, question.id}, {u"kind"_s, toWord(question.kind)}, {u"label"_s, question.label}};
    if (!question.help.isEmpty())
        json.insert(u"help"_s, question.help);
    if (question.isRequired)
        json.insert(u"required"_s, true);
    if (question.least)
        json.insert(u"least"_s, *question.least);
    if (question.most)
        json.insert(u"most"_s, *question.most);
    if (!question.options.empty()) {
        QJsonArray options;
        for (const QuestionOption& option : question.options)
            options.append(QJsonObject{{u"id"_s, option.id}, {u"label"_s, option.label}});
        json.insert(u"options"_s, options);
    }
    if (question.shownIf) {
        QJsonObject shown{{u"question"_s, question.shownIf->question},
                          {u"test"_s, toWord(question.shownIf->test)}};
        if (!question.shownIf->value.isEmpty())
            shown.insert(u"value"_s, question.shownIf->value);
        json.insert(u"shownIf"_s, shown);
    }
    if (question.mapsTo) {
        QJsonObject maps{{u"field"_s, toWord(question.mapsTo->field)}};
        if (!question.mapsTo->name.isEmpty())
            maps.insert(u"name"_s, question.mapsTo->name);
        json.insert(u"mapsTo"_s, maps);
    }
    return json;
}

} // namespace

QJsonObject toJson(const Questionnaire& questionnaire)
{
    QJsonArray questions;
    for (const Question& question : questionnaire.questions)
        questions.append(toJson(question));
    QJsonObject json{{u"questions"_s, questions}};
    if (!questionnaire.introduction.isEmpty())
        json.insert(u"introduction"_s, questionnaire.introduction);
    if (questionnaire.closesAfterDueDay)
        json.insert(u"closesAfterDueDay"_s, true);
    return json;
}

Result<Questionnaire> questionnaireFromJson(const QJsonObject& json)
{
    QString problem;
    Questionnaire questionnaire;
    {
        Taker from{json, u"The questionnaire"_s, problem};
        questionnaire.introduction = from.optionalText("introduction"_L1);
        questionnaire.closesAfterDueDay = from.flag("closesAfterDueDay"_L1);
        int number = 0;
        for (const QJsonValue& one : from.take("questions"_L1, QJsonValue::Array).toArray())
            questionnaire.questions.push_back(questionFrom(one, u"questions[%1]"_s.arg(number++), problem));
    }
    if (!problem.isEmpty())
        return fail(Fault::Invalid, problem);
    return questionnaire;
}

Result<Questionnaire> questionnaireFromBytes(const QByteArray& json)
{
    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson(json, &error);
    if (!document.isObject())
        return fail(Fault::Invalid, u"The questionnaire is no JSON object: %1."_s.arg(error.errorString()));
    return questionnaireFromJson(document.object());
}

} // namespace foyer
