// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/questionnaires/question_words.h"

#include <QCoreApplication>

namespace foyer::words {

namespace {

struct QuestionWords
{
    Q_DECLARE_TR_FUNCTIONS(QuestionWords)
};

} // namespace

QString questionKind(QuestionKind kind)
{
    switch (kind) {
    case QuestionKind::ShortText:
        return QuestionWords::tr("Short text");
    case QuestionKind::LongText:
        return QuestionWords::tr("Long text");
    case QuestionKind::Number:
        return QuestionWords::tr("Number");
    case QuestionKind::Date:
        return QuestionWords::tr("Date");
    case QuestionKind::Choice:
        return QuestionWords::tr("Choice");
    case QuestionKind::SeveralChoices:
        return QuestionWords::tr("Several choices");
    case QuestionKind::YesNo:
        return QuestionWords::tr("Yes or no");
    case QuestionKind::Address:
        return QuestionWords::tr("Address");
    case QuestionKind::People:
        return QuestionWords::tr("List of people");
    case QuestionKind::Section:
        return QuestionWords::tr("Section");
    }
    Q_UNREACHABLE();
}

QString mappedField(MappedField field)
{
    switch (field) {
    case MappedField::Phone:
        return QuestionWords::tr("Client: phone");
    case MappedField::Address:
        return QuestionWords::tr("Client: address");
    case MappedField::Birthday:
        return QuestionWords::tr("Client: birthday");
    case MappedField::Anniversary:
        return QuestionWords::tr("Client: anniversary");
    case MappedField::Nickname:
        return QuestionWords::tr("Client: nickname");
    case MappedField::Website:
        return QuestionWords::tr("Client: website");
    case MappedField::Company:
        return QuestionWords::tr("Client: company");
    case MappedField::Occupation:
        return QuestionWords::tr("Client: occupation");
    case MappedField::JobTitle:
        return QuestionWords::tr("Job: title");
    case MappedField::JobCustom:
        return QuestionWords::tr("Job: a field of your own");
    case MappedField::ShootDay:
        return QuestionWords::tr("First shoot: day");
    case MappedField::ShootPlace:
        return QuestionWords::tr("First shoot: place");
    }
    Q_UNREACHABLE();
}

QString test(ShownIf::Test test)
{
    switch (test) {
    case ShownIf::Test::Equals:
        return QuestionWords::tr("is");
    case ShownIf::Test::Contains:
        return QuestionWords::tr("contains");
    case ShownIf::Test::Answered:
        return QuestionWords::tr("is answered");
    }
    Q_UNREACHABLE();
}

} // namespace foyer::words
