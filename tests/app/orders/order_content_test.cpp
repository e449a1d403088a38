// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/base/money_text.h"
#include "app/orders/order_json.h"
#include "app/orders/order_sheet.h"
#include "app/orders/order_totals.h"
#include "tests/app/orders/order_fixture.h"

#include <QJsonDocument>

using namespace foyer;
using namespace foyer::test;
using namespace Qt::StringLiterals;

namespace {

OrderTotals totalsOfValid(const OrderContent& content)
{
    return must(totalsOf(content));
}

QString refusal(const OrderContent& content)
{
    const auto checked = check(content);
    return checked ? QString{} : checked.error().detail;
}

QString refusalToSend(const OrderContent& content)
{
    const auto checked = checkForSending(content);
    return checked ? QString{} : checked.error().detail;
}

QJsonObject json(const char* text)
{
    return QJsonDocument::fromJson(text).object();
}

} // namespace

class OrderContentTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void m2_theSampleOrderAddsUp()
    {
        const OrderTotals totals = totalsOfValid(someOrder());
        QCOMPARE(totals.lineNet, 250'000);
        QCOMPARE(totals.allowance, 25'000);
        QCOMPARE(totals.withoutTax, 225'000);
        QCOMPARE(totals.tax, 42'750);
        QCOMPARE(totals.payable, 267'750);
    }

    void m2_aLineIsRoundedOnceAndHalfAwayFromZero()
    {
        OrderContent content;
        OrderLine line = lineOf(u"Half an hour"_s, 1);
        line.milliQuantity = 500;
        content.lines = {line};
        line.milliQuantity = -500;
        content.lines.push_back(line);
        line.milliQuantity = 499;
        content.lines.push_back(line);
        const OrderTotals totals = totalsOfValid(content);
        QCOMPARE(totals.lines[0].gross, 1);
        QCOMPARE(totals.lines[1].gross, -1);
        QCOMPARE(totals.lines[2].gross, 0);
    }

    void m2_taxIsOfTheCategoryNotOfTheLine()
    {
        OrderContent content;
        content.lines = {lineOf(u"A"_s, 3, vat), lineOf(u"B"_s, 3, vat), lineOf(u"C"_s, 3, vat)};
        // Each line alone would be taxed 0.57, that is 1, three times.
        QCOMPARE(totalsOfValid(content).tax, 2);
        QCOMPARE(totalsOfValid(content).taxes.size(), 1u);
    }

    void m2_pricesWithTaxLeadBackToWhatWasAgreed()
    {
        OrderContent content;
        content.pricesIncludeTax = true;
        content.lines = {lineOf(u"Print"_s, 119'00, vat)};
        OrderTotals totals = totalsOfValid(content);
        QCOMPARE(totals.withoutTax, 100'00);
        QCOMPARE(totals.tax, 19'00);
        QCOMPARE(totals.rounding, 0);
        QCOMPARE(totals.payable, 119'00);
        // 0.03 with tax: its net is 0.03 (0.0252), whose tax is 0.01. No net leads back to 0.03.
        content.lines = {lineOf(u"Paperclip"_s, 3, vat)};
        totals = totalsOfValid(content);
        QCOMPARE(totals.withTax, 4);
        QCOMPARE(totals.rounding, -1);
        QCOMPARE(totals.payable, 3);
    }

    void m2_aDiscountIsSharedOverTheRatesWithoutLosingACent()
    {
        const Tax reduced{u"VAT 7 %"_s, TaxCategory::Standard, 7'000};
        OrderContent content;
        content.lines = {lineOf(u"Coverage"_s, 100'00, vat), lineOf(u"Book"_s, 50'00, reduced),
                         lineOf(u"Deposit back"_s, -10'00)};
        content.discount.minor = 1'00;
        const OrderTotals totals = totalsOfValid(content);
        QCOMPARE(totals.taxes.size(), 3u);
        QCOMPARE(totals.taxes[0].allowance, 67);
        QCOMPARE(totals.taxes[1].allowance, 33);
        QCOMPARE(totals.taxes[2].allowance, 0); // nothing is taken from what is given back
        QCOMPARE(totals.allowance, 100);
    }

    void m1_currenciesOfNoneAndThreeDecimalsWorkAlike()
    {
        OrderContent content = someOrder();
        content.currency = *Currency::fromText(u"JPY");
        const SentOrder yen{content, QDate{2027, 5, 3}, {}};
        QCOMPARE(sheetOf(yen, u"en"_s).totals.back().amount, u"¥267,750"_s);
        content.currency = *Currency::fromText(u"KWD");
        const SentOrder dinar{content, QDate{2027, 5, 3}, {}};
        QCOMPARE(sheetOf(dinar, u"en"_s).totals.back().amount, u"KWD\u00a0267.750"_s);
    }

    void m2_whatIsTooLargeIsRefusedWithASentence()
    {
        OrderContent content = someOrder();
        content.lines.front().unitPrice = largestAmount;
        content.lines.front().milliQuantity = 2'000;
        QVERIFY(refusal(content).contains(u"line 1"_s));
        content.lines.front().unitPrice = std::numeric_limits<qint64>::max();
        content.lines.front().milliQuantity = std::numeric_limits<qint64>::min();
        QVERIFY(refusal(content).contains(u"too large"_s));
        // Each line fits, their sum does not; there is no wrapping round to something small.
        content.lines.assign(500, lineOf(u"Estate"_s, largestAmount));
        QVERIFY(refusal(content).contains(u"sum of the lines"_s));
        content.lines = {lineOf(u"Estate"_s, largestAmount, vat)};
        QVERIFY(refusal(content).contains(u"total is too large"_s));
    }

    void m2_badDiscountsAreRefusedWithASentence()
    {
        OrderContent content = someOrder();
        content.discount = {10'000, 5};
        QVERIFY(refusal(content).contains(u"not both"_s));
        content.discount = {100'001, 0};
        QVERIFY(refusal(content).contains(u"between 0 and 100"_s));
        content.discount = {0, 250'001};
        QVERIFY(refusal(content).contains(u"more than the order costs"_s));
        content.discount = {};
        content.lines.front().discount = {0, 200'001};
        QVERIFY(refusal(content).contains(u"Line 1: the discount is more"_s));
    }

    void aDraftMayBeHalfWrittenButNotBeSent()
    {
        OrderContent content;
        QVERIFY(refusal(content).isEmpty());
        QVERIFY(refusalToSend(content).contains(u"title"_s));
        content.title = u"Prints"_s;
        QVERIFY(refusalToSend(content).contains(u"Add a line"_s));
        content.lines = {lineOf(u""_s, 5)};
        QVERIFY(refusal(content).isEmpty());
        QVERIFY(refusalToSend(content).contains(u"Line 1 has no title"_s));
        content.lines = {lineOf(u"Given back"_s, -5)};
        QVERIFY(refusalToSend(content).contains(u"below zero"_s));
        content.lines = {lineOf(u"A gift"_s, 0)};
        QVERIFY(refusalToSend(content).isEmpty()); // a zero value is fine (S2)
    }

    void taxesKeepTheRulesOfTheirCategory()
    {
        QVERIFY(check(vat));
        QVERIFY(check(Tax{}));
        QVERIFY(!check(Tax{u"VAT"_s, TaxCategory::Standard, 0}));
        QVERIFY(!check(Tax{u"VAT"_s, TaxCategory::Exempt, 7'000}));
        QVERIFY(!check(Tax{u"VAT"_s, TaxCategory::Standard, 100'001}));
        QVERIFY(!check(Tax{u""_s, TaxCategory::Standard, 7'000}));
    }

    void m1_theJsonIsOfIntegersAndComesBack()
    {
        OrderContent content = someQuote();
        content.validUntil = QDate{2027, 5, 31};
        content.lines[0].milliQuantity = 1'500;
        content.lines[0].discount.minor = 5;
        content.lines[0].details = u"Two photographers\nten hours"_s;
        content.pricesIncludeTax = true;
        const QByteArray bytes = canonicalJson(toJson(content));
        QVERIFY(!bytes.contains("1.5"));
        const auto back = orderContentFromJson(QJsonDocument::fromJson(bytes).object());
        QVERIFY(back);
        QVERIFY(*back == content);
        QCOMPARE(canonicalJson(toJson(*back)), bytes);
    }

    void theJsonIsReadStrictly_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QString>("place");
        QTest::newRow("no currency") << QByteArray{"{}"} << u"currency"_s;
        QTest::newRow("no such currency") << QByteArray{R"({"currency":"XXQ"})"} << u"currency"_s;
        QTest::newRow("decimals") << QByteArray{R"({"currency":"EUR","lines":[{"unitPrice":5.12}]})"}
                                  << u"lines[0].unitPrice"_s;
        QTest::newRow("beyond 64 bits")
            << QByteArray{R"({"currency":"EUR","lines":[{"unitPrice":1e30}]})"} << u"lines[0].unitPrice"_s;
        QTest::newRow("text for a number")
            << QByteArray{R"({"currency":"EUR","lines":[{"milliQuantity":"1"}]})"}
            << u"lines[0].milliQuantity"_s;
        QTest::newRow("unknown field")
            << QByteArray{R"({"currency":"EUR","lines":[{},{"price":5}]})"} << u"lines[1].price"_s;
        QTest::newRow("unknown category")
            << QByteArray{R"({"currency":"EUR","lines":[{"tax":{"category":"Q"}}]})"}
            << u"lines[0].tax.category"_s;
        QTest::newRow("no list") << QByteArray{R"({"currency":"EUR","lines":{}})"} << u"lines"_s;
        QTest::newRow("no object") << QByteArray{R"({"currency":"EUR","discount":5})"} << u"discount"_s;
        QTest::newRow("no day") << QByteArray{R"({"currency":"EUR","validUntil":"31.5.2027"})"}
                                << u"validUntil"_s;
        QTest::newRow("no flag") << QByteArray{R"({"currency":"EUR","needsAcceptance":1})"}
                                 << u"needsAcceptance"_s;
        QTest::newRow("rate beyond an int")
            << QByteArray{R"({"currency":"EUR","discount":{"milliPercent":4294967296}})"}
            << u"discount.milliPercent"_s;
    }
    void theJsonIsReadStrictly()
    {
        QFETCH(QByteArray, text);
        QFETCH(QString, place);
        const auto read = orderContentFromJson(json(text.constData()));
        QVERIFY(!read);
        QVERIFY2(read.error().detail.startsWith(place + u' '), qPrintable(read.error().detail));
    }

    void whatIsFrozenComesBackOrIsRefused()
    {
        const SentOrder sent{someQuote(), QDate{2027, 5, 3}, {u"Ada Okafor"_s, u"Lake Road 1"_s}};
        const QByteArray bytes = frozenBytes(sent);
        QVERIFY(must(sentOrderFromBytes(bytes)) == sent);
        QByteArray changed = bytes;
        changed.replace("\"unitPrice\":50000", "\"unitPrice\":50001");
        const auto refused = sentOrderFromBytes(changed);
        QVERIFY(!refused);
        QVERIFY(refused.error().detail.contains(u"adds up"_s));
        QVERIFY(!sentOrderFromBytes("{"));
    }

    void m2_theSheetShowsWhatWasAddedUp()
    {
        OrderContent content = someQuote();
        content.number = u"2027-0007"_s;
        content.validUntil = QDate{2027, 5, 31};
        content.lines[1].milliQuantity = 1'500;
        content.lines[1].unit = u"piece"_s;
        content.lines[1].discount.milliPercent = 5'000;
        const print::OrderSheet sheet = sheetOf({content, QDate{2027, 5, 3}, {u"Ada Okafor"_s}}, u"en"_s);
        QCOMPARE(sheet.heading, u"Quote"_s);
        QCOMPARE(sheet.facts.back().second, u"31 May 2027"_s);
        QCOMPARE(sheet.lines[1].quantity, u"1.5\u00a0piece"_s);
        QCOMPARE(sheet.lines[1].details, u"€750.00, less 5\u00a0% (€37.50)"_s);
        QCOMPARE(sheet.lines[1].amount, u"€712.50"_s);
        QCOMPARE(sheet.totals.size(), 4u);
        QCOMPARE(sheet.totals[0].amount, u"€2,712.50"_s);
        QCOMPARE(sheet.totals[1].label, u"Discount of 10\u00a0%"_s);
        QCOMPARE(sheet.totals[1].amount, u"-€271.25"_s);
        QCOMPARE(sheet.totals[2].label, u"VAT 19 % on €2,441.25"_s);
        QCOMPARE(sheet.totals[3].amount,
                 moneyText(Money::ofMinor(totalsOfValid(content).payable, eur), u"en"_s));
        QVERIFY(sheet.totals[3].isStrong);
    }

    void withoutTaxesNothingIsSaidOfThem()
    {
        OrderContent content;
        content.title = u"Prints"_s;
        content.lines = {lineOf(u"Print"_s, 500)};
        const auto sheet = sheetOf({content, QDate{2027, 5, 3}, {}}, u"en"_s);
        QCOMPARE(sheet.heading, u"Order"_s);
        QCOMPARE(sheet.totals.size(), 1u);
        QCOMPARE(sheet.totals[0].label, u"Total"_s);
    }
};

QTEST_GUILESS_MAIN(OrderContentTest)
#include "order_content_test.moc"
