// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/contacts/csv.h"

#include <QStringEncoder>
#include <QTest>

#include <ctime>

using namespace foyer;
using namespace Qt::StringLiterals;

namespace {

using Rows = QList<QStringList>;

/// What the reader makes of a text, and the problem it ended with, as "line code".
struct ReadRows
{
    Rows rows;
    QString problem;
    QString detail;
};

ReadRows readAll(QByteArrayView text, CsvDelimiter delimiter = CsvDelimiter::Comma,
                 const CsvLimits& limits = {})
{
    ReadRows all;
    CsvReader reader{text, delimiter, limits};
    while (reader.next()) {
        QStringList cells;
        for (qsizetype i = 0; i < reader.cellCount(); ++i)
            cells += QString::fromUtf8(reader.cell(i));
        all.rows += cells;
    }
    if (const auto& problem = reader.problem()) {
        all.problem = u"%1 %2"_s.arg(problem->line).arg(int(problem->code));
        all.detail = problem->detail;
    }
    return all;
}

QString told(int line, ImportProblemCode code)
{
    return u"%1 %2"_s.arg(line).arg(int(code));
}

QByteArray utf16(QStringView text, QStringEncoder::Encoding encoding, bool withMark)
{
    QStringEncoder encoder{encoding,
                           withMark ? QStringEncoder::Flag::WriteBom : QStringEncoder::Flag::Default};
    return encoder.encode(text);
}

} // namespace

class CsvTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void encodingsAreFoundOut_data()
    {
        QTest::addColumn<QByteArray>("file");
        QTest::addColumn<int>("encoding");
        QTest::addColumn<QString>("text");
        const QString text = u"Zoë;Łódź\r\nпривет;写真;😀\n"_s;
        const auto utf8 = int(CsvEncoding::Utf8);
        QTest::newRow("UTF-8") << text.toUtf8() << utf8 << text;
        QTest::newRow("UTF-8 with a mark") << "\xEF\xBB\xBF" + text.toUtf8() << utf8 << text;
        QTest::newRow("UTF-16 LE with a mark")
            << utf16(text, QStringEncoder::Utf16LE, true) << int(CsvEncoding::Utf16Le) << text;
        QTest::newRow("UTF-16 BE with a mark")
            << utf16(text, QStringEncoder::Utf16BE, true) << int(CsvEncoding::Utf16Be) << text;
        QTest::newRow("UTF-16 LE without")
            << utf16(text, QStringEncoder::Utf16LE, false) << int(CsvEncoding::Utf16Le) << text;
        QTest::newRow("UTF-16 BE without")
            << utf16(text, QStringEncoder::Utf16BE, false) << int(CsvEncoding::Utf16Be) << text;
        QTest::newRow("Windows-1252") << QByteArray("M\xFCller;\x80 5;\x93so\x94")
                                      << int(CsvEncoding::Windows1252) << u"Müller;€ 5;“so”"_s;
        QTest::newRow("plain ASCII") << QByteArray("a,b") << utf8 << u"a,b"_s;
        QTest::newRow("empty") << QByteArray() << utf8 << u""_s;
        QTest::newRow("only a mark") << QByteArray("\xEF\xBB\xBF") << utf8 << u""_s;
        QTest::newRow("a mark inside is text") << QByteArray("a\xEF\xBB\xBF") << utf8 << u"a\uFEFF"_s;
    }
    void encodingsAreFoundOut()
    {
        QFETCH(QByteArray, file);
        const CsvText text = CsvText::decode(file);
        QTEST(int(text.encoding()), "encoding");
        QTEST(QString::fromUtf8(text.utf8()), "text");
        QVERIFY(text.problems().empty());
    }

    void theChosenEncodingWins()
    {
        const QByteArray file = u"Zoë"_s.toUtf8();
        const CsvText text = CsvText::decode(file, CsvEncoding::Windows1252);
        QCOMPARE(QString::fromUtf8(text.utf8()), u"ZoÃ«"_s);
        QVERIFY(!CsvText::decode(QByteArray("M\xFCller"), CsvEncoding::Utf8).problems().empty());
    }

    void brokenEncodingNamesItsLine_data()
    {
        QTest::addColumn<QByteArray>("file");
        QTest::addColumn<int>("chosen"); // -1: found out
        QTest::addColumn<QList<int>>("lines");
        const int guess = -1;
        const auto utf8 = int(CsvEncoding::Utf8);
        const QByteArray umlaut = u"Zoë\n"_s.toUtf8();
        QTest::newRow("damaged UTF-8 is not taken for Windows")
            << umlaut + "a\r\nb\xFFz\n" + umlaut << guess << QList<int>{3};
        QTest::newRow("cut sequence") << umlaut + umlaut + "x\xE2\x82" << guess << QList<int>{3};
        QTest::newRow("overlong") << QByteArray("a\n\xC0\xAF") << utf8 << QList<int>{2};
        QTest::newRow("surrogate") << QByteArray("\xED\xA0\x80") << utf8 << QList<int>{1};
        QTest::newRow("above Unicode") << QByteArray("\r\r\xF4\x90\x80\x80") << utf8 << QList<int>{3};
        QTest::newRow("NUL in UTF-8")
            << QByteArray("aaaaaaaaaaaaaaaaaaa\nb\0c\nd\0", 26) << guess << QList<int>{2, 3};
        QTest::newRow("NUL in Windows-1252")
            << QByteArray("M\xFCller und Sohn\n\0", 17) << guess << QList<int>{2};
        QTest::newRow("hole in Windows-1252") << QByteArray("M\xFC\nx\x81") << guess << QList<int>{2};
        QTest::newRow("odd UTF-16") << QByteArray("\xFF\xFE"
                                                  "a\0\n\0b",
                                                  7)
                                    << guess << QList<int>{2};
        QTest::newRow("half a pair") << QByteArray("\xFF\xFE"
                                                   "\r\0\n\0\x3D\xD8"
                                                   "a\0",
                                                   10)
                                     << guess << QList<int>{2};
        QTest::newRow("low half first") << QByteArray("\xFE\xFF\xDC\x00\x00"
                                                      "a",
                                                      6)
                                        << guess << QList<int>{1};
        QTest::newRow("NUL in UTF-16") << QByteArray("\xFF\xFE"
                                                     "a\0\0\0",
                                                     6)
                                       << guess << QList<int>{1};
    }
    void brokenEncodingNamesItsLine()
    {
        QFETCH(QByteArray, file);
        QFETCH(int, chosen);
        const auto encoding = chosen < 0 ? std::nullopt : std::optional{CsvEncoding(chosen)};
        QList<int> lines;
        const CsvText text = CsvText::decode(file, encoding);
        for (const ImportProblem& problem : text.problems()) {
            QCOMPARE(problem.code, ImportProblemCode::BrokenEncoding);
            lines += problem.line;
        }
        QTEST(lines, "lines");
    }

    void noMoreThanAHundredProblemsAreCollected()
    {
        QCOMPARE(CsvText::decode(QByteArray("\xFF\n").repeated(500), CsvEncoding::Utf8).problems().size(),
                 100u);
    }

    void cellsAndRows_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<Rows>("rows");
        const auto row = [](const char* name, const char* text, const Rows& rows) {
            QTest::newRow(name) << QByteArray(text) << rows;
        };
        row("nothing", "", {});
        row("one cell", "a", {{u"a"_s}});
        row("last line without an end", "a,b\r\nc,d", {{u"a"_s, u"b"_s}, {u"c"_s, u"d"_s}});
        row("mixed line ends", "a\nb\r\nc\rd\n", {{u"a"_s}, {u"b"_s}, {u"c"_s}, {u"d"_s}});
        row("an empty line has no cells", "a\n\n\r\nb", {{u"a"_s}, {}, {}, {u"b"_s}});
        row("an empty quoted cell is one", "\"\"\n", {{u""_s}});
        row("delimiter at the end", "a,\n,", {{u"a"_s, u""_s}, {u""_s, u""_s}});
        row("delimiter in quotes", "\"a,b\",c", {{u"a,b"_s, u"c"_s}});
        row("doubled quotes", "\"say \"\"hi\"\"\",\"\"\"\"", {{u"say \"hi\""_s, u"\""_s}});
        row("line breaks in quotes stay as they are", "\"a\r\nb\nc\rd\",e", {{u"a\r\nb\nc\rd"_s, u"e"_s}});
        row("a quote inside a bare cell is text", "5\" x 7\",b", {{u"5\" x 7\""_s, u"b"_s}});
        row("blanks belong to cells", " a , b", {{u" a "_s, u" b"_s}});
        row("ragged", "a\nb,c,d\n", {{u"a"_s}, {u"b"_s, u"c"_s, u"d"_s}});
        row("Unicode line separators are text", "a\xE2\x80\xA8z,\xC2\x85", {{u"a\u2028z"_s, u"\u0085"_s}});
    }
    void cellsAndRows()
    {
        QFETCH(QByteArray, text);
        const ReadRows read = readAll(text);
        QTEST(read.rows, "rows");
        QCOMPARE(read.problem, QString{});
    }

    void brokenQuotingNamesItsLine_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QString>("problem");
        QTest::newRow("never closed")
            << QByteArray("a\n\"b\nc\n\nd") << told(2, ImportProblemCode::UnfinishedEntry);
        QTest::newRow("never closed behind lines in quotes")
            << QByteArray("\"x\r\ny\",\"b\nc") << told(2, ImportProblemCode::UnfinishedEntry);
        QTest::newRow("a lone quote at the end")
            << QByteArray("a,\"") << told(1, ImportProblemCode::UnfinishedEntry);
        QTest::newRow("ends in a doubled quote")
            << QByteArray("\n\"a\"\"") << told(2, ImportProblemCode::UnfinishedEntry);
        QTest::newRow("text behind a quote")
            << QByteArray("a\r\n\"b\"c,d") << told(2, ImportProblemCode::BrokenLine);
        QTest::newRow("blank behind a quote")
            << QByteArray("\"a\nb\" ,c") << told(2, ImportProblemCode::BrokenLine);
    }
    void brokenQuotingNamesItsLine()
    {
        QFETCH(QByteArray, text);
        QTEST(readAll(text).problem, "problem");
    }

    void rowsNameTheLineTheyStartOn()
    {
        CsvReader reader{"a\r\n\"b\nc\r\nd\"\n\ne\rf", CsvDelimiter::Comma, {}, 2};
        QList<int> lines;
        while (reader.next())
            lines += reader.line();
        QCOMPARE(lines, (QList<int>{2, 3, 6, 7, 8}));
    }

    void limitsAreNamed()
    {
        const CsvLimits limits{1000, 4, 3};
        QCOMPARE(readAll("abcd,b,c\n\"ab\"\"d\"", CsvDelimiter::Comma, limits).problem, QString{});
        const ReadRows longCell = readAll("a\nb,abcde", CsvDelimiter::Comma, limits);
        QCOMPARE(longCell.problem, told(2, ImportProblemCode::TooLarge));
        QVERIFY(longCell.detail.contains(u"4 bytes"));
        QCOMPARE(readAll("\"a\nb\ncd\"", CsvDelimiter::Comma, limits).problem,
                 told(1, ImportProblemCode::TooLarge));
        const ReadRows wide = readAll("a,b,c\n1,2,3,4", CsvDelimiter::Comma, limits);
        QCOMPARE(wide.problem, told(2, ImportProblemCode::TooLarge));
        QVERIFY(wide.detail.contains(u"3 columns"));
    }

    void theUsualLimits()
    {
        QCOMPARE(readAll(QByteArray(1024 * 1024, 'x')).problem, QString{});
        QCOMPARE(readAll(QByteArray(1024 * 1024 + 1, 'x')).problem, told(1, ImportProblemCode::TooLarge));
        QCOMPARE(readAll(QByteArray(511, ',')).problem, QString{});
        QCOMPARE(readAll(QByteArray(512, ',')).problem, told(1, ImportProblemCode::TooLarge));
        QCOMPARE(CsvLimits{}.fileBytes, 200 * 1024 * 1024);
    }

    void delimitersAreFoundOut_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<char>("delimiter");
        QTest::newRow("comma") << QByteArray("a,b,c\n1,2,3\n") << ',';
        QTest::newRow("semicolon") << QByteArray("a;b\n1;2,5\n") << ';';
        QTest::newRow("tab") << QByteArray("a\tb\n1\t2, 3; 4\n") << '\t';
        QTest::newRow("bar") << QByteArray("a|b|c\n1|2|x;y\n") << '|';
        QTest::newRow("commas in prose")
            << QByteArray("Name, first;Mail\nMuster, Max;m@example.com\nOkafor, Ada;a@example.com\n") << ';';
        QTest::newRow("others in quotes") << QByteArray("\"a;b;c\",\"d;e\"\n\"1;2;3\",\"4\"\n") << ',';
        QTest::newRow("one column") << QByteArray("a\nb\n") << ',';
        QTest::newRow("blank lines first") << QByteArray("\n\na;b\n") << ';';
        QTest::newRow("nothing") << QByteArray() << ',';
    }
    void delimitersAreFoundOut()
    {
        QFETCH(QByteArray, text);
        QTEST(char(sniffDelimiter(text)), "delimiter");
    }

    void p14_formulasAreNeutralisedAndRestored_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("written");
        for (const QString& start :
             {u"="_s, u"+"_s, u"-"_s, u"@"_s, u"\t"_s, u"\r"_s, u"＝"_s, u"＋"_s, u"－"_s, u"＠"_s})
            QTest::newRow(qPrintable(start)) << QString{start + u"1"_s} << QString{u"'"_s + start + u"1"_s};
        QTest::newRow("already with an apostrophe") << u"'=1"_s << u"''=1"_s;
        QTest::newRow("with two") << u"''=1"_s << u"'''=1"_s;
        QTest::newRow("an apostrophe before words") << u"'s Gravenmoer"_s << u"'s Gravenmoer"_s;
        QTest::newRow("inside") << u"a=1"_s << u"a=1"_s;
        QTest::newRow("only an apostrophe") << u"'"_s << u"'"_s;
        QTest::newRow("empty") << u""_s << u""_s;
    }
    void p14_formulasAreNeutralisedAndRestored()
    {
        QFETCH(QString, text);
        QTEST(neutralisedForSpreadsheet(text), "written");
        QCOMPARE(restoredFromSpreadsheet(neutralisedForSpreadsheet(text)), text);
    }

    void p14_everyCellIsQuotedAndOnlyNumbersAreLeftAlone()
    {
        const QByteArray written =
            writeCsv({{{u"a \"b\""_s}, {u"=1+1"_s}, {u"-5.20"_s, CsvCell::Kind::Number}},
                      {{u"x\ny"_s}, {u"-5"_s}, {u"-1+cmd()"_s, CsvCell::Kind::Number}},
                      {{u""_s}, {u"+"_s, CsvCell::Kind::Number}, {QString{QChar::Null}}}},
                     CsvDelimiter::Semicolon);
        QCOMPARE(
            written,
            QByteArray("\xEF\xBB\xBF\"a \"\"b\"\"\";\"'=1+1\";\"-5.20\"\r\n\"x\ny\";\"'-5\";\"'-1+cmd()\"\r\n"
                       "\"\";\"'+\";\"\xEF\xBF\xBD\"\r\n"));
    }

    void whatWeWriteWeReadAgainExactly()
    {
        const Rows rows{
            {u"=cmd"_s, u"'=x"_s, u"a\r\nb"_s}, {u"\"\""_s, u" , "_s, u"\t"_s}, {u"😀"_s, u""_s, u"'"_s}};
        std::vector<std::vector<CsvCell>> cells;
        for (const QStringList& row : rows) {
            cells.emplace_back();
            for (const QString& text : row)
                cells.back().push_back({text});
        }
        const CsvText text = CsvText::decode(writeCsv(cells));
        Rows again = readAll(text.utf8()).rows;
        for (QStringList& row : again)
            std::transform(row.begin(), row.end(), row.begin(), restoredFromSpreadsheet);
        QCOMPARE(again, rows);
    }

    void aHundredThousandRowsTakeLessThanASecond()
    {
        QByteArray table;
        for (int i = 0; i < 100'000; ++i) {
            table +=
                "Ada,Okafor,\"Studio \"\"A\"\"\",ada" + QByteArray::number(i) +
                "@example.com,+44 20 7946 0000,\"1, Long Street\",London,,E1 1AA,United Kingdom,,note\r\n";
        }
        const std::clock_t start = std::clock();
        const CsvText text = CsvText::decode(table);
        CsvReader reader{text.utf8(), CsvDelimiter::Comma};
        qsizetype cells = 0;
        while (reader.next())
            cells += reader.cellCount();
        const double seconds = double(std::clock() - start) / CLOCKS_PER_SEC;
        QCOMPARE(cells, 1'200'000);
        QVERIFY2(seconds < 1.0, qPrintable(QString::number(seconds)));
        QVERIFY(text.utf8().data() == table.constData()); // shared, not copied
    }
};

QTEST_GUILESS_MAIN(CsvTest)
#include "csv_test.moc"
