// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/portal_access/account_store.h"
#include "app/portal_access/passwords.h"
#include "tests/ui/address_book/studio_fixture.h"
#include "ui/address_book/address_book_page.h"
#include "ui/address_book/merge_dialog.h"
#include "ui/address_book/toast.h"
#include "ui/conflicts/conflict_details.h"
#include "ui/conflicts/conflict_model.h"
#include "ui/conflicts/conflict_words.h"
#include "ui/conflicts/conflicts_page.h"

#include <QAbstractItemModelTester>
#include <QCheckBox>
#include <QLabel>
#include <QPushButton>
#include <QScrollArea>
#include <QTableView>
#include <QTest>

using namespace foyer;
using namespace Qt::StringLiterals;
using contacts::Conflict;

namespace {

/// The page of conflicts beside the Address Book that lends it its undo.
class Desk
{
public:
    Desk()
    {
        page.resize(1000, 700);
        page.show();
        QObject::connect(&page, &ConflictsPage::mergeRequested, &book, &AddressBookPage::mergeContacts);
    }

    QTableView* list() { return page.findChild<QTableView*>(u"conflictList"_s); }
    int rows() { return list()->model()->rowCount(); }
    QString cell(int row, int column) { return list()->model()->index(row, column).data().toString(); }
    QString meaning() { return page.findChild<QLabel*>(u"conflictMeaning"_s)->text(); }
    QPushButton* button(const QString& name) { return page.findChild<QPushButton*>(name); }

    StudioFixture studio;
    AddressBookPage book{studio.database(), [] { return QString{}; }};
    ConflictsPage page{book.edits()};
};

contacts::ConflictParty party(PortalState portal, ContactKind kind = ContactKind::Person)
{
    return {{ContactId{1}, kind, u"Mara"_s, {}}, portal};
}

} // namespace

class ConflictsPageTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void noConflictsIsAStateThatSaysWhatTheListIsFor()
    {
        Desk desk;
        QTRY_VERIFY(desk.page.findChild<QTableView*>());
        QVERIFY(!desk.list()->isVisible());
        QCOMPARE(desk.page.count(), QString{});
    }

    void s50_aConflictComesAndGoesByItself()
    {
        Desk desk;
        const QAbstractItemModelTester tester{desk.list()->model()};
        const auto mara = desk.studio.addPerson(u"Mara"_s, u"Lind"_s, u"both@example.com"_s);
        const auto jon = desk.studio.addPerson(u"Jon"_s, u"Lind"_s, u"BOTH@example.com"_s);
        QTRY_COMPARE(desk.rows(), 1);
        QVERIFY(desk.list()->isVisible());
        QCOMPARE(desk.cell(0, ConflictModel::Kind), u"Shared address"_s);
        QVERIFY(desk.cell(0, ConflictModel::Contacts).contains("Jon Lind"_L1));
        QVERIFY(desk.cell(0, ConflictModel::Contacts).contains("Mara Lind"_L1));
        QCOMPARE(desk.page.count(), u"1"_s);
        QVERIFY(desk.meaning().contains("reset by hand"_L1));

        std::optional<ContactId> opened;
        connect(&desk.page, &ConflictsPage::contactActivated, this, [&](ContactId id) { opened = id; });
        QTest::mouseClick(desk.button(u"open%1"_s.arg(jon.text())), Qt::LeftButton);
        QCOMPARE(opened, jon);
        QCOMPARE(desk.button(u"open%1"_s.arg(mara.text()))->accessibleName(), u"Open Mara Lind"_s);

        desk.studio.edit(jon, [](Contact& contact) {
            contact.details.emails = {{u"jon@example.com"_s, {}}};
        });
        QTRY_COMPARE(desk.page.count(), QString{});
        QVERIFY(!desk.list()->isVisible());
    }

    void s42_twoOfOneKindAreMergedFromHereAndTakenBackFromHere()
    {
        Desk desk;
        desk.studio.addPerson(u"Mara"_s, u"Lind"_s, u"both@example.com"_s);
        desk.studio.addPerson(u"Mara"_s, u"Lind"_s, u"both@example.com"_s);
        QTRY_COMPARE(desk.rows(), 1);
        QVERIFY(desk.meaning().contains("entered twice"_L1));
        QCOMPARE(desk.cell(0, ConflictModel::Kind), u"Shared address, maybe one person"_s);
        QTest::mouseClick(desk.button(u"mergePair"_s), Qt::LeftButton);
        auto* dialog = desk.book.findChild<MergeDialog*>();
        QVERIFY(dialog);
        auto* merge = dialog->findChild<QPushButton*>(u"merge"_s);
        QVERIFY(merge->isDefault());
        merge->click();
        QTRY_COMPARE(desk.page.count(), QString{});
        auto* toast = desk.page.findChild<Toast*>();
        QTRY_COMPARE(toast->sentence(), u"Merged into Mara Lind"_s);
        Q_EMIT toast->undoRequested();
        QTRY_COMPARE(desk.page.count(), u"1"_s);
    }

    void ofSeveralTwoOfOneKindAreTicked()
    {
        Desk desk;
        const auto mara = desk.studio.addPerson(u"Mara"_s, u"Lind"_s, u"both@example.com"_s);
        const auto jon = desk.studio.addPerson(u"Jon"_s, u"Lind"_s, u"both@example.com"_s);
        ContactDetails company;
        company.kind = ContactKind::Company;
        company.company = u"Agency"_s;
        company.emails = {{u"both@example.com"_s, {}}};
        const auto agency = desk.studio.add(company);
        QTRY_COMPARE(desk.rows(), 1);
        const auto tick = [&](ContactId id, bool isOn) {
            desk.page.findChild<QCheckBox*>(u"pick"_s + id.text())->setChecked(isOn);
        };
        QTRY_VERIFY(desk.page.findChild<QCheckBox*>(u"pick"_s + agency.text()));
        auto* merge = desk.button(u"mergePair"_s);
        QVERIFY(!merge->isEnabled());
        tick(mara, true);
        tick(agency, true);
        QVERIFY(!merge->isEnabled());
        tick(agency, false);
        tick(jon, true);
        QVERIFY(merge->isEnabled());
        QTest::mouseClick(merge, Qt::LeftButton);
        QVERIFY(desk.book.findChild<MergeDialog*>());
    }

    void nothingIsCutOffInANarrowWindow()
    {
        Desk desk;
        desk.page.resize(420, 700);
        const auto id = desk.studio.addPerson(u"Imogen Philippa Wilhelmina"_s, u"Farrelly-Stroud"_s,
                                              u"imogen.farrelly-stroud@example.com"_s);
        desk.studio.addPerson(u"Tadhg"_s, u"Lind"_s, u"imogen.farrelly-stroud@example.com"_s);
        QTRY_COMPARE(desk.rows(), 1);
        QTRY_VERIFY(desk.button(u"open"_s + id.text()));
        auto* open = desk.button(u"open"_s + id.text());
        const QWidget* viewport =
            desk.page.findChild<ConflictDetails*>()->findChild<QScrollArea*>()->viewport();
        QTRY_VERIFY(open->mapTo(viewport->window(), QPoint{open->width(), 0}).x() <=
                    viewport->mapTo(viewport->window(), QPoint{viewport->width(), 0}).x());
    }

    void everyConflictSaysWhatItMeansForLogins_data()
    {
        QTest::addColumn<QList<int>>("portals");
        QTest::addColumn<QString>("says");
        const auto row = [](const char* name, QList<PortalState> portals, const QString& says) {
            QList<int> states;
            for (const PortalState state : portals)
                states.append(int(state));
            QTest::newRow(name) << states << says;
        };
        using enum PortalState;
        row("both", {Active, Active}, u"Both can log in, each with their own password."_s);
        row("three", {Active, Active, Active}, u"All 3 can log in"_s);
        row("one so far", {Active, NeverInvited},
            u"One of them can log in; the other has no password yet."_s);
        row("one of three", {Active, NeverInvited, MustSetPassword},
            u"One of them can log in; the others have no password yet."_s);
        row("two of three", {Active, Active, NeverInvited}, u"; one has no password yet."_s);
        row("one disabled", {Active, Disabled}, u"One of them can log in."_s);
        row("all disabled", {Disabled, Disabled}, u"Nobody can log in"_s);
        row("one and a company", {None, Active}, u"Only one of them is a person, and can log in."_s);
        row("nobody yet", {NeverInvited, MustSetPassword}, u"Nobody has set a password yet"_s);
        row("companies", {None, None}, u"have no portal"_s);
        row("one person", {None, NeverInvited}, u"Only one of them is a person"_s);
    }
    void everyConflictSaysWhatItMeansForLogins()
    {
        QFETCH(QList<int>, portals);
        QFETCH(QString, says);
        Conflict conflict{Conflict::Kind::SharedAddress, u"a@example.com"_s, {}};
        bool hasPerson = false;
        for (const int state : portals) {
            const bool isCompany = PortalState(state) == PortalState::None;
            hasPerson = hasPerson || !isCompany;
            conflict.parties.push_back(
                party(PortalState(state), isCompany ? ContactKind::Company : ContactKind::Person));
        }
        const QStringList said = words::conflictMeaning(conflict);
        QVERIFY2(said.front().contains(says), qPrintable(said.front()));
        QCOMPARE(said.join(u' ').contains("Forgot your password?"_L1), hasPerson);
    }

    void aMalformedAddressSaysThatNobodyCanBeInvitedThere()
    {
        const Conflict conflict{
            Conflict::Kind::Malformed, u"mara at home"_s, {party(PortalState::NeverInvited)}};
        QVERIFY(
            words::conflictMeaning(conflict).front().startsWith("Nobody can be invited at this address"_L1));
    }
};

QTEST_MAIN(ConflictsPageTest)
#include "conflicts_page_test.moc"
