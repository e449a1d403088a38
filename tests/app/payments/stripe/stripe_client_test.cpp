// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/payments/stripe/stripe_client.h"
#include "tests/stripe/double_process.h"

#include <QJsonArray>
#include <QTest>

#include <chrono>

using namespace foyer;
using namespace foyer::stripe;
using namespace Qt::StringLiterals;

/// Our client against the stand-in that Stripe's own library was content with.
class StripeClientTest : public QObject
{
    Q_OBJECT

private:
    test::StripeDouble m_double{
        {u"--key"_s, u"sk_test_double=acct_double"_s, u"--key"_s, u"sk_live_double=acct_double"_s}};

    Client client(const QByteArray& key = "sk_test_double", Patience patience = {}) const
    {
        return Client{*Place::onThisMachine(m_double.origin()), key, patience};
    }
    static SessionWish wish(const QString& reference)
    {
        return {{12345, u"eur"_s},
                u"Invoice 2026-0007 – Lumière & Söhne"_s,
                reference,
                "https://portal.example.com/invoices/return?s={CHECKOUT_SESSION_ID}&x=%C3%A4",
                "https://portal.example.com/invoices/back",
                u"ada+wedding@example.com"_s,
                u"de"_s,
                systemNow() + std::chrono::hours{1}};
    }
    qsizetype sessionsMade() const { return m_double.state().value("sessions"_L1).toArray().size(); }
    void breakNext(const QJsonObject& fault, int times = 1)
    {
        QJsonObject wanted = fault;
        wanted.insert(u"times"_s, times);
        m_double.control("fault", wanted);
    }

private Q_SLOTS:
    void cleanup() { m_double.control("heal"); }

    void aSessionIsMadeReadAndExpired()
    {
        Client stripe = client();
        const auto account = stripe.account();
        QVERIFY2(account, account ? "" : qPrintable(account.error().detail));
        QCOMPARE(account->id, u"acct_double"_s);
        QVERIFY(account->takesCharges);

        const auto made = stripe.createSession(wish(u"a-1"_s), "a-1/1");
        QVERIFY2(made, made ? "" : qPrintable(made.error().detail));
        QCOMPARE(made->amount, 12345);
        QCOMPARE(made->currency, u"eur"_s);
        QCOMPARE(made->reference, u"a-1"_s);
        QCOMPARE(made->attempt, u"a-1"_s);
        QVERIFY(made->status == Session::Status::Open && made->payment == Session::Payment::Unpaid);
        QVERIFY(made->url.startsWith(m_double.origin()));
        QVERIFY(!made->isLive);
        const auto read = stripe.session(made->id);
        QVERIFY(read && read->id == made->id && read->expires == made->expires);

        const auto expired = stripe.expireSession(made->id);
        QVERIFY(expired && expired->status == Session::Status::Expired && expired->url.isEmpty());
        const auto again = stripe.expireSession(made->id);
        QVERIFY(again && again->status == Session::Status::Expired);
    }

    void M7_oneKeyIsOneSessionHoweverOftenAsked()
    {
        Client stripe = client();
        const qsizetype before = sessionsMade();
        SessionWish same = wish(u"a-2"_s);
        const auto first = stripe.createSession(same, "a-2/1");
        const auto second = stripe.createSession(same, "a-2/1");
        QVERIFY(first && second && first->id == second->id && first->url == second->url);
        QCOMPARE(sessionsMade(), before + 1);
        same.amount.units += 1;
        const auto other = stripe.createSession(same, "a-2/1");
        QVERIFY(!other && other.error().fault == Fault::Conflict);
        QCOMPARE(sessionsMade(), before + 1);
    }

    void M7_aLostAnswerIsFetchedWithTheSameKey_data()
    {
        QTest::addColumn<QJsonObject>("fault");
        QTest::addColumn<int>("madeByTheFirstTry");
        const QString create = u"POST /v1/checkout/sessions"_s;
        const auto row = [&](const char* name, QJsonObject fault, int made) {
            fault.insert(u"match"_s, create);
            QTest::newRow(name) << fault << made;
        };
        row("down", {{u"kind"_s, u"drop before"_s}}, 0);
        row("answer lost", {{u"kind"_s, u"drop after"_s}}, 1);
        row("answer broken off", {{u"kind"_s, u"half"_s}}, 1);
        row("500", {{u"kind"_s, u"status"_s}, {u"status"_s, 500}}, 0);
        row("503", {{u"kind"_s, u"status"_s}, {u"status"_s, 503}}, 0);
        row("429", {{u"kind"_s, u"status"_s}, {u"status"_s, 429}}, 0);
        row("409", {{u"kind"_s, u"status"_s}, {u"status"_s, 409}}, 0);
        row("slow", {{u"kind"_s, u"slow"_s}, {u"ms"_s, 1500}}, 1);
        row("a proxy's page", {{u"kind"_s, u"garbage"_s}}, 0);
    }
    void M7_aLostAnswerIsFetchedWithTheSameKey()
    {
        QFETCH(QJsonObject, fault);
        QFETCH(int, madeByTheFirstTry);
        Client stripe =
            client("sk_test_double", {std::chrono::milliseconds{500}, std::chrono::milliseconds{700}});
        const SessionWish one = wish(u"lost"_s);
        const QByteArray key =
            QByteArray{"lost/"} + QByteArray{QTest::currentDataTag()}.replace(' ', '-').replace('\'', '-');
        const qsizetype before = sessionsMade();
        breakNext(fault, 3); // curl itself tries a connection again that was closed under it
        const auto failed = stripe.createSession(one, key);
        QVERIFY(!failed);
        QVERIFY2(failed.error().fault == Fault::Busy, qPrintable(failed.error().detail));
        m_double.control("heal");
        if (madeByTheFirstTry == 1)
            QTRY_COMPARE(sessionsMade(), before + 1);
        const auto made = stripe.createSession(one, key);
        QVERIFY2(made, made ? "" : qPrintable(made.error().detail));
        QCOMPARE(sessionsMade(), before + 1);
    }

    void nobodyThereIsToldApartFromRefused()
    {
        Client nobody{*Place::onThisMachine(u"http://127.0.0.1:9"_s), "sk_test_double"};
        QVERIFY(nobody.account().error().fault == Fault::Busy);
        QVERIFY(client("sk_test_stranger").account().error().fault == Fault::Denied);
        QVERIFY(client("").account().error().fault == Fault::Denied);
        QVERIFY(client("sk_test\r\nX: y").account().error().fault == Fault::Denied);
        QVERIFY(client().session(u"cs_test_unknown"_s).error().fault == Fault::NotFound);
        QVERIFY(client().session(u"../account"_s).error().fault == Fault::NotFound);
        QVERIFY(client().refund({u"pi_unknown"_s, {}, u"r"_s}, "r").error().fault == Fault::NotFound);
        const auto made = client().createSession(wish(u"mine"_s), "mine");
        QVERIFY(made && client("sk_live_double").session(made->id).error().fault == Fault::NotFound);
    }

    void whatStripeRefusesIsAClearSentenceWithoutPersonalData()
    {
        SessionWish tiny = wish(u"tiny"_s);
        tiny.amount.units = 10;
        const auto refused = client().createSession(tiny, "tiny");
        QVERIFY(!refused && refused.error().fault == Fault::Invalid);
        QVERIFY(refused.error().detail.contains(u"too small"_s));
        SessionWish odd = wish(u"odd"_s);
        odd.email = u"ada at example"_s;
        const auto email = client().createSession(odd, "odd");
        QVERIFY(!email && email.error().fault == Fault::Invalid);
        QVERIFY2(!email.error().detail.contains(u"ada"_s) &&
                     email.error().detail.contains(u"customer_email"_s),
                 qPrintable(email.error().detail));
    }

    void refundsNameTheirAttemptAndAreNotDoubled()
    {
        Client stripe = client();
        const auto made = stripe.createSession(wish(u"r-1"_s), "r-1");
        QVERIFY(made);
        QVERIFY(m_double.press(made->id, "decline").isEmpty());
        const QByteArray back = m_double.press(made->id, "card");
        QCOMPARE(back, "https://portal.example.com/invoices/return?s=" + made->id.toLatin1() + "&x=%C3%A4");
        const auto paid = stripe.session(made->id);
        QVERIFY(paid && paid->status == Session::Status::Complete && paid->payment == Session::Payment::Paid);
        const auto intent = stripe.paymentIntent(paid->paymentIntent);
        QVERIFY(intent && intent->received == 12345 && intent->attempt == u"r-1"_s);
        QVERIFY(!stripe.expireSession(made->id));

        const RefundWish part{paid->paymentIntent, Amount{345, u"eur"_s}, u"back-1"_s};
        const auto first = stripe.refund(part, "back-1");
        const auto second = stripe.refund(part, "back-1");
        QVERIFY(first && second && first->id == second->id);
        QCOMPARE(first->amount, 345);
        QCOMPARE(first->attempt, u"back-1"_s);
        QVERIFY(first->status == Refund::Status::Succeeded);
        QVERIFY(stripe.refund({paid->paymentIntent, Amount{12345, u"eur"_s}, u"back-2"_s}, "back-2")
                    .error()
                    .fault == Fault::Invalid);
        const auto rest = stripe.refund({paid->paymentIntent, {}, u"back-3"_s}, "back-3");
        QVERIFY(rest && rest->amount == 12000);
        const auto found = stripe.findRefund(rest->id);
        QVERIFY(found && found->paymentIntent == paid->paymentIntent);
    }

    void whatHappenedSinceIsListedOldestFirstOverPages()
    {
        Client stripe = client();
        const Instant before = systemNow() - std::chrono::seconds{1};
        std::vector<QString> mine;
        for (int i = 0; i < 120; ++i) {
            const auto made = stripe.createSession(wish(u"l-%1"_s.arg(i)), "l-" + QByteArray::number(i));
            QVERIFY(made);
            mine.push_back(made->id);
        }
        QVERIFY(stripe.expireSession(mine.front()));
        const auto sessions = stripe.sessionsSince(before);
        QVERIFY(sessions && sessions->size() >= 120);
        QVERIFY(std::search(sessions->begin(), sessions->end(), mine.begin(), mine.end(),
                            [](const Session& session, const QString& id) { return session.id == id; }) !=
                sessions->end());
        const auto events = stripe.eventsSince(before);
        QVERIFY(events && !events->empty());
        const Event& last = events->back();
        QVERIFY(last.kind == Event::Kind::SessionExpired);
        QCOMPARE(std::get<Session>(last.object).id, mine.front());
        QVERIFY(stripe.sessionsSince(systemNow() + std::chrono::hours{1})->empty());
    }

    void aKeyLeavesTheMachineOnlyForStripe()
    {
        QCOMPARE(Place::real().origin(), "https://api.stripe.com"_ba);
        for (const QString& bad :
             {u"http://api.stripe.com"_s, u"https://127.0.0.1:1"_s, u"http://127.0.0.1.example.com:80"_s,
              u"http://127.0.0.1"_s, u"http://user@127.0.0.1:80"_s, u"http://127.0.0.1:80/x"_s, u""_s,
              u"http://10.0.0.1:80"_s, u"http://127.0.0.1:80@example.com:80"_s})
            QVERIFY2(!Place::onThisMachine(bad), qPrintable(bad));
        QVERIFY(Place::onThisMachine(u"http://[::1]:8080"_s));
        QVERIFY(Client::isLiveKey("rk_live_x") && !Client::isLiveKey("sk_test_live_"));
    }
};

QTEST_GUILESS_MAIN(StripeClientTest)
#include "stripe_client_test.moc"
