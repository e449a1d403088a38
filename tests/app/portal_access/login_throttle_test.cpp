// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/portal_access/account_store.h"
#include "app/portal_access/email_claim.h"
#include "app/portal_access/known_device.h"
#include "app/portal_access/login_throttle.h"
#include "app/storage/journal.h"
#include "tests/app/studio_fixture.h"

using namespace foyer;
using namespace foyer::portal_access;
using namespace Qt::StringLiterals;

namespace {

class Door : public test::StudioFixture
{
public:
    Admission count(const LoginTry& attempt)
    {
        return *database->write(Actor::system(), [&](Transaction& t) { return countTry(t, attempt); });
    }
    Admission look(const LoginTry& attempt)
    {
        return *database->read([&](const Snapshot& s) { return admission(s, attempt); });
    }
    /// How many of so many tries are evaluated.
    int admitted(LoginTry attempt, int tries)
    {
        int count = 0;
        for (int i = 0; i < tries; ++i)
            count += this->count(attempt).isAdmitted ? 1 : 0;
        return count;
    }
    QString remember(ContactId contact, const QString& shown = {})
    {
        return *database->write(Actor::client(contact, {}), [&](Transaction& t) -> Result<QString> {
            t.declareHousekeeping();
            return rememberDevice(t, contact, shown);
        });
    }
};

LoginTry stranger(const QString& email, const QString& network = u"192.0.2.1"_s)
{
    return {email, {}, network, {}};
}

QString network(int number)
{
    return u"192.0.%1.%2"_s.arg(number / 250).arg(number % 250);
}

} // namespace

class LoginThrottleTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void p8_oneNetworkAskingForOneAddressIsSlowedAndGoesOnLater()
    {
        Door door;
        const LoginTry attempt = stranger(u"ana@example.com"_s);
        QCOMPARE(door.admitted(attempt, 100), addressFromNetworkBudget.atOnce);
        QVERIFY(door.look(attempt).wait.count() > 0);
        QVERIFY(door.look(attempt).wait <= std::chrono::seconds{3600 / addressFromNetworkBudget.perHour});
        door.now += door.look(attempt).wait;
        QVERIFY(door.count(attempt).isAdmitted);
        QVERIFY(!door.count(attempt).isAdmitted);
        // Spelling does not make another address of it.
        QVERIFY(!door.look(stranger(u" ANA@Example.com"_s)).isAdmitted);
        QVERIFY(door.look(stranger(u"ben@example.com"_s)).isAdmitted);
    }

    void p8_manyNetworksAskingForOneAddressShareItsBudget()
    {
        Door door;
        int evaluated = 0;
        for (int i = 0; i < 1000; ++i)
            evaluated += door.admitted(stranger(u"ana@example.com"_s, network(i)), 2);
        QCOMPARE(evaluated, addressBudget.atOnce);
        door.now += std::chrono::hours{1};
        evaluated = 0;
        for (int i = 0; i < 1000; ++i)
            evaluated += door.admitted(stranger(u"ana@example.com"_s, network(i)), 1);
        QCOMPARE(evaluated, addressBudget.perHour);
    }

    void p8_oneNetworkAskingForManyAddressesIsSlowed()
    {
        Door door;
        int evaluated = 0;
        for (int i = 0; i < 300; ++i)
            evaluated += door.admitted(stranger(u"person%1@example.com"_s.arg(i)), 1);
        QCOMPARE(evaluated, networkBudget.atOnce);
    }

    void p8_aStrangerCannotStandInTheWayOfAKnownDeviceOrADirectLink()
    {
        Door door;
        const auto ana = door.addPerson(u"Ana"_s, u"A"_s, u"both@example.com"_s);
        const auto ben = door.addPerson(u"Ben"_s, u"B"_s, u"both@example.com"_s);
        const QString anasPhone = door.remember(ana);
        for (int i = 0; i < 300; ++i)
            door.count(stranger(u"both@example.com"_s, network(i)));
        QVERIFY(!door.look(stranger(u"both@example.com"_s, u"198.51.100.7"_s)).isAdmitted);
        QVERIFY(door.look({u"both@example.com"_s, {}, u"192.0.0.1"_s, anasPhone}).isAdmitted);
        QVERIFY(door.look({{}, ben, u"198.51.100.7"_s, {}}).isAdmitted);
        // One partner's errors do not stop the other.
        QCOMPARE(door.admitted({u"both@example.com"_s, {}, u"192.0.0.1"_s, anasPhone}, 100),
                 deviceBudget.atOnce);
        // However many devices somebody makes known, they are one person's.
        const QString anasTablet = door.remember(ana);
        QVERIFY(!door.look({u"both@example.com"_s, {}, u"192.0.0.1"_s, anasTablet}).isAdmitted);
        QVERIFY(door.look({{}, ben, u"198.51.100.7"_s, {}}).isAdmitted);
        const QString bensPhone = door.remember(ben);
        QVERIFY(door.look({u"both@example.com"_s, {}, u"192.0.0.1"_s, bensPhone}).isAdmitted);
    }

    void p8_onASharedLaptopOnePartnersErrorsLeaveTheOtherWaysIn()
    {
        Door door;
        const auto ana = door.addPerson(u"Ana"_s, u"A"_s, u"both@example.com"_s);
        const auto ben = door.addPerson(u"Ben"_s, u"B"_s, u"both@example.com"_s);
        const QString laptop = door.remember(ana);
        QCOMPARE(door.remember(ben, laptop), laptop);
        const LoginTry byEmail{u"both@example.com"_s, {}, u"192.0.2.1"_s, laptop};
        QCOMPARE(door.admitted(byEmail, 20), 20);
        QVERIFY(door.look(byEmail).isAdmitted);
        door.admitted(byEmail, 200);
        QVERIFY(!door.look(byEmail).isAdmitted);
        QVERIFY(door.look({{}, ana, u"192.0.2.1"_s, laptop}).isAdmitted); // her Direct Link
        // Nor do strangers of one network close a Direct Link there.
        for (int i = 0; i < 100; ++i)
            door.count(stranger(u"made-up%1@example.com"_s.arg(i)));
        QVERIFY(!door.look(stranger(u"another@example.com"_s)).isAdmitted);
        QVERIFY(door.look({{}, ben, u"192.0.2.1"_s, {}}).isAdmitted);
    }

    void aClaimedAddressMakesNobodysDeviceKnown()
    {
        Door door;
        const auto eve = door.addPerson(u"Eve"_s, u"E"_s, u"eve@example.com"_s);
        const QString laptop = door.remember(eve);
        Contact contact = door.find(eve);
        contact.details.emails.push_back({u"dora@example.com"_s, {}});
        QVERIFY(door.database->write(Actor::client(eve, {}),
                                     [&](Transaction& t) { return contacts::save(t, contact); }));
        const auto known = [&] {
            return door.database
                ->read([&](const Snapshot& s) { return knownUsers(s, laptop, u"dora@example.com"_s); })
                ->size();
        };
        QCOMPARE(known(), 0u);
        door.now += claimLife + std::chrono::hours{1};
        QCOMPARE(known(), 1u);
    }

    void s54_aRememberedDeviceIsDeadAfterAReset()
    {
        Door door;
        const auto ana = door.addPerson(u"Ana"_s, u"A"_s, u"ana@example.com"_s);
        const QString phone = door.remember(ana);
        const auto isKnown = [&] {
            return !door.database->read([&](const Snapshot& s) { return knownUsers(s, phone, ana); })
                        ->empty();
        };
        QVERIFY(isKnown());
        QVERIFY(door.change([&](Transaction& t) { return resetPassword(t, ana); }));
        QVERIFY(!isKnown());
    }

    void aDeviceOfTwoKeepsOneMarkAndAPlantedOneIsReplaced()
    {
        Door door;
        const auto ana = door.addPerson(u"Ana"_s, u"A"_s, u"ana@example.com"_s);
        const auto ben = door.addPerson(u"Ben"_s, u"B"_s, u"ben@example.com"_s);
        const QString laptop = door.remember(ana, u"planted by somebody"_s);
        QVERIFY(laptop != u"planted by somebody"_s);
        QCOMPARE(door.remember(ben, laptop), laptop);
        const auto isKnown = [&](const QString& email) {
            return !door.database->read([&](const Snapshot& s) { return knownUsers(s, laptop, email); })
                        ->empty();
        };
        QVERIFY(isKnown(u"ana@example.com"_s));
        QVERIFY(isKnown(u"BEN@example.com"_s));
        QVERIFY(!isKnown(u"cem@example.com"_s));
        door.now += knownDeviceLife + std::chrono::hours{1};
        QVERIFY(!isKnown(u"ana@example.com"_s));
    }

    void aRightPasswordTakesItsTryBack()
    {
        Door door;
        const LoginTry attempt = stranger(u"ana@example.com"_s);
        for (int i = 0; i < 200; ++i) {
            const Admission counted = door.count(attempt);
            QVERIFY(counted.isAdmitted);
            QVERIFY(door.change([&](Transaction& t) { return takeBack(t, counted); }));
        }
    }

    void theStudioIsToldOncePerFloodAndTheTableNamesNobody()
    {
        Door door;
        const auto ana = door.addPerson(u"Ana"_s, u"A"_s, u"ana@example.com"_s);
        for (int i = 0; i < 300; ++i)
            door.count(stranger(u"ana@example.com"_s, network(i)));
        for (int i = 0; i < 50; ++i) { // and goes on at the pace that is let through
            door.now += std::chrono::seconds{37};
            door.count(stranger(u"ana@example.com"_s, network(i)));
        }
        const auto history = door.database->read(
            [&](const Snapshot& s) { return journalOf(s, u"portal_account"_s, ana.row(), 10); });
        QCOMPARE(history->size(), 1u);
        QCOMPARE(history->front().entry.action, u"many wrong passwords"_s);
        const auto names = door.database->read([](const Snapshot& s) {
            return s.query(u"SELECT bucket FROM login_bucket"_s).all([](const Query& row) {
                return row.bytes(0);
            });
        });
        QVERIFY(names->size() > 100);
        for (const QByteArray& name : *names)
            QCOMPARE(name.size(), 32);
    }

    void unknownAddressesAreCountedLikeKnownOnes()
    {
        Door door;
        door.addPerson(u"Ana"_s, u"A"_s, u"ana@example.com"_s);
        QCOMPARE(door.admitted(stranger(u"ana@example.com"_s), 50),
                 door.admitted(stranger(u"nobody@example.com"_s, u"192.0.2.9"_s), 50));
        QCOMPARE(door.admitted(stranger(u"no address"_s, u"192.0.2.8"_s), 50),
                 addressFromNetworkBudget.atOnce);
    }

    void emptyBucketsAreForgotten()
    {
        Door door;
        door.count(stranger(u"ana@example.com"_s));
        door.now += std::chrono::hours{25};
        QVERIFY(door.change([](Transaction& t) { return dropEmptyBuckets(t); }));
        const auto left = door.database->read([](const Snapshot& s) {
            return s.query(u"SELECT count(*) FROM login_bucket"_s).first([](const Query& row) {
                return row.integer(0);
            });
        });
        QCOMPARE(**left, 0);
    }
};

QTEST_GUILESS_MAIN(LoginThrottleTest)
#include "login_throttle_test.moc"
