// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/mail/mail_account.h"
#include "app/secrets/secret_store.h"
#include "app/storage/settings.h"
#include "tests/app/studio_fixture.h"

using namespace foyer;
using namespace Qt::StringLiterals;

/// Who a brand's mails are from, and which way they leave.
class MailAccountTest : public QObject
{
    Q_OBJECT

private:
    static MailAccountDetails lumen()
    {
        return {u"Ada of Lumen"_s, u"ada@lumen.example"_s, u"hello@lumen.example"_s,
                MailServer{u"smtp.example.com"_s, 587, MailSecurity::StartTls, u"ada"_s}};
    }
    static MailAccount accountOf(const test::StudioFixture& studio, BrandId brand)
    {
        return *studio.database->read([&](const Snapshot& s) { return mail::account(s, brand); });
    }
    static Result<void> save(test::StudioFixture& studio, const MailAccount& account)
    {
        return studio.change([&](Transaction& t) { return mail::saveAccount(t, account); });
    }
    static std::optional<mail::Route> routeOf(const test::StudioFixture& studio, BrandId brand)
    {
        return *studio.database->read([&](const Snapshot& s) { return mail::routeOf(s, brand); });
    }
    static BrandId addBrand(test::StudioFixture& studio, const QString& name, const QString& email)
    {
        return *studio.database->write(Actor::studio(), [&](Transaction& t) {
            BrandDetails details;
            details.name = name;
            details.username = name.toLower();
            details.email = email;
            return brands::add(t, details);
        });
    }

private Q_SLOTS:
    void whatIsSavedIsReadAgain()
    {
        test::StudioFixture studio;
        MailAccount account = accountOf(studio, studio.brand());
        QCOMPARE(account.version, 0);
        QVERIFY(!account.details.server);
        account.details = lumen();
        QVERIFY(save(studio, account));
        const MailAccount read = accountOf(studio, studio.brand());
        QVERIFY(read.details == lumen());
        QCOMPARE(read.version, 1);
        QVERIFY(!read.verifiedAt);
        QCOMPARE(save(studio, account).error().fault, Fault::Conflict); // based on an older one
    }

    void whatDoesNotFitIsRefusedInOneSentence_data()
    {
        QTest::addColumn<QString>("host");
        QTest::addColumn<int>("port");
        QTest::addColumn<int>("security");
        QTest::addColumn<QString>("from");
        QTest::addColumn<bool>("fits");
        const int startTls = int(MailSecurity::StartTls);
        const int tls = int(MailSecurity::Tls);
        const int none = int(MailSecurity::None);
        const QString from = u"ada@lumen.example"_s;
        QTest::newRow("as usual") << u"smtp.example.com"_s << 587 << startTls << from << true;
        QTest::newRow("tls") << u"smtp.example.com"_s << 465 << tls << from << true;
        QTest::newRow("other letters") << u"smtp.bücher.example"_s << 465 << tls << from << true;
        QTest::newRow("a number") << u"192.0.2.7"_s << 465 << tls << from << true;
        QTest::newRow("a number of six") << u"2001:db8::7"_s << 465 << tls << from << true;
        QTest::newRow("no host") << u" "_s << 465 << tls << from << false;
        QTest::newRow("with a port") << u"smtp.example.com:25"_s << 465 << tls << from << false;
        QTest::newRow("an address") << u"smtp://smtp.example.com/"_s << 465 << tls << from << false;
        QTest::newRow("a path") << u"smtp.example.com/x"_s << 465 << tls << from << false;
        QTest::newRow("a user") << u"eve@smtp.example.com"_s << 465 << tls << from << false;
        QTest::newRow("a line") << u"smtp.example.com\r\nX"_s << 465 << tls << from << false;
        QTest::newRow("nearly a number") << u"192.0.2.777"_s << 465 << tls << from << false;
        QTest::newRow("a scope") << u"fe80::1%eth0"_s << 465 << tls << from << false;
        QTest::newRow("port 0") << u"smtp.example.com"_s << 0 << tls << from << false;
        QTest::newRow("port beyond") << u"smtp.example.com"_s << 65'536 << tls << from << false;
        QTest::newRow("in clear to others") << u"smtp.example.com"_s << 25 << none << from << false;
        QTest::newRow("in clear in the house") << u"192.168.1.9"_s << 25 << none << from << false;
        QTest::newRow("localhost as a beginning")
            << u"localhost.example.com"_s << 25 << none << from << false;
        QTest::newRow("this machine") << u"localhost"_s << 25 << none << from << true;
        QTest::newRow("this machine's number") << u"127.0.0.53"_s << 25 << none << from << true;
        QTest::newRow("this machine's number of six") << u"::1"_s << 25 << none << from << true;
        QTest::newRow("no address") << u"smtp.example.com"_s << 25 << tls << u"Ada"_s << false;
        QTest::newRow("two addresses") << u"smtp.example.com"_s << 25 << tls << from + u","_s + from << false;
        QTest::newRow("an address in two lines")
            << u"smtp.example.com"_s << 25 << tls << u"ada@lumen.example\nBcc: eve@example.org"_s << false;
        QTest::newRow("a sender of other letters")
            << u"smtp.example.com"_s << 25 << tls << u"zoë@lumen.example"_s << false;
    }
    void whatDoesNotFitIsRefusedInOneSentence()
    {
        QFETCH(QString, host);
        QFETCH(int, port);
        QFETCH(int, security);
        QFETCH(QString, from);
        QFETCH(bool, fits);
        test::StudioFixture studio;
        MailAccount account = accountOf(studio, studio.brand());
        account.details.fromAddress = from;
        account.details.server = MailServer{host, port, MailSecurity(security), {}};
        const auto problems = mail::problemsOf(account.details);
        QCOMPARE(problems.empty(), fits);
        const auto saved = save(studio, account);
        QCOMPARE(saved.has_value(), fits);
        if (!fits) {
            QCOMPARE(problems.size(), 1u);
            QCOMPARE(saved.error().detail, problems.front());
            QVERIFY(!problems.front().contains(u'\n') && !problems.front().contains(u'\r'));
        }
    }

    void mailsLeaveThroughTheFirstServerThereIs()
    {
        test::StudioFixture studio;
        const BrandId first = studio.brand();
        const BrandId second = addBrand(studio, u"Gull"_s, u"hello@gull.example"_s);
        QVERIFY(!routeOf(studio, second)); // no server anywhere

        MailAccount account = accountOf(studio, first);
        account.details = lumen();
        QVERIFY(save(studio, account));
        auto route = routeOf(studio, second);
        QVERIFY(route);
        QCOMPARE(route->account, first);
        QCOMPARE(route->server.host, u"smtp.example.com"_s);
        QCOMPARE(route->fromName, u"Gull"_s);
        QCOMPARE(route->fromAddress, u"hello@gull.example"_s);
        QVERIFY(route->replyTo.isEmpty());
        QCOMPARE(routeOf(studio, first)->replyTo, u"hello@lumen.example"_s);

        MailAccount own = accountOf(studio, second);
        own.details.server = MailServer{u"mail.gull.example"_s, 465, MailSecurity::Tls, {}};
        QVERIFY(save(studio, own));
        route = routeOf(studio, second);
        QCOMPARE(route->account, second);
        QCOMPARE(route->server.host, u"mail.gull.example"_s);
    }

    void withoutAnAddressToBeFromNothingLeaves()
    {
        test::StudioFixture studio;
        const BrandId mute = addBrand(studio, u"Mute"_s, {});
        MailAccount account = accountOf(studio, mute);
        account.details.server = lumen().server;
        QVERIFY(save(studio, account));
        QVERIFY(!routeOf(studio, mute));
        account = accountOf(studio, mute);
        account.details.fromAddress = u"hello@mute.example"_s;
        QVERIFY(save(studio, account));
        QVERIFY(routeOf(studio, mute));
    }

    void aProblemStaysUntilItIsSolved()
    {
        test::StudioFixture studio;
        MailAccount account = accountOf(studio, studio.brand());
        account.details = lumen();
        QVERIFY(save(studio, account));
        const auto note = [&] {
            return studio.change([&](Transaction& t) {
                return mail::noteProblem(t, account.brand, u"It is closed."_s,
                                         t.now() + std::chrono::hours{1});
            });
        };
        QVERIFY(note());
        QVERIFY(note()); // again: no news, and no refusal for want of a journal entry
        account = accountOf(studio, studio.brand());
        QCOMPARE(account.problem, u"It is closed."_s);
        QCOMPARE(account.retryAt, studio.now + std::chrono::hours{1});
        QCOMPARE(account.version, 1); // whoever edits meanwhile is in nobody's way
        QVERIFY(studio.change([&](Transaction& t) { return mail::noteVerified(t, account.brand); }));
        QVERIFY(accountOf(studio, studio.brand()).problem.isEmpty());
        QCOMPARE(accountOf(studio, studio.brand()).verifiedAt, studio.now);

        QVERIFY(note());
        QVERIFY(save(studio, account)); // whoever saves wants it tried at once
        account = accountOf(studio, studio.brand());
        QVERIFY(account.problem.isEmpty() && !account.retryAt);
        QCOMPARE(account.verifiedAt, studio.now);
        account.details.server->host = u"smtp.example.org"_s;
        QVERIFY(save(studio, account));
        QVERIFY(!accountOf(studio, studio.brand()).verifiedAt); // another server has proved nothing
    }

    void aBrandGoesWithItsAccount()
    {
        test::StudioFixture studio;
        const BrandId second = addBrand(studio, u"Gull"_s, u"hello@gull.example"_s);
        MailAccount account = accountOf(studio, second);
        account.details = lumen();
        QVERIFY(save(studio, account));
        const auto removed = studio.change([&](Transaction& t) { return brands::remove(t, second); });
        QVERIFY2(removed, removed ? "" : qPrintable(removed.error().detail));
        QVERIFY(!routeOf(studio, studio.brand()));
    }

    void itsPasswordIsASecret()
    {
        const QString name = mail::passwordName(BrandId{3});
        QCOMPARE(name, u"smtp/3/password"_s);
        QVERIFY(secrets::isKnown(name));
        QVERIFY(!secrets::isKnown(u"smtp/3/key"_s));
        QVERIFY(!secrets::misfit(name, "hunter 2 ä"));
        QVERIFY(secrets::misfit(name, ""));
        QVERIFY(secrets::misfit(name, "two\nlines"));
        QVERIFY(secrets::misfit(name, QByteArray{300, 'a'}));
        QVERIFY(settings::isKnown(QLatin1StringView{settings::mailCaFile}));
    }
};

QTEST_GUILESS_MAIN(MailAccountTest)
#include "mail_account_test.moc"
