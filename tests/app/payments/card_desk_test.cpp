// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/app/payments/cards_fixture.h"

#include <QTest>

#include <atomic>
#include <thread>

using namespace foyer;
using namespace foyer::test;
using namespace foyer::payments;
using namespace Qt::StringLiterals;

using What = PayWish::What;
using Kind = PayAnswer::Kind;
using Heard = CardDesk::Heard;

/// From pressing Pay to the ledger, and back again, against a stand-in for Stripe that counts what was
/// charged.
class CardDeskTest : public QObject
{
    Q_OBJECT

private:
    StripeDouble m_double{{u"--key"_s, u"sk_test_double=acct_double"_s}};

    void fault(const QString& match, const QString& kind, int times = 1, int extra = 0)
    {
        m_double.control("fault", {{u"match"_s, match},
                                   {u"kind"_s, kind},
                                   {u"times"_s, times},
                                   {u"ms"_s, extra},
                                   {u"status"_s, extra}});
    }

private Q_SLOTS:
    void cleanup() { m_double.control("heal"); }

    void S6_payingByCardSettlesTheInvoiceOnceWithAReceipt()
    {
        CardsFixture studio{m_double};
        const ItemId invoice = studio.forBoth();
        const PayAnswer answer = studio.pay(invoice, studio.ada);
        QVERIFY(answer.kind == Kind::ToPage);
        const PaymentAttempt open = studio.attempt(invoice);
        QVERIFY(open.state == AttemptState::Open && answer.address == open.address);
        QCOMPARE(open.amount.minor(), 119'000);
        QVERIFY(studio.paymentsOf(invoice).empty()); // pressing Pay pays nothing

        QVERIFY(!m_double.press(open.session, "card").isEmpty());
        for (int i = 0; i < 3; ++i)
            studio.tellAll(open.session);
        QVERIFY(studio.item(invoice).state == ItemState::Completed);
        QVERIFY(studio.attempt(invoice).state == AttemptState::Paid);
        const auto all = studio.paymentsOf(invoice);
        QCOMPARE(all.size(), 1);
        QVERIFY(all.front().state == PaymentState::Posted && all.front().contact == studio.ada);
        QCOMPARE(studio.count(u"receipt"_s), 1);
        QVERIFY(studio.pay(invoice, studio.bo).kind == Kind::NothingOpen);
        QVERIFY(studio.setAside().empty());
    }

    void M6_bothPartnersPressingAtOnceOpenOnePage()
    {
        CardsFixture studio{m_double};
        const ItemId invoice = studio.forBoth();
        std::vector<QString> addresses(64);
        std::vector<std::thread> threads;
        for (size_t i = 0; i < addresses.size(); ++i) {
            threads.emplace_back([&, i] {
                const auto answer = studio.desk->pay(studio.wish(invoice, i % 2 ? studio.ada : studio.bo));
                if (answer)
                    addresses[i] = answer->address;
                studio.database->releaseThisThread();
            });
        }
        for (std::thread& thread : threads)
            thread.join();
        const PaymentAttempt open = studio.attempt(invoice);
        for (const QString& address : addresses)
            QCOMPARE(address, open.address);
        QCOMPARE(studio.sessions(open.uid), 1);
        QCOMPARE(studio.count(u"payment_attempt"_s), 1);
    }

    void M7_whateverBecomesOfTheAnswerNothingIsDoubled_data()
    {
        QTest::addColumn<QString>("kind");
        QTest::addColumn<int>("extra");
        QTest::newRow("down") << u"drop before"_s << 0;
        QTest::newRow("answer lost") << u"drop after"_s << 0;
        QTest::newRow("half an answer") << u"half"_s << 0;
        QTest::newRow("500") << u"status"_s << 500;
        QTest::newRow("429") << u"status"_s << 429;
        QTest::newRow("a proxy's page") << u"garbage"_s << 0;
    }
    void M7_whateverBecomesOfTheAnswerNothingIsDoubled()
    {
        QFETCH(QString, kind);
        QFETCH(int, extra);
        CardsFixture studio{m_double};
        const ItemId invoice = studio.forBoth();
        fault(u"POST /v1/checkout/sessions"_s, kind, 6, extra);
        QVERIFY(studio.pay(invoice, studio.ada).kind == Kind::Unreachable);
        const PaymentAttempt waiting = studio.attempt(invoice);
        QVERIFY(waiting.state == AttemptState::Creating);
        m_double.control("heal");
        QVERIFY(studio.pay(invoice, studio.bo).kind == Kind::ToPage);
        const PaymentAttempt open = studio.attempt(invoice);
        QCOMPARE(open.id, waiting.id);
        QCOMPARE(studio.sessions(open.uid), 1);
        m_double.press(open.session, "challenge");
        studio.tellAll(open.session);
        QCOMPARE(studio.charges(open.uid), 1);
        QCOMPARE(studio.paymentsOf(invoice).size(), 1);
        QCOMPARE(studio.count(u"payment_attempt"_s), 1);
    }

    void aRefusedKeyIsAClearSentenceAndTheNextTryIsFresh()
    {
        CardsFixture studio{m_double};
        const ItemId invoice = studio.forBoth();
        std::ignore = studio.secrets->put(secrets::stripeKey(studio.aurora), "sk_test_revoked");
        const PayAnswer answer = studio.pay(invoice, studio.ada);
        QVERIFY(answer.kind == Kind::Refused && answer.sentence.contains(u"bank transfer"_s));
        QVERIFY(studio.attempt(invoice).state == AttemptState::Failed);
        std::ignore = studio.secrets->put(secrets::stripeKey(studio.aurora), "sk_test_double");
        QVERIFY(studio.pay(invoice, studio.ada).kind == Kind::ToPage);
        std::ignore = studio.secrets->remove(secrets::stripeKey(studio.aurora));
        const ItemId other = studio.forBoth();
        QVERIFY(studio.pay(other, studio.ada).kind == Kind::Refused);
    }

    void P2_strangersAndDraftsPayNothing()
    {
        CardsFixture studio{m_double};
        const ItemId invoice = studio.forBoth();
        const auto stranger = studio.desk->pay(studio.wish(invoice, studio.cleo));
        QVERIFY(!stranger && stranger.error().fault == Fault::NotFound);
        const ItemId draft = studio.addInvoice(someInvoice(), {studio.ada});
        const auto early = studio.desk->pay(studio.wish(draft, studio.ada));
        QVERIFY(!early && early.error().fault == Fault::NotFound);
        QCOMPARE(studio.count(u"payment_attempt"_s), 0);
    }

    void anotherAmountMakesWayForItself()
    {
        CardsFixture studio{m_double};
        studio.setUp(studio.aurora, [](BillingDetails& details) { details.allowsPartial = true; });
        const ItemId invoice = studio.forBoth();
        QVERIFY(studio.pay(invoice, studio.ada, What::Chosen, 200'00).kind == Kind::ToPage);
        const PaymentAttempt first = studio.attempt(invoice);
        QVERIFY(studio.pay(invoice, studio.bo, What::Whole).kind == Kind::ToPage);
        const PaymentAttempt second = studio.attempt(invoice);
        QVERIFY(second.id != first.id && second.amount.minor() == 119'000);
        const auto ended = studio.look([&](const Snapshot& s) { return findAttempt(s, first.id); });
        QVERIFY(ended.state == AttemptState::Expired);
        QVERIFY(m_double.press(first.session, "card").isEmpty()); // the old page is dead
        for (const qint64 wrong : {qint64{0}, qint64{-5}, qint64{119'001}})
            QVERIFY(studio.pay(invoice, studio.ada, What::Chosen, wrong).kind == Kind::Refused);
    }

    void anotherAmountAfterTheFirstWasPaidIsReconciled()
    {
        CardsFixture studio{m_double};
        studio.setUp(studio.aurora, [](BillingDetails& details) { details.allowsPartial = true; });
        const ItemId invoice = studio.forBoth();
        studio.pay(invoice, studio.ada, What::Chosen, 200'00);
        const PaymentAttempt first = studio.attempt(invoice);
        m_double.press(first.session, "card"); // and its letter is lost
        QVERIFY(studio.pay(invoice, studio.bo, What::Whole).kind == Kind::ToPage);
        QCOMPARE(studio.balance(invoice).paid, 200'00);
        QCOMPARE(studio.attempt(invoice).amount.minor(), 119'000 - 200'00);
        QVERIFY(studio.look([&](const Snapshot& s) { return findAttempt(s, first.id); }).state ==
                AttemptState::Paid);
    }

    void S6_whoPressedPayForAPaidPartIsNotSentToTheNextOne()
    {
        CardsFixture studio{m_double};
        studio.setUp(studio.aurora, [](BillingDetails& details) { details.allowsPartial = true; });
        InvoiceContent content = someInvoice();
        content.schedule = retainerAndRest();
        content.schedule[1].from = DueFrom::Day;
        content.schedule[1].day = studio.today().addDays(90);
        const ItemId invoice = studio.forBoth(content);
        studio.pay(invoice, studio.ada, What::Chosen, 400'00);
        m_double.press(studio.attempt(invoice).session, "card"); // and its letter is lost
        QVERIFY(studio.pay(invoice, studio.bo, What::DueNow).kind == Kind::NothingOpen);
        QCOMPARE(studio.balance(invoice).paid, 400'00);
        QVERIFY(studio.attempt(invoice).state == AttemptState::Paid);
    }

    void aSessionOfOtherKeysDoesNotBlockTheInvoiceForGood()
    {
        CardsFixture studio{m_double};
        const ItemId invoice = studio.forBoth();
        studio.pay(invoice, studio.ada);
        const PaymentAttempt old = studio.attempt(invoice);
        studio.does([&](Transaction& t) -> Result<void> { // as after test data were deleted
            t.declareHousekeeping();
            return t.query(u"UPDATE payment_attempt SET session = 'cs_test_gone' WHERE id = :id"_s)
                .bind(":id"_L1, old.id.row())
                .run();
        });
        studio.now += std::chrono::hours{1} + std::chrono::minutes{55};
        QVERIFY(studio.pay(invoice, studio.bo).kind == Kind::Unreachable); // its page may still be open
        studio.now += std::chrono::minutes{15};
        QVERIFY(studio.pay(invoice, studio.bo).kind == Kind::ToPage);
        const auto ended = studio.look([&](const Snapshot& s) { return findAttempt(s, old.id); });
        QVERIFY(ended.state == AttemptState::Expired);
    }

    void surchargesAreOffByDefaultAndNeverPayTheInvoice()
    {
        CardsFixture studio{m_double};
        studio.setUp(studio.aurora,
                     [](BillingDetails& details) { details.cardSurchargeMilliPercent = 2'000; });
        const ItemId invoice = studio.forBoth();
        studio.pay(invoice, studio.ada);
        const PaymentAttempt open = studio.attempt(invoice);
        QCOMPARE(open.amount.minor(), 121'380);
        QCOMPARE(open.surcharge, 2'380);
        m_double.press(open.session, "card");
        studio.tellAll(open.session);
        QVERIFY(studio.item(invoice).state == ItemState::Completed);
        QCOMPARE(studio.balance(invoice).paid, 119'000);
        QCOMPARE(studio.paymentsOf(invoice).front().credit(), 0);
    }

    void M9_paidAfterItWasTakenBackBecomesCredit()
    {
        CardsFixture studio{m_double};
        const ItemId invoice = studio.forBoth();
        studio.pay(invoice, studio.ada);
        const PaymentAttempt open = studio.attempt(invoice);
        studio.does([&](Transaction& t) { return items::setState(t, invoice, ItemState::Void); });
        m_double.press(open.session, "card");
        studio.tellAll(open.session);
        const auto credit = studio.look([](const Snapshot& s) { return withCredit(s); });
        QCOMPARE(credit.size(), 1);
        QCOMPARE(credit.front().credit(), 119'000);
    }

    void M9_twoPaymentsOfOneInvoiceAreBothKept()
    {
        CardsFixture studio{m_double};
        const ItemId invoice = studio.forBoth();
        studio.pay(invoice, studio.ada);
        const PaymentAttempt open = studio.attempt(invoice);
        studio.InvoicesFixture::pay(invoice, 119'000, studio.bo); // cash, meanwhile
        m_double.press(open.session, "card");
        studio.tellAll(open.session);
        QCOMPARE(studio.balance(invoice).paid, 119'000);
        const auto credit = studio.look([](const Snapshot& s) { return withCredit(s); });
        QCOMPARE(credit.size(), 1);
        QCOMPARE(credit.front().credit(), 119'000);
    }

    void aDebitIsPendingThenPaidOrFailed_data()
    {
        QTest::addColumn<bool>("succeeds");
        QTest::addColumn<bool>("isLate"); // the end is told before the beginning
        for (const bool succeeds : {true, false}) {
            for (const bool isLate : {true, false})
                QTest::addRow("%s, %s", succeeds ? "paid" : "failed", isLate ? "out of order" : "in order")
                    << succeeds << isLate;
        }
    }
    void aDebitIsPendingThenPaidOrFailed()
    {
        QFETCH(bool, succeeds);
        QFETCH(bool, isLate);
        CardsFixture studio{m_double};
        const ItemId invoice = studio.forBoth();
        studio.pay(invoice, studio.ada);
        const PaymentAttempt open = studio.attempt(invoice);
        m_double.press(open.session, "debit");
        if (!isLate) {
            studio.tellAll(open.session, u"checkout.session.completed"_s);
            QVERIFY(studio.attempt(invoice).state == AttemptState::Pending);
            QCOMPARE(studio.balance(invoice).pending, 119'000);
            QCOMPARE(studio.balance(invoice).paid, 0);
            QVERIFY(studio.pay(invoice, studio.bo).kind == Kind::Pending);
            QCOMPARE(studio.count(u"receipt"_s), 0);
        }
        m_double.control("settle", {{u"session"_s, open.session}, {u"succeeded"_s, succeeds}});
        studio.tellAll(open.session, succeeds ? u"checkout.session.async_payment_succeeded"_s
                                              : u"checkout.session.async_payment_failed"_s);
        studio.tellAll(open.session);
        QCOMPARE(studio.balance(invoice).pending, 0);
        QCOMPARE(studio.balance(invoice).paid, succeeds ? 119'000 : 0);
        QVERIFY(studio.attempt(invoice).state == (succeeds ? AttemptState::Paid : AttemptState::Failed));
        QCOMPARE(studio.count(u"receipt"_s), succeeds ? 1 : 0);
        if (!succeeds)
            QVERIFY(studio.pay(invoice, studio.bo).kind == Kind::ToPage);
    }

    void paidAfterItWasSaidToBeExpiredStillCounts()
    {
        CardsFixture studio{m_double};
        const ItemId invoice = studio.forBoth();
        studio.pay(invoice, studio.ada);
        const PaymentAttempt open = studio.attempt(invoice);
        m_double.press(open.session, "card");
        QJsonObject early = studio.eventsAbout(open.session, u"checkout.session.completed"_s).front();
        QJsonObject session = early[u"data"_s][u"object"_s].toObject();
        session[u"status"_s] = u"expired"_s;
        session[u"payment_status"_s] = u"unpaid"_s;
        early[u"type"_s] = u"checkout.session.expired"_s;
        early[u"id"_s] = u"evt_expired"_s;
        early[u"data"_s] = QJsonObject{{u"object"_s, session}};
        QVERIFY(studio.tell(early) == Heard::Taken);
        QVERIFY(studio.attempt(invoice).state == AttemptState::Expired);
        studio.tellAll(open.session);
        QVERIFY(studio.attempt(invoice).state == AttemptState::Paid);
        QVERIFY(studio.item(invoice).state == ItemState::Completed);
    }

    void M8_whatDoesNotFitIsSetAsideAndNeverPaid_data()
    {
        QTest::addColumn<QString>("field");
        QTest::addColumn<QJsonValue>("value");
        QTest::newRow("a cent less") << u"amount_total"_s << QJsonValue{118'999};
        QTest::newRow("a cent more") << u"amount_total"_s << QJsonValue{119'001};
        QTest::newRow("another currency") << u"currency"_s << QJsonValue{u"usd"_s};
        QTest::newRow("live") << u"livemode"_s << QJsonValue{true};
        QTest::newRow("no reference") << u"client_reference_id"_s << QJsonValue{QJsonValue::Null};
        QTest::newRow("another reference") << u"client_reference_id"_s << QJsonValue{u"somebody"_s};
        QTest::newRow("another attempt") << u"metadata"_s << QJsonValue{QJsonObject{{u"attempt"_s, u"x"_s}}};
        QTest::newRow("another session") << u"id"_s << QJsonValue{u"cs_test_other"_s};
        QTest::newRow("no payment") << u"payment_intent"_s << QJsonValue{QJsonValue::Null};
        QTest::newRow("nothing to pay") << u"payment_status"_s << QJsonValue{u"no_payment_required"_s};
        QTest::newRow("unreadable") << u"amount_total"_s << QJsonValue{u"much"_s};
        QTest::newRow("the event: live") << u"event.livemode"_s << QJsonValue{true};
        QTest::newRow("the event: another account") << u"event.account"_s << QJsonValue{u"acct_other"_s};
    }
    void M8_whatDoesNotFitIsSetAsideAndNeverPaid()
    {
        QFETCH(QString, field);
        QFETCH(QJsonValue, value);
        CardsFixture studio{m_double};
        const ItemId invoice = studio.forBoth();
        studio.pay(invoice, studio.ada);
        const PaymentAttempt open = studio.attempt(invoice);
        m_double.press(open.session, "card");
        const QJsonObject good = studio.eventsAbout(open.session, u"checkout.session.completed"_s).front();
        QJsonObject bad = good;
        QJsonObject session = good[u"data"_s][u"object"_s].toObject();
        if (field.startsWith(u"event."_s))
            bad[field.mid(6)] = value;
        else
            session[field] = value;
        bad[u"id"_s] = u"evt_bad"_s;
        bad[u"data"_s] = QJsonObject{{u"object"_s, session}};
        QVERIFY(studio.tell(bad) == Heard::Taken);
        const auto aside = studio.setAside();
        QCOMPARE(aside.size(), 1);
        QVERIFY(!aside.front().reason.isEmpty());
        QVERIFY(studio.paymentsOf(invoice).empty());
        QVERIFY(studio.attempt(invoice).state == AttemptState::Open);
        QVERIFY(studio.tell(good) == Heard::Taken);
        QCOMPARE(studio.balance(invoice).paid, 119'000);
        studio.does([&](Transaction& t) { return dismiss(t, aside.front().row, u"seen"_s); });
        QVERIFY(studio.setAside().empty());
    }

    void aShopOnTheSameAccountIsNoConcernOfOurs()
    {
        CardsFixture studio{m_double};
        const ItemId invoice = studio.forBoth();
        studio.pay(invoice, studio.ada);
        m_double.press(studio.attempt(invoice).session, "card");
        QJsonObject event =
            studio.eventsAbout(studio.attempt(invoice).session, u"checkout.session.completed"_s).front();
        QJsonObject session = event[u"data"_s][u"object"_s].toObject();
        session[u"id"_s] = u"cs_test_shop"_s;
        session[u"metadata"_s] = QJsonObject{};
        session[u"client_reference_id"_s] = QJsonValue::Null;
        event[u"id"_s] = u"evt_shop"_s;
        event[u"data"_s] = QJsonObject{{u"object"_s, session}};
        QVERIFY(studio.tell(event) == Heard::Taken);
        QVERIFY(studio.setAside().empty());
    }

    void M8_noSecretNoWebhookAndTwoSecretsBothCount()
    {
        CardsFixture studio{m_double};
        const QJsonObject event{{u"id"_s, u"evt_1"_s}};
        QVERIFY(studio.tell(event) == Heard::Refused); // right signature, no event
        QVERIFY(studio.tell(event, "whsec_forged") == Heard::Refused);
        QVERIFY(studio.desk->hear(QString(32, u'x'), "{}", "t=1,v1=ab") == Heard::NobodyHere);
        std::ignore = studio.secrets->remove(secrets::stripeWebhook(studio.aurora, 1));
        QVERIFY(studio.tell(event) == Heard::NobodyHere);
        QVERIFY(studio.tell(event, "whsec_forged") == Heard::NobodyHere);
        std::ignore = studio.secrets->put(secrets::stripeWebhook(studio.aurora, 1), "whsec_old");
        std::ignore = studio.secrets->put(secrets::stripeWebhook(studio.aurora, 2), "whsec_new");
        const ItemId invoice = studio.forBoth();
        studio.pay(invoice, studio.ada);
        const QString session = studio.attempt(invoice).session;
        m_double.press(session, "card");
        const QJsonObject paid = studio.eventsAbout(session, u"checkout.session.completed"_s).front();
        QVERIFY(studio.tell(paid, "whsec_old") == Heard::Taken);
        QVERIFY(studio.tell(paid, "whsec_new") == Heard::Taken);
        QVERIFY(studio.tell(paid, hookSecret) == Heard::Refused);
        QCOMPARE(studio.paymentsOf(invoice).size(), 1);
    }

    void webhookPollAndQuestionAtOnceMakeOnePayment()
    {
        CardsFixture studio{m_double};
        studio.desk->startLooking();
        for (int round = 0; round < 5; ++round) {
            const ItemId invoice = studio.forBoth();
            studio.pay(invoice, studio.ada);
            const PaymentAttempt open = studio.attempt(invoice);
            m_double.press(open.session, "card");
            const auto events = studio.eventsAbout(open.session);
            std::vector<std::thread> threads;
            for (int i = 0; i < 8; ++i) {
                threads.emplace_back([&, i] {
                    if (i % 2)
                        studio.desk->look(open.id);
                    for (const QJsonObject& event : events)
                        std::ignore = studio.tell(event);
                    studio.database->releaseThisThread();
                });
            }
            for (std::thread& thread : threads)
                thread.join();
            QCOMPARE(studio.paymentsOf(invoice).size(), 1);
            QCOMPARE(studio.balance(invoice).paid, 119'000);
            QCOMPARE(studio.count(u"receipt"_s), round + 1);
        }
    }

    void lostLettersAreMadeUpByAsking()
    {
        CardsFixture studio{m_double};
        const ItemId invoice = studio.forBoth();
        studio.pay(invoice, studio.ada);
        const PaymentAttempt open = studio.attempt(invoice);
        m_double.press(open.session, "card");
        studio.desk->startLooking();
        QTRY_VERIFY_WITH_TIMEOUT(studio.attempt(invoice).state == AttemptState::Paid, 10'000);
        QCOMPARE(studio.balance(invoice).paid, 119'000);
        // And what was done in Stripe's own window while this machine was off.
        studio.desk.reset();
        const Payment paid = studio.paymentsOf(invoice).front();
        m_double.control("refund", {{u"payment_intent"_s, paid.reference}, {u"amount"_s, 5'00}});
        studio.desk = studio.newDesk();
        studio.desk->startLooking();
        QTRY_COMPARE_WITH_TIMEOUT(studio.paymentsOf(invoice).size(), 2, 10'000);
        QCOMPARE(studio.balance(invoice).paid, 119'000 - 5'00);
    }

    void aPageOfAnInvoiceThatTakesNoMoneyAnyMoreIsClosed()
    {
        CardsFixture studio{m_double};
        const ItemId invoice = studio.forBoth();
        studio.pay(invoice, studio.ada);
        const PaymentAttempt open = studio.attempt(invoice);
        studio.does([&](Transaction& t) { return items::setState(t, invoice, ItemState::Void); });
        studio.desk->startLooking();
        QTRY_VERIFY_WITH_TIMEOUT(studio.attempt(invoice).state == AttemptState::Expired, 10'000);
        QVERIFY(m_double.press(open.session, "card").isEmpty());
        QCOMPARE(studio.charges(open.uid), 0);
    }

    void M7_aRefundIsMadeOnceWhateverBecomesOfTheAnswer_data()
    {
        QTest::addColumn<QString>("kind");
        QTest::newRow("fine") << u""_s;
        QTest::newRow("answer lost") << u"drop after"_s;
        QTest::newRow("down") << u"drop before"_s;
    }
    void M7_aRefundIsMadeOnceWhateverBecomesOfTheAnswer()
    {
        QFETCH(QString, kind);
        CardsFixture studio{m_double};
        const ItemId invoice = studio.forBoth();
        studio.pay(invoice, studio.ada);
        const PaymentAttempt open = studio.attempt(invoice);
        m_double.press(open.session, "card");
        studio.tellAll(open.session);
        const Payment paid = studio.paymentsOf(invoice).front();
        if (!kind.isEmpty())
            fault(u"POST /v1/refunds"_s, kind, 6);
        const auto first = studio.desk->refund(paid.id, 19'000);
        QCOMPARE(first.has_value(), kind.isEmpty());
        if (!first) {
            QVERIFY(first.error().fault == Fault::Busy);
            QVERIFY(studio.desk->refund(paid.id, 5).error().fault == Fault::Conflict); // one at a time
            m_double.control("heal");
            studio.desk->startLooking();
            QTRY_COMPARE_WITH_TIMEOUT(studio.paymentsOf(invoice).size(), 2, 10'000);
        }
        studio.tellAll(open.session); // the letters about it change nothing more
        QCOMPARE(studio.paymentsOf(invoice).size(), 2);
        QCOMPARE(studio.paymentNow(paid.id).returned, 19'000);
        QCOMPARE(studio.balance(invoice).paid, 100'000);
        qsizetype refunds = 0;
        for (const QJsonValue& one : m_double.state()[u"refunds"_s].toArray())
            refunds += one[u"payment_intent"_s] == paid.reference ? 1 : 0;
        QCOMPARE(refunds, 1);
        const auto tooMuch = studio.desk->refund(paid.id, 100'001);
        QVERIFY(!tooMuch && tooMuch.error().fault == Fault::Conflict);
        QVERIFY(studio.desk->refund(paid.id, 100'000));
        // The account has seen other studios: what happened there is set aside here, and rightly.
        for (const SetAside& one : studio.setAside())
            QVERIFY(one.subject != paid.reference && one.subject != open.session);
    }

    void M7_aRefundOfDaysAgoIsLookedUpBeforeItIsAskedForAgain()
    {
        CardsFixture studio{m_double};
        const ItemId invoice = studio.forBoth();
        studio.pay(invoice, studio.ada);
        const PaymentAttempt open = studio.attempt(invoice);
        m_double.press(open.session, "card");
        studio.tellAll(open.session);
        const Payment paid = studio.paymentsOf(invoice).front();
        fault(u"POST /v1/refunds"_s, u"drop after"_s, 6);
        QVERIFY(studio.desk->refund(paid.id, 19'000).error().fault == Fault::Busy);
        m_double.control("heal");
        m_double.control("forget-keys");
        studio.now += std::chrono::hours{60}; // a weekend with the lid closed
        QVERIFY(studio.desk->refund(paid.id, 19'000));
        QCOMPARE(studio.paymentNow(paid.id).returned, 19'000);
        qsizetype refunds = 0;
        for (const QJsonValue& one : m_double.state()[u"refunds"_s].toArray())
            refunds += one[u"payment_intent"_s] == paid.reference ? 1 : 0;
        QCOMPARE(refunds, 1);
    }

    void refundsAndDisputesInAnyOrderEndAlike_data()
    {
        QTest::addColumn<bool>("isBackwards");
        QTest::newRow("in order") << false;
        QTest::newRow("backwards") << true;
    }
    void refundsAndDisputesInAnyOrderEndAlike()
    {
        QFETCH(bool, isBackwards);
        CardsFixture studio{m_double};
        const ItemId invoice = studio.forBoth();
        studio.pay(invoice, studio.ada);
        const PaymentAttempt open = studio.attempt(invoice);
        m_double.press(open.session, "card");
        const auto paid = studio.eventsAbout(open.session, u"checkout.session.completed"_s);
        const QString intent = paid.front()[u"data"_s][u"object"_s][u"payment_intent"_s].toString();
        const auto by = [&](const QByteArray& what, QJsonObject wish) {
            wish.insert(u"payment_intent"_s, intent);
            return m_double.control(what, wish);
        };
        by("refund", {{u"amount"_s, 100'00}});
        const QString failing = by("refund", {{u"amount"_s, 50'00}})[u"id"_s].toString();
        m_double.control("fail-refund", {{u"refund"_s, failing}});
        const QString won = by("dispute", {{u"amount"_s, 30'00}})[u"id"_s].toString();
        m_double.control("close-dispute", {{u"dispute"_s, won}, {u"won"_s, true}});
        const QString lost = by("dispute", {{u"amount"_s, 7'00}})[u"id"_s].toString();
        m_double.control("close-dispute", {{u"dispute"_s, lost}, {u"won"_s, false}});
        auto events = studio.eventsAbout(open.session);
        if (isBackwards)
            std::reverse(events.begin(), events.end());
        for (int round = 0; round < 2; ++round) {
            for (const QJsonObject& event : events)
                QVERIFY(studio.tell(event) == Heard::Taken);
        }
        const Payment payment = studio.paymentsOf(invoice).front();
        QCOMPARE(payment.returned, 107'00);
        QCOMPARE(studio.balance(invoice).paid + payment.credit(), 119'000 - 107'00);
        QCOMPARE(payment.credit(), 0);
        QVERIFY(studio.setAside().empty());
        QCOMPARE(studio.count(u"receipt"_s), 1);
    }
};

QTEST_GUILESS_MAIN(CardDeskTest)
#include "card_desk_test.moc"
