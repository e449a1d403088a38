// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/questionnaires/answers.h"
#include "tests/app/questionnaires/questionnaire_fixture.h"

using namespace foyer;
using namespace foyer::test;
using namespace Qt::StringLiterals;

namespace {

QStringList sentencesOf(const answers::Checked& checked)
{
    QStringList sentences;
    for (const answers::Problem& problem : checked.problems)
        sentences.append(problem.sentence);
    return sentences;
}

/// One question of each kind, called "q", beside a plain one.
Questionnaire asking(Question asked)
{
    Questionnaire whole;
    whole.questions = {std::move(asked)};
    return whole;
}

class AnswersTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aNumberIsReadAsPeopleTypeIt_data()
    {
        QTest::addColumn<QString>("typed");
        QTest::addColumn<QString>("number");
        QTest::newRow("whole") << u"12"_s << u"12"_s;
        QTest::newRow("point") << u"12.5"_s << u"12.5"_s;
        QTest::newRow("comma") << u"12,5"_s << u"12.5"_s;
        QTest::newRow("blanks between thousands") << u" 1 200 "_s << u"1200"_s;
        QTest::newRow("minus of typography") << u"−3"_s << u"-3"_s;
        QTest::newRow("three decimals of less than one") << u"0,125"_s << u"0.125"_s;
        QTest::newRow("a thousand or one") << u"1,000"_s << u""_s;
        QTest::newRow("both marks") << u"1,000.5"_s << u""_s;
        QTest::newRow("words") << u"about 80"_s << u""_s;
        QTest::newRow("an exponent") << u"1e9"_s << u""_s;
        QTest::newRow("hexadecimal") << u"0x10"_s << u""_s;
        QTest::newRow("infinity") << u"inf"_s << u""_s;
        QTest::newRow("more digits than are kept") << u"1234567890123456"_s << u""_s;
        QTest::newRow("nothing") << u""_s << u""_s;
        QTest::newRow("Arabic digits are not guessed") << u"٣"_s << u""_s;
    }
    void aNumberIsReadAsPeopleTypeIt()
    {
        QFETCH(QString, typed);
        QFETCH(QString, number);
        const auto read = answers::numberFrom(typed);
        QCOMPARE(read ? QLocale::c().toString(*read, 'g', 15) : QString{}, number);
    }

    void anAnswerThatDoesNotFitIsSaidAtItsQuestion_data()
    {
        QTest::addColumn<int>("kind");
        QTest::addColumn<QJsonValue>("answer");
        QTest::addColumn<QString>("part");
        QTest::addColumn<QString>("sentence");
        const auto row = [](const char* name, QuestionKind kind, const QJsonValue& answer,
                            const QString& sentence, const QString& part = {}) {
            QTest::newRow(name) << int(kind) << answer << part << sentence;
        };
        row("short text", QuestionKind::ShortText, QString{501, u'x'},
            u"Your answer to “Q” has 501 characters; at most 500 fit. Please shorten it."_s);
        row("long text", QuestionKind::LongText, QString{10'001, u'x'},
            u"Your answer to “Q” has 10001 characters; at most 10000 fit. Please shorten it."_s);
        row("no number", QuestionKind::Number, u"many"_s,
            u"“Q” needs a number, for example 12 or 12.5, without marks between thousands."_s);
        row("too small", QuestionKind::Number, u"0"_s, u"“Q”: the number must be at least 1."_s);
        row("too large", QuestionKind::Number, 501, u"“Q”: the number must be at most 500."_s);
        row("no day", QuestionKind::Date, u"soon"_s,
            u"“Q” needs a day that exists, written like 2027-06-12."_s);
        row("31 February", QuestionKind::Date, u"2027-02-31"_s,
            u"“Q” needs a day that exists, written like 2027-06-12."_s);
        row("29 February of no leap year", QuestionKind::Date, u"2027-02-29"_s,
            u"“Q” needs a day that exists, written like 2027-06-12."_s);
        row("another age", QuestionKind::Date, u"1066-10-14"_s,
            u"“Q” needs a day in the years 1900 to 9999."_s);
        row("a long city", QuestionKind::Address, QJsonObject{{u"city"_s, QString{201, u'x'}}},
            u"A part of “Q” is longer than 200 characters. Please shorten it."_s, u"city"_s);
        row("nobody's role", QuestionKind::People, QJsonArray{QJsonObject{{u"role"_s, u"Baker"_s}}},
            u"“Q”: person 1 needs a name."_s, u"1_name"_s);
        row("an email that is none", QuestionKind::People,
            QJsonArray{QJsonObject{{u"name"_s, u"A"_s}},
                       QJsonObject{{u"name"_s, u"B"_s}, {u"email"_s, u"b@nowhere"_s}}},
            u"“Q”: the email of person 2 needs the form name@example.com."_s, u"2_email"_s);
        row("a phone without digits", QuestionKind::People,
            QJsonArray{QJsonObject{{u"name"_s, u"A"_s}, {u"phone"_s, u"call me"_s}}},
            u"“Q”: the phone number of person 1 needs digits."_s, u"1_phone"_s);
    }
    void anAnswerThatDoesNotFitIsSaidAtItsQuestion()
    {
        QFETCH(int, kind);
        QFETCH(QJsonValue, answer);
        QFETCH(QString, part);
        QFETCH(QString, sentence);
        Question asked = question(u"q"_s, QuestionKind(kind), u"Q"_s);
        if (asked.kind == QuestionKind::Number) {
            asked.least = 1;
            asked.most = 500;
        }
        const auto checked = answers::checked(asking(asked), {{u"q"_s, answer}});
        QCOMPARE(checked.problems, (std::vector<answers::Problem>{{u"q"_s, part, sentence}}));
    }

    void whatFitsIsKeptInItsOwnType()
    {
        Questionnaire all;
        all.questions = {question(u"t"_s, QuestionKind::ShortText, u"T"_s),
                         question(u"n"_s, QuestionKind::Number, u"N"_s),
                         question(u"d"_s, QuestionKind::Date, u"D"_s),
                         choiceOf(u"c"_s, QuestionKind::Choice, u"C"_s, {u"A"_s, u"B"_s}),
                         choiceOf(u"m"_s, QuestionKind::SeveralChoices, u"M"_s, {u"A"_s, u"B"_s, u"C"_s}),
                         question(u"y"_s, QuestionKind::YesNo, u"Y"_s),
                         question(u"p"_s, QuestionKind::People, u"P"_s)};
        const auto checked = answers::checked(
            all, {{u"t"_s, u"  by the\nsea "_s},
                  {u"n"_s, u"80,5"_s},
                  {u"d"_s, u"2027-06-12"_s},
                  {u"c"_s, u"o2"_s},
                  {u"m"_s, QJsonArray{u"o3"_s, u"o1"_s, u"o1"_s, u"o9"_s}},
                  {u"y"_s, false},
                  {u"p"_s, QJsonArray{QJsonObject{}, QJsonObject{{u"name"_s, u" Ida "_s}, {u"x"_s, 1}}}},
                  {u"unknown"_s, u"x"_s}});
        QVERIFY(checked.problems.empty());
        QCOMPARE(checked.answers, (QJsonObject{{u"t"_s, u"by the sea"_s},
                                               {u"n"_s, 80.5},
                                               {u"d"_s, u"2027-06-12"_s},
                                               {u"c"_s, u"o2"_s},
                                               {u"m"_s, QJsonArray{u"o1"_s, u"o3"_s}},
                                               {u"y"_s, false},
                                               {u"p"_s, QJsonArray{QJsonObject{{u"name"_s, u"Ida"_s}}}}}));
    }

    void D4_aHiddenQuestionIsNeitherRequiredNorSubmitted()
    {
        Questionnaire all;
        all.questions = {question(u"church"_s, QuestionKind::YesNo, u"A ceremony?"_s),
                         onlyIf(required(question(u"where"_s, QuestionKind::ShortText, u"Where?"_s)),
                                u"church"_s, ShownIf::Test::Equals, u"yes"_s),
                         onlyIf(required(question(u"who"_s, QuestionKind::ShortText, u"Who marries you?"_s)),
                                u"where"_s, ShownIf::Test::Answered),
                         onlyIf(question(u"part"_s, QuestionKind::Section, u"Party"_s), u"church"_s,
                                ShownIf::Test::Equals, u"no"_s),
                         required(question(u"band"_s, QuestionKind::ShortText, u"Which band?"_s))};

        QCOMPARE(sentencesOf(answers::checked(all, {})), QStringList{});
        QCOMPARE(sentencesOf(answers::checked(all, {{u"church"_s, true}})),
                 QStringList{u"Please answer “Where?”."_s});
        QCOMPARE(sentencesOf(answers::checked(all, {{u"church"_s, true}, {u"where"_s, u"Chapel"_s}})),
                 QStringList{u"Please answer “Who marries you?”."_s});
        QCOMPARE(sentencesOf(answers::checked(all, {{u"church"_s, false}})),
                 QStringList{u"Please answer “Which band?”."_s});
        // Typed before, hidden now: the chain behind a hidden question is hidden, whatever stands in it.
        const auto hidden = answers::checked(
            all,
            {{u"church"_s, false}, {u"where"_s, u"Chapel"_s}, {u"who"_s, u"Ida"_s}, {u"band"_s, u"Duo"_s}});
        QCOMPARE(hidden.answers, (QJsonObject{{u"church"_s, false}, {u"band"_s, u"Duo"_s}}));
    }

    void aConditionHolds_data()
    {
        QTest::addColumn<int>("kind");
        QTest::addColumn<int>("test");
        QTest::addColumn<QString>("value");
        QTest::addColumn<QJsonValue>("answer");
        QTest::addColumn<bool>("isShown");
        using enum ShownIf::Test;
        const auto row = [](const char* name, QuestionKind kind, ShownIf::Test test, const QString& value,
                            const QJsonValue& answer, bool isShown) {
            QTest::newRow(name) << int(kind) << int(test) << value << answer << isShown;
        };
        row("text in any case", QuestionKind::ShortText, Equals, u"Outdoors"_s, u"outDOORS "_s, true);
        row("another text", QuestionKind::ShortText, Equals, u"Outdoors"_s, u"out"_s, false);
        row("part of a text", QuestionKind::LongText, Contains, u"rain"_s, u"If it Rains …"_s, true);
        row("a number, however typed", QuestionKind::Number, Equals, u"2"_s, u"2,0"_s, true);
        row("no number", QuestionKind::Number, Equals, u"0"_s, u"none"_s, false);
        row("the option", QuestionKind::Choice, Equals, u"o1"_s, u"o1"_s, true);
        row("another option", QuestionKind::Choice, Equals, u"o1"_s, u"o2"_s, false);
        row("among several", QuestionKind::SeveralChoices, Contains, u"o2"_s, QJsonArray{u"o1"_s, u"o2"_s},
            true);
        row("not among several", QuestionKind::SeveralChoices, Contains, u"o2"_s, QJsonArray{u"o1"_s}, false);
        row("no is an answer", QuestionKind::YesNo, Answered, {}, false, true);
        row("nothing is none", QuestionKind::YesNo, Equals, u"no"_s, QJsonValue::Undefined, false);
        row("blanks are none", QuestionKind::ShortText, Answered, {}, u"   "_s, false);
        row("an empty row is none", QuestionKind::People, Answered, {}, QJsonArray{QJsonObject{}}, false);
    }
    void aConditionHolds()
    {
        QFETCH(int, kind);
        QFETCH(int, test);
        QFETCH(QString, value);
        QFETCH(QJsonValue, answer);
        QFETCH(bool, isShown);
        Questionnaire all;
        all.questions = {
            choiceOf(u"a"_s, QuestionKind(kind), u"A"_s, {u"One"_s, u"Two"_s}),
            onlyIf(question(u"b"_s, QuestionKind::ShortText, u"B"_s), u"a"_s, ShownIf::Test(test), value)};
        QJsonObject typed;
        if (!answer.isUndefined())
            typed.insert(u"a"_s, answer);
        QCOMPARE(answers::shownQuestions(all, typed).contains(u"b"_s), isShown);
    }

    void P14_naughtyTextsAreJustTexts()
    {
        const QStringList naughty{u"<script>alert(1)</script>"_s,
                                  u"'; DROP TABLE contact; --"_s,
                                  u"=1+1"_s,
                                  u"%1 %n %s"_s,
                                  u"مرحبا بالعالم"_s,
                                  u"👩🏽‍🎤🎂"_s,
                                  u"{{name}}"_s,
                                  u"\u202Etxt.exe"_s,
                                  u"undefined"_s};
        for (const QString& text : naughty) {
            const auto checked = answers::checked(
                asking(required(question(u"q"_s, QuestionKind::ShortText, text))), {{u"q"_s, text}});
            QVERIFY(checked.problems.empty());
            QCOMPARE(checked.answers.value(u"q"_s).toString(), text);
        }
        // What is in no alphabet does not travel.
        const auto clean = answers::checked(asking(question(u"q"_s, QuestionKind::LongText, u"Q"_s)),
                                            {{u"q"_s, u"a\u0007b\r\nc"_s}});
        QCOMPARE(clean.answers.value(u"q"_s).toString(), u"a b\nc"_s);
    }

    void answersStandInWords()
    {
        const QJsonObject home{
            {u"street"_s, u"Elm Row 3"_s}, {u"postalCode"_s, u"12345"_s}, {u"city"_s, u"Brook"_s}};
        QCOMPARE(answers::inWords(question(u"q"_s, QuestionKind::Address, {}), home),
                 u"Elm Row 3\n12345 Brook"_s);
        const QJsonArray people{
            QJsonObject{{u"name"_s, u"Ida"_s}, {u"role"_s, u"aunt"_s}, {u"phone"_s, u"+1 2"_s}},
            QJsonObject{{u"name"_s, u"Bo"_s}}};
        QCOMPARE(answers::inWords(question(u"q"_s, QuestionKind::People, {}), people),
                 u"Ida (aunt), +1 2\nBo"_s);
        QCOMPARE(answers::inWords(question(u"q"_s, QuestionKind::Number, {}), 12.5), u"12.5"_s);
        QCOMPARE(
            answers::inWords(question(u"q"_s, QuestionKind::YesNo, {}), QJsonValue{QJsonValue::Undefined}),
            QString{});
    }
};

} // namespace

QTEST_GUILESS_MAIN(AnswersTest)
#include "answers_test.moc"
