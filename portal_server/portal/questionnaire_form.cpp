// SPDX-License-Identifier: GPL-3.0-or-later
#include "portal_server/portal/questionnaire_form.h"

#include "app/questionnaires/questionnaire_rules.h"

#include <QDate>
#include <QJsonArray>
#include <QLocale>

namespace foyer::web {

using namespace Qt::StringLiterals;
using Question = Questionnaire::Question;

namespace {

constexpr int mostRows =
    answers::mostPeople + 20; // more than may be submitted, so that nothing typed is lost

QString nameOf(const Question& question)
{
    return u"a_"_s + question.id;
}

QString nameOf(const Question& question, const QString& part)
{
    return nameOf(question) + u'_' + part;
}

QJsonObject partsFrom(const Form& form, const Question& question, const QString& prefix,
                      const QStringList& parts)
{
    QJsonObject typed;
    for (const QString& part : parts)
        typed.insert(part, form.value(nameOf(question, prefix + part)));
    return typed;
}

QJsonValue answerFrom(const Form& form, const Question& question)
{
    const QString value = form.value(nameOf(question));
    switch (question.kind) {
    case QuestionKind::ShortText:
    case QuestionKind::LongText:
    case QuestionKind::Number:
    case QuestionKind::Date:
    case QuestionKind::Choice:
        return value;
    case QuestionKind::YesNo:
        return value == "yes"_L1 || value == "no"_L1 ? QJsonValue{value == "yes"_L1} : QJsonValue{};
    case QuestionKind::SeveralChoices: {
        QJsonArray chosen;
        for (const QuestionOption& option : question.options) {
            if (form.has(nameOf(question, option.id)))
                chosen.append(option.id);
        }
        return chosen;
    }
    case QuestionKind::Address:
        return partsFrom(form, question, {}, answers::addressParts());
    case QuestionKind::People: {
        QJsonArray people;
        for (int row = 1; row <= mostRows; ++row) {
            const QString prefix = QString::number(row) + u'_';
            if (!form.has(nameOf(question, prefix + u"name"_s)))
                break;
            people.append(partsFrom(form, question, prefix, answers::personParts()));
        }
        return people;
    }
    case QuestionKind::Section:
        return {};
    }
    Q_UNREACHABLE();
}

/// The field that a link in the list of problems leads to.
QString targetOf(const Questionnaire& questions, const answers::Problem& problem)
{
    const Question* question = questions.find(problem.question);
    if (!question)
        return u"main"_s;
    if (!problem.part.isEmpty())
        return nameOf(*question, problem.part);
    switch (question->kind) {
    case QuestionKind::ShortText:
    case QuestionKind::LongText:
    case QuestionKind::Number:
    case QuestionKind::Date:
        return nameOf(*question);
    case QuestionKind::Choice:
    case QuestionKind::SeveralChoices:
        return question->options.empty() ? u"main"_s : nameOf(*question, question->options.front().id);
    case QuestionKind::YesNo:
        return nameOf(*question, u"yes"_s);
    case QuestionKind::Address:
        return nameOf(*question, u"street"_s);
    case QuestionKind::People:
        return nameOf(*question, u"1_name"_s);
    case QuestionKind::Section:
        return u"main"_s;
    }
    Q_UNREACHABLE();
}

/// What a browser may fill in by itself, where the answer goes into the client's own card.
QString autocompleteFor(const Question& question)
{
    if (!question.mapsTo)
        return u"off"_s;
    switch (question.mapsTo->field) {
    case MappedField::Phone:
        return u"tel"_s;
    case MappedField::Birthday:
        return u"bday"_s;
    case MappedField::Nickname:
        return u"nickname"_s;
    case MappedField::Website:
        return u"url"_s;
    case MappedField::Company:
        return u"organization"_s;
    case MappedField::Occupation:
        return u"organization-title"_s;
    case MappedField::Address:
    case MappedField::Anniversary:
    case MappedField::JobTitle:
    case MappedField::JobCustom:
    case MappedField::ShootDay:
    case MappedField::ShootPlace:
        return u"off"_s;
    }
    Q_UNREACHABLE();
}

QString inputTypeFor(const Question& question)
{
    const bool isPhone = question.mapsTo && question.mapsTo->field == MappedField::Phone;
    return isPhone ? u"tel"_s : u"text"_s;
}

std::vector<View> optionsOf(const Question& question, const QJsonValue& answer)
{
    std::vector<View> options;
    const auto add = [&](const QString& id, const QString& label, bool isChosen) {
        View option;
        option.text("option_field", nameOf(question, id))
            .text("option_value", id)
            .text("option_label", label)
            .flag("is_chosen", isChosen);
        options.push_back(std::move(option));
    };
    if (question.kind == QuestionKind::YesNo) {
        add(u"yes"_s, u"Yes"_s, answer.isBool() && answer.toBool());
        add(u"no"_s, u"No"_s, answer.isBool() && !answer.toBool());
    }
    for (const QuestionOption& option : question.options) {
        const bool isChosen =
            answer.isArray() ? answer.toArray().contains(option.id) : answer.toString() == option.id;
        add(option.id, option.label, isChosen);
    }
    return options;
}

QString problemAt(const ShownAnswers& shown, const QString& question, const QString& part)
{
    for (const answers::Problem& problem : shown.problems) {
        if (problem.question == question && problem.part == part)
            return problem.sentence;
    }
    return {};
}

/// Any problem of the question that no part of it shows by itself.
QString problemOf(const ShownAnswers& shown, const Question& question)
{
    for (const answers::Problem& problem : shown.problems) {
        if (problem.question == question.id &&
            (problem.part.isEmpty() || question.kind == QuestionKind::Address))
            return problem.sentence;
    }
    return {};
}

std::vector<View> peopleOf(const Question& question, const QJsonValue& answer, const ShownAnswers& shown)
{
    QJsonArray people = answer.toArray();
    if (people.isEmpty() || shown.spare == question.id)
        people.append(QJsonObject{});
    std::vector<View> rows;
    for (const QJsonValue& person : people) {
        const QString n = QString::number(rows.size() + 1);
        View row;
        row.text("n", n).text("row_field", nameOf(question, n));
        QString error;
        for (const QString& part : answers::personParts()) {
            row.text(qPrintable(u"person_"_s + part), person[part].toString());
            const QString problem = problemAt(shown, question.id, n + u'_' + part);
            row.flag(qPrintable(u"is_%1_wrong"_s.arg(part)), !problem.isEmpty());
            if (error.isEmpty())
                error = problem;
        }
        row.optionalText("row_error", error);
        rows.push_back(std::move(row));
    }
    return rows;
}

View questionView(const Questionnaire& questions, const Question& question, const ShownAnswers& shown)
{
    using enum QuestionKind;
    const QJsonValue answer = shown.answers.value(question.id);
    const auto isKind = [&](QuestionKind kind) { return question.kind == kind; };
    const QString words = answers::inWords(question, answer);
    const bool isDay = QDate::fromString(answer.toString(), Qt::ISODate).isValid() || words.isEmpty();
    const QJsonObject address = answer.toObject();
    const QString error = problemOf(shown, question);
    const bool isInConflict = shown.conflicts.contains(question.id);
    QString meanwhile;
    if (isInConflict) {
        const QString theirs = answers::inWords(question, shown.elsewhere.value(question.id));
        meanwhile =
            theirs.isEmpty()
                ? u"Meanwhile this answer was emptied on another device. Save again to keep yours."_s
                : u"Meanwhile this was answered on another device: “%1”. Save again to keep your answer "
                  "instead, or type that one here."_s.arg(theirs);
    }
    View view;
    view.text("question_id", question.id)
        .text("question_field", nameOf(question))
        .text("question_label", question.label)
        .optionalText("help", question.help)
        .optionalText("condition", conditionInWords(questions, question))
        .flag("has_test", question.shownIf.has_value())
        .text("test_question", question.shownIf ? question.shownIf->question : QString{})
        .text("test_kind", question.shownIf ? toWord(question.shownIf->test) : QString{})
        .text("test_value", question.shownIf ? question.shownIf->value : QString{})
        .flag("is_required", question.isRequired)
        .optionalText("question_error", error)
        .optionalText("meanwhile", meanwhile)
        .flag("is_described",
              !question.help.isEmpty() || question.shownIf || !error.isEmpty() || isInConflict)
        .flag("is_section", isKind(Section))
        .flag("is_line", isKind(ShortText))
        .flag("is_long", isKind(LongText))
        .flag("is_number", isKind(Number))
        .flag("is_date", isKind(Date))
        .flag("is_one", isKind(Choice) || isKind(YesNo))
        .flag("is_several", isKind(SeveralChoices))
        .flag("is_address", isKind(Address))
        .flag("is_people", isKind(People))
        .flag("is_group",
              isKind(Choice) || isKind(YesNo) || isKind(SeveralChoices) || isKind(Address) || isKind(People))
        .text("answer", words)
        .text("input_type", isKind(Date) && isDay ? u"date"_s : inputTypeFor(question))
        .text("autocomplete", autocompleteFor(question))
        .list("options", optionsOf(question, answer))
        .text("street", address.value("street"_L1).toString())
        .text("postal_code", address.value("postalCode"_L1).toString())
        .text("city", address.value("city"_L1).toString())
        .text("region", address.value("region"_L1).toString())
        .text("country", address.value("country"_L1).toString())
        .text("more_value", u"more_"_s + question.id)
        .list("people", isKind(People) ? peopleOf(question, answer, shown) : std::vector<View>{});
    return view;
}

} // namespace

QJsonObject answersFrom(const Form& form, const Questionnaire& questions)
{
    QJsonObject typed;
    for (const Question& question : questions.questions)
        typed.insert(question.id, answerFrom(form, question));
    return answers::tidied(questions, typed);
}

QString openedText(const Questionnaire& questions, const QJsonObject& answers)
{
    QStringList marks;
    const QJsonObject tidy = answers::tidied(questions, answers);
    for (auto answer = tidy.begin(); answer != tidy.end(); ++answer)
        marks.append(answer.key() + u':' + answers::fingerprint(*answer));
    return marks.join(u' ');
}

QHash<QString, QString> openedFrom(const Form& form)
{
    QHash<QString, QString> opened;
    for (const QString& mark : form.value(u"opened"_s).split(u' ', Qt::SkipEmptyParts))
        opened.insert(mark.section(u':', 0, 0), mark.section(u':', 1));
    return opened;
}

void fillQuestions(View& view, const Questionnaire& questions, const ShownAnswers& shown)
{
    std::vector<View> summary;
    const auto complain = [&](const answers::Problem& problem, const QString& sentence) {
        View item;
        item.text("error_target", targetOf(questions, problem)).text("error_message", sentence);
        summary.push_back(std::move(item));
    };
    for (const QString& id : shown.conflicts) {
        if (const Question* question = questions.find(id))
            complain({id, {}, {}},
                     u"“%1” was answered differently on another device."_s.arg(question->label));
    }
    for (const answers::Problem& problem : shown.problems)
        complain(problem, problem.sentence);
    std::vector<View> list;
    QString section;
    for (const Question& question : questions.questions) {
        View one = questionView(questions, question, shown);
        if (question.kind == QuestionKind::Section)
            section = question.id;
        one.flag("is_in_section", question.kind != QuestionKind::Section && !section.isEmpty())
            .text("section_id", section);
        list.push_back(std::move(one));
    }
    view.flag("has_conflicts", !shown.conflicts.isEmpty())
        .flag("has_errors", !summary.empty())
        .list("errors", std::move(summary))
        .list("questions", std::move(list));
}

void fillAnswers(View& view, const Questionnaire& questions, const QJsonObject& answers)
{
    const QSet<QString> shown = answers::shownQuestions(questions, answers);
    std::vector<View> parts;
    std::vector<View> rows;
    QString heading;
    const auto finish = [&] {
        if (!rows.empty()) {
            View part;
            part.optionalText("heading", heading).list("answers", std::exchange(rows, {}));
            parts.push_back(std::move(part));
        }
    };
    for (const Question& question : questions.questions) {
        if (!shown.contains(question.id))
            continue;
        if (question.kind == QuestionKind::Section) {
            finish();
            heading = question.label;
            continue;
        }
        View row;
        const QJsonValue answer = answers.value(question.id);
        const QDate day =
            question.kind == QuestionKind::Date ? QDate::fromString(answer.toString(), Qt::ISODate) : QDate{};
        row.text("question_label", question.label)
            .optionalText("answer", day.isValid() ? dayText(day) : answers::inWords(question, answer));
        rows.push_back(std::move(row));
    }
    finish();
    view.list("parts", std::move(parts));
}

QString dayText(QDate day)
{
    return QLocale{QLocale::English, QLocale::UnitedKingdom}.toString(day, u"d MMMM yyyy"_s);
}

} // namespace foyer::web
