// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/payments/statements/statement_reader.h"

#include <QFile>
#include <QTest>

using namespace foyer;
using namespace Qt::StringLiterals;

namespace {

QByteArray fixture(const QString& name)
{
    QFile file{QStringLiteral(FOYER_TEST_DATA "/statements/") + name};
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray{};
}

QString sentenceOf(const QByteArray& file, const StatementLimits& limits = {})
{
    const auto read = readStatements(file, u"file.txt"_s, {}, limits);
    return read ? u"read"_s : read.error().detail;
}

Money euros(qint64 minor)
{
    return Money::ofMinor(minor, eur);
}

} // namespace

class StatementReaderTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theFormatIsKnownByTheContent()
    {
        QCOMPARE(statementFormatOf(fixture(u"booked.camt053.xml"_s)), StatementFormat::Camt053);
        QCOMPARE(statementFormatOf(fixture(u"german.sta"_s)), StatementFormat::Mt940);
        QCOMPARE(statementFormatOf(fixture(u"envelope.940"_s)), StatementFormat::Mt940);
        QCOMPARE(statementFormatOf(fixture(u"one.ofx"_s)), StatementFormat::Ofx);
        QCOMPARE(statementFormatOf(fixture(u"two.ofx"_s)), StatementFormat::Ofx);
        QCOMPARE(statementFormatOf(fixture(u"german.csv"_s)), StatementFormat::Csv);
    }

    void camtGivesBookedEntriesEachDetailOfABatchAndReversals()
    {
        const auto read = readStatements(fixture(u"booked.camt053.xml"_s), u"a.xml"_s);
        QVERIFY2(read, qPrintable(read ? QString{} : read.error().detail));
        QCOMPARE(read->size(), 1U);
        const Statement& statement = read->front();
        QCOMPARE(statement.account, u"DE02120300000000202051"_s);
        QCOMPARE(statement.opening, euros(100000));
        QCOMPARE(statement.closing, euros(287149));
        QVERIFY(statement.warnings.empty());
        QCOMPARE(statement.lines.size(), 5U); // the pending one is none

        const StatementLine& first = statement.lines[0];
        QCOMPARE(first.amount, euros(125000));
        QCOMPARE(first.bookedDay, QDate(2026, 3, 31));
        QCOMPARE(first.valueDay, QDate(2026, 4, 1));
        QCOMPARE(first.payerName, u"Anna Müller & Ben Koch"_s);
        QCOMPARE(first.payerIban, u"AT611904300234573201"_s);
        QCOMPARE(first.text, u"Rechnung 2026-0017 Hochzeit, danke!"_s);
        QVERIFY(first.endToEndId.isEmpty());
        QCOMPARE(first.bankReference, u"2026033100001"_s);
        QCOMPARE(first.line, 16);
        QVERIFY(!first.isReversal);

        QCOMPARE(statement.lines[1].amount, euros(50050));
        QCOMPARE(statement.lines[1].bookedDay, QDate(2026, 3, 31)); // as the bank wrote it, whatever our zone
        QCOMPARE(statement.lines[1].structuredReferences, std::vector{u"RF18539007547034"_s});
        QCOMPARE(statement.lines[1].bankReference, u"2026033100002A"_s);
        QCOMPARE(statement.lines[2].amount, euros(25000));
        QCOMPARE(statement.lines[2].payerName, u"Dora Ek"_s);
        QCOMPARE(statement.lines[2].text, u"Bilder zweiter Teil"_s);
        QCOMPARE(statement.lines[2].bankReference, u"2026033100002/2"_s);
        QCOMPARE(statement.lines[3].amount, euros(-9901));
        QVERIFY(statement.lines[3].isReversal);
        QCOMPARE(statement.lines[3].payerName, u"Emil Frank"_s);
        QCOMPARE(statement.lines[4].text, u"Kontoführung"_s);
        QVERIFY(statement.lines[4].bankReference.isEmpty());
        QVERIFY(statement.lines[4].reference.startsWith(u'~'));
    }

    void aBatchThatDoesNotAddUpStaysOneLineAndSaysSo()
    {
        const auto read = readStatements(fixture(u"older.camt053.xml"_s), u"a.xml"_s);
        QVERIFY(read);
        const Statement& statement = read->front();
        QCOMPARE(statement.account, u"1234567"_s);
        QCOMPARE(statement.lines.size(), 1U);
        QCOMPARE(statement.lines[0].amount, Money::ofMinor(120000, Currency{"JPY"}));
        QVERIFY(statement.lines[0].text.contains(u"2026-0003"_s));
        QVERIFY(statement.lines[0].text.contains(u"2026-0004"_s));
        QCOMPARE(statement.warnings.size(), 1U);
        QCOMPARE(statement.opening, Money::ofMinor(-500, Currency{"JPY"}));
    }

    void mt940OfGermanBanksIsReadAcrossItsWraps()
    {
        const auto read = readStatements(fixture(u"german.sta"_s), u"a.sta"_s);
        QVERIFY2(read, qPrintable(read ? QString{} : read.error().detail));
        const Statement& statement = read->front();
        QCOMPARE(statement.account, u"12030000/202051"_s);
        QVERIFY(statement.warnings.empty());
        QCOMPARE(statement.lines.size(), 4U);
        const StatementLine& first = statement.lines[0];
        QCOMPARE(first.amount, euros(125000));
        QCOMPARE(first.bookedDay, QDate(2026, 3, 31));
        QCOMPARE(first.valueDay, QDate(2026, 4, 1));
        QCOMPARE(first.text, u"Danke, fuer die schoenen Bilder und Rechnung 2026-0017 Gruss"_s);
        QCOMPARE(first.otherText, u"Danke, fuer die schoen en Bilder und Rechnung 2026 -0017 Gruss"_s);
        QCOMPARE(first.endToEndId, u"HOCHZEIT-1"_s);
        QCOMPARE(first.payerName, u"ANNA MUELLER UND BEN KOCH"_s);
        QCOMPARE(first.payerIban, u"AT611904300234573201"_s);
        QCOMPARE(first.bankReference, u"2026033100001"_s);
        QCOMPARE(statement.lines[1].amount, euros(-9901)); // RC: a credit taken back
        QVERIFY(statement.lines[1].isReversal);
        QCOMPARE(statement.lines[2].amount, euros(-3000));
        // The entry of the last day of the year, valued in the next.
        QCOMPARE(statement.lines[3].valueDay, QDate(2026, 1, 2));
        QCOMPARE(statement.lines[3].bookedDay, QDate(2025, 12, 31));
        QCOMPARE(statement.lines[3].amount, euros(75050));
        QCOMPARE(statement.lines[3].endToEndId, u"REFZWEI"_s);
        QCOMPARE(statement.lines[3].text, u"RF18 5390 0754 7034"_s);
    }

    void mt940WithWordsBetweenSlashesIsReadInItsEnvelope()
    {
        const auto read = readStatements(fixture(u"envelope.940"_s), u"a.940"_s);
        QVERIFY2(read, qPrintable(read ? QString{} : read.error().detail));
        const Statement& statement = read->front();
        QCOMPARE(statement.account, u"NL91ABNA0417164300"_s);
        QVERIFY(statement.warnings.empty());
        QCOMPARE(statement.opening, euros(-5025));
        QCOMPARE(statement.lines.size(), 2U);
        QCOMPARE(statement.lines[0].text, u"Factuur 2026-0021 fotoshoot"_s);
        QCOMPARE(statement.lines[0].endToEndId, u"E2E-77"_s);
        QCOMPARE(statement.lines[0].payerName, u"F. Visser"_s);
        QCOMPARE(statement.lines[0].payerIban, u"NL20INGB0001234567"_s);
        QCOMPARE(statement.lines[1].payerName, u"Example Cloud BV"_s);
        QCOMPARE(statement.lines[1].text, u"Abonnement maart"_s);
    }

    void ofxOfBothVersionsIsRead()
    {
        const auto one = readStatements(fixture(u"one.ofx"_s), u"a.ofx"_s);
        QVERIFY2(one, qPrintable(one ? QString{} : one.error().detail));
        const Currency usd{"USD"};
        const Statement& bank = one->front();
        QCOMPARE(bank.account, u"9876543"_s);
        QCOMPARE(bank.lines.size(), 3U);
        QCOMPARE(bank.lines[0].amount, Money::ofMinor(125000, usd));
        QCOMPARE(bank.lines[0].bookedDay, QDate(2026, 3, 31));
        QCOMPARE(bank.lines[0].payerName, u"ANNA MÜLLER"_s);
        QCOMPARE(bank.lines[0].text, u"Invoice 2026-0017 & thanks"_s);
        QCOMPARE(bank.lines[0].bankReference, u"F1"_s);
        QCOMPARE(bank.lines[1].amount, Money::ofMinor(-999, usd));
        // An empty value without an end tag does not swallow the one behind it.
        QCOMPARE(bank.lines[2].text, u"RF18 5390 0754 7034"_s);
        QCOMPARE(bank.lines[2].amount, Money::ofMinor(123450, usd));
        QCOMPARE(bank.closing, Money::ofMinor(400000, usd));

        const auto two = readStatements(fixture(u"two.ofx"_s), u"a.qfx"_s);
        QVERIFY2(two, qPrintable(two ? QString{} : two.error().detail));
        const Statement& card = two->front();
        QCOMPARE(card.account, u"4500000000000001"_s);
        QCOMPARE(card.lines.size(), 2U);
        QCOMPARE(card.lines[0].text, u"Invoice 2026-0040 <album>"_s);
        QVERIFY(card.lines[1].isReversal);
        QCOMPARE(card.lines[1].text, u"Ivo & &eacute;"_s);
        QCOMPARE(card.warnings.size(), 1U);
    }

    void tablesOfBanksAreReadByTheirHeaders()
    {
        const auto german = readStatements(fixture(u"german.csv"_s), u"a.csv"_s);
        QVERIFY2(german, qPrintable(german ? QString{} : german.error().detail));
        QCOMPARE(german->front().account, u"DE02120300000000202051"_s);
        QCOMPARE(german->front().lines.size(), 2U); // the noted one is not booked
        const StatementLine& first = german->front().lines[0];
        QCOMPARE(first.amount, euros(125000));
        QCOMPARE(first.bookedDay, QDate(2026, 3, 31));
        QCOMPARE(first.valueDay, QDate(2026, 4, 1));
        QCOMPARE(first.payerName, u"Anna Müller"_s);
        QCOMPARE(first.payerIban, u"AT611904300234573201"_s);
        QCOMPARE(first.text, u"Rechnung 2026-0017"_s);
        QCOMPARE(german->front().lines[1].amount, euros(-9990));

        const auto english = readStatements(fixture(u"english.csv"_s), u"a.csv"_s);
        QVERIFY2(english, qPrintable(english ? QString{} : english.error().detail));
        const Currency gbp{"GBP"};
        QCOMPARE(english->front().lines.size(), 3U);
        QCOMPARE(english->front().lines[0].amount, Money::ofMinor(125000, gbp));
        QCOMPARE(english->front().lines[0].bookedDay, QDate(2026, 3, 13));
        QCOMPARE(english->front().lines[1].amount, Money::ofMinor(-999, gbp));
        QCOMPARE(english->front().lines[2].bookedDay, QDate(2026, 4, 3));
        QVERIFY(english->front().warnings.empty());

        const auto french = readStatements(fixture(u"french.csv"_s), u"a.csv"_s);
        QVERIFY2(french, qPrintable(french ? QString{} : french.error().detail));
        QCOMPARE(french->front().lines[0].amount, euros(125000));
        QVERIFY(french->front().lines[0].text.contains(u"Élodie"_s));
        QCOMPARE(french->front().lines[1].amount, euros(-4530));
    }

    void aTableIsNeverGuessedAt_data()
    {
        QTest::addColumn<QByteArray>("table");
        QTest::addColumn<QString>("words");
        QTest::newRow("days both ways")
            << QByteArray{"Date,Amount,Currency\n03/04/2026,1.00,EUR\n"} << u"day"_s;
        QTest::newRow("amounts both ways")
            << QByteArray{"Date;Amount;Currency\n2026-04-03;1.234;EUR\n"} << u"two ways"_s;
        QTest::newRow("marks contradict")
            << QByteArray{"Date;Amount;Currency\n2026-04-03;1.5;EUR\n2026-04-03;1,5;EUR\n"} << u"two ways"_s;
        QTest::newRow("no currency") << QByteArray{"Date,Amount\n2026-04-03,1.00\n"} << u"currency"_s;
        QTest::newRow("no header") << QByteArray{"a,b\nc,d\n"} << u"Choose the column"_s;
        QTest::newRow("a broken amount")
            << QByteArray{"Date,Amount,Currency\n2026-04-03,1.00,EUR\n2026-04-03,1x,EUR\n"} << u"Line 3"_s;
        QTest::newRow("too many decimals")
            << QByteArray{"Date;Amount;Currency\n2026-04-03;1,005;EUR\n2026-04-03;1,00;EUR\n"} << u"Line 2"_s;
        QTest::newRow("a day that is none")
            << QByteArray{"Date,Amount,Currency\n2026-02-30,1.00,EUR\n"} << u"Line 2"_s;
    }
    void aTableIsNeverGuessedAt()
    {
        QFETCH(QByteArray, table);
        QFETCH(QString, words);
        const QString sentence = sentenceOf(table);
        QVERIFY2(sentence.contains(words), qPrintable(sentence));
    }

    void aMappingReadsWhatTheHeaderDoesNotTell()
    {
        const QByteArray table = "wann,was,wieviel\n03/04/2026,Rechnung 2026-0017,1.234\n";
        StatementCsvOptions options;
        options.mapping =
            StatementCsvMapping{{StatementColumn::BookedDay, StatementColumn::Text, StatementColumn::Amount},
                                CsvDateOrder::DayFirst,
                                DecimalMark::Comma};
        options.currency = eur;
        options.account = u"Sparbuch 7"_s;
        QCOMPARE(statementMappingFromText(toText(*options.mapping)), options.mapping);
        QVERIFY(!statementMappingFromText(u"guess comma nonsense"_s));
        // Headings of unknown words are no entry.
        const auto read = readCsvStatement(table, options);
        QVERIFY2(read, qPrintable(read ? QString{} : read.error().detail));
        QCOMPARE(read->front().lines.size(), 1U);
        QVERIFY(read->front().warnings.empty());
        QCOMPARE(read->front().lines[0].amount, euros(123400));
        QCOMPARE(read->front().lines[0].bookedDay, QDate(2026, 4, 3));
        QCOMPARE(read->front().account, u"SPARBUCH7"_s);
    }

    void whatIsNoStatementIsRefusedInASentence_data()
    {
        QTest::addColumn<QByteArray>("file");
        QTest::addColumn<QString>("words");
        const QByteArray camt = fixture(u"booked.camt053.xml"_s);
        const auto with = [](QByteArray file, const char* before, const char* after) {
            return file.replace(before, after);
        };
        QTest::newRow("nothing") << QByteArray{"\n  \n"} << u"is empty"_s;
        QTest::newRow("a PDF") << QByteArray{"%PDF-1.7"} << u"is a PDF"_s;
        QTest::newRow("an archive") << QByteArray{"PK\x03\x04zip"} << u"archive"_s;
        QTest::newRow("camt.052") << with(camt, "camt.053", "camt.052") << u"CAMT.052"_s;
        QTest::newRow("camt.054") << with(camt, "camt.053", "camt.054") << u"CAMT.054"_s;
        QTest::newRow("another XML") << with(camt, ":camt.053", ":pain.camt.05") << u"no CAMT.053"_s;
        QTest::newRow("a document type")
            << with(camt, "<Document", "<!DOCTYPE Document [<!ENTITY a \"aaaa\">]>\n<Document")
            << u"document type"_s;
        QTest::newRow("no currency") << with(camt, "Ccy=\"EUR\">1250", "Ccy=\"EUX\">1250") << u"“EUX”"_s;
        QTest::newRow("a negative amount") << with(camt, ">1250.00<", ">-1250.00<") << u"Line 17"_s;
        QTest::newRow("an amount beyond all")
            << with(camt, ">1250.00<", ">99999999999999999999<") << u"Line 17"_s;
        QTest::newRow("a day that is none")
            << with(camt, "<Dt>2026-03-31</Dt></BookgDt>", "<Dt>2026-03-32</Dt></BookgDt>")
            << u"“2026-03-32”"_s;
        QTest::newRow("cut in the middle") << camt.left(3000) << u"ends too early"_s;
        QTest::newRow("MT940: no balance") << QByteArray{":20:X\n:25:Y\n:61:260331C1,NTRFX\n"} << u"Line 3"_s;
        QTest::newRow("MT940: a broken entry")
            << QByteArray{":20:X\n:25:Y\n:60F:C260330EUR1,\n:61:2603C1,NTRFX\n"} << u"Line 4"_s;
        QTest::newRow("MT940: a balance of 2 commas")
            << QByteArray{":20:X\n:25:Y\n:60F:C260330EUR1,0,0\n"} << u"Line 3"_s;
        QTest::newRow("MT940: another currency")
            << QByteArray{":20:X\n:25:Y\n:60F:C260330EUR1,\n:61:260331CD1,NTRFX\n"} << u"another currency"_s;
        QTest::newRow("OFX: cut") << fixture(u"one.ofx"_s).left(900) << u"ends too early"_s;
        QTest::newRow("OFX: an entry left open")
            << with(fixture(u"one.ofx"_s), "thanks\r\n</STMTTRN>", "thanks\r\n")
            << u"<STMTTRN> is not closed"_s;
        QTest::newRow("OFX: no statement") << QByteArray{"<OFX></OFX>"} << u"holds no bank statement"_s;
        QTest::newRow("OFX: text outside") << QByteArray{"<OFX>x<A>y</A></OFX>"} << u"outside"_s;
    }
    void whatIsNoStatementIsRefusedInASentence()
    {
        QFETCH(QByteArray, file);
        QFETCH(QString, words);
        const QString sentence = sentenceOf(file);
        QVERIFY2(sentence.contains(words), qPrintable(sentence));
    }

    void limitsHold()
    {
        StatementLimits limits;
        limits.fileBytes = 1000;
        QVERIFY(sentenceOf(fixture(u"booked.camt053.xml"_s), limits).contains(u"1000 bytes"_s));
        limits = {};
        limits.lines = 2;
        for (const auto& name : {u"booked.camt053.xml"_s, u"german.sta"_s, u"one.ofx"_s, u"english.csv"_s})
            QVERIFY2(sentenceOf(fixture(name), limits).contains(u"more than 2 entries"_s), qPrintable(name));
        limits = {};
        limits.nodes = 5;
        QVERIFY(sentenceOf(fixture(u"booked.camt053.xml"_s), limits).contains(u"more than 5 elements"_s));
        QVERIFY(sentenceOf(fixture(u"two.ofx"_s), limits).contains(u"more than 5 elements"_s));

        const QByteArray head =
            "<Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:camt.053.001.02\"><BkToCstmrStmt><Stmt>";
        QVERIFY(sentenceOf(head + "<Ntry>" + QByteArray{"<a>"}.repeated(100'000))
                    .contains(u"inside each other"_s));
        QVERIFY(sentenceOf(head + QByteArray{"<a>"}.repeated(100'000)).contains(u"inside each other"_s));
        QVERIFY(sentenceOf(head + "<a" + QByteArray{" b=''"}.repeated(100'000))
                    .contains(u"a tag of more than"_s));
        QVERIFY(sentenceOf("<OFX>" + QByteArray{"<A>"}.repeated(100'000)).contains(u"inside each other"_s));
    }

    void equalLinesAreToldApartAndTheSameInEveryFile()
    {
        const QByteArray start = ":20:X\n:25:Y\n:60F:C260330EUR0,\n";
        const QByteArray entry = ":61:260331C5,NMSCNONREF\n:86:Parkgroschen\n";
        const auto two = readStatements(start + entry + entry + ":62F:C260331EUR10,\n", u"a"_s);
        const auto one = readStatements(start + entry + ":62F:C260331EUR5,\n", u"b"_s);
        QVERIFY(two && one);
        QCOMPARE(two->front().lines.size(), 2U);
        QVERIFY(two->front().lines[0].reference != two->front().lines[1].reference);
        QCOMPARE(one->front().lines[0].reference, two->front().lines[0].reference);

        // A returned payment often carries the reference of the first.
        const QByteArray both =
            start + ":61:260331C5,NTRFNONREF//B1\n:61:260331RC5,NRTINONREF//B1\n:62F:C260331EUR0,\n";
        const auto returned = readStatements(both, u"c"_s);
        QVERIFY(returned);
        QVERIFY(returned->front().lines[0].reference != returned->front().lines[1].reference);
    }
};

QTEST_GUILESS_MAIN(StatementReaderTest)
#include "statement_reader_test.moc"
