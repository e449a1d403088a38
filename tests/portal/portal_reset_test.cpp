// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/mail/reset_request.h"
#include "app/portal_access/email_claim.h"
#include "app/portal_access/login_throttle.h"
#include "app/storage/journal.h"
#include "tests/portal/portal_fixture.h"

using namespace foyer;
using namespace foyer::test;
using namespace Qt::StringLiterals;

class PortalResetTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void s47_aMailBringsALinkThatSetsANewPasswordOnce()
    {
        PortalFixture portal;
        Browser inside = portal.atHome(portal.ana);
        Browser ana = portal.browser();
        ana.get(u"/my-studio/forgot"_s);
        ana.submit(u"/my-studio/forgot"_s, {{u"username"_s, u"ANA@example.com "_s}});
        QVERIFY(ana.shows(u"Look into your mailbox"_s));
        const QString link = portal.resetLink();
        QVERIFY(!link.isEmpty());
        for (int i = 0; i < 5; ++i) { // P3: scanners open it first
            Browser scanner = portal.browser();
            scanner.get(link);
        }
        ana.get(link);
        QVERIFY(ana.shows(u"Choose a new password"_s));
        ana.submit(u"/my-studio/reset"_s, {{u"new_password"_s, u"short"_s}});
        QCOMPARE(ana.status(), 422);
        ana.submit(u"/my-studio/reset"_s, {{u"new_password"_s, u"lantern orchard nine"_s}});
        QCOMPARE(ana.path(), u"/my-studio/login?password-set"_s);
        inside.get(u"/my-studio/home"_s);
        QCOMPARE(inside.path(), u"/my-studio/login"_s); // all other sessions ended
        ana.submit(u"/my-studio/login"_s, {{u"username"_s, u"ana@example.com"_s}, {u"password"_s, password}});
        QCOMPARE(ana.status(), 422);
        ana.submit(u"/my-studio/login"_s,
                   {{u"username"_s, u"ana@example.com"_s}, {u"password"_s, u"lantern orchard nine"_s}});
        QCOMPARE(ana.path(), u"/my-studio/home"_s);
        Browser again = portal.browser();
        again.get(link);
        QVERIFY(again.shows(u"no longer works"_s));
    }

    void s47_onlyTheNewestLinkWorksAndForHalfAnHour()
    {
        PortalFixture portal;
        portal.atHome(portal.ana);
        const auto ask = [&] {
            Browser ana = portal.browser();
            ana.get(u"/my-studio/forgot"_s);
            ana.submit(u"/my-studio/forgot"_s, {{u"username"_s, u"ana@example.com"_s}});
            return portal.resetLink();
        };
        const QString first = ask();
        const QString second = ask();
        QVERIFY(first != second);
        Browser ana = portal.browser();
        ana.get(first);
        QVERIFY(ana.shows(u"no longer works"_s));
        portal.now += std::chrono::minutes{30};
        ana.get(second);
        QVERIFY(ana.shows(u"no longer works"_s));
        ana.submit(u"/my-studio/reset/again"_s, {}); // a new one with one click
        QVERIFY(ana.shows(u"Look into your mailbox"_s));
        ana.get(portal.resetLink());
        QVERIFY(ana.shows(u"Choose a new password"_s));
        // Asking on and on brings no more than three mails an hour, and the same answer.
        const auto count = [&] {
            portal.settle();
            return portal.database->read([](const Snapshot& s) { return mail::all(s, 100); })->size();
        };
        const auto before = count();
        for (int i = 0; i < 5; ++i)
            ask();
        QCOMPARE(count(), before);
    }

    void s45_whatWasTypedAtTheLoginComesAlong()
    {
        PortalFixture portal;
        Browser visitor = portal.browser();
        visitor.get(u"/my-studio/login"_s);
        visitor.submit(u"/my-studio/forgot"_s, {{u"username"_s, u"ana@example.com"_s},
                                                {u"password"_s, u"half a password"_s},
                                                {u"show"_s, u"form"_s}});
        QCOMPARE(visitor.status(), 200);
        QCOMPARE(visitor.field(u"username"_s), u"ana@example.com"_s);
        QVERIFY(!visitor.html().contains("half a password"));
        portal.settle();
        QVERIFY(portal.database->read([](const Snapshot& s) { return mail::all(s, 10); })->empty());
    }

    void s49_aResetOfOneHelpsAllWhoMayHaveBeenMeant()
    {
        PortalFixture portal;
        const auto ben = portal.addPerson(u"Ben"_s, u"Anders"_s, u"ana@example.com"_s);
        Browser visitor = portal.browser();
        visitor.get(u"/my-studio/forgot"_s);
        visitor.submit(u"/my-studio/forgot"_s, {{u"username"_s, u"ana@example.com"_s}});
        portal.settle();
        const auto wanting = [&] { return portal.database->read(portal_access::wantingReset)->size(); };
        QCOMPARE(wanting(), 2u);
        QVERIFY(portal.change([&](Transaction& t) { return portal_access::resetPassword(t, ben); }));
        QCOMPARE(wanting(), 0u);
    }

    void s46_unknownAndKnownAddressesGetTheSameAnswer()
    {
        PortalFixture portal;
        const auto answer = [&](const QString& email) {
            Browser visitor = portal.browser();
            visitor.get(u"/my-studio/forgot"_s);
            visitor.submit(u"/my-studio/forgot"_s, {{u"username"_s, email}});
            return QByteArray::number(visitor.status()) + visitor.html().replace(email.toUtf8(), "X");
        };
        const QByteArray known = answer(u"ana@example.com"_s);
        QCOMPARE(answer(u"bob@example.com"_s), known);
        QVERIFY(portal.change([&](Transaction& t) { return portal_access::disable(t, portal.ana); }));
        QCOMPARE(answer(u"ana@example.com"_s), known);
    }

    void s49_aSharedAddressGetsAWarningAndTheStudioANote()
    {
        PortalFixture portal;
        const auto ben = portal.addPerson(u"Ben"_s, u"Anders"_s, u"ana@example.com"_s);
        Browser visitor = portal.browser();
        visitor.get(u"/my-studio/forgot"_s);
        visitor.submit(u"/my-studio/forgot"_s, {{u"username"_s, u"ana@example.com"_s}});
        visitor.get(u"/my-studio/forgot"_s);
        visitor.submit(u"/my-studio/forgot"_s, {{u"username"_s, u"ana@example.com"_s}});
        QVERIFY(visitor.shows(u"Please reach out to us"_s));
        QVERIFY(visitor.shows(u"My Studio"_s));
        QVERIFY(!visitor.shows(u"Ben"_s));
        for (const ContactId id : {portal.ana, ben}) {
            portal.settle();
            const auto history = portal.database->read(
                [&](const Snapshot& s) { return journalOf(s, u"portal_account"_s, id.row(), 10); });
            QCOMPARE(history->size(), 1u); // however often somebody asks within the hour
            QCOMPARE(history->front().entry.action, u"reset wanted"_s);
        }
        QVERIFY(portal.database->read([](const Snapshot& s) { return mail::all(s, 10); })->empty());
    }

    void s48_theLinkGoesToNoAddressThatSomebodyElseReads()
    {
        PortalFixture portal;
        Contact ana = portal.find(portal.ana);
        ana.details.emails = {{u"couple@example.com"_s, {}}, {u"ana@example.com"_s, {}}};
        QVERIFY(portal.change([&](Transaction& t) { return contacts::save(t, ana); }));
        portal.addPerson(u"Ben"_s, u"Anders"_s, u"couple@example.com"_s);
        Browser visitor = portal.browser();
        visitor.get(u"/my-studio/forgot"_s);
        visitor.submit(u"/my-studio/forgot"_s, {{u"username"_s, u"ana@example.com"_s}});
        const QString link = portal.resetLink();
        const auto mails = [&] {
            return portal.database->read([](const Snapshot& s) { return mail::all(s, 10); });
        };
        QCOMPARE(mails()->front().toAddress, u"ana@example.com"_s);
        // Nor does a fresh one, and what is shown does not tell the present address.
        portal.now += std::chrono::minutes{31};
        visitor.get(link);
        visitor.submit(u"/my-studio/reset/again"_s, {});
        portal.settle();
        QCOMPARE(mails()->size(), 2u);
        QCOMPARE(mails()->front().toAddress, u"ana@example.com"_s);
        QVERIFY(!visitor.shows(u"ana@example.com"_s));
    }

    void s47_anAddressThatWasOnlyClaimedIsNoWayBackIn()
    {
        PortalFixture portal;
        Browser thief = portal.atHome(portal.ana); // who once knew the password
        thief.get(u"/my-studio/details/edit"_s);
        thief.submit(
            u"/my-studio/details/edit"_s,
            {{u"email_2"_s, u"thief@example.org"_s}, {u"password"_s, password}, {u"do"_s, u"save"_s}});
        QCOMPARE(thief.path(), u"/my-studio/details?saved"_s);
        const auto newest = [&] {
            portal.settle();
            return portal.database->read([](const Snapshot& s) { return mail::all(s, 1); })->front();
        };
        QCOMPARE(newest().toAddress, u"ana@example.com"_s); // an added address is told at the earlier ones
        QVERIFY(newest().subject.contains(u"email"_s));
        const auto ask = [&](const QString& email) {
            Browser visitor = portal.browser();
            visitor.get(u"/my-studio/forgot"_s);
            visitor.submit(u"/my-studio/forgot"_s, {{u"username"_s, email}});
            QVERIFY(visitor.shows(u"Look into your mailbox"_s));
        };
        ask(u"thief@example.org"_s);
        QVERIFY(newest().subject.contains(u"email"_s)); // still the notice
        QVERIFY(portal.account(portal.ana).resetWantedAt);
        ask(u"ana@example.com"_s);
        QCOMPARE(newest().toAddress, u"ana@example.com"_s);
        QVERIFY(newest().subject.contains(u"new password"_s));
        // After a week in which nobody objected it counts like any other.
        portal.now += portal_access::claimLife + std::chrono::hours{1};
        ask(u"thief@example.org"_s);
        QCOMPARE(newest().toAddress, u"thief@example.org"_s);
    }

    void p8_askingForMailsIsSlowedForEveryNetworkAndForAllTogether()
    {
        PortalFixture portal;
        std::vector<ContactId> people;
        for (int i = 0; i < 70; ++i)
            people.push_back(portal.addPerson(u"P%1"_s.arg(i), u"Q"_s, u"p%1@example.com"_s.arg(i)));
        Browser visitor = portal.browser();
        int waits = 0;
        for (int i = 0; i < 70; ++i) {
            visitor.get(u"/my-studio/forgot"_s);
            visitor.submit(u"/my-studio/forgot"_s, {{u"username"_s, u"p%1@example.com"_s.arg(i)}});
            while (visitor.status() == 429) {
                ++waits;
                QVERIFY(visitor.shows(u"Please wait a moment"_s));
                portal.now += std::chrono::seconds{visitor.header("retry-after").toInt()};
                visitor.get(u"/my-studio/forgot"_s);
                visitor.submit(u"/my-studio/forgot"_s, {{u"username"_s, u"p%1@example.com"_s.arg(i)}});
            }
            QVERIFY(visitor.shows(u"Look into your mailbox"_s));
        }
        QCOMPARE(waits, 70 - portal_access::resetNetworkBudget.atOnce);
        // From many networks at once the studio still writes no more than so many mails an hour.
        for (const ContactId person : people) {
            std::ignore = portal.change([&](Transaction& t) {
                return mail::performReset(t, portal.find(person).details.emails.front().address);
            });
        }
        const auto mails = portal.database->read([](const Snapshot& s) { return mail::all(s, 500); });
        const auto lastHour = std::count_if(mails->begin(), mails->end(), [&](const mail::Mail& mail) {
            return mail.queuedAt > portal.now - std::chrono::hours{1};
        });
        QCOMPARE(int(lastHour), mail::mostResetsPerHourInAll);
        QVERIFY(portal.account(people.back()).resetWantedAt); // who got none is seen by the studio
    }

    void whatIsNoAddressIsSaidAndKept()
    {
        PortalFixture portal;
        Browser visitor = portal.browser();
        visitor.get(u"/my-studio/forgot"_s);
        visitor.submit(u"/my-studio/forgot"_s, {{u"username"_s, u"ana at example"_s}});
        QCOMPARE(visitor.status(), 422);
        QCOMPARE(visitor.field(u"username"_s), u"ana at example"_s);
    }
};

QTEST_GUILESS_MAIN(PortalResetTest)
#include "portal_reset_test.moc"
