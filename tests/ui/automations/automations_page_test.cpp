// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/automations/automation_desk.h"
#include "ui/automations/automation_editor.h"
#include "ui/automations/rehearsal_dialog.h"

#include <QAbstractItemModelTester>
#include <QAbstractSpinBox>
#include <QCheckBox>
#include <QMessageBox>
#include <QSignalSpy>
#include <QStackedWidget>
#include <QToolButton>

using namespace foyer;
using namespace Qt::StringLiterals;

namespace {

struct Fixture : AutomationDesk
{
    QString cell(int row, AutomationsModel::Column column)
    {
        return model()->index(row, column).data().toString();
    }
    void select(int row) { table()->selectRow(row); }
    QPushButton* inBox(const QString& box, const QString& name)
    {
        auto* found = page.findChild<QMessageBox*>(box);
        return found ? found->findChild<QPushButton*>(name) : nullptr;
    }
    void turnByKeyboard(int row)
    {
        select(row);
        QTest::keyClick(table(), Qt::Key_Space);
    }
};

/// What a screen reader would call nothing but its kind; see tests/desktop/tree.py.
QStringList unnamed(QWidget& page)
{
    QStringList found;
    for (auto* one : page.findChildren<QWidget*>()) {
        if (one->focusPolicy() == Qt::NoFocus || one->parentWidget()->inherits("QAbstractSpinBox") ||
            one->parentWidget()->inherits("QComboBox") ||
            one->parentWidget()->inherits("QComboBoxPrivateContainer"))
            continue;
        const auto* button = qobject_cast<QAbstractButton*>(one);
        const bool isControl = button || one->inherits("QLineEdit") || one->inherits("QAbstractItemView") ||
                               one->inherits("QAbstractSpinBox") || one->inherits("QComboBox") ||
                               one->inherits("QTextEdit") || one->inherits("QTabWidget");
        const bool isNamed =
            !one->accessibleName().trimmed().isEmpty() || (button && !button->text().trimmed().isEmpty());
        const bool isDescribed = !one->inherits("QComboBox") || !one->accessibleDescription().isEmpty();
        if (isControl && (!isNamed || !isDescribed))
            found.append(QLatin1StringView{one->metaObject()->className()} + u' ' + one->objectName());
    }
    return found;
}

} // namespace

class AutomationsPageTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void withoutAutomationsThePageSaysWhatTheyAreAndOffersTheGallery()
    {
        Fixture f;
        int opened = 0;
        f.page.setGallery([&] { ++opened; });
        QVERIFY(!f.table()->isVisible());
        QPushButton* gallery = nullptr;
        QPushButton* fresh = nullptr;
        for (auto* one : f.page.findChildren<QPushButton*>()) {
            if (one->isVisible() && one->text().contains(u"Template &Gallery"_s))
                gallery = one;
            if (one->isVisible() && one->text().contains(u"New"_s))
                fresh = one;
        }
        QVERIFY(gallery && fresh);
        gallery->click();
        QCOMPARE(opened, 1);
        fresh->click();
        QTRY_COMPARE(f.all().size(), 1U);
        QTRY_VERIFY(f.page.findChild<AutomationEditor*>()->isVisible());
        QVERIFY(!f.all().front().onSince);
    }

    void eachLineSaysInOneSentenceWhatItWaitsForAndDoes()
    {
        Fixture f;
        AutomationContent content = f.thanks();
        content.steps.push_back({MailStep{f.thankYouUid, {}}});
        content.steps.push_back({WaitStep{.days = 3, .at = {}}});
        f.add(u"Booking"_s, content);
        f.addOn(u"Zoo"_s, f.thanks());
        QTRY_COMPARE(f.model()->rowCount(), 2);
        QAbstractItemModelTester tester{f.model()};
        QCOMPARE(f.cell(0, AutomationsModel::Name), u"Booking"_s);
        QCOMPARE(f.cell(0, AutomationsModel::Summary), u"When a job is booked: 2 mail(s), 1 task(s)"_s);
        QCOMPARE(f.cell(0, AutomationsModel::Switch), u"Off"_s);
        QCOMPARE(f.cell(1, AutomationsModel::Switch), u"On"_s);
        QCOMPARE(f.cell(1, AutomationsModel::LastRun), u"never"_s);
        QVERIFY(f.model()->index(1, 0).data(Qt::AccessibleTextRole).toString().contains(u"Zoo: On"_s));
    }

    void switchingOnSaysWhatItWillDoAndOffersARehearsalFirst()
    {
        Fixture f;
        const AutomationId id = f.add(u"Thanks"_s, f.thanks());
        QTRY_COMPARE(f.model()->rowCount(), 1);
        f.turnByKeyboard(0);
        QTRY_VERIFY(f.inBox(u"switchOn"_s, u"accept"_s));
        auto* box = f.page.findChild<QMessageBox*>(u"switchOn"_s);
        QVERIFY(box->informativeText().contains(u"Mail “Thank you” to client, spouse and partner"_s));
        QVERIFY(box->informativeText().contains(u"Order the album"_s));
        QVERIFY(!f.automation(id).onSince); // not before somebody said so
        f.inBox(u"switchOn"_s, u"rehearseFirst"_s)->click();
        QTRY_VERIFY(f.page.findChild<RehearsalDialog*>());
        f.page.findChild<RehearsalDialog*>()->reject();
        QTRY_VERIFY(f.inBox(u"switchOn"_s, u"accept"_s)); // it comes back
        f.inBox(u"switchOn"_s, u"accept"_s)->click();
        QTRY_VERIFY(f.automation(id).onSince);
        QTRY_COMPARE(f.cell(0, AutomationsModel::Switch), u"On"_s);
        QTRY_VERIFY(f.said().contains(u"Thanks"_s));
        f.press(u"undo"_s);
        QTRY_VERIFY(!f.automation(id).onSince);
    }

    void oneThatIsNotWholeIsOpenedAndSaysWhy()
    {
        Fixture f;
        const AutomationId id = f.add(u"Half-made"_s, {});
        QTRY_COMPARE(f.model()->rowCount(), 1);
        f.turnByKeyboard(0);
        QTRY_VERIFY(f.page.findChild<AutomationEditor*>()->isVisible());
        QVERIFY(f.page.findChild<AutomationEditor*>()->findChild<QLabel*>(u"said"_s)->text().contains(
            u"no step"_s));
        QVERIFY(!f.automation(id).onSince);
        QVERIFY(!f.page.findChild<QMessageBox*>(u"switchOn"_s));
    }

    void whatIsTypedIsSavedBeforeItIsSwitchedOn()
    {
        Fixture f;
        const AutomationId id = f.add(u"Thanks"_s, f.thanks());
        f.page.reload();
        f.page.showAutomation(id);
        auto* name = f.part<QLineEdit>(u"automationName"_s);
        name->setFocus();
        name->selectAll();
        QTest::keyClicks(name, u"Renamed"_s);
        f.press(u"automationSwitch"_s);
        QTRY_VERIFY(f.inBox(u"switchOn"_s, u"accept"_s));
        QCOMPARE(f.automation(id).name, u"Renamed"_s);
        f.inBox(u"switchOn"_s, u"accept"_s)->click();
        QTRY_VERIFY(f.part<QLabel>(u"automationState"_s)->text().startsWith(u"On since"_s));
        QVERIFY(f.part<QAbstractButton>(u"automationSwitch"_s)->text().contains(u"Off"_s));
    }

    void switchingOffAsksAboutTheRunsUnderWay_data()
    {
        QTest::addColumn<QString>("button");
        QTest::addColumn<bool>("goOn");
        QTest::newRow("they go on") << u"accept"_s << true;
        QTest::newRow("they are cancelled") << u"cancelRuns"_s << false;
    }
    void switchingOffAsksAboutTheRunsUnderWay()
    {
        QFETCH(QString, button);
        QFETCH(bool, goOn);
        Fixture f;
        AutomationContent content = f.thanks();
        content.steps.insert(content.steps.begin(), {WaitStep{.days = 3, .at = {}}});
        const AutomationId id = f.addOn(u"Thanks"_s, content);
        f.book(f.wedding);
        f.tick();
        QCOMPARE(f.runs(id).size(), 1U);
        f.page.reload();
        f.turnByKeyboard(0);
        QTRY_VERIFY(f.inBox(u"switchOff"_s, button));
        f.inBox(u"switchOff"_s, button)->click();
        QTRY_VERIFY(!f.automation(id).onSince);
        QCOMPARE(f.runs(id).front().state == automations::RunState::Running, goOn);
    }

    void oneIsDuplicatedAndArchivedWithUndo()
    {
        Fixture f;
        const AutomationId id = f.addOn(u"Thanks"_s, f.thanks());
        QTRY_COMPARE(f.model()->rowCount(), 1);
        f.select(0);
        f.press(u"duplicateAutomation"_s);
        QTRY_COMPARE(f.model()->rowCount(), 2);
        QCOMPARE(f.all()[1].content.steps, f.all()[0].content.steps);
        QVERIFY(!f.all()[1].onSince);
        f.select(f.model()->rowOf(id));
        f.press(u"archiveAutomation"_s);
        QTRY_COMPARE(f.model()->rowCount(), 1);
        QVERIFY(f.automation(id).archivedAt);
        QTRY_VERIFY(f.part<QPushButton>(u"undo"_s)->isVisible());
        f.press(u"undo"_s);
        QTRY_COMPARE(f.model()->rowCount(), 2);
        QVERIFY(!f.automation(id).archivedAt);
        f.select(f.model()->rowOf(id));
        f.press(u"archiveAutomation"_s);
        QTRY_COMPARE(f.model()->rowCount(), 1);
        f.part<QCheckBox>(u"withArchived"_s)->setChecked(true);
        QTRY_COMPARE(f.model()->rowCount(), 2);
        QCOMPARE(f.cell(f.model()->rowOf(id), AutomationsModel::Switch), u"Archived"_s);
    }

    void theListLivesWithTheStudio()
    {
        Fixture f;
        const AutomationId id = f.addOn(u"Thanks"_s, f.thanks());
        f.book(f.wedding);
        f.tick();
        QTRY_VERIFY(f.model()->rowCount() == 1 && f.cell(0, AutomationsModel::LastRun) != u"never"_s);
        QCOMPARE(f.runs(id).size(), 1U);
    }

    void everyControlHasAName()
    {
        Fixture f;
        f.page.setGallery([] {});
        AutomationContent content = f.thanks();
        content.trigger = {.kind = Trigger::Kind::DayOfDue, .document = ItemKind::Invoice, .days = 3};
        content.conditions = {{Condition::Kind::JobType, u"Wedding"_s, false}};
        content.steps.push_back({WaitStep{.days = 2, .at = {}}});
        content.steps.push_back({DocumentStep{}});
        content.steps.push_back({StageStep{}});
        content.steps.push_back({WebhookStep{}});
        f.page.reload();
        f.page.showAutomation(f.add(u"All"_s, content));
        QCOMPARE(unnamed(f.page).join(u'\n'), QString{});
        RehearsalDialog dialog{f.studio.database(), u"All"_s, content};
        dialog.setAttribute(Qt::WA_DeleteOnClose, false);
        QCOMPARE(unnamed(dialog).join(u'\n'), QString{});
    }
};

QTEST_MAIN(AutomationsPageTest)
#include "automations_page_test.moc"
