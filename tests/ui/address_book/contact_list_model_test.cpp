// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/address_book/studio_fixture.h"
#include "ui/address_book/contact_list_model.h"

#include <QAbstractItemModelTester>
#include <QItemSelectionModel>
#include <QSignalSpy>
#include <QTest>

using namespace foyer;
using namespace Qt::StringLiterals;
using contacts::ContactFilter;

namespace {

constexpr int manyContacts = 3000;

QStringList names(const ContactListModel& model)
{
    QStringList names;
    for (int row = 0; row < model.rowCount(); ++row)
        names.append(model.index(row, ContactListModel::Name).data().toString());
    return names;
}

ContactFilter searching(const QString& text)
{
    ContactFilter filter;
    filter.text = text;
    return filter;
}

} // namespace

class ContactListModelTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void threeThousandContactsAreReadAsTheyAreLookedAt()
    {
        StudioFixture studio;
        studio.change([&](Transaction& transaction) -> Result<void> {
            for (int i = 0; i < manyContacts; ++i) {
                ContactDetails details;
                details.givenName = u"Client"_s;
                details.familyName = u"N%1"_s.arg(i, 5, 10, QChar{u'0'});
                if (const auto id = contacts::add(transaction, studio.brand(), details); !id)
                    return fail(id.error());
            }
            return {};
        });
        ContactListModel model{studio.database()};
        QAbstractItemModelTester tester{&model, QAbstractItemModelTester::FailureReportingMode::QtTest};
        QCOMPARE(model.rowCount(), manyContacts);
        QCOMPARE(model.index(0, 0).data().toString(), u"Client N00000"_s);

        const qint64 before = studio.database().statementsReadHere();
        QCOMPARE(model.index(2950, 0).data().toString(), u"Client N02950"_s);
        const qint64 forOneBlock = studio.database().statementsReadHere() - before;
        QCOMPARE(model.index(2951, 1).data().toString(), QString{});
        QCOMPARE(model.index(2999, 0).data().toString(), u"Client N02999"_s);
        QCOMPARE(studio.database().statementsReadHere() - before,
                 forOneBlock); // the rest of the block is there

        model.setFilter(searching(u"n0295"_s));
        QCOMPARE(model.rowCount(), 10);
        model.setFilter(searching(u"client"_s));
        QCOMPARE(model.rowCount(), contacts::mostMatches);
        QVERIFY(model.isCut());
        QCOMPARE(model.shelfTotal(), manyContacts);
    }

    void searchFoldsAccentsAndFindsPhonesByDigits()
    {
        StudioFixture studio;
        studio.addPerson(u"Zoë"_s, u"Brandt"_s, u"zoe@example.com"_s, u"+49 (0)30 555-01"_s);
        studio.addPerson(u"Ada"_s, u"Okafor"_s, u"ada@example.com"_s, u"+44 20 7946 0000"_s);
        ContactListModel model{studio.database()};
        QAbstractItemModelTester tester{&model, QAbstractItemModelTester::FailureReportingMode::QtTest};
        model.setFilter(searching(u"zoe"_s));
        QCOMPARE(names(model), QStringList{u"Zoë Brandt"_s});
        model.setFilter(searching(u"79460"_s));
        QCOMPARE(names(model), QStringList{u"Ada Okafor"_s});
        model.setFilter(searching(u"nobody at all"_s));
        QCOMPARE(model.rowCount(), 0);
    }

    void aChangeByOthersMovesLinesAndKeepsTheSelection()
    {
        StudioFixture studio;
        studio.addPerson(u"Ada"_s, u"Berg"_s);
        const ContactId ben = studio.addPerson(u"Ben"_s, u"Carr"_s);
        studio.addPerson(u"Cem"_s, u"Demir"_s);
        ContactListModel model{studio.database()};
        QAbstractItemModelTester tester{&model, QAbstractItemModelTester::FailureReportingMode::QtTest};
        QItemSelectionModel selection{&model};
        const int row = *model.rowOf(ben);
        QCOMPARE(row, 1);
        selection.select(model.index(row, 0), QItemSelectionModel::Select | QItemSelectionModel::Rows);

        studio.addPerson(u"Aaron"_s, u"Aalto"_s);
        QTRY_COMPARE(model.rowCount(), 4);
        QCOMPARE(selection.selectedRows().size(), 1);
        QCOMPARE(model.contactAt(selection.selectedRows().first().row()), ben);
        QCOMPARE(names(model).first(), u"Aaron Aalto"_s);

        studio.edit(ben, [](Contact& contact) { contact.details.familyName = u"Zimmer"_s; });
        QTRY_COMPARE(names(model).last(), u"Ben Zimmer"_s);
        QCOMPARE(model.contactAt(selection.selectedRows().first().row()), ben);

        studio.change([&](Transaction& transaction) { return contacts::moveToBin(transaction, {ben}); });
        QTRY_COMPARE(model.rowCount(), 3);
        QVERIFY(selection.selectedRows().isEmpty());
    }

    void aSearchedListFollowsChangesToo()
    {
        StudioFixture studio;
        const ContactId ada = studio.addPerson(u"Ada"_s, u"Berg"_s);
        studio.addPerson(u"Ben"_s, u"Berg"_s);
        ContactListModel model{studio.database()};
        QAbstractItemModelTester tester{&model, QAbstractItemModelTester::FailureReportingMode::QtTest};
        model.setFilter(searching(u"berg"_s));
        QCOMPARE(model.rowCount(), 2);
        const QPersistentModelIndex second{model.index(1, 0)};
        studio.edit(ada, [](Contact& contact) { contact.details.familyName = u"Stein"_s; });
        QTRY_COMPARE(model.rowCount(), 1);
        QVERIFY(second.isValid());
        QCOMPARE(second.row(), 0);
        QCOMPARE(second.data().toString(), u"Ben Berg"_s);
    }

    void anUnmovedLineIsOnlyRepainted()
    {
        StudioFixture studio;
        const ContactId ada = studio.addPerson(u"Ada"_s, u"Berg"_s, {}, u"030 1"_s);
        studio.addPerson(u"Ben"_s, u"Carr"_s);
        ContactListModel model{studio.database()};
        QCOMPARE(model.index(0, ContactListModel::Phone).data().toString(), u"030 1"_s);
        QSignalSpy moved{&model, &QAbstractItemModel::layoutChanged};
        QSignalSpy reset{&model, &QAbstractItemModel::modelReset};
        QSignalSpy changed{&model, &QAbstractItemModel::dataChanged};
        studio.edit(ada, [](Contact& contact) { contact.details.phones[0].number = u"030 2"_s; });
        QTRY_COMPARE(model.index(0, ContactListModel::Phone).data().toString(), u"030 2"_s);
        QCOMPARE(changed.size(), 1);
        QCOMPARE(changed.first().first().toModelIndex().row(), 0);
        QVERIFY(moved.isEmpty());
        QVERIFY(reset.isEmpty());
    }

    void s50_theConflictBadgeComesAndGoesWithTheOthersEmail()
    {
        StudioFixture studio;
        const ContactId ada = studio.addPerson(u"Ada"_s, u"Berg"_s, u"both@example.com"_s);
        const ContactId ben = studio.addPerson(u"Ben"_s, u"Carr"_s, u"ben@example.com"_s);
        ContactListModel model{studio.database()};
        const auto hasBadge = [&](ContactId id) {
            return model.index(*model.rowOf(id), 0).data(ContactListModel::ConflictRole).toBool();
        };
        QVERIFY(!hasBadge(ada));
        studio.edit(ben,
                    [](Contact& contact) { contact.details.emails[0].address = u" BOTH@Example.com"_s; });
        QTRY_VERIFY(hasBadge(ada));
        QVERIFY(hasBadge(ben));
        QVERIFY(model.index(0, 0).data(Qt::AccessibleTextRole).toString().contains(u"Email Conflict"_s));
        ContactFilter conflicts;
        conflicts.onlyConflicts = true;
        model.setFilter(conflicts);
        QCOMPARE(model.rowCount(), 2);
        studio.change([&](Transaction& transaction) { return contacts::archive(transaction, {ben}); });
        QTRY_COMPARE(model.rowCount(), 0);
        model.setFilter({});
        QVERIFY(!hasBadge(ada));
    }

    void filtersNarrowTheList()
    {
        StudioFixture studio;
        studio.addPerson(u"Ada"_s, u"Berg"_s);
        ContactDetails company;
        company.kind = ContactKind::Company;
        company.company = u"Kessler Weddings"_s;
        company.tags = {u"planner"_s};
        studio.add(company);
        ContactListModel model{studio.database()};
        QAbstractItemModelTester tester{&model, QAbstractItemModelTester::FailureReportingMode::QtTest};
        ContactFilter filter;
        filter.kind = ContactKind::Company;
        model.setFilter(filter);
        QCOMPARE(names(model), QStringList{u"Kessler Weddings"_s});
        filter = {};
        filter.tag = u"planner"_s;
        model.setFilter(filter);
        QCOMPARE(names(model), QStringList{u"Kessler Weddings"_s});
        filter = {};
        filter.order = ContactFilter::Order::NameReversed;
        model.setFilter(filter);
        QCOMPARE(names(model), (QStringList{u"Kessler Weddings"_s, u"Ada Berg"_s}));
    }
};

QTEST_MAIN(ContactListModelTest)
#include "contact_list_model_test.moc"
