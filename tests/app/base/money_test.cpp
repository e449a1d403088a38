// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/base/money.h"

#include <QTest>

#include <numeric>

using namespace foyer;

class MoneyTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void taxRoundsHalfAwayFromZero_data()
    {
        QTest::addColumn<qint64>("net");
        QTest::addColumn<qint64>("tax");
        QTest::newRow("exact") << qint64(1000) << qint64(190);
        QTest::newRow("half a cent goes up") << qint64(50) << qint64(10);
        QTest::newRow("credit note mirrors") << qint64(-50) << qint64(-10);
        QTest::newRow("nothing") << qint64(0) << qint64(0);
        QTest::newRow("beyond 2^53") << qint64(9'007'199'254'740'993) << qint64(1'711'367'858'400'789);
    }
    void taxRoundsHalfAwayFromZero()
    {
        QFETCH(qint64, net);
        QFETCH(qint64, tax);
        QCOMPARE(Money::ofMinor(net, eur).share(19'000).minor(), tax);
    }

    void m3_partsAlwaysAddUpToTheWhole()
    {
        const auto parts = Money::ofMinor(1001, eur).split({35, 35, 30});
        QCOMPARE(parts.size(), 3u);
        QCOMPARE(parts[0].minor(), 351); // 350.35, 350.35, 300.30: the first of the largest remainders
        QCOMPARE(parts[1].minor(), 350);
        QCOMPARE(parts[2].minor(), 300);
    }

    void m3_partsAddUpForManyAmountsAndWeights()
    {
        for (qint64 amount = -1000; amount <= 1000; amount += 7) {
            for (qint64 w = 1; w < 40; w += 3) {
                const auto parts = Money::ofMinor(amount, eur).split({w, 13, 40 - w, 0});
                const auto sum = std::accumulate(parts.begin(), parts.end(), Money::ofMinor(0, eur));
                QCOMPARE(sum.minor(), amount);
                QCOMPARE(parts[3].minor(), 0);
            }
        }
    }

    void m1_currenciesKnowTheirDecimals_data()
    {
        QTest::addColumn<QString>("code");
        QTest::addColumn<int>("exponent");
        QTest::newRow("EUR") << "EUR" << 2;
        QTest::newRow("lower case") << "usd" << 2;
        QTest::newRow("JPY") << "JPY" << 0;
        QTest::newRow("KWD") << "KWD" << 3;
    }
    void m1_currenciesKnowTheirDecimals()
    {
        QFETCH(QString, code);
        QFETCH(int, exponent);
        const auto currency = Currency::fromText(code);
        QVERIFY(currency);
        QCOMPARE(currency->exponent(), exponent);
        QCOMPARE(currency->code(), code.toUpper());
    }

    void whatIsNoCurrencyIsRefused()
    {
        for (const char* text : {"", "EU", "EURO", "E R", "ZZZ", "€"})
            QVERIFY2(!Currency::fromText(QString::fromUtf8(text)), text);
    }
};

QTEST_GUILESS_MAIN(MoneyTest)
#include "money_test.moc"
