// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/portal_access/account_store.h"
#include "app/portal_access/passwords.h"
#include "app/portal_access/session.h"
#include "tests/ui/address_book/studio_fixture.h"
#include "ui/address_book/address_book_page.h"
#include "ui/address_book/logins_dialog.h"

#include <QLabel>
#include <QPushButton>
#include <QTreeWidget>

using namespace foyer;
using namespace Qt::StringLiterals;

namespace {

void setPassword(StudioFixture& studio, ContactId contact)
{
    const auto seed = studio.database().read(
        [&](const Snapshot& s) { return portal_access::seedForNewPassword(s, contact); });
    const auto record = portal_access::makePassword(u"tulip garden seven"_s, *seed);
    studio.change([&](Transaction& t) { return portal_access::setFirstPassword(t, *seed, record); });
}

void logIn(StudioFixture& studio, ContactId contact, const QString& userAgent)
{
    studio.change([&](Transaction& t) -> Result<void> {
        const auto account = portal_access::account(t, contact);
        const auto token = portal_access::openSession(t, contact, account->generation, u"example.com"_s,
                                                      u"192.0.2.7"_s, userAgent);
        return token ? Result<void>{} : fail(token.error());
    });
}

const QString phone =
    u"Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Mobile/15E148 Safari/604.1"_s;
const QString laptop = u"Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"_s;

} // namespace

class LoginsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theProfileListsLoginsAndEndsThem()
    {
        StudioFixture studio;
        const ContactId ada = studio.addPerson(u"Ada"_s, u"Berg"_s, u"ada@example.com"_s);
        setPassword(studio, ada);
        AddressBookPage page{studio.database(), [] { return QString{}; }};
        page.resize(1100, 900);
        page.show();
        page.showContact(ada);
        auto* button = page.findChild<QPushButton*>(u"showLogins"_s);
        QVERIFY(!button->isVisible());
        logIn(studio, ada, phone);
        QTRY_VERIFY(button->isVisible()); // without a reload
        logIn(studio, ada, laptop);
        QTRY_VERIFY(button->text().contains(u'2'));

        QTest::mouseClick(button, Qt::LeftButton);
        QTRY_VERIFY(page.findChild<LoginsDialog*>());
        auto* dialog = page.findChild<LoginsDialog*>();
        auto* list = dialog->findChild<QTreeWidget*>(u"logins"_s);
        QCOMPARE(list->topLevelItemCount(), 2);
        QCOMPARE(list->topLevelItem(0)->text(0), u"Firefox on Linux"_s);
        QCOMPARE(list->topLevelItem(1)->text(0), u"Safari on an iPhone"_s);
        QCOMPARE(list->topLevelItem(1)->text(2), u"192.0.2.7"_s);
        QTest::mouseClick(dialog->findChild<QPushButton*>(u"endLogin"_s), Qt::LeftButton);
        QTRY_COMPARE(list->topLevelItemCount(), 1);
        QCOMPARE(list->topLevelItem(0)->text(0), u"Safari on an iPhone"_s);
        QTest::mouseClick(dialog->findChild<QPushButton*>(u"endAllLogins"_s), Qt::LeftButton);
        QTRY_COMPARE(list->topLevelItemCount(), 0);
        QVERIFY(!dialog->findChild<QPushButton*>(u"endLogin"_s)->isEnabled());
        QTRY_VERIFY(!button->isVisible());
    }

    void s49_resetWantedShowsUntilSomebodyGetsIn()
    {
        StudioFixture studio;
        const ContactId ada = studio.addPerson(u"Ada"_s, u"Berg"_s, u"ada@example.com"_s);
        setPassword(studio, ada);
        AddressBookPage page{studio.database(), [] { return QString{}; }};
        page.show();
        page.showContact(ada);
        auto* note = page.findChild<QLabel*>(u"resetWanted"_s);
        QVERIFY(!note->isVisible());
        studio.change([&](Transaction& t) { return portal_access::noteResetWanted(t, ada); });
        QTRY_VERIFY(note->isVisible());
        QVERIFY(note->text().contains(u"Reset wanted"_s));
        logIn(studio, ada, phone);
        QTRY_VERIFY(!note->isVisible());
        studio.change([&](Transaction& t) { return portal_access::noteResetWanted(t, ada); });
        QTRY_VERIFY(note->isVisible());
        studio.change([&](Transaction& t) { return portal_access::resetPassword(t, ada); });
        QTRY_VERIFY(!note->isVisible());
    }
};

QTEST_MAIN(LoginsTest)
#include "logins_test.moc"
