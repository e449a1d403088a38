// SPDX-License-Identifier: GPL-3.0-or-later
#include "portal_server/portal/webhooks.h"
#include "tests/app/payments/cards_fixture.h"
#include "tests/portal/portal_fixture.h"

#include <QTest>

using namespace foyer;
using namespace foyer::test;
using namespace Qt::StringLiterals;

/// Letters of the card gateway, as they come through the dispatcher.
class WebhooksTest : public QObject
{
    Q_OBJECT

private:
    StripeDouble m_double{{u"--key"_s, u"sk_test_double=acct_double"_s}};

    struct Portal : CardsFixtureOn<PortalFixture>
    {
        explicit Portal(const StripeDouble& stripe)
            : CardsFixtureOn{stripe}
            , open{*database, directory, QByteArray(32, 'k'), desk.get()}
        {
        }
        web::Dispatcher open;
    };

    static web::Request letter(const Portal& portal, const QByteArray& body, const QByteArray& secret,
                               const QString& network = u"192.0.2.7"_s)
    {
        web::Request request;
        request.method = web::Method::Post;
        request.path = web::Webhooks::path(portal.token());
        request.host = u"127.0.0.1:8080"_s;
        request.body = body;
        request.contentType = "application/json";
        const QByteArray at = QByteArray::number(toSeconds(portal.now));
        request.headers.insert("stripe-signature",
                               "t=" + at + ",v1=" + hmacSha256(secret, at + '.' + body).toHex());
        request.peer = {network, network, true, false};
        return request;
    }

private Q_SLOTS:
    void M8_noSessionNoTokenNoCookieIsNeededAndNoneIsSet()
    {
        Portal portal{m_double};
        const ItemId invoice = portal.forBoth();
        portal.pay(invoice, portal.ada);
        const QString session = portal.attempt(invoice).session;
        m_double.press(session, "card");
        for (const QJsonObject& event : portal.eventsAbout(session)) {
            const auto answer = portal.open.answer(letter(portal, QJsonDocument{event}.toJson(), hookSecret));
            QCOMPARE(answer.status, 200);
            QVERIFY(answer.body.isEmpty());
            for (const auto& [name, value] : answer.headers)
                QVERIFY(name != "Set-Cookie");
        }
        QCOMPARE(portal.balance(invoice).open(), 0);
    }

    void M8_whoForgesIsHeardNoMoreAndStripeIs()
    {
        Portal portal{m_double};
        const QByteArray body = R"({"object":"event","id":"evt_1","type":"balance.available","livemode":false,
                                    "created":1,"data":{"object":{}}})";
        int refused = 0;
        for (int i = 0; i < 80; ++i) {
            const int status = portal.open.answer(letter(portal, body, "whsec_forged")).status;
            QVERIFY(status == 400 || status == 429);
            refused += status == 429 ? 1 : 0;
        }
        QCOMPARE(refused, 20);
        QCOMPARE(portal.open.answer(letter(portal, body, hookSecret, u"192.0.2.8"_s)).status, 200);
        QCOMPARE(portal.open.answer(letter(portal, body, hookSecret)).status, 429);
    }

    void M8_withoutASecretTheAddressIsLikeAnyOther()
    {
        Portal portal{m_double};
        std::ignore = portal.secrets->remove(secrets::stripeWebhook(portal.aurora, 1));
        web::Request real = letter(portal, "{}", hookSecret);
        web::Request other = real;
        other.path = u"/webhooks/paypal/x"_s;
        const auto first = portal.open.answer(real);
        const auto second = portal.open.answer(other);
        QCOMPARE(first.status, 404);
        QCOMPARE(first.status, second.status);
        QCOMPARE(first.body, second.body);
        QVERIFY(first.headers == second.headers);
        real.method = web::Method::Get;
        other.method = web::Method::Get;
        QCOMPARE(portal.open.answer(real).body, portal.open.answer(other).body);
        real.host = u"elsewhere.example"_s;
        QCOMPARE(portal.open.answer(real).status, 421);
    }

    void formsMayLeadToTheGatewayOnlyWhereThereIsOne()
    {
        Portal portal{m_double};
        web::Request home;
        home.path = u"/my-studio/login"_s;
        home.host = u"127.0.0.1:8080"_s;
        const auto policyOf = [&](web::Dispatcher& dispatcher) {
            for (const auto& [name, value] : dispatcher.answer(home).headers) {
                if (name == "Content-Security-Policy")
                    return value;
            }
            return QByteArray{};
        };
        QVERIFY(policyOf(portal.open).contains("form-action 'self' " + m_double.origin().toLatin1() + ';'));
        QVERIFY(policyOf(portal.dispatcher).contains("form-action 'self';"));
    }
};

QTEST_GUILESS_MAIN(WebhooksTest)
#include "webhooks_test.moc"
