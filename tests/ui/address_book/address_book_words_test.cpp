// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/address_book/contact_draft.h"
#include "ui/address_book/history_words.h"
#include "ui/address_book/matched_text.h"
#include "ui/address_book/profile_lines.h"
#include "ui/address_book/qr_code.h"
#include "ui/common/words.h"

#include <QJsonArray>
#include <QTest>

using namespace foyer;
using namespace Qt::StringLiterals;

class AddressBookWordsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void matchesAreMarkedWhereTheyStand_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("searched");
        QTest::addColumn<QString>("marked");
        QTest::newRow("plain") << u"Mara Lind"_s << u"lin"_s << u"Mara [Lin]d"_s;
        QTest::newRow("accents") << u"Zoë Brandt"_s << u"zoe"_s << u"[Zoë] Brandt"_s;
        QTest::newRow("decomposed") << u"Zoe\u0308 Brandt"_s << u"zoe"_s << u"[Zoe\u0308] Brandt"_s;
        QTest::newRow("half of a sharp s") << u"Straße"_s << u"stras"_s << u"[Straß]e"_s;
        QTest::newRow("cyrillic by latin") << u"Анна"_s << u"ann"_s << u"[Анн]а"_s;
        QTest::newRow("two words") << u"Mara Lind"_s << u"li ma"_s << u"[Ma]ra [Li]nd"_s;
        QTest::newRow("touching") << u"Mara"_s << u"ma ar"_s << u"[Mar]a"_s;
        QTest::newRow("phone by digits") << u"+49 (0)30 555-01"_s << u"30555"_s << u"+49 (0)[30 555]-01"_s;
        QTest::newRow("not there") << u"Mara"_s << u"xyz"_s << u"Mara"_s;
        QTest::newRow("nothing searched") << u"Mara"_s << u" "_s << u"Mara"_s;
    }
    void matchesAreMarkedWhereTheyStand()
    {
        QFETCH(QString, text);
        QFETCH(QString, searched);
        QString marked = text;
        const auto ranges = matchRanges(text, searched);
        for (auto range = ranges.rbegin(); range != ranges.rend(); ++range) {
            marked.insert(range->start + range->length, u']');
            marked.insert(range->start, u'[');
        }
        QTEST(marked, "marked");
    }

    void addressesAreLaidOutAsInTheirCountry()
    {
        QCOMPARE(
            words::addressLines({{}, u"Uferweg 12\nHinterhaus"_s, u"Berlin"_s, {}, u"10999"_s, u"Germany"_s}),
            (QStringList{u"Uferweg 12"_s, u"Hinterhaus"_s, u"10999 Berlin"_s, u"Germany"_s}));
        QCOMPARE(words::addressLines({{}, u"1 Main St"_s, u"Springfield"_s, u"IL"_s, u"62701"_s, u"USA"_s}),
                 (QStringList{u"1 Main St"_s, u"Springfield, IL 62701"_s, u"USA"_s}));
        QCOMPARE(
            words::addressLines({{}, u"5 High Street"_s, u"Bath"_s, {}, u"BA1 1AA"_s, u"United Kingdom"_s}),
            (QStringList{u"5 High Street"_s, u"Bath"_s, u"BA1 1AA"_s, u"United Kingdom"_s}));
        QCOMPARE(words::addressLines({{}, {}, u"Lyon"_s, {}, {}, {}}), QStringList{u"Lyon"_s});
        QCOMPARE(words::addressLines({}), QStringList{});
    }

    void s7_theHistoryNamesWhoWhatAndTheOldValue()
    {
        const ContactId mara{7};
        const QJsonObject change{
            {u"phones"_s, QJsonObject{{u"from"_s, QJsonArray{QJsonObject{{u"number"_s, u"030 1"_s}}}},
                                      {u"to"_s, QJsonArray{QJsonObject{{u"number"_s, u"030 2"_s}}}}}}};
        JournalRow row{1, fromSeconds(0), Actor::client(mara, {}), {u"contact"_s, 7, u"edited"_s, change}};
        QCOMPARE(sentencesOf(row, mara, u"Mara"_s),
                 QStringList{u"Mara changed phone in the portal: 030 1 → 030 2"_s});
        row.actor = Actor::studio();
        QCOMPARE(sentencesOf(row, mara, u"Mara"_s),
                 QStringList{u"The studio changed phone: 030 1 → 030 2"_s});
        row.entry.action = u"something new"_s; // of a later version
        row.entry.detail = {};
        QCOMPARE(sentencesOf(row, mara, u"Mara"_s), QStringList{u"The studio: something new"_s});
        row.actor = Actor::client(mara, {});
        row.entry.action = u"logged in"_s;
        QCOMPARE(sentencesOf(row, mara, u"100 %1"_s), QStringList{u"100 %1 logged in to the portal"_s});
    }

    void editsOfTwoPeopleAreBroughtTogetherFieldByField()
    {
        ContactDraft base{BrandId{1}, {}, {}};
        base.details.givenName = u"Mara"_s;
        base.details.notes = u"old"_s;
        ContactDraft theirs = base;
        theirs.details.givenName = u"Marah"_s;
        theirs.details.notes = u"theirs"_s;
        ContactDraft mine = base;
        mine.details.notes = u"mine"_s;
        mine.details.jobTitle = u"Architect"_s;
        const MergedDraft merge = merged(base, theirs, mine);
        QCOMPARE(merge.takenOver, QStringList{u"Given name"_s});
        QCOMPARE(merge.clashes.size(), 1U);
        QCOMPARE(merge.clashes[0].mine, u"mine"_s);
        QCOMPARE(merge.clashes[0].theirs, u"theirs"_s);
        for (const ContactDraft* draft : {&merge.keepingMine, &merge.takingTheirs}) {
            QCOMPARE(draft->details.givenName, u"Marah"_s);
            QCOMPARE(draft->details.jobTitle, u"Architect"_s);
        }
        QCOMPARE(merge.keepingMine.details.notes, u"mine"_s);
        QCOMPARE(merge.takingTheirs.details.notes, u"theirs"_s);
        QVERIFY(merged(base, mine, mine).clashes.empty()); // both typed the same
    }

    void profilesLinkOnlyWhatIsHarmless()
    {
        Contact contact{ContactId{1}, {}, BrandId{1}, {}, {}, {}, {}, fromSeconds(0), fromSeconds(0), 1};
        contact.details.emails = {{u"mara at example"_s, {}}, {u"a&b@example.com"_s, u"<i>home</i>"_s}};
        contact.details.websites = {u"javascript:alert(1)"_s, u"example.com"_s};
        const auto lines = profileLines(contact, {});
        QCOMPARE(lines.size(), 2U);
        QVERIFY(!lines[0].html.contains(u"mailto:mara"_s));
        QVERIFY(lines[0].html.contains(u"mailto:a%26b@example.com"_s));
        QVERIFY(!lines[0].html.contains(u"<i>"_s));
        QVERIFY(!lines[1].html.contains(u"href=\"javascript"_s));
        QVERIFY(lines[1].html.contains(u"href=\"https://example.com"_s));
    }

    void aLinkTooLongForACodeGivesNone()
    {
        QVERIFY(!qrCode(u"https://portal.example.com/c/abc"_s, 4).isNull());
        QVERIFY(qrCode({}, 4).isNull());
        QVERIFY(qrCode(QString(4000, u'x'), 4).isNull());
        const QImage picture = qrPicture(u"https://portal.example.com/c/abc"_s, u"Mara"_s);
        QVERIFY(picture.height() > picture.width()); // room for the name
        QCOMPARE(picture.pixelColor(0, 0), QColor{Qt::white});
    }
};

QTEST_MAIN(AddressBookWordsTest)
#include "address_book_words_test.moc"
