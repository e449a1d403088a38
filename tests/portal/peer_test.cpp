// SPDX-License-Identifier: GPL-3.0-or-later
#include "portal_server/front_door/budget.h"
#include "portal_server/front_door/peer.h"

#include <QTest>

using namespace foyer;
using namespace foyer::web;
using namespace Qt::StringLiterals;

class PeerTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void oneHouseholdIsOneSource_data()
    {
        QTest::addColumn<QString>("address");
        QTest::addColumn<QString>("shown");
        QTest::addColumn<QString>("network");
        QTest::newRow("IPv4") << u"192.0.2.7"_s << u"192.0.2.7"_s << u"192.0.2.7"_s;
        QTest::newRow("IPv4 in IPv6") << u"::ffff:192.0.2.7"_s << u"192.0.2.7"_s << u"192.0.2.7"_s;
        QTest::newRow("IPv6") << u"2001:db8:1:2:3:4:5:6"_s << u"2001:db8:1:2:3:4:5:6"_s
                              << u"2001:db8:1:2::/64"_s;
        QTest::newRow("loopback") << u"127.0.0.9"_s << u"127.0.0.9"_s << u"127.0.0.9"_s;
    }
    void oneHouseholdIsOneSource()
    {
        QFETCH(QString, address);
        const auto ip = IpAddress::fromText(address);
        QVERIFY(ip.has_value());
        QTEST(ip->text(), "shown");
        QTEST(ip->network(), "network");
    }

    void whatIsNoAddressIsNone()
    {
        for (const QString& text :
             {u""_s, u"localhost"_s, u"127.1"_s, u"1.2.3.4.5"_s, u"1.2.3.256"_s, u"::1%lo"_s, u"[::1]"_s,
              u"127.0.0.1:80"_s, u" 127.0.0.1"_s, u"unknown"_s})
            QVERIFY2(!IpAddress::fromText(text), qPrintable(text));
    }

    void onlyThisMachineIsLoopback()
    {
        QVERIFY(IpAddress::fromText(u"127.9.9.9"_s)->isLoopback());
        QVERIFY(IpAddress::fromText(u"::1"_s)->isLoopback());
        QVERIFY(IpAddress::fromText(u"::ffff:127.0.0.1"_s)->isLoopback());
        QVERIFY(!IpAddress::fromText(u"::2"_s)->isLoopback());
        QVERIFY(!IpAddress::fromText(u"128.0.0.1"_s)->isLoopback());
    }

    void p9_aChainOfProxiesIsBelievedAsFarAsItIsOurs()
    {
        const auto proxies = TrustedProxies::from({u"127.0.0.1"_s, u"10.0.0.0/8"_s, u"2001:db8::/32"_s});
        QVERIFY(proxies.has_value());
        const auto client = [&](const QByteArray& chain) {
            const auto found = proxies->clientOf(chain);
            return found ? found->text() : u"(nobody)"_s;
        };
        QCOMPARE(client("192.0.2.1"), u"192.0.2.1"_s);
        QCOMPARE(client("192.0.2.9, 192.0.2.1"), u"192.0.2.1"_s); // the first entry is the client's own claim
        QCOMPARE(client("192.0.2.1, 10.1.2.3"), u"192.0.2.1"_s);
        QCOMPARE(client("192.0.2.1,2001:db8::7 ,127.0.0.1"), u"192.0.2.1"_s);
        QCOMPARE(client("10.1.2.3"), u"(nobody)"_s);
        QCOMPARE(client(""), u"(nobody)"_s);
        QCOMPARE(client("192.0.2.1, unknown"), u"(nobody)"_s);
        QCOMPARE(client("192.0.2.1:4711"), u"(nobody)"_s);
    }

    void proxiesThatAreNoneAreRefused()
    {
        for (const QString& text : {u"example.com"_s, u"10.0.0.0/33"_s, u"10.0.0.0/-1"_s, u"10.0.0.0/"_s,
                                    u"::/129"_s, u""_s, u"10.0.0.0/8/8"_s}) {
            const auto proxies = TrustedProxies::from({text});
            QVERIFY2(!proxies, qPrintable(text));
            QCOMPARE(proxies.error().fault, Fault::Invalid);
        }
    }

    void theBudgetCountsPerSourceAndInAll()
    {
        Limits limits;
        limits.connectionsPerSource = 2;
        limits.connectionsInAll = 4;
        Budget budget{limits};
        const auto from = [&](const QString& text) { return budget.take(IpAddress::fromText(text)); };
        const auto first = from(u"2001:db8::1"_s);
        {
            const auto second = from(u"2001:db8::2"_s);
            QVERIFY(first && second);
            QVERIFY2(!from(u"2001:db8::3"_s), "the same /64");
            const auto other = from(u"2001:db8:0:1::1"_s);
            QVERIFY(other.has_value());
            const auto proxied = budget.take(std::nullopt);
            QVERIFY(proxied.has_value());
            QVERIFY2(!from(u"192.0.2.1"_s), "all places are taken");
            QCOMPARE(budget.total(), 4);
        }
        QCOMPARE(budget.total(), 1);
        QVERIFY2(from(u"2001:db8::3"_s).has_value(), "places come back");
    }
};

QTEST_GUILESS_MAIN(PeerTest)
#include "peer_test.moc"
