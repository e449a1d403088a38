// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/base/money_text.h"

#include <QTest>

using namespace foyer;
using namespace Qt::StringLiterals;

class MoneyTextTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void m1_amountsAreShownWithTheDecimalsOfTheirCurrency_data()
    {
        QTest::addColumn<qint64>("minor");
        QTest::addColumn<QString>("currency");
        QTest::addColumn<QString>("language");
        QTest::addColumn<QString>("text");
        QTest::newRow("euro, English") << qint64(512) << u"EUR"_s << u"en"_s << u"€5.12"_s;
        QTest::newRow("euro, German") << qint64(123450) << u"EUR"_s << u"de"_s << u"1.234,50\u00a0€"_s;
        QTest::newRow("yen") << qint64(5000) << u"JPY"_s << u"en"_s << u"¥5,000"_s;
        QTest::newRow("dinar") << qint64(1250) << u"KWD"_s << u"en"_s << u"KWD\u00a01.250"_s;
        QTest::newRow("below zero") << qint64(-5) << u"EUR"_s << u"en"_s << u"-€0.05"_s;
        QTest::newRow("nothing") << qint64(0) << u"EUR"_s << u"en"_s << u"€0.00"_s;
        QTest::newRow("beyond doubles")
            << qint64(900719925474099'3) << u"EUR"_s << u"en"_s << u"€90,071,992,547,409.93"_s;
        QTest::newRow("no language") << qint64(512) << u"EUR"_s << u""_s << u"€5.12"_s;
        QTest::newRow("nonsense for a language") << qint64(512) << u"EUR"_s << u"!!"_s << u"€5.12"_s;
    }
    void m1_amountsAreShownWithTheDecimalsOfTheirCurrency()
    {
        QFETCH(qint64, minor);
        QFETCH(QString, currency);
        QFETCH(QString, language);
        QTEST(moneyText(Money::ofMinor(minor, *Currency::fromText(currency)), language), "text");
    }

    void typedAmountsAreReadExactly_data()
    {
        QTest::addColumn<QString>("typed");
        QTest::addColumn<QString>("currency");
        QTest::addColumn<QString>("language");
        QTest::addColumn<qint64>("minor");
        const auto row = [](const QString& typed, const QString& currency, const QString& language,
                            qint64 minor) {
            QTest::addRow("%s %s %s", qPrintable(typed), qPrintable(currency), qPrintable(language))
                << typed << currency << language << minor;
        };
        row(u"5.12"_s, u"EUR"_s, u"en"_s, 512);
        row(u"5,12"_s, u"EUR"_s, u"en"_s, 512);
        row(u"5.12"_s, u"EUR"_s, u"de"_s, 512);
        row(u"5,1"_s, u"EUR"_s, u"de"_s, 510);
        row(u"5"_s, u"EUR"_s, u"de"_s, 500);
        row(u".5"_s, u"EUR"_s, u"en"_s, 50);
        row(u"1.234,50"_s, u"EUR"_s, u"en"_s, 123450);
        row(u"1,234.50"_s, u"EUR"_s, u"de"_s, 123450);
        row(u"1 234,50"_s, u"EUR"_s, u"fr"_s, 123450);
        row(u"1\u202f234,50"_s, u"EUR"_s, u"fr"_s, 123450);
        row(u"1'234.50"_s, u"CHF"_s, u"de-CH"_s, 123450);
        row(u"1.234"_s, u"EUR"_s, u"de"_s, 123400);
        row(u"1,234"_s, u"EUR"_s, u"en"_s, 123400);
        row(u"1.234.567"_s, u"EUR"_s, u"en"_s, 123456700);
        row(u"12345.67"_s, u"EUR"_s, u"de"_s, 1234567);
        row(u"-3"_s, u"EUR"_s, u"en"_s, -300);
        row(u"−3,50"_s, u"EUR"_s, u"de"_s, -350);
        row(u"€ 5.12"_s, u"EUR"_s, u"en"_s, 512);
        row(u"5,12 €"_s, u"EUR"_s, u"de"_s, 512);
        row(u"-€5.12"_s, u"EUR"_s, u"en"_s, -512);
        row(u"EUR 5"_s, u"EUR"_s, u"en"_s, 500);
        row(u"5000"_s, u"JPY"_s, u"en"_s, 5000);
        row(u"5,000"_s, u"JPY"_s, u"en"_s, 5000);
        row(u"1.250"_s, u"KWD"_s, u"en"_s, 1250);
        row(u"1.25"_s, u"KWD"_s, u"en"_s, 1250);
        row(u"٥٫١٢"_s, u"EUR"_s, u"ar"_s, 512);
    }
    void typedAmountsAreReadExactly()
    {
        QFETCH(QString, typed);
        QFETCH(QString, currency);
        QFETCH(QString, language);
        const auto read = moneyFromText(typed, *Currency::fromText(currency), language);
        QVERIFY(read);
        QTEST(read->minor(), "minor");
    }

    void whatCouldMeanTwoThingsIsRefused_data()
    {
        QTest::addColumn<QString>("typed");
        QTest::addColumn<QString>("currency");
        QTest::addColumn<QString>("language");
        const auto row = [](const QString& typed, const QString& currency, const QString& language) {
            QTest::addRow("%s %s %s", qPrintable(typed), qPrintable(currency), qPrintable(language))
                << typed << currency << language;
        };
        row(u"1.234"_s, u"EUR"_s, u"en"_s); // a thousand, or a slip
        row(u"1,234"_s, u"EUR"_s, u"de"_s);
        row(u"1,250"_s, u"KWD"_s, u"en"_s); // a thousand dinars, or one and a quarter
        row(u"5.123"_s, u"EUR"_s, u"fr"_s);
        row(u"5.1234"_s, u"EUR"_s, u"en"_s);
        row(u"5.0"_s, u"JPY"_s, u"en"_s);
        row(u"1.25.50"_s, u"EUR"_s, u"en"_s);
        row(u"12,34,567"_s, u"EUR"_s, u"en"_s);
        row(u"1,234.567,8"_s, u"EUR"_s, u"en"_s);
        row(u"5."_s, u"EUR"_s, u"en"_s);
        row(u""_s, u"EUR"_s, u"en"_s);
        row(u"-"_s, u"EUR"_s, u"en"_s);
        row(u"--5"_s, u"EUR"_s, u"en"_s);
        row(u"five"_s, u"EUR"_s, u"en"_s);
        row(u"1e3"_s, u"EUR"_s, u"en"_s);
        row(u"$5"_s, u"EUR"_s, u"en"_s); // another currency
        row(u"99999999999999"_s, u"EUR"_s, u"en"_s);
        row(u"99999999999999999999999"_s, u"EUR"_s, u"en"_s);
    }
    void whatCouldMeanTwoThingsIsRefused()
    {
        QFETCH(QString, typed);
        QFETCH(QString, currency);
        QFETCH(QString, language);
        QVERIFY(!moneyFromText(typed, *Currency::fromText(currency), language));
    }

    void whatIsShownIsReadBack()
    {
        for (const QString& language : {u"en"_s, u"de"_s, u"fr"_s, u"ar"_s, u"de-CH"_s, u"pt-BR"_s}) {
            for (const char* code : {"EUR", "JPY", "KWD", "USD", "CHF"}) {
                for (const qint64 minor : {0LL, 5LL, -512LL, 123'456'789LL}) {
                    const Money amount =
                        Money::ofMinor(minor, *Currency::fromText(QString::fromLatin1(code)));
                    const QString text = moneyText(amount, language);
                    const auto read = moneyFromText(text, amount.currency(), language);
                    QVERIFY2(read == amount, qPrintable(language + u": "_s + text));
                }
            }
        }
    }

    void quantitiesLoseTheirNeedlessZeros()
    {
        QCOMPARE(decimalText(1'500, 3, u"en"_s), u"1.5"_s);
        QCOMPARE(decimalText(1'500, 3, u"de"_s), u"1,5"_s);
        QCOMPARE(decimalText(19'000, 3, u"en"_s), u"19"_s);
        QCOMPARE(decimalText(-1, 3, u"en"_s), u"-0.001"_s);
        QCOMPARE(decimalFromText(u"1,5", 3, u"en"_s), std::optional<qint64>{1'500});
        QCOMPARE(decimalFromText(u"8.875", 3, u"en"_s), std::optional<qint64>{8'875});
        QCOMPARE(decimalFromText(u"1.2345", 3, u"en"_s), std::nullopt);
    }
};

QTEST_GUILESS_MAIN(MoneyTextTest)
#include "money_text_test.moc"
