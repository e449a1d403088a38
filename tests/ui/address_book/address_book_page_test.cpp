// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/address_book/studio_fixture.h"

#include "app/mail/outbox.h"
#include "app/portal_access/account_store.h"
#include "app/portal_access/direct_link.h"
#include "ui/address_book/address_book_page.h"
#include "ui/address_book/contact_editor.h"
#include "ui/address_book/contact_list_pane.h"
#include "ui/address_book/toast.h"

#include <QAction>
#include <QClipboard>
#include <QGuiApplication>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QMessageBox>
#include <QPushButton>
#include <QTableView>
#include <QTest>
#include <QToolButton>
#include <QUndoStack>

using namespace foyer;
using namespace Qt::StringLiterals;

namespace {

/// A studio with two people, and the Address Book open on it.
class Desk
{
public:
    Desk()
        : ada{studio.addPerson(u"Ada"_s, u"Berg"_s, u"ada@example.com"_s, u"030 1"_s)}
        , ben{studio.addPerson(u"Ben"_s, u"Carr"_s, u"ben@example.com"_s)}
        , page{studio.database(), [] { return QString{}; }}
    {
        page.resize(1100, 900);
        page.show();
    }

    template <class T>
    T* part(const QString& name)
    {
        return page.findChild<T*>(name);
    }
    QString text(const QString& label) { return part<QLabel>(label)->text(); }
    bool isShown(const QString& widget) { return part<QWidget>(widget)->isVisible(); }
    int listed() { return page.findChild<QTableView*>(u"contacts"_s)->model()->rowCount(); }
    QString said() { return page.findChild<Toast*>()->sentence(); }
    PortalAccount account(ContactId id)
    {
        return *studio.database().read([&](const Snapshot& s) { return portal_access::account(s, id); });
    }
    int mails()
    {
        return int(studio.database().read([](const Snapshot& s) { return mail::all(s, 100); })->size());
    }
    QMessageBox* question() { return page.findChild<QMessageBox*>(u"question"_s); }
    void accept()
    {
        QTRY_VERIFY(question());
        QTest::mouseClick(question()->findChild<QPushButton*>(u"accept"_s), Qt::LeftButton);
        QTRY_VERIFY(!question());
    }

    StudioFixture studio;
    ContactId ada;
    ContactId ben;
    AddressBookPage page;
};

} // namespace

class AddressBookPageTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void s8_theDirectLinkIsShownAndCopied()
    {
        Desk desk;
        desk.page.showContact(desk.ada);
        auto* link = desk.part<QLineEdit>(u"directLink"_s);
        const QString token = *desk.studio.database().read(
            [&](const Snapshot& s) { return portal_access::directLinkToken(s, desk.ada); });
        QVERIFY(link->text().startsWith(u"https://portal.example.com/"_s));
        QVERIFY(link->text().endsWith(token));
        QVERIFY(link->isReadOnly());
        QTest::mouseClick(desk.part<QToolButton>(u"copyDirectLink"_s), Qt::LeftButton);
        QCOMPARE(QGuiApplication::clipboard()->text(), link->text());

        desk.studio.change([](Transaction& t) {
            return portal_access::setStudioAddress(t, u"https://other.example.org"_s);
        });
        QTRY_VERIFY(link->text().startsWith(u"https://other.example.org/"_s)); // the shown link follows
    }

    void s8_aCompanyHasNoPortalAndSaysWhy()
    {
        Desk desk;
        ContactDetails details;
        details.kind = ContactKind::Company;
        details.company = u"Kessler"_s;
        desk.page.showContact(desk.studio.add(details));
        QVERIFY(!desk.isShown(u"directLink"_s));
        QVERIFY(!desk.isShown(u"sendInvite"_s));
        QVERIFY(desk.text(u"portalSentence"_s).contains(u"no portal"_s));
    }

    void s8_withoutAConfiguredAddressTheRunningPortalIsUsed()
    {
        StudioFixture studio;
        studio.change([](Transaction& t) { return portal_access::setStudioAddress(t, {}); });
        const ContactId ada = studio.addPerson(u"Ada"_s, u"Berg"_s);
        QString origin;
        AddressBookPage page{studio.database(), [&] { return origin; }};
        page.showContact(ada);
        auto* link = page.findChild<QLineEdit*>(u"directLink"_s);
        QCOMPARE(link->text(), QString{});
        QVERIFY(!page.findChild<QToolButton*>(u"copyDirectLink"_s)->isEnabled());
        origin = u"http://127.0.0.1:8080"_s;
        page.refreshLinks();
        QVERIFY(link->text().startsWith(u"http://127.0.0.1:8080/"_s));
    }

    void s9_lastLoginIsNeverUntilThereWasOne()
    {
        Desk desk;
        desk.page.showContact(desk.ada);
        QCOMPARE(desk.text(u"lastLogin"_s), u"never"_s);
    }

    void s10_anInviteWaitsInTheOutboxAndASecondOneAsks()
    {
        Desk desk;
        desk.page.showContact(desk.ada);
        auto* invite = desk.part<QPushButton>(u"sendInvite"_s);
        QTest::mouseClick(invite, Qt::LeftButton);
        QTRY_COMPARE(desk.mails(), 1);
        QTRY_VERIFY(desk.text(u"portalSaid"_s).contains(u"Waiting in the Outbox"_s));
        QTRY_COMPARE(desk.text(u"portalState"_s), u"Password not set"_s);
        QVERIFY(!desk.question());

        QTest::mouseClick(invite, Qt::LeftButton);
        QTRY_VERIFY(desk.question());
        QCOMPARE(desk.mails(), 1);
        desk.question()->reject();
        QTRY_VERIFY(!desk.question());
        QCOMPARE(desk.mails(), 1);
        QTest::mouseClick(invite, Qt::LeftButton);
        desk.accept();
        QTRY_COMPARE(desk.mails(), 2);
    }

    void s10_withoutEmailTheInviteSaysWhyNot()
    {
        Desk desk;
        desk.page.showContact(desk.studio.addPerson(u"Cem"_s, u"Demir"_s));
        QVERIFY(!desk.part<QPushButton>(u"sendInvite"_s)->isEnabled());
        QVERIFY(desk.isShown(u"inviteHint"_s));
        QVERIFY(!desk.part<QLineEdit>(u"directLink"_s)->text().isEmpty());
    }

    void s10_aDisabledPortalIsOfferedToBeEnabled()
    {
        Desk desk;
        desk.studio.change([&](Transaction& t) { return portal_access::disable(t, desk.ada); });
        desk.page.showContact(desk.ada);
        QTest::mouseClick(desk.part<QPushButton>(u"sendInvite"_s), Qt::LeftButton);
        desk.accept();
        QTRY_COMPARE(desk.mails(), 1);
        QVERIFY(desk.account(desk.ada).state() != PortalState::Disabled);
    }

    void s11_resetNamesThePersonAndGivesANewLink()
    {
        Desk desk;
        desk.studio.edit(desk.ben, [](Contact& c) { c.details.emails[0].address = u"ada@example.com"_s; });
        desk.page.showContact(desk.ada);
        const QString oldLink = desk.part<QLineEdit>(u"directLink"_s)->text();
        desk.part<QAction>(u"resetPassword"_s)->trigger();
        QTRY_VERIFY(desk.question());
        QVERIFY(desk.question()->text().contains(u"Ada Berg"_s));
        const QString details = desk.question()->informativeText();
        for (const QString& said : {u"ada@example.com"_s, u"030 1"_s, u"never"_s, u"Ben Carr"_s})
            QVERIFY2(details.contains(said), qPrintable(said));
        QVERIFY(desk.question()->defaultButton() != desk.question()->findChild<QPushButton*>(u"accept"_s));
        desk.question()->reject();
        QTRY_VERIFY(!desk.question());
        QCOMPARE(desk.account(desk.ada).linkNumber, 1);

        desk.part<QAction>(u"resetPassword"_s)->trigger();
        desk.accept();
        QTRY_VERIFY(desk.part<QDialog>(u"directLinkDialog"_s)); // S53
        auto* dialog = desk.part<QDialog>(u"directLinkDialog"_s);
        const QString newLink = dialog->findChild<QLineEdit*>(u"link"_s)->text();
        QVERIFY(newLink != oldLink);
        QCOMPARE(desk.part<QLineEdit>(u"directLink"_s)->text(), newLink);
        QCOMPARE(desk.text(u"portalState"_s), u"Password not set"_s);
        QCOMPARE(desk.account(desk.ben).linkNumber, 1); // the other with the same email keeps theirs
        QTest::mouseClick(dialog->findChild<QPushButton*>(u"copy"_s), Qt::LeftButton);
        QCOMPARE(QGuiApplication::clipboard()->text(), newLink);
        QTest::mouseClick(dialog->findChild<QPushButton*>(u"invite"_s), Qt::LeftButton);
        QTRY_COMPARE(desk.mails(), 1);
        QTRY_VERIFY(dialog->findChild<QLabel*>(u"done"_s)->isVisible());
    }

    void s12_disablingCanBeUndoneAndEnabledAgain()
    {
        Desk desk;
        desk.page.showContact(desk.ada);
        auto* action = desk.part<QAction>(u"disablePortal"_s);
        action->trigger();
        desk.accept();
        QTRY_COMPARE(desk.text(u"portalState"_s), u"Disabled"_s);
        QTRY_VERIFY(desk.said().contains(u"disabled"_s));
        QVERIFY(action->text().contains(u"Enable"_s));
        desk.page.actions().undo->trigger();
        QTRY_COMPARE(desk.text(u"portalState"_s), u"Not invited"_s);
        desk.page.actions().redo->trigger();
        QTRY_COMPARE(desk.text(u"portalState"_s), u"Disabled"_s);
        action->trigger(); // enabling does not ask
        QTRY_COMPARE(desk.text(u"portalState"_s), u"Not invited"_s);
    }

    void s13_previewIsAskedForThisPerson()
    {
        Desk desk;
        std::vector<ContactId> asked;
        connect(&desk.page, &AddressBookPage::previewRequested, this,
                [&](ContactId id) { asked.push_back(id); });
        desk.page.showContact(desk.ben);
        QTest::mouseClick(desk.part<QPushButton>(u"preview"_s), Qt::LeftButton);
        QCOMPARE(asked, std::vector{desk.ben});
    }

    void s14_allSixStandTogetherNamedAndWithinReachOfTheKeyboard()
    {
        Desk desk;
        desk.page.showContact(desk.ada);
        auto* section = desk.part<QWidget>(u"portalSection"_s);
        for (const QString& name : {u"directLink"_s, u"copyDirectLink"_s, u"showQrCode"_s, u"sendInvite"_s,
                                    u"preview"_s, u"moreActions"_s}) {
            auto* control = section->findChild<QWidget*>(name);
            QVERIFY2(control && control->isVisible(), qPrintable(name));
            QVERIFY2(control->focusPolicy() & Qt::TabFocus, qPrintable(name));
            const auto* button = qobject_cast<QAbstractButton*>(control);
            QVERIFY2(!control->accessibleName().isEmpty() || (button && !button->text().isEmpty()),
                     qPrintable(name));
        }
        const auto actions = desk.part<QPushButton>(u"moreActions"_s)->menu()->actions();
        QCOMPARE(actions.size(), 6); // the three of the portal, a line, Merge and Undo Merge
        for (const QAction* action : actions)
            QVERIFY(action->isSeparator() || !action->text().isEmpty());
        desk.page.resize(400, 700);
        QVERIFY(section->isVisible());
        QVERIFY(section->width() <= 400);
    }

    void s50_theBadgeAppearsAndDisappearsOnTheProfile()
    {
        Desk desk;
        desk.page.showContact(desk.ada);
        QVERIFY(!desk.isShown(u"conflictBadge"_s));
        desk.studio.edit(desk.ben, [](Contact& c) { c.details.emails[0].address = u"ADA@example.com"_s; });
        QTRY_VERIFY(desk.isShown(u"conflictBadge"_s));
        QCOMPARE(desk.text(u"conflictBadge"_s), u"Email Conflict"_s); // by words, not by colour alone
        QVERIFY(desk.text(u"conflictText"_s).contains(u"Ben Carr"_s));
        QVERIFY(desk.text(u"conflictText"_s).contains(u"Logins go on working"_s));
        Q_EMIT desk.part<QLabel>(u"conflictText"_s)->linkActivated(u"contact:"_s + desk.ben.text());
        QCOMPARE(desk.text(u"name"_s), u"Ben Carr"_s);
        QVERIFY(desk.isShown(u"conflictBadge"_s));
        desk.studio.edit(desk.ada, [](Contact& c) { c.details.emails.clear(); });
        QTRY_VERIFY(!desk.isShown(u"conflictBadge"_s));
    }

    void s7_aChangeInThePortalShowsWithWhoAndTheOldValue()
    {
        Desk desk;
        desk.page.showContact(desk.ada);
        desk.studio.edit(
            desk.ada, [](Contact& c) { c.details.phones[0].number = u"030 2"_s; },
            Actor::client(desk.ada, u"192.0.2.1"_s));
        const auto isTold = [&] {
            for (const QLabel* label : desk.part<QWidget>(u"history"_s)->findChildren<QLabel*>()) {
                if (label->text() == u"Ada Berg changed phone in the portal: 030 1 → 030 2"_s)
                    return true;
            }
            return false;
        };
        QTRY_VERIFY(isTold());
    }

    void s38_aCouplesEmailIsGivenToBoth()
    {
        Desk desk;
        desk.studio.edit(desk.ada, [&](Contact& c) { c.relations = {{desk.ben, RelationKind::Spouse}}; });
        desk.page.showContact(desk.ada);
        QLabel* offer = nullptr;
        for (QLabel* label : desk.part<QWidget>(u"profile"_s)->findChildren<QLabel*>()) {
            if (label->text().contains(u"share:"_s))
                offer = label;
        }
        QVERIFY(offer);
        Q_EMIT offer->linkActivated(u"share:"_s + desk.ben.text());
        QTRY_COMPARE(desk.studio.contact(desk.ben).details.emails.size(), 2U);
        QCOMPARE(desk.studio.contact(desk.ben).details.emails[0].address, u"ada@example.com"_s);
        QTRY_VERIFY(desk.isShown(u"conflictBadge"_s));
        desk.page.actions().undo->trigger();
        QTRY_COMPARE(desk.studio.contact(desk.ben).details.emails.size(), 1U);
    }

    void deletingIsUndoneByToastAndStack()
    {
        Desk desk;
        auto* table = desk.part<QTableView>(u"contacts"_s);
        table->selectAll();
        desk.page.actions().remove->trigger();
        QTRY_COMPARE(desk.listed(), 0);
        QTRY_VERIFY(desk.said().contains(u"2"_s));
        QTest::mouseClick(desk.page.findChild<Toast*>()->findChild<QPushButton*>(u"undo"_s), Qt::LeftButton);
        QTRY_COMPARE(desk.listed(), 2);
        desk.page.actions().redo->trigger();
        QTRY_COMPARE(desk.listed(), 0);
        desk.page.actions().undo->trigger();
        QTRY_COMPARE(desk.listed(), 2);
    }

    void deleteIsAKeyOfTheListAndNotOfItsNeighbours()
    {
        Desk desk;
        desk.page.activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&desk.page));
        desk.page.showContact(desk.ada);
        desk.part<QLineEdit>(u"directLink"_s)->setFocus();
        QTest::keyClick(desk.part<QLineEdit>(u"directLink"_s), Qt::Key_Delete);
        QTest::qWait(100);
        QCOMPARE(desk.listed(), 2);
        auto* table = desk.part<QTableView>(u"contacts"_s);
        table->setFocus();
        QTest::keyClick(table, Qt::Key_Delete);
        QTRY_COMPARE(desk.listed(), 1);
    }

    void aDeletedContactStaysInViewAndCanBeRestored()
    {
        Desk desk;
        desk.page.showContact(desk.ada);
        desk.page.actions().remove->trigger();
        QTRY_COMPARE(desk.listed(), 1);
        QTRY_VERIFY(desk.page.actions().restore->isEnabled());
        QVERIFY(!desk.page.actions().remove->isEnabled()); // nor does it hit the next one
        QCOMPARE(desk.text(u"name"_s), u"Ada Berg"_s);
        desk.page.actions().restore->trigger();
        QTRY_COMPARE(desk.listed(), 2);
        QVERIFY(!desk.studio.contact(desk.ada).deletedAt);
    }

    void whatIsActedOnIsWhatWasShown()
    {
        Desk desk;
        auto* table = desk.part<QTableView>(u"contacts"_s);
        table->selectRow(1);
        QCOMPARE(desk.text(u"name"_s), u"Ben Carr"_s);
        // Somebody else's change has moved the lines, and the window has not heard of it yet.
        desk.studio.addPerson(u"Aaron"_s, u"Aalto"_s);
        desk.page.actions().remove->trigger();
        QTRY_VERIFY(desk.studio.contact(desk.ben).deletedAt);
        QVERIFY(!desk.studio.contact(desk.ada).deletedAt);
    }

    void aNarrowPageShowsOneHalfAtATime()
    {
        Desk desk;
        desk.page.resize(500, 800);
        QTRY_COMPARE(desk.page.width(), 500);
        QVERIFY(desk.isShown(u"contacts"_s));
        QVERIFY(!desk.isShown(u"profile"_s));
        desk.part<QTableView>(u"contacts"_s)->selectRow(0);
        QVERIFY(desk.isShown(u"profile"_s));
        QVERIFY(!desk.isShown(u"contacts"_s));
        QTest::mouseClick(desk.part<QToolButton>(u"back"_s), Qt::LeftButton);
        QVERIFY(desk.isShown(u"contacts"_s));
    }

    void anEditIsSavedAndUndone()
    {
        Desk desk;
        desk.page.showContact(desk.ada);
        desk.page.actions().edit->trigger();
        auto* editor = desk.page.findChild<ContactEditor*>();
        QVERIFY(editor);
        ContactDraft draft = editor->draft();
        draft.details.jobTitle = u"Architect"_s;
        Q_EMIT editor->submitted(draft);
        QTRY_COMPARE(desk.studio.contact(desk.ada).details.jobTitle, u"Architect"_s);
        QTRY_VERIFY(!desk.page.findChild<ContactEditor*>());
        desk.page.actions().undo->trigger();
        QTRY_COMPARE(desk.studio.contact(desk.ada).details.jobTitle, QString{});
        desk.page.actions().redo->trigger();
        QTRY_COMPARE(desk.studio.contact(desk.ada).details.jobTitle, u"Architect"_s);
        // Undoing must not undo what somebody else did since.
        desk.studio.edit(desk.ada, [](Contact& c) { c.details.nickname = u"Addie"_s; });
        desk.page.actions().undo->trigger();
        QTRY_VERIFY(desk.said().contains(u"did not work"_s));
        QCOMPARE(desk.studio.contact(desk.ada).details.jobTitle, u"Architect"_s);
    }

    void changesOfOtherFieldsMeanwhileAreBroughtTogether()
    {
        Desk desk;
        desk.page.showContact(desk.ada);
        desk.page.actions().edit->trigger();
        auto* editor = desk.page.findChild<ContactEditor*>();
        ContactDraft mine = editor->draft();
        mine.details.jobTitle = u"Architect"_s;
        desk.studio.edit(desk.ada, [](Contact& c) { c.details.phones[0].number = u"030 2"_s; });
        Q_EMIT editor->submitted(mine);
        QTRY_COMPARE(desk.studio.contact(desk.ada).details.jobTitle, u"Architect"_s);
        QCOMPARE(desk.studio.contact(desk.ada).details.phones[0].number, u"030 2"_s);
    }

    void changesOfTheSameFieldAskWhoseStays_data()
    {
        QTest::addColumn<QString>("button");
        QTest::addColumn<QString>("phone");
        QTest::newRow("mine") << u"keepMine"_s << u"030 3"_s;
        QTest::newRow("theirs") << u"takeTheirs"_s << u"030 2"_s;
    }
    void changesOfTheSameFieldAskWhoseStays()
    {
        QFETCH(QString, button);
        QFETCH(QString, phone);
        Desk desk;
        desk.page.showContact(desk.ada);
        desk.page.actions().edit->trigger();
        auto* editor = desk.page.findChild<ContactEditor*>();
        ContactDraft mine = editor->draft();
        mine.details.phones[0].number = u"030 3"_s;
        mine.details.jobTitle = u"Architect"_s;
        desk.studio.edit(desk.ada, [](Contact& c) { c.details.phones[0].number = u"030 2"_s; });
        Q_EMIT editor->submitted(mine);
        QTRY_VERIFY(editor->findChild<QDialog*>(u"saveConflict"_s));
        QTest::mouseClick(editor->findChild<QPushButton*>(button), Qt::LeftButton);
        QTRY_COMPARE(desk.studio.contact(desk.ada).details.jobTitle, u"Architect"_s); // nothing else is lost
        QCOMPARE(desk.studio.contact(desk.ada).details.phones[0].number, phone);
    }

    void aNewContactIsShownAndCanBeTakenBack()
    {
        Desk desk;
        desk.page.createContact();
        auto* editor = desk.page.findChild<ContactEditor*>();
        QVERIFY(editor);
        ContactDraft draft = editor->draft();
        draft.details.givenName = u"Cem"_s;
        Q_EMIT editor->submitted(draft);
        QTRY_COMPARE(desk.listed(), 3);
        QTRY_COMPARE(desk.text(u"name"_s), u"Cem"_s);
        desk.page.actions().undo->trigger();
        QTRY_COMPARE(desk.listed(), 2);
    }

    void searchingCountsClearsAndHelps()
    {
        Desk desk;
        auto* search = desk.part<QLineEdit>(u"search"_s);
        QCOMPARE(desk.text(u"count"_s), u"2 contact(s)"_s);
        QTest::keyClicks(search, u"ben"_s);
        QCOMPARE(desk.text(u"count"_s), u"1 of 2"_s);
        QTest::keyClicks(search, u"xyz"_s);
        QCOMPARE(desk.listed(), 0);
        QTest::keyClick(search, Qt::Key_Escape);
        QCOMPARE(search->text(), QString{});
        QCOMPARE(desk.listed(), 2);
    }

    void linesAreCopiedForSpreadsheetsWithoutFormulas()
    {
        Desk desk;
        desk.studio.addPerson(u"=HYPERLINK(\"x\")"_s, {}, {}, u"+49 30 1"_s);
        QTRY_COMPARE(desk.listed(), 3);
        desk.part<QTableView>(u"contacts"_s)->selectAll();
        desk.page.actions().copy->trigger();
        const QString copied = QGuiApplication::clipboard()->text();
        QCOMPARE(copied.count(u'\n'), 4); // a line of headings and three people
        QVERIFY(copied.contains(u"Ada Berg\tada@example.com"_s));
        QVERIFY(copied.contains(u"'=HYPERLINK"_s));
        QVERIFY(!copied.contains(u"'+49"_s));
    }

    void aTagIsAddedToManyAndTakenBackFromThoseWhoGotIt()
    {
        Desk desk;
        desk.studio.edit(desk.ada, [](Contact& c) { c.details.tags = {u"vip"_s}; });
        QUndoStack undo;
        StudioEdits edits{desk.studio.database(), undo};
        ContactEditing editing{edits, &desk.page};
        editing.addTag({desk.ada, desk.ben}, u"VIP"_s);
        QTRY_COMPARE(desk.studio.contact(desk.ben).details.tags, QStringList{u"VIP"_s});
        QCOMPARE(desk.studio.contact(desk.ada).details.tags, QStringList{u"vip"_s});
        undo.undo();
        QTRY_COMPARE(desk.studio.contact(desk.ben).details.tags, QStringList{});
        QCOMPARE(desk.studio.contact(desk.ada).details.tags, QStringList{u"vip"_s});
    }

    void markupInNamesStaysText()
    {
        Desk desk;
        ContactDetails details;
        details.givenName = u"<img src=x><b>Bold</b>"_s;
        details.emails = {{u"ada@example.com"_s, {}}};
        details.notes = u"<a href=\"file:///etc/passwd\">here</a>"_s;
        const ContactId odd = desk.studio.add(details);
        desk.page.showContact(odd);
        QCOMPARE(desk.text(u"name"_s), details.givenName);
        QCOMPARE(desk.part<QLabel>(u"name"_s)->textFormat(), Qt::PlainText);
        QCOMPARE(desk.part<QLabel>(u"notes"_s)->textFormat(), Qt::PlainText);
        desk.page.showContact(desk.ada);
        QVERIFY(desk.text(u"conflictText"_s).contains(u"&lt;img"_s));
    }

    void noTwoShortcutsClashAndEveryActionHasText()
    {
        Desk desk;
        QStringList taken;
        const auto actions = desk.page.findChildren<QAction*>();
        for (const QAction* action : actions) {
            if (action->isSeparator() || action->shortcut().isEmpty())
                continue;
            QVERIFY(!action->text().isEmpty());
            QVERIFY2(!taken.contains(action->shortcut().toString()), qPrintable(action->text()));
            taken.append(action->shortcut().toString());
        }
        QVERIFY(taken.contains(u"F2"_s));
    }
};

QTEST_MAIN(AddressBookPageTest)
#include "address_book_page_test.moc"
