// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/contacts/csv_contacts.h"

#include <QTest>

#include <ctime>

using namespace foyer;
using namespace Qt::StringLiterals;

namespace {

/// The plan with the mapping that a person would be offered.
ImportPlan planOf(const QByteArray& file, const CsvOptions& options = {})
{
    return planFromCsv(file, options, previewCsv(file, options).mapping);
}

ContactDetails only(const QByteArray& file)
{
    const ImportPlan plan = planOf(file);
    return plan.contacts.size() == 1 && plan.problems.empty() ? plan.contacts.front().details
                                                              : ContactDetails{};
}

/// "line code" of each.
QStringList told(const std::vector<ImportProblem>& problems)
{
    QStringList all;
    for (const ImportProblem& problem : problems)
        all += u"%1 %2"_s.arg(problem.line).arg(int(problem.code));
    return all;
}

QString told(int line, ImportProblemCode code)
{
    return u"%1 %2"_s.arg(line).arg(int(code));
}

QStringList namesIn(const ImportPlan& plan)
{
    QStringList names;
    for (const ImportedContact& contact : plan.contacts)
        names += displayNameOf(contact.details);
    return names;
}

} // namespace

class CsvContactsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyFieldFindsItsPlace()
    {
        const ContactDetails ada =
            only("Prefix,First Name,Middle Name,Last Name,Suffix,Nickname,Display Name,Company,Job "
                 "Title,Email,Work Email,"
                 "Mobile,Home Phone,Address,Address "
                 "2,City,State,Zip,Country,Website,Birthday,Anniversary,Language,Tags,Notes\n"
                 "Dr.,Ada,Lou,Okafor,Jr.,Addie,Ada O.,Studio "
                 "Aurora,Florist,ada@example.com,ada@example.org,+1 555 0100,"
                 "+1 555 0101,1 Long Street,Flat "
                 "2,Springfield,IL,62701,USA,example.com/ada,1990-05-12,12/25/2015,English,"
                 "\"vip,Wedding\",\"First line\r\nsecond\"\n");
        ContactDetails wanted;
        wanted.prefix = u"Dr."_s;
        wanted.givenName = u"Ada"_s;
        wanted.additionalNames = u"Lou"_s;
        wanted.familyName = u"Okafor"_s;
        wanted.suffix = u"Jr."_s;
        wanted.nickname = u"Addie"_s;
        wanted.displayName = u"Ada O."_s;
        wanted.company = u"Studio Aurora"_s;
        wanted.jobTitle = u"Florist"_s;
        wanted.emails = {{u"ada@example.com"_s, {}}, {u"ada@example.org"_s, u"work"_s}};
        wanted.phones = {{u"+1 555 0100"_s, u"mobile"_s}, {u"+1 555 0101"_s, u"home"_s}};
        wanted.addresses = {
            {{}, u"1 Long Street\nFlat 2"_s, u"Springfield"_s, u"IL"_s, u"62701"_s, u"USA"_s}};
        wanted.websites = {u"https://example.com/ada"_s};
        wanted.birthday = {1990, 5, 12};
        wanted.anniversary = {2015, 12, 25};
        wanted.language = u"en"_s;
        wanted.tags = {u"vip"_s, u"Wedding"_s};
        wanted.notes = u"First line\nsecond"_s;
        QVERIFY(ada == wanted);
    }

    void addressesAndLabelsOfAddressBooks()
    {
        const ContactDetails ada = only("Name,E-mail 1 - Label,E-mail 1 - Value,Phone 1 - Label,Phone 1 - "
                                        "Value,Address 1 - Label,Address 1 - "
                                        "Formatted,Address 1 - Street,Address 1 - City,Address 2 - "
                                        "Label,Address 2 - Street,Address 2 - City\n"
                                        "Ada Okafor,* Home,a@example.com ::: b@example.com,Work,1 ::: "
                                        "2,Home,\"1 Road\nTown\",1 Road,Town,Work,2 Road,City\n");
        QCOMPARE(ada.givenName, u"Ada"_s);
        QVERIFY(ada.emails == (std::vector<ContactEmail>{{u"a@example.com"_s, u"home"_s},
                                                         {u"b@example.com"_s, u"home"_s}}));
        QVERIFY(ada.phones == (std::vector<ContactPhone>{{u"1"_s, u"work"_s}, {u"2"_s, u"work"_s}}));
        QVERIFY(ada.addresses ==
                (std::vector<PostalAddress>{{u"home"_s, u"1 Road"_s, u"Town"_s, {}, {}, {}},
                                            {u"work"_s, u"2 Road"_s, u"City"_s, {}, {}, {}}}));
        QVERIFY(ada.notes.isEmpty());
    }

    void anAddressInOneCellKeepsItsLines()
    {
        const ContactDetails ada = only("Name;Anschrift\nAda;\"Hauptstr. 5\r\n10115 Berlin\"\n");
        QCOMPARE(ada.addresses.size(), 1u);
        QCOMPARE(ada.addresses.front().street, u"Hauptstr. 5\n10115 Berlin"_s);
        QCOMPARE(only("Naam;Straat;Huisnummer;Plaats\nAda;Lange Weg;5;Leiden\n").addresses.front().street,
                 u"Lange Weg 5"_s);
    }

    void aNameInOneCellIsSplitUnlessItsPartsAreThere()
    {
        QCOMPARE(only("Name\nAda van der Berg\n").familyName, u"van der Berg"_s);
        const ContactDetails ada = only("Name,Given Name,Family Name\nAddie,Ada,Okafor\n");
        QCOMPARE(ada.displayName, u"Addie"_s);
        QVERIFY(only("Name,Given Name,Family Name\nAda Okafor,Ada,Okafor\n").displayName.isEmpty());
    }

    void kinds()
    {
        QCOMPARE(only("Company,Email\nAurora Ltd,a@example.com\n").kind, ContactKind::Company);
        QCOMPARE(only("First name,Company\nAda,Aurora Ltd\n").kind, ContactKind::Person);
        const ContactDetails place = only("Type,Name\nVenue,Old Mill\n");
        QCOMPARE(place.kind, ContactKind::Location);
        QCOMPARE(place.company, u"Old Mill"_s);
        QVERIFY(place.givenName.isEmpty());
        QCOMPARE(only("Type,First Name,Last Name\nCompany,Aurora,Ltd\n").company, u"Aurora Ltd"_s);
        QCOMPARE(only("Type,Nickname\nCompany,Aurora\n").company, u"Aurora"_s);
        const ContactDetails lead = only("Type,Name\nHot Lead,Ada\n");
        QCOMPARE(lead.kind, ContactKind::Person);
        QCOMPARE(lead.notes, u"Type: Hot Lead"_s);
    }

    void nothingIsLostUnseen()
    {
        const ContactDetails ada =
            only("Name,Favourite cake,,Birthday,Language,Website,Birthday\n"
                 "Ada,\"Carrot\r\ncake\",x,soon,Elvish,javascript:alert(1),1990-05-12\n");
        QCOMPARE(ada.notes,
                 u"Favourite cake: Carrot\ncake\nColumn 3: x\nBirthday: soon\nLanguage: Elvish\nWebsite: "
                 "javascript:alert(1)"_s);
        QCOMPARE(ada.birthday, QDate(1990, 5, 12));
        QVERIFY(ada.websites.isEmpty());
        QCOMPARE(only("First name,Vorname,Last name\nAda,Addie,Okafor\n").notes, u"Vorname: Addie"_s);
        QVERIFY(only("First name,Vorname,Last name\nAda,Ada,Okafor\n").notes.isEmpty());
    }

    void whatThePersonIgnoresIsIgnored()
    {
        const CsvMapping mapping{{{CsvTarget::GivenName}, {CsvTarget::Ignore}}};
        const ImportPlan plan = planFromCsv("Name,Secret\nAda,x\n", {}, mapping);
        QCOMPARE(plan.contacts.size(), 1u);
        QVERIFY(plan.contacts.front().details.notes.isEmpty());
    }

    void columnsBeyondTheMappingAreKept()
    {
        const ImportPlan plan = planFromCsv("Name,More\nAda,x\n", {}, {{{CsvTarget::GivenName}}});
        QCOMPARE(plan.contacts.front().details.notes, u"More: x"_s);
    }

    void partnersBecomeContactsOfTheirOwn()
    {
        const ImportPlan plan =
            planOf("First Name,Last Name,Email,Partner First Name,Partner Last Name,Partner Email\n"
                   "Ada,Okafor,us@example.com,Ben,Miller,us@example.com\n"
                   "Cleo,Quist,c@example.com,,,\n"
                   ",,,Dora,Lind,\n");
        QCOMPARE(namesIn(plan),
                 (QStringList{u"Ada Okafor"_s, u"Ben Miller"_s, u"Cleo Quist"_s, u"Dora Lind"_s}));
        const ImportedContact& ada = plan.contacts[0];
        const ImportedContact& ben = plan.contacts[1];
        QVERIFY(!ada.uid.isEmpty() && !ben.uid.isEmpty() && ada.uid != ben.uid);
        QCOMPARE(ada.relations.size(), 1u);
        QCOMPARE(ada.relations[0].otherUid, ben.uid);
        QCOMPARE(ada.relations[0].kind, RelationKind::Partner);
        QCOMPARE(ben.relations[0].otherUid, ada.uid);
        QCOMPARE(ben.details.emails.front().address, u"us@example.com"_s);
        QCOMPARE(ben.line, 2);
        QVERIFY(plan.contacts[2].relations.empty() && plan.contacts[2].uid.isEmpty());
        QVERIFY(plan.contacts[3].relations.empty());
    }

    void aNamelessPartnerIsKeptInTheNotes()
    {
        QCOMPARE(only("Name,Partner Birthday\nAda,1990-05-12\n").notes, u"Partner Birthday: 1990-05-12"_s);
    }

    void s36_equalEmailsMergeNothing()
    {
        const ImportPlan plan =
            planOf("Name,Email\nAda,us@example.com\nBen,US@example.com \nAda,us@example.com\n");
        QCOMPARE(namesIn(plan), (QStringList{u"Ada"_s, u"Ben"_s, u"Ada"_s}));
    }

    void dayOrMonthFirstIsDecidedOverTheColumn()
    {
        const auto birthday = [](const ImportPlan& plan) { return plan.contacts.front().details.birthday; };
        const ImportPlan british = planOf("Name,Birthday\nAda,3/4/1990\nBen,25/12/1991\n");
        QCOMPARE(birthday(british), QDate(1990, 4, 3));
        QVERIFY(british.hints.empty());
        const ImportPlan american = planOf("Name,Birthday\nAda,3/4/1990\nBen,12/25/1991\n");
        QCOMPARE(birthday(american), QDate(1990, 3, 4));
        QVERIFY(american.hints.empty());
        const ImportPlan open = planOf("Name,Birthday\nBen,5/5/1990\nAda,3/4/1990\n");
        QCOMPARE(told(open.hints), QStringList{told(3, ImportProblemCode::BrokenValue)});
        QVERIFY(open.hints.front().detail.contains(u"month/day"));
        const ImportPlan mixed = planOf("Name,Birthday\nAda,3/4/1990\nBen,25/12/1991\nCleo,12/25/1991\n");
        QCOMPARE(told(mixed.hints), QStringList{told(2, ImportProblemCode::BrokenValue)});
        QCOMPARE(mixed.contacts[1].details.birthday, QDate(1991, 12, 25));
        QCOMPARE(mixed.contacts[2].details.birthday, QDate(1991, 12, 25));
    }

    void thePersonMayDecideTheOrderOfDays()
    {
        CsvMapping mapping = guessMapping({u"Name"_s, u"Birthday"_s});
        mapping.dateOrder = CsvDateOrder::DayFirst;
        const ImportPlan plan = planFromCsv("Name,Birthday\nAda,3/4/1990\n", {}, mapping);
        QCOMPARE(plan.contacts.front().details.birthday, QDate(1990, 4, 3));
        QVERIFY(plan.hints.empty());
    }

    void doubtfulValuesAreKeptWithAHint()
    {
        const ImportPlan plan =
            planOf("Name,Email,Birthday\nAda,ada at example,31.2.1990\n\nBen,ben@example.com,\n");
        QVERIFY(plan.problems.empty());
        QCOMPARE(plan.contacts.size(), 2u);
        QCOMPARE(plan.contacts.front().details.emails.front().address, u"ada at example"_s);
        QCOMPARE(plan.contacts.front().details.notes, u"Birthday: 31.2.1990"_s);
        QCOMPARE(told(plan.hints), (QStringList{told(2, ImportProblemCode::BadEmail),
                                                told(2, ImportProblemCode::BrokenValue)}));
    }

    void blankRowsAreSkippedAndLinesStayTrue()
    {
        const ImportPlan plan = planOf("\nName,Email\n\n , \n\"Ada\n\",\n,\nBen,\n");
        QCOMPARE(namesIn(plan), (QStringList{u"Ada"_s, u"Ben"_s}));
        QCOMPARE(plan.contacts[0].line, 5);
        QCOMPARE(plan.contacts[1].line, 8);
    }

    void anyProblemImportsNothing_data()
    {
        QTest::addColumn<QByteArray>("file");
        QTest::addColumn<QStringList>("problems");
        using enum ImportProblemCode;
        const auto row = [](const char* name, const QByteArray& file, const QStringList& problems) {
            QTest::newRow(name) << file << problems;
        };
        row("nameless rows", "Name,City\nAda,Rome\n,Oslo\nBen,\n,Bonn\n", {told(3, NoName), told(5, NoName)});
        row("too many cells", "Name,City\nAda,Rome,Italy\nBen,Oslo\n", {told(2, TooManyColumns)});
        row("never closed", "Name,City\nAda,Rome\nBen,\"Oslo\n", {told(3, UnfinishedEntry)});
        row("both", "Name,City\n,Rome\nBen,\"Oslo\n", {told(2, NoName), told(3, UnfinishedEntry)});
        row("text behind a quote", "Name,City\n\"Ada\"x,Rome\n", {told(2, BrokenLine)});
        row("broken encoding", "\xEF\xBB\xBFName\nAda\nB\xFFn\n", {told(3, BrokenEncoding)});
        row("NUL", QByteArray("Name,City,Country,Street,Notes\nAda\0,Rome,Italy\n", 47),
            {told(2, BrokenEncoding)});
        row("a huge cell", "Name,Notes\nAda,x\nBen," + QByteArray(1024 * 1024 + 1, 'x'), {told(3, TooLarge)});
        row("too wide", "Name\n" + QByteArray(600, ','), {told(2, TooLarge)});
        row("beyond a limit of contacts", "Name,City\nAda," + QByteArray(5000, 'x') + "\nBen,Oslo\n",
            {told(2, TooLarge)});
        row("born in the future", "Name,Birthday\nAda,2999-01-01\n", {told(2, BrokenValue)});
        row("a partner beyond a limit", "Name,Partner\nAda," + QByteArray(5000, 'x') + "\n",
            {told(2, TooLarge)});
        row("empty", "", {told(1, NotThisFormat)});
        row("only blanks", " \n\n,\n", {told(1, NotThisFormat)});
        row("a workbook", QByteArray("PK\x03\x04\x14\0", 6), {told(1, NotThisFormat)});
        row("vCards", "BEGIN:VCARD\r\nFN:Ada\r\nEND:VCARD\r\n", {told(1, NotThisFormat)});
        row("a broken header", "\"Name,Email\nAda,a@example.com\n", {told(1, UnfinishedEntry)});
    }
    void anyProblemImportsNothing()
    {
        QFETCH(QByteArray, file);
        const ImportPlan plan = planOf(file);
        QTEST(told(plan.problems), "problems");
        QVERIFY(plan.contacts.empty());
        for (const ImportProblem& problem : plan.problems)
            QVERIFY(!problem.detail.isEmpty());
    }

    void aDelimiterTooManyLosesNothing()
    {
        const ImportPlan plan = planOf("Name,Email\nAda,a@example.com,,\n");
        QCOMPARE(plan.contacts.size(), 1u);
        QVERIFY(plan.problems.empty());
    }

    void aFileBeyondTheLimitIsNotRead()
    {
        CsvOptions options;
        options.limits.fileBytes = 10;
        QCOMPARE(planOf("Name\nAda\n\n", options).contacts.size(), 1u);
        const ImportPlan plan = planOf("Name\nAda\n\n\n", options);
        QCOMPARE(told(plan.problems), QStringList{told(1, ImportProblemCode::TooLarge)});
        QVERIFY(plan.problems.front().detail.contains(u"10 bytes"));
    }

    void aHundredProblemsAreEnough()
    {
        const ImportPlan plan = planOf("Name,City\n" + QByteArray(",Rome\n").repeated(300));
        QCOMPARE(plan.problems.size(), 100u);
        QVERIFY(plan.contacts.empty());
    }

    void p14_ourOwnApostrophesAreTakenOffAgain()
    {
        const QByteArray file = writeCsv({{{u"Name"_s}, {u"Mobile"_s}, {u"Notes"_s}},
                                          {{u"=Ada"_s}, {u"+1 555 0100"_s}, {u"'=1+1\n- second"_s}}});
        const ContactDetails ada = only(file);
        QCOMPARE(ada.givenName, u"=Ada"_s);
        QCOMPARE(ada.phones.front().number, u"+1 555 0100"_s);
        QCOMPARE(ada.notes, u"'=1+1\n- second"_s);
    }

    void progressIsToldAndMayStop()
    {
        const QByteArray file = "Name,Birthday\n" + QByteArray("Ada,3/4/1990\n").repeated(5000);
        const CsvMapping mapping = previewCsv(file).mapping;
        qint64 last = -1;
        qint64 total = 0;
        const ImportPlan whole = planFromCsv(file, {}, mapping, [&](qint64 done, qint64 of) {
            last = done;
            total = of;
            return true;
        });
        QCOMPARE(whole.contacts.size(), 5000u);
        QVERIFY(total > 0);
        QCOMPARE(last, total);
        int calls = 0;
        const ImportPlan stopped =
            planFromCsv(file, {}, mapping, [&](qint64, qint64) { return ++calls < 7; });
        QVERIFY(stopped.contacts.empty() && stopped.problems.empty());
        QCOMPARE(calls, 7);
    }

    void previewsShowWhatWasFound()
    {
        const QByteArray file = "sep=;\r\nFirst Name;Last Name;Email;Phone Number;Address;Notes\r\n" +
                                QByteArray("Ada;Okafor;a@example.com;1;2;3\r\n\r\n").repeated(25);
        const CsvPreview preview = previewCsv(file);
        QCOMPARE(preview.delimiter, CsvDelimiter::Semicolon);
        QCOMPARE(preview.encoding, CsvEncoding::Utf8);
        QVERIFY(preview.hasHeader);
        QCOMPARE(preview.headers.size(), 6);
        QCOMPARE(preview.rows.size(), 20u);
        QCOMPARE(preview.rows.front().value(1), u"Okafor"_s);
        QCOMPARE(preview.mapping.columns.size(), 6u);
        QCOMPARE(preview.product, u"Dubsado"_s);
        QCOMPARE(preview.rowEstimate, 25);
        QVERIFY(preview.problems.empty());
        QCOMPARE(planOf(file).contacts.front().line, 3);
    }

    void rowsOfLargeFilesAreEstimated()
    {
        const CsvPreview preview =
            previewCsv("Name,Email\n" + QByteArray("Ada,a@example.com\n").repeated(50'000));
        QVERIFY(preview.rowEstimate > 49'000 && preview.rowEstimate < 51'000);
    }

    void headersAreToldFromPeople_data()
    {
        QTest::addColumn<QByteArray>("file");
        QTest::addColumn<bool>("hasHeader");
        QTest::newRow("known words") << QByteArray("Name\nAda\n") << true;
        QTest::newRow("unknown words above emails") << QByteArray("Nimi,Posti\nAda,a@example.com\n") << true;
        QTest::newRow("unknown words above digits") << QByteArray("Nimi,Numero\nAda,123\nBen,-\n") << true;
        QTest::newRow("people with emails") << QByteArray("Ada,a@example.com\nBen,b@example.com\n") << false;
        QTest::newRow("only people") << QByteArray("Ada,Okafor\nBen,Miller\n") << false;
        QTest::newRow("an email in a row of words") << QByteArray("Name,a@example.com\n") << false;
    }
    void headersAreToldFromPeople()
    {
        QFETCH(QByteArray, file);
        QTEST(previewCsv(file).hasHeader, "hasHeader");
    }

    void withoutHeadersNobodyIsLost()
    {
        const QByteArray file = "Ada,a@example.com\nBen,b@example.com,Oslo\n";
        const CsvPreview preview = previewCsv(file);
        QCOMPARE(preview.headers, (QStringList{u"Column 1"_s, u"Column 2"_s, u"Column 3"_s}));
        QCOMPARE(preview.rows.size(), 2u);
        QCOMPARE(preview.mapping.columns[1].target, CsvTarget::Email);
        const ImportPlan plan = planOf(file);
        QCOMPARE(plan.contacts.size(), 2u);
        QCOMPARE(plan.contacts.front().line, 1);
        QCOMPARE(plan.contacts.back().details.notes, u"Column 1: Ben\nColumn 3: Oslo"_s);
    }

    void thePersonsChoicesWin()
    {
        CsvOptions options;
        options.delimiter = CsvDelimiter::Pipe;
        options.encoding = CsvEncoding::Windows1252;
        options.header = CsvHeader::Absent;
        const CsvPreview preview = previewCsv("Name,x|Zo\xEB\nAda,y|Ben\n", options);
        QCOMPARE(preview.rows.front(), (QStringList{u"Name,x"_s, u"Zoë"_s}));
        options.header = CsvHeader::Present;
        QCOMPARE(previewCsv("Ada|Ben\nx|y\n", options).headers, (QStringList{u"Ada"_s, u"Ben"_s}));
    }

    void anySpellingOfAFileGivesTheSameContacts_data()
    {
        QTest::addColumn<QString>("lineEnd");
        QTest::addColumn<QChar>("delimiter");
        QTest::newRow("LF, comma") << u"\n"_s << QChar(u',');
        QTest::newRow("CR, semicolon") << u"\r"_s << QChar(u';');
        QTest::newRow("CR LF, tab") << u"\r\n"_s << QChar(u'\t');
        QTest::newRow("LF, bar") << u"\n"_s << QChar(u'|');
    }
    void anySpellingOfAFileGivesTheSameContacts()
    {
        QFETCH(QString, lineEnd);
        QFETCH(QChar, delimiter);
        QString text = u"Name,Email#Zoë Łukasik,z@example.com#Анна,a@example.com"_s;
        text.replace(u',', delimiter).replace(u"#"_s, lineEnd);
        QCOMPARE(namesIn(planOf(text.toUtf8())), (QStringList{u"Zoë Łukasik"_s, u"Анна"_s}));
    }

    void aHundredThousandContactsTakeSeconds()
    {
        QByteArray file =
            "First Name,Last Name,Company,Email,Mobile,Street,Postal Code,City,Country,Birthday,Tags,Notes\n";
        for (int i = 0; i < 100'000; ++i) {
            file +=
                "Ada,Okafor,Aurora,ada" + QByteArray::number(i) +
                "@example.com,+1 555 0100,1 Long Street,62701,Springfield,USA,1990-05-12,vip;album,A note\n";
        }
        const std::clock_t start = std::clock();
        const ImportPlan plan = planOf(file);
        const double seconds = double(std::clock() - start) / CLOCKS_PER_SEC;
        QCOMPARE(plan.contacts.size(), 100'000u);
        qInfo("100,000 contacts planned in %.2f s of CPU", seconds);
        QVERIFY(seconds < 10.0); // a tenth of that where no sanitizer watches
    }
};

QTEST_GUILESS_MAIN(CsvContactsTest)
#include "csv_contacts_test.moc"
