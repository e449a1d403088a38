// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/base/random.h"
#include "app/portal_access/login_throttle.h"
#include "app/portal_access/passwords.h"
#include "app/portal_access/session.h"
#include "app/storage/settings.h"
#include "portal_server/portal/routes.h"
#include "tests/portal/portal_fixture.h"

using namespace foyer;
using namespace foyer::test;
using namespace foyer::web;
using namespace Qt::StringLiterals;

namespace {

const QString other = u"lantern orchard nine"_s;

Browser loggedIn(PortalFixture& portal, const QString& secret = password)
{
    Browser visitor = portal.browser();
    visitor.get(u"/my-studio/login"_s);
    visitor.submit(u"/my-studio/login"_s, {{u"username"_s, u"ana@example.com"_s}, {u"password"_s, secret}});
    return visitor;
}

} // namespace

class PortalSignInTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void devicesAreListedAndEndedOneByOne()
    {
        PortalFixture portal;
        Browser phone = portal.atHome(portal.ana);
        Browser laptop = portal.browser();
        laptop.setHeader("user-agent",
                         "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0");
        laptop.get(u"/my-studio/login"_s);
        laptop.submit(u"/my-studio/login"_s,
                      {{u"username"_s, u"ana@example.com"_s}, {u"password"_s, password}});
        phone.get(u"/my-studio/signin"_s);
        QVERIFY(phone.shows(u"Firefox on Windows"_s));
        QVERIFY(phone.shows(u"This device"_s));
        const auto sessions = portal.database->read(
            [&](const Snapshot& s) { return portal_access::sessionsOf(s, portal.ana); });
        QCOMPARE(sessions->size(), 2u);
        phone.submit(u"/my-studio/signin/end"_s, {{u"login"_s, sessions->front().id.text()}});
        QCOMPARE(phone.path(), u"/my-studio/signin?ended"_s);
        QVERIFY(!phone.shows(u"Firefox on Windows"_s));
        laptop.get(u"/my-studio/home"_s);
        QCOMPARE(laptop.path(), u"/my-studio/login"_s);
    }

    void nobodyEndsTheLoginOfSomebodyElse()
    {
        PortalFixture portal;
        const auto ben = portal.addPerson(u"Ben"_s, u"Anders"_s, u"ana@example.com"_s);
        portal.atHome(portal.ana);
        Browser other = portal.atHome(ben, u"lantern orchard nine"_s);
        const auto sessions = portal.database->read(
            [&](const Snapshot& s) { return portal_access::sessionsOf(s, portal.ana); });
        other.get(u"/my-studio/signin"_s);
        other.submit(u"/my-studio/signin/end"_s, {{u"login"_s, sessions->front().id.text()}});
        QCOMPARE(other.path(), u"/my-studio/signin?ended"_s); // as for a login that is gone
        QCOMPARE(
            portal.database->read([&](const Snapshot& s) { return portal_access::sessionsOf(s, portal.ana); })
                ->size(),
            1u);
    }

    void logOutEverywhereLeavesThisDevice()
    {
        PortalFixture portal;
        Browser phone = portal.atHome(portal.ana);
        Browser laptop = loggedIn(portal);
        phone.get(u"/my-studio/signin"_s);
        phone.submit(u"/my-studio/signin/end-all"_s, {});
        QCOMPARE(phone.path(), u"/my-studio/signin?ended-all"_s);
        laptop.get(u"/my-studio/home"_s);
        QCOMPARE(laptop.path(), u"/my-studio/login"_s);
        phone.get(u"/my-studio/home"_s);
        QCOMPARE(phone.path(), u"/my-studio/home"_s);
    }

    void p5_aChangedPasswordEndsEveryOtherSessionAndIsTold()
    {
        PortalFixture portal;
        Browser phone = portal.atHome(portal.ana);
        Browser laptop = loggedIn(portal);
        phone.get(u"/my-studio/signin"_s);
        phone.submit(u"/my-studio/signin/password"_s,
                     {{u"current_password"_s, u"not this one"_s}, {u"new_password"_s, other}});
        QCOMPARE(phone.status(), 422);
        QVERIFY(phone.shows(u"not your current password"_s));
        phone.submit(u"/my-studio/signin/password"_s,
                     {{u"current_password"_s, password}, {u"new_password"_s, u"short"_s}});
        QCOMPARE(phone.status(), 422);
        QVERIFY(phone.shows(u"too short"_s));
        const auto mails = [&] {
            return portal.database->read([](const Snapshot& s) { return mail::all(s, 10); })->size();
        };
        const auto before = mails();
        phone.submit(u"/my-studio/signin/password"_s,
                     {{u"current_password"_s, password}, {u"new_password"_s, other}});
        QCOMPARE(phone.path(), u"/my-studio/signin?changed"_s);
        QCOMPARE(mails(), before + 1);
        laptop.get(u"/my-studio/home"_s);
        QCOMPARE(laptop.path(), u"/my-studio/login"_s);
        QCOMPARE(loggedIn(portal).status(), 422);
        QCOMPARE(loggedIn(portal, other).path(), u"/my-studio/home"_s);
    }

    void p8_tooManyTriesAreAskedToWaitButNotAKnownDevice()
    {
        PortalFixture portal;
        Browser known = portal.atHome(portal.ana);
        known.get(u"/my-studio/signin"_s);
        known.submit(u"/my-studio/logout"_s, {});
        int refused = 0;
        Browser stranger = portal.browser();
        stranger.get(u"/my-studio/login"_s);
        for (int i = 0; i < portal_access::addressFromNetworkBudget.atOnce + 3; ++i) {
            stranger.submit(u"/my-studio/login"_s,
                            {{u"username"_s, u"ana@example.com"_s}, {u"password"_s, u"guess %1"_s.arg(i)}});
            if (stranger.status() == 429) {
                ++refused;
                QVERIFY(stranger.shows(u"Please wait a moment"_s));
                QVERIFY(stranger.header("retry-after").toInt() > 0);
                stranger.get(u"/my-studio/login"_s);
            }
        }
        QCOMPARE(refused, 3);
        // The same network, the same address: who logged in here before is not held up.
        known.get(u"/my-studio/login"_s);
        known.submit(u"/my-studio/login"_s,
                     {{u"username"_s, u"ana@example.com"_s}, {u"password"_s, password}});
        QCOMPARE(known.path(), u"/my-studio/home"_s);
        // Nor who comes by the Direct Link.
        Browser linked = portal.browser();
        linked.get(portal.link(portal.ana));
        linked.submit(u"/my-studio/welcome"_s, {{u"password"_s, password}});
        QCOMPARE(linked.path(), u"/my-studio/home"_s);
    }

    void p11_whatWasTypedComesBackAfterTheLogin()
    {
        PortalFixture portal;
        Browser ana = portal.atHome(portal.ana);
        ana.get(u"/my-studio/details/edit"_s);
        portal.now += std::chrono::minutes{61};
        ana.submit(
            u"/my-studio/details/edit"_s,
            {{u"given_name"_s, u"Anna & Co"_s}, {u"password"_s, u"never kept"_s}, {u"do"_s, u"save"_s}});
        QCOMPARE(ana.status(), 403);
        QVERIFY(ana.shows(u"Please log in again"_s));
        QVERIFY(!ana.html().contains("never kept"));
        QVERIFY(!fromBase64Url(ana.field(u"kept"_s)).contains("Anna"));
        ana.submit(u"/my-studio/login"_s,
                   {{u"username"_s, u"ana@example.com"_s}, {u"password"_s, u"oops"_s}});
        QCOMPARE(ana.status(), 422);
        ana.submit(u"/my-studio/login"_s, {{u"username"_s, u"ana@example.com"_s}, {u"password"_s, password}});
        QCOMPARE(ana.status(), 200);
        QCOMPARE(ana.field(u"given_name"_s), u"Anna & Co"_s);
        QVERIFY(ana.shows(u"It is not saved yet"_s));
        QCOMPARE(portal.find(portal.ana).details.givenName, u"Ana"_s);
        ana.submit(u"/my-studio/details/edit"_s, {{u"do"_s, u"save"_s}});
        QCOMPARE(ana.path(), u"/my-studio/details?saved"_s);
        QCOMPARE(portal.find(portal.ana).details.givenName, u"Anna & Co"_s);
    }

    void p11_theAnswersOfOneNeverComeToTheOtherOfACouple()
    {
        PortalFixture portal;
        const auto ben = portal.addPerson(u"Ben"_s, u"Anders"_s, u"ben@example.com"_s);
        portal.atHome(ben, other);
        Browser shared = portal.atHome(portal.ana);
        shared.get(u"/my-studio/details/edit"_s);
        portal.now += std::chrono::minutes{61};
        shared.submit(u"/my-studio/details/edit"_s, {{u"given_name"_s, u"Secret"_s}, {u"do"_s, u"save"_s}});
        QCOMPARE(shared.status(), 403);
        shared.submit(u"/my-studio/login"_s, {{u"username"_s, u"ben@example.com"_s}, {u"password"_s, other}});
        QCOMPARE(shared.path(), u"/my-studio/home"_s);
        QVERIFY(shared.shows(u"Hello Ben"_s));
        QVERIFY(!shared.shows(u"Secret"_s));
    }

    void p11_answersOfAResetSessionAreGone()
    {
        PortalFixture portal;
        Browser ana = portal.atHome(portal.ana);
        ana.get(u"/my-studio/details/edit"_s);
        QVERIFY(portal.change([&](Transaction& t) { return portal_access::resetPassword(t, portal.ana); }));
        ana.submit(u"/my-studio/details/edit"_s, {{u"given_name"_s, u"Anna"_s}, {u"do"_s, u"save"_s}});
        QCOMPARE(ana.status(), 403);
        QVERIFY(!ana.hasField(u"kept"_s));
    }

    void whoseEmailWasChangedJoinsTheirSharersAtTheNextLogin()
    {
        PortalFixture portal;
        const auto ben = portal.addPerson(u"Ben"_s, u"Anders"_s, u"ben@example.com"_s);
        portal.atHome(portal.ana);
        portal.atHome(ben, other);
        Contact contact = portal.find(ben);
        contact.details.emails = {{u"ana@example.com"_s, {}}};
        QVERIFY(portal.change([&](Transaction& t) { return contacts::save(t, contact); }));
        const auto groups = [&] {
            const auto found = portal.database->read(
                [](const Snapshot& s) { return portal_access::candidatesFor(s, u"ana@example.com"_s); });
            return found->groups[0].people.size();
        };
        QCOMPARE(groups(), 1u);
        const auto generation = portal.account(ben).generation;
        QCOMPARE(loggedIn(portal, other).path(), u"/my-studio/home"_s);
        QCOMPARE(groups(), 2u);
        QCOMPARE(portal.account(ben).generation, generation);
        Browser again = loggedIn(portal, other);
        QVERIFY(again.shows(u"Hello Ben"_s));
        QVERIFY(loggedIn(portal).shows(u"Hello Ana"_s));
    }

    void s49_aStudioMayGiveEverybodyOneAnswer()
    {
        PortalFixture portal;
        portal.addPerson(u"Ben"_s, u"Anders"_s, u"ana@example.com"_s);
        QVERIFY(portal.change([](Transaction& t) {
            return settings::set(t, QLatin1StringView{settings::oneResetAnswer}, u"yes"_s);
        }));
        const auto answer = [&](const QString& email) {
            Browser visitor = portal.browser();
            visitor.get(u"/my-studio/forgot"_s);
            visitor.submit(u"/my-studio/forgot"_s, {{u"username"_s, email}});
            return QByteArray::number(visitor.status()) + visitor.html().replace(email.toUtf8(), "X");
        };
        QCOMPARE(answer(u"ana@example.com"_s), answer(u"nobody@example.com"_s));
        portal.settle();
        QVERIFY(portal.account(portal.ana).resetWantedAt);
        QVERIFY(portal.database->read([](const Snapshot& s) { return mail::all(s, 10); })->empty());
        // Whoever gets in again wants no reset any more.
        portal.atHome(portal.ana);
        QVERIFY(!portal.account(portal.ana).resetWantedAt);
    }

    void s44_archivedOnesDoNotCountAsSharersAndAreNotForgotten()
    {
        PortalFixture portal;
        const auto ben = portal.addPerson(u"Ben"_s, u"Anders"_s, u"ana@example.com"_s);
        QVERIFY(portal.change([&](Transaction& t) { return contacts::archive(t, {ben}); }));
        const auto ask = [&] {
            Browser visitor = portal.browser();
            visitor.get(u"/my-studio/forgot"_s);
            visitor.submit(u"/my-studio/forgot"_s, {{u"username"_s, u"ana@example.com"_s}});
            QVERIFY(visitor.shows(u"Look into your mailbox"_s));
            portal.settle();
        };
        const auto newest = [&] {
            return portal.database->read([](const Snapshot& s) { return mail::all(s, 1); })->front();
        };
        ask();
        QVERIFY(newest().contact == portal.ana);
        QVERIFY(portal.change([&](Transaction& t) { return contacts::archive(t, {portal.ana}); }));
        QVERIFY(portal.change([&](Transaction& t) { return contacts::unarchive(t, {ben}); }));
        ask();
        QVERIFY(newest().contact == ben);
        QVERIFY(portal.change([&](Transaction& t) { return contacts::moveToBin(t, {ben}); }));
        ask();
        QVERIFY(newest().contact == portal.ana);
    }

    void p15_noSessionStandsBesideWhatCachesKeep()
    {
        PortalFixture portal;
        Browser ana = portal.atHome(portal.ana);
        portal.now += std::chrono::minutes{5};
        ana.getOnly(u"/my-studio/portal.css"_s);
        QCOMPARE(ana.status(), 200);
        QVERIFY(ana.header("set-cookie").isEmpty());
        ana.getOnly(u"/my-studio/home"_s);
        QVERIFY(ana.header("set-cookie").startsWith("foyer="));
    }

    void onlyWhatHashesGoesToTheHashLane()
    {
        QVERIFY(mayHash(Method::Post, u"/my-studio/login"_s));
        QVERIFY(mayHash(Method::Post, u"/my-studio/LOGIN/"_s));
        QVERIFY(!mayHash(Method::Get, u"/my-studio/login"_s));
        QVERIFY(!mayHash(Method::Post, u"/my-studio/passkey/login"_s));
        QVERIFY(!mayHash(Method::Post, u"/my-studio/logout"_s));
        QVERIFY(!mayHash(Method::Post, u"/my-studio/signin/end"_s));
    }
};

QTEST_GUILESS_MAIN(PortalSignInTest)
#include "portal_signin_test.moc"
