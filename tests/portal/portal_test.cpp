// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/mail/tokens.h"
#include "app/storage/journal.h"
#include "portal_server/pages/accent.h"
#include "portal_server/portal/routes.h"
#include "tests/portal/portal_fixture.h"

using namespace foyer;
using namespace foyer::test;
using namespace Qt::StringLiterals;

class PortalTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void s20_theDirectLinkLeadsToAPasswordAndHome()
    {
        PortalFixture portal;
        Browser ana = portal.browser();
        ana.get(portal.link(portal.ana));
        QCOMPARE(ana.path(), u"/my-studio/welcome?from=link"_s);
        QVERIFY(ana.shows(u"Welcome, Ana"_s));
        QVERIFY(ana.shows(u"ana@example.com"_s));
        ana.submit(u"/my-studio/set-password"_s, {{u"new_password"_s, password}});
        QCOMPARE(ana.path(), u"/my-studio/home"_s);
        QVERIFY(ana.shows(u"Hello Ana"_s));
        QCOMPARE(portal.account(portal.ana).state(), PortalState::Active);
        QVERIFY(portal.account(portal.ana).lastLoginAt);
        // Client and studio are told.
        const auto mails = portal.database->read([](const Snapshot& s) { return mail::all(s, 10); });
        QCOMPARE(mails->size(), 1u);
        QCOMPARE(mails->front().toAddress, u"ana@example.com"_s);
        QVERIFY(!mails->front().body.contains(password));
    }

    void p3_openingALinkChangesNothingHoweverOften()
    {
        PortalFixture portal;
        const auto rows = [&] {
            return portal.database->read([](const Snapshot& s) { return verifyJournal(s); })->rows;
        };
        const qint64 before = rows();
        for (int i = 0; i < 5; ++i) {
            Browser scanner = portal.browser();
            scanner.get(portal.link(portal.ana));
            scanner.head(portal.link(portal.ana));
        }
        QCOMPARE(rows(), before);
        portal.atHome(portal.ana);
        QCOMPARE(portal.account(portal.ana).state(), PortalState::Active);
    }

    void s20_afterwardsTheLinkAsksThisPersonToLogIn()
    {
        PortalFixture portal;
        portal.atHome(portal.ana);
        Browser later = portal.browser();
        later.get(portal.link(portal.ana));
        QVERIFY(later.shows(u"Welcome back, Ana"_s));
        later.submit(u"/my-studio/welcome"_s, {{u"password"_s, u"not this one"_s}});
        QCOMPARE(later.status(), 422);
        QVERIFY(later.shows(u"does not fit"_s));
        later.submit(u"/my-studio/welcome"_s, {{u"password"_s, password}});
        QCOMPARE(later.path(), u"/my-studio/home"_s);
    }

    void s53_anOldLinkSaysItWasReplaced()
    {
        PortalFixture portal;
        const QString old = portal.link(portal.ana);
        QVERIFY(portal.change([&](Transaction& t) { return portal_access::resetPassword(t, portal.ana); }));
        Browser ana = portal.browser();
        ana.get(old);
        QVERIFY(ana.shows(u"This link was replaced"_s));
        ana.get(portal.link(portal.ana));
        QVERIFY(ana.shows(u"Welcome, Ana"_s));
    }

    void s12_aDisabledPortalAnswersNeutrally()
    {
        PortalFixture portal;
        Browser inside = portal.atHome(portal.ana);
        QVERIFY(portal.change([&](Transaction& t) { return portal_access::disable(t, portal.ana); }));
        inside.get(u"/my-studio/home"_s);
        QCOMPARE(inside.path(), u"/my-studio/login"_s);
        Browser ana = portal.browser();
        ana.get(portal.link(portal.ana));
        QVERIFY(ana.shows(u"not available"_s));
        QVERIFY(!ana.shows(u"Ana"_s));
        ana.get(u"/my-studio/login"_s);
        ana.submit(u"/my-studio/login"_s, {{u"username"_s, u"ana@example.com"_s}, {u"password"_s, password}});
        QCOMPARE(ana.status(), 422);
    }

    void wrongLinksLearnNothing()
    {
        PortalFixture portal;
        for (const QString& link : {u"/my-studio/c/x"_s, u"/my-studio/c/"_s + QString(59, u'A')}) {
            Browser stranger = portal.browser();
            stranger.get(link);
            QCOMPARE(stranger.path(), u"/my-studio/login"_s);
        }
    }

    void s40_twoWithOnePasswordAreAskedWhoTheyAre()
    {
        PortalFixture portal;
        const auto ben = portal.addPerson(u"Ben"_s, u"Anders"_s, u"ANA@example.com"_s);
        portal.atHome(portal.ana);
        portal.atHome(ben);
        Browser visitor = portal.browser();
        visitor.get(u"/my-studio/login"_s);
        visitor.submit(u"/my-studio/login"_s,
                       {{u"username"_s, u"ana@example.com"_s}, {u"password"_s, password}});
        QCOMPARE(visitor.path(), u"/my-studio/who"_s);
        QVERIFY(visitor.shows(u"Ana Anders"_s));
        QVERIFY(visitor.shows(u"Ben Anders"_s));
        visitor.submit(u"/my-studio/who"_s, {{u"person"_s, ben.text()}});
        QCOMPARE(visitor.path(), u"/my-studio/home"_s);
        QVERIFY(visitor.shows(u"Hello Ben"_s));
        // Nobody else can be chosen, and without proof nobody at all.
        const auto cem = portal.addPerson(u"Cem"_s, u"C"_s, u"cem@example.com"_s);
        portal.atHome(cem);
        Browser forger = portal.browser();
        forger.get(u"/my-studio/login"_s);
        forger.submit(u"/my-studio/who"_s, {{u"person"_s, cem.text()}});
        QCOMPARE(forger.path(), u"/my-studio/login"_s);
    }

    void s44_withoutAnAddressNobodyIsMeant()
    {
        PortalFixture portal;
        // An import keeps what is no address as it was typed.
        const auto import = portal.database->write(Actor::studio(), [&](Transaction& t) -> Result<ContactId> {
            t.declareHousekeeping();
            auto query = t.query(u"INSERT INTO import (file_name, format, state, contact_count, started_at) "
                                 "VALUES ('x', 'csv', 'complete', 1, 0)"_s);
            if (const auto done = query.run(); !done)
                return fail(done.error());
            ContactDetails details;
            details.givenName = u"Mal"_s;
            details.emails = {{u"not an address"_s, {}}};
            return contacts::add(t, portal.brandId, details, {}, ImportId{query.insertedRow()});
        });
        QVERIFY(import);
        const ContactId mal = *import;
        portal.atHome(mal);
        Browser visitor = portal.browser();
        for (const QString& email : {u""_s, u"not an address"_s, u"@"_s}) {
            visitor.get(u"/my-studio/login"_s);
            visitor.submit(u"/my-studio/login"_s, {{u"username"_s, email}, {u"password"_s, password}});
            QCOMPARE(visitor.status(), 422);
        }
    }

    void s32_theOtherOfACoupleLogsInWithAFormOpenedEarlier()
    {
        PortalFixture portal;
        const auto ben = portal.addPerson(u"Ben"_s, u"Anders"_s, u"ben@example.com"_s);
        portal.atHome(portal.ana);
        portal.atHome(ben, u"lantern orchard nine"_s);
        Browser shared = portal.browser();
        shared.get(u"/my-studio/login"_s);
        Browser tab = shared; // the same browser, a second tab with the same page
        shared.submit(u"/my-studio/login"_s,
                      {{u"username"_s, u"ana@example.com"_s}, {u"password"_s, password}});
        QVERIFY(shared.shows(u"Hello Ana"_s));
        tab.setCookies(shared.cookies());
        tab.submit(u"/my-studio/login"_s,
                   {{u"username"_s, u"ben@example.com"_s}, {u"password"_s, u"lantern orchard nine"_s}});
        QVERIFY(tab.shows(u"Hello Ben"_s));
    }

    void s8_aRemovedContactsLinkNeverBecomesSomebodyElses()
    {
        PortalFixture portal;
        const QString link = portal.link(portal.ana);
        QVERIFY(portal.database->write(Actor::studio(), [&](Transaction& t) -> Result<void> {
            t.declareHousekeeping();
            return contacts::remove(t, portal.ana);
        }));
        const auto next = portal.addPerson(u"Next"_s, u"One"_s, u"next@example.com"_s);
        QVERIFY(next != portal.ana);
        Browser visitor = portal.browser();
        visitor.get(link);
        QCOMPARE(visitor.path(), u"/my-studio/login"_s);
    }

    void s7_aFormWithAnErrorDoesNotHideWhatTheStudioChanged()
    {
        PortalFixture portal;
        Browser ana = portal.atHome(portal.ana);
        ana.get(u"/my-studio/details/edit"_s);
        Contact contact = portal.find(portal.ana);
        contact.details.familyName = u"Studio-Name"_s;
        QVERIFY(portal.change([&](Transaction& t) { return contacts::save(t, contact); }));
        ana.submit(u"/my-studio/details/edit"_s, {{u"website_1"_s, u"javascript:x"_s}, {u"do"_s, u"save"_s}});
        QCOMPARE(ana.status(), 422);
        ana.submit(
            u"/my-studio/details/edit"_s,
            {{u"website_1"_s, u"example.com"_s}, {u"family_name"_s, u"Client-Name"_s}, {u"do"_s, u"save"_s}});
        QCOMPARE(ana.status(), 409);
        QCOMPARE(portal.find(portal.ana).details.familyName, u"Studio-Name"_s);
    }

    void linksOfStrangeShapeStandInNoCookie()
    {
        PortalFixture portal;
        Browser visitor = portal.browser();
        for (const QString& path : {u"/my-studio/c/abc; Domain=example.com"_s, u"/my-studio/r/a b"_s}) {
            visitor.getOnly(path);
            QCOMPARE(visitor.status(), 303);
            QVERIFY(visitor.header("set-cookie").isEmpty());
        }
    }

    void a4_bracesInNamesNeverBecomeATokenOfAMail()
    {
        for (const QString& name : {u"{{{recipient.portal_link}}"_s, u"{{{{recipient.reset_link}}"_s,
                                    u"{{recipient.portal_link}}"_s})
            QVERIFY2(!mail::withoutTokens(name).contains("{{"_L1), qPrintable(name));
    }

    void s7_aChangedPhoneIsInTheHistoryWithTheOldOne()
    {
        PortalFixture portal;
        Browser ana = portal.atHome(portal.ana);
        ana.get(u"/my-studio/details/edit"_s);
        ana.submit(u"/my-studio/details/edit"_s, {{u"phone_1"_s, u"+49 30 777"_s}, {u"do"_s, u"save"_s}});
        QCOMPARE(ana.status(), 422); // without the password an email or phone stays
        QVERIFY(ana.shows(u"+49 30 777"_s));
        QVERIFY(ana.shows(u"enter your password"_s));
        ana.submit(u"/my-studio/details/edit"_s, {{u"password"_s, u"wrong"_s}, {u"do"_s, u"save"_s}});
        QCOMPARE(ana.status(), 422);
        ana.submit(u"/my-studio/details/edit"_s, {{u"password"_s, password}, {u"do"_s, u"save"_s}});
        QCOMPARE(ana.path(), u"/my-studio/details?saved"_s);
        QVERIFY(ana.shows(u"+49 30 777"_s));
        const auto history = portal.database->read(
            [&](const Snapshot& s) { return journalOf(s, u"contact"_s, portal.ana.row(), 1); });
        const JournalRow& row = history->front();
        QCOMPARE(int(row.actor.kind), int(Actor::Kind::Client));
        QVERIFY(row.actor.contact == portal.ana);
        QVERIFY(row.entry.detail.contains("phones"_L1));
    }

    void s7_aReplacedEmailIsToldAtItsOldAddress()
    {
        PortalFixture portal;
        Browser ana = portal.atHome(portal.ana);
        ana.get(u"/my-studio/details/edit"_s);
        ana.submit(u"/my-studio/details/edit"_s,
                   {{u"email_1"_s, u"new@example.com"_s}, {u"password"_s, password}, {u"do"_s, u"save"_s}});
        QCOMPARE(portal.find(portal.ana).details.emails.front().address, u"new@example.com"_s);
        const auto mails = portal.database->read([](const Snapshot& s) { return mail::all(s, 1); });
        QCOMPARE(mails->front().toAddress, u"ana@example.com"_s);
        // The password goes on working under the new address.
        Browser later = portal.browser();
        later.get(u"/my-studio/login"_s);
        later.submit(u"/my-studio/login"_s,
                     {{u"username"_s, u"new@example.com"_s}, {u"password"_s, password}});
        QCOMPARE(later.path(), u"/my-studio/home"_s);
    }

    void s7_clientsNeverEditWhatIsTheStudios()
    {
        PortalFixture portal;
        Contact contact = portal.find(portal.ana);
        contact.details.notes = u"our own words"_s;
        contact.details.tags = {u"VIP"_s};
        QVERIFY(portal.change([&](Transaction& t) { return contacts::save(t, contact); }));
        Browser ana = portal.atHome(portal.ana);
        ana.get(u"/my-studio/details/edit"_s);
        QVERIFY(!ana.shows(u"our own words"_s));
        ana.submit(u"/my-studio/details/edit"_s, {{u"given_name"_s, u"Anna"_s},
                                                  {u"notes"_s, u"mine"_s},
                                                  {u"tags"_s, u"x"_s},
                                                  {u"id"_s, u"99"_s},
                                                  {u"kind"_s, u"company"_s},
                                                  {u"do"_s, u"save"_s}});
        const Contact after = portal.find(portal.ana);
        QCOMPARE(after.details.givenName, u"Anna"_s);
        QCOMPARE(after.details.notes, u"our own words"_s);
        QCOMPARE(after.details.tags, QStringList{u"VIP"_s});
        QCOMPARE(int(after.details.kind), int(ContactKind::Person));
    }

    void s7_theStudioEditingAtTheSameMomentIsAskedAbout()
    {
        PortalFixture portal;
        Browser ana = portal.atHome(portal.ana);
        ana.get(u"/my-studio/details/edit"_s);
        Contact contact = portal.find(portal.ana);
        contact.details.familyName = u"Studio-Name"_s;
        contact.details.websites = {u"https://example.com"_s};
        QVERIFY(portal.change([&](Transaction& t) { return contacts::save(t, contact); }));
        ana.submit(u"/my-studio/details/edit"_s,
                   {{u"family_name"_s, u"Client-Name"_s}, {u"do"_s, u"save"_s}});
        QCOMPARE(ana.status(), 409);
        QVERIFY(ana.shows(u"Studio-Name"_s));
        QVERIFY(ana.shows(u"Client-Name"_s));
        ana.submit(u"/my-studio/details/edit"_s,
                   {{u"choice_familyName"_s, u"mine"_s}, {u"do"_s, u"resolve"_s}});
        QCOMPARE(ana.path(), u"/my-studio/details?saved"_s);
        QCOMPARE(portal.find(portal.ana).details.familyName, u"Client-Name"_s);
    }

    void badInputGetsASentenceAndKeepsWhatWasTyped_data()
    {
        QTest::addColumn<QString>("field");
        QTest::addColumn<QString>("typed");
        QTest::addColumn<QString>("sentence");
        QTest::newRow("email") << u"email_1"_s << u"not an email"_s << u"name@example.com"_s;
        QTest::newRow("phone") << u"phone_1"_s << u"call me"_s << u"phone number"_s;
        QTest::newRow("website") << u"website_1"_s << u"javascript:alert(1)"_s << u"web address"_s;
        QTest::newRow("given name") << u"given_name"_s << QString(201, u'x') << u"too long"_s;
        QTest::newRow("family name") << u"family_name"_s << QString(201, u'x') << u"too long"_s;
        QTest::newRow("display name") << u"display_name"_s << QString(201, u'x') << u"too long"_s;
        QTest::newRow("city") << u"city_1"_s << QString(501, u'x') << u"too long"_s;
    }
    void badInputGetsASentenceAndKeepsWhatWasTyped()
    {
        QFETCH(QString, field);
        QFETCH(QString, typed);
        QFETCH(QString, sentence);
        PortalFixture portal;
        Browser ana = portal.atHome(portal.ana);
        ana.get(u"/my-studio/details/edit"_s);
        ana.submit(u"/my-studio/details/edit"_s,
                   {{field, typed}, {u"password"_s, password}, {u"do"_s, u"save"_s}});
        QCOMPARE(ana.status(), 422);
        QVERIFY2(ana.shows(sentence), ana.html().constData());
        QCOMPARE(ana.field(field), typed);
        QCOMPARE(portal.find(portal.ana).version, 1);
    }

    void anotherRowIsOfferedWithoutSavingAnything()
    {
        PortalFixture portal;
        Browser ana = portal.atHome(portal.ana);
        ana.get(u"/my-studio/details/edit"_s);
        ana.submit(u"/my-studio/details/edit"_s,
                   {{u"given_name"_s, u"Typed"_s}, {u"do"_s, u"more_emails"_s}});
        QCOMPARE(ana.status(), 200);
        QCOMPARE(ana.field(u"given_name"_s), u"Typed"_s);
        QVERIFY(ana.hasField(u"email_2"_s));
        QCOMPARE(portal.find(portal.ana).version, 1);
    }

    void passwordsThatAreRefusedSaySo_data()
    {
        QTest::addColumn<QString>("typed");
        QTest::newRow("short") << u"abc"_s;
        QTest::newRow("common") << u"password123"_s;
        QTest::newRow("own name") << u"ana anders"_s;
        QTest::newRow("empty") << u""_s;
    }
    void passwordsThatAreRefusedSaySo()
    {
        QFETCH(QString, typed);
        PortalFixture portal;
        Browser ana = portal.browser();
        ana.get(portal.link(portal.ana));
        ana.submit(u"/my-studio/set-password"_s, {{u"new_password"_s, typed}});
        QCOMPARE(ana.status(), 422);
        QVERIFY(ana.shows(u"This password is"_s));
        QCOMPARE(portal.account(portal.ana).state(), PortalState::NeverInvited);
    }

    void p6_loggingOutKillsTheSessionOnTheServer()
    {
        PortalFixture portal;
        Browser ana = portal.atHome(portal.ana);
        const auto stolen = ana.cookies();
        ana.get(u"/my-studio/home"_s);
        ana.submit(u"/my-studio/logout"_s, {});
        QCOMPARE(ana.path(), u"/my-studio/logged-out"_s);
        Browser thief = portal.browser();
        thief.setCookies(stolen);
        thief.get(u"/my-studio/home"_s);
        QCOMPARE(thief.path(), u"/my-studio/login"_s);
    }

    void p6_sessionsEndAfterAnHourWithoutUse()
    {
        PortalFixture portal;
        Browser ana = portal.atHome(portal.ana);
        for (int i = 0; i < 5; ++i) {
            portal.now += std::chrono::minutes{50};
            ana.get(u"/my-studio/home"_s);
            QCOMPARE(ana.path(), u"/my-studio/home"_s);
        }
        portal.now += std::chrono::minutes{61};
        ana.get(u"/my-studio/home"_s);
        QCOMPARE(ana.path(), u"/my-studio/login"_s);
    }

    void p6_theCookieIsNeitherReadableNorSentElsewhere()
    {
        PortalFixture portal;
        Browser ana = portal.atHome(portal.ana);
        const QByteArray plain = ana.setCookieOf("foyer=");
        QVERIFY(plain.contains("HttpOnly"));
        QVERIFY(plain.contains("SameSite=Lax"));
        QVERIFY(!plain.contains("Secure"));
        Browser secure = portal.browser();
        secure.useTls();
        secure.get(portal.link(portal.ana));
        secure.submit(u"/my-studio/welcome"_s, {{u"password"_s, password}});
        const QByteArray strict = secure.setCookieOf("__Host-foyer=");
        QVERIFY(strict.contains("Secure"));
        QVERIFY(strict.contains("Path=/"));
        QVERIFY(!strict.contains("Domain"));
    }

    void aPlantedOrEditedCookieIsNoSession()
    {
        PortalFixture portal;
        Browser ana = portal.atHome(portal.ana);
        const QByteArray good = ana.cookies().value("foyer");
        for (qsizetype i = 0; i < good.size(); i += 3) {
            QByteArray edited = good;
            edited[i] = edited[i] == 'A' ? 'B' : 'A';
            Browser thief = portal.browser();
            thief.setCookies({{"foyer", edited}});
            thief.get(u"/my-studio/home"_s);
            QVERIFY2(thief.path() == u"/my-studio/login"_s, edited.constData());
        }
    }

    void formsOfOtherSitesDoNothing_data()
    {
        QTest::addColumn<QByteArray>("header");
        QTest::addColumn<QByteArray>("value");
        QTest::newRow("foreign origin") << QByteArray{"origin"} << QByteArray{"https://evil.example"};
        QTest::newRow("cross site") << QByteArray{"sec-fetch-site"} << QByteArray{"cross-site"};
        QTest::newRow("same site, other host") << QByteArray{"sec-fetch-site"} << QByteArray{"same-site"};
        QTest::newRow("almost our origin")
            << QByteArray{"origin"} << QByteArray{"http://127.0.0.1:8080.evil.example"};
    }
    void formsOfOtherSitesDoNothing()
    {
        QFETCH(QByteArray, header);
        QFETCH(QByteArray, value);
        PortalFixture portal;
        Browser ana = portal.browser();
        ana.get(portal.link(portal.ana));
        ana.setHeader(header, value);
        ana.submit(u"/my-studio/set-password"_s, {{u"new_password"_s, password}});
        QCOMPARE(ana.status(), 403);
        QCOMPARE(portal.account(portal.ana).state(), PortalState::NeverInvited);
    }

    void aFormWithoutItsTokenDoesNothing()
    {
        PortalFixture portal;
        Browser ana = portal.browser();
        ana.get(portal.link(portal.ana));
        ana.submit(u"/my-studio/set-password"_s,
                   {{u"new_password"_s, password}, {u"form_token"_s, u"forged"_s}});
        QCOMPARE(ana.status(), 403);
        QCOMPARE(portal.account(portal.ana).state(), PortalState::NeverInvited);
    }

    void p9_anUnknownHostLearnsNothing()
    {
        PortalFixture portal;
        for (const QString& host :
             {u"evil.example"_s, u"127.0.0.1"_s, u"127.0.0.1:9999"_s, u"localhost:8080"_s, u""_s}) {
            Browser visitor{portal.dispatcher, host};
            visitor.get(u"/my-studio/login"_s);
            QCOMPARE(visitor.status(), 421);
            QVERIFY(visitor.html().isEmpty());
        }
    }

    void s24_s25_brandsAnswerOnTheirAddresses()
    {
        PortalFixture portal;
        BrandDetails details;
        details.name = u"Northlight"_s;
        details.username = u"northlight"_s;
        details.domain = u"clients.northlight.example"_s;
        const auto id =
            portal.database->write(Actor::studio(), [&](Transaction& t) { return brands::add(t, details); });
        Browser visitor = portal.browser();
        visitor.get(u"/Northlight/LOGIN/"_s); // S23: upper case, a slash at the end
        QCOMPARE(visitor.status(), 200);
        QVERIFY(visitor.shows(u"Northlight"_s));
        Browser own{portal.dispatcher, u"clients.northlight.example"_s};
        own.get(u"/login"_s);
        QVERIFY(own.shows(u"Northlight"_s));
        QCOMPARE(own.status(), 200);
        Browser www{portal.dispatcher, u"www.clients.northlight.example"_s};
        www.getOnly(u"/login"_s);
        QCOMPARE(www.status(), 308);
        // Renamed: the old address leads on.
        Brand brand = *portal.database->read([&](const Snapshot& s) { return brands::find(s, *id); });
        brand.details.username = u"southlight"_s;
        QVERIFY(portal.change([&](Transaction& t) { return brands::save(t, brand); }));
        visitor.get(u"/northlight/login"_s);
        QCOMPARE(visitor.path(), u"/southlight/login"_s);
        QCOMPARE(visitor.status(), 200);
    }

    void p13_theBareAddressBelongsToNobody()
    {
        PortalFixture portal;
        for (const QString& path : {u"/"_s, u"/nobody/login"_s}) {
            Browser visitor = portal.browser();
            visitor.get(path);
            QVERIFY(!visitor.shows(u"My Studio"_s));
        }
    }

    void everyAnswerCarriesTheSecurityHeaders()
    {
        PortalFixture portal;
        Browser visitor = portal.browser();
        for (const QString& path :
             {u"/"_s, u"/my-studio/login"_s, u"/my-studio/nothing"_s, u"/my-studio/home"_s,
              u"/my-studio/portal.js"_s, u"/nobody"_s, u"/robots.txt"_s}) {
            visitor.getOnly(path);
            QVERIFY(visitor.header("content-security-policy").contains("frame-ancestors 'none'"));
            QCOMPARE(visitor.header("x-content-type-options"), QByteArray{"nosniff"});
            QCOMPARE(visitor.header("referrer-policy"), QByteArray{"no-referrer"});
            QVERIFY(!visitor.header("cache-control").isEmpty());
        }
        visitor.getOnly(u"/my-studio/login"_s);
        QCOMPARE(visitor.header("cache-control"), QByteArray{"no-store"});
    }

    void p1_everyRouteHasItsAccessAndAsksForIt()
    {
        PortalFixture portal;
        for (const web::Route& route : web::routes()) {
            QVERIFY((route.method == web::Method::Post) == (route.act != nullptr));
            QVERIFY((route.method == web::Method::Get) == (route.show != nullptr));
            if (route.access != web::Access::Client || route.method != web::Method::Get)
                continue;
            Browser stranger = portal.browser();
            stranger.get(u"/my-studio"_s + QLatin1StringView{route.path});
            QCOMPARE(stranger.path(), u"/my-studio/login"_s);
        }
    }

    void methodsThatARouteLacksAreRefused()
    {
        PortalFixture portal;
        Browser visitor = portal.browser();
        visitor.getOnly(u"/my-studio/logout"_s);
        QCOMPARE(visitor.status(), 405);
    }

    void p14_namesNeverBecomeMarkup()
    {
        PortalFixture portal;
        const QString naughty = u"<script>alert(1)</script>\"'&{{form_token}}"_s;
        const auto eve = portal.addPerson(naughty, u"E"_s, u"eve@example.com"_s);
        Browser visitor = portal.browser();
        visitor.get(portal.link(eve));
        QVERIFY(!visitor.html().contains("<script>alert"));
        visitor.submit(u"/my-studio/set-password"_s, {{u"new_password"_s, password}});
        for (const QString& path :
             {u"/my-studio/home"_s, u"/my-studio/details"_s, u"/my-studio/details/edit"_s}) {
            visitor.get(path);
            QCOMPARE(visitor.status(), 200);
            QVERIFY(!visitor.html().contains("<script>alert"));
        }
    }

    void p16_theHomePageKeepsToItsStatementBudget()
    {
        PortalFixture portal;
        Browser ana = portal.atHome(portal.ana);
        ana.get(u"/my-studio/home"_s);
        const qint64 before = portal.database->statementsReadHere();
        ana.get(u"/my-studio/home"_s);
        const qint64 used = portal.database->statementsReadHere() - before;
        QVERIFY2(used <= 12,
                 qPrintable(QString::number(used))); // 8 of its own and two pairs of BEGIN and ROLLBACK
    }

    void aBrandsAccentIsReadableWhateverWasChosen()
    {
        for (const QString& accent :
             {u"#ffff00"_s, u"#000000"_s, u"#ffffff"_s, u"#7a5c3e"_s, u"#00ff00"_s, u"#777777"_s}) {
            const auto light = web::accentOn(web::Paper::Light, accent);
            const auto dark = web::accentOn(web::Paper::Dark, accent);
            QVERIFY2(web::contrast(light.colour, u"#f7f5f1"_s) >= 4.5, qPrintable(accent));
            QVERIFY2(web::contrast(light.colour, light.text) >= 4.5, qPrintable(accent));
            QVERIFY2(web::contrast(dark.colour, u"#171615"_s) >= 4.5, qPrintable(accent));
            QVERIFY2(web::contrast(dark.colour, dark.text) >= 4.5, qPrintable(accent));
        }
        QCOMPARE(qRound(web::contrast(u"#000000"_s, u"#ffffff"_s)), 21);
    }
};

QTEST_GUILESS_MAIN(PortalTest)
#include "portal_test.moc"
