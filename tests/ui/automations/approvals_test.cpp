// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/mail/outbox.h"
#include "tests/ui/automations/automation_desk.h"
#include "ui/automations/mails_dialog.h"
#include "ui/automations/runs_view.h"

#include <QAbstractItemModelTester>
#include <QElapsedTimer>
#include <QMessageBox>
#include <QScrollArea>
#include <QSignalSpy>
#include <QTreeView>

using namespace foyer;
using namespace Qt::StringLiterals;
using automations::Run;
using automations::RunState;
using automations::StepRow;
using automations::StepState;

namespace {

struct Fixture : AutomationDesk
{
    AutomationContent asking() const
    {
        AutomationContent content = thanks();
        content.steps.front().asks = true;
        return content;
    }
    std::vector<QWidget*> cards()
    {
        std::vector<QWidget*> shown;
        for (auto* one : part<QScrollArea>(u"approvals"_s)->findChildren<QWidget*>(u"card"_s)) {
            if (!one->isHidden())
                shown.push_back(one);
        }
        return shown;
    }
    QString text(QWidget* card) { return card->findChild<QLabel*>(u"cardText"_s)->text(); }
    /// On the first card, once it listens: just after a decision none does.
    void press(const QString& name)
    {
        const auto button = [&] {
            const auto all = cards();
            return all.empty() ? nullptr : all.front()->findChild<QPushButton*>(name);
        };
        QTRY_VERIFY(button() && button()->isEnabled());
        button()->click();
    }
    std::vector<mail::Mail> mails()
    {
        return read([](const Snapshot& s) { return mail::all(s, 100); });
    }
    /// The card of this person's mail.
    QWidget* cardOf(const QString& name)
    {
        for (QWidget* card : cards()) {
            if (text(card).contains(name))
                return card;
        }
        return nullptr;
    }
    RunsView* runsView() { return page.findChild<RunsView*>(); }
    QTreeView* tree() { return runsView()->findChild<QTreeView*>(); }
    void showHistory(AutomationId id)
    {
        page.reload();
        page.showAutomation(id);
        part<QTabWidget>(u"automationTabs"_s)->setCurrentIndex(1);
    }
    QModelIndex line(int run, int step = -1)
    {
        const QModelIndex above = tree()->model()->index(run, 0);
        return step < 0 ? above : tree()->model()->index(step, 0, above);
    }
    QString outcome(const QModelIndex& index)
    {
        return index.siblingAtColumn(RunsModel::Outcome).data().toString();
    }
};

} // namespace

class ApprovalsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatAsksStandsThereWithWhyAndForWhomAndIsCounted()
    {
        Fixture f;
        QSignalSpy notes{&f.page, &AutomationsPage::noteChanged};
        const AutomationId id = f.addOn(u"Thanks"_s, f.asking());
        f.book(f.wedding);
        f.tick();
        QTRY_VERIFY(!f.cards().empty());
        const int count = f.read([](const Snapshot& s) { return automations::countAsking(s); });
        QVERIFY(count > 0);
        QCOMPARE(int(f.cards().size()), count);
        QTRY_COMPARE(notes.back().front().toString(), QString::number(count));
        QCOMPARE(f.part<QTabWidget>(u"automationsTabs"_s)->tabText(1), u"Waiting for You (%1)"_s.arg(count));
        for (QWidget* card : f.cards()) {
            QVERIFY(f.text(card).contains(u"Mara & Jonas"_s));
            QVERIFY(f.text(card).contains(u"Thanks"_s));
        }
        QTRY_VERIFY(f.model()->rowCount() == 1 && f.model()->row(0).asking == count);
        QVERIFY(f.mails().empty());
        QCOMPARE(f.runs(id).front().state, RunState::Running);
    }

    void approvingSendsTheMailAndSkippingDoesNot()
    {
        Fixture f;
        f.addOn(u"Thanks"_s, f.asking());
        f.book(f.wedding);
        f.tick();
        QTRY_VERIFY(!f.cards().empty());
        const std::size_t before = f.cards().size();
        f.press(u"approve"_s);
        QTRY_COMPARE(f.cards().size(), before - 1);
        QVERIFY(!f.said().isEmpty());
        f.tick();
        const std::size_t sent = f.mails().size();
        QVERIFY(sent >= 1);
        while (!f.cards().empty()) {
            const std::size_t left = f.cards().size();
            f.press(u"skip"_s);
            QTRY_COMPARE(f.cards().size(), left - 1);
        }
        f.tick();
        QCOMPARE(f.mails().size(), sent);
        QCOMPARE(f.read([](const Snapshot& s) { return automations::countAsking(s); }), 0);
        // What comes after a skipped step goes on.
        QCOMPARE(f.read([](const Snapshot& s) { return tasks::open(s, 10); }).size(), 1U);
    }

    void theMailCanBeReadBeforeItIsApproved()
    {
        Fixture f;
        f.addOn(u"Thanks"_s, f.asking());
        f.book(f.wedding);
        f.tick();
        QTRY_VERIFY(!f.cards().empty());
        f.press(u"readFirst"_s);
        MailsDialog* dialog = nullptr;
        QTRY_VERIFY((dialog = f.page.findChild<MailsDialog*>()));
        QVERIFY(dialog->findChild<QLabel*>(u"mailSubject"_s)->text().startsWith(u"Thank you, "_s));
        const QString to = dialog->findChild<QLabel*>(u"mailTo"_s)->text();
        QVERIFY(f.mails().empty()); // reading sends nothing
        dialog->findChild<QPushButton*>(u"approveRead"_s)->click();
        const auto decided = [&] {
            f.tick();
            return f.mails().size();
        };
        QTRY_VERIFY(decided() > 0);
        QVERIFY(to.contains(f.mails().front().toAddress) || to.contains(f.mails().back().toAddress));
    }

    void whatWasDecidedMeanwhileIsSaid()
    {
        Fixture f;
        const AutomationId id = f.addOn(u"Thanks"_s, f.asking());
        f.book(f.wedding);
        f.tick();
        QTRY_VERIFY(!f.cards().empty());
        auto* approve = f.cards().front()->findChild<QPushButton*>(u"approve"_s);
        const StepId step = f.runs(id).front().steps.front().id;
        f.studio.change([&](Transaction& t) { return automations::skipStep(t, step); });
        approve->click(); // on what stood there before the page heard of it
        QTRY_VERIFY(f.said().contains(u"meanwhile"_s));
    }

    void theKeyboardGoesOnWithTheNextOne()
    {
        Fixture f;
        f.addOn(u"Thanks"_s, f.asking());
        f.book(f.wedding);
        f.book(f.addJob(u"Portraits"_s, {{f.mara, JobRole::Client}}));
        f.tick();
        f.page.showApprovals();
        QApplication::setActiveWindow(&f.page);
        QTRY_VERIFY(f.cards().size() >= 2U);
        const std::size_t before = f.cards().size();
        auto* approve = f.cards().front()->findChild<QPushButton*>(u"approve"_s);
        approve->setFocus();
        QTRY_VERIFY(approve->hasFocus());
        QTest::keyClick(approve, Qt::Key_Space);
        QTRY_COMPARE(f.cards().size(), before - 1);
        QTRY_VERIFY(f.cards().front()->hasFocus());
    }

    void aDoubleClickApprovesOneAlone()
    {
        Fixture f;
        f.addOn(u"Thanks"_s, f.asking());
        f.book(f.wedding);
        f.book(f.addJob(u"Portraits"_s, {{f.mara, JobRole::Client}}));
        f.tick();
        f.page.showApprovals();
        QTRY_VERIFY(f.cards().size() >= 2U);
        const std::size_t before = f.cards().size();
        f.press(u"approve"_s);
        QTRY_COMPARE(f.cards().size(), before - 1);
        auto* next = f.cards().front()->findChild<QPushButton*>(u"approve"_s);
        QVERIFY(!next->isEnabled()); // deaf to the second half of a double click
        next->click();
        QTRY_VERIFY(next->isEnabled());
        QCOMPARE(f.cards().size(), before - 1);
    }

    void theHistoryTellsWhatBecameOfEachStep()
    {
        Fixture f;
        const ContactId nobody = f.studio.addPerson(u"Ada"_s, u"Nachtigall"_s);
        const JobId job = f.addJob(u"Portraits"_s, {{f.mara, JobRole::Client}, {nobody, JobRole::Spouse}});
        AutomationContent content = f.thanks();
        content.steps.push_back({WaitStep{.days = 3, .at = {}}});
        content.steps.push_back({TaskStep{u"Call them"_s, 0}});
        const AutomationId id = f.addOn(u"Thanks"_s, content);
        f.showHistory(id);
        QVERIFY(f.runsView()->isEmpty());
        QVERIFY(f.runsView()->findChild<QLabel*>(u"noRuns"_s)->isVisible());
        f.book(job);
        f.tick();
        QTRY_COMPARE(f.tree()->model()->rowCount(), 1);
        QAbstractItemModelTester tester{f.tree()->model()};
        QVERIFY(f.line(0).data().toString().contains(u"Portraits"_s));
        QStringList outcomes;
        for (int i = 0; i < f.tree()->model()->rowCount(f.line(0)); ++i)
            outcomes.append(f.outcome(f.line(0, i)));
        const QString all = outcomes.join(u'\n');
        QVERIFY2(all.contains(u"Mara Lind"_s), qPrintable(all));
        QVERIFY2(all.contains(u"Ada Nachtigall: skipped, because"_s), qPrintable(all));
        QVERIFY2(all.contains(u"waits until"_s), qPrintable(all));
    }

    void aMailInTheHistoryLeadsToTheOutboxAndARunToItsJob()
    {
        Fixture f;
        const AutomationId id = f.addOn(u"Thanks"_s, f.thanks());
        f.book(f.wedding);
        f.tick();
        f.showHistory(id);
        QTRY_COMPARE(f.tree()->model()->rowCount(), 1);
        QSignalSpy mail{&f.page, &AutomationsPage::mailWanted};
        QSignalSpy job{&f.page, &AutomationsPage::jobWanted};
        f.tree()->setCurrentIndex(f.line(0));
        QVERIFY(!f.part<QPushButton>(u"showMail"_s)->isVisible());
        f.AutomationDesk::press(u"showRunJob"_s);
        QCOMPARE(job.size(), 1);
        QCOMPARE(*static_cast<const JobId*>(job.front().front().constData()), f.wedding);
        f.tree()->setCurrentIndex(f.line(0, 0));
        QVERIFY(f.part<QPushButton>(u"showMail"_s)->isVisible());
        f.AutomationDesk::press(u"showMail"_s);
        QCOMPARE(mail.size(), 1);
        QCOMPARE(*static_cast<const MailId*>(mail.front().front().constData()),
                 *f.runs(id).front().steps.front().mail);
    }

    void cancellingARunAsksAndTakesItsWaitingMailsBack()
    {
        Fixture f;
        AutomationContent content = f.thanks();
        content.steps.push_back({WaitStep{.days = 3, .at = {}}});
        content.steps.push_back({TaskStep{u"Call them"_s, 0}});
        const AutomationId id = f.addOn(u"Thanks"_s, content);
        f.book(f.wedding);
        f.tick();
        QCOMPARE(f.runs(id).front().state, RunState::Running);
        f.showHistory(id);
        QTRY_COMPARE(f.tree()->model()->rowCount(), 1);
        f.tree()->setCurrentIndex(f.line(0));
        f.AutomationDesk::press(u"cancelRun"_s);
        QCOMPARE(f.runs(id).front().state, RunState::Running); // it asks first
        f.pressInBox(u"question"_s, u"accept"_s);
        QTRY_COMPARE(f.runs(id).front().state, RunState::Cancelled);
        for (const mail::Mail& one : f.mails())
            QCOMPARE(one.state, mail::MailState::Cancelled);
        QTRY_VERIFY(f.outcome(f.line(0)).startsWith(u"Cancelled"_s));
        QVERIFY(!f.part<QPushButton>(u"cancelRun"_s)->isVisible());
    }

    void theJobSheetsHistoryNamesTheAutomation()
    {
        Fixture f;
        f.addOn(u"Thanks"_s, f.thanks());
        f.book(f.wedding);
        f.tick();
        RunsView view{f.studio.database(), RunsModel::Named::ByAutomation};
        view.showJob(f.wedding);
        const auto* tree = view.findChild<QTreeView*>();
        QCOMPARE(tree->model()->rowCount(), 1);
        QVERIFY(tree->model()->index(0, 0).data().toString().contains(u"Thanks"_s));
        view.showJob(f.addJob(u"Another"_s, {}));
        QVERIFY(view.isEmpty());
    }

    void aThousandRunsAreShownWithoutAWait()
    {
        Fixture f;
        const AutomationId id = f.addOn(u"Thanks"_s, f.thanks());
        f.write([&](Transaction& t) -> Result<bool> {
            for (int i = 0; i < 1'000; ++i) {
                JobDetails details;
                details.title = u"Job %1"_s.arg(i);
                details.people = {{f.mara, JobRole::Client}, {f.jonas, JobRole::Spouse}};
                const auto job = jobs::add(t, f.studio.brand(), details);
                if (!job)
                    return fail(job.error());
                if (const auto booked = jobs::book(t, *job, u"by hand"_s); !booked)
                    return booked;
            }
            return true;
        });
        f.tick();
        QCOMPARE(f.runs(id).size(), 1'000U);
        QTRY_VERIFY(f.model()->rowCount() == 1);
        f.showHistory(id);
        QTRY_VERIFY(f.tree()->model()->rowCount() > 0);
        QElapsedTimer timer;
        timer.start();
        f.runsView()->reload();
        f.page.reload();
        const auto took = timer.elapsed();
        qInfo("runs shown in %lld ms", static_cast<long long>(took));
        QVERIFY2(took < 500, qPrintable(QString::number(took))); // many times a debug build's
        f.AutomationDesk::press(u"olderRuns"_s);
        QTRY_COMPARE(f.tree()->model()->rowCount(), 1'000);
    }
};

QTEST_MAIN(ApprovalsTest)
#include "approvals_test.moc"
