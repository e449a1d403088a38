// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/contacts/vcard.h"

#include <QFile>
#include <QTest>

#include <algorithm>
#include <ctime>
#include <random>

using namespace foyer;
using namespace Qt::StringLiterals;

namespace {

QByteArray repeated(const QByteArray& text, int times)
{
    return text.repeated(times);
}

std::vector<VcardEntry> entriesOf(const ImportPlan& plan)
{
    std::vector<VcardEntry> entries;
    for (const ImportedContact& contact : plan.contacts)
        entries.push_back({contact.uid, contact.details, contact.relations});
    return entries;
}

QByteArray firstDifference(const QByteArray& a, const QByteArray& b)
{
    const auto at = std::mismatch(a.begin(), a.end(), b.begin(), b.end()).first - a.begin();
    const qsizetype from = std::max<qsizetype>(0, at - 200);
    return a.mid(from, 400) + "\n=====\n" + b.mid(from, 400);
}

/// Of this process: the machine may be busy with others.
double cpuSeconds()
{
    return double(std::clock()) / CLOCKS_PER_SEC;
}

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__) || !defined(__OPTIMIZE__)
constexpr double slowness = 15; // watched memory and unoptimised code take their time
#elif !defined(NDEBUG)
constexpr double slowness = 2; // as everyday builds check themselves
#else
constexpr double slowness = 1;
#endif

} // namespace

class VcardDamageTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void damageIsNamedWithItsLineAndNothingComesIn_data()
    {
        QTest::addColumn<QByteArray>("file");
        QTest::addColumn<int>("code");
        QTest::addColumn<int>("line");
        const auto row = [](const char* name, const QByteArray& file, ImportProblemCode code, int line) {
            QTest::newRow(name) << file << int(code) << line;
        };
        const QByteArray good = "BEGIN:VCARD\nVERSION:3.0\nFN:Good\nEND:VCARD\n";
        using Code = ImportProblemCode;
        row("empty file", "", Code::NotThisFormat, 1);
        row("blank file", "\n\n  \n", Code::NotThisFormat, 1);
        row("something else", "First Name,Last Name\nAda,Okafor\n", Code::NotThisFormat, 1);
        row("a calendar", "BEGIN:VCALENDAR\nVERSION:2.0\nEND:VCALENDAR\n", Code::NotThisFormat, 1);
        row("no end", good + "BEGIN:VCARD\nVERSION:3.0\nFN:X\n", Code::UnfinishedEntry, 5);
        row("a card inside", "BEGIN:VCARD\nVERSION:3.0\nFN:X\n" + good, Code::UnfinishedEntry, 4);
        row("an agent without end", "BEGIN:VCARD\nVERSION:2.1\nAGENT:\nBEGIN:VCARD\nFN:X\nEND:VCARD\n",
            Code::UnfinishedEntry, 1);
        row("a line between cards", good + "FN:Lost\n" + good, Code::BrokenLine, 5);
        row("no colon", "BEGIN:VCARD\nVERSION:3.0\nFN:X\nNOTE:a\nlost text\nEND:VCARD\n", Code::BrokenLine,
            5);
        row("no colon behind folded lines",
            "BEGIN:VCARD\nVERSION:3.0\nFN:X\n Y\n Z\n\nlost text\nEND:VCARD\n", Code::BrokenLine, 7);
        row("no name", "BEGIN:VCARD\nVERSION:3.0\nFN:X\n:value\nEND:VCARD\n", Code::BrokenLine, 4);
        row("an open quote", "BEGIN:VCARD\nVERSION:3.0\nFN:X\nADR;LABEL=\"x:;;;;;;\nEND:VCARD\n",
            Code::BrokenLine, 4);
        row("text behind a quote", "BEGIN:VCARD\nVERSION:3.0\nFN:X\nTEL;TYPE=\"a\"b:1\nEND:VCARD\n",
            Code::BrokenLine, 4);
        row("a zero byte", QByteArray{"BEGIN:VCARD\nVERSION:3.0\nFN:X\0Y\nEND:VCARD\n", 41}, Code::BrokenLine,
            3);
        row("an escape byte", "BEGIN:VCARD\nVERSION:3.0\nFN:X\x1b[1m\nEND:VCARD\n", Code::BrokenLine, 3);
        row("a zero in disguise", "BEGIN:VCARD\nVERSION:2.1\nFN;ENCODING=QUOTED-PRINTABLE:X=00\nEND:VCARD\n",
            Code::BrokenValue, 3);
        row("quoted-printable cut off", "BEGIN:VCARD\nVERSION:2.1\nFN;QUOTED-PRINTABLE:X=C\nEND:VCARD\n",
            Code::BrokenValue, 3);
        row("quoted-printable of no digits",
            "BEGIN:VCARD\nVERSION:2.1\nFN;QUOTED-PRINTABLE:X=ZZ\nEND:VCARD\n", Code::BrokenValue, 3);
        row("a soft break into the end", "BEGIN:VCARD\nVERSION:2.1\nFN;QUOTED-PRINTABLE:X=\nEND:VCARD\n",
            Code::BrokenValue, 3);
        row("quoted-printable that is no UTF-8",
            "BEGIN:VCARD\nVERSION:2.1\nFN;CHARSET=UTF-8;QUOTED-PRINTABLE:=C3=28\nEND:VCARD\n",
            Code::BrokenEncoding, 3);
        row("no base64", "BEGIN:VCARD\nVERSION:3.0\nFN:X\nPHOTO;ENCODING=b;TYPE=JPEG:!!!\nEND:VCARD\n",
            Code::BrokenValue, 4);
        row("base64 of a broken length",
            "BEGIN:VCARD\nVERSION:3.0\nFN:X\nPHOTO;ENCODING=b:AAAAA\nEND:VCARD\n", Code::BrokenValue, 4);
        row("a data address of no base64",
            "BEGIN:VCARD\nVERSION:4.0\nFN:X\nPHOTO:data:image/png;base64,*\nEND:VCARD\n", Code::BrokenValue,
            4);
        row("a version to come", "BEGIN:VCARD\nVERSION:5.0\nFN:X\nEND:VCARD\n", Code::UnsupportedVersion, 2);
        row("two versions", "BEGIN:VCARD\nVERSION:3.0\nFN:X\nVERSION:4.0\nEND:VCARD\n", Code::BrokenLine, 4);
        row("4.0 that is no UTF-8", "BEGIN:VCARD\nVERSION:4.0\nFN:Zo\xeb\nEND:VCARD\n", Code::BrokenEncoding,
            3);
        row("marked as UTF-8, but not",
            "\xef\xbb\xbf"
            "BEGIN:VCARD\nVERSION:3.0\nFN:Zo\xeb\nEND:VCARD\n",
            Code::BrokenEncoding, 3);
        row("an unknown charset", "BEGIN:VCARD\nVERSION:2.1\nFN;CHARSET=KLINGON:Zo\xeb\nEND:VCARD\n",
            Code::BrokenEncoding, 3);
        row("half a character of UTF-16",
            QByteArray{"\xff\xfe"
                       "B\0E",
                       5},
            Code::BrokenEncoding, 1);
        row("nobody", "BEGIN:VCARD\nVERSION:3.0\nUID:x\nN:;;;;\nEND:VCARD\n", Code::NoName, 1);
        row("a huge line",
            "BEGIN:VCARD\nVERSION:3.0\nFN:X\nNOTE:" + repeated("x", 1'100'000) + "\nEND:VCARD\n",
            Code::TooLarge, 4);
        row("a huge picture",
            "BEGIN:VCARD\nVERSION:3.0\nFN:X\nPHOTO;ENCODING=b:" + repeated("AAAA", 7'100'000) +
                "\nEND:VCARD\n",
            Code::TooLarge, 4);
        row("a huge folded line",
            "BEGIN:VCARD\nVERSION:3.0\nFN:X\nNOTE:x" + repeated("\n xxxxxxxxx", 120'000) + "\nEND:VCARD\n",
            Code::TooLarge, 4);
        row("no end of properties",
            "BEGIN:VCARD\nVERSION:3.0\nFN:X\n" + repeated("TEL:1\n", 6000) + "END:VCARD\n", Code::TooLarge,
            5003);
    }
    void damageIsNamedWithItsLineAndNothingComesIn()
    {
        QFETCH(QByteArray, file);
        QFETCH(int, code);
        QFETCH(int, line);
        const ImportPlan plan = readVcards(file);
        QVERIFY(!plan.problems.empty());
        QVERIFY(plan.contacts.empty());
        QCOMPARE(int(plan.problems.front().code), code);
        QCOMPARE(plan.problems.front().line, line);
        QVERIFY(!plan.problems.front().detail.isEmpty());
    }

    void everyDamageIsToldUpToAHundred()
    {
        const QByteArray good = "BEGIN:VCARD\nVERSION:3.0\nFN:Good\nEND:VCARD\n";
        const ImportPlan three =
            readVcards(good + "lost\n" + good + "BEGIN:VCARD\nVERSION:9\nFN:X\nbad\nEND:VCARD\n");
        QCOMPARE(three.problems.size(), 3u);
        QCOMPARE(three.problems[0].line, 5);
        QCOMPARE(three.problems[1].line, 11);
        QCOMPARE(three.problems[2].line, 13);
        QVERIFY(three.contacts.empty());
        QCOMPARE(readVcards("BEGIN:VCARD\n" + repeated("damage\n", 100'000)).problems.size(), 100u);
    }

    void whatLooksDamagedButIsNotComesIn_data()
    {
        QTest::addColumn<QByteArray>("file");
        QTest::newRow("no version") << QByteArray{"BEGIN:VCARD\nFN:X\nEND:VCARD\n"};
        QTest::newRow("an empty picture")
            << QByteArray{"BEGIN:VCARD\nVERSION:3.0\nFN:X\nPHOTO:\nEND:VCARD\n"};
        QTest::newRow("an empty encoded picture")
            << QByteArray{"BEGIN:VCARD\nVERSION:3.0\nFN:X\nPHOTO;ENCODING=b;TYPE=JPEG:\nEND:VCARD\n"};
        QTest::newRow("no last line end") << QByteArray{"BEGIN:VCARD\nVERSION:3.0\nFN:X\nEND:VCARD"};
        QTest::newRow("blanks around")
            << QByteArray{"\n\nBEGIN:VCARD  \nVERSION:3.0 \nFN:X\n\nEND:VCARD \n \n"};
        QTest::newRow("a slash in a name")
            << QByteArray{"BEGIN:VCARD\nVERSION:3.0\nFN:X\nX-a/b-All:y\nEND:VCARD\n"};
        QTest::newRow("base64 without padding")
            << QByteArray{"BEGIN:VCARD\nVERSION:3.0\nFN:X\nPHOTO;ENCODING=b:AAA\nEND:VCARD\n"};
        QTest::newRow("an agent in an agent")
            << QByteArray{"BEGIN:VCARD\nVERSION:2.1\nFN:X\nAGENT:\nBEGIN:VCARD\nAGENT:\nBEGIN:VCARD\nFN:Z\n"
                          "END:VCARD\nEND:VCARD\nTITLE:T\nEND:VCARD\n"};
    }
    void whatLooksDamagedButIsNotComesIn()
    {
        QFETCH(QByteArray, file);
        const ImportPlan plan = readVcards(file);
        QVERIFY2(plan.problems.empty(),
                 qPrintable(plan.problems.empty() ? QString{} : plan.problems[0].detail));
        QCOMPARE(plan.contacts.size(), 1u);
        QCOMPARE(displayNameOf(plan.contacts[0].details), u"X"_s);
    }

    void depthAndLengthCostNoMoreThanTheirBytes_data()
    {
        QTest::addColumn<QByteArray>("file");
        QTest::newRow("cards in cards") << repeated("BEGIN:VCARD\n", 1'000'000);
        QTest::newRow("agents in agents")
            << QByteArray{"BEGIN:VCARD\nVERSION:2.1\nFN:X\n"} + repeated("AGENT:\nBEGIN:VCARD\n", 500'000);
        QTest::newRow("folds") << QByteArray{"BEGIN:VCARD\nVERSION:3.0\nFN:X\nNOTE:"} +
                                      repeated("\n x", 2'000'000);
        QTest::newRow("soft breaks") << QByteArray{"BEGIN:VCARD\nVERSION:2.1\nFN:X\nNOTE;QUOTED-PRINTABLE:"} +
                                            repeated("=\n", 2'000'000);
        QTest::newRow("parameters") << QByteArray{"BEGIN:VCARD\nVERSION:3.0\nFN:X\nTEL"} +
                                           repeated(";TYPE=a", 100'000) + ":1\nEND:VCARD\n";
        QTest::newRow("many parameters") << [] {
            QByteArray line = "BEGIN:VCARD\nVERSION:3.0\nFN:X\nTEL";
            for (int i = 0; i < 60'000; ++i)
                line += ";X" + QByteArray::number(i) + "=1";
            return line + ":1\nEND:VCARD\n";
        }();
        QTest::newRow("many types") << [] {
            QByteArray line = "BEGIN:VCARD\nVERSION:3.0\nFN:X\nTEL";
            for (int i = 0; i < 60'000; ++i)
                line += ";T" + QByteArray::number(i);
            return line + ":1\nEND:VCARD\n";
        }();
        QTest::newRow("categories") << QByteArray{"BEGIN:VCARD\nVERSION:3.0\nFN:X\nCATEGORIES:"} +
                                           repeated("a,", 400'000) + "\nEND:VCARD\n";
        QTest::newRow("components") << QByteArray{"BEGIN:VCARD\nVERSION:3.0\nFN:X\nADR:"} +
                                           repeated(";", 900'000) + "\nEND:VCARD\n";
    }
    void depthAndLengthCostNoMoreThanTheirBytes()
    {
        QFETCH(QByteArray, file);
        const double start = cpuSeconds();
        const ImportPlan plan = readVcards(file);
        writeVcards(entriesOf(plan), VcardVersion::V3);
        QVERIFY(plan.contacts.empty() != plan.problems.empty());
        QVERIFY2(cpuSeconds() - start < 4 * slowness, qPrintable(QString::number(cpuSeconds() - start)));
    }

    void aHundredThousandCardsAreReadInTwoSeconds()
    {
        QByteArray file;
        for (int i = 0; i < 100'000; ++i) {
            const QByteArray n = QByteArray::number(i);
            file += "BEGIN:VCARD\r\nVERSION:3.0\r\nUID:card-" + n + "\r\nN:Example" + n +
                    ";Ada;;;\r\nFN:Ada Example" + n + "\r\nEMAIL;TYPE=INTERNET,HOME:ada" + n +
                    "@example.com\r\nTEL;TYPE=CELL:+1 555 " + n + "\r\nADR;TYPE=HOME:;;Main Street " + n +
                    ";Springfield;;12345;USA\r\nNOTE:Met at a fair\\, twice\r\nEND:VCARD\r\n";
        }
        const double start = cpuSeconds();
        const ImportPlan plan = readVcards(file);
        const double seconds = cpuSeconds() - start;
        qInfo("100,000 cards (%.1f MB): %.2f s", double(file.size()) / 1e6, seconds);
        QCOMPARE(plan.contacts.size(), 100'000u);
        QVERIFY2(seconds < 2 * slowness, qPrintable(QString::number(seconds)));
    }

    void anyDamagedByteIsEitherAProblemOrKept()
    {
        std::mt19937 random{20260301};
        for (const QString& name :
             {u"legacy_21.vcf"_s, u"apple_30.vcf"_s, u"modern_40.vcf"_s, u"utf16_30.vcf"_s}) {
            QFile file{QStringLiteral(FOYER_TEST_DATA "/vcards/") + name};
            QVERIFY(file.open(QIODevice::ReadOnly));
            const QByteArray good = file.readAll();
            for (int round = 0; round < 1500; ++round) {
                QByteArray bad = good;
                for (int hit = 0; hit < 1 + round % 4; ++hit) {
                    const auto at = qsizetype(random() % std::size_t(bad.size()));
                    switch (random() % 4) {
                    case 0:
                        bad[at] = char(random());
                        break;
                    case 1:
                        bad.remove(at, 1 + qsizetype(random() % 20));
                        break;
                    case 2:
                        bad.insert(at, "\r\n;:=\\\",^."[random() % 10]);
                        break;
                    default:
                        bad.insert(at, bad.mid(qsizetype(random() % std::size_t(bad.size())), 30));
                    }
                    if (bad.isEmpty())
                        bad = "x";
                }
                const ImportPlan plan = readVcards(bad);
                QVERIFY2(plan.contacts.empty() != plan.problems.empty(), bad.constData());
                for (const VcardVersion version : {VcardVersion::V3, VcardVersion::V4}) {
                    const QByteArray written = writeVcards(entriesOf(plan), version);
                    const ImportPlan again = readVcards(written);
                    QVERIFY2(plan.contacts.empty() || again.problems.empty(),
                             (bad + "\n=====\n" + written).constData());
                    QCOMPARE(again.contacts.size(), plan.contacts.size());
                    const QByteArray rewritten = writeVcards(entriesOf(again), version);
                    QVERIFY2(rewritten == written, firstDifference(written, rewritten).constData());
                }
            }
        }
    }
};

QTEST_GUILESS_MAIN(VcardDamageTest)
#include "vcard_damage_test.moc"
