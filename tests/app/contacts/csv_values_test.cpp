// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/contacts/csv_values.h"

#include <QTest>

using namespace foyer;
using namespace Qt::StringLiterals;

class CsvValuesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void daysInManyForms_data()
    {
        QTest::addColumn<QString>("iso");
        for (const char* form : {"1990-05-12",
                                 "1990-5-12",
                                 "1990/05/12",
                                 "19900512",
                                 "1990-05-12T00:00:00Z",
                                 "1990-05-12 00:00:00",
                                 "12.5.1990",
                                 "12.05.90",
                                 "12. 5. 1990",
                                 "5/12/1990",
                                 "5/12/90",
                                 "5-12-1990",
                                 "5/12/1990 12:00 AM",
                                 " 5/12/1990 ",
                                 "12 May 1990",
                                 "12. Mai 1990",
                                 "May 12, 1990",
                                 "may 12 1990",
                                 "12th of May 1990",
                                 "12 mai 1990",
                                 "12 de mayo de 1990",
                                 "12 mei 1990",
                                 "12-May-1990",
                                 "12-May-90",
                                 "Saturday, May 12, 1990"})
            QTest::newRow(form) << u"1990-05-12"_s;
        QTest::newRow("29.2.2024") << u"2024-02-29"_s;
        QTest::newRow("1/1/29") << u"2029-01-01"_s;
        QTest::newRow("1/1/30") << u"1930-01-01"_s;
        QTest::newRow("25/12/1990") << u"1990-12-25"_s;
        QTest::newRow("3 août 2001") << u"2001-08-03"_s;
        QTest::newRow("1. März 2001") << u"2001-03-01"_s;
        QTest::newRow("1er juillet 2001") << u"2001-07-01"_s;
        QTest::newRow("2 juin 2001") << u"2001-06-02"_s;
        QTest::newRow("4 ene 2001") << u"2001-01-04"_s;
    }
    void daysInManyForms()
    {
        const auto day = dayFromText(QString::fromUtf8(QTest::currentDataTag()), CsvDateOrder::Guess);
        QVERIFY(day);
        QTEST(day->toString(Qt::ISODate), "iso");
    }

    void whatIsNoDayIsRefused()
    {
        const QStringList texts{u""_s,           u"31.02.1990"_s, u"29.2.2023"_s,  u"1990-13-01"_s,
                                u"13/13/1990"_s, u"0/5/1990"_s,   u"tomorrow"_s,   u"33000"_s,
                                u"5/12"_s,       u"5 Foo 1990"_s, u"12.31.1990"_s, u"5/12-1990"_s,
                                u"5/12/199"_s,   u"1990512"_s,    u"May 1990"_s,   u"99999999999999999999"_s,
                                u"5/12/1990x"_s, u"0000-00-00"_s};
        for (const QString& text : texts)
            QVERIFY2(!dayFromText(text, CsvDateOrder::Guess), qPrintable(text));
    }

    void theOrderDecidesOnlyWhatIsOpen()
    {
        const auto read = [](const char16_t* text, CsvDateOrder order) {
            return dayFromText(QStringView{text}, order).value_or(QDate{});
        };
        QCOMPARE(read(u"3/4/1990", CsvDateOrder::DayFirst), QDate(1990, 4, 3));
        QCOMPARE(read(u"3/4/1990", CsvDateOrder::MonthFirst), QDate(1990, 3, 4));
        QCOMPARE(read(u"3.4.1990", CsvDateOrder::MonthFirst), QDate(1990, 4, 3));
        QCOMPARE(read(u"12/25/1990", CsvDateOrder::DayFirst), QDate(1990, 12, 25));
        QCOMPARE(read(u"25/12/1990", CsvDateOrder::MonthFirst), QDate(1990, 12, 25));
        QCOMPARE(read(u"1990-03-04", CsvDateOrder::DayFirst), QDate(1990, 3, 4));
    }

    void whatADaySaysAboutItsOrder()
    {
        QCOMPARE(dateEvidence(u"25/12/1990"), CsvDateEvidence::DayFirst);
        QCOMPARE(dateEvidence(u"12/25/1990"), CsvDateEvidence::MonthFirst);
        QCOMPARE(dateEvidence(u"3-4-90"), CsvDateEvidence::Either);
        for (const QString& text :
             {u"5/5/1990"_s, u"3.4.1990"_s, u"1990-03-04"_s, u"13/13/1990"_s, u"May 5, 1990"_s, u""_s})
            QVERIFY2(dateEvidence(text) == CsvDateEvidence::None, qPrintable(text));
    }

    void fullNamesAreSplit_data()
    {
        QTest::addColumn<QStringList>("parts"); // prefix, given, family, suffix
        const auto row = [](const char* name, const QStringList& parts) { QTest::newRow(name) << parts; };
        row("Ada Okafor", {u""_s, u"Ada"_s, u"Okafor"_s, u""_s});
        row("Okafor, Ada", {u""_s, u"Ada"_s, u"Okafor"_s, u""_s});
        row("van der Berg, Mara Lou", {u""_s, u"Mara Lou"_s, u"van der Berg"_s, u""_s});
        row("Mara Lou van der Berg", {u""_s, u"Mara Lou"_s, u"van der Berg"_s, u""_s});
        row("Dr. Ada Okafor", {u"Dr."_s, u"Ada"_s, u"Okafor"_s, u""_s});
        row("Prof. Dr. Ada Okafor", {u"Prof. Dr."_s, u"Ada"_s, u"Okafor"_s, u""_s});
        row("Frau Ada Okafor", {u"Frau"_s, u"Ada"_s, u"Okafor"_s, u""_s});
        row("Ben Miller Jr.", {u""_s, u"Ben"_s, u"Miller"_s, u"Jr."_s});
        row("Ben Miller, Jr.", {u""_s, u"Ben"_s, u"Miller"_s, u"Jr."_s});
        row("Anna & Ben Miller", {u""_s, u"Anna & Ben"_s, u"Miller"_s, u""_s});
        row("Zoë", {u""_s, u"Zoë"_s, u""_s, u""_s});
        row("山田太郎", {u""_s, u"山田太郎"_s, u""_s, u""_s});
        row("  Ada \t Okafor ", {u""_s, u"Ada"_s, u"Okafor"_s, u""_s});
        row("De Vries", {u""_s, u"De"_s, u"Vries"_s, u""_s});
        row("Okafor,", {u""_s, u"Okafor,"_s, u""_s, u""_s});
        row("Jr.", {u""_s, u"Jr."_s, u""_s, u""_s});
        row("", {u""_s, u""_s, u""_s, u""_s});
    }
    void fullNamesAreSplit()
    {
        const NameParts name = splitName(QString::fromUtf8(QTest::currentDataTag()));
        QTEST((QStringList{name.prefix, name.given, name.family, name.suffix}), "parts");
    }

    void tagsAreSortedAndUnique()
    {
        QCOMPARE(tagsFromText(u"vip; Wedding,VIP | album\nwedding ::: * Friends"),
                 (QStringList{u"album"_s, u"Friends"_s, u"vip"_s, u"Wedding"_s}));
        QCOMPARE(tagsFromText(u" ; ,"), QStringList{});
    }

    void languagesBecomeTags()
    {
        QCOMPARE(languageFromText(u"pt_br"), u"pt-BR"_s);
        QCOMPARE(languageFromText(u" DE "), u"de"_s);
        QCOMPARE(languageFromText(u"zh-hant-tw"), u"zh-Hant-TW"_s);
        QCOMPARE(languageFromText(u"Français"), u"fr"_s);
        QCOMPARE(languageFromText(u"Deutsch"), u"de"_s);
        for (const QString& text : {u""_s, u"Klingonisch"_s, u"d"_s, u"de DE"_s, u"de-"_s})
            QVERIFY2(!languageFromText(text), qPrintable(text));
    }

    void kindsInWords()
    {
        QCOMPARE(kindFromText(u"Unternehmen"), ContactKind::Company);
        QCOMPARE(kindFromText(u" LIEU "), ContactKind::Location);
        QCOMPARE(kindFromText(u"Person"), ContactKind::Person);
        QVERIFY(!kindFromText(u"Hot Lead"));
        QVERIFY(!kindFromText(u""));
    }

    void manyEmailsInOneCell()
    {
        const QStringList two{u"a@example.com"_s, u"b@example.org"_s};
        for (const QString& text :
             {u"a@example.com, b@example.org"_s, u"a@example.com;b@example.org"_s,
              u"a@example.com ::: b@example.org"_s, u" a@example.com\nb@example.org "_s})
            QCOMPARE(emailsFromText(text).emails, two);
        QCOMPARE(emailsFromText(u"a@example.com or call"_s).emails, QStringList{u"a@example.com or call"_s});
        QVERIFY(!emailsFromText(u"a@example.com or call"_s).areAddresses);
        QVERIFY(emailsFromText(u" a@example.com "_s).areAddresses);
        QCOMPARE(emailsFromText(u" "_s).emails, QStringList{});
    }

    void manyPhonesInOneCell()
    {
        QCOMPARE(phonesFromText(u"+49 30 1, ext. 2"_s), QStringList{u"+49 30 1, ext. 2"_s});
        QCOMPARE(phonesFromText(u"1 ::: 2; 3\n4"_s), (QStringList{u"1"_s, u"2"_s, u"3"_s, u"4"_s}));
    }
};

QTEST_GUILESS_MAIN(CsvValuesTest)
#include "csv_values_test.moc"
