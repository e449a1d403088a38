// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/portal_access/passkey_store.h"
#include "app/storage/journal.h"
#include "portal_server/portal/passkeys.h"
#include "tests/app/portal_access/soft_authenticator.h"
#include "tests/portal/portal_fixture.h"

#include <atomic>
#include <thread>

using namespace foyer;
using namespace foyer::test;
using namespace Qt::StringLiterals;

namespace {

const QString host = u"localhost:8080"_s;
const QString loginPath = u"/my-studio/login"_s;
const QString homePath = u"/my-studio/home"_s;
using Fields = std::vector<std::pair<QString, QString>>;

/// A device of somebody's: what it signs, and which account it was told to keep.
struct Device
{
    SoftAuthenticator key;
    QString userHandle = {};
    quint32 counter = 0;
};

class Portal : public PortalFixture
{
public:
    ContactId ben = addPerson(u"Ben"_s, u"Anders"_s, u"ana@example.com"_s); // one mailbox, two people

    Portal()
    {
        const auto set = change(
            [](Transaction& t) { return portal_access::setStudioAddress(t, u"http://localhost:8080"_s); });
        if (!set)
            qFatal("%s", qPrintable(set.error().detail));
    }

    Browser visitor(const QString& where = host) { return Browser{dispatcher, where}; }

    /// By the Direct Link to a password of their own, and home.
    Browser inside(ContactId contact)
    {
        Browser client = visitor();
        client.get(link(contact));
        client.submit(u"/my-studio/set-password"_s, {{u"new_password"_s, password}});
        return client;
    }

    static SoftAuthenticator::Claims claims(const Browser& client, const Device& device)
    {
        SoftAuthenticator::Claims said;
        said.party = {u"localhost"_s, u"http://localhost:8080"_s};
        said.challenge = fromBase64Url(client.field(u"challenge"_s).section(u'.', 0, 0));
        said.signCount = device.counter;
        return said;
    }

    static QString attribute(const Browser& client, const QString& name)
    {
        const QRegularExpression pattern{name + u"=\"([^\"]*)\""_s};
        return pattern.match(QString::fromUtf8(client.html())).captured(1);
    }

    static Fields answerToAdd(const Browser& client, Device& device)
    {
        device.userHandle = attribute(client, u"data-user"_s);
        const auto made = device.key.create(claims(client, device));
        return {{u"client_data"_s, toBase64Url(made.clientData)},
                {u"attestation"_s, toBase64Url(made.attestation)},
                {u"name"_s, u"My <phone>"_s}};
    }

    void add(Browser& client, Device& device)
    {
        client.get(u"/my-studio/passkeys"_s);
        client.submit(u"/my-studio/passkeys/add"_s, answerToAdd(client, device));
    }

    static Fields answerToLogin(const Browser& client, const Device& device)
    {
        const auto said = device.key.get(claims(client, device));
        return {{u"credential_id"_s, toBase64Url(device.key.id())},
                {u"user_handle"_s, device.userHandle},
                {u"client_data"_s, toBase64Url(said.clientData)},
                {u"authenticator_data"_s, toBase64Url(said.authenticatorData)},
                {u"signature"_s, toBase64Url(said.signature)}};
    }

    static void logIn(Browser& client, const Device& device)
    {
        client.submit(u"/my-studio/passkey/login"_s, answerToLogin(client, device));
    }

    Browser cameBackWith(const Device& device)
    {
        Browser client = visitor();
        client.get(loginPath);
        logIn(client, device);
        return client;
    }

    std::vector<portal_access::Passkey> passkeysOf(ContactId contact)
    {
        return *database->read([&](const Snapshot& s) { return portal_access::passkeysOf(s, contact); });
    }
    qint64 journalRows()
    {
        return database->read([](const Snapshot& s) { return verifyJournal(s); })->rows;
    }
};

} // namespace

class PortalPasskeyTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void twoWhoShareAMailboxComeInByTheirOwnPasskeys()
    {
        Portal portal;
        Device anas;
        Device bens{SoftAuthenticator{SoftAuthenticator::Kind::EdDsa}};
        Browser ana = portal.inside(portal.ana);
        portal.add(ana, anas);
        QCOMPARE(ana.path(), u"/my-studio/passkeys?added"_s);
        QVERIFY(ana.shows(u"My <phone>"_s));
        QVERIFY(!ana.html().contains("<phone>"));
        Browser ben = portal.inside(portal.ben);
        portal.add(ben, bens);
        QVERIFY(anas.userHandle != bens.userHandle);

        portal.now += std::chrono::hours{1};
        const Browser anaAgain = portal.cameBackWith(anas);
        QCOMPARE(anaAgain.path(), homePath);
        QVERIFY(anaAgain.shows(u"Hello Ana"_s));
        QCOMPARE(*portal.account(portal.ana).lastLoginAt, portal.now);
        QVERIFY(portal.cameBackWith(bens).shows(u"Hello Ben"_s));
        QCOMPARE(*portal.passkeysOf(portal.ana).front().lastUsedAt, portal.now);
        // Each is told, by name, in the mailbox that both read.
        const auto mails = portal.database->read([](const Snapshot& s) { return mail::all(s, 10); });
        QVERIFY(mails->front().subject.contains(u"passkey"_s));
        QVERIFY(mails->front().body.startsWith(u"Hello Ben"_s));
    }

    void p3_askingChangesNothing()
    {
        Portal portal;
        Browser ana = portal.inside(portal.ana);
        const qint64 before = portal.journalRows();
        for (int i = 0; i < 5; ++i) {
            Browser stranger = portal.visitor();
            stranger.get(loginPath);
            stranger.get(u"/my-studio/passkey/login"_s);
            ana.get(u"/my-studio/passkeys"_s);
            ana.head(u"/my-studio/passkeys"_s);
        }
        QCOMPARE(portal.journalRows(), before);
        Browser stranger = portal.visitor();
        stranger.get(u"/my-studio/passkeys"_s);
        QCOMPARE(stranger.path(), loginPath);
    }

    void p4_anAnswerIsTakenOnceAndInTime()
    {
        Portal portal;
        Device device;
        Browser ana = portal.inside(portal.ana);
        portal.add(ana, device);

        Browser client = portal.visitor();
        client.get(loginPath);
        const QString token = client.field(u"form_token"_s);
        Fields answer = portal.answerToLogin(client, device);
        answer.emplace_back(u"challenge"_s, client.field(u"challenge"_s));
        client.submit(u"/my-studio/passkey/login"_s, answer);
        QCOMPARE(client.path(), homePath);
        answer.emplace_back(u"form_token"_s, token);
        client.submit(u"/my-studio/passkey/login"_s, answer);
        QCOMPARE(client.status(), 422);
        QVERIFY(client.shows(u"Please try again"_s));

        Browser late = portal.visitor();
        late.get(loginPath);
        const Fields slow = portal.answerToLogin(late, device);
        portal.now += std::chrono::minutes{5};
        late.submit(u"/my-studio/passkey/login"_s, slow);
        QCOMPARE(late.status(), 422);
        portal.logIn(late, device); // the page that said so asks anew
        QCOMPARE(late.path(), homePath);

        // Adding is no different.
        ana.get(u"/my-studio/passkeys"_s);
        Device second;
        Fields made = portal.answerToAdd(ana, second);
        made.emplace_back(u"challenge"_s, ana.field(u"challenge"_s));
        portal.now += std::chrono::minutes{5};
        ana.submit(u"/my-studio/passkeys/add"_s, made);
        QCOMPARE(ana.status(), 422);
        QCOMPARE(portal.passkeysOf(portal.ana).size(), 1u);
    }

    void p4_aChallengeIsForOneBrowserAndOnePurpose()
    {
        Portal portal;
        Device device;
        Browser ana = portal.inside(portal.ana);
        portal.add(ana, device);
        Browser one = portal.visitor();
        one.get(loginPath);
        Fields answer = portal.answerToLogin(one, device);
        answer.emplace_back(u"challenge"_s, one.field(u"challenge"_s));
        Browser other = portal.visitor();
        other.get(loginPath);
        other.submit(u"/my-studio/passkey/login"_s, answer);
        QCOMPARE(other.status(), 422);
        one.submit(u"/my-studio/passkey/login"_s, answer); // nothing was used up
        QCOMPARE(one.path(), homePath);

        // The question of the passkeys page is none of the login page.
        ana.get(u"/my-studio/passkeys"_s);
        Fields wrong = portal.answerToLogin(ana, device);
        ana.submit(u"/my-studio/passkey/login"_s, wrong);
        QCOMPARE(ana.status(), 422);
        // Nor is one that somebody thought of.
        Browser liar = portal.visitor();
        liar.get(loginPath);
        Fields own = portal.answerToLogin(liar, device);
        own.emplace_back(u"challenge"_s, liar.field(u"challenge"_s).replace(0, 1, u"-"_s));
        liar.submit(u"/my-studio/passkey/login"_s, own);
        QCOMPARE(liar.status(), 422);
    }

    void p11_aLoginPageOfBeforeSomebodyElsesLoginStillWorks()
    {
        Portal portal;
        Device anas;
        Device bens;
        Browser ana = portal.inside(portal.ana);
        portal.add(ana, anas);
        Browser ben = portal.inside(portal.ben);
        portal.add(ben, bens);
        Browser shared = portal.visitor(); // two tabs, one kitchen computer
        shared.get(loginPath);
        const QString token = shared.field(u"form_token"_s);
        Fields bensAnswer = portal.answerToLogin(shared, bens);
        bensAnswer.emplace_back(u"challenge"_s, shared.field(u"challenge"_s));
        bensAnswer.emplace_back(u"form_token"_s, token);
        shared.get(loginPath);
        portal.logIn(shared, anas);
        QVERIFY(shared.shows(u"Hello Ana"_s));
        shared.submit(u"/my-studio/passkey/login"_s, bensAnswer);
        QVERIFY(shared.shows(u"Hello Ben"_s));
    }

    void whatIsNotThePersonsIsRefused_data()
    {
        QTest::addColumn<QString>("field");
        QTest::addColumn<QString>("value");
        QTest::newRow("another account") << u"user_handle"_s << toBase64Url(QByteArray(32, 'x'));
        QTest::newRow("no account") << u"user_handle"_s << QString{};
        QTest::newRow("another signature") << u"signature"_s << toBase64Url(QByteArray(70, 'x'));
        QTest::newRow("no signature") << u"signature"_s << QString{};
        QTest::newRow("an unknown passkey") << u"credential_id"_s << toBase64Url(QByteArray(32, 'x'));
        QTest::newRow("no passkey") << u"credential_id"_s << QString{};
        QTest::newRow("no data") << u"authenticator_data"_s << QString{};
        QTest::newRow("no base64") << u"client_data"_s << u"{}%%"_s;
        QTest::newRow("no challenge") << u"challenge"_s << QString{};
        QTest::newRow("half a challenge") << u"challenge"_s << u"a.b"_s;
        QTest::newRow("noise") << u"challenge"_s << QString(3000, u'.');
    }
    void whatIsNotThePersonsIsRefused()
    {
        QFETCH(QString, field);
        QFETCH(QString, value);
        Portal portal;
        Device device;
        Browser ana = portal.inside(portal.ana);
        portal.add(ana, device);
        Browser client = portal.visitor();
        client.get(loginPath);
        Fields answer = portal.answerToLogin(client, device);
        answer.emplace_back(field, value);
        const qint64 before = portal.journalRows();
        client.submit(u"/my-studio/passkey/login"_s, answer);
        QCOMPARE(client.status(), 422);
        QCOMPARE(portal.journalRows(), before);
        QVERIFY(!client.shows(u"Ana"_s)); // P15: nothing is learnt about whose it is
        portal.logIn(client, device);
        QCOMPARE(client.path(), homePath);
    }

    void aRemovedPasskeyIsRefusedAndAnothersCannotBeRemoved()
    {
        Portal portal;
        Device device;
        Browser ana = portal.inside(portal.ana);
        portal.add(ana, device);
        const QString id = portal.passkeysOf(portal.ana).front().id.text();
        Browser ben = portal.inside(portal.ben);
        ben.get(u"/my-studio/passkeys"_s);
        for (const QString& path : {u"/my-studio/passkeys/remove"_s, u"/my-studio/passkeys/rename"_s}) {
            for (const QString& wanted :
                 {id, u"4711"_s, u"-1"_s, u""_s}) { // P1: his answer is the same for all
                ben.submit(path, {{u"passkey"_s, wanted}, {u"name"_s, u"mine"_s}});
                QCOMPARE(ben.status(), 404);
                ben.get(u"/my-studio/passkeys"_s);
            }
        }
        ana.get(u"/my-studio/passkeys"_s);
        ana.submit(u"/my-studio/passkeys/rename"_s, {{u"passkey"_s, id}, {u"name"_s, u"Laptop"_s}});
        QCOMPARE(ana.path(), u"/my-studio/passkeys?renamed"_s);
        QVERIFY(ana.shows(u"Laptop"_s));
        ana.submit(u"/my-studio/passkeys/remove"_s, {{u"passkey"_s, id}});
        QCOMPARE(ana.path(), u"/my-studio/passkeys?removed"_s);
        const Browser later = portal.cameBackWith(device);
        QCOMPARE(later.status(), 422);
        QVERIFY(later.shows(u"not known here"_s));
        const auto mails = portal.database->read([](const Snapshot& s) { return mail::all(s, 10); });
        QVERIFY(mails->front().subject.contains(u"removed"_s));
    }

    void p5_resetAndDisableHoldForPasskeysToo()
    {
        Portal portal;
        Device device;
        Browser ana = portal.inside(portal.ana);
        portal.add(ana, device);
        Browser early = portal.visitor();
        early.get(loginPath);
        QVERIFY(portal.change([&](Transaction& t) { return portal_access::disable(t, portal.ana); }));
        portal.logIn(early, device);
        QCOMPARE(early.status(), 422);
        QVERIFY(!early.shows(u"Ana"_s));
        QVERIFY(portal.change([&](Transaction& t) { return portal_access::enable(t, portal.ana); }));
        Browser inside = portal.cameBackWith(device); // P12
        QCOMPARE(inside.path(), homePath);
        QVERIFY(portal.change([&](Transaction& t) { return portal_access::resetPassword(t, portal.ana); }));
        inside.get(homePath);
        QCOMPARE(inside.path(), loginPath);
        QCOMPARE(portal.cameBackWith(device).status(), 422);
        portal.inside(portal.ana); // a new password does not bring it back
        QCOMPARE(portal.cameBackWith(device).status(), 422);
    }

    void aCopiedDeviceIsNoticed()
    {
        Portal portal;
        Device device;
        device.counter = 7;
        Browser ana = portal.inside(portal.ana);
        portal.add(ana, device);
        Device copy = device;
        device.counter = 9;
        QCOMPARE(portal.cameBackWith(device).path(), homePath);
        copy.counter = 8;
        const Browser thief = portal.cameBackWith(copy);
        QCOMPARE(thief.status(), 422);
        QVERIFY(thief.shows(u"cannot be used any more"_s));
        const auto history = portal.database->read(
            [&](const Snapshot& s) { return journalOf(s, u"portal_account"_s, portal.ana.row(), 1); });
        QCOMPARE(history->front().entry.action, u"passkey refused: counter went back"_s);
    }

    void aDirectLinksPageTakesItsOwnPersonOnly()
    {
        Portal portal;
        Device anas;
        Device bens;
        Browser ana = portal.inside(portal.ana);
        portal.add(ana, anas);
        Browser ben = portal.inside(portal.ben);
        portal.add(ben, bens);
        Browser client = portal.visitor();
        client.get(portal.link(portal.ana));
        QCOMPARE(client.field(u"pinned"_s), u"1"_s);
        portal.logIn(client, bens);
        QCOMPARE(client.status(), 422);
        QVERIFY(client.shows(u"belongs to another person"_s));
        QVERIFY(client.shows(u"Welcome back, Ana"_s));
        portal.logIn(client, anas);
        QVERIFY(client.shows(u"Hello Ana"_s));
    }

    void passkeysAreOfferedWhereBrowsersAllowThem_data()
    {
        QTest::addColumn<QString>("address");
        QTest::addColumn<QString>("where");
        QTest::addColumn<bool>("isTls");
        QTest::addColumn<QString>("id");
        QTest::newRow("this machine")
            << u"http://localhost:8080"_s << u"localhost:8080"_s << false << u"localhost"_s;
        QTest::newRow("https") << u"https://portal.example.com"_s << u"portal.example.com"_s << true
                               << u"portal.example.com"_s;
        QTest::newRow("https, port said") << u"https://portal.example.com:8443"_s
                                          << u"portal.example.com:8443"_s << true << u"portal.example.com"_s;
        QTest::newRow("http") << u"http://portal.example.com"_s << u"portal.example.com"_s << false
                              << QString{};
        QTest::newRow("a number") << u"http://127.0.0.1:9090"_s << u"127.0.0.1:9090"_s << false << QString{};
        QTest::newRow("a number, https") << u"https://192.0.2.7"_s << u"192.0.2.7"_s << true << QString{};
        QTest::newRow("a long number")
            << u"https://[2001:db8::1]:8443"_s << u"[2001:db8::1]:8443"_s << true << QString{};
        QTest::newRow("a brand's own") << QString{} << u"aurora.example"_s << true << u"aurora.example"_s;
        QTest::newRow("a brand's own, a strange port")
            << QString{} << u"aurora.example:8443"_s << true << QString{};
    }
    void passkeysAreOfferedWhereBrowsersAllowThem()
    {
        QFETCH(QString, address);
        QFETCH(QString, where);
        QFETCH(bool, isTls);
        QFETCH(QString, id);
        PortalFixture portal;
        QVERIFY(portal.change([&](Transaction& t) -> Result<void> {
            auto brand = brands::find(t, portal.brandId);
            brand->details.domain = u"aurora.example"_s;
            if (address.isEmpty())
                return brands::save(t, *brand);
            return portal_access::setStudioAddress(t, address);
        }));
        Browser visitor{portal.dispatcher, where};
        if (isTls)
            visitor.useTls();
        visitor.get(address.isEmpty() ? u"/login"_s : loginPath);
        QCOMPARE(visitor.status(), 200);
        QCOMPARE(Portal::attribute(visitor, u"data-host"_s), id);
        QCOMPARE(visitor.hasField(u"challenge"_s), !id.isEmpty());
    }

    void anotherSitesFormAndNoFormTokenDoNothing()
    {
        Portal portal;
        Device device;
        Browser ana = portal.inside(portal.ana);
        ana.get(u"/my-studio/passkeys"_s);
        Fields made = portal.answerToAdd(ana, device);
        made.emplace_back(u"form_token"_s, u"forged"_s);
        ana.submit(u"/my-studio/passkeys/add"_s, made);
        QCOMPARE(ana.path(), homePath);
        ana.get(u"/my-studio/passkeys"_s);
        ana.setHeader("sec-fetch-site", "cross-site");
        ana.submit(u"/my-studio/passkeys/add"_s, portal.answerToAdd(ana, device));
        QCOMPARE(ana.status(), 403);
        QVERIFY(portal.passkeysOf(portal.ana).empty());
    }

    void aPasskeyIsMadeSoonAfterALogin()
    {
        Portal portal;
        Device first;
        Device second;
        Browser ana = portal.inside(portal.ana);
        portal.add(ana, first);
        portal.now += std::chrono::minutes{15};
        ana.get(u"/my-studio/passkeys"_s);
        QVERIFY(ana.shows(u"You logged in a while ago"_s));
        QVERIFY(!ana.hasField(u"challenge"_s));
        ana.submit(u"/my-studio/logout"_s, {});
        Browser again = portal.cameBackWith(first);
        portal.add(again, second);
        QCOMPARE(portal.passkeysOf(portal.ana).size(), 2u);
    }

    void p7_aPreviewShowsTheListAndAsksNothing()
    {
        Portal portal;
        Device device;
        Browser ana = portal.inside(portal.ana);
        portal.add(ana, device);
        const auto brand =
            portal.database->read([&](const Snapshot& s) { return brands::find(s, portal.brandId); });
        const web::Place place{std::make_shared<const Brand>(*brand), u"/my-studio"_s, host, false};
        const web::Request request;
        web::Visit visit{request, place, *portal.database, QByteArray(32, '\0'), u"preview"_s};
        visit.client = web::Client{portal.ana, {}};
        visit.isPreview = true;
        const web::Response response = web::showPasskeys(visit);
        QCOMPARE(response.status, 200);
        QVERIFY(response.body.contains("My &lt;phone&gt;"));
        QVERIFY(response.body.contains("Clients add their passkeys"));
        QVERIFY(!response.body.contains("data-passkey"));
    }

    void p4_of64AnswersAtOnceOneIsTaken()
    {
        Portal portal;
        Device device;
        Browser ana = portal.inside(portal.ana);
        portal.add(ana, device);
        Browser client = portal.visitor();
        client.get(loginPath);
        const Fields answer = portal.answerToLogin(client, device);
        std::atomic<int> taken = 0;
        std::vector<std::thread> threads;
        for (int i = 0; i < 64; ++i) {
            threads.emplace_back([&, copy = client]() mutable {
                copy.submit(u"/my-studio/passkey/login"_s, answer);
                taken += copy.path() == homePath;
                portal.dispatcher.leaveThread();
            });
        }
        for (std::thread& thread : threads)
            thread.join();
        QCOMPARE(taken.load(), 1);
    }

    void tenAreEnough()
    {
        Portal portal;
        Browser ana = portal.inside(portal.ana);
        for (int i = 0; i < 10; ++i) {
            Device device;
            portal.add(ana, device);
            QCOMPARE(ana.status(), 200);
        }
        QVERIFY(!ana.hasField(u"challenge"_s));
        QVERIFY(ana.shows(u"as many passkeys as we can keep"_s));
        QCOMPARE(portal.passkeysOf(portal.ana).size(), 10u);
    }
};

QTEST_GUILESS_MAIN(PortalPasskeyTest)
#include "portal_passkey_test.moc"
