// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/questionnaires/questionnaire_json.h"
#include "app/questionnaires/questionnaire_rules.h"
#include "tests/app/questionnaires/questionnaire_fixture.h"

#include <QJsonDocument>

using namespace foyer;
using namespace foyer::test;
using namespace Qt::StringLiterals;

namespace {

Questionnaire everyKind()
{
    Questionnaire all;
    all.introduction = u"Tell us about the day.\nTake your time."_s;
    all.closesAfterDueDay = true;
    all.questions = {question(u"s"_s, QuestionKind::Section, u"The day"_s),
                     required(question(u"a"_s, QuestionKind::ShortText, u"Where?"_s)),
                     question(u"b"_s, QuestionKind::LongText, u"What else?"_s),
                     question(u"c"_s, QuestionKind::Number, u"How many guests?"_s),
                     question(u"d"_s, QuestionKind::Date, u"When?"_s),
                     choiceOf(u"e"_s, QuestionKind::Choice, u"Album"_s, {u"Linen"_s, u"Leather"_s}),
                     choiceOf(u"f"_s, QuestionKind::SeveralChoices, u"Moments"_s, {u"Cake"_s, u"Dance"_s}),
                     question(u"g"_s, QuestionKind::YesNo, u"A ceremony?"_s),
                     question(u"h"_s, QuestionKind::Address, u"Your address"_s),
                     question(u"i"_s, QuestionKind::People, u"Who helps?"_s)};
    all.questions[3].least = 1;
    all.questions[3].most = 500;
    all.questions[4] = into(all.questions[4], MappedField::ShootDay);
    all.questions[2] = onlyIf(all.questions[2], u"a"_s, ShownIf::Test::Answered);
    all.questions[8] =
        into(onlyIf(all.questions[8], u"g"_s, ShownIf::Test::Equals, u"yes"_s), MappedField::Address);
    all.questions[9] = onlyIf(all.questions[9], u"f"_s, ShownIf::Test::Contains, u"o2"_s);
    return all;
}

QStringList sentencesOf(const Questionnaire& questions)
{
    QStringList sentences;
    for (const QuestionnaireProblem& problem : questionnaireProblems(questions))
        sentences.append(problem.sentence);
    return sentences;
}

class QuestionnaireTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void D4_everyKindGoesThroughJsonUnchanged()
    {
        const QByteArray bytes = canonicalJson(toJson(everyKind()));
        const auto back = questionnaireFromBytes(bytes);
        QVERIFY2(back, qPrintable(back ? QString{} : back.error().detail));
        QCOMPARE(*back, everyKind());
        QCOMPARE(canonicalJson(toJson(*back)), bytes);
        QVERIFY(sentencesOf(*back).isEmpty());
    }

    void everythingButItsOwnFormIsRefused_data()
    {
        QTest::addColumn<QByteArray>("json");
        QTest::newRow("no JSON") << QByteArray("{");
        QTest::newRow("an array") << QByteArray("[]");
        QTest::newRow("no questions") << QByteArray("{}");
        QTest::newRow("unknown key") << QByteArray(R"({"questions":[],"extra":1})");
        QTest::newRow("questions no array") << QByteArray(R"({"questions":{}})");
        QTest::newRow("question no object") << QByteArray(R"({"questions":[7]})");
        QTest::newRow("no label") << QByteArray(R"({"questions":[{"id":"a","kind":"date"}]})");
        QTest::newRow("unknown kind")
            << QByteArray(R"({"questions":[{"id":"a","kind":"colour","label":"x"}]})");
        QTest::newRow("id with blanks")
            << QByteArray(R"({"questions":[{"id":"a b","kind":"date","label":"x"}]})");
        QTest::newRow("id with a digit first")
            << QByteArray(R"({"questions":[{"id":"1","kind":"date","label":"x"}]})");
        QTest::newRow("required as text")
            << QByteArray(R"({"questions":[{"id":"a","kind":"date","label":"x","required":"yes"}]})");
        QTest::newRow("option without label")
            << QByteArray(R"({"questions":[{"id":"a","kind":"choice","label":"x","options":[{"id":"o"}]}]})");
        QTest::newRow("a field that is none") << QByteArray(
            R"({"questions":[{"id":"a","kind":"shortText","label":"x","mapsTo":{"field":"contact.email"}}]})");
        QTest::newRow("an unknown test") << QByteArray(
            R"({"questions":[{"id":"a","kind":"date","label":"x","shownIf":{"question":"b","test":"greater"}}]})");
    }
    void everythingButItsOwnFormIsRefused()
    {
        QFETCH(QByteArray, json);
        const auto read = questionnaireFromBytes(json);
        QVERIFY(!read);
        QCOMPARE(read.error().fault, Fault::Invalid);
        QVERIFY(!read.error().detail.isEmpty());
    }

    void whatIsNotFitForSendingIsSaidInASentence_data()
    {
        QTest::addColumn<int>("spoiled");
        QTest::addColumn<QString>("sentence");
        int number = 0;
        for (const auto& [name, sentence] : std::initializer_list<std::pair<const char*, QString>>{
                 {"nothing asked", u"Add at least one question."_s},
                 {"an id twice", u"Two questions have the id “a”; remove one of them."_s},
                 {"no words", u"Write the question."_s},
                 {"no options", u"Add options to choose from."_s},
                 {"an empty option", u"Fill in the empty option, or remove it."_s},
                 {"the same option twice", u"The option “Linen” stands here twice; remove one."_s},
                 {"a later question", u"“Shown only if” must name an earlier question."_s},
                 {"itself", u"“Shown only if” must name an earlier question."_s},
                 {"an option that is gone",
                  u"“Shown only if” compares “Moments” with nothing it can be; choose a value."_s},
                 {"a test that does not fit",
                  u"“Shown only if” asks “Moments” something it cannot answer; choose again."_s},
                 {"limits the wrong way", u"The least value is greater than the greatest; swap them."_s},
                 {"a field of another kind",
                  u"This kind of answer does not fit the field it is kept in; choose another field."_s},
                 {"a field twice", u"An earlier question is kept in the same field; choose another one."_s},
                 {"a field without a name",
                  u"Name the job's field that keeps this answer, with at most 200 characters."_s},
                 {"a required section", u"A section has no answer, so it cannot be required."_s},
                 {"more fields than a form carries",
                  u"These are more lists of people and choices than one form can carry; please split the "
                  "questionnaire."_s},
                 {"too long", u"The question is longer than 500 characters; put the rest into its help."_s}})
            QTest::newRow(name) << number++ << sentence;
    }
    void whatIsNotFitForSendingIsSaidInASentence()
    {
        QFETCH(int, spoiled);
        QFETCH(QString, sentence);
        Questionnaire all = everyKind();
        auto& q = all.questions;
        switch (spoiled) {
        case 0:
            q.resize(1);
            break;
        case 1:
            q[2].id = u"a"_s;
            q[2].shownIf.reset();
            break;
        case 2:
            q[1].label = u"  "_s;
            break;
        case 3:
            q[5].options.clear();
            break;
        case 4:
            q[5].options[1].label = u" "_s;
            break;
        case 5:
            q[5].options[1].label = u"linen"_s;
            q[5].options[1].label = u"Linen "_s;
            break;
        case 6:
            q[1].shownIf = ShownIf{u"g"_s, ShownIf::Test::Answered, {}};
            break;
        case 7:
            q[2].shownIf = ShownIf{u"b"_s, ShownIf::Test::Answered, {}};
            break;
        case 8:
            q[9].shownIf->value = u"o9"_s;
            break;
        case 9:
            q[9].shownIf->test = ShownIf::Test::Equals;
            break;
        case 10:
            q[3].least = 501;
            break;
        case 11:
            q[1].mapsTo = MapsTo{MappedField::Birthday};
            break;
        case 12:
            q.push_back(into(question(u"z"_s, QuestionKind::Date, u"Again?"_s), MappedField::ShootDay));
            break;
        case 13:
            q[1].mapsTo = MapsTo{MappedField::JobCustom};
            break;
        case 14:
            q[0].isRequired = true;
            break;
        case 15:
            for (int i = 0; i < 8; ++i)
                q.push_back(question(u"p%1"_s.arg(i), QuestionKind::People, u"Who?"_s));
            break;
        case 16:
            q[1].label = QString{501, u'x'};
            break;
        }
        QCOMPARE(sentencesOf(all), QStringList{sentence});
    }

    void aConditionStandsInWords()
    {
        const Questionnaire all = everyKind();
        QCOMPARE(conditionInWords(all, all.questions[2]), u"Only if you answered “Where?”."_s);
        QCOMPARE(conditionInWords(all, all.questions[8]), u"Only if “A ceremony?” is “Yes”."_s);
        QCOMPARE(conditionInWords(all, all.questions[9]), u"Only if you chose “Dance” for “Moments”."_s);
        QCOMPARE(conditionInWords(all, all.questions[0]), QString{});
    }

    void P14_wordsWithPlaceholdersStayWords()
    {
        Questionnaire all = everyKind();
        all.questions[7].label = u"%2 %1 %99"_s;
        QCOMPARE(conditionInWords(all, all.questions[8]), u"Only if “%2 %1 %99” is “Yes”."_s);
    }

    void noEmailIsEverMapped()
    {
        for (int kind = 0; kind <= int(QuestionKind::Section); ++kind) {
            for (const MappedField field : fieldsFor(QuestionKind(kind)))
                QVERIFY(!toWord(field).contains("email"_L1, Qt::CaseInsensitive));
        }
        QVERIFY(!mappedFieldFromWord(u"contact.email"));
    }

    void newIdsFitAndDiffer()
    {
        QVERIFY(isQuestionId(newQuestionId()));
        QVERIFY(newQuestionId() != newQuestionId());
        QVERIFY(!isQuestionId(u"a_b"));
        QVERIFY(!isQuestionId(u""));
    }
};

} // namespace

QTEST_GUILESS_MAIN(QuestionnaireTest)
#include "questionnaire_test.moc"
