// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/brands/brand_store.h"
#include "tests/app/studio_fixture.h"

using namespace foyer;
using namespace Qt::StringLiterals;

class BrandStoreTest : public QObject
{
    Q_OBJECT

private:
    static BrandDetails aurora()
    {
        BrandDetails details;
        details.name = u"Aurora & Birch"_s;
        details.username = u"aurora-birch"_s;
        details.domain = u"clients.aurora.example"_s;
        details.email = u"hello@aurora.example"_s;
        details.phone = u"+44 20 7946 0018"_s;
        details.website = u"https://aurora.example"_s;
        details.address = {{}, u"1 Elm Row"_s, u"Leith"_s, {}, u"EH6"_s, u"United Kingdom"_s};
        details.accent = u"#336655"_s;
        details.welcomeText = u"Welcome, dears."_s;
        return details;
    }
    static Result<BrandId> add(test::StudioFixture& studio, const BrandDetails& details)
    {
        return studio.database->write(Actor::studio(),
                                      [&](Transaction& t) { return brands::add(t, details); });
    }
    static Brand find(test::StudioFixture& studio, BrandId id)
    {
        return *studio.database->read([&](const Snapshot& s) { return brands::find(s, id); });
    }

private Q_SLOTS:
    void aNewStudioHasOneBrandWithHistoryOff()
    {
        test::StudioFixture studio;
        const auto all = studio.database->read([](const Snapshot& s) { return brands::all(s); });
        QCOMPARE(all->size(), 1u);
        QVERIFY(!all->front().details.showsHistory); // S35
    }

    void whatIsSavedComesBack()
    {
        test::StudioFixture studio;
        const auto id = add(studio, aurora());
        QVERIFY(id);
        QCOMPARE(find(studio, *id).details, aurora());
    }

    void s25_aRenamedBrandIsFoundUnderItsOldUsername()
    {
        test::StudioFixture studio;
        const auto id = *add(studio, aurora());
        Brand brand = find(studio, id);
        brand.details.username = u"northlight"_s;
        QVERIFY(studio.change([&](Transaction& t) { return brands::save(t, brand); }));
        const auto found = studio.database->read(
            [](const Snapshot& s) { return brands::findByUsername(s, u"aurora-birch"_s); });
        QCOMPARE((*found)->currentUsername, u"northlight"_s);
        // Nobody else may take the old one, but the brand itself may go back to it.
        auto other = aurora();
        other.domain.clear();
        QCOMPARE(add(studio, other).error().fault, Fault::Invalid);
        brand = find(studio, id);
        brand.details.username = u"aurora-birch"_s;
        QVERIFY(studio.change([&](Transaction& t) { return brands::save(t, brand); }));
    }

    void badInputIsRefused_data()
    {
        QTest::addColumn<BrandField>("field");
        QTest::addColumn<QString>("value");
        QTest::newRow("no name") << BrandField::Name << u"  "_s;
        QTest::newRow("reserved username") << BrandField::Username << u"login"_s;
        QTest::newRow("domain with scheme") << BrandField::Domain << u"https://aurora.example"_s;
        QTest::newRow("IP address as domain") << BrandField::Domain << u"127.0.0.1"_s;
        QTest::newRow("email") << BrandField::Email << u"hello"_s;
        QTest::newRow("website") << BrandField::Website << u"javascript:x"_s;
        QTest::newRow("accent") << BrandField::Accent << u"red; background: url(x)"_s;
        QTest::newRow("logo that is no picture") << BrandField::Logo << u"<svg onload=alert(1)>"_s;
    }
    void badInputIsRefused()
    {
        QFETCH(BrandField, field);
        QFETCH(QString, value);
        BrandDetails details = aurora();
        switch (field) {
        case BrandField::Name:
            details.name = value;
            break;
        case BrandField::Username:
            details.username = value;
            break;
        case BrandField::Domain:
            details.domain = value;
            break;
        case BrandField::Email:
            details.email = value;
            break;
        case BrandField::Website:
            details.website = value;
            break;
        case BrandField::Accent:
            details.accent = value;
            break;
        case BrandField::Logo:
            details.logo = value.toUtf8();
            details.logoType = u"image/png"_s;
            break;
        case BrandField::Phone:
        case BrandField::Address:
        case BrandField::Texts:
            QFAIL("not in the table");
        }
        QCOMPARE(brandProblems(details).size(), 1u);
        QCOMPARE(brandProblems(details).front().field, field);
        test::StudioFixture studio;
        QCOMPARE(add(studio, details).error().fault, Fault::Invalid);
    }

    void theLastBrandAndOneWithContactsStay()
    {
        test::StudioFixture studio;
        const auto first = studio.brand();
        QCOMPARE(studio.change([&](Transaction& t) { return brands::remove(t, first); }).error().fault,
                 Fault::Conflict);
        const auto second = *add(studio, aurora());
        studio.addPerson(u"Ana"_s, u"A"_s);
        QCOMPARE(studio.change([&](Transaction& t) { return brands::remove(t, first); }).error().fault,
                 Fault::Conflict);
        QVERIFY(studio.change([&](Transaction& t) { return brands::remove(t, second); }));
    }
};

QTEST_GUILESS_MAIN(BrandStoreTest)
#include "brand_store_test.moc"
