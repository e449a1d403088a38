// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/address_book/merge_dialog.h"

#include "app/portal_access/account_store.h"
#include "app/portal_access/passwords.h"
#include "tests/ui/address_book/studio_fixture.h"
#include "ui/address_book/address_book_page.h"
#include "ui/address_book/history_words.h"
#include "ui/address_book/merge_partner_dialog.h"
#include "ui/address_book/toast.h"

#include <QAction>
#include <QCheckBox>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QMenu>
#include <QPushButton>
#include <QRadioButton>
#include <QTableView>
#include <QTest>
#include <QToolButton>
#include <QUndoStack>

using namespace foyer;
using namespace Qt::StringLiterals;
using contacts::MergeField;
using contacts::MergeSide;

namespace {

/// Mara twice in the Address Book, and Jon who shares her email.
class Desk
{
public:
    Desk()
        : mara{studio.addPerson(u"Mara"_s, u"Lind"_s, u"mara@example.com"_s, u"030 1"_s)}
        , page{studio.database(), [] { return QString{}; }}
    {
        ContactDetails details;
        details.givenName = u"Mara"_s;
        details.familyName = u"Lind-Berg"_s;
        details.jobTitle = u"Architect"_s;
        details.emails = {{u"MARA@example.com"_s, {}}, {u"m@example.org"_s, {}}};
        twin = studio.add(details);
        jon = studio.addPerson(u"Jon"_s, u"Lind"_s, u"mara@example.com"_s);
        page.resize(1100, 900);
        page.show();
    }

    void setPassword(ContactId who)
    {
        const auto seed = *studio.database().read(
            [&](const Snapshot& s) { return portal_access::seedForNewPassword(s, who); });
        const auto record = portal_access::makePassword(u"heron over the marsh"_s, seed);
        studio.change([&](Transaction& t) { return portal_access::replacePassword(t, seed, record); });
    }

    MergeDialog* open()
    {
        page.mergeContacts(mara, *twin);
        return page.findChild<MergeDialog*>();
    }
    static QRadioButton* radio(MergeDialog* dialog, const QString& name)
    {
        return dialog->findChild<QRadioButton*>(name);
    }
    static QString field(MergeField which, const QString& side)
    {
        return u"field%1_%2"_s.arg(int(which)).arg(side);
    }
    QString name() { return page.findChild<QLabel*>(u"name"_s)->text(); }
    QAction* action(const QString& which) { return page.findChild<QAction*>(which); }

    StudioFixture studio;
    ContactId mara;
    std::optional<ContactId> twin;
    std::optional<ContactId> jon;
    AddressBookPage page;
};

} // namespace

class MergeDialogTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void onlyWhatDiffersIsAskedAndTheResultIsShownAtOnce()
    {
        Desk desk;
        MergeDialog* dialog = desk.open();
        QVERIFY(dialog);
        QVERIFY(!desk.radio(dialog, desk.field(MergeField::GivenName, u"left"_s)));
        QVERIFY(desk.radio(dialog, desk.field(MergeField::FamilyName, u"left"_s))->isChecked());
        QVERIFY(desk.radio(dialog, desk.field(MergeField::JobTitle, u"right"_s))
                    ->isChecked()); // the left is empty
        QVERIFY(!desk.radio(dialog, u"password_left"_s));
        auto* result = dialog->findChild<QLabel*>(u"resultName"_s);
        QCOMPARE(result->text(), u"Mara Lind"_s);
        desk.radio(dialog, desk.field(MergeField::FamilyName, u"right"_s))->click();
        QCOMPARE(result->text(), u"Mara Lind-Berg"_s);
        auto* details = dialog->findChild<QLabel*>(u"result"_s);
        QVERIFY(details->text().contains("Architect"_L1) && details->text().contains("m@example.org"_L1));
        QCOMPARE(details->text().count("mara@example.com"_L1, Qt::CaseInsensitive),
                 2); // its link and its words
        for (auto* box : dialog->findChildren<QCheckBox*>()) {
            QVERIFY(!box->accessibleName().isEmpty());
            if (box->text().startsWith("m@"_L1))
                box->click();
        }
        QVERIFY(!details->text().contains("m@example.org"_L1));
    }

    void bothColumnsAreReachedInANarrowWindow()
    {
        Desk desk;
        MergeDialog* dialog = desk.open();
        for (const int width : {700, 1060}) {
            dialog->resize(width, 640);
            const QRadioButton* right = desk.radio(dialog, desk.field(MergeField::FamilyName, u"right"_s));
            QTRY_VERIFY(!right->visibleRegion().isEmpty());
            QTRY_COMPARE(right->visibleRegion().boundingRect(), right->rect());
        }
    }

    void whoStaysIsChosenWithoutLosingTheValuesThatWere()
    {
        Desk desk;
        MergeDialog* dialog = desk.open();
        desk.radio(dialog, desk.field(MergeField::FamilyName, u"right"_s))->click();
        desk.radio(dialog, u"stays_right"_s)->click();
        QCOMPARE(dialog->candidates().survivor.id, *desk.twin);
        QCOMPARE(dialog->choice().sides.at(MergeField::FamilyName), MergeSide::Survivor);
        QCOMPARE(dialog->choice().sides.at(MergeField::JobTitle), MergeSide::Survivor);
        dialog->findChild<QPushButton*>(u"merge"_s)->click();
        QTRY_COMPARE(desk.studio.contact(desk.mara).mergedInto, desk.twin);
        QCOMPARE(desk.studio.contact(*desk.twin).details.familyName, u"Lind-Berg"_s);
    }

    void ofTwoPasswordsOneIsChosen()
    {
        Desk desk;
        desk.setPassword(desk.mara);
        desk.setPassword(*desk.twin);
        MergeDialog* dialog = desk.open();
        QVERIFY(desk.radio(dialog, u"password_left"_s)->isChecked());
        QCOMPARE(dialog->choice().password, MergeSide::Survivor);
        auto* notices = dialog->findChild<QLabel*>(u"notices"_s);
        QVERIFY(notices->text().contains("logged out"_L1));
        desk.radio(dialog, u"password_right"_s)->click();
        QCOMPARE(dialog->choice().password, MergeSide::Absorbed);
        QVERIFY(notices->text().contains("is replaced"_L1));
    }

    void aDisabledPortalIsSpokenOf()
    {
        Desk desk;
        desk.studio.change([&](Transaction& t) { return portal_access::disable(t, *desk.twin); });
        MergeDialog* dialog = desk.open();
        auto* notices = dialog->findChild<QLabel*>(u"notices"_s);
        QVERIFY(notices->text().contains("is open afterwards"_L1));
        desk.radio(dialog, u"stays_right"_s)->click();
        QVERIFY(notices->text().contains("stays disabled"_L1));
    }

    void s42_aMergeIsToldInTheHistoryAndTakenBackByToastAndByUndoMerge()
    {
        Desk desk;
        desk.page.showContact(desk.mara);
        QVERIFY(!desk.action(u"undoMerge"_s)->isVisible());
        desk.open()->findChild<QPushButton*>(u"merge"_s)->click();
        auto* toast = desk.page.findChild<Toast*>();
        QTRY_COMPARE(toast->sentence(), u"Merged into Mara Lind"_s);
        QTRY_VERIFY(desk.action(u"undoMerge"_s)->isVisible());
        const auto history = [&] {
            const auto entries = desk.studio.database().read(
                [&](const Snapshot& s) { return historyOf(s, *contacts::find(s, desk.mara)); });
            QStringList said;
            for (const HistoryEntry& entry : *entries)
                said += entry.sentences;
            return said;
        };
        QCOMPARE(history().front(), u"The studio merged Mara Lind-Berg into this contact"_s);
        QVERIFY(history().contains(u"The studio created this contact (Mara Lind-Berg)"_s));

        // Whoever still looks at the absorbed one sees the one it lives on in.
        desk.page.showContact(*desk.twin);
        QCOMPARE(desk.name(), u"Mara Lind"_s);

        Q_EMIT toast->undoRequested();
        QTRY_VERIFY(!desk.studio.contact(*desk.twin).mergedInto);
        QTRY_VERIFY(!desk.action(u"undoMerge"_s)->isVisible());
        QCOMPARE(history().front(), u"The studio undid the merge with Mara Lind-Berg"_s);

        desk.page.edits().stack().redo();
        QTRY_VERIFY(desk.studio.contact(*desk.twin).mergedInto);
        QTRY_VERIFY(desk.action(u"undoMerge"_s)->isVisible());
        desk.page.showContact(desk.mara);
        desk.action(u"undoMerge"_s)->trigger();
        QTRY_VERIFY(!desk.studio.contact(*desk.twin).mergedInto);
        QTRY_COMPARE(toast->sentence(), u"Mara Lind and Mara Lind-Berg are two again"_s);
        QCOMPARE(desk.page.edits().stack().undoText(), u"Merge Mara Lind"_s);

        // Ctrl+Z finds nothing left to undo, says so, and merges nobody.
        desk.page.edits().stack().undo();
        QTRY_COMPARE(toast->sentence(), u"Undo Merge Mara Lind did not work. Somebody changed it meanwhile, "
                                        "so nothing was changed."_s);
        QVERIFY(!desk.studio.contact(*desk.twin).mergedInto);
    }

    void anUndoneMergeIsOfferedAgainByTheDialog()
    {
        Desk desk;
        desk.page.showContact(desk.mara);
        desk.open()->findChild<QPushButton*>(u"merge"_s)->click();
        QTRY_VERIFY(desk.action(u"undoMerge"_s)->isVisible());
        QTRY_VERIFY(!desk.page.findChild<MergeDialog*>());
        desk.action(u"undoMerge"_s)->trigger();
        auto* toast = desk.page.findChild<Toast*>();
        auto* button = toast->findChild<QPushButton*>(u"undo"_s);
        QTRY_COMPARE(button->text(), u"Merge Again…"_s);
        button->click();
        QVERIFY(!desk.studio.contact(*desk.twin).mergedInto);
        QTRY_VERIFY(desk.page.findChild<MergeDialog*>());
    }

    void aMergeIsNotTakenBackInPassingOnceTheAccountWasChanged()
    {
        Desk desk;
        desk.open()->findChild<QPushButton*>(u"merge"_s)->click();
        QTRY_VERIFY(desk.studio.contact(*desk.twin).mergedInto);
        desk.setPassword(desk.mara);
        desk.page.edits().stack().undo();
        auto* toast = desk.page.findChild<Toast*>();
        QTRY_VERIFY(toast->sentence().startsWith("Undo Merge Mara Lind did not work"_L1));
        QVERIFY(desk.studio.contact(*desk.twin).mergedInto);
    }

    void aMergeOnWhatSomebodyChangedMeanwhileChangesNothing()
    {
        Desk desk;
        MergeDialog* dialog = desk.open();
        desk.studio.edit(*desk.twin, [](Contact& contact) { contact.details.notes = u"New"_s; });
        dialog->findChild<QPushButton*>(u"merge"_s)->click();
        auto* toast = desk.page.findChild<Toast*>();
        QTRY_VERIFY(toast->sentence().contains("did not work"_L1));
        QVERIFY(!desk.studio.contact(*desk.twin).mergedInto);
    }

    void fromMoreActionsTheOtherIsAskedForSharersFirst()
    {
        Desk desk;
        desk.page.showContact(desk.mara);
        auto* more = desk.page.findChild<QPushButton*>(u"moreActions"_s);
        QAction* merge = desk.action(u"mergeContacts"_s);
        QVERIFY(more->menu()->actions().contains(merge));
        merge->trigger();
        auto* dialog = desk.page.findChild<MergePartnerDialog*>();
        QVERIFY(dialog);
        auto* list = dialog->findChild<QListWidget*>(u"partners"_s);
        QCOMPARE(list->count(), 2); // the twin and Jon, and not Mara herself
        QVERIFY(list->item(0)->text().contains("same email"_L1));
        QVERIFY(!list->currentItem()); // neither shares the name too
        QVERIFY(!dialog->findChild<QPushButton*>(u"compare"_s)->isEnabled());
        auto* search = dialog->findChild<QLineEdit*>(u"partnerSearch"_s);
        search->setText(u"architekt"_s);
        QCOMPARE(list->count(), 0);
        QVERIFY(!dialog->findChild<QPushButton*>(u"compare"_s)->isEnabled());
        search->setText(u"lind-b"_s);
        QCOMPARE(list->count(), 1);
        dialog->findChild<QPushButton*>(u"compare"_s)->click();
        QTRY_VERIFY(desk.page.findChild<MergeDialog*>());
        QCOMPARE(desk.page.findChild<MergeDialog*>()->candidates().survivor.id, desk.mara);
    }

    void onlyANamesakeWithTheSameEmailIsPickedAndAPartnerStandsLast()
    {
        Desk desk;
        desk.studio.addPerson(u"MARA"_s, u"Lind"_s, u"mara@example.com"_s);
        desk.studio.edit(desk.mara, [&](Contact& contact) {
            contact.relations = {{*desk.twin, RelationKind::Partner}};
        });
        desk.page.showContact(desk.mara);
        desk.action(u"mergeContacts"_s)->trigger();
        auto* list = desk.page.findChild<MergePartnerDialog*>()->findChild<QListWidget*>(u"partners"_s);
        QCOMPARE(list->count(), 3);
        QCOMPARE(list->currentRow(), 0);
        QVERIFY(list->item(0)->text().contains("same name and email"_L1));
        QVERIFY(list->item(2)->text().startsWith("Mara Lind-Berg"_L1));
        QVERIFY(list->item(2)->text().endsWith("Partner"_L1));
    }

    void thatTheyMayBeTwoIsSaid()
    {
        Desk desk;
        QVERIFY(!desk.open()->findChild<QLabel*>(u"mergeWarning"_s));
        desk.studio.edit(desk.mara, [&](Contact& contact) {
            contact.relations = {{*desk.twin, RelationKind::Partner}};
        });
        desk.setPassword(desk.mara);
        const auto said = [&] {
            delete desk.page.findChild<MergeDialog*>();
            MergeDialog* dialog = desk.open();
            return dialog->findChild<QLabel*>(u"mergeWarning"_s)->text();
        };
        QCOMPARE(said(), u"Mara Lind and Mara Lind-Berg are partners. Merge only if they are one person."_s);
        auto* dialog = desk.page.findChild<MergeDialog*>();
        QVERIFY(dialog->findChild<QLabel*>(u"onlyPassword"_s)
                    ->text()
                    .startsWith("The password of Mara Lind (set "_L1));
        desk.setPassword(*desk.twin);
        QVERIFY(said().contains("Both have a password of their own."_L1));
        dialog = desk.page.findChild<MergeDialog*>();
        QCOMPARE(dialog->findChild<QLabel*>(u"login_left"_s)->text(), u"No login yet"_s);
    }

    void ofNotesBothOrEitherAreChosen()
    {
        using enum contacts::MergedNotes;
        Desk desk;
        desk.studio.edit(desk.mara, [](Contact& contact) { contact.details.notes = u"Left"_s; });
        desk.studio.edit(*desk.twin, [](Contact& contact) { contact.details.notes = u"Right"_s; });
        MergeDialog* dialog = desk.open();
        auto* result = dialog->findChild<QLabel*>(u"result"_s);
        QVERIFY(desk.radio(dialog, u"notes_both"_s)->isChecked());
        QVERIFY(result->text().contains("Left"_L1) && result->text().contains("Right"_L1));
        desk.radio(dialog, u"notes_right"_s)->click();
        QVERIFY(!result->text().contains("Left"_L1) && result->text().contains("Right"_L1));
        QCOMPARE(dialog->choice().notes, Absorbed);
        desk.radio(dialog, u"stays_right"_s)->click();
        QCOMPARE(dialog->choice().notes, Survivor);
        desk.radio(dialog, u"notes_both"_s)->click();
        QCOMPARE(dialog->choice().notes, Joined);
    }

    void twoSelectedAreMergedWithoutAskingForTheOther()
    {
        Desk desk;
        auto* table = desk.page.findChild<QTableView*>(u"contacts"_s);
        QTRY_COMPARE(table->model()->rowCount(), 3);
        table->selectAll();
        QVERIFY(!desk.action(u"mergeContacts"_s)->isEnabled());
        table->selectRow(0);
        table->selectionModel()->select(table->model()->index(1, 0),
                                        QItemSelectionModel::Select | QItemSelectionModel::Rows);
        QVERIFY(desk.action(u"mergeContacts"_s)->isEnabled());
        desk.action(u"mergeContacts"_s)->trigger();
        QVERIFY(desk.page.findChild<MergeDialog*>());
    }

    void aPersonAndACompanyAreRefusedWithASentence()
    {
        Desk desk;
        ContactDetails company;
        company.kind = ContactKind::Company;
        company.company = u"Agency"_s;
        const auto agency = desk.studio.add(company);
        desk.page.mergeContacts(desk.mara, agency);
        QVERIFY(!desk.page.findChild<MergeDialog*>());
        QVERIFY(desk.page.findChild<Toast*>()->sentence().contains("cannot be merged"_L1));
        // A company has no More Actions, so its Merge stands beside the name.
        desk.page.showContact(agency);
        bool isShown = false;
        for (auto* button : desk.page.findChildren<QToolButton*>())
            isShown = isShown ||
                      (button->defaultAction() == desk.action(u"mergeContacts"_s) && button->isVisible());
        QVERIFY(isShown);
    }
};

QTEST_MAIN(MergeDialogTest)
#include "merge_dialog_test.moc"
