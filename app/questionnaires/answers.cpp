// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/questionnaires/answers.h"

#include "app/base/random.h"
#include "app/base/text.h"

#include <QDate>
#include <QJsonArray>
#include <QJsonDocument>
#include <QLocale>
#include <QRegularExpression>

#include <algorithm>

namespace foyer::answers {

using namespace Qt::StringLiterals;
using Question = Questionnaire::Question;

namespace {

QString labelOf(const Question& question, const QString& option)
{
    for (const QuestionOption& one : question.options) {
        if (one.id == option)
            return one.label;
    }
    return {};
}

/// Line ends stay, all other control characters become blanks: they are in no alphabet.
QString severalLines(const QString& text)
{
    QString clean = text;
    clean.replace("\r\n"_L1, "\n"_L1).replace(u'\r', u'\n');
    for (QChar& c : clean) {
        if (c.category() == QChar::Other_Control && c != u'\n' && c != u'\t')
            c = u' ';
    }
    return clean.trimmed();
}

QJsonValue tidiedParts(const QJsonObject& typed, const QStringList& parts)
{
    QJsonObject tidy;
    for (const QString& part : parts) {
        const QString text = part == "street"_L1 ? severalLines(typed.value(part).toString())
                                                 : singleLine(typed.value(part).toString());
        if (!text.isEmpty())
            tidy.insert(part, text);
    }
    return tidy.isEmpty() ? QJsonValue{QJsonValue::Undefined} : QJsonValue{tidy};
}

QJsonValue textOrNothing(const QString& text)
{
    return text.isEmpty() ? QJsonValue{QJsonValue::Undefined} : QJsonValue{text};
}

/// Undefined: not answered.
QJsonValue tidiedAnswer(const Question& question, const QJsonValue& answer)
{
    const QJsonValue nothing{QJsonValue::Undefined};
    switch (question.kind) {
    case QuestionKind::ShortText:
        return textOrNothing(singleLine(answer.toString()));
    case QuestionKind::LongText:
        return textOrNothing(severalLines(answer.toString()));
    case QuestionKind::Number:
        if (answer.isDouble())
            return answer;
        if (const auto number = numberFrom(answer.toString()))
            return *number;
        return textOrNothing(singleLine(answer.toString()));
    case QuestionKind::Date:
        return textOrNothing(singleLine(answer.toString()));
    case QuestionKind::Choice:
        return labelOf(question, answer.toString()).isNull() ? nothing : answer;
    case QuestionKind::SeveralChoices: {
        QJsonArray chosen;
        for (const QuestionOption& option : question.options) {
            if (answer.toArray().contains(option.id))
                chosen.append(option.id);
        }
        return chosen.isEmpty() ? nothing : QJsonValue{chosen};
    }
    case QuestionKind::YesNo:
        return answer.isBool() ? answer : nothing;
    case QuestionKind::Address:
        return tidiedParts(answer.toObject(), addressParts());
    case QuestionKind::People: {
        QJsonArray people;
        for (const QJsonValue& person : answer.toArray()) {
            const QJsonValue tidy = tidiedParts(person.toObject(), personParts());
            if (!tidy.isUndefined())
                people.append(tidy);
        }
        return people.isEmpty() ? nothing : QJsonValue{people};
    }
    case QuestionKind::Section:
        return nothing;
    }
    Q_UNREACHABLE();
}

bool equalsValue(const Question& asked, const QJsonValue& answer, const QString& value)
{
    switch (asked.kind) {
    case QuestionKind::YesNo:
        return answer.isBool() && answer.toBool() == (value == "yes"_L1);
    case QuestionKind::Number:
        return answer.isDouble() && answer.toDouble() == value.toDouble();
    case QuestionKind::Choice:
        return answer.toString() == value;
    case QuestionKind::ShortText:
    case QuestionKind::LongText:
    case QuestionKind::Date:
        return answer.toString().compare(value.trimmed(), Qt::CaseInsensitive) == 0;
    case QuestionKind::SeveralChoices:
    case QuestionKind::Address:
    case QuestionKind::People:
    case QuestionKind::Section:
        return false;
    }
    Q_UNREACHABLE();
}

bool holds(const ShownIf& condition, const Question& asked, const QJsonValue& answer)
{
    if (answer.isUndefined())
        return false;
    switch (condition.test) {
    case ShownIf::Test::Answered:
        return true;
    case ShownIf::Test::Equals:
        return equalsValue(asked, answer, condition.value);
    case ShownIf::Test::Contains:
        return answer.isArray() ? answer.toArray().contains(condition.value)
                                : answer.toString().contains(condition.value.trimmed(), Qt::CaseInsensitive);
    }
    Q_UNREACHABLE();
}

QString joinedAddress(const QJsonObject& address)
{
    QStringList lines{
        address.value("street"_L1).toString(),
        (address.value("postalCode"_L1).toString() + u' ' + address.value("city"_L1).toString()).trimmed(),
        address.value("region"_L1).toString(), address.value("country"_L1).toString()};
    lines.removeAll(QString{});
    return lines.join(u'\n');
}

QString joinedPeople(const QJsonArray& people)
{
    QStringList lines;
    for (const QJsonValue& person : people) {
        QString line = person["name"_L1].toString();
        if (const QString role = person["role"_L1].toString(); !role.isEmpty())
            line += u" ("_s + role + u')';
        for (const auto part : {"email"_L1, "phone"_L1}) {
            if (const QString text = person[part].toString(); !text.isEmpty())
                line += u", "_s + text;
        }
        lines.append(line.trimmed());
    }
    return lines.join(u'\n');
}

} // namespace

const QStringList& addressParts()
{
    static const QStringList parts{u"street"_s, u"postalCode"_s, u"city"_s, u"region"_s, u"country"_s};
    return parts;
}

const QStringList& personParts()
{
    static const QStringList parts{u"name"_s, u"role"_s, u"email"_s, u"phone"_s};
    return parts;
}

QJsonObject tidied(const Questionnaire& questionnaire, const QJsonObject& answers)
{
    QJsonObject tidy;
    for (const Question& question : questionnaire.questions) {
        const QJsonValue answer = tidiedAnswer(question, answers.value(question.id));
        if (!answer.isUndefined())
            tidy.insert(question.id, answer);
    }
    return tidy;
}

QSet<QString> shownQuestions(const Questionnaire& questionnaire, const QJsonObject& answers)
{
    QSet<QString> shown;
    bool isSectionShown = true;
    for (const Question& question : questionnaire.questions) {
        bool isShown = true;
        if (question.shownIf) {
            const Question* asked = questionnaire.find(question.shownIf->question);
            isShown = asked && shown.contains(asked->id) &&
                      holds(*question.shownIf, *asked, tidiedAnswer(*asked, answers.value(asked->id)));
        }
        if (question.kind == QuestionKind::Section)
            isSectionShown = isShown;
        if (isShown && isSectionShown)
            shown.insert(question.id);
    }
    return shown;
}

std::optional<double> numberFrom(QStringView typed)
{
    QString text;
    for (const QChar c : typed) {
        if (!c.isSpace())
            text += c == u'−' ? u'-' : c;
    }
    const auto commas = text.count(u',');
    const auto points = text.count(u'.');
    if (commas + points > 1)
        return std::nullopt;
    const auto mark = std::max(text.indexOf(u','), text.indexOf(u'.'));
    // "1,000" is a thousand to some and one to others; "1.000" too. "0,125" is not.
    const QStringView whole = QStringView{text}.first(std::max(mark, qsizetype{0}));
    if (mark > 0 && text.size() - mark - 1 == 3 && whole != u"0" && whole != u"-0")
        return std::nullopt;
    text.replace(u',', u'.');
    const bool isPlain = !text.isEmpty() && std::all_of(text.begin(), text.end(), [](QChar c) {
        return (c >= u'0' && c <= u'9') || c == u'.' || c == u'-' || c == u'+';
    });
    // More digits than a double keeps would not come back as they were typed.
    constexpr int mostDigits = 15;
    if (text.count(QRegularExpression{u"[0-9]"_s}) > mostDigits)
        return std::nullopt;
    bool isNumber = false;
    const double number = QLocale::c().toDouble(text, &isNumber);
    return isPlain && isNumber ? std::optional{number} : std::nullopt;
}

QString inWords(const Question& question, const QJsonValue& answer, const QString& dateFormat)
{
    switch (question.kind) {
    case QuestionKind::ShortText:
    case QuestionKind::LongText:
        return answer.toString();
    case QuestionKind::Number:
        return answer.isDouble() ? QLocale::c().toString(answer.toDouble(), 'g', 15) : answer.toString();
    case QuestionKind::Date: {
        const QDate day = QDate::fromString(answer.toString(), Qt::ISODate);
        return day.isValid() && !dateFormat.isEmpty() ? QLocale::c().toString(day, dateFormat)
                                                      : answer.toString();
    }
    case QuestionKind::Choice:
        return labelOf(question, answer.toString());
    case QuestionKind::SeveralChoices: {
        QStringList labels;
        for (const QJsonValue& one : answer.toArray())
            labels.append(labelOf(question, one.toString()));
        return labels.join(u"; "_s);
    }
    case QuestionKind::YesNo:
        return answer.isBool() ? (answer.toBool() ? u"Yes"_s : u"No"_s) : QString{};
    case QuestionKind::Address:
        return joinedAddress(answer.toObject());
    case QuestionKind::People:
        return joinedPeople(answer.toArray());
    case QuestionKind::Section:
        return {};
    }
    Q_UNREACHABLE();
}

QString fingerprint(const QJsonValue& answer)
{
    if (answer.isUndefined() || answer.isNull())
        return {};
    constexpr int bytes = 6;
    const QByteArray json = QJsonDocument{QJsonArray{answer}}.toJson(QJsonDocument::Compact);
    return toBase64Url(sha256(json).first(bytes));
}

} // namespace foyer::answers
