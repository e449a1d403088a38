// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/questionnaires/answers_csv.h"
#include "tests/app/questionnaires/questionnaire_fixture.h"

#include <QFile>

using namespace foyer;
using namespace foyer::test;
using namespace Qt::StringLiterals;

namespace {

class AnswersCsvTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void P14_noCellIsAFormula_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QByteArray>("cell");
        QTest::newRow("plain") << u"Mill"_s << QByteArray("Mill");
        QTest::newRow("=") << u"=1+1"_s << QByteArray("'=1+1");
        QTest::newRow("+") << u"+49 30"_s << QByteArray("'+49 30");
        QTest::newRow("-") << u"-1"_s << QByteArray("'-1");
        QTest::newRow("@") << u"@SUM(A1)"_s << QByteArray("'@SUM(A1)");
        QTest::newRow("tab") << u"\t=1"_s << QByteArray("'\t=1");
        QTest::newRow("carriage return") << u"\r=1"_s << QByteArray("\"'\r=1\"");
        QTest::newRow("blank before") << u" =1"_s << QByteArray("' =1");
        QTest::newRow("full width") << u"＝1"_s << QByteArray("'＝1");
        QTest::newRow("quotes") << u"a \"b\", c"_s << QByteArray("\"a \"\"b\"\", c\"");
        QTest::newRow("lines") << u"a\nb"_s << QByteArray("\"a\nb\"");
        QTest::newRow("formula in quotes")
            << u"=HYPERLINK(\"x\",\"y\")"_s << QByteArray("\"'=HYPERLINK(\"\"x\"\",\"\"y\"\")\"");
        QTest::newRow("nothing") << u""_s << QByteArray{};
    }
    void P14_noCellIsAFormula()
    {
        QFETCH(QString, text);
        QFETCH(QByteArray, cell);
        QCOMPARE(questionnaires::csvCell(text), cell);
    }

    /// Also what tests/oracles/answers_oracle.py reads with Python's csv: pass a file name in
    /// FOYER_ANSWERS_CSV.
    void oneRowForEachRespondentAndRevision()
    {
        QuestionnaireFixture studio;
        Questionnaire questions;
        questions.questions = {
            question(u"s"_s, QuestionKind::Section, u"Day"_s),
            question(u"where"_s, QuestionKind::ShortText, u"Where, \"exactly\"?"_s),
            question(u"cold"_s, QuestionKind::Number, u"=Degrees"_s),
            question(u"more"_s, QuestionKind::LongText, u"More"_s),
            choiceOf(u"m"_s, QuestionKind::SeveralChoices, u"Moments"_s, {u"Cake"_s, u"-Dance"_s}),
            question(u"who"_s, QuestionKind::People, u"Who?"_s)};
        const ItemId id = studio.sent(questions, {studio.mara, studio.jonas});
        QVERIFY(studio.fillIn(id, studio.mara,
                              {{u"where"_s, u"=cmd|' /C calc'!A0"_s},
                               {u"cold"_s, -5},
                               {u"more"_s, u"one\ntwo; \"three\", 日本 👩🏽‍🎤"_s},
                               {u"m"_s, QJsonArray{u"o1"_s, u"o2"_s}},
                               {u"who"_s, QJsonArray{QJsonObject{{u"name"_s, u"@ida"_s}}}}}));
        QVERIFY(studio.submit(id, studio.mara)->revision);
        QVERIFY(studio.change([&](Transaction& t) { return questionnaires::reopen(t, id, studio.mara); }));
        QVERIFY(studio.fillIn(id, studio.mara, {{u"where"_s, u"Mill"_s}}));
        QVERIFY(studio.submit(id, studio.mara)->revision);
        QVERIFY(studio.fillIn(id, studio.jonas, {{u"where"_s, u"Barn"_s}}, {}, Actor::studio()));
        QVERIFY(studio.submit(id, studio.jonas, Actor::studio())->revision);

        // A second one with a question less and one more: the shared question is one column.
        Questionnaire others;
        others.questions = {questions.questions[1], question(u"extra"_s, QuestionKind::YesNo, u"Extra?"_s)};
        const ItemId second = studio.sent(others, {studio.jonas});
        QVERIFY(studio.fillIn(second, studio.jonas, {{u"where"_s, u"Hall"_s}, {u"extra"_s, true}}));
        QVERIFY(studio.submit(second, studio.jonas)->revision);
        studio.sent(questions, {studio.mara}); // not answered: no row

        const auto csv = studio.database->read([&](const Snapshot& s) {
            return questionnaires::answersCsv(s, {id, second});
        });
        QVERIFY(csv);
        const QByteArray expected =
            "\xef\xbb\xbfQuestionnaire,Job,Respondent,Revision,Submitted,Submitted by,"
            "\"Where, \"\"exactly\"\"?\",'=Degrees,More,Moments,Who?,Extra?\r\n"
            "Your day,Quill wedding,Mara Quill,1,2025-06-15T15:06:40Z,client,'=cmd|' /C calc'!A0,-5,"
            "\"one\ntwo; \"\"three\"\", 日本 👩🏽‍🎤\",\"Cake; -Dance\",'@ida,\r\n"
            "Your day,Quill wedding,Mara Quill,2,2025-06-15T15:06:40Z,client,Mill,,,,,\r\n"
            "Your day,Quill wedding,Jonas Quill,1,2025-06-15T15:06:40Z,studio,Barn,,,,,\r\n"
            "Your day,Quill wedding,Jonas Quill,1,2025-06-15T15:06:40Z,client,Hall,,,,,Yes\r\n";
        QCOMPARE(*csv, expected);

        if (const QString name = qEnvironmentVariable("FOYER_ANSWERS_CSV"); !name.isEmpty()) {
            QFile file{name};
            QVERIFY(file.open(QIODevice::WriteOnly) && file.write(*csv) == csv->size());
        }
    }
};

} // namespace

QTEST_GUILESS_MAIN(AnswersCsvTest)
#include "answers_csv_test.moc"
