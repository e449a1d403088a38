// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/contacts/vcard.h"

#include <QFile>
#include <QTest>

using namespace foyer;
using namespace Qt::StringLiterals;

namespace {

std::vector<VcardEntry> entriesOf(const ImportPlan& plan)
{
    std::vector<VcardEntry> entries;
    for (const ImportedContact& contact : plan.contacts)
        entries.push_back({contact.uid, contact.details, contact.relations});
    return entries;
}

ImportedContact readOne(const QByteArray& lines, const QByteArray& version = "4.0")
{
    const ImportPlan plan = readVcards("BEGIN:VCARD\nVERSION:" + version + '\n' + lines + "\nEND:VCARD\n");
    return plan.contacts.size() == 1 ? plan.contacts.front() : ImportedContact{};
}

QByteArray unfolded(QByteArray file)
{
    return file.replace("\r\n ", "");
}

/// The properties of the one card, without what every card has.
QByteArrayList written(const ImportedContact& contact, VcardVersion version = VcardVersion::V4)
{
    QByteArrayList lines =
        unfolded(writeVcards({{contact.uid, contact.details, contact.relations}}, version)).split('\n');
    for (QByteArray& line : lines)
        line = line.trimmed();
    lines.removeAll({});
    return lines.mid(2, lines.size() - 3);
}

ContactDetails everything()
{
    ContactDetails details;
    details.prefix = u"Dr."_s;
    details.givenName = u"Zoë"_s;
    details.additionalNames = u"Marie"_s;
    details.familyName = u"O'Brien; Łuk, Jr"_s;
    details.nickname = u"Zo, the great"_s;
    details.displayName = u"Zoë “Zo” O'Brien"_s;
    details.company = u"Bücher & Söhne; Ltd."_s;
    details.jobTitle = u"Buyer"_s;
    details.emails = {{u"zoe@example.com"_s, u"home"_s}, {u"z@example.org"_s, u"wedding day"_s}};
    details.phones = {{u"+49 30 123456"_s, u"mobile"_s}, {u"+49 30 99"_s, u"work fax"_s}, {u"110"_s, {}}};
    details.addresses = {
        {u"billing"_s, u"Main St 1\nApt 2, rear"_s, u"Berlin"_s, u"BE"_s, u"10115"_s, u"Germany"_s}};
    details.websites = {u"https://example.com/a,b;c?d=\\e"_s};
    details.birthday = QDate{1990, 2, 28};
    details.anniversary = QDate{2020, 8, 1};
    details.language = u"de"_s;
    details.tags = {u"bride"_s, u"VIP, gold"_s};
    details.notes = u"Allergic to lilies.\n\\n is no line break; “Quotes”, 🎉 שלום"_s;
    return details;
}

} // namespace

class VcardWriterTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aContactOfOursIsWrittenInWordsOfItsVersion()
    {
        const VcardEntry entry{u"0b1f6a52-93a5-4c54-8d6a-1d1f3c7f0a01"_s,
                               everything(),
                               {{u"0b1f6a52-93a5-4c54-8d6a-1d1f3c7f0a02"_s, RelationKind::Planner}}};
        const QByteArray modern = unfolded(writeVcards({entry}, VcardVersion::V4));
        for (const char* line :
             {"BEGIN:VCARD\r\nVERSION:4.0\r\n",
              "\r\nUID:urn:uuid:0b1f6a52-93a5-4c54-8d6a-1d1f3c7f0a01\r\n",
              "\r\nFN:Zoë “Zo” O'Brien\r\n",
              "\r\nN:O'Brien\\; Łuk\\, Jr;Zoë;Marie;Dr.;\r\n",
              "\r\nNICKNAME:Zo\\, the great\r\n",
              "\r\nORG:Bücher & Söhne\\; Ltd.\r\n",
              "\r\nEMAIL;TYPE=home:zoe@example.com\r\n",
              "\r\nitem1.EMAIL:z@example.org\r\nitem1.X-ABLabel:wedding day\r\n",
              "\r\nTEL;TYPE=cell:+49 30 123456\r\n",
              "\r\nTEL;TYPE=fax,work:+49 30 99\r\n",
              "\r\nTEL:110\r\n",
              "\r\nADR;TYPE=billing:;;Main St 1\\nApt 2\\, rear;Berlin;BE;10115;Germany\r\n",
              "\r\nURL:https://example.com/a,b;c?d=\\\\e\r\n",
              "\r\nBDAY:19900228\r\n",
              "\r\nANNIVERSARY:20200801\r\n",
              "\r\nLANG:de\r\n",
              "\r\nCATEGORIES:bride,VIP\\, gold\r\n",
              "\r\nNOTE:Allergic to lilies.\\n\\\\n is no line break\\; “Quotes”\\, 🎉 שלום\r\n",
              "\r\nRELATED;TYPE=x-planner:urn:uuid:0b1f6a52-93a5-4c54-8d6a-1d1f3c7f0a02\r\n",
              "\r\nEND:VCARD\r\n"})
            QVERIFY2(modern.contains(line), (QByteArray{line} + "\n---\n" + modern).constData());
        QVERIFY(!modern.contains("REV:"));

        const QByteArray old = unfolded(writeVcards({entry}, VcardVersion::V3));
        for (const char* line : {"VERSION:3.0\r\n", "\r\nUID:0b1f6a52-93a5-4c54-8d6a-1d1f3c7f0a01\r\n",
                                 "\r\nBDAY:1990-02-28\r\n", "\r\nX-ANNIVERSARY:2020-08-01\r\n"})
            QVERIFY2(old.contains(line), (QByteArray{line} + "\n---\n" + old).constData());
    }

    void linesAreFoldedAtSeventyFiveOctetsBetweenCharacters()
    {
        ContactDetails details;
        details.displayName = u"X"_s;
        for (int i = 0; i < 40; ++i)
            details.notes += QString{i % 7, u'a'} + u"é山🎉"_s;
        const QByteArray file = writeVcards({{u"u"_s, details, {}}}, VcardVersion::V4);
        QVERIFY(file.endsWith("\r\n"));
        for (const QByteArray& line : file.split('\n')) {
            QVERIFY(line.size() <= 76); // with its \r
            QVERIFY(line.isEmpty() || line.endsWith('\r'));
            QVERIFY(QUtf8StringView{line}.isValidUtf8());
        }
        QCOMPARE(readVcards(file).contacts[0].details.notes, details.notes);
    }

    void exportAndImportGiveEqualValuesAndEqualBytes_data()
    {
        QTest::addColumn<QString>("name");
        for (const QString& name : {u"legacy_21.vcf"_s, u"apple_30.vcf"_s, u"modern_40.vcf"_s,
                                    u"utf16_30.vcf"_s, u"unmarked_windows.vcf"_s})
            QTest::newRow(qPrintable(name)) << name;
    }
    void exportAndImportGiveEqualValuesAndEqualBytes() // T7
    {
        QFETCH(QString, name);
        QFile file{QStringLiteral(FOYER_TEST_DATA "/vcards/") + name};
        QVERIFY(file.open(QIODevice::ReadOnly));
        const ImportPlan original = readVcards(file.readAll());
        QVERIFY(!original.contacts.empty());
        for (const VcardVersion version : {VcardVersion::V4, VcardVersion::V3}) {
            const QByteArray once = writeVcards(entriesOf(original), version);
            const ImportPlan again = readVcards(once);
            QVERIFY(again.problems.empty());
            QCOMPARE(again.contacts.size(), original.contacts.size());
            for (std::size_t i = 0; i < again.contacts.size(); ++i) {
                ContactDetails details = again.contacts[i].details;
                details.vcardSource = original.contacts[i].details.vcardSource;
                QVERIFY(details == original.contacts[i].details);
                QCOMPARE(again.contacts[i].uid, original.contacts[i].uid);
                QCOMPARE(again.contacts[i].relations.size(), original.contacts[i].relations.size());
            }
            QCOMPARE(writeVcards(entriesOf(again), version), once);
        }
    }

    void unknownPropertiesAreWrittenAsTheyCame() // T7
    {
        const QByteArrayList lines{"FN:Bo",
                                   "N:;Bo;;;",
                                   "X-EXAMPLE;P=\"a;b\":one\\,two;three",
                                   "item1.X-thing/All:kept",
                                   "REV:20200101T000000Z",
                                   "GENDER:F",
                                   "ROLE:Cook",
                                   "UID:bo"};
        QCOMPARE(written(readOne(lines.join('\n'))), lines);
    }

    void whatTheStudioChangedIsWrittenAnewAndTheRestStays()
    {
        ImportedContact bo =
            readOne("FN:Bo Lee\nN:Lee;Bo;;;\nEMAIL;TYPE=home;X-SLOT=1:old@example.com\n"
                    "item1.EMAIL;X-SLOT=2:kept@example.com\nitem1.X-ABLABEL:Office\n"
                    "item2.TEL:1\nitem2.X-ABLABEL:Boat\nTITLE;PREF=1:Cook\nTITLE:Waiter\nNOTE:a\nNOTE:b\n"
                    "X-OTHER:stays\nUID:bo");
        QCOMPARE(bo.details.phones[0].label, u"boat"_s);
        bo.details.givenName = u"Bob"_s;
        bo.details.emails[0].address = u"new@example.com"_s;
        bo.details.phones.clear();
        bo.details.jobTitle = u"Chef"_s;
        bo.details.notes = u"c"_s;
        bo.details.emails.push_back({u"third@example.com"_s, u"weekend"_s});
        const QByteArrayList lines = written(bo);
        QVERIFY(lines.contains("FN:Bob Lee"));
        QVERIFY(lines.contains("N:Lee;Bob;;;"));
        QVERIFY(lines.contains("item1.EMAIL;X-SLOT=2:kept@example.com"));
        QVERIFY(lines.contains("item1.X-ABLabel:Office"));
        QVERIFY(lines.contains("EMAIL;TYPE=home:new@example.com"));
        QVERIFY(lines.contains("item3.EMAIL:third@example.com")); // no group is taken twice
        QVERIFY(lines.contains("item3.X-ABLabel:weekend"));
        QVERIFY(!lines.contains("item2.X-ABLabel:Boat")); // its number is gone
        QVERIFY(lines.contains("TITLE;PREF=1:Chef"));
        QVERIFY(lines.contains("TITLE:Waiter"));
        QVERIFY(lines.contains("NOTE:c"));
        QVERIFY(lines.contains("X-OTHER:stays"));
        QVERIFY(!lines.join('\n').contains("old@example.com"));
        const ContactDetails again = readOne(lines.join('\n')).details;
        QVERIFY(again.emails == bo.details.emails);
        QCOMPARE(again.notes, u"c"_s);
    }

    void aNewFirstEmailIsTheFirstForOthersToo()
    {
        ImportedContact bo =
            readOne("FN:Bo\nEMAIL;PREF=1;X-S=1:a@example.com\nEMAIL;PREF=2:b@example.com\nUID:bo");
        std::swap(bo.details.emails[0], bo.details.emails[1]);
        QCOMPARE(written(bo),
                 (QByteArrayList{"FN:Bo", "EMAIL:b@example.com", "EMAIL;X-S=1:a@example.com", "UID:bo"}));
    }

    void removedValuesDoNotComeBack()
    {
        ImportedContact bo = readOne("FN:Bo\nNICKNAME:Bobby,Bobo\nBDAY:19800101\nBDAY:--0101\nANNIVERSARY:"
                                     "20100101\nX-EVOLUTION-ANNIVERSARY:2010-01-01\n"
                                     "CATEGORIES:a\nCATEGORIES:b\nTITLE:x\nTITLE:y\nLABEL:Somewhere\nURL:"
                                     "https://example.com\nLANG:de\nLANG:fr\nORG:C;D\nUID:bo");
        const ContactDetails before = bo.details;
        QCOMPARE(before.tags.size(), 2);
        bo.details = {};
        bo.details.displayName = u"Bo"_s;
        bo.details.vcardSource = before.vcardSource;
        QCOMPARE(written(bo), (QByteArrayList{"FN:Bo", "UID:bo"}));
    }

    void partialDatesStayUntilTheStudioKnowsBetter()
    {
        ImportedContact bo = readOne("FN:Bo\nBDAY:--0203\nUID:bo");
        QVERIFY(written(bo).contains("BDAY:--0203"));
        bo.details.birthday = QDate{1985, 2, 3};
        QVERIFY(written(bo).contains("BDAY:19850203"));
        QVERIFY(!written(bo).contains("BDAY:--0203"));
    }

    void anAddressFromAnEnvelopeLivesOnWhenOthersJoinIt()
    {
        ImportedContact bo = readOne("FN:Bo\nLABEL;TYPE=home:Lane 1\\nTown\nUID:bo", "3.0");
        QVERIFY(written(bo, VcardVersion::V3).contains("LABEL;TYPE=home:Lane 1\\nTown"));
        bo.details.addresses.push_back({u"work"_s, u"Quay 2"_s, {}, {}, {}, {}});
        const ImportPlan again = readVcards(writeVcards({{bo.uid, bo.details, {}}}, VcardVersion::V3));
        QVERIFY(again.contacts[0].details.addresses == bo.details.addresses);
    }

    void relationsFollowTheStudio()
    {
        const QByteArray spouse = "0b1f6a52-93a5-4c54-8d6a-1d1f3c7f0a02";
        ImportedContact bo =
            readOne("FN:Bo\nRELATED;TYPE=spouse;X-A=1:urn:uuid:" + spouse +
                    "\nRELATED;TYPE=friend;VALUE=text:Al\nRELATED;TYPE=friend:urn:uuid:0b1f6a52-93a5-4c54-"
                    "8d6a-1d1f3c7f0a09\nUID:bo");
        QCOMPARE(bo.relations.size(), 2u);
        bo.relations.pop_back(); // the studio does not know that friend
        QVERIFY(written(bo).contains("RELATED;TYPE=spouse;X-A=1:urn:uuid:" + spouse));
        QVERIFY(written(bo).contains("RELATED;TYPE=friend:urn:uuid:0b1f6a52-93a5-4c54-8d6a-1d1f3c7f0a09"));
        bo.relations[0].kind = RelationKind::Partner;
        QVERIFY(!written(bo).join('\n').contains("spouse"));
        QVERIFY(written(bo).contains("RELATED;TYPE=sweetheart:urn:uuid:" + spouse));

        // No relation any more, and the other card is written too: gone for good.
        ContactDetails other;
        other.displayName = u"Al"_s;
        const QByteArray both = writeVcards(
            {{bo.uid, bo.details, {}}, {QString::fromLatin1(spouse), other, {}}}, VcardVersion::V4);
        QVERIFY(!both.contains("TYPE=spouse"));
        QVERIFY(both.contains("VALUE=text:Al"));
    }

    void everyKindSurvivesInBothVersions()
    {
        for (const ContactKind kind : {ContactKind::Person, ContactKind::Company, ContactKind::Location}) {
            for (const VcardVersion version : {VcardVersion::V3, VcardVersion::V4}) {
                ContactDetails details;
                details.kind = kind;
                details.company = u"Blue Barn"_s; // a person who is known by their company only
                const QByteArray file = writeVcards({{u"x"_s, details, {}}}, version);
                QCOMPARE(readVcards(file).contacts[0].details.kind, kind);
                QVERIFY(version == VcardVersion::V4 || !file.contains("\nKIND:"));
                QCOMPARE(file.contains("X-ABShowAs:COMPANY"),
                         kind == ContactKind::Company && version == VcardVersion::V3);
            }
        }
    }

    void picturesTakeTheFormOfTheVersion()
    {
        const ImportedContact bo =
            readOne("FN:Bo\nN:;Bo;;;\nPHOTO;ENCODING=b;TYPE=JPEG,WORK:/9j/\nUID:bo", "3.0");
        QVERIFY(written(bo).contains("PHOTO;TYPE=WORK:data:image/jpeg;base64,/9j/"));
        QVERIFY(written(bo, VcardVersion::V3).contains("PHOTO;TYPE=WORK,JPEG;ENCODING=b:/9j/"));
        const ImportedContact al = readOne("FN:Al\nPHOTO:https://example.com/al.jpg\nUID:al");
        QVERIFY(written(al, VcardVersion::V3).contains("PHOTO;VALUE=uri:https://example.com/al.jpg"));
    }

    void aLineThatOnlyMentionsAnEncodingIsNoneOfIt()
    {
        // Wherever the fold falls behind a "=", the next line is no soft break of quoted-printable.
        const QByteArrayList lines{
            "FN:Bo", "X-A;TYPE=EQUOTED-PRINTABLE;P=\"a;QUOTED-PRINTABLE;b\":" + QByteArray(200, '='),
            "UID:bo"};
        const ImportedContact bo = readOne(lines.join('\n'));
        QCOMPARE(written(bo), lines);
        const QByteArray once = writeVcards({{bo.uid, bo.details, {}}}, VcardVersion::V4);
        QCOMPARE(writeVcards(entriesOf(readVcards(once)), VcardVersion::V4), once);
    }

    void noInputCanBreakOutOfItsLine()
    {
        ContactDetails details;
        details.displayName = u"X\r\nEND:VCARD\r\nBEGIN:VCARD"_s + QChar{u'\0'};
        details.emails = {{u"a@example.com\nBCC:b"_s, u"la\nbel"_s}};
        details.notes = u"a\rb\0c\u001b"_s + QChar{0xd800};
        details.vcardSource =
            u"X-A:ok\nEND:VCARD\nBEGIN:VCARD\nVERSION:2.1\nbroken\nX-B\r:x\nX-C:y\rEND:VCARD"_s;
        const QByteArray file = writeVcards({{u"u\nid"_s, details, {}}}, VcardVersion::V4);
        QCOMPARE(file.count("\r\nEND:VCARD\r\n"), 1);
        QCOMPARE(file.count("\r\nBEGIN:"), 0);
        const ImportPlan plan = readVcards(file);
        QVERIFY(plan.problems.empty());
        QCOMPARE(plan.contacts.size(), 1u);
        QCOMPARE(plan.contacts[0].details.displayName, u"X  END:VCARD  BEGIN:VCARD"_s);
        QVERIFY(file.contains("X-A:ok"));
    }
};

QTEST_GUILESS_MAIN(VcardWriterTest)
#include "vcard_writer_test.moc"
