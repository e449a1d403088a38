// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/mail/claims.h"
#include "app/mail/eml.h"
#include "app/mail/notices.h"
#include "app/mail/queue.h"
#include "app/mail/standing.h"
#include "app/mail/tokens.h"
#include "app/portal_access/account_store.h"
#include "app/portal_access/direct_link.h"
#include "app/portal_access/reset_link.h"
#include "tests/app/items/items_fixture.h"

#include <algorithm>

namespace foyer::test {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using mail::HandOver;
using mail::MailState;

/// Which mails a courier takes, what it makes sure of first, and what it writes down.
class ClaimsTest : public QObject
{
    Q_OBJECT

private:
    struct Desk : ItemsFixtureOn<>
    {
        const QString courier = u"courier 1"_s;

        Desk()
        {
            setEmails(ada, {u"ada@example.com"_s});
            setEmails(bo, {u"bo@example.com"_s});
            does([&](Transaction& t) -> Result<void> {
                auto account = mail::account(t, aurora);
                account->details = {u"Aurora"_s,
                                    u"hello@aurora.example"_s,
                                    {},
                                    MailServer{u"smtp.example.com"_s, 587, MailSecurity::StartTls, {}}};
                return mail::saveAccount(t, *account);
            });
            setAddress(u"https://portal.example.com"_s);
        }
        void setAddress(const QString& address)
        {
            does([&](Transaction& t) { return portal_access::setStudioAddress(t, address); });
        }
        void setEmails(ContactId id, const QStringList& addresses)
        {
            does([&](Transaction& t) -> Result<void> {
                auto contact = contacts::find(t, id);
                contact->details.emails.clear();
                for (const QString& address : addresses)
                    contact->details.emails.push_back({address, {}});
                const auto saved = contacts::save(t, *contact);
                return saved ? Result<void>{} : fail(saved.error());
            });
        }
        MailId queue(ContactId to, const QString& address, const QString& body = u"Hello."_s,
                     const QString& kind = u"automation"_s, std::optional<ItemId> item = {})
        {
            return done([&](Transaction& t) {
                return mail::enqueue(
                    t, {kind, to, aurora, u"Somebody"_s, address, u"Subject"_s, body, job, item});
            });
        }
        mail::Claims claim(const std::set<BrandId>& shut = {})
        {
            return done([&](Transaction& t) -> Result<mail::Claims> {
                const auto addresses = portal_access::addresses(t);
                return mail::claimDue(t, courier, *addresses, shut);
            });
        }
        std::vector<qint64> claimed()
        {
            std::vector<qint64> ids;
            for (const mail::Claim& one : claim().list)
                ids.push_back(one.mail.id.row());
            return ids;
        }
        void finish(const mail::Claim& claim, HandOver kind, const QString& words = {})
        {
            does([&](Transaction& t) {
                return mail::finish(t, courier, claim, {kind, words, u"A sentence."_s});
            });
        }
        mail::Mail at(MailId id) const
        {
            return look([&](const Snapshot& s) { return mail::find(s, id); });
        }
        mail::Standing standing(MailId id) const
        {
            return look([&](const Snapshot& s) { return mail::standingOf(s, *mail::find(s, id)); }).standing;
        }
        void sendNow(MailId id)
        {
            does([&](Transaction& t) { return mail::sendNow(t, id); });
        }
        /// As a courier does before it claims. @returns how many changed
        int release()
        {
            const auto work = [](Transaction& t) {
                return mail::releaseHeld(t, *portal_access::addresses(t));
            };
            const bool isDue =
                look([](const Snapshot& s) { return mail::hasReleasable(s, *portal_access::addresses(s)); });
            return isDue ? done(work) : 0;
        }
        /// What nobody does, but disks and old programs may.
        void run(const QString& sql)
        {
            does([&](Transaction& t) -> Result<void> {
                t.declareHousekeeping();
                return t.query(sql).run();
            });
        }
    };

private Q_SLOTS:
    void A1_onlyOneCourierTakesAMail()
    {
        Desk desk;
        const MailId id = desk.queue(desk.ada, u"ada@example.com"_s);
        const auto claims = desk.claim();
        QCOMPARE(claims.list.size(), 1u);
        QCOMPARE(desk.at(id).state, MailState::Sending);
        QVERIFY(desk.claim().list.empty());
        const QString messageId = desk.at(id).messageId;
        QVERIFY2(messageId.endsWith("@aurora.example"_L1), qPrintable(messageId));

        // Whatever another one says of it.
        desk.does([&](Transaction& t) -> Result<void> {
            t.declareHousekeeping();
            return mail::finish(t, u"courier 2"_s, claims.list.front(),
                                {HandOver::RefusedForGood, {}, u"No."_s});
        });
        QCOMPARE(desk.at(id).state, MailState::Sending);

        desk.finish(claims.list.front(), HandOver::Accepted);
        QCOMPARE(desk.at(id).state, MailState::Sent);
        QCOMPARE(desk.at(id).sentAt, desk.now);
        QCOMPARE(desk.at(id).sentFrom, u"Aurora <hello@aurora.example>"_s);
        QCOMPARE(desk.at(id).messageId, messageId);
        QVERIFY(desk.look([&](const Snapshot& s) { return mail::account(s, desk.aurora); }).verifiedAt);
    }

    void theMessageIdStaysForAllAttempts()
    {
        Desk desk;
        const MailId id = desk.queue(desk.ada, u"ada@example.com"_s);
        desk.finish(desk.claim().list.front(), HandOver::Unknown);
        const QString first = desk.at(id).messageId;
        QCOMPARE(desk.at(id).state, MailState::Unknown);
        desk.does([&](Transaction& t) -> Result<void> { // the brand writes as somebody else now
            auto account = mail::account(t, desk.aurora);
            account->details.fromAddress = u"new@other.example"_s;
            return mail::saveAccount(t, *account);
        });
        QVERIFY(desk.claim().list.empty()); // not at once: the server may still be busy with it
        desk.now += 6min;
        const auto again = desk.claim();
        QCOMPARE(again.list.size(), 1u);
        QCOMPARE(desk.at(id).messageId, first);
    }

    void mailsToOneMailboxLeaveInTheirOrder()
    {
        Desk desk;
        const MailId first = desk.queue(desk.ada, u"ada@example.com"_s);
        const MailId second = desk.queue(desk.ada, u"Ada@Example.com"_s);
        const MailId other = desk.queue(desk.bo, u"bo@example.com"_s);
        const MailId reset = desk.queue(desk.ada, u"ada@example.com"_s, u"x"_s, u"reset"_s);
        auto claims = desk.claim();
        std::vector<qint64> ids;
        for (const auto& one : claims.list)
            ids.push_back(one.mail.id.row());
        // A link that runs out overtakes, and nobody waits for it.
        QCOMPARE(ids, (std::vector<qint64>{reset.row(), first.row(), other.row()}));
        desk.finish(claims.list[1], HandOver::RefusedForNow, u"451 later"_s);
        QVERIFY(desk.claimed().empty()); // the second waits behind the first, which waits for its time
        QCOMPARE(desk.at(first).attempts, 1);
        QCOMPARE(desk.at(first).nextAttemptAt, desk.now + 1min);
        QCOMPARE(desk.at(first).serverWords, u"451 later"_s);
        QCOMPARE(desk.standing(first), mail::Standing::Retrying);
        desk.now += 1min;
        claims = desk.claim();
        QCOMPARE(claims.list.size(), 1u);
        QCOMPARE(claims.list.front().mail.id, first);
        desk.finish(claims.list.front(), HandOver::RefusedForGood, u"550 no"_s);
        QCOMPARE(desk.at(first).state, MailState::Failed);
        QCOMPARE(desk.claimed(), std::vector<qint64>{second.row()});
    }

    void aMailThatWasPutOffKeepsNobodyWaiting()
    {
        Desk desk;
        const MailId later = desk.queue(desk.ada, u"ada@example.com"_s);
        desk.does([&](Transaction& t) {
            return mail::edit(t, later, 1, {u"ada@example.com"_s, u"Subject"_s, u"Body"_s, desk.now + 48h});
        });
        const MailId next = desk.queue(desk.ada, u"ada@example.com"_s);
        QCOMPARE(desk.claimed(), std::vector<qint64>{next.row()});
        QCOMPARE(desk.standing(later), mail::Standing::Scheduled);
        QCOMPARE(desk.look([](const Snapshot& s) { return mail::nextMoment(s); }), desk.now + 48h);
        desk.now += 48h;
        QCOMPARE(desk.claimed(), std::vector<qint64>{later.row()});
    }

    void refusedForNowItIsTriedForThreeDays()
    {
        Desk desk;
        const Instant began = desk.now;
        const MailId id = desk.queue(desk.ada, u"ada@example.com"_s);
        std::vector<std::chrono::seconds> pauses;
        while (desk.at(id).state == MailState::Waiting) {
            desk.finish(desk.claim().list.front(), HandOver::RefusedForNow, u"451 later"_s);
            if (const auto next = desk.at(id).nextAttemptAt) {
                pauses.push_back(*next - desk.now);
                desk.now = *next;
            }
        }
        QCOMPARE(desk.at(id).state, MailState::Failed);
        QVERIFY(desk.at(id).reason.startsWith("It was tried for three days."_L1));
        QCOMPARE(desk.at(id).serverWords, u"451 later"_s);
        QCOMPARE((std::vector<std::chrono::seconds>{pauses.begin(), pauses.begin() + 5}),
                 (std::vector<std::chrono::seconds>{1min, 5min, 15min, 60min, 240min}));
        QVERIFY(desk.now - began >= 72h && desk.now - began < 80h);
        desk.sendNow(id); // and once more from the beginning, when somebody asks
        QCOMPARE(desk.at(id).attempts, 0);
        QCOMPARE(desk.claimed(), std::vector<qint64>{id.row()});
    }

    void aProblemOfTheAccountIsNoFaultOfTheMail()
    {
        Desk desk;
        const MailId id = desk.queue(desk.ada, u"ada@example.com"_s);
        desk.finish(desk.claim().list.front(), HandOver::AccountProblem);
        QCOMPARE(desk.at(id).attempts, 0);
        desk.does([&](Transaction& t) {
            return mail::noteProblem(t, desk.aurora, u"It is closed."_s, t.now() + 5min);
        });
        QVERIFY(desk.claimed().empty());
        QCOMPARE(desk.standing(id), mail::Standing::WaitingForAccount);
        desk.now += 5min;
        QVERIFY(desk.claim({desk.aurora}).list.empty()); // shut by the courier itself
        QCOMPARE(desk.claimed(), std::vector<qint64>{id.row()});
    }

    void withoutAnAccountEverythingWaits()
    {
        Desk desk;
        desk.does([&](Transaction& t) -> Result<void> {
            auto account = mail::account(t, desk.aurora);
            account->details.server.reset();
            return mail::saveAccount(t, *account);
        });
        const MailId id = desk.queue(desk.ada, u"nobody's address@"_s);
        QVERIFY(desk.claimed().empty());
        QCOMPARE(desk.at(id).state, MailState::Waiting); // not even looked at
        QCOMPARE(desk.standing(id), mail::Standing::WaitingForAccount);
    }

    void whatAProgramThatDiedHadClaimedIsUnknown()
    {
        Desk desk;
        const MailId id = desk.queue(desk.ada, u"ada@example.com"_s);
        QCOMPARE(desk.claimed().size(), 1u);
        QVERIFY(
            !desk.look([&](const Snapshot& s) -> Result<bool> { return mail::hasOrphans(s, desk.courier); }));
        QCOMPARE(desk.done([&](Transaction& t) { return mail::adoptOrphans(t, u"courier 2"_s); }), 1);
        QCOMPARE(desk.at(id).state, MailState::Unknown);
        QVERIFY(!desk.at(id).reason.isEmpty());
        desk.now += 5min;
        QCOMPARE(desk.claimed(), std::vector<qint64>{id.row()});
    }

    void givenBackItWaitsAsBefore()
    {
        Desk desk;
        const MailId id = desk.queue(desk.ada, u"ada@example.com"_s);
        desk.finish(desk.claim().list.front(), HandOver::Unknown);
        desk.now += 1h;
        const auto claims = desk.claim();
        desk.does([&](Transaction& t) { return mail::giveBack(t, desk.courier, claims.list.front()); });
        QCOMPARE(desk.at(id).state, MailState::Unknown); // it may have arrived: that stays true
        QCOMPARE(desk.at(id).attempts, 1);
    }

    void A3_factsAreAskedOnceMore_data()
    {
        QTest::addColumn<QString>("what");
        QTest::addColumn<QString>("body");
        QTest::addColumn<QString>("kind");
        QTest::addColumn<int>("state");
        QTest::addColumn<QString>("word");
        QTest::addColumn<int>("insisted");
        const QString link = mail::portalLinkToken;
        const QString plain = u"Hello."_s;
        const QString some = u"automation"_s;
        const int held = int(MailState::Held);
        const int sending = int(MailState::Sending);
        const int cancelled = int(MailState::Cancelled);
        QTest::newRow("nothing happened") << "" << link << some << sending << "" << sending;
        QTest::newRow("portal disabled") << "disable" << link << some << held << "disabled" << held;
        QTest::newRow("portal disabled, no link in it")
            << "disable" << plain << some << sending << "" << sending;
        QTest::newRow("in the bin") << "bin" << plain << some << held << "bin" << sending;
        QTest::newRow("another address") << "move" << plain << some << held << "new@example.com" << sending;
        QTest::newRow("another address, a notice") << "move" << plain << "notice" << sending << "" << sending;
        QTest::newRow("one more address") << "more" << plain << some << sending << "" << sending;
        QTest::newRow("no portal address") << "no origin" << link << some << held << "address" << held;
        QTest::newRow("item taken back") << "void" << plain << some << cancelled << "taken back" << sending;
        QTest::newRow("item declined") << "decline" << plain << some << cancelled << "declined" << sending;
        QTest::newRow("item completed") << "complete" << plain << some << sending << "" << sending;
    }
    void A3_factsAreAskedOnceMore()
    {
        QFETCH(QString, what);
        QFETCH(QString, body);
        QFETCH(QString, kind);
        QFETCH(int, state);
        QFETCH(QString, word);
        QFETCH(int, insisted);
        Desk desk;
        const ItemId item = desk.sent(ItemKind::Order, {desk.ada});
        const MailId id = desk.queue(desk.ada, u"ada@example.com"_s, body, kind, item);
        desk.now += 1min;
        const auto setState = [&](ItemState to) {
            desk.does([&](Transaction& t) -> Result<void> {
                t.record({u"item"_s, item.row(), u"changed"_s, {}});
                return items::setState(t, item, to);
            });
        };
        if (what == "disable"_L1)
            desk.does([&](Transaction& t) { return portal_access::disable(t, desk.ada); });
        else if (what == "bin"_L1)
            desk.does([&](Transaction& t) { return contacts::moveToBin(t, {desk.ada}); });
        else if (what == "move"_L1)
            desk.setEmails(desk.ada, {u"new@example.com"_s});
        else if (what == "more"_L1)
            desk.setEmails(desk.ada, {u"new@example.com"_s, u"ADA@example.com"_s});
        else if (what == "no origin"_L1)
            desk.setAddress({});
        else if (what == "void"_L1)
            setState(ItemState::Void);
        else if (what == "decline"_L1)
            setState(ItemState::Declined);
        else if (what == "complete"_L1)
            setState(ItemState::Completed);
        desk.claim();
        QCOMPARE(int(desk.at(id).state), state);
        QVERIFY2(desk.at(id).reason.contains(word), qPrintable(desk.at(id).reason));
        QCOMPARE(desk.at(id).reason.isEmpty(), word.isEmpty());
        if (what == "move"_L1 && !word.isEmpty())
            QVERIFY(desk.at(id).reason.contains("ada@example.com"_L1)); // both are named
        if (desk.at(id).state == MailState::Sending)
            return;
        desk.sendNow(id); // somebody at the desk has read the reason
        desk.claim();
        QCOMPARE(int(desk.at(id).state), insisted);
    }

    void whatTheFactsHeldGoesOnWhenTheyAreGone_data()
    {
        QTest::addColumn<QString>("what");
        for (const char* what : {"no origin", "disable", "bin", "move"})
            QTest::newRow(what) << QString::fromLatin1(what);
    }
    void whatTheFactsHeldGoesOnWhenTheyAreGone()
    {
        QFETCH(QString, what);
        Desk desk;
        const MailId id = desk.queue(desk.ada, u"ada@example.com"_s, mail::portalLinkToken);
        const MailId byHand = desk.queue(desk.bo, u"bo@example.com"_s);
        desk.does([&](Transaction& t) { return mail::hold(t, byHand, u"Not yet."_s); });
        const auto set = [&](bool isGone) {
            if (what == "no origin"_L1)
                desk.setAddress(isGone ? u"https://portal.example.com"_s : QString{});
            else if (what == "disable"_L1)
                desk.does([&](Transaction& t) {
                    return isGone ? portal_access::enable(t, desk.ada) : portal_access::disable(t, desk.ada);
                });
            else if (what == "bin"_L1)
                desk.does([&](Transaction& t) {
                    return isGone ? contacts::restore(t, {desk.ada}) : contacts::moveToBin(t, {desk.ada});
                });
            else
                desk.setEmails(desk.ada, {isGone ? u"ada@example.com"_s : u"new@example.com"_s});
        };
        set(false);
        desk.claim();
        QCOMPARE(desk.at(id).state, MailState::Held);
        QCOMPARE(desk.release(), 0);
        set(true);
        QCOMPARE(desk.release(), 1);
        QCOMPARE(desk.at(id).state, MailState::Waiting);
        QVERIFY(desk.at(id).reason.isEmpty());
        QCOMPARE(desk.at(byHand).state, MailState::Held);
        QCOMPARE(desk.at(byHand).reason, u"Not yet."_s);
        QCOMPARE(desk.claimed(), std::vector<qint64>{id.row()});
    }

    void whatSomebodyHoldsThenStaysWhateverTheFacts()
    {
        Desk desk;
        const MailId id = desk.queue(desk.ada, u"ada@example.com"_s, mail::portalLinkToken);
        desk.setAddress({});
        desk.claim();
        desk.setAddress(u"https://portal.example.com"_s);
        QCOMPARE(desk.release(), 1);
        desk.does([&](Transaction& t) { return mail::hold(t, id, u"Not yet."_s); });
        QCOMPARE(desk.release(), 0);
        QCOMPARE(desk.at(id).state, MailState::Held);
    }

    void anotherFactTakesThePlaceOfTheOneThatWent()
    {
        Desk desk;
        const MailId id = desk.queue(desk.ada, u"ada@example.com"_s, mail::portalLinkToken);
        desk.setAddress({});
        desk.claim();
        desk.setAddress(u"https://portal.example.com"_s);
        desk.does([&](Transaction& t) { return portal_access::disable(t, desk.ada); });
        QCOMPARE(desk.release(), 1);
        QCOMPARE(desk.at(id).state, MailState::Held);
        QVERIFY2(desk.at(id).reason.contains("disabled"_L1), qPrintable(desk.at(id).reason));
        QCOMPARE(desk.release(), 0);
        desk.does([&](Transaction& t) { return portal_access::enable(t, desk.ada); });
        QCOMPARE(desk.release(), 1);
        QCOMPARE(desk.at(id).state, MailState::Waiting);
    }

    void A3_sendNowExcusesWhatWasKnownThen_data()
    {
        QTest::addColumn<bool>("isEdited");
        QTest::newRow("Send Now") << false;
        QTest::newRow("an address typed by hand") << true;
    }
    void A3_sendNowExcusesWhatWasKnownThen()
    {
        QFETCH(bool, isEdited);
        Desk desk;
        const ItemId item = desk.sent(ItemKind::Order, {desk.ada, desk.bo});
        const auto queue = [&](ContactId to, const QString& address) {
            const MailId id = desk.queue(to, u"old@example.com"_s, u"Hello."_s, u"automation"_s, item);
            desk.does([&](Transaction& t) {
                return isEdited ? mail::edit(t, id, 1, {address, u"Subject"_s, u"Hello."_s, {}})
                                : mail::sendNow(t, id);
            });
            desk.now += 1min;
            return id;
        };
        const MailId adas = queue(desk.ada, u"elsewhere@example.com"_s);
        const MailId bos = queue(desk.bo, u"elsewhere.too@example.com"_s);
        desk.does([&](Transaction& t) { return contacts::moveToBin(t, {desk.bo}); });
        desk.claim();
        QCOMPARE(desk.at(adas).state, MailState::Sending); // the address was weighed
        QCOMPARE(desk.at(bos).state, MailState::Held);     // the bin was not
        const MailId third = queue(desk.ada, u"elsewhere.still@example.com"_s);
        desk.does([&](Transaction& t) -> Result<void> {
            t.record({u"item"_s, item.row(), u"changed"_s, {}});
            return items::setState(t, item, ItemState::Void);
        });
        desk.claim();
        QCOMPARE(desk.at(third).state, MailState::Cancelled);
    }

    void sendNowOvertakesWithinItsMailbox()
    {
        Desk desk;
        const MailId stuck = desk.queue(desk.ada, u"ada@example.com"_s);
        const MailId behind = desk.queue(desk.ada, u"ada@example.com"_s);
        const MailId pressed = desk.queue(desk.ada, u"ada@example.com"_s);
        desk.finish(desk.claim().list.front(), HandOver::RefusedForNow, u"452 too large"_s);
        QVERIFY(desk.claimed().empty());
        desk.sendNow(pressed);
        QCOMPARE(desk.claimed(), std::vector<qint64>{pressed.row()});
        QCOMPARE(desk.at(stuck).state, MailState::Waiting);
        QCOMPARE(desk.at(behind).state, MailState::Waiting); // nobody asked for that one
    }

    void everyBrandHasItsTurn()
    {
        Desk desk;
        desk.does([&](Transaction& t) -> Result<void> {
            auto account = mail::account(t, desk.borealis);
            account->details = {u"Borealis"_s,
                                u"hello@borealis.example"_s,
                                {},
                                MailServer{u"smtp.example.org"_s, 587, MailSecurity::StartTls, {}}};
            return mail::saveAccount(t, *account);
        });
        for (int i = 0; i < 40; ++i)
            desk.queue(desk.ada, u"guest%1@example.com"_s.arg(i), u"Hello."_s, u"notice"_s);
        const MailId other = desk.done([&](Transaction& t) {
            return mail::enqueue(t, {u"notice"_s, desk.bo, desk.borealis, u"Bo"_s, u"bo@example.com"_s,
                                     u"Subject"_s, u"Hello."_s});
        });
        const auto first = desk.claimed();
        QVERIFY(std::find(first.begin(), first.end(), other.row()) != first.end());
        QVERIFY(first.size() > 2 && first.size() <= 16);
    }

    void aMailThatCannotBeReadFailsAlone()
    {
        Desk desk;
        const MailId broken = desk.queue(desk.ada, u"ada@example.com"_s);
        const MailId sound = desk.queue(desk.bo, u"bo@example.com"_s);
        desk.run(uR"(CREATE TRIGGER broken BEFORE UPDATE ON mail WHEN NEW.id = %1 AND NEW.state = 'sending'
                     BEGIN SELECT RAISE(ABORT, 'a page is broken'); END)"_s.arg(broken.row()));
        QCOMPARE(desk.claimed(), std::vector<qint64>{sound.row()});
        QCOMPARE(desk.at(broken).state, MailState::Waiting);
        QVERIFY(desk.claimed().empty()); // not at once
        for (int i = 0; i < 2; ++i) {
            desk.now += 1h;
            QVERIFY(desk.claimed().empty());
        }
        QCOMPARE(desk.at(broken).state, MailState::Failed);
        QVERIFY2(desk.at(broken).reason.startsWith("Foyer cannot put this mail together"_L1),
                 qPrintable(desk.at(broken).reason));
        desk.run(u"DROP TRIGGER broken"_s);

        // Likewise where it is only read when its turn has come.
        const MailId late = desk.queue(desk.ada, u"ada@example.com"_s);
        for (int i = 0; i < 3; ++i) {
            QCOMPARE(desk.at(late).state, MailState::Waiting);
            const auto claims = desk.claim();
            QCOMPARE(claims.list.size(), 1u);
            desk.does([&](Transaction& t) {
                return mail::putAside(t, desk.courier, claims.list.front(), u"it is broken"_s);
            });
            desk.now += 1h;
        }
        QCOMPARE(desk.at(late).state, MailState::Failed);
    }

    void whatEndsTheProgramAgainAndAgainIsTriedNoMore()
    {
        Desk desk;
        const MailId id = desk.queue(desk.ada, u"ada@example.com"_s);
        const Instant began = desk.now;
        int ends = 0;
        for (; desk.at(id).state != MailState::Failed && ends < 100; ++ends) {
            if (const auto next = desk.at(id).nextAttemptAt)
                desk.now = *next;
            QCOMPARE(desk.claimed(), std::vector<qint64>{id.row()});
            desk.does([&](Transaction& t) -> Result<void> {
                const auto adopted = mail::adoptOrphans(t, u"courier 2"_s);
                return adopted ? Result<void>{} : fail(adopted.error());
            });
        }
        QCOMPARE(desk.at(id).state, MailState::Failed);
        QVERIFY2(desk.at(id).reason.contains("again and again"_L1), qPrintable(desk.at(id).reason));
        QVERIFY(desk.now - began < 80h);
        desk.now += 1000h;
        QVERIFY(desk.claimed().empty());
    }

    void P15_aServerThatQuotesALinkLeavesNoneBehind()
    {
        Desk desk;
        const MailId id = desk.queue(desk.ada, u"ada@example.com"_s, mail::portalLinkToken);
        const QString token =
            desk.look([&](const Snapshot& s) { return portal_access::directLinkToken(s, desk.ada); });
        const QString link = desk.look([&](const Snapshot& s) -> Result<QString> {
            const auto brand = brands::find(s, desk.aurora);
            return portal_access::addresses(s)->directLink(brand->details, token);
        });
        for (const HandOver how : {HandOver::RefusedForNow, HandOver::RefusedForGood}) {
            const auto claims = desk.claim();
            QCOMPARE(claims.list.size(), 1u);
            const QString words = u"554 5.7.1 URL "_s + link + u" listed ("_s + token +
                                  u"), see https://filter.example/why?id=7"_s;
            desk.does([&](Transaction& t) {
                return mail::finish(t, desk.courier, claims.list.front(),
                                    {how, words, u"It says: "_s + words});
            });
            const mail::Mail stored = desk.at(id);
            for (const QString& text : {stored.serverWords, stored.reason}) {
                QVERIFY2(!text.contains(token), qPrintable(text));
                QVERIFY2(text.contains(u"portal.example.com/••••"_s), qPrintable(text));
                QVERIFY2(text.contains("https://filter.example/why?id=7"_L1), qPrintable(text));
            }
            desk.now += 1h;
        }
    }

    void A3_aResetLinkInAnySpellingIsOne()
    {
        Desk desk;
        const QString spelt = u"Here: {{ Recipient.Reset_Link }}"_s;
        const MailId id = desk.queue(desk.ada, u"ada@example.com"_s, spelt);
        QVERIFY(desk.claimed().empty());
        QCOMPARE(desk.at(id).state, MailState::Cancelled); // there is no such link
        desk.does([&](Transaction& t) { return portal_access::startReset(t, desk.ada); });
        const QString text = desk.look([&](const Snapshot& s) -> Result<QString> {
            const auto readable = mail::asRecipientSees(s, *mail::find(s, id), *portal_access::addresses(s));
            return readable ? Result<QString>{readable->text} : fail(readable.error());
        });
        QVERIFY2(text.contains("https://portal.example.com/"_L1), qPrintable(text));
    }

    void S48_aResetToAnAddressThatIsSharedByNowIsForTheStudio()
    {
        Desk desk;
        desk.does([&](Transaction& t) -> Result<void> {
            if (const auto started = portal_access::startReset(t, desk.ada); !started)
                return started;
            return mail::queueResetMail(t, desk.ada, u"ada@example.com"_s);
        });
        const MailId id = desk.look([](const Snapshot& s) { return mail::all(s, 1); }).front().id;
        desk.setEmails(desk.bo, {u"bo@example.com"_s, u"Ada@example.com"_s});
        QVERIFY(desk.claimed().empty());
        QCOMPARE(desk.at(id).state, MailState::Cancelled);
        QVERIFY2(desk.at(id).reason.contains("Several people"_L1), qPrintable(desk.at(id).reason));
        QVERIFY(
            desk.look([&](const Snapshot& s) { return portal_access::account(s, desk.ada); }).resetWantedAt);
    }

    void A3_aResetLinkThatRanOutIsNotSent()
    {
        Desk desk;
        const auto queueReset = [&] {
            desk.does([&](Transaction& t) -> Result<void> {
                if (const auto started = portal_access::startReset(t, desk.ada); !started)
                    return started;
                return mail::queueResetMail(t, desk.ada, u"ada@example.com"_s);
            });
            return desk.look([](const Snapshot& s) { return mail::all(s, 1); }).front().id;
        };
        const MailId first = queueReset();
        desk.now += 31min;
        QVERIFY(desk.claimed().empty());
        QCOMPARE(desk.at(first).state, MailState::Cancelled);
        QVERIFY(desk.at(first).reason.contains("ran out"_L1));
        const MailId second = queueReset();
        desk.setEmails(desk.ada, {u"new@example.com"_s});
        QVERIFY(desk.claimed().empty());
        QCOMPARE(desk.at(second).state, MailState::Cancelled);
        desk.setEmails(desk.ada, {u"ada@example.com"_s});
        const MailId third = queueReset();
        QCOMPARE(desk.claimed(), std::vector<qint64>{third.row()});
    }

    void mailsOfOnePersonAndJobAreOneThread()
    {
        Desk desk;
        const auto send = [&](ContactId to, const QString& address) {
            const MailId id = desk.queue(to, address, u"Your link: "_s + mail::portalLinkToken);
            desk.finish(desk.claim().list.front(), HandOver::Accepted);
            desk.now += 1min;
            return desk.at(id);
        };
        const mail::Mail first = send(desk.ada, u"ada@example.com"_s);
        const mail::Mail foreign = send(desk.bo, u"bo@example.com"_s);
        const mail::Mail second = send(desk.ada, u"ada@example.com"_s);
        const mail::Mail third = desk.at(desk.queue(desk.ada, u"ada@example.com"_s));
        const QByteArray eml = desk.look([&](const Snapshot& s) -> Result<QByteArray> {
            return mail::asEml(s, third, *portal_access::addresses(s));
        });
        const QByteArray head = eml.first(eml.indexOf("\r\n\r\n"));
        QVERIFY2(head.contains("In-Reply-To: <" + second.messageId.toLatin1() + '>') ||
                     head.contains("In-Reply-To:\r\n <" + second.messageId.toLatin1() + '>'),
                 head.constData());
        QVERIFY(head.indexOf(first.messageId.toLatin1()) < head.lastIndexOf(second.messageId.toLatin1()));
        QVERIFY(!head.contains(foreign.messageId.toLatin1()));
        QVERIFY(head.contains("Auto-Submitted: auto-generated"));
        QVERIFY(head.contains("From: Aurora <hello@aurora.example>"));
    }

    void P15_aSavedCopyCarriesNoLinkAndTheSentOneItsOwn()
    {
        Desk desk;
        const MailId id = desk.queue(desk.ada, u"ada@example.com"_s, mail::portalLinkToken);
        const auto bytes = desk.look([&](const Snapshot& s) -> Result<std::vector<QByteArray>> {
            const auto addresses = portal_access::addresses(s);
            const auto mail = mail::find(s, id);
            const auto route = mail::routeOf(s, desk.aurora);
            const auto token = portal_access::directLinkToken(s, desk.ada);
            return std::vector<QByteArray>{*mail::asEml(s, *mail, *addresses),
                                           *mail::messageOf(s, *mail, **route, *addresses),
                                           token->toLatin1()};
        });
        const auto unfolded = [](QByteArray eml) { return eml.replace("=\r\n", "").replace("=3D", "="); };
        const QByteArray secret = bytes[2];
        QVERIFY(secret.size() > 20);
        QVERIFY(!unfolded(bytes[0]).contains(secret));
        QVERIFY(unfolded(bytes[1]).contains("https://portal.example.com/") &&
                unfolded(bytes[1]).contains(secret));
    }
};

} // namespace foyer::test

QTEST_GUILESS_MAIN(foyer::test::ClaimsTest)
#include "claims_test.moc"
