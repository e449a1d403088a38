// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/base/money_text.h"
#include "app/invoices/invoice_store.h"
#include "app/items/evidence.h"
#include "app/orders/order_store.h"
#include "app/payments/balance.h"
#include "tests/ui/jobs/job_desk.h"
#include "ui/jobs/contact_finder.h"
#include "ui/jobs/growing_text.h"
#include "ui/jobs/items_section.h"

#include <QAbstractItemModel>
#include <QAbstractItemModelTester>
#include <QAction>
#include <QCheckBox>
#include <QComboBox>
#include <QCompleter>
#include <QDialog>
#include <QFile>
#include <QInputDialog>
#include <QMenu>
#include <QMessageBox>
#include <QTemporaryDir>
#include <QTest>
#include <QToolButton>

#include <algorithm>

using namespace foyer;
using namespace Qt::StringLiterals;

class JobsPageTest : public QObject
{
    Q_OBJECT

private:
    static QMenu* menuOf(JobDesk& desk, int line)
    {
        const auto buttons = desk.page.findChildren<QToolButton*>(u"itemMenu"_s);
        QMenu* menu = buttons.at(line)->menu();
        Q_EMIT menu->aboutToShow();
        return menu;
    }
    static QAction* actionIn(QMenu* menu, const QString& text)
    {
        for (QAction* action : menu->actions()) {
            if (action->text() == text)
                return action;
        }
        return nullptr;
    }

private Q_SLOTS:
    void anEmptyStudioOffersAFirstJob()
    {
        StudioFixture studio;
        QUndoStack undo;
        StudioEdits edits{studio.database(), undo};
        JobsPage page{edits};
        page.show();
        QAction* make = page.findChild<QAction*>(u"emptyNewJob"_s);
        QVERIFY(make);
        make->trigger();
        QVERIFY(page.findChild<QDialog*>(u"newJobDialog"_s));
    }

    void aJobOfAContactBeginsWithTheirSpouse()
    {
        JobDesk desk;
        desk.studio.edit(desk.mara, [&](Contact& contact) {
            contact.relations = {{desk.jonas, RelationKind::Spouse}};
        });
        desk.page.createJob(desk.mara);
        auto* dialog = desk.part<QDialog>(u"newJobDialog"_s);
        QCOMPARE(dialog->findChild<QLineEdit*>(u"title"_s)->text(), u"Mara & Jonas"_s);
        auto* partner = dialog->findChild<QCheckBox*>(u"partner"_s);
        QVERIFY(partner->isChecked());
        partner->setChecked(false);
        QCOMPARE(dialog->findChild<QLineEdit*>(u"title"_s)->text(), u"Mara Lind"_s);
        partner->setChecked(true);
        dialog->findChild<QComboBox*>(u"type"_s)->setEditText(u"Anniversary"_s);
        dialog->findChild<QLineEdit*>(u"day"_s)->setText(u"2027-06-12"_s);
        QTest::mouseClick(dialog->findChild<QPushButton*>(u"make"_s), Qt::LeftButton);
        QTRY_COMPARE(desk.listed(), 2);
        QTRY_COMPARE(desk.part<QComboBox>(u"jobTypeField"_s)->currentText(), u"Anniversary"_s); // it is shown
        const auto jobs =
            desk.studio.database().read([&](const Snapshot& s) { return jobs::ofContact(s, desk.jonas); });
        QCOMPARE(jobs->size(), 2u);
        const Job made = desk.job(jobs->front().id);
        auto* list = desk.part<QListView>(u"jobs"_s);
        QTRY_COMPARE(list->currentIndex().data().toString(), made.details.title);
        QCOMPARE(made.details.people,
                 (std::vector<JobPerson>{{desk.mara, JobRole::Client}, {desk.jonas, JobRole::Spouse}}));
        QCOMPARE(made.details.shoots.front().day, QDate(2027, 6, 12));
        desk.undo.undo();
        QTRY_VERIFY(desk.job(made.id).deletedAt);
    }

    void aJobWithoutATitleIsNotMade()
    {
        JobDesk desk;
        desk.page.createJob();
        auto* dialog = desk.part<QDialog>(u"newJobDialog"_s);
        QTest::mouseClick(dialog->findChild<QPushButton*>(u"make"_s), Qt::LeftButton);
        QVERIFY(dialog->isVisible());
        QTest::qWait(50);
        QCOMPARE(desk.listed(), 1);
    }

    void whatIsTypedIsSavedAsAFieldIsLeftAndCanBeTakenBack()
    {
        JobDesk desk;
        desk.page.showJob(desk.wedding);
        auto* title = desk.part<QLineEdit>(u"jobTitle"_s);
        desk.type(title, u"  The lighthouse wedding "_s);
        QTRY_COMPARE(desk.job(desk.wedding).details.title, u"The lighthouse wedding"_s);
        QTRY_COMPARE(title->text(), u"The lighthouse wedding"_s);
        desk.type(desk.part<QLineEdit>(u"leadSource"_s), u"a friend"_s);
        QTRY_COMPARE(desk.job(desk.wedding).details.leadSource, u"a friend"_s);
        desk.undo.undo();
        QTRY_COMPARE(desk.job(desk.wedding).details.leadSource, QString{});
        desk.undo.undo();
        QTRY_COMPARE(desk.job(desk.wedding).details.title, u"Mara & Jonas"_s);
        QTRY_COMPARE(title->text(), u"Mara & Jonas"_s);
        desk.undo.redo();
        QTRY_COMPARE(title->text(), u"The lighthouse wedding"_s);
    }

    void anEmptyTitleIsNotSavedAndSaysWhy()
    {
        JobDesk desk;
        desk.page.showJob(desk.wedding);
        desk.type(desk.part<QLineEdit>(u"jobTitle"_s), u" "_s);
        QVERIFY(desk.part<QLabel>(u"jobProblem"_s)->isVisible());
        QTest::qWait(50);
        QCOMPARE(desk.job(desk.wedding).details.title, u"Mara & Jonas"_s);
        desk.type(desk.part<QLineEdit>(u"jobTitle"_s), u"Better"_s);
        QTRY_COMPARE(desk.job(desk.wedding).details.title, u"Better"_s);
        QVERIFY(!desk.part<QLabel>(u"jobProblem"_s)->isVisible());
    }

    void fieldsLeftFasterThanTheyAreSavedAreAllSaved()
    {
        JobDesk desk;
        desk.page.showJob(desk.wedding);
        desk.type(desk.part<QLineEdit>(u"jobTitle"_s), u"One"_s);
        desk.type(desk.part<QLineEdit>(u"leadSource"_s), u"two"_s);
        auto* notes = desk.part<GrowingText>(u"jobNotes"_s);
        notes->setPlainText(u"three"_s);
        Q_EMIT notes->left();
        QTRY_COMPARE(desk.job(desk.wedding).details.notes, u"three"_s);
        QTRY_COMPARE(desk.job(desk.wedding).details.leadSource, u"two"_s);
        QCOMPARE(desk.job(desk.wedding).details.title, u"One"_s);
        QVERIFY(!desk.part<QDialog>(u"jobConflict"_s));
    }

    void somebodyElsesOtherFieldStays()
    {
        JobDesk desk;
        desk.page.showJob(desk.wedding);
        auto* notes = desk.part<GrowingText>(u"jobNotes"_s);
        notes->setPlainText(u"typed, not left yet"_s);
        desk.studio.change([&](Transaction& t) -> Result<void> {
            Job theirs = *jobs::find(t, desk.wedding);
            theirs.details.leadSource = u"theirs"_s;
            return jobs::save(t, theirs);
        });
        QTRY_COMPARE(desk.part<QLineEdit>(u"leadSource"_s)->text(), u"theirs"_s);
        QCOMPARE(notes->toPlainText(), u"typed, not left yet"_s);
        Q_EMIT notes->left();
        QTRY_COMPARE(desk.job(desk.wedding).details.notes, u"typed, not left yet"_s);
        QCOMPARE(desk.job(desk.wedding).details.leadSource, u"theirs"_s);
    }

    void theSameFieldChangedByTwoIsAsked()
    {
        JobDesk desk;
        desk.page.showJob(desk.wedding);
        auto* title = desk.part<QLineEdit>(u"jobTitle"_s);
        title->setFocus();
        title->setText(u"Mine"_s);
        desk.studio.change([&](Transaction& t) -> Result<void> {
            Job theirs = *jobs::find(t, desk.wedding);
            theirs.details.title = u"Theirs"_s;
            theirs.details.leadSource = u"their friend"_s;
            return jobs::save(t, theirs);
        });
        QTest::qWait(100);
        QCOMPARE(title->text(), u"Mine"_s); // nothing is taken out of anybody's hands
        Q_EMIT title->editingFinished();
        QTRY_VERIFY(desk.part<QDialog>(u"jobConflict"_s));
        QCOMPARE(desk.job(desk.wedding).details.title, u"Theirs"_s);
        QTest::mouseClick(desk.part<QPushButton>(u"keepMine"_s), Qt::LeftButton);
        QTRY_COMPARE(desk.job(desk.wedding).details.title, u"Mine"_s);
        QCOMPARE(desk.job(desk.wedding).details.leadSource, u"their friend"_s);
        QTRY_COMPARE(desk.part<QLineEdit>(u"leadSource"_s)->text(), u"their friend"_s);
    }

    /// S22: booked asks nothing and can be taken back.
    void s22_onePressBooksAndTheToastTakesItBack()
    {
        JobDesk desk;
        desk.page.showJob(desk.wedding);
        desk.press(u"stage1"_s);
        QTRY_COMPARE(desk.job(desk.wedding).stage, JobStage::Booked);
        QTRY_VERIFY(desk.said().contains(u"Booked"_s));
        QTest::mouseClick(desk.page.findChild<Toast*>()->findChild<QPushButton*>(u"undo"_s), Qt::LeftButton);
        QTRY_COMPARE(desk.job(desk.wedding).stage, JobStage::Lead);
        QTRY_VERIFY(desk.part<QToolButton>(u"stage0"_s)->accessibleName().contains(u"stage now"_s));
    }

    void aClosedJobSaysWhyAndComesBack()
    {
        JobDesk desk;
        desk.page.showJob(desk.wedding);
        desk.press(u"closeJob"_s);
        auto* dialog = desk.part<QInputDialog>(u"closeDialog"_s);
        dialog->setTextValue(u"The day was taken"_s);
        dialog->accept();
        QTRY_VERIFY(desk.job(desk.wedding).closedAt);
        QTRY_VERIFY(desk.part<QLabel>(u"closedBadge"_s)->isVisible());
        QVERIFY(desk.part<QLabel>(u"closedBadge"_s)->text().contains(u"The day was taken"_s));
        QTRY_COMPARE(desk.listed(), 0); // it left the current ones, and is still shown
        desk.press(u"reopenJob"_s);
        QTRY_VERIFY(!desk.job(desk.wedding).closedAt);
        desk.undo.undo();
        QTRY_COMPARE(desk.job(desk.wedding).closedReason, u"The day was taken"_s);
    }

    void aJobWithSentDocumentsIsNotDeletedButSaysSo()
    {
        JobDesk desk;
        desk.addSent(ItemKind::Contract, u"Agreement"_s, {desk.mara}, ToDo::Sign);
        desk.page.showJob(desk.wedding);
        desk.press(u"deleteJob"_s);
        QVERIFY(desk.part<QLabel>(u"jobProblem"_s)->text().contains(u"Close it instead"_s));
        QTest::qWait(50);
        QVERIFY(!desk.job(desk.wedding).deletedAt);
    }

    void peopleAreAddedMovedAndTakenOff()
    {
        JobDesk desk;
        const ContactId petra = desk.studio.addPerson(u"Petra"_s, u"Plan"_s);
        desk.page.showJob(desk.wedding);
        auto* finder = desk.part<ContactFinder>(u"personFinder"_s);
        finder->setText(u"petra"_s);
        Q_EMIT finder->textEdited(u"petra"_s);
        QCOMPARE(finder->completer()->model()->rowCount(), 1);
        Q_EMIT finder->chosen(petra, u"Petra Plan"_s);
        QTRY_COMPARE(desk.job(desk.wedding).details.people.size(), 3u);
        auto roles = desk.page.findChildren<QComboBox*>(u"role"_s);
        roles.last()->setCurrentIndex(roles.last()->findData(int(JobRole::Planner)));
        Q_EMIT roles.last()->activated(roles.last()->currentIndex());
        QTRY_COMPARE(desk.job(desk.wedding).details.people.back(), (JobPerson{petra, JobRole::Planner}));
        QTest::mouseClick(desk.page.findChildren<QToolButton*>(u"later"_s).first(), Qt::LeftButton);
        QTRY_COMPARE(desk.job(desk.wedding).details.people.front().contact, desk.jonas);
        const auto dropPetra = [&]() -> QToolButton* {
            for (auto* drop : desk.page.findChildren<QToolButton*>(u"drop"_s)) {
                if (drop->isVisible() && drop->accessibleName().contains(u"Petra"_s))
                    return drop;
            }
            return nullptr; // lines that were just made show themselves a moment later
        };
        QTRY_VERIFY(dropPetra());
        QTest::mouseClick(dropPetra(), Qt::LeftButton);
        QTRY_COMPARE(desk.job(desk.wedding).details.people.size(), 2u);
    }

    void aNameLeadsToTheProfile()
    {
        JobDesk desk;
        desk.page.showJob(desk.wedding);
        std::optional<ContactId> activated;
        connect(&desk.page, &JobsPage::contactActivated, this, [&](ContactId id) { activated = id; });
        QTest::mouseClick(desk.part<QPushButton>(u"person"_s), Qt::LeftButton);
        QCOMPARE(activated, std::optional{desk.mara});
    }

    void aShootIsTypedFreelyAndWhatIsNoDayIsKeptAndNamed()
    {
        JobDesk desk;
        desk.page.showJob(desk.wedding);
        desk.press(u"addShoot"_s);
        desk.type(desk.part<QLineEdit>(u"shootDay"_s), u"2027-06-12"_s);
        QTRY_COMPARE(desk.job(desk.wedding).details.shoots.size(), 1u);
        QTRY_COMPARE(desk.job(desk.wedding).details.shoots.front().day, QDate(2027, 6, 12));
        desk.type(desk.part<QLineEdit>(u"shootStarts"_s), u"2 pm"_s);
        QTRY_COMPARE(desk.job(desk.wedding).details.shoots.front().starts, QTime(14, 0));
        desk.type(desk.part<QLineEdit>(u"shootPlace"_s), u"The barn"_s);
        QTRY_COMPARE(desk.job(desk.wedding).details.shoots.front().place, u"The barn"_s);
        auto* day = desk.part<QLineEdit>(u"shootDay"_s);
        desk.type(day, u"some time in June"_s);
        QCOMPARE(day->text(), u"some time in June"_s);
        bool isNamed = false;
        for (const QLabel* label : desk.page.findChildren<QLabel*>())
            isNamed = isNamed || (label->isVisible() && label->text().contains(u"This is no day"_s));
        QVERIFY(isNamed);
        QTest::qWait(100);
        QCOMPARE(desk.job(desk.wedding).details.shoots.front().day, QDate(2027, 6, 12));
    }

    /// S33
    void s33_filesAreKeptAndSharedOneByOne()
    {
        JobDesk desk;
        QTemporaryDir folder;
        QFile file{folder.filePath(u"seating plan.txt"_s)};
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("table one");
        file.close();
        desk.page.showJob(desk.wedding);
        desk.page.findChild<ItemsSection*>()->addFiles({file.fileName()});
        QTRY_COMPARE(desk.items().size(), 1u);
        QCOMPARE(desk.items().front().state, ItemState::Draft);
        QTRY_VERIFY(desk.part<QLabel>(u"itemState"_s)); // drawn a moment after it is kept
        QCOMPARE(desk.part<QLabel>(u"itemState"_s)->text(), u"Not shared"_s);
        QTRY_VERIFY(desk.said().contains(u"Nobody sees"_s));

        auto* share = menuOf(desk, 0)->findChild<QMenu*>(u"shareMenu"_s);
        QVERIFY(share);
        QVERIFY(!actionIn(share, u"Mara Lind"_s)->isChecked());
        actionIn(share, u"Mara Lind"_s)->trigger();
        QTRY_COMPARE(desk.items().front().state, ItemState::Sent);
        QCOMPARE(desk.items().front().recipients.size(), 1u);
        QCOMPARE(desk.items().front().recipients.front().contact, desk.mara);
        desk.undo.undo();
        QTRY_COMPARE(desk.items().front().state, ItemState::Draft);
        desk.undo.undo(); // and the file is gone
        QTRY_COMPARE(desk.items().size(), 0u);
    }

    void aFileThatIsTooLargeIsRefusedBeforeItIsRead()
    {
        JobDesk desk;
        QTemporaryDir folder;
        QFile file{folder.filePath(u"film.mov"_s)};
        QVERIFY(file.open(QIODevice::WriteOnly));
        QVERIFY(file.resize(qint64{10} * 1024 * 1024 * 1024)); // takes no room on the disk
        file.close();
        desk.page.showJob(desk.wedding);
        desk.page.findChild<ItemsSection*>()->addFiles({file.fileName()});
        QTRY_VERIFY(desk.said().contains(u"film.mov"_s) && desk.said().contains(u"at most"_s));
        QCOMPARE(desk.items().size(), 0u);
    }

    void itemsSayTheirStateAndWhoTheyAreFor()
    {
        JobDesk desk;
        desk.addSent(ItemKind::Contract, u"Agreement"_s, {desk.mara, desk.jonas}, ToDo::Sign);
        desk.page.showJob(desk.wedding);
        QCOMPARE(desk.part<QLabel>(u"itemState"_s)->text(), u"Sent"_s);
        const QString facts = desk.part<QLabel>(u"itemFacts"_s)->text();
        QVERIFY2(facts.contains(u"Mara Lind"_s) && facts.contains(u"Jonas Lind"_s), qPrintable(facts));
        QVERIFY(desk.part<QLabel>(u"itemDates"_s)->text().contains(u"waiting for Mara Lind"_s));

        std::optional<ItemId> opened;
        connect(&desk.page, &JobsPage::itemOpened, this, [&](ItemId id) { opened = id; });
        desk.press(u"openItem"_s);
        QCOMPARE(opened, std::optional{desk.items().front().id});
        std::vector<std::pair<JobId, ItemKind>> wanted;
        connect(&desk.page, &JobsPage::newItemWanted, this,
                [&](JobId job, ItemKind kind) { wanted.emplace_back(job, kind); });
        desk.press(u"newOrder"_s);
        desk.press(u"newContract"_s);
        desk.press(u"newQuestionnaire"_s);
        const std::vector<std::pair<JobId, ItemKind>> expected{{desk.wedding, ItemKind::Order},
                                                               {desk.wedding, ItemKind::Contract},
                                                               {desk.wedding, ItemKind::Questionnaire}};
        QCOMPARE(wanted, expected);
    }

    void voidingAsksFirst()
    {
        JobDesk desk;
        desk.addSent(ItemKind::Contract, u"Agreement"_s, {desk.mara}, ToDo::Sign);
        desk.page.showJob(desk.wedding);
        menuOf(desk, 0)->findChild<QAction*>(u"voidItem"_s)->trigger();
        auto* question = desk.part<QMessageBox>(u"question"_s);
        QVERIFY(question);
        QCOMPARE(desk.items().front().state, ItemState::Sent);
        QTest::mouseClick(question->findChild<QPushButton*>(u"accept"_s), Qt::LeftButton);
        QTRY_COMPARE(desk.items().front().state, ItemState::Void);
        QTRY_COMPARE(desk.part<QLabel>(u"itemState"_s)->text(), u"Void"_s);
    }

    void d2_voidingFromTheJobIsTheVoidingOfItsKind()
    {
        JobDesk desk;
        const auto made = desk.studio.database().write(Actor::studio(), [&](Transaction& t) {
            OrderContent content;
            content.title = u"An album"_s;
            content.lines.push_back({});
            content.lines.back().title = u"Album"_s;
            content.lines.back().unitPrice = 48'000;
            return orders::add(t, {desk.wedding, {}, content, {desk.mara}});
        });
        QVERIFY(made);
        const auto prepared =
            desk.studio.database().read([&](const Snapshot& s) { return orders::prepare(s, *made); });
        QVERIFY(prepared);
        QVERIFY(desk.studio.database().write(
            Actor::studio(), [&](Transaction& t) { return orders::send(t, *prepared, "%PDF"); }));
        desk.page.showJob(desk.wedding);
        menuOf(desk, 0)->findChild<QAction*>(u"voidItem"_s)->trigger();
        auto* question = desk.part<QMessageBox>(u"question"_s);
        QVERIFY(question);
        QTest::mouseClick(question->findChild<QPushButton*>(u"accept"_s), Qt::LeftButton);
        QTRY_COMPARE(desk.items().front().state, ItemState::Void);
        const auto events =
            desk.studio.database().read([&](const Snapshot& s) { return evidence::of(s, *made); });
        QVERIFY(events);
        QCOMPARE(events->back().event.event, u"voided"_s);
        QVERIFY(events->back().event.detail.contains(u"reason"_s)); // orders::voidOrder says one, if empty
        QCOMPARE(std::count_if(events->begin(), events->end(),
                               [](const evidence::Row& row) { return row.event.event == "voided"_L1; }),
                 1);
    }

    void anAmountIsReadInTheWordsOfThisMachine()
    {
        JobDesk desk;
        QVERIFY(desk.studio.database().write(Actor::studio(), [&](Transaction& t) {
            OrderContent content;
            content.title = u"An album"_s;
            content.lines.push_back({});
            content.lines.back().title = u"Album"_s;
            content.lines.back().unitPrice = 123'450;
            return orders::add(t, {desk.wedding, {}, content, {desk.mara}});
        }));
        desk.page.showJob(desk.wedding);
        const QString facts = desk.part<QLabel>(u"itemFacts"_s)->text();
        QVERIFY2(facts.contains(moneyText(Money::ofMinor(123'450, eur), QLocale{}.bcp47Name())),
                 qPrintable(facts));
    }

    /// P14
    void p14_aTitleIsNeverReadAsMarkup()
    {
        JobDesk desk;
        const QString nasty = u"<img src='file:///etc/hostname'><b>bold</b>"_s;
        const JobId id = desk.add(JobDesk::titled(nasty));
        QTRY_COMPARE(desk.listed(), 2);
        desk.page.showJob(id);
        QCOMPARE(desk.part<QLineEdit>(u"jobTitle"_s)->text(), nasty);
        const QModelIndex line = desk.part<QListView>(u"jobs"_s)->currentIndex();
        QCOMPARE(line.data().toString(), nasty);
        QVERIFY(!line.data(Qt::ToolTipRole).toString().contains(u"<img"_s));
    }

    void chipsAndSearchNarrowTheList()
    {
        JobDesk desk;
        const JobId booked = desk.add(JobDesk::titled(u"Portraits"_s));
        desk.studio.change([&](Transaction& t) { return jobs::moveTo(t, booked, JobStage::Booked); });
        QTRY_COMPARE(desk.part<QToolButton>(u"chipBooked"_s)->text(), u"Booked 1"_s);
        desk.press(u"chipBooked"_s);
        QCOMPARE(desk.listed(), 1);
        auto* search = desk.part<QLineEdit>(u"jobSearch"_s);
        search->setText(u"jonas"_s);
        QCOMPARE(desk.listed(), 0);
        desk.part<QAction>(u"searchAllJobs"_s)->trigger();
        QCOMPARE(desk.listed(), 1); // found by a name, among all
        QVERIFY(desk.part<QToolButton>(u"chipAll"_s)->isChecked());
    }

    void theListKeepsItsPlaceWhenTheStudioChanges()
    {
        JobDesk desk;
        auto* list = desk.part<QListView>(u"jobs"_s);
        QAbstractItemModelTester tester{list->model(),
                                        QAbstractItemModelTester::FailureReportingMode::QtTest};
        desk.page.showJob(desk.wedding);
        QVERIFY(list->selectionModel()->hasSelection());
        const JobId other = desk.add(JobDesk::titled(u"Another"_s));
        QTRY_COMPARE(desk.listed(), 2);
        QCOMPARE(list->currentIndex().data().toString(), u"Mara & Jonas"_s);
        desk.studio.change([&](Transaction& t) { return jobs::moveToBin(t, other); });
        QTRY_COMPARE(desk.listed(), 1);
        QCOMPARE(list->currentIndex().data().toString(), u"Mara & Jonas"_s);
    }

    void aNarrowPageShowsOneHalf()
    {
        JobDesk desk;
        desk.page.resize(600, 800);
        auto* list = desk.part<QListView>(u"jobs"_s);
        QVERIFY(list->isVisible());
        desk.page.showJob(desk.wedding);
        QVERIFY(!list->isVisible());
        QVERIFY(desk.part<QLineEdit>(u"jobTitle"_s)->isVisible());
        desk.press(u"backToJobs"_s);
        QVERIFY(list->isVisible());
        QVERIFY(!desk.part<QLineEdit>(u"jobTitle"_s)->isVisible());
    }

    void everyControlHasANameAndIsReachedByTab()
    {
        JobDesk desk;
        desk.addFile();
        desk.page.showJob(desk.wedding);
        desk.press(u"addShoot"_s);
        desk.press(u"addField"_s);
        int controls = 0;
        for (QWidget* widget : desk.page.findChildren<QWidget*>()) {
            const auto* button = qobject_cast<QAbstractButton*>(widget);
            const bool isField =
                qobject_cast<QComboBox*>(widget) || qobject_cast<QPlainTextEdit*>(widget) ||
                (qobject_cast<QLineEdit*>(widget) && !qobject_cast<QComboBox*>(widget->parentWidget()));
            if (!widget->isVisible() || (!button && !isField))
                continue;
            if (widget->objectName().startsWith(u"qt_"_s) || qobject_cast<QLineEdit*>(widget->parentWidget()))
                continue; // parts of Qt's own
            ++controls;
            const QString name =
                widget->accessibleName().isEmpty() && button ? button->text() : widget->accessibleName();
            QVERIFY2(!name.isEmpty(), qPrintable(QLatin1StringView{widget->metaObject()->className()} +
                                                 u" "_s + widget->objectName()));
            if (widget->isEnabled() && !qobject_cast<Toast*>(widget->parentWidget()))
                QVERIFY2(widget->focusPolicy() & Qt::TabFocus, qPrintable(name));
        }
        QVERIFY(controls > 30);
    }

    void dueDaysThatFollowAShootAreAskedAboutOnceAndMoveBack()
    {
        JobDesk desk;
        const QDate today = toLocal(desk.studio.database().now()).date();
        const auto shootOn = [&](QDate day) {
            Job job = desk.job(desk.wedding);
            job.details.shoots = {{{}, day, {}, {}, {}, {}, {}}};
            QVERIFY(desk.studio.database().write(Actor::studio(),
                                                 [&](Transaction& t) { return jobs::save(t, job); }));
        };
        shootOn(today.addDays(100));
        InvoiceContent content;
        content.goods.title = u"Coverage"_s;
        OrderLine line;
        line.title = u"The day"_s;
        line.unitPrice = 100'000;
        content.goods.lines = {line};
        ScheduleRule rest;
        rest.label = u"Rest"_s;
        rest.from = DueFrom::Shoot;
        rest.days = -14;
        content.schedule = {rest};
        const auto issued =
            desk.studio.database().write(Actor::studio(), [&](Transaction& t) -> Result<ItemId> {
                const auto id = invoices::add(t, {desk.wedding, {}, content, {desk.mara}});
                if (!id)
                    return id;
                const auto prepared = invoices::prepare(t, *id);
                if (!prepared)
                    return fail(prepared.error());
                const auto done = invoices::issue(t, *prepared, "%PDF-1.7");
                return done ? id : fail(done.error());
            });
        QVERIFY2(issued, issued ? "" : qPrintable(issued.error().detail));
        const auto due = [&] {
            return desk.studio.database()
                .read([&](const Snapshot& s) { return payments::balanceOf(s, *issued); })
                ->instalments.front()
                .due;
        };
        desk.page.showJob(desk.wedding);
        auto* notice = desk.part<QWidget>(u"movedDays"_s);
        QVERIFY(!notice->isVisible());
        shootOn(today.addDays(130));
        QTRY_VERIFY(notice->isVisible());
        QVERIFY(desk.part<QLabel>(u"movedDaysText"_s)->text().contains(u"Rest, invoice"_s));
        desk.press(u"leaveDays"_s);
        QVERIFY(!notice->isVisible());
        QCOMPARE(due(), today.addDays(86));
        shootOn(today.addDays(140));
        QTRY_VERIFY(notice->isVisible());
        desk.press(u"moveDays"_s);
        QTRY_COMPARE(due(), today.addDays(126));
        QVERIFY(!notice->isVisible());
        QTRY_COMPARE(desk.undo.count(), 1);
        desk.undo.undo();
        QTRY_COMPARE(due(), today.addDays(86));
        QTest::qWait(50);
        QVERIFY(!notice->isVisible()); // that was answered
    }
};

QTEST_MAIN(JobsPageTest)
#include "jobs_page_test.moc"
