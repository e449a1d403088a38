// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/contacts/contact_import.h"
#include "app/contacts/contact_list.h"
#include "tests/app/studio_fixture.h"

using namespace foyer;
using namespace Qt::StringLiterals;

class ContactImportTest : public QObject
{
    Q_OBJECT

private:
    static ImportPlan planOf(int count)
    {
        ImportPlan plan;
        for (int i = 0; i < count; ++i) {
            ImportedContact contact;
            contact.details.givenName = u"Guest"_s;
            contact.details.familyName = QString::number(i);
            contact.details.emails = {{u"guest%1@example.com"_s.arg(i / 2), {}}}; // every two share one
            contact.uid = u"uid-%1"_s.arg(i);
            contact.line = i + 1;
            plan.contacts.push_back(contact);
        }
        return plan;
    }

    static qint64 total(test::StudioFixture& studio)
    {
        return studio.database->read([](const Snapshot& s) { return contacts::list(s, {}); })->total;
    }

    static Result<contacts::ImportOutcome> bringIn(test::StudioFixture& studio, const ImportPlan& plan,
                                                   const contacts::ImportProgress& progress)
    {
        return contacts::bringIn(*studio.database, Actor::studio(), studio.brand(), plan, u"guests.vcf"_s,
                                 u"vcard"_s, progress);
    }

private Q_SLOTS:
    void everythingComesInAndNothingIsMergedForItsEmail()
    {
        test::StudioFixture studio;
        const auto plan = planOf(600);
        const auto forecast =
            studio.database->read([&](const Snapshot& s) { return contacts::forecast(s, plan); });
        QCOMPARE(forecast->newContacts, 600);
        QCOMPARE(forecast->sharedEmails, 600);
        const auto outcome = bringIn(studio, plan, [](int, int) { return true; });
        QVERIFY(outcome);
        QCOMPARE(outcome->added, 600);
        QCOMPARE(total(studio), 600);
    }

    void theSameCardsAgainAreLeftOut()
    {
        test::StudioFixture studio;
        QVERIFY(bringIn(studio, planOf(10), [](int, int) { return true; }));
        const auto again = bringIn(studio, planOf(12), [](int, int) { return true; });
        QCOMPARE(again->added, 2);
        QCOMPARE(again->leftOut, 10);
        QCOMPARE(total(studio), 12);
    }

    void cancellingTakesBackWhatCameIn()
    {
        test::StudioFixture studio;
        studio.addPerson(u"Ana"_s, u"A"_s);
        const auto outcome = bringIn(studio, planOf(1000), [](int done, int) { return done < 600; });
        QVERIFY(!outcome);
        QCOMPARE(outcome.error().fault, Fault::Cancelled);
        QCOMPARE(total(studio), 1);
    }

    void aPlanWithDamageBringsInNothing()
    {
        test::StudioFixture studio;
        auto plan = planOf(3);
        plan.problems.push_back({7, ImportProblemCode::BrokenLine, u"A line without a colon."_s});
        const auto outcome = bringIn(studio, plan, [](int, int) { return true; });
        QVERIFY(!outcome);
        QVERIFY(outcome.error().detail.startsWith("Line 7"_L1));
        QCOMPARE(total(studio), 0);
    }

    void whatTheStoreWouldRefuseIsToldBeforeAnythingIsWritten()
    {
        test::StudioFixture studio;
        auto plan = planOf(600);
        plan.contacts[599].details.givenName = QString(300, u'x');
        const auto outcome = bringIn(studio, plan, [](int, int) { return true; });
        QVERIFY(!outcome);
        QVERIFY(outcome.error().detail.startsWith("Line 600"_L1));
        QCOMPARE(total(studio), 0);
    }

    void anImportIsTakenBackWhole()
    {
        test::StudioFixture studio;
        studio.addPerson(u"Ana"_s, u"A"_s);
        const auto outcome = bringIn(studio, planOf(600), [](int, int) { return true; });
        QCOMPARE(studio.database->read([](const Snapshot& s) { return contacts::imports(s); })->size(), 1u);
        const auto removed =
            contacts::takeBack(*studio.database, Actor::studio(), outcome->id, [](int, int) { return true; });
        QCOMPARE(*removed, 600);
        QCOMPARE(total(studio), 1);
        QVERIFY(studio.database->read([](const Snapshot& s) { return contacts::imports(s); })->empty());
        QVERIFY(!contacts::takeBack(*studio.database, Actor::studio(), outcome->id,
                                    [](int, int) { return true; }));
    }

    void t2_anImportThatACrashCutShortIsTakenBackAtTheNextStart()
    {
        test::StudioFixture studio;
        // The progress callback is where a crash may strike: leave a copy of the file as it is then.
        const QString crashed = studio.path(u"crashed.foyer"_s);
        std::ignore = bringIn(studio, planOf(1000), [&](int done, int) {
            if (done == 500) {
                const auto copied =
                    studio.database->write(Actor::system(), [&](Transaction&) -> Result<void> { return {}; });
                Q_UNUSED(copied);
                for (const QString& suffix : {u""_s, u"-wal"_s})
                    QFile::copy(studio.file() + suffix, crashed + suffix);
            }
            return true;
        });
        QCOMPARE(total(studio), 1000);
        const auto reader = Database::open(crashed, Database::Mode::ReadOnly);
        QVERIFY((*reader)->read([](const Snapshot& s) { return contacts::list(s, {}); })->total >= 500);
        const auto recovered = openStudio(crashed, StartWith::Existing);
        QVERIFY(recovered);
        QCOMPARE((*recovered)->read([](const Snapshot& s) { return contacts::list(s, {}); })->total, 0);
    }

    void relationsBetweenCardsComeAlong()
    {
        test::StudioFixture studio;
        auto plan = planOf(2);
        plan.contacts[0].relations = {{u"uid-1"_s, RelationKind::Spouse},
                                      {u"uid-nobody"_s, RelationKind::Friend}};
        QVERIFY(bringIn(studio, plan, [](int, int) { return true; }));
        const auto self =
            studio.database->read([](const Snapshot& s) { return contacts::findByUid(s, u"uid-0"_s); });
        const auto relations = studio.find(**self).relations;
        QCOMPARE(relations.size(), 1u);
        QCOMPARE(relations[0].kind, RelationKind::Spouse);
    }
};

QTEST_GUILESS_MAIN(ContactImportTest)
#include "contact_import_test.moc"
