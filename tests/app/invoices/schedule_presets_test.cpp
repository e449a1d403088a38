// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/invoices/invoice_store.h"
#include "app/invoices/schedule_presets.h"
#include "tests/app/items/items_fixture.h"
#include "tests/app/orders/order_fixture.h"

namespace foyer::test {

using namespace Qt::StringLiterals;

class SchedulePresetsTest : public QObject
{
    Q_OBJECT

private:
    static Schedule halves()
    {
        ScheduleRule first;
        first.label = u"  First\nhalf "_s;
        first.share = Share::Percent;
        first.milliPercent = 50'000;
        ScheduleRule rest;
        rest.label = u"Rest"_s;
        rest.from = DueFrom::Shoot;
        rest.days = -14;
        return {first, rest};
    }
    static JobTypeId typeOf(ItemsFixture& studio, const QString& name)
    {
        return studio.done([&](Transaction& t) { return jobs::typeNamed(t, name); });
    }
    static void setType(ItemsFixture& studio, JobTypeId type)
    {
        studio.does([&](Transaction& t) -> Result<void> {
            auto job = jobs::find(t, studio.job);
            job->details.type = type;
            return jobs::save(t, *job);
        });
    }
    static Schedule startOf(ItemsFixture& studio)
    {
        return studio.look([&](const Snapshot& s) { return invoices::newFor(s, studio.job); }).schedule;
    }

private Q_SLOTS:
    void keepsWhatWasTyped();
    void refusesWhatIsNone_data();
    void refusesWhatIsNone();
    void refusesASumBesideSharesThatAreAll();
    void refusesAnEditOfAnOldVersion();
    void theJobsTypeChoosesTheSchedule();
    void anArchivedOneStartsNothing();
    void readyOnesAreInstalledOnce();
    void everyReadyOneAddsUp();
    void anInvoiceFromAnOrderStartsWithIt();
};

void SchedulePresetsTest::keepsWhatWasTyped()
{
    ItemsFixture studio;
    const auto id = studio.done([](Transaction& t) {
        return invoices::addPreset(t, {u" Half\tand half "_s, halves()});
    });
    const auto kept = studio.look([&](const Snapshot& s) { return invoices::findPreset(s, id); });
    QCOMPARE(kept.name, u"Half and half"_s);
    QCOMPARE(kept.rules.size(), std::size_t{2});
    QCOMPARE(kept.rules[0].label, u"First half"_s);
    QCOMPARE(kept.rules[0].milliPercent, 50'000);
    QCOMPARE(kept.rules[1], halves()[1]);
    QVERIFY(!kept.jobType);
    const auto byUid = studio.look([&](const Snapshot& s) { return invoices::findPresetByUid(s, kept.uid); });
    QCOMPARE(byUid, std::optional{id});
}

void SchedulePresetsTest::refusesWhatIsNone_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<int>("percent");
    QTest::addColumn<bool>("hasRules");
    QTest::newRow("no name") << u" \n"_s << 50'000 << true;
    QTest::newRow("a long name") << QString(201, u'x') << 50'000 << true;
    QTest::newRow("no rule") << u"Name"_s << 50'000 << false;
    QTest::newRow("a share of nothing") << u"Name"_s << 0 << true;
}

void SchedulePresetsTest::refusesWhatIsNone()
{
    QFETCH(QString, name);
    QFETCH(int, percent);
    QFETCH(bool, hasRules);
    ItemsFixture studio;
    Schedule rules = halves();
    rules[0].milliPercent = percent;
    const auto added = studio.database->write(Actor::studio(), [&](Transaction& t) {
        return invoices::addPreset(t, {name, hasRules ? rules : Schedule{}});
    });
    QVERIFY(!added);
    QCOMPARE(added.error().fault, Fault::Invalid);
    QVERIFY(studio.look([](const Snapshot& s) { return invoices::presets(s, true); }).empty());
}

void SchedulePresetsTest::refusesASumBesideSharesThatAreAll()
{
    Schedule rules = halves();
    ScheduleRule sum;
    sum.label = u"Deposit"_s;
    sum.share = Share::Sum;
    sum.minor = 100'00;
    rules.push_back(sum);
    rules[0].milliPercent = 100'000;
    const auto refused = check(rules);
    QVERIFY(!refused);
    QVERIFY(refused.error().detail.contains(u"nothing is left"_s));
    rules[0].milliPercent -= 1'000;
    QVERIFY(check(rules));
}

void SchedulePresetsTest::refusesAnEditOfAnOldVersion()
{
    ItemsFixture studio;
    const auto id = studio.done([](Transaction& t) { return invoices::addPreset(t, {u"One"_s, halves()}); });
    const auto read = studio.look([&](const Snapshot& s) { return invoices::findPreset(s, id); });
    studio.does([&](Transaction& t) {
        auto edited = read;
        edited.name = u"Two"_s;
        return invoices::savePreset(t, edited);
    });
    const auto late = studio.change([&](Transaction& t) { return invoices::savePreset(t, read); });
    QVERIFY(!late);
    QCOMPARE(late.error().fault, Fault::Conflict);
    QCOMPARE(studio.look([&](const Snapshot& s) { return invoices::findPreset(s, id); }).name, u"Two"_s);
}

void SchedulePresetsTest::theJobsTypeChoosesTheSchedule()
{
    ItemsFixture studio;
    const JobTypeId wedding = typeOf(studio, u"Wedding"_s);
    const JobTypeId portrait = typeOf(studio, u"Portrait"_s);
    const auto first = studio.done([&](Transaction& t) {
        return invoices::addPreset(t, {u"Halves"_s, halves(), wedding});
    });
    QVERIFY(startOf(studio).empty()); // a job of no type
    setType(studio, portrait);
    QVERIFY(startOf(studio).empty());
    setType(studio, wedding);
    QCOMPARE(startOf(studio).size(), std::size_t{2});

    // Another one takes its place; the first is still there, for no type.
    studio.done([&](Transaction& t) {
        return invoices::addPreset(t, {u"At once"_s, invoices::readyPresets().front().rules, wedding});
    });
    QCOMPARE(startOf(studio).size(), std::size_t{1});
    QVERIFY(!studio.look([&](const Snapshot& s) { return invoices::findPreset(s, first); }).jobType);

    const auto nowhere = studio.database->write(Actor::studio(), [&](Transaction& t) {
        return invoices::addPreset(t, {u"Lost"_s, halves(), JobTypeId{4711}});
    });
    QVERIFY(!nowhere);
    QCOMPARE(nowhere.error().fault, Fault::NotFound);
}

void SchedulePresetsTest::anArchivedOneStartsNothing()
{
    ItemsFixture studio;
    const JobTypeId wedding = typeOf(studio, u"Wedding"_s);
    setType(studio, wedding);
    const auto id = studio.done([&](Transaction& t) {
        return invoices::addPreset(t, {u"Halves"_s, halves(), wedding});
    });
    studio.does([&](Transaction& t) { return invoices::archivePreset(t, id); });
    QVERIFY(startOf(studio).empty());
    QVERIFY(studio.look([](const Snapshot& s) { return invoices::presets(s); }).empty());
    QCOMPARE(studio.look([](const Snapshot& s) { return invoices::presets(s, true); }).size(),
             std::size_t{1});
    studio.does([&](Transaction& t) { return invoices::unarchivePreset(t, id); });
    QCOMPARE(startOf(studio).size(), std::size_t{2});
}

void SchedulePresetsTest::readyOnesAreInstalledOnce()
{
    ItemsFixture studio;
    const QString uid = invoices::readyPresets().front().uid;
    const auto install = [&] {
        return studio.done([&](Transaction& t) { return invoices::installPreset(t, uid); });
    };
    const auto id = install();
    studio.does([&](Transaction& t) -> Result<void> {
        auto edited = invoices::findPreset(t, id);
        edited->name = u"Ours"_s;
        return invoices::savePreset(t, *edited);
    });
    studio.does([&](Transaction& t) { return invoices::archivePreset(t, id); });
    QCOMPARE(install(), id);
    const auto all = studio.look([](const Snapshot& s) { return invoices::presets(s); });
    QCOMPARE(all.size(), std::size_t{1});
    QCOMPARE(all.front().name, u"Ours"_s);
    const auto unknown = studio.database->write(
        Actor::studio(), [](Transaction& t) { return invoices::installPreset(t, u"ready-never"_s); });
    QVERIFY(!unknown);
    QCOMPARE(unknown.error().fault, Fault::NotFound);
}

void SchedulePresetsTest::everyReadyOneAddsUp()
{
    const ScheduleDays days{QDate{2027, 1, 31}, QDate{2027, 1, 31}, QDate{2027, 8, 31}, 14};
    for (const invoices::NewPreset& one : invoices::readyPresets()) {
        QVERIFY2(check(one.rules), qPrintable(one.name));
        const auto parts = instalmentsOf(one.rules, 100'001, days);
        QVERIFY2(parts, qPrintable(one.name));
        qint64 sum = 0;
        for (const Instalment& part : *parts)
            sum += part.amount;
        QCOMPARE(sum, qint64{100'001});
        if (one.uid == u"ready-monthly"_s) {
            QCOMPARE(parts->size(), std::size_t{8}); // end of January to end of August
            QCOMPARE(parts->front().due, QDate(2027, 1, 31));
            QCOMPARE((*parts)[1].due, QDate(2027, 2, 28));
            QCOMPARE(parts->back().due, days.shoot);
        }
    }
}

void SchedulePresetsTest::anInvoiceFromAnOrderStartsWithIt()
{
    ItemsFixture studio;
    const JobTypeId wedding = typeOf(studio, u"Wedding"_s);
    setType(studio, wedding);
    studio.done([&](Transaction& t) { return invoices::addPreset(t, {u"Halves"_s, halves(), wedding}); });
    OrderDesk desk{studio};
    desk.job = studio.job;
    const ItemId order = desk.sent(someOrder(), {studio.ada});
    const auto drafts = studio.look([&](const Snapshot& s) {
        return invoices::fromOrder(s, order, {60'000, 40'000});
    });
    QCOMPARE(drafts.size(), std::size_t{2});
    for (const InvoiceContent& draft : drafts)
        QCOMPARE(draft.schedule.size(), std::size_t{2});

    // A retainer of so much is that of the order, not of each share.
    Schedule retainer = halves();
    retainer.front().share = Share::Sum;
    retainer.front().minor = 50'001;
    studio.done([&](Transaction& t) { return invoices::addPreset(t, {u"Retainer"_s, retainer, wedding}); });
    const auto shared = studio.look([&](const Snapshot& s) {
        return invoices::fromOrder(s, order, {60'000, 40'000});
    });
    QCOMPARE(shared[0].schedule.front().minor, 30'001);
    QCOMPARE(shared[1].schedule.front().minor, 20'000);
}

} // namespace foyer::test

QTEST_GUILESS_MAIN(foyer::test::SchedulePresetsTest)
#include "schedule_presets_test.moc"
