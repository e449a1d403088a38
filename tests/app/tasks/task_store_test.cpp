// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/tasks/task_store.h"
#include "tests/app/items/items_fixture.h"

namespace foyer::test {

using namespace Qt::StringLiterals;

class TaskStoreTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void openOnesComeByTheirDay();
    void refusesWhatIsNoTask();
    void refusesAnEditOfAnOldVersion();
    void doneIsDoneOnce();
};

void TaskStoreTest::openOnesComeByTheirDay()
{
    ItemsFixture studio;
    const auto add = [&](const QString& title, QDate due, bool isOfJob) {
        return studio.done([&](Transaction& t) {
            return tasks::add(t,
                              {isOfJob ? std::optional{studio.job} : std::nullopt, title, u"Notes"_s, due});
        });
    };
    add(u"Some time"_s, {}, true);
    const auto later = add(u"Later"_s, QDate{2027, 5, 2}, true);
    const auto sooner = add(u" Sooner\n"_s, QDate{2027, 5, 1}, true);
    add(u"Of no job"_s, QDate{2027, 4, 1}, false);
    const auto titles = [](const std::vector<Task>& tasks) {
        QStringList list;
        for (const Task& one : tasks)
            list.append(one.title);
        return list;
    };
    QCOMPARE(titles(studio.look([](const Snapshot& s) { return tasks::open(s, 10); })),
             (QStringList{u"Of no job"_s, u"Sooner"_s, u"Later"_s, u"Some time"_s}));
    studio.does([&](Transaction& t) { return tasks::setDone(t, sooner, true); });
    studio.now += std::chrono::seconds{5};
    studio.does([&](Transaction& t) { return tasks::setDone(t, later, true); });
    QCOMPARE(titles(studio.look([&](const Snapshot& s) { return tasks::ofJob(s, studio.job); })),
             (QStringList{u"Some time"_s, u"Later"_s, u"Sooner"_s}));
    studio.does([&](Transaction& t) { return tasks::remove(t, later); });
    QCOMPARE(studio.look([&](const Snapshot& s) { return tasks::ofJob(s, studio.job); }).size(),
             std::size_t{2});
    QCOMPARE(studio.database->read([&](const Snapshot& s) { return tasks::find(s, later); }).error().fault,
             Fault::NotFound);
}

void TaskStoreTest::refusesWhatIsNoTask()
{
    ItemsFixture studio;
    const auto faultOf = [&](const NewTask& task) {
        const auto added =
            studio.database->write(Actor::studio(), [&](Transaction& t) { return tasks::add(t, task); });
        return added ? std::nullopt : std::optional{added.error().fault};
    };
    QCOMPARE(faultOf({{}, u" \n "_s}), Fault::Invalid);
    QCOMPARE(faultOf({{}, QString{201, u'x'}}), Fault::Invalid);
    QCOMPARE(faultOf({{}, u"x"_s, QString{20'001, u'x'}}), Fault::Invalid);
    QCOMPARE(faultOf({JobId{4711}, u"x"_s}), Fault::NotFound);
    QCOMPARE(faultOf({{}, QString{200, u'x'}, QString{20'000, u'x'}}), std::nullopt);
}

void TaskStoreTest::refusesAnEditOfAnOldVersion()
{
    ItemsFixture studio;
    const auto id = studio.done([&](Transaction& t) { return tasks::add(t, {{}, u"Call"_s}); });
    Task first = studio.look([&](const Snapshot& s) { return tasks::find(s, id); });
    Task second = first;
    first.title = u"Call at noon"_s;
    first.job = studio.job;
    second.title = u"Write"_s;
    studio.does([&](Transaction& t) { return tasks::save(t, first); });
    const auto late = studio.change([&](Transaction& t) { return tasks::save(t, second); });
    QVERIFY(!late);
    QCOMPARE(late.error().fault, Fault::Conflict);
    const Task kept = studio.look([&](const Snapshot& s) { return tasks::find(s, id); });
    QCOMPARE(kept.title, u"Call at noon"_s);
    QCOMPARE(kept.job, studio.job);
}

void TaskStoreTest::doneIsDoneOnce()
{
    ItemsFixture studio;
    const auto id = studio.done([&](Transaction& t) { return tasks::add(t, {{}, u"Call"_s}); });
    studio.does([&](Transaction& t) { return tasks::setDone(t, id, true); });
    const auto at = studio.now;
    studio.now += std::chrono::hours{1};
    studio.does([&](Transaction& t) { return tasks::setDone(t, id, true); });
    QCOMPARE(studio.look([&](const Snapshot& s) { return tasks::find(s, id); }).doneAt, at);
    studio.does([&](Transaction& t) { return tasks::setDone(t, id, false); });
    QVERIFY(!studio.look([&](const Snapshot& s) { return tasks::find(s, id); }).doneAt);
}

} // namespace foyer::test

QTEST_GUILESS_MAIN(foyer::test::TaskStoreTest)
#include "task_store_test.moc"
