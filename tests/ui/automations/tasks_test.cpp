// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/tasks/task_store.h"
#include "tests/ui/jobs/job_desk.h"
#include "ui/tasks/job_tasks.h"
#include "ui/tasks/open_tasks.h"
#include "ui/tasks/tasks_model.h"

#include <QAbstractItemModelTester>
#include <QCheckBox>
#include <QSignalSpy>
#include <QTableView>

using namespace foyer;
using namespace Qt::StringLiterals;

namespace {

struct Fixture : JobDesk
{
    Fixture()
    {
        page.showJob(wedding);
        QApplication::setActiveWindow(&page);
    }
    std::vector<Task> stored()
    {
        return *studio.database().read([&](const Snapshot& s) { return tasks::ofJob(s, wedding); });
    }
    TaskId addTask(const QString& title, QDate due = {}, bool isOfJob = true)
    {
        const auto id = studio.database().write(Actor::studio(), [&](Transaction& t) {
            return tasks::add(t, {isOfJob ? std::optional{wedding} : std::nullopt, title, {}, due});
        });
        if (!id)
            qFatal("%s", qPrintable(id.error().detail));
        return *id;
    }
    std::vector<QWidget*> lines()
    {
        std::vector<QWidget*> shown;
        for (auto* one : page.findChildren<QWidget*>(u"task"_s)) {
            if (!one->isHidden())
                shown.push_back(one);
        }
        return shown;
    }
    QStringList titles()
    {
        QStringList found;
        for (const QWidget* one : lines())
            found.append(one->findChild<QLineEdit*>(u"taskName"_s)->text());
        return found;
    }
    void tick(int line) { lines()[std::size_t(line)]->findChild<QCheckBox*>(u"tickTask"_s)->click(); }
};

} // namespace

class TasksTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aTaskIsTypedAndAddedWithEnter()
    {
        Fixture f;
        auto* title = f.part<QLineEdit>(u"newTask"_s);
        title->setFocus();
        QTest::keyClicks(title, u"Order the album"_s);
        QTest::keyClick(title, Qt::Key_Return);
        QTRY_COMPARE(f.titles(), QStringList{u"Order the album"_s});
        QVERIFY(title->text().isEmpty());
        QTest::keyClicks(title, u"Call the florist"_s);
        QTest::keyClicks(f.part<QLineEdit>(u"newTaskDay"_s), u"2027-05-12"_s);
        QTest::keyClick(f.part<QLineEdit>(u"newTaskDay"_s), Qt::Key_Return);
        QTRY_COMPARE(f.stored().size(), 2U);
        QTRY_COMPARE(f.titles().size(), 2);
        QCOMPARE(f.stored().front().title, u"Call the florist"_s); // the one with a day comes first
        QCOMPARE(f.stored().front().dueDay, (QDate{2027, 5, 12}));
    }

    void whatIsNoDayIsSaidAndLosesNothing()
    {
        Fixture f;
        auto* title = f.part<QLineEdit>(u"newTask"_s);
        QTest::keyClicks(title, u"Order the album"_s);
        QTest::keyClicks(f.part<QLineEdit>(u"newTaskDay"_s), u"whenever"_s);
        f.press(u"addTask"_s);
        QTest::qWait(50);
        QVERIFY(f.stored().empty());
        QCOMPARE(title->text(), u"Order the album"_s);
        QCOMPARE(f.part<QLineEdit>(u"newTaskDay"_s)->text(), u"whenever"_s);
        f.part<QLineEdit>(u"newTaskDay"_s)->clear();
        title->clear();
        f.press(u"addTask"_s);
        QVERIFY(f.part<QLabel>(u"taskProblem"_s)->isVisible());
    }

    void tickingOffIsTakenBackByUndo()
    {
        Fixture f;
        f.addTask(u"Order the album"_s);
        QTRY_COMPARE(f.titles().size(), 1);
        f.tick(0);
        QTRY_VERIFY(f.stored().front().doneAt);
        QTRY_VERIFY(f.titles().isEmpty()); // done ones are out of the way
        QTRY_VERIFY(f.said().contains(u"Order the album"_s));
        f.press(u"undo"_s);
        QTRY_VERIFY(!f.stored().front().doneAt);
        QTRY_COMPARE(f.titles().size(), 1);
        f.tick(0);
        QTRY_VERIFY(f.titles().isEmpty());
        f.press(u"showDoneTasks"_s);
        QTRY_COMPARE(f.titles().size(), 1);
        f.tick(0); // opened again
        QTRY_VERIFY(!f.stored().front().doneAt);
    }

    void titleAndDayAreChangedInPlace()
    {
        Fixture f;
        f.addTask(u"Order the album"_s, QDate{2027, 5, 12});
        QTRY_COMPARE(f.titles().size(), 1);
        auto* name = f.lines().front()->findChild<QLineEdit*>(u"taskName"_s);
        name->setFocus();
        name->selectAll();
        QTest::keyClicks(name, u"Order two albums"_s);
        QTest::keyClick(name, Qt::Key_Tab);
        QTRY_COMPARE(f.stored().front().title, u"Order two albums"_s);
        QCOMPARE(f.stored().front().dueDay, (QDate{2027, 5, 12}));
        auto* day = f.lines().front()->findChild<QLineEdit*>(u"taskDay"_s);
        day->setFocus();
        day->selectAll();
        QTest::keyClicks(day, u"2027-06-01"_s);
        QTest::keyClick(day, Qt::Key_Return);
        QTRY_COMPARE(f.stored().front().dueDay, (QDate{2027, 6, 1}));
        QCOMPARE(f.stored().front().title, u"Order two albums"_s);
        f.undo.undo();
        QTRY_COMPARE(f.stored().front().dueDay, (QDate{2027, 5, 12}));
        f.undo.undo();
        QTRY_COMPARE(f.stored().front().title, u"Order the album"_s);
    }

    void aDeletedTaskComesBack()
    {
        Fixture f;
        f.addTask(u"Order the album"_s, QDate{2027, 5, 12});
        QTRY_COMPARE(f.titles().size(), 1);
        f.lines().front()->findChild<QAbstractButton*>(u"removeTask"_s)->click();
        QTRY_VERIFY(f.stored().empty());
        f.undo.undo();
        QTRY_COMPARE(f.stored().size(), 1U);
        QCOMPARE(f.stored().front().dueDay, (QDate{2027, 5, 12}));
        f.undo.redo();
        QTRY_VERIFY(f.stored().empty());
        f.undo.undo();
        QTRY_COMPARE(f.titles().size(), 1);
    }

    void whatIsWrittenForOneJobStaysWithIt()
    {
        Fixture f;
        f.addTask(u"Order the album"_s);
        QTRY_COMPARE(f.titles().size(), 1);
        const JobId other = f.add(JobDesk::titled(u"Portraits"_s));
        f.page.showJob(other);
        QVERIFY(f.titles().isEmpty());
        f.page.showJob(f.wedding);
        QCOMPARE(f.titles().size(), 1);
    }

    void allOpenTasksStandByTheDayTheyAreDueWithTheirJobs()
    {
        Fixture f;
        OpenTasks open{f.edits};
        open.resize(700, 400);
        open.show();
        QSignalSpy counts{&open, &OpenTasks::countChanged};
        const QDate today = QDate::currentDate();
        f.addTask(u"Some time"_s, {}, false);
        f.addTask(u"Next week"_s, today.addDays(7));
        f.addTask(u"Late"_s, today.addDays(-2));
        f.addTask(u"Now"_s, today);
        auto* table = open.findChild<QTableView*>();
        QTRY_COMPARE(table->model()->rowCount(), 4);
        QAbstractItemModelTester tester{table->model()};
        QTRY_COMPARE(counts.back().front().toInt(), 4);
        const auto cell = [&](int row, int column) {
            return table->model()->index(row, column).data().toString();
        };
        QCOMPARE(cell(0, TasksModel::Title), u"Late"_s);
        QCOMPARE(cell(0, TasksModel::Due), u"2 day(s) late"_s);
        QCOMPARE(cell(1, TasksModel::Due), u"today"_s);
        QCOMPARE(cell(2, TasksModel::Job), u"Mara & Jonas"_s);
        QCOMPARE(cell(3, TasksModel::Title), u"Some time"_s);
        QCOMPARE(cell(3, TasksModel::Job), QString{});

        QSignalSpy jobs{&open, &OpenTasks::jobWanted};
        table->selectRow(1);
        QTest::keyClick(table, Qt::Key_Return);
        QCOMPARE(jobs.size(), 1);
        QTest::keyClick(table, Qt::Key_Space);
        QTRY_COMPARE(table->model()->rowCount(), 3);
        QCOMPARE(table->currentIndex().row(), 1); // the one that took its place
        f.undo.undo();
        QTRY_COMPARE(table->model()->rowCount(), 4);

        auto* fresh = open.findChild<QLineEdit*>(u"newOpenTask"_s);
        QTest::keyClicks(fresh, u"Charge the batteries"_s);
        QTest::keyClick(fresh, Qt::Key_Return);
        QTRY_COMPARE(table->model()->rowCount(), 5);
    }
};

QTEST_MAIN(TasksTest)
#include "tasks_test.moc"
