// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/automations/automation_desk.h"
#include "ui/automations/automation_draft.h"
#include "ui/automations/automation_editor.h"
#include "ui/automations/rehearsal_dialog.h"
#include "ui/automations/steps_edit.h"

#include <QMessageBox>
#include <QSpinBox>
#include <QTimeEdit>

using namespace foyer;
using namespace Qt::StringLiterals;

namespace {

struct Fixture : AutomationDesk
{
    AutomationEditor* editor() { return page.findChild<AutomationEditor*>(); }
    StepCard* card(int index)
    {
        std::vector<StepCard*> cards = shownCards();
        return std::size_t(index) < cards.size() ? cards[std::size_t(index)] : nullptr;
    }
    /// From top to bottom, without those that are on their way out.
    std::vector<StepCard*> shownCards()
    {
        std::vector<StepCard*> cards;
        for (StepCard* one : page.findChildren<StepCard*>()) {
            if (!one->isHidden())
                cards.push_back(one);
        }
        QCoreApplication::processEvents();
        std::sort(cards.begin(), cards.end(), [](StepCard* a, StepCard* b) { return a->y() < b->y(); });
        return cards;
    }
    QString sentence(int index)
    {
        return card(index)->findChild<QPushButton*>(u"stepSentence"_s)->accessibleName().section(u": "_s, 1);
    }
    void open(AutomationId id)
    {
        page.reload();
        page.showAutomation(id);
        QTRY_VERIFY(editor()->isVisible());
    }
    void rename(const QString& name)
    {
        auto* line = part<QLineEdit>(u"automationName"_s);
        line->setFocus();
        line->selectAll();
        QTest::keyClicks(line, name);
    }
    /// As somebody at another desk does.
    void changeElsewhere(AutomationId id, const std::function<void(Automation&)>& changing)
    {
        Automation theirs = automation(id);
        changing(theirs);
        studio.change([&](Transaction& t) { return automations::save(t, theirs); });
    }
    QString problem(const QString& name)
    {
        const auto* label = part<QLabel>(name);
        return label && label->isVisible() ? label->text() : QString{};
    }
};

} // namespace

class AutomationEditorTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void anAutomationIsWrittenSavedAndReadBack()
    {
        Fixture f;
        f.page.createAction()->trigger();
        QTRY_VERIFY(f.editor()->isVisible());
        auto* name = f.part<QLineEdit>(u"automationName"_s);
        QTRY_VERIFY(!name->text().isEmpty() && name->selectedText() == name->text());
        QTest::keyClicks(name, u"Album"_s);
        Fixture::choose(f.part<QComboBox>(u"triggerKind"_s), int(Trigger::Kind::DayOfShoot));
        Fixture::choose(f.part<QComboBox>(u"triggerSide"_s), 2); // after
        f.part<QSpinBox>(u"triggerDays"_s)->setValue(14);
        f.part<QTimeEdit>(u"triggerTime"_s)->setTime(QTime{10, 30});
        f.press(u"addCondition"_s);
        f.part<QComboBox>(u"conditionType"_s)->setEditText(u"Wedding"_s);
        f.addStep(u"Mail"_s);
        Fixture::choose(f.card(0)->findChild<QComboBox*>(u"mailTemplate"_s), f.thankYouUid);
        f.addStep(u"Wait"_s);
        f.card(1)->findChild<QSpinBox*>(u"waitDays"_s)->setValue(3);
        f.addStep(u"Task"_s);
        QTest::keyClicks(f.card(2)->findChild<QLineEdit*>(u"taskTitle"_s), u"Order the album"_s);
        f.card(2)->findChild<QAbstractButton*>(u"stepAsks"_s)->click();
        QCOMPARE(f.sentence(0), u"Mail “Thank you” to client, spouse and partner"_s);
        QVERIFY(f.sentence(1).startsWith(u"Wait 3 day"_s));
        f.press(u"saveAutomation"_s);
        QTRY_COMPARE(f.all().front().name, u"Album"_s);

        const AutomationContent stored = f.all().front().content;
        QCOMPARE(stored.trigger, (Trigger{.kind = Trigger::Kind::DayOfShoot, .days = 14, .at = {10, 30}}));
        QCOMPARE(stored.conditions, std::vector{Condition{.value = u"Wedding"_s}});
        QCOMPARE(stored.steps, (std::vector<Step>{{MailStep{f.thankYouUid, {}}},
                                                  {WaitStep{.days = 3, .at = {}}},
                                                  {TaskStep{u"Order the album"_s, 0}, true}}));
        QTRY_VERIFY(!f.editor()->isDirty());
        QVERIFY(!f.part<QPushButton>(u"saveAutomation"_s)->isEnabled());
    }

    void whateverAnAutomationHoldsTheFieldsGiveBack_data()
    {
        QTest::addColumn<AutomationContent>("content");
        const auto row = [](const char* name, const AutomationContent& content) {
            QTest::newRow(name) << content;
        };
        const auto waits = [&](const char* name, const Trigger& trigger) {
            AutomationContent content;
            content.trigger = trigger;
            row(name, content);
        };
        using Kind = Trigger::Kind;
        for (const Kind kind : {Kind::JobCreated, Kind::JobBooked, Kind::JobClosed, Kind::FirstLogin})
            waits(qPrintable(toWord(kind)), {.kind = kind});
        waits("stage", {.kind = Kind::StageChanged, .stage = JobStage::Completed});
        waits("sent", {.kind = Kind::DocumentSent, .document = ItemKind::Invoice});
        waits("completed", {.kind = Kind::DocumentCompleted, .document = ItemKind::Order});
        waits("week before", {.kind = Kind::DayOfShoot, .days = -7, .at = {8, 15}});
        waits("on the day", {.kind = Kind::DayOfShoot, .days = 0, .at = {6, 0}});
        waits("overdue",
              {.kind = Kind::DayOfDue, .document = ItemKind::Questionnaire, .days = 3, .at = {9, 0}});
        AutomationContent conditions;
        conditions.description = u"why"_s;
        conditions.conditions = {
            {Condition::Kind::JobType, u"Wedding"_s, true},  {Condition::Kind::Brand, u"gone-brand"_s, false},
            {Condition::Kind::LeadSource, u"Fair"_s, false}, {Condition::Kind::Stage, u"fulfilment"_s, true},
            {Condition::Kind::HasShoot, {}, true},           {Condition::Kind::HasPassword, {}, false}};
        row("conditions", conditions);
        const Audience planner{Audience::Kind::People, {JobRole::Client, JobRole::Planner}};
        AutomationContent steps;
        steps.trigger.kind = Kind::DocumentSent;
        steps.lateDays = 0;
        steps.steps = {{MailStep{u"gone"_s, planner}, true},
                       {MailStep{{}, {Audience::Kind::Recipients, {}}}},
                       {MailStep{{}, {Audience::Kind::Trigger, {}}}},
                       {WaitStep{.days = 2, .hours = 5, .at = {}}},
                       {WaitStep{.days = 1, .at = {18, 45}}},
                       {WaitStep{.from = WaitStep::From::Shoot, .days = -7, .at = {}}},
                       {WaitStep{.from = WaitStep::From::Shoot, .days = 0, .at = {7, 0}}},
                       {WaitStep{.from = WaitStep::From::Shoot, .days = 30, .at = {}}},
                       {DocumentStep{ItemKind::Contract, {}, planner, true}, true},
                       {DocumentStep{ItemKind::Order, u"gone"_s, {}, false}},
                       {StageStep{JobStage::Completed}},
                       {TaskStep{u"Back up & sort"_s, 12}},
                       {WebhookStep{u"https://hooks.example.com/a"_s}}};
        row("steps", steps);
    }
    void whateverAnAutomationHoldsTheFieldsGiveBack()
    {
        QFETCH(AutomationContent, content);
        Fixture f;
        f.open(f.add(u"All of it"_s, content));
        QCOMPARE(toJson(f.editor()->typed().content), toJson(content));
        QVERIFY(f.editor()->typed().content == content);
        QVERIFY(!f.editor()->isDirty());
    }

    void problemsStandBesideWhatCausesThem()
    {
        Fixture f;
        AutomationContent content = f.thanks();
        content.conditions = {{Condition::Kind::LeadSource, {}, false}};
        content.steps.push_back({WebhookStep{}});
        content.steps.push_back({MailStep{u"no-such-template"_s, {}}});
        f.open(f.add(u"Half-made"_s, content));
        const auto at = [&](int index) {
            return f.card(index)->findChild<QLabel*>(u"stepProblem"_s)->text();
        };
        QVERIFY(!f.problem(u"conditionProblem"_s).isEmpty());
        QCOMPARE(at(0), QString{});
        QCOMPARE(at(1), QString{});
        QVERIFY2(at(2).startsWith(u"Step 3"_s), qPrintable(at(2)));
        QVERIFY2(at(3).startsWith(u"Step 4"_s), qPrintable(at(3)));
        QVERIFY(f.problem(u"obstacles"_s).isEmpty());
        // Mended, they go by themselves.
        QTest::keyClicks(f.part<QLineEdit>(u"conditionSource"_s), u"Fair"_s);
        QTRY_VERIFY(f.problem(u"conditionProblem"_s).isEmpty());
        for (StepCard* one : f.shownCards())
            one->findChild<QAbstractButton*>(u"removeStep"_s)->click();
        QTRY_VERIFY(f.problem(u"obstacles"_s).contains(u"no step"_s));
    }

    void aTriggerThatCannotBeIsSaidThere()
    {
        Fixture f;
        AutomationContent content = f.thanks();
        content.trigger = {.kind = Trigger::Kind::DocumentCompleted, .document = ItemKind::File};
        const auto placed = f.read([&](const Snapshot& s) { return placedProblems(s, content); });
        QVERIFY(!placed.trigger.isEmpty());
        QVERIFY(placed.general.isEmpty());
    }

    void stepsMoveByButtonsAndByKeyboardWithTheirFocus()
    {
        Fixture f;
        AutomationContent content;
        for (const auto* title : {"one", "two", "three"})
            content.steps.push_back({TaskStep{QString::fromLatin1(title), 0}});
        f.open(f.add(u"Order"_s, content));
        const auto titles = [&] {
            QStringList found;
            for (const Step& step : f.editor()->typed().content.steps)
                found.append(std::get<TaskStep>(step.what).title);
            return found.join(u' ');
        };
        f.card(0)->findChild<QAbstractButton*>(u"stepDown"_s)->click();
        QCOMPARE(titles(), u"two one three"_s);
        f.card(2)->setOpen(true);
        auto* title = f.card(2)->findChild<QLineEdit*>(u"taskTitle"_s);
        title->setFocus();
        QApplication::setActiveWindow(&f.page);
        QTRY_VERIFY(title->hasFocus());
        QTest::keyClick(title, Qt::Key_Up, Qt::AltModifier);
        QCOMPARE(titles(), u"two three one"_s);
        QVERIFY(title->hasFocus());
        QTest::keyClick(title, Qt::Key_Up, Qt::AltModifier);
        QCOMPARE(titles(), u"three two one"_s);
        QTest::keyClick(title, Qt::Key_Up, Qt::AltModifier); // the first stays the first
        QCOMPARE(titles(), u"three two one"_s);
        f.card(1)->findChild<QAbstractButton*>(u"removeStep"_s)->click();
        QCOMPARE(titles(), u"three one"_s);
        QVERIFY(f.card(1)->findChild<QPushButton*>(u"stepSentence"_s)->hasFocus());
    }

    void aNameIsNeededAndWhatWasTypedStays()
    {
        Fixture f;
        const AutomationId id = f.add(u"Thanks"_s, f.thanks());
        f.open(id);
        f.rename(u" "_s);
        f.part<QLineEdit>(u"automationDescription"_s)->setFocus();
        QTest::keyClicks(f.part<QLineEdit>(u"automationDescription"_s), u"kept"_s);
        f.press(u"saveAutomation"_s);
        QVERIFY(
            f.part<QLineEdit>(u"automationName"_s)->accessibleDescription().contains(u"Give it a name"_s));
        QCOMPARE(f.part<QLineEdit>(u"automationDescription"_s)->text(), u"kept"_s);
        QCOMPARE(f.automation(id).name, u"Thanks"_s);
    }

    void whatIsSwitchedOnIsNotSavedInPieces()
    {
        Fixture f;
        const AutomationId id = f.addOn(u"Thanks"_s, f.thanks());
        f.open(id);
        f.addStep(u"Webhook"_s);
        f.press(u"saveAutomation"_s);
        QTRY_VERIFY(f.part<QLabel>(u"said"_s)->text().contains(u"Not saved"_s));
        QVERIFY(f.part<QLabel>(u"said"_s)->text().contains(u"Step 3"_s));
        QCOMPARE(f.editor()->typed().content.steps.size(), 3U);
        QCOMPARE(f.automation(id).content.steps.size(), 2U);
        QVERIFY(f.part<QPushButton>(u"saveAutomation"_s)->isEnabled());
    }

    void differentPartsOfTwoDesksAreJoined()
    {
        Fixture f;
        const AutomationId id = f.add(u"Thanks"_s, f.thanks());
        f.open(id);
        f.rename(u"Mine"_s);
        f.changeElsewhere(id, [](Automation& theirs) { theirs.content.lateDays = 9; });
        QTRY_COMPARE(f.part<QSpinBox>(u"lateDays"_s)->value(), 9);
        QCOMPARE(f.part<QLineEdit>(u"automationName"_s)->text(), u"Mine"_s);
        QVERIFY(!f.part<QWidget>(u"conflict"_s)->isVisible());
        f.press(u"saveAutomation"_s);
        QTRY_COMPARE(f.automation(id).name, u"Mine"_s);
        QCOMPARE(f.automation(id).content.lateDays, 9);
    }

    void thePartOfTwoDesksIsForThePersonToDecide_data()
    {
        QTest::addColumn<QString>("button");
        QTest::addColumn<QString>("name");
        QTest::newRow("mine") << u"keepMine"_s << u"Mine"_s;
        QTest::newRow("theirs") << u"takeTheirs"_s << u"Theirs"_s;
    }
    void thePartOfTwoDesksIsForThePersonToDecide()
    {
        QFETCH(QString, button);
        QFETCH(QString, name);
        Fixture f;
        const AutomationId id = f.add(u"Thanks"_s, f.thanks());
        f.open(id);
        f.rename(u"Mine"_s);
        f.changeElsewhere(id, [](Automation& theirs) { theirs.name = u"Theirs"_s; });
        QTRY_VERIFY(f.part<QWidget>(u"conflict"_s)->isVisible());
        QVERIFY(f.part<QLabel>(u"conflictText"_s)->text().contains(u"the name"_s));
        QCOMPARE(f.part<QLineEdit>(u"automationName"_s)->text(), u"Mine"_s);
        f.press(u"saveAutomation"_s); // not before it is decided
        QTest::qWait(50);
        QCOMPARE(f.automation(id).name, u"Theirs"_s);
        f.press(button);
        QTRY_COMPARE(f.automation(id).name, name);
        QTRY_COMPARE(f.part<QLineEdit>(u"automationName"_s)->text(), name);
        QVERIFY(!f.part<QWidget>(u"conflict"_s)->isVisible());
    }

    void goingBackAsksWhatShallBecomeOfWhatWasTyped_data()
    {
        QTest::addColumn<int>("answer");
        QTest::addColumn<bool>("leaves");
        QTest::addColumn<QString>("name");
        QTest::newRow("save") << int(QMessageBox::Save) << true << u"Mine"_s;
        QTest::newRow("discard") << int(QMessageBox::Discard) << true << u"Thanks"_s;
        QTest::newRow("stay") << int(QMessageBox::Cancel) << false << u"Thanks"_s;
    }
    void goingBackAsksWhatShallBecomeOfWhatWasTyped()
    {
        QFETCH(int, answer);
        QFETCH(bool, leaves);
        QFETCH(QString, name);
        Fixture f;
        const AutomationId id = f.add(u"Thanks"_s, f.thanks());
        f.open(id);
        f.rename(u"Mine"_s);
        f.press(u"backToAutomations"_s);
        auto* box = f.page.findChild<QMessageBox*>(u"leaving"_s);
        QVERIFY(box);
        QVERIFY(f.editor()->isVisible());
        box->button(QMessageBox::StandardButton(answer))->click();
        QTRY_COMPARE(f.editor()->isVisible(), !leaves);
        QCOMPARE(f.automation(id).name, name);
        if (!leaves)
            QCOMPARE(f.part<QLineEdit>(u"automationName"_s)->text(), u"Mine"_s);
    }

    void anArchivedTemplateIsStillNamedWhereItIsUsed()
    {
        Fixture f;
        const AutomationId id = f.add(u"Thanks"_s, f.thanks());
        f.open(id);
        f.studio.change([&](Transaction& t) -> Result<void> {
            auto edited = email_templates::find(t, f.thankYou);
            edited->name = u"Many thanks"_s;
            return email_templates::save(t, *edited);
        });
        QTRY_COMPARE(f.sentence(0), u"Mail “Many thanks” to client, spouse and partner"_s);
    }

    void narrowWindowsCutNothingOff()
    {
        Fixture f;
        AutomationContent content = f.thanks();
        content.conditions = {{Condition::Kind::LeadSource, u"Fair"_s, false}};
        f.open(f.add(u"A name that is quite a bit longer than most names are"_s, content));
        f.card(0)->setOpen(true);
        f.page.resize(480, 700);
        QTest::qWait(50);
        QCOMPARE(f.page.width(), 480);
        for (auto* widget : f.editor()->findChildren<QWidget*>()) {
            if (!widget->isVisible() || widget->parentWidget()->inherits("QAbstractItemView"))
                continue;
            const int right = widget->mapTo(&f.page, QPoint{widget->width(), 0}).x();
            QVERIFY2(right <= f.page.width(),
                     qPrintable(
                         u"%1 %2 %3"_s
                             .arg(QLatin1StringView{widget->metaObject()->className()}, widget->objectName())
                             .arg(right)));
        }
    }
};

QTEST_MAIN(AutomationEditorTest)
#include "automation_editor_test.moc"
