// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/contacts/contact_list.h"
#include "app/contacts/contact_rules.h"
#include "app/contacts/contact_store.h"
#include "app/storage/journal.h"
#include "tests/app/studio_fixture.h"

using namespace foyer;
using namespace Qt::StringLiterals;
using contacts::ContactFilter;

class ContactStoreTest : public QObject
{
    Q_OBJECT

private:
    static ContactDetails everything()
    {
        ContactDetails details;
        details.prefix = u"Dr."_s;
        details.givenName = u"Zoë"_s;
        details.additionalNames = u"Marie"_s;
        details.familyName = u"O'Brien-Łuk"_s;
        details.suffix = u"Jr."_s;
        details.nickname = u"Zo"_s;
        details.company = u"Bücher & Söhne"_s;
        details.jobTitle = u"Buyer"_s;
        details.emails = {{u"Zoe@Example.com"_s, u"home"_s}, {u"z@bücher.example"_s, u"work"_s}};
        details.phones = {{u"+49 30 123456"_s, u"mobile"_s}};
        details.addresses = {
            {u"home"_s, u"Main St 1\nApt 2"_s, u"Berlin"_s, u"BE"_s, u"10115"_s, u"Germany"_s}};
        details.websites = {u"https://example.com/zoe"_s};
        details.birthday = QDate{1990, 2, 28};
        details.anniversary = QDate{2020, 8, 1};
        details.language = u"de"_s;
        details.tags = {u"bride"_s, u"VIP"_s};
        details.notes = u"Allergic to lilies.\n“Quotes” <b>&amp; 🎉"_s;
        return details;
    }

    static QStringList names(test::StudioFixture& studio, const ContactFilter& filter)
    {
        const auto rows =
            studio.database->read([&](const Snapshot& snapshot) -> Result<std::vector<contacts::ContactRow>> {
                const auto listing = contacts::list(snapshot, filter);
                if (!listing)
                    return fail(listing.error());
                return contacts::page(snapshot, *listing, 0, 100);
            });
        QStringList names;
        for (const auto& row : *rows)
            names.append(row.name);
        return names;
    }

private Q_SLOTS:
    void whatIsSavedComesBack()
    {
        test::StudioFixture studio;
        const auto id = studio.add(everything());
        const Contact contact = studio.find(id);
        QCOMPARE(contact.details, everything());
        QCOMPARE(contact.version, 1);
        QCOMPARE(contact.createdAt, studio.now);
        QVERIFY(contact.uid.startsWith("urn:uuid:"_L1));
    }

    void anEditReplacesEverythingAndStandsInTheJournal()
    {
        test::StudioFixture studio;
        const auto id = studio.add(everything());
        Contact contact = studio.find(id);
        contact.details.phones = {{u"030 99"_s, {}}};
        contact.details.notes.clear();
        QVERIFY(studio.change([&](Transaction& t) { return contacts::save(t, contact); }));
        QCOMPARE(studio.find(id).details, contact.details);
        QCOMPARE(studio.find(id).version, 2);

        const auto history = studio.database->read(
            [&](const Snapshot& snapshot) { return journalOf(snapshot, u"contact"_s, id.row(), 10); });
        QCOMPARE(history->size(), 2u);
        const JournalEntry& edit = history->front().entry;
        QCOMPARE(edit.action, u"edited"_s);
        QCOMPARE(edit.detail.keys(), (QStringList{u"notes"_s, u"phones"_s}));
    }

    void savingWithoutAChangeIsNoChange()
    {
        test::StudioFixture studio;
        const auto id = studio.add(everything());
        const Contact contact = studio.find(id);
        QVERIFY(studio.change([&](Transaction& t) { return contacts::save(t, contact); }));
        QCOMPARE(studio.find(id).version, 1);
    }

    void s7_twoEditsAtOnceAreAConflictAndLoseNothing()
    {
        test::StudioFixture studio;
        const auto id = studio.add(everything());
        Contact mine = studio.find(id);
        Contact theirs = mine;
        theirs.details.nickname = u"Zozo"_s;
        QVERIFY(studio.change([&](Transaction& t) { return contacts::save(t, theirs); }));
        mine.details.nickname = u"Z"_s;
        const auto saved = studio.change([&](Transaction& t) { return contacts::save(t, mine); });
        QVERIFY(!saved);
        QCOMPARE(saved.error().fault, Fault::Conflict);
        QCOMPARE(studio.find(id).details.nickname, u"Zozo"_s);
    }

    void badInputIsRefused_data()
    {
        QTest::addColumn<QString>("email");
        QTest::addColumn<QString>("phone");
        QTest::addColumn<QString>("website");
        QTest::addColumn<QString>("name");
        QTest::newRow("no name at all") << u""_s << u""_s << u""_s << u""_s;
        QTest::newRow("no email") << u"nobody"_s << u""_s << u""_s << u"A"_s;
        QTest::newRow("no phone") << u""_s << u"call me"_s << u""_s << u"A"_s;
        QTest::newRow("script as website") << u""_s << u""_s << u"javascript:alert(1)"_s << u"A"_s;
        QTest::newRow("line break in the name") << u""_s << u""_s << u""_s << u"A\nBcc: x"_s;
        QTest::newRow("endless name") << u""_s << u""_s << u""_s << QString(201, u'a');
    }
    void badInputIsRefused()
    {
        QFETCH(QString, email);
        QFETCH(QString, phone);
        QFETCH(QString, website);
        QFETCH(QString, name);
        ContactDetails details;
        details.givenName = name;
        details.emails = {{email, {}}};
        details.phones = {{phone, {}}};
        details.websites = {website};
        test::StudioFixture studio;
        const BrandId brand = studio.brand();
        const auto added = studio.database->write(
            Actor::studio(), [&](Transaction& t) { return contacts::add(t, brand, details); });
        QVERIFY(!added);
        QCOMPARE(added.error().fault, Fault::Invalid);
        QVERIFY(added.error().detail.endsWith(u'.'));
        QVERIFY(names(studio, {}).isEmpty());
    }

    void relationsAreSeenFromBothSides()
    {
        test::StudioFixture studio;
        const auto mother = studio.addPerson(u"Ada"_s, u"Okafor"_s);
        const auto child = studio.addPerson(u"Ben"_s, u"Okafor"_s);
        Contact contact = studio.find(mother);
        contact.relations = {{child, RelationKind::Child}};
        QVERIFY(studio.change([&](Transaction& t) { return contacts::save(t, contact); }));
        QCOMPARE(studio.find(mother).relations, (std::vector{Relation{child, RelationKind::Child}}));
        QCOMPARE(studio.find(child).relations, (std::vector{Relation{mother, RelationKind::Parent}}));

        Contact other = studio.find(child);
        other.relations.clear();
        QVERIFY(studio.change([&](Transaction& t) { return contacts::save(t, other); }));
        QVERIFY(studio.find(mother).relations.empty());
    }

    void s50_sharersAreEverybodyWithTheSameEmailHoweverTyped()
    {
        test::StudioFixture studio;
        const auto ana = studio.addPerson(u"Ana"_s, u"A"_s, u"both@example.com"_s);
        const auto ben = studio.addPerson(u"Ben"_s, u"B"_s, u" BOTH@Example.com"_s);
        const auto cem = studio.addPerson(u"Cem"_s, u"C"_s, u"cem@example.com"_s);
        const auto sharers = [&](ContactId id) {
            const auto found =
                studio.database->read([&](const Snapshot& s) { return contacts::sharersOf(s, id); });
            QStringList list;
            for (const auto& sharer : *found)
                list.append(sharer.name);
            return list;
        };
        QCOMPARE(sharers(ana), QStringList{u"Ben B"_s});
        QCOMPARE(sharers(ben), QStringList{u"Ana A"_s});
        QVERIFY(sharers(cem).isEmpty());

        // A second address counts as well.
        Contact third = studio.find(cem);
        third.details.emails.push_back({u"both@example.com"_s, u"wedding"_s});
        QVERIFY(studio.change([&](Transaction& t) { return contacts::save(t, third); }));
        QCOMPARE(sharers(ana), (QStringList{u"Ben B"_s, u"Cem C"_s}));
        QCOMPARE(names(studio, {.text = {}, .kind = {}, .tag = {}, .onlyConflicts = true}),
                 (QStringList{u"Ana A"_s, u"Ben B"_s, u"Cem C"_s}));

        // Archived ones and those in the bin neither count nor are counted.
        QVERIFY(studio.change([&](Transaction& t) { return contacts::archive(t, {ben}); }));
        QVERIFY(studio.change([&](Transaction& t) { return contacts::moveToBin(t, {cem}); }));
        QVERIFY(sharers(ana).isEmpty());
        QVERIFY(sharers(ben).isEmpty());
        QVERIFY(names(studio, {.text = {}, .kind = {}, .tag = {}, .onlyConflicts = true}).isEmpty());
        QVERIFY(studio.change([&](Transaction& t) { return contacts::unarchive(t, {ben}); }));
        QCOMPARE(sharers(ana), QStringList{u"Ben B"_s});
    }

    void s50_changesAreAnnouncedToEverySharer()
    {
        test::StudioFixture studio;
        const auto ana = studio.addPerson(u"Ana"_s, u"A"_s, u"both@example.com"_s);
        std::vector<Change> heard;
        std::mutex mutex;
        connect(
            studio.database.get(), &Database::changed, studio.database.get(),
            [&](const Changes& changes) {
                const std::lock_guard lock{mutex};
                heard.insert(heard.end(), changes.list.begin(), changes.list.end());
            },
            Qt::DirectConnection);
        const auto ben = studio.addPerson(u"Ben"_s, u"B"_s, u"both@example.com"_s);
        QVERIFY(std::find(heard.begin(), heard.end(), Change{Entity::Contact, ana.row()}) != heard.end());
        heard.clear();
        Contact contact = studio.find(ben);
        contact.details.emails.clear();
        QVERIFY(studio.change([&](Transaction& t) { return contacts::save(t, contact); }));
        QVERIFY(std::find(heard.begin(), heard.end(), Change{Entity::Contact, ana.row()}) != heard.end());
    }

    void searchFindsByEveryPart_data()
    {
        QTest::addColumn<QString>("typed");
        QTest::addColumn<QStringList>("found");
        const QStringList zoe{u"Dr. Zoë Marie O'Brien-Łuk Jr."_s};
        QTest::newRow("accents folded") << u"zoe"_s << zoe;
        QTest::newRow("family name") << u"luk"_s << zoe;
        QTest::newRow("middle of a word") << u"brien"_s << zoe;
        QTest::newRow("several words in any order") << u"luk zo"_s << zoe;
        QTest::newRow("email") << u"zoe@example.c"_s << zoe;
        QTest::newRow("phone with blanks") << u"030 123"_s << QStringList{};
        QTest::newRow("phone by digits") << u"30 123 456"_s << zoe;
        QTest::newRow("international prefix") << u"0049 30"_s << zoe;
        QTest::newRow("company") << u"soehne"_s << QStringList{};
        QTest::newRow("company folded") << u"sohne"_s << zoe;
        QTest::newRow("cyrillic by latin") << u"anna"_s << QStringList{u"Анна Иванова"_s};
        QTest::newRow("cyrillic by cyrillic") << u"иван"_s << QStringList{u"Анна Иванова"_s};
        QTest::newRow("one letter") << u"z"_s << zoe;
        QTest::newRow("two letters") << u"an"_s << QStringList{u"Анна Иванова"_s};
        QTest::newRow("one letter not at a beginning") << u"u"_s << QStringList{};
        QTest::newRow("both words must occur") << u"zoe ivanova"_s << QStringList{};
        QTest::newRow("quotes are letters") << u"\"zoe\""_s << QStringList{};
        QTest::newRow("operators are words") << u"zoe OR anna"_s << QStringList{};
        QTest::newRow("nothing") << u"qqq"_s << QStringList{};
    }
    void searchFindsByEveryPart()
    {
        QFETCH(QString, typed);
        test::StudioFixture studio;
        studio.add(everything());
        studio.addPerson(u"Анна"_s, u"Иванова"_s, u"a.ivanova@example.org"_s);
        ContactFilter filter;
        filter.text = typed;
        QTEST(names(studio, filter), "found");
    }

    void searchFollowsEdits()
    {
        test::StudioFixture studio;
        const auto id = studio.addPerson(u"Mara"_s, u"Lind"_s);
        Contact contact = studio.find(id);
        contact.details.givenName = u"Petra"_s;
        QVERIFY(studio.change([&](Transaction& t) { return contacts::save(t, contact); }));
        QVERIFY(names(studio, {.text = u"mara"_s, .kind = {}, .tag = {}}).isEmpty());
        QCOMPARE(names(studio, {.text = u"petra"_s, .kind = {}, .tag = {}}), QStringList{u"Petra Lind"_s});
        QCOMPARE(names(studio, {.text = u"pe"_s, .kind = {}, .tag = {}}), QStringList{u"Petra Lind"_s});
    }

    void listsSortAndFilter()
    {
        test::StudioFixture studio;
        studio.addPerson(u"Zara"_s, u"Abel"_s);
        studio.now += std::chrono::seconds{1};
        studio.addPerson(u"Émile"_s, u"Zola"_s);
        studio.now += std::chrono::seconds{1};
        ContactDetails company;
        company.kind = ContactKind::Company;
        company.company = u"Meadow Hall"_s;
        company.tags = {u"venue"_s};
        const auto hall = studio.add(company);
        QCOMPARE(names(studio, {}), (QStringList{u"Zara Abel"_s, u"Meadow Hall"_s, u"Émile Zola"_s}));
        ContactFilter filter;
        filter.order = ContactFilter::Order::NameReversed;
        QCOMPARE(names(studio, filter), (QStringList{u"Émile Zola"_s, u"Meadow Hall"_s, u"Zara Abel"_s}));
        filter.order = ContactFilter::Order::LatestChange;
        QCOMPARE(names(studio, filter).front(), u"Meadow Hall"_s);
        filter = {};
        filter.kind = ContactKind::Person;
        QCOMPARE(names(studio, filter).size(), 2);
        filter = {};
        filter.tag = u"venue"_s;
        QCOMPARE(names(studio, filter), QStringList{u"Meadow Hall"_s});
        QVERIFY(studio.change([&](Transaction& t) { return contacts::archive(t, {hall}); }));
        QVERIFY(names(studio, filter).isEmpty());
        filter.shelf = ContactFilter::Shelf::Archived;
        QCOMPARE(names(studio, filter), QStringList{u"Meadow Hall"_s});
        filter.tag.clear();
        QCOMPARE(names(studio, filter), QStringList{u"Meadow Hall"_s});
    }

    void theBinGivesBackForThirtyDays()
    {
        test::StudioFixture studio;
        const auto id = studio.add(everything());
        QVERIFY(studio.change([&](Transaction& t) { return contacts::moveToBin(t, {id}); }));
        QVERIFY(names(studio, {}).isEmpty());
        ContactFilter bin;
        bin.shelf = ContactFilter::Shelf::Bin;
        QCOMPARE(names(studio, bin).size(), 1);
        QVERIFY(studio.change([&](Transaction& t) { return contacts::restore(t, {id}); }));
        QCOMPARE(studio.find(id).details, everything());

        QVERIFY(studio.change([&](Transaction& t) { return contacts::moveToBin(t, {id}); }));
        studio.now += std::chrono::hours{24 * 30};
        const auto emptied = studio.database->write(
            Actor::system(), [&](Transaction& t) { return contacts::emptyBin(t, studio.now); });
        QCOMPARE(*emptied, 1);
        QVERIFY(names(studio, bin).isEmpty());
        QVERIFY(names(studio, {.text = u"zoe"_s, .kind = {}, .tag = {}}).isEmpty());
    }
};

QTEST_GUILESS_MAIN(ContactStoreTest)
#include "contact_store_test.moc"
