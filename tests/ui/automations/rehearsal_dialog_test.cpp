// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/mail/outbox.h"
#include "tests/ui/automations/automation_desk.h"
#include "ui/automations/automation_editor.h"
#include "ui/automations/rehearsal_dialog.h"
#include "ui/common/words.h"

#include <QListWidget>
#include <QPointer>
#include <QSignalSpy>
#include <QTextBrowser>

using namespace foyer;
using namespace Qt::StringLiterals;

namespace {

struct Fixture : AutomationDesk
{
    RehearsalDialog* rehearse(const AutomationContent& content)
    {
        auto* dialog = new RehearsalDialog{studio.database(), u"Thanks"_s, content, &page};
        dialog->show();
        return dialog;
    }
    automations::Rehearsed computed(const AutomationContent& content, JobId job)
    {
        auto done = studio.database().rehearse(Actor::studio(), [&](Rehearsal& rehearsal) {
            return automations::rehearse(rehearsal, content, job);
        });
        if (!done)
            qFatal("%s", qPrintable(done.error().detail));
        return *done;
    }
    static void play(RehearsalDialog* dialog, JobId job)
    {
        QSignalSpy played{dialog, &RehearsalDialog::played};
        dialog->play(job);
        QTRY_COMPARE(played.size(), 1);
    }
    static QListWidget* timeline(RehearsalDialog* dialog)
    {
        return dialog->findChild<QListWidget*>(u"timeline"_s);
    }
    static QString label(RehearsalDialog* dialog, const QString& name)
    {
        const auto* found = dialog->findChild<QLabel*>(name);
        return found && found->isVisible() ? found->text() : QString{};
    }
};

} // namespace

class RehearsalDialogTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatIsShownIsWhatWouldHappen()
    {
        Fixture f;
        AutomationContent content = f.thanks();
        content.steps.insert(content.steps.begin() + 1, {WaitStep{.days = 3, .at = {9, 0}}});
        content.steps.push_back({MailStep{f.thankYouUid, {Audience::Kind::People, {JobRole::Spouse}}}, true});
        auto* dialog = f.rehearse(content);
        Fixture::play(dialog, f.wedding);
        const automations::Rehearsed expected = f.computed(content, f.wedding);
        const QListWidget* timeline = Fixture::timeline(dialog);
        QVERIFY(expected.steps.size() >= 4U);
        QCOMPARE(timeline->count(), int(expected.steps.size()));
        for (int i = 0; i < timeline->count(); ++i) {
            const automations::RehearsedStep& step = expected.steps[std::size_t(i)];
            const QString line = timeline->item(i)->text();
            if (!step.subject.isEmpty()) {
                QVERIFY2(line.contains(step.subject) && line.contains(step.toName), qPrintable(line));
                Fixture::timeline(dialog)->setCurrentRow(i);
                QCOMPARE(Fixture::label(dialog, u"mailSubject"_s), step.subject);
                QVERIFY(Fixture::label(dialog, u"mailTo"_s).contains(step.toAddress));
            }
            if (i == timeline->count() - 1) // days later by the clock of the rehearsal
                QVERIFY2(line.startsWith(words::moment(step.at)), qPrintable(line));
        }
        // Nothing of it happened, and nothing had to be saved for it.
        QVERIFY(f.all().empty());
        QVERIFY(f.read([](const Snapshot& s) { return mail::all(s, 10); }).empty());
        QVERIFY(f.read([](const Snapshot& s) { return tasks::open(s, 10); }).empty());
    }

    void aMailIsReadAsItsRecipientWillWithItsLinksMasked()
    {
        Fixture f;
        auto* dialog = f.rehearse(f.thanks());
        Fixture::play(dialog, f.wedding);
        Fixture::timeline(dialog)->setCurrentRow(0);
        const QString subject = Fixture::label(dialog, u"mailSubject"_s);
        QVERIFY2(subject == u"Thank you, Mara"_s || subject == u"Thank you, Jonas"_s, qPrintable(subject));
        const automations::RehearsedStep first = f.computed(f.thanks(), f.wedding).steps.front();
        QVERIFY(first.text.contains(u"https://portal.example.com"_s));
        QVERIFY(first.text.contains(u"…"_s) || first.text.contains(u"•"_s));
    }

    void whatIsLeftOutSaysWhy()
    {
        Fixture f;
        const ContactId nobody = f.studio.addPerson(u"Ada"_s, u"Nachtigall"_s);
        const JobId job = f.addJob(u"Portraits"_s, {{nobody, JobRole::Client}});
        auto* dialog = f.rehearse(f.thanks());
        Fixture::play(dialog, job);
        QVERIFY2(Fixture::timeline(dialog)->item(0)->text().contains(u"skipped, because"_s),
                 qPrintable(Fixture::timeline(dialog)->item(0)->text()));
    }

    void oneThatCannotRunIsNotPlayedButSaysWhy()
    {
        Fixture f;
        auto* dialog = f.rehearse({});
        Fixture::play(dialog, f.wedding);
        QCOMPARE(Fixture::timeline(dialog)->count(), 0);
        QVERIFY(Fixture::label(dialog, u"rehearsalSaid"_s).contains(u"no step"_s));
    }

    void itSaysWhereItEnds()
    {
        Fixture f;
        AutomationContent content = f.thanks();
        auto* dialog = f.rehearse(content);
        Fixture::play(dialog, f.wedding);
        QCOMPARE(Fixture::label(dialog, u"rehearsalNote"_s), u"Then it ends."_s);
        content.steps.push_back({WaitStep{.from = WaitStep::From::Shoot, .days = 1, .at = {}}});
        content.steps.push_back({TaskStep{u"Sort the pictures"_s, 0}});
        auto* waiting = f.rehearse(content);
        Fixture::play(waiting, f.wedding); // which has no day
        QVERIFY(!Fixture::label(waiting, u"rehearsalNote"_s).isEmpty());
        QVERIFY(Fixture::label(waiting, u"rehearsalNote"_s) != u"Then it ends."_s);
    }

    void theJobIsFoundByANameOnIt()
    {
        Fixture f;
        f.addJob(u"Something else"_s, {});
        auto* dialog = f.rehearse(f.thanks());
        QSignalSpy played{dialog, &RehearsalDialog::played};
        QTest::keyClicks(dialog->findChild<QLineEdit*>(u"jobFinderText"_s), u"jonas"_s);
        auto* found = dialog->findChild<QListWidget*>(u"jobsFound"_s);
        QTRY_COMPARE(found->count(), 1);
        QTRY_VERIFY(!played.isEmpty());
        QVERIFY(Fixture::timeline(dialog)->count() > 0);
    }

    void goingOnInTheListShowsTheJobOneStoppedAt()
    {
        Fixture f;
        const ContactId ada = f.studio.addPerson(u"Ada"_s, u"Nachtigall"_s, u"ada@example.com"_s);
        const JobId other = f.addJob(u"Portraits"_s, {{ada, JobRole::Client}});
        auto* dialog = f.rehearse(f.thanks());
        QSignalSpy played{dialog, &RehearsalDialog::played};
        dialog->play(f.wedding);
        dialog->play(other); // before the first one was played
        QTRY_COMPARE(played.size(), 1);
        QVERIFY(Fixture::timeline(dialog)->item(0)->text().contains(u"Ada Nachtigall"_s));
    }

    void theEditorRehearsesWhatIsTypedNotWhatIsSaved()
    {
        Fixture f;
        const AutomationId id = f.add(u"Thanks"_s, {});
        f.page.reload();
        f.page.showAutomation(id);
        f.addStep(u"Task"_s);
        QTest::keyClicks(f.part<QLineEdit>(u"taskTitle"_s), u"Call them"_s);
        f.press(u"rehearse"_s);
        auto* dialog = f.page.findChild<RehearsalDialog*>();
        QVERIFY(dialog);
        Fixture::play(dialog, f.wedding);
        QCOMPARE(Fixture::timeline(dialog)->count(), 1);
        QVERIFY(Fixture::timeline(dialog)->item(0)->text().contains(u"Call them"_s));
        QVERIFY(f.automation(id).content.steps.empty());
    }

    void closingItWhileItPlaysIsSafe()
    {
        Fixture f;
        QPointer<RehearsalDialog> dialog = f.rehearse(f.thanks());
        dialog->play(f.wedding);
        dialog->reject();
        QTRY_VERIFY(!dialog);
        f.tick();
    }
};

QTEST_MAIN(RehearsalDialogTest)
#include "rehearsal_dialog_test.moc"
