// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/questionnaires/questionnaire.h"

#include "app/base/random.h"
#include "app/base/word_table.h"

#include <algorithm>
#include <utility>

namespace foyer {

using namespace Qt::StringLiterals;
using Question = Questionnaire::Question;

namespace {

template <class Value, std::size_t Count>
using Words = std::array<WordFor<Value>, Count>;

constexpr Words<QuestionKind, 10> kinds{{{QuestionKind::ShortText, "shortText"_L1},
                                         {QuestionKind::LongText, "longText"_L1},
                                         {QuestionKind::Number, "number"_L1},
                                         {QuestionKind::Date, "date"_L1},
                                         {QuestionKind::Choice, "choice"_L1},
                                         {QuestionKind::SeveralChoices, "severalChoices"_L1},
                                         {QuestionKind::YesNo, "yesNo"_L1},
                                         {QuestionKind::Address, "address"_L1},
                                         {QuestionKind::People, "people"_L1},
                                         {QuestionKind::Section, "section"_L1}}};
constexpr Words<ShownIf::Test, 3> tests{{{ShownIf::Test::Equals, "equals"_L1},
                                         {ShownIf::Test::Contains, "contains"_L1},
                                         {ShownIf::Test::Answered, "answered"_L1}}};
constexpr Words<MappedField, 12> fields{{{MappedField::Phone, "contact.phone"_L1},
                                         {MappedField::Address, "contact.address"_L1},
                                         {MappedField::Birthday, "contact.birthday"_L1},
                                         {MappedField::Anniversary, "contact.anniversary"_L1},
                                         {MappedField::Nickname, "contact.nickname"_L1},
                                         {MappedField::Website, "contact.website"_L1},
                                         {MappedField::Company, "contact.company"_L1},
                                         {MappedField::Occupation, "contact.jobTitle"_L1},
                                         {MappedField::JobTitle, "job.title"_L1},
                                         {MappedField::JobCustom, "job.custom"_L1},
                                         {MappedField::ShootDay, "shoot.day"_L1},
                                         {MappedField::ShootPlace, "shoot.place"_L1}}};

} // namespace

const Questionnaire::Question* Questionnaire::find(const QString& id) const
{
    const auto found =
        std::find_if(questions.begin(), questions.end(), [&](const Question& one) { return one.id == id; });
    return found == questions.end() ? nullptr : &*found;
}

QString toWord(QuestionKind kind)
{
    return wordOf(kinds, kind);
}

std::optional<QuestionKind> questionKindFromWord(QStringView word)
{
    return valueOf(kinds, word);
}

QString toWord(ShownIf::Test test)
{
    return wordOf(tests, test);
}

std::optional<ShownIf::Test> shownIfTestFromWord(QStringView word)
{
    return valueOf(tests, word);
}

QString toWord(MappedField field)
{
    return wordOf(fields, field);
}

std::optional<MappedField> mappedFieldFromWord(QStringView word)
{
    return valueOf(fields, word);
}

const std::vector<MappedField>& fieldsFor(QuestionKind kind)
{
    using enum MappedField;
    static const std::vector<MappedField> none;
    static const std::vector<MappedField> texts{Phone,      Nickname, Website,   Company,
                                                Occupation, JobTitle, JobCustom, ShootPlace};
    static const std::vector<MappedField> days{Birthday, Anniversary, ShootDay, JobCustom};
    static const std::vector<MappedField> addresses{MappedField::Address, ShootPlace, JobCustom};
    static const std::vector<MappedField> custom{JobCustom};
    switch (kind) {
    case QuestionKind::ShortText:
        return texts;
    case QuestionKind::Date:
        return days;
    case QuestionKind::Address:
        return addresses;
    case QuestionKind::LongText:
    case QuestionKind::Number:
    case QuestionKind::Choice:
    case QuestionKind::SeveralChoices:
    case QuestionKind::YesNo:
    case QuestionKind::People:
        return custom;
    case QuestionKind::Section:
        return none;
    }
    Q_UNREACHABLE();
}

bool hasOptions(QuestionKind kind)
{
    return kind == QuestionKind::Choice || kind == QuestionKind::SeveralChoices;
}

QString newQuestionId()
{
    constexpr int bytes = 6; // 48 bits: no two among all the questions a studio will ever ask
    return u'q' + QString::fromLatin1(randomBytes(bytes).toHex());
}

bool isQuestionId(QStringView text)
{
    constexpr int longest = 32;
    const auto isSmall = [](QChar c) { return c >= u'a' && c <= u'z'; };
    return !text.isEmpty() && text.size() <= longest && isSmall(text.front()) &&
           std::all_of(text.begin(), text.end(),
                       [&](QChar c) { return isSmall(c) || (c >= u'0' && c <= u'9'); });
}

Question copyOf(const Question& question)
{
    Question copy = question;
    copy.id = newQuestionId();
    return copy;
}

} // namespace foyer
