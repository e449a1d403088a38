// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/mail/invite.h"
#include "app/mail/outbox.h"
#include "app/portal_access/account_store.h"
#include "app/portal_access/addresses.h"
#include "app/portal_access/direct_link.h"
#include "app/portal_access/passwords.h"
#include "app/portal_access/session.h"
#include "tests/app/studio_fixture.h"

using namespace foyer;
using namespace foyer::portal_access;
using namespace Qt::StringLiterals;

namespace {

const QString host = u"127.0.0.1:8080"_s;

class Portal : public test::StudioFixture
{
public:
    Result<void> setPassword(ContactId contact, const QString& password)
    {
        const auto seed = database->read([&](const Snapshot& s) { return seedForNewPassword(s, contact); });
        const auto record = makePassword(password, *seed);
        return database->write(Actor::client(contact, {}),
                               [&](Transaction& t) { return setFirstPassword(t, *seed, record); });
    }

    std::vector<ContactId> login(const QString& email, const QString& password)
    {
        const auto candidates = database->read([&](const Snapshot& s) { return candidatesFor(s, email); });
        std::vector<ContactId> ids;
        for (const auto& person : whoHasPassword(*candidates, password))
            ids.push_back(person.contact);
        return ids;
    }

    Result<QString> open(ContactId contact)
    {
        const auto found = accountOf(contact);
        return database->write(Actor::client(contact, {}), [&](Transaction& t) {
            return openSession(t, contact, found.generation, host, u"127.0.0.1"_s, u"test"_s);
        });
    }

    bool isAlive(const QString& token, const QString& where = host)
    {
        return database->read([&](const Snapshot& s) { return findSession(s, token, where); })->has_value();
    }

    PortalAccount accountOf(ContactId contact)
    {
        return *database->read([&](const Snapshot& s) { return account(s, contact); });
    }

    QString link(ContactId contact)
    {
        return *database->read([&](const Snapshot& s) { return directLinkToken(s, contact); });
    }

    std::optional<LinkTarget> resolve(const QString& token)
    {
        return *database->read([&](const Snapshot& s) { return resolveDirectLink(s, token); });
    }
};

} // namespace

class PortalAccessTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aPersonStartsUninvitedAndACompanyHasNoPortal()
    {
        Portal portal;
        const auto ana = portal.addPerson(u"Ana"_s, u"A"_s);
        QCOMPARE(portal.accountOf(ana).state(), PortalState::NeverInvited);
        ContactDetails company;
        company.kind = ContactKind::Company;
        company.company = u"Meadow Hall"_s;
        const auto hall = portal.add(company);
        QCOMPARE(portal.accountOf(hall).state(), PortalState::None);
        QVERIFY(!portal.database->read([&](const Snapshot& s) { return directLinkToken(s, hall); }));
        QVERIFY(!portal.change([&](Transaction& t) { return resetPassword(t, hall); }));
    }

    void s8_theLinkNamesOnePersonAndNothingElseDoes()
    {
        Portal portal;
        const auto ana = portal.addPerson(u"Ana"_s, u"A"_s);
        const auto ben = portal.addPerson(u"Ben"_s, u"B"_s);
        const QString token = portal.link(ana);
        QCOMPARE(portal.link(ana), token);
        QVERIFY(portal.link(ben) != token);
        QVERIFY(portal.resolve(token)->contact == ana);
        QVERIFY(portal.resolve(token)->isCurrent);
        for (qsizetype i = 0; i < token.size(); ++i) {
            QString forged = token;
            forged[i] = forged[i] == u'A' ? u'B' : u'A';
            QVERIFY2(!portal.resolve(forged), qPrintable(forged));
        }
        for (const QString& junk :
             {u""_s, u"x"_s, QString(59, u'A'), QString(100'000, u'A'), token + u'A', token.chopped(1)})
            QVERIFY(!portal.resolve(junk));
    }

    void s37_emailAndPasswordFindTheOnePersonAmongSharers()
    {
        Portal portal;
        const auto ana = portal.addPerson(u"Ana"_s, u"A"_s, u"both@example.com"_s);
        const auto ben = portal.addPerson(u"Ben"_s, u"B"_s, u"Both@example.com"_s);
        QVERIFY(portal.setPassword(ana, u"correct horse ana"_s));
        QVERIFY(portal.setPassword(ben, u"correct horse ben"_s));
        QCOMPARE(portal.login(u"both@EXAMPLE.com "_s, u"correct horse ana"_s), std::vector{ana});
        QCOMPARE(portal.login(u"both@example.com"_s, u"correct horse ben"_s), std::vector{ben});
        QVERIFY(portal.login(u"both@example.com"_s, u"correct horse"_s).empty());
        QVERIFY(portal.login(u"both@example.com"_s, u"correct horse ana "_s).empty());
        QVERIFY(portal.login(u"nobody@example.com"_s, u"correct horse ana"_s).empty());
        QVERIFY(portal.login(u"not an address"_s, u"x"_s).empty());
    }

    void s40_twoMayChooseTheSamePassword()
    {
        Portal portal;
        const auto ana = portal.addPerson(u"Ana"_s, u"A"_s, u"both@example.com"_s);
        const auto ben = portal.addPerson(u"Ben"_s, u"B"_s, u"both@example.com"_s);
        QVERIFY(portal.setPassword(ana, u"our wedding 2027!"_s));
        QVERIFY(portal.setPassword(ben, u"our wedding 2027!"_s));
        QCOMPARE(portal.login(u"both@example.com"_s, u"our wedding 2027!"_s), (std::vector{ana, ben}));
        // Equal passwords do not show in the database.
        const auto candidates =
            portal.database->read([](const Snapshot& s) { return candidatesFor(s, u"both@example.com"_s); });
        const auto& people = candidates->groups[0].people;
        QCOMPARE(people.size(), 2u);
        QVERIFY(people[0].verifier != people[1].verifier);
    }

    void s37_everyQuestionCostsTheSameTwoEvaluations()
    {
        Portal portal;
        const auto ana = portal.addPerson(u"Ana"_s, u"A"_s, u"ana@example.com"_s);
        QVERIFY(portal.setPassword(ana, u"correct horse ana"_s));
        const auto off = portal.addPerson(u"Off"_s, u"O"_s, u"off@example.com"_s);
        QVERIFY(portal.setPassword(off, u"correct horse off"_s));
        QVERIFY(portal.change([&](Transaction& t) { return disable(t, off); }));
        for (const QString& email :
             {u"ana@example.com"_s, u"off@example.com"_s, u"nobody@example.com"_s, u"junk"_s, u""_s}) {
            const auto candidates =
                portal.database->read([&](const Snapshot& s) { return candidatesFor(s, email); });
            for (const auto& group : candidates->groups) {
                QCOMPARE(group.salt.size(), 16);
                QVERIFY(group.recipe.startsWith("argon2id"_L1));
            }
            QCOMPARE(int(candidates->groups[0].people.size() + candidates->groups[1].people.size()),
                     email == "ana@example.com"_L1 ? 1 : 0);
        }
    }

    void s20_aFirstPasswordIsSetOnce()
    {
        Portal portal;
        const auto ana = portal.addPerson(u"Ana"_s, u"A"_s, u"ana@example.com"_s);
        const auto seed =
            portal.database->read([&](const Snapshot& s) { return seedForNewPassword(s, ana); });
        const auto first = makePassword(u"the first one"_s, *seed);
        const auto second = makePassword(u"the second one"_s, *seed);
        QVERIFY(portal.change([&](Transaction& t) { return setFirstPassword(t, *seed, first); }));
        const auto again = portal.change([&](Transaction& t) { return setFirstPassword(t, *seed, second); });
        QVERIFY(!again);
        QCOMPARE(again.error().fault, Fault::Conflict);
        QCOMPARE(portal.login(u"ana@example.com"_s, u"the first one"_s), std::vector{ana});
    }

    void s11_afterAResetEverythingOldIsDeadForThisPersonOnly()
    {
        Portal portal;
        const auto ana = portal.addPerson(u"Ana"_s, u"A"_s, u"both@example.com"_s);
        const auto ben = portal.addPerson(u"Ben"_s, u"B"_s, u"both@example.com"_s);
        QVERIFY(portal.setPassword(ana, u"correct horse ana"_s));
        QVERIFY(portal.setPassword(ben, u"correct horse ben"_s));
        const QString anaSession = *portal.open(ana);
        const QString benSession = *portal.open(ben);
        const QString anaLink = portal.link(ana);
        const QString benLink = portal.link(ben);
        QVERIFY(portal.isAlive(anaSession));

        QVERIFY(portal.change([&](Transaction& t) { return resetPassword(t, ana); }));
        QVERIFY(!portal.isAlive(anaSession));
        QVERIFY(portal.login(u"both@example.com"_s, u"correct horse ana"_s).empty());
        QCOMPARE(portal.accountOf(ana).state(), PortalState::MustSetPassword);
        QVERIFY(portal.accountOf(ana).lastLoginAt); // S9: kept after a reset
        QVERIFY(portal.link(ana) != anaLink);
        QVERIFY(portal.resolve(anaLink)->contact == ana); // S53: leads to "this link was replaced"
        QVERIFY(!portal.resolve(anaLink)->isCurrent);

        QVERIFY(portal.isAlive(benSession));
        QCOMPARE(portal.link(ben), benLink);
        QCOMPARE(portal.login(u"both@example.com"_s, u"correct horse ben"_s), std::vector{ben});
    }

    void s12_disablingRefusesAndEnablingRestoresThePassword()
    {
        Portal portal;
        const auto ana = portal.addPerson(u"Ana"_s, u"A"_s, u"ana@example.com"_s);
        QVERIFY(portal.setPassword(ana, u"correct horse ana"_s));
        const QString session = *portal.open(ana);
        const QString link = portal.link(ana);
        QVERIFY(portal.change([&](Transaction& t) { return disable(t, ana); }));
        QVERIFY(!portal.isAlive(session));
        QVERIFY(portal.login(u"ana@example.com"_s, u"correct horse ana"_s).empty());
        QVERIFY(!portal.open(ana));
        QCOMPARE(portal.accountOf(ana).state(), PortalState::Disabled);
        QVERIFY(portal.change([&](Transaction& t) { return enable(t, ana); }));
        QCOMPARE(portal.login(u"ana@example.com"_s, u"correct horse ana"_s), std::vector{ana});
        QCOMPARE(portal.link(ana), link);
        QVERIFY(!portal.isAlive(session));
    }

    void p6_sessionsEndAfterTwelveHoursAndBelongToTheirHost()
    {
        Portal portal;
        const auto ana = portal.addPerson(u"Ana"_s, u"A"_s, u"ana@example.com"_s);
        QVERIFY(portal.setPassword(ana, u"correct horse ana"_s));
        const QString token = *portal.open(ana);
        QVERIFY(portal.isAlive(token));
        QVERIFY(!portal.isAlive(token, u"other.example"_s));
        QVERIFY(!portal.isAlive(token + u'x'));
        portal.now += std::chrono::hours{12} - std::chrono::seconds{1};
        QVERIFY(portal.isAlive(token));
        portal.now += std::chrono::seconds{1};
        QVERIFY(!portal.isAlive(token));
    }

    void atMostTenSessionsAreKept()
    {
        Portal portal;
        const auto ana = portal.addPerson(u"Ana"_s, u"A"_s, u"ana@example.com"_s);
        QVERIFY(portal.setPassword(ana, u"correct horse ana"_s));
        QStringList tokens;
        for (int i = 0; i < 11; ++i)
            tokens.append(*portal.open(ana));
        QVERIFY(!portal.isAlive(tokens.front()));
        QVERIFY(portal.isAlive(tokens[1]));
        QVERIFY(portal.isAlive(tokens.back()));
    }

    void s9_lastLoginIsTheLastRealOne()
    {
        Portal portal;
        const auto ana = portal.addPerson(u"Ana"_s, u"A"_s, u"ana@example.com"_s);
        QVERIFY(portal.setPassword(ana, u"correct horse ana"_s));
        QVERIFY(portal.resolve(portal.link(ana)));
        QVERIFY(!portal.accountOf(ana).lastLoginAt);
        portal.now += std::chrono::hours{1};
        QVERIFY(portal.open(ana));
        QCOMPARE(*portal.accountOf(ana).lastLoginAt, portal.now);
    }

    void passwordRules_data()
    {
        QTest::addColumn<QString>("password");
        QTest::addColumn<int>("fault");
        const auto row = [](const char* name, const QString& password, PasswordFault fault) {
            QTest::newRow(name) << password << int(fault);
        };
        row("seven characters", u"x9!kQ2w"_s, PasswordFault::TooShort);
        row("eight characters", u"x9!kQ2wz"_s, PasswordFault::None);
        row("no composition rules", u"tulip garden seven"_s, PasswordFault::None);
        row("seven emoji count as seven", u"🐙🐙🌵🍉🚲🛶🧭"_s, PasswordFault::TooShort);
        row("any Unicode", u"пароль-сова-гитара"_s, PasswordFault::None);
        row("sixty-four and more", QString(30, u'q') + u"vbn kite anchor violin tundra meadow lantern"_s,
            PasswordFault::None);
        row("beyond 1024 bytes", QString(1025, u'x'), PasswordFault::TooLong);
        row("common", u"password"_s, PasswordFault::TooCommon);
        row("common with digits", u"password1"_s, PasswordFault::TooCommon);
        row("keyboard row", u"qwertyuiop"_s, PasswordFault::TooCommon);
        row("own name", u"marigold"_s, PasswordFault::TooCommon);
        row("blanks around count", u" x9!kQ2w"_s, PasswordFault::None);
    }
    void passwordRules()
    {
        QFETCH(QString, password);
        QFETCH(int, fault);
        QCOMPARE(int(passwordFault(password, {u"Marigold Finch"_s, u"Aurora"_s})), fault);
    }

    void linksAreBuiltFromWhatIsConfiguredOnly_data()
    {
        QTest::addColumn<QString>("address");
        QTest::addColumn<QString>("domain");
        QTest::addColumn<QString>("link");
        QTest::newRow("studio address")
            << u"https://portal.example.com"_s << u""_s << u"https://portal.example.com/aurora/c/T"_s;
        QTest::newRow("slash and default port")
            << u"https://Portal.example.com:443/"_s << u""_s << u"https://portal.example.com/aurora/c/T"_s;
        QTest::newRow("base path") << u"https://example.com/studio/"_s << u""_s
                                   << u"https://example.com/studio/aurora/c/T"_s;
        QTest::newRow("port") << u"http://127.0.0.1:8080"_s << u""_s << u"http://127.0.0.1:8080/aurora/c/T"_s;
        QTest::newRow("international")
            << u"https://bücher.example"_s << u""_s << u"https://xn--bcher-kva.example/aurora/c/T"_s;
        QTest::newRow("own domain") << u"https://portal.example.com"_s << u"clients.aurora.example"_s
                                    << u"https://clients.aurora.example/c/T"_s;
    }
    void linksAreBuiltFromWhatIsConfiguredOnly()
    {
        QFETCH(QString, address);
        QFETCH(QString, domain);
        Portal portal;
        QVERIFY(portal.change([&](Transaction& t) { return setStudioAddress(t, address); }));
        const auto addresses =
            portal.database->read([](const Snapshot& s) { return portal_access::addresses(s); });
        BrandDetails brand;
        brand.username = u"aurora"_s;
        brand.domain = domain;
        QTEST(addresses->directLink(brand, u"T"_s), "link");
    }

    void whatIsNoPortalAddressIsRefused()
    {
        Portal portal;
        for (const QString& address :
             {u"portal"_s, u"ftp://example.com"_s, u"https://u:p@example.com"_s, u"https://example.com/?a"_s,
              u"javascript:alert(1)"_s, u"https://"_s, u"https://example.com/../x"_s})
            QVERIFY2(!portal.change([&](Transaction& t) { return setStudioAddress(t, address); }),
                     qPrintable(address));
    }

    void s10_anInviteWaitsInTheOutboxWithoutAnybodysLink()
    {
        Portal portal;
        const auto ana = portal.addPerson(u"Ana"_s, u"{{recipient.portal_link}}"_s, u"both@example.com"_s);
        const auto id = portal.database->write(Actor::studio(),
                                               [&](Transaction& t) { return mail::queueInvite(t, ana); });
        QVERIFY(id);
        const auto stored = portal.database->read([&](const Snapshot& s) { return mail::find(s, *id); });
        QCOMPARE(stored->state, mail::MailState::Waiting);
        QVERIFY(stored->subject.contains("Ana"_L1));
        QVERIFY(stored->body.startsWith("Hello Ana,"_L1));
        const QString token = portal.link(ana);
        QVERIFY(!stored->body.contains(token));
        Addresses addresses;
        addresses.studioOrigin = u"https://portal.example.com"_s;
        const auto readable = portal.database->read(
            [&](const Snapshot& s) { return mail::asRecipientSees(s, *stored, addresses); });
        QCOMPARE(readable->text.count(token), 1); // what is typed into a name is never a token
        QVERIFY(readable->text.contains(u"https://portal.example.com/my-studio/c/"_s + token));
        QCOMPARE(portal.accountOf(ana).state(), PortalState::MustSetPassword);
        QVERIFY(portal.database->read([&](const Snapshot& s) { return mail::pendingInvite(s, ana); })
                    ->has_value());
        QVERIFY(portal.change([&](Transaction& t) { return mail::cancel(t, *id); }));
        QVERIFY(!portal.database->read([&](const Snapshot& s) { return mail::pendingInvite(s, ana); })
                     ->has_value());
    }

    void s10_whatStandsInTheWayOfAnInviteIsSaid()
    {
        Portal portal;
        const auto obstacle = [&](ContactId id) {
            return *portal.database->read([&](const Snapshot& s) { return mail::inviteObstacle(s, id); });
        };
        const auto noEmail = portal.addPerson(u"Ana"_s, u"A"_s);
        QCOMPARE(obstacle(noEmail), mail::InviteObstacle::NoEmail);
        const auto ben = portal.addPerson(u"Ben"_s, u"B"_s, u"ben@example.com"_s);
        QCOMPARE(obstacle(ben), mail::InviteObstacle::None);
        QVERIFY(portal.change([&](Transaction& t) { return disable(t, ben); }));
        QCOMPARE(obstacle(ben), mail::InviteObstacle::Disabled);
        const auto queued = portal.database->write(Actor::studio(),
                                                   [&](Transaction& t) { return mail::queueInvite(t, ben); });
        QVERIFY(!queued);
        QCOMPARE(queued.error().fault, Fault::Invalid);
    }
};

QTEST_GUILESS_MAIN(PortalAccessTest)
#include "portal_access_test.moc"
