// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/portal_access/passkey_store.h"

#include "app/base/random.h"
#include "app/mail/notices.h"
#include "app/mail/outbox.h"
#include "app/portal_access/account_store.h"
#include "app/portal_access/passwords.h"
#include "app/storage/journal.h"
#include "tests/app/studio_fixture.h"

using namespace foyer;
using namespace foyer::portal_access;
using namespace Qt::StringLiterals;

namespace {

const QString host = u"portal.example.com"_s;

class Portal : public test::StudioFixture
{
public:
    ContactId ana = addPerson(u"Ana"_s, u"Anders"_s, u"couple@example.com"_s);
    ContactId ben = addPerson(u"Ben"_s, u"Anders"_s, u"couple@example.com"_s);

    Portal()
    {
        setPassword(ana);
        setPassword(ben);
    }

    template <class Work>
    auto as(ContactId contact, Work work)
    {
        return database->write(Actor::client(contact, {}), work);
    }

    void setPassword(ContactId contact)
    {
        const auto seed = database->read([&](const Snapshot& s) { return seedForNewPassword(s, contact); });
        const auto record = makePassword(u"tulip garden seven"_s, *seed);
        QVERIFY(as(contact, [&](Transaction& t) { return replacePassword(t, *seed, record); }));
    }

    qint64 generationOf(ContactId contact)
    {
        return database->read([&](const Snapshot& s) { return account(s, contact); })->generation;
    }

    Result<PasskeyId> add(ContactId contact, const QByteArray& credential,
                          const QString& name = u"My phone"_s, quint32 signCount = 0)
    {
        const qint64 generation = generationOf(contact);
        return as(contact, [&](Transaction& t) {
            return addPasskey(t, contact, generation, {{credential, "key", -7, signCount}, host, name});
        });
    }

    std::vector<Passkey> of(ContactId contact)
    {
        return *database->read([&](const Snapshot& s) { return passkeysOf(s, contact); });
    }

    std::optional<UsablePasskey> usable(const QByteArray& credential, const QString& where = host)
    {
        return *database->read([&](const Snapshot& s) { return findPasskey(s, credential, where); });
    }

    QString lastAction(ContactId contact)
    {
        const auto history = database->read(
            [&](const Snapshot& s) { return journalOf(s, u"portal_account"_s, contact.row(), 1); });
        return history->front().entry.action;
    }
};

Fault faultOf(const auto& result)
{
    return result ? Fault::Newer : result.error().fault;
}

} // namespace

class PasskeyStoreTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aPasskeyNamesItsPerson()
    {
        Portal portal;
        QVERIFY(portal.add(portal.ana, "a"));
        QVERIFY(portal.add(portal.ben, "b"));
        QCOMPARE(portal.usable("a")->contact, portal.ana);
        QCOMPARE(portal.usable("b")->contact, portal.ben);
        QCOMPARE(portal.usable("a")->publicKey, QByteArray{"key"});
        QVERIFY(!portal.usable("c"));
        QVERIFY(!portal.usable("a", u"other.example.com"_s));
        QVERIFY(portal.usable("a")->userHandle != portal.usable("b")->userHandle);
        QCOMPARE(portal.lastAction(portal.ana), u"passkey added"_s);
    }

    void allOfAPersonsPasskeysShareAHandleThatSaysNothing()
    {
        Portal portal;
        const auto handle = [&](ContactId contact) {
            return *portal.database->read([&](const Snapshot& s) { return userHandle(s, contact); });
        };
        const QByteArray before = handle(portal.ana);
        QCOMPARE(before.size(), 32);
        QVERIFY(before != handle(portal.ben));
        QVERIFY(portal.add(portal.ana, "a1"));
        QVERIFY(portal.add(portal.ana, "a2"));
        QCOMPARE(portal.usable("a1")->userHandle, before);
        QCOMPARE(portal.usable("a2")->userHandle, before);
        Portal elsewhere;
        QVERIFY(*elsewhere.database->read([&](const Snapshot& s) { return userHandle(s, elsewhere.ana); }) !=
                before);
    }

    void namesAreTheClientsOwnAndFit_data()
    {
        QTest::addColumn<QString>("typed");
        QTest::addColumn<QString>("kept");
        QTest::newRow("plain") << u"My phone"_s << u"My phone"_s;
        QTest::newRow("blanks") << u"  My \n phone "_s << u"My phone"_s;
        QTest::newRow("none") << u" "_s << u"Passkey"_s;
        QTest::newRow("long") << QString(500, u'x') << QString(60, u'x');
        QTest::newRow("markup") << u"<b>'\"&"_s << u"<b>'\"&"_s;
    }
    void namesAreTheClientsOwnAndFit()
    {
        QFETCH(QString, typed);
        QFETCH(QString, kept);
        Portal portal;
        const auto id = portal.add(portal.ana, "a", typed);
        QCOMPARE(portal.of(portal.ana).front().name, kept);
        QVERIFY(portal.as(portal.ana,
                          [&](Transaction& t) { return renamePasskey(t, portal.ana, *id, u"Laptop"_s); }));
        QCOMPARE(portal.of(portal.ana).front().name, u"Laptop"_s);
        QVERIFY(
            portal.as(portal.ana, [&](Transaction& t) { return renamePasskey(t, portal.ana, *id, typed); }));
        QCOMPARE(portal.of(portal.ana).front().name, kept);
    }

    void nobodyTouchesAnothersPasskey()
    {
        Portal portal;
        const auto id = portal.add(portal.ana, "a");
        for (const PasskeyId wanted : {*id, PasskeyId{id->row() + 1000}}) {
            QCOMPARE(faultOf(portal.as(portal.ben,
                                       [&](Transaction& t) { return removePasskey(t, portal.ben, wanted); })),
                     Fault::NotFound);
            QCOMPARE(faultOf(portal.as(
                         portal.ben,
                         [&](Transaction& t) { return renamePasskey(t, portal.ben, wanted, u"x"_s); })),
                     Fault::NotFound);
        }
        QCOMPARE(portal.of(portal.ana).front().name, u"My phone"_s);
        QVERIFY(portal.as(portal.ana, [&](Transaction& t) { return removePasskey(t, portal.ana, *id); }));
        QVERIFY(!portal.usable("a"));
        QCOMPARE(portal.lastAction(portal.ana), u"passkey removed"_s);
    }

    void tenAreEnoughAndNoneIsTakenTwice()
    {
        Portal portal;
        QVERIFY(portal.add(portal.ana, "0"));
        QCOMPARE(faultOf(portal.add(portal.ana, "0")), Fault::Conflict);
        QCOMPARE(faultOf(portal.add(portal.ben, "0")), Fault::Conflict);
        for (int i = 1; i < mostPasskeysPerClient; ++i)
            QVERIFY(portal.add(portal.ana, QByteArray::number(i)));
        QCOMPARE(faultOf(portal.add(portal.ana, "one more")), Fault::Denied);
        QVERIFY(portal.add(portal.ben, "his first"));
    }

    void s11_s54_aResetByTheStudioRemovesThemAll()
    {
        Portal portal;
        QVERIFY(portal.add(portal.ana, "a"));
        QVERIFY(portal.add(portal.ben, "b"));
        QVERIFY(portal.change([&](Transaction& t) { return resetPassword(t, portal.ana); }));
        QVERIFY(portal.of(portal.ana).empty());
        QVERIFY(portal.usable("b"));
        portal.setPassword(portal.ana);
        QVERIFY(!portal.usable("a"));
    }

    void aNewPasswordOfTheClientsOwnKeepsThem()
    {
        Portal portal;
        QVERIFY(portal.add(portal.ana, "a"));
        portal.setPassword(portal.ana);
        QVERIFY(portal.usable("a"));
        QCOMPARE(portal.usable("a")->generation, portal.generationOf(portal.ana));
    }

    void p12_disablingShutsThemOutAndEnablingRestoresThem()
    {
        Portal portal;
        QVERIFY(portal.add(portal.ana, "a"));
        QVERIFY(portal.change([&](Transaction& t) { return disable(t, portal.ana); }));
        QVERIFY(!portal.usable("a"));
        QCOMPARE(faultOf(portal.add(portal.ana, "a2")), Fault::Conflict);
        QVERIFY(portal.change([&](Transaction& t) { return enable(t, portal.ana); }));
        QVERIFY(portal.usable("a"));
    }

    void theBinShutsThemOutAndTheArchiveDoesNot()
    {
        Portal portal;
        QVERIFY(portal.add(portal.ana, "a"));
        QVERIFY(portal.change([&](Transaction& t) { return contacts::archive(t, {portal.ana}); }));
        QVERIFY(portal.usable("a"));
        QVERIFY(portal.change([&](Transaction& t) { return contacts::moveToBin(t, {portal.ana}); }));
        QVERIFY(!portal.usable("a"));
        QVERIFY(portal.change([&](Transaction& t) { return contacts::restore(t, {portal.ana}); }));
        QVERIFY(portal.usable("a"));
    }

    void aPersonWhoBecameACompanyHasNone()
    {
        Portal portal;
        QVERIFY(portal.add(portal.ana, "a"));
        Contact contact = portal.find(portal.ana);
        contact.details.kind = ContactKind::Company;
        contact.details.company = u"Anders Ltd"_s;
        QVERIFY(portal.change([&](Transaction& t) { return contacts::save(t, contact); }));
        QVERIFY(!portal.usable("a"));
    }

    void aCounterThatGoesBackIsRefused_data()
    {
        QTest::addColumn<quint32>("before");
        QTest::addColumn<quint32>("now");
        QTest::addColumn<bool>("isAccepted");
        QTest::newRow("does not count") << 0u << 0u << true;
        QTest::newRow("counts on") << 7u << 8u << true;
        QTest::newRow("leaps") << 7u << 0xffffffffu << true;
        QTest::newRow("begins to count") << 0u << 1u << true;
        QTest::newRow("stands still") << 7u << 7u << false;
        QTest::newRow("goes back") << 7u << 6u << false;
        QTest::newRow("stops counting") << 7u << 0u << false;
        QTest::newRow("starts over") << 0xffffffffu << 1u << false;
    }
    void aCounterThatGoesBackIsRefused()
    {
        QFETCH(quint32, before);
        QFETCH(quint32, now);
        QFETCH(bool, isAccepted);
        Portal portal;
        const auto id = portal.add(portal.ana, "a", {}, before);
        const auto use = portal.as(portal.ana, [&](Transaction& t) { return recordPasskeyUse(t, *id, now); });
        QCOMPARE(*use, isAccepted ? PasskeyUse::Accepted : PasskeyUse::CounterWentBack);
        QCOMPARE(portal.of(portal.ana).front().lastUsedAt.has_value(), isAccepted);
        QCOMPARE(portal.lastAction(portal.ana),
                 isAccepted ? u"passkey used"_s : u"passkey refused: counter went back"_s);
        if (isAccepted && now > 0)
            QCOMPARE(*portal.as(portal.ana, [&](Transaction& t) { return recordPasskeyUse(t, *id, now); }),
                     PasskeyUse::CounterWentBack);
    }

    void aRemovedPasskeyIsNotUsed()
    {
        Portal portal;
        const auto id = portal.add(portal.ana, "a");
        QVERIFY(portal.as(portal.ana, [&](Transaction& t) { return removePasskey(t, portal.ana, *id); }));
        QCOMPARE(faultOf(portal.as(portal.ana, [&](Transaction& t) { return recordPasskeyUse(t, *id, 1); })),
                 Fault::NotFound);
    }

    void p4_aChallengeIsSpentOnce()
    {
        Portal portal;
        const Instant until = portal.now + std::chrono::minutes{5};
        const auto spend = [&](const QByteArray& challenge, Instant expiry) {
            return portal.change([&](Transaction& t) {
                t.declareHousekeeping();
                return spendChallenge(t, challenge, expiry);
            });
        };
        QVERIFY(spend("one", until));
        QCOMPARE(faultOf(spend("one", until)), Fault::Conflict);
        QVERIFY(spend("two", until));
        QCOMPARE(faultOf(spend("old", portal.now)), Fault::Conflict);
        portal.now = until; // forgotten now, and refused for its age
        QCOMPARE(faultOf(spend("one", until)), Fault::Conflict);
    }

    void theClientIsTold()
    {
        Portal portal;
        QVERIFY(portal.as(portal.ana,
                          [&](Transaction& t) { return mail::queuePasskeyAddedNotice(t, portal.ana); }));
        QVERIFY(portal.as(portal.ana,
                          [&](Transaction& t) { return mail::queuePasskeyRemovedNotice(t, portal.ana); }));
        const auto mails = portal.database->read([](const Snapshot& s) { return mail::all(s, 10); });
        QCOMPARE(mails->size(), 2u);
        for (const auto& mail : *mails) {
            QCOMPARE(mail.toAddress, u"couple@example.com"_s);
            QVERIFY(mail.body.startsWith(u"Hello Ana,"_s)); // two people read this mailbox
            QVERIFY(!mail.body.contains(u'%'));
        }
        QCOMPARE(mails->back().subject, u"A passkey for My Studio was added"_s);
        QCOMPARE(mails->front().subject, u"A passkey for My Studio was removed"_s);
    }
};

QTEST_GUILESS_MAIN(PasskeyStoreTest)
#include "passkey_store_test.moc"
