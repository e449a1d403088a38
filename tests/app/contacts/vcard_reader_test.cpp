// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/contacts/vcard.h"

#include <QDir>
#include <QFile>
#include <QTest>

using namespace foyer;
using namespace Qt::StringLiterals;

namespace {

QByteArray fixture(const QString& name)
{
    QFile file{QStringLiteral(FOYER_TEST_DATA "/vcards/") + name};
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray{};
}

/// One card of 3.0 around these lines, between CRLF.
QByteArray card(const QByteArray& lines, const QByteArray& version = "3.0")
{
    QByteArray text = "BEGIN:VCARD\nVERSION:" + version + '\n' + lines + "\nEND:VCARD\n";
    return text.replace("\n", "\r\n");
}

ContactDetails readOne(const QByteArray& file)
{
    const ImportPlan plan = readVcards(file);
    return plan.problems.empty() && plan.contacts.size() == 1 ? plan.contacts.front().details
                                                              : ContactDetails{};
}

} // namespace

class VcardReaderTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void anOldPhonesCardComesInWhole()
    {
        const ImportPlan plan = readVcards(fixture(u"legacy_21.vcf"_s));
        QVERIFY2(plan.problems.empty(),
                 qPrintable(plan.problems.empty() ? QString{} : plan.problems[0].detail));
        QCOMPARE(plan.contacts.size(), 2u);
        const ContactDetails& bjorn = plan.contacts[0].details;
        QCOMPARE(bjorn.givenName, u"Björn"_s);
        QCOMPARE(bjorn.familyName, u"Løvgren"_s);
        QCOMPARE(bjorn.prefix, u"Dr."_s);
        QCOMPARE(bjorn.displayName, u"Björn Løvgren"_s); // not what the parts make: that has the title
        const std::vector<ContactPhone> phones{{u"+47 900 00 002"_s, u"mobile"_s},
                                               {u"+47 22 00 00 01"_s, u"home"_s},
                                               {u"+47 22 00 00 03"_s, u"work fax"_s}};
        QCOMPARE(bjorn.phones, phones);
        QCOMPARE(bjorn.addresses.front().street, u"Fjordgata 7. bakgården"_s);
        QCOMPARE(bjorn.addresses.front().city, u"Bergen"_s);
        QCOMPARE(bjorn.notes, u"Første linje\nAndre linje, med ="_s);
        QCOMPARE(bjorn.birthday, QDate(1979, 3, 11));
        QVERIFY(bjorn.vcardSource.contains(u"PHOTO:data:image/png;base64,iVBOR"_s));
        QVERIFY(bjorn.vcardSource.contains(u"AGENT:BEGIN:VCARD\\nVERSION:2.1\\nFN:Liv Agent"_s));
        QVERIFY(bjorn.vcardSource.contains(u"X-NOKIA-WHATEVER;TYPE=FOO:a;b;c"_s));
        QCOMPARE(plan.contacts[0].uid, u"legacy-1"_s);

        const ContactDetails& fold = plan.contacts[1].details;
        QCOMPARE(fold.notes, u"This note is broken where a blank stands, as 2.1 does it."_s);
        QCOMPARE(fold.addresses.front().street, u"Studio Lane 5\nEastville"_s);
        QCOMPARE(fold.addresses.front().label, u"work"_s);
        QCOMPARE(plan.contacts[1].line, 27);
    }

    void applesGroupsAndLabelsAreUnderstood()
    {
        const ImportPlan plan = readVcards(fixture(u"apple_30.vcf"_s));
        QVERIFY(plan.problems.empty());
        QCOMPARE(plan.contacts.size(), 2u);
        const ContactDetails& ada = plan.contacts[0].details;
        QCOMPARE(ada.additionalNames, u"Chioma Ngozi"_s);
        QCOMPARE(ada.suffix, u"MBE"_s);
        QCOMPARE(ada.nickname, u"Addie"_s);
        QCOMPARE(ada.company, u"Harbour Weddings, Ltd."_s);
        const std::vector<ContactEmail> emails{{u"ada@harbour.example"_s, u"work"_s},
                                               {u"ada.private@example.com"_s, u"only before the wedding"_s}};
        QCOMPARE(ada.emails, emails);
        QCOMPARE(ada.phones[0].label, u"main"_s);
        QCOMPARE(ada.phones[1].label, u"mobile"_s);
        QCOMPARE(ada.phones[2].label, u"home fax"_s);
        QCOMPARE(ada.addresses[0].street, u"12 Quay Street\nSecond floor"_s);
        QCOMPARE(ada.websites, QStringList{u"https://harbour.example/team?a=1,2"_s});
        QVERIFY(!ada.birthday.isValid()); // 1604 stands for "no year"
        QCOMPARE(ada.anniversary, QDate(2012, 6, 30));
        QCOMPARE(ada.notes, u"Likes peonies; hates lilies.\nBack\\slash and \"quotes\"."_s);
        QCOMPARE(ada.tags, (QStringList{u"Friend"_s, u"planner"_s}));

        const ContactDetails& barn = plan.contacts[1].details;
        QCOMPARE(barn.kind, ContactKind::Company);
        QCOMPARE(barn.company, u"Blue Barn"_s);
        QCOMPARE(barn.displayName, QString{});
    }

    void modernCardsKeepTheirOrderAndTheirRelations()
    {
        const ImportPlan plan = readVcards(fixture(u"modern_40.vcf"_s));
        QVERIFY(plan.problems.empty());
        QVERIFY(plan.hints.empty());
        QCOMPARE(plan.contacts.size(), 3u);
        const ImportedContact& jonas = plan.contacts[0];
        QCOMPARE(jonas.uid, u"0b1f6a52-93a5-4c54-8d6a-1d1f3c7f0a01"_s);
        QCOMPARE(displayNameOf(jonas.details), u"Jonas Weber"_s);
        QCOMPARE(jonas.details.emails.front().address, u"jonas@example.net"_s);
        QCOMPARE(jonas.details.phones[0].number, u"+49-170-0000001"_s);
        QCOMPARE(jonas.details.phones[0].label, u"mobile"_s);
        QCOMPARE(jonas.details.phones[1].number, u"+49-30-0000002 ext. 12"_s);
        QVERIFY(!jonas.details.birthday.isValid());
        QVERIFY(jonas.details.vcardSource.contains(u"BDAY:--0203"_s));
        QCOMPARE(jonas.details.anniversary, QDate(2015, 8, 15));
        QCOMPARE(jonas.details.language, u"de"_s);
        QCOMPARE(jonas.relations.size(), 1u);
        QCOMPARE(jonas.relations[0].otherUid, plan.contacts[1].uid);
        QCOMPARE(jonas.relations[0].kind, RelationKind::Spouse);
        QVERIFY(jonas.details.vcardSource.contains(u"X-EXAMPLE;PARAM=\"a;b,c\":kept\\;as it is"_s));
        QCOMPARE(plan.contacts[2].details.kind, ContactKind::Location);
    }

    void everyEncodingBecomesText()
    {
        const ContactDetails hanako = readOne(fixture(u"utf16_30.vcf"_s));
        QCOMPARE(hanako.familyName, u"山田"_s);
        QCOMPARE(hanako.notes, u"絵文字 🎉, 改行\n次"_s);
        const ImportPlan windows = readVcards(fixture(u"unmarked_windows.vcf"_s));
        QVERIFY(windows.problems.empty());
        QCOMPARE(windows.contacts[0].details.notes, u"20 € – “naïve”"_s);
        QCOMPARE(windows.hints.front().code, ImportProblemCode::BrokenEncoding); // a guess is worth a look
        QCOMPARE(readOne("\xef\xbb\xbf" + card("FN:Zo\xc3\xab")).displayName, u"Zoë"_s);
        QCOMPARE(readOne(card("FN;CHARSET=SHIFT_JIS:\x8eR\x93"
                              "c",
                              "2.1"))
                     .displayName,
                 u"山田"_s);
        QCOMPARE(readOne(card("FN;CHARSET=koi8-r;ENCODING=QUOTED-PRINTABLE:=E1=CE=CE=C1", "2.1")).displayName,
                 u"Анна"_s);
    }

    void lineEndsAndFoldsMayBeMixed()
    {
        const ContactDetails mixed = readOne("begin:vcard\rversion:3.0\nfn:Mi\r\n xed\nNOTE:one\n "
                                             "\ttab\r\n\r\nemail:m@exam\r ple.com\nend:vCard");
        QCOMPARE(mixed.displayName, u"Mixed"_s);
        QCOMPARE(mixed.notes, u"one\ttab"_s);
        QCOMPARE(mixed.emails.front().address, u"m@example.com"_s);
        // A fold in the middle of a character of UTF-8.
        QCOMPARE(readOne("BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Zo\xc3\r\n \xab\r\nEND:VCARD\r\n").displayName,
                 u"Zoë"_s);
    }

    void escapesAreUndone_data()
    {
        QTest::addColumn<QByteArray>("version");
        QTest::addColumn<QByteArray>("line");
        QTest::addColumn<QString>("notes");
        QTest::newRow("all of them") << QByteArray{"3.0"} << QByteArray{"NOTE:a\\nb\\Nc\\,d\\;e\\\\f\\:g"}
                                     << u"a\nb\nc,d;e\\f:g"_s;
        QTest::newRow("an unknown one stays")
            << QByteArray{"4.0"} << QByteArray{"NOTE:50\\% off"} << u"50\\% off"_s;
        QTest::newRow("an escaped backslash before n")
            << QByteArray{"4.0"} << QByteArray{"NOTE:C:\\\\new"} << u"C:\\new"_s;
        QTest::newRow("2.1 has no line break")
            << QByteArray{"2.1"} << QByteArray{"NOTE:C:\\new\\;x"} << u"C:\\new;x"_s;
        QTest::newRow("commas and semicolons of plain text")
            << QByteArray{"3.0"} << QByteArray{"NOTE:a, b; c"} << u"a, b; c"_s;
        QTest::newRow("base64 text") << QByteArray{"2.1"} << QByteArray{"NOTE;BASE64:U3DDpHQ="} << u"Spät"_s;
        QTest::newRow("two notes") << QByteArray{"3.0"} << QByteArray{"NOTE:a\nNOTE:b"} << u"a\n\nb"_s;
    }
    void escapesAreUndone()
    {
        QFETCH(QByteArray, version);
        QFETCH(QByteArray, line);
        QFETCH(QString, notes);
        QCOMPARE(readOne(card("FN:X\n" + line, version)).notes, notes);
    }

    void anEncodedSemicolonOfQuotedPrintableIsText()
    {
        const auto street = [](const QByteArray& value) {
            return readOne(card("FN:X\nADR;ENCODING=QUOTED-PRINTABLE:;;" + value + ";Town;;;", "2.1"))
                .addresses;
        };
        for (const QByteArray& value :
             {QByteArray{"Quay=3B 1"}, QByteArray{"Quay=5C=3B 1"}, QByteArray{"Quay\\; 1"}}) {
            QCOMPARE(street(value).front().street, u"Quay; 1"_s);
            QCOMPARE(street(value).front().city, u"Town"_s);
        }
    }

    void datesComeInAllShapes_data()
    {
        QTest::addColumn<QByteArray>("line");
        QTest::addColumn<QDate>("birthday");
        QTest::addColumn<bool>("isHinted");
        const QDate day{1985, 4, 12};
        QTest::newRow("basic") << QByteArray{"BDAY:19850412"} << day << false;
        QTest::newRow("extended") << QByteArray{"BDAY:1985-04-12"} << day << false;
        QTest::newRow("with a type") << QByteArray{"BDAY;VALUE=date:1985-04-12"} << day << false;
        QTest::newRow("with a time") << QByteArray{"BDAY:1985-04-12T23:10:00Z"} << day << false;
        QTest::newRow("basic with a time") << QByteArray{"BDAY:19850412T231000+0100"} << day << false;
        QTest::newRow("no year") << QByteArray{"BDAY:--0412"} << QDate{} << false;
        QTest::newRow("no year, extended") << QByteArray{"BDAY:--04-12"} << QDate{} << false;
        QTest::newRow("only a day") << QByteArray{"BDAY:---12"} << QDate{} << false;
        QTest::newRow("only a year") << QByteArray{"BDAY:1985"} << QDate{} << false;
        QTest::newRow("no day") << QByteArray{"BDAY:1985-04"} << QDate{} << false;
        QTest::newRow("a text") << QByteArray{"BDAY;VALUE=text:about 1985"} << QDate{} << false;
        QTest::newRow("no such day") << QByteArray{"BDAY:1985-02-30"} << QDate{} << true;
        QTest::newRow("of another country") << QByteArray{"BDAY:12.04.1985"} << QDate{} << true;
        QTest::newRow("empty") << QByteArray{"BDAY:"} << QDate{} << false;
    }
    void datesComeInAllShapes()
    {
        QFETCH(QByteArray, line);
        QFETCH(QDate, birthday);
        QFETCH(bool, isHinted);
        const ImportPlan plan = readVcards(card("FN:X\n" + line));
        QVERIFY(plan.problems.empty());
        QCOMPARE(plan.contacts[0].details.birthday, birthday);
        QCOMPARE(!plan.hints.empty(), isHinted);
        QVERIFY(plan.contacts[0].details.vcardSource.contains(u"BDAY"_s));
    }

    void aContactIsCalledByWhatIsKnown_data()
    {
        QTest::addColumn<QByteArray>("lines");
        QTest::addColumn<QString>("name");
        QTest::addColumn<bool>("isCompany");
        QTest::newRow("email only") << QByteArray{"EMAIL:a@example.com"} << u"a@example.com"_s << false;
        QTest::newRow("company only") << QByteArray{"ORG:Blue Barn"} << u"Blue Barn"_s << true;
        QTest::newRow("company that is called so")
            << QByteArray{"ORG:Blue Barn\nFN:Blue Barn"} << u"Blue Barn"_s << true;
        QTest::newRow("somebody of a company") << QByteArray{"ORG:Blue Barn\nFN:Bo"} << u"Bo"_s << false;
        QTest::newRow("phone only") << QByteArray{"TEL:+1 555 0100"} << u"+1 555 0100"_s << false;
        QTest::newRow("parts") << QByteArray{"N:Okafor;Ada"} << u"Ada Okafor"_s << false;
        QTest::newRow("address only") << QByteArray{"ADR:;;Quay 1;Bristol;;;"} << u"Quay 1"_s << false;
        QTest::newRow("a name without a colon, as some write it")
            << QByteArray{"FN\nN:Okafor"} << u"Okafor"_s << false;
    }
    void aContactIsCalledByWhatIsKnown()
    {
        QFETCH(QByteArray, lines);
        QFETCH(QString, name);
        QFETCH(bool, isCompany);
        const ContactDetails details = readOne(card(lines));
        QCOMPARE(displayNameOf(details), name);
        QCOMPARE(details.kind == ContactKind::Company, isCompany);
    }

    void anEmailThatIsNoneStaysAsTypedWithAHint()
    {
        const ImportPlan plan = readVcards(card("FN:X\nEMAIL:bo at example\nEMAIL:bo@example.com"));
        QVERIFY(plan.problems.empty());
        QCOMPARE(plan.contacts[0].details.emails.front().address, u"bo at example"_s);
        QCOMPARE(plan.hints.size(), 1u);
        QCOMPARE(plan.hints[0].code, ImportProblemCode::BadEmail);
        QCOMPARE(plan.hints[0].line, 4);
    }

    void aRelationByTextFindsItsCardWhereverItStands()
    {
        const ImportPlan plan =
            readVcards(card("FN:A\nUID:a\nRELATED;TYPE=child;VALUE=text:b\nRELATED;VALUE=text:Nobody") +
                       card("FN:B\nUID:b"));
        QVERIFY(plan.problems.empty());
        QCOMPARE(plan.contacts[0].relations.size(), 1u);
        QCOMPARE(plan.contacts[0].relations[0].otherUid, u"b"_s);
        QCOMPARE(plan.contacts[0].relations[0].kind, RelationKind::Child);
        QVERIFY(plan.contacts[0].details.vcardSource.contains(u"VALUE=text:Nobody"_s));
    }

    void parametersAreReadAsTheyAreQuoted()
    {
        const ContactDetails details =
            readOne(card("FN:X\nADR;TYPE=\"home\";LABEL=\"A ^'b^' ^^ ^n c: d; e\":;;;;;;", "4.0"));
        QCOMPARE(details.addresses.front().street, u"A \"b\" ^ \n c: d; e"_s);
        QCOMPARE(details.addresses.front().label, u"home"_s);
    }

    void everyCardOfTheSharedCollectionComesIn()
    {
        QDir shared{qEnvironmentVariable("FOYER_SHARED_DATA", QStringLiteral(FOYER_SHARED_DATA))};
        if (!shared.cd(u"vcards"_s))
            QSKIP("the collection of foreign cards is not beside this repository");
        const QStringList names = shared.entryList({u"*.vcf"_s}, QDir::Files);
        QVERIFY(!names.isEmpty());
        for (const QString& name : names) {
            QFile file{shared.filePath(name)};
            QVERIFY(file.open(QIODevice::ReadOnly));
            const ImportPlan plan = readVcards(file.readAll());
            QVERIFY2(plan.problems.empty() && !plan.contacts.empty(), qPrintable(name));
        }
    }
};

QTEST_GUILESS_MAIN(VcardReaderTest)
#include "vcard_reader_test.moc"
