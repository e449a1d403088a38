// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/base/random.h"
#include "app/payments/stripe/stripe_amount.h"
#include "app/payments/stripe/stripe_event.h"
#include "app/payments/stripe/stripe_signature.h"

#include <QJsonDocument>
#include <QTest>

using namespace foyer;
using namespace foyer::stripe;
using namespace Qt::StringLiterals;

/// Signatures, events and amounts, without anybody to talk to.
class StripeWordsTest : public QObject
{
    Q_OBJECT

private:
    static constexpr Instant now = Instant{std::chrono::seconds{1'780'000'000}};
    static QByteArray stamp(qint64 offset) { return QByteArray::number(toSeconds(now) + offset); }
    static QByteArray v1(const QByteArray& at, const QByteArray& body, const QByteArray& secret)
    {
        return "v1=" + hmacSha256(secret, at + '.' + body).toHex();
    }
    static QByteArray header(qint64 offset, const QByteArray& body, const QByteArray& secret)
    {
        return "t=" + stamp(offset) + ',' + v1(stamp(offset), body, secret);
    }
    static QJsonObject session()
    {
        return {{u"object"_s, u"checkout.session"_s},
                {u"id"_s, u"cs_test_1"_s},
                {u"client_reference_id"_s, u"a-1"_s},
                {u"metadata"_s, QJsonObject{{u"attempt"_s, u"a-1"_s}}},
                {u"status"_s, u"complete"_s},
                {u"payment_status"_s, u"paid"_s},
                {u"amount_total"_s, 12345},
                {u"currency"_s, u"eur"_s},
                {u"payment_intent"_s, u"pi_1"_s},
                {u"url"_s, QJsonValue::Null},
                {u"livemode"_s, false},
                {u"created"_s, 1'780'000'000},
                {u"expires_at"_s, 1'780'003'600}};
    }
    static QJsonObject event(const QString& type, const QJsonObject& object)
    {
        return {{u"object"_s, u"event"_s},
                {u"id"_s, u"evt_1"_s},
                {u"type"_s, type},
                {u"livemode"_s, false},
                {u"created"_s, 1'780'000'000},
                {u"data"_s, QJsonObject{{u"object"_s, object}}}};
    }
    static QByteArray text(const QJsonObject& object) { return QJsonDocument{object}.toJson(); }

private Q_SLOTS:
    void M8_aSignatureIsGoodForItsBytesSecretAndTimeOnly()
    {
        const QByteArray body = "{\"id\": \"evt_1\"}\n";
        const std::vector<QByteArray> both{"whsec_old", "whsec_new"};
        QVERIFY(verify(body, header(0, body, "whsec_new"), both, now) == Signature::Good);
        QVERIFY(verify(body, header(0, body, "whsec_old"), both, now) == Signature::Good);
        const QByteArray several = "t=" + stamp(0) + ", " + v1(stamp(0), body, "whsec_gone") + ",v0=ab," +
                                   v1(stamp(0), body, "whsec_new");
        QVERIFY(verify(body, several, both, now) == Signature::Good);
        QVERIFY(verify(body, header(0, body, "whsec_other"), both, now) == Signature::Wrong);
        QVERIFY(verify(body + ' ', header(0, body, "whsec_new"), both, now) == Signature::Wrong);
        QVERIFY(verify(body, "t=" + stamp(1) + ',' + v1(stamp(0), body, "whsec_new"), both, now) ==
                Signature::Wrong);
        QVERIFY(verify(body, header(0, body, "whsec_new"), {}, now) == Signature::Wrong);
    }

    void M8_fiveMinutesBothWaysAndNotASecondMore()
    {
        const QByteArray body = "{}";
        for (const qint64 offset : {-300, 300})
            QVERIFY(verify(body, header(offset, body, "s"), {"s"}, now) == Signature::Good);
        for (const qint64 offset : {-301, 301, -86'400, 86'400})
            QVERIFY(verify(body, header(offset, body, "s"), {"s"}, now) == Signature::Stale);
        QVERIFY(verify(body, header(-301, body, "forged"), {"s"}, now) == Signature::Wrong);
    }

    void M8_headersThatAreNone()
    {
        const QByteArray good = header(0, "{}", "s");
        const QByteArray at = "t=" + stamp(0);
        QByteArray many = at;
        for (int i = 0; i < 9; ++i)
            many += ',' + v1(stamp(0), "{}", "s");
        for (const QByteArray& bad :
             {QByteArray{}, QByteArray{"v1="}, at, good + ',' + at, QByteArray{good}.replace("t=", "t=-"),
              QByteArray{good}.replace("t=", "t= x"), good + "zz", good.chopped(2), many, good + ",junk",
              QByteArray(5000, 'a'), QByteArray{"t=9999999999999999999999,v1="} + QByteArray(64, 'a'),
              at + ",v1=" + QByteArray(64, 'g')})
            QVERIFY2(verify("{}", bad, {"s"}, now) == Signature::Malformed, bad.constData());
    }

    void anEventIsReadWhole()
    {
        const auto read = eventFrom(text(event(u"checkout.session.completed"_s, session())));
        QVERIFY2(read, read ? "" : qPrintable(read.error().detail));
        QCOMPARE(read->id, u"evt_1"_s);
        QVERIFY(read->kind == Event::Kind::SessionCompleted && !read->isLive && read->account.isEmpty());
        const auto& paid = std::get<Session>(read->object);
        QCOMPARE(paid.amount, 12345);
        QCOMPARE(paid.attempt, u"a-1"_s);
        QVERIFY(paid.payment == Session::Payment::Paid && paid.url.isEmpty());

        const auto other = eventFrom(text(event(u"customer.created"_s, {{u"object"_s, u"customer"_s}})));
        QVERIFY(other && other->kind == Event::Kind::Other && other->trouble.isEmpty());
        QJsonObject expanded = session();
        expanded.insert(u"payment_intent"_s, QJsonObject{{u"id"_s, u"pi_2"_s}});
        QCOMPARE(std::get<Session>(eventFrom(event(u"checkout.session.completed"_s, expanded))->object)
                     .paymentIntent,
                 u"pi_2"_s);
    }

    void aFrameThatIsNotWholeIsRefused_data()
    {
        QTest::addColumn<QString>("field");
        QTest::addColumn<QJsonValue>("value");
        QTest::newRow("no id") << u"id"_s << QJsonValue{};
        QTest::newRow("id with a path") << u"id"_s << QJsonValue{u"evt_../x"_s};
        QTest::newRow("id of something else") << u"id"_s << QJsonValue{u"cs_1"_s};
        QTest::newRow("no type") << u"type"_s << QJsonValue{u""_s};
        QTest::newRow("type with a line") << u"type"_s << QJsonValue{u"a\nb"_s};
        QTest::newRow("mode as text") << u"livemode"_s << QJsonValue{u"false"_s};
        QTest::newRow("account as number") << u"account"_s << QJsonValue{5};
        QTest::newRow("no time") << u"created"_s << QJsonValue{-1};
        QTest::newRow("time with a fraction") << u"created"_s << QJsonValue{1.5};
        QTest::newRow("no data") << u"data"_s << QJsonValue{QJsonObject{}};
        QTest::newRow("another object") << u"object"_s << QJsonValue{u"list"_s};
    }
    void aFrameThatIsNotWholeIsRefused()
    {
        QFETCH(QString, field);
        QFETCH(QJsonValue, value);
        QJsonObject broken = event(u"checkout.session.completed"_s, session());
        broken.insert(field, value);
        const auto read = eventFrom(text(broken));
        QVERIFY(!read && read.error().fault == Fault::Invalid);
        QVERIFY(read.error().detail.contains(field));
    }

    void anObjectThatIsNotWholeIsKeptAsTrouble_data()
    {
        QTest::addColumn<QString>("field");
        QTest::addColumn<QJsonValue>("value");
        QTest::newRow("amount as text") << u"amount_total"_s << QJsonValue{u"12345"_s};
        QTest::newRow("half a cent") << u"amount_total"_s << QJsonValue{12345.5};
        QTest::newRow("negative") << u"amount_total"_s << QJsonValue{-1};
        QTest::newRow("beyond all money") << u"amount_total"_s << QJsonValue{1e15};
        QTest::newRow("no amount") << u"amount_total"_s << QJsonValue{QJsonValue::Null};
        QTest::newRow("currency") << u"currency"_s << QJsonValue{u"EUR"_s};
        QTest::newRow("status") << u"status"_s << QJsonValue{u"nearly"_s};
        QTest::newRow("payment") << u"payment_status"_s << QJsonValue{true};
        QTest::newRow("intent") << u"payment_intent"_s << QJsonValue{u"cs_1"_s};
        QTest::newRow("id") << u"id"_s << QJsonValue{u"cs_"_s};
        QTest::newRow("kind") << u"object"_s << QJsonValue{u"refund"_s};
        QTest::newRow("expiry") << u"expires_at"_s << QJsonValue{1e18};
    }
    void anObjectThatIsNotWholeIsKeptAsTrouble()
    {
        QFETCH(QString, field);
        QFETCH(QJsonValue, value);
        QJsonObject broken = session();
        broken.insert(field, value);
        const auto read = eventFrom(text(event(u"checkout.session.completed"_s, broken)));
        QVERIFY(read);
        QVERIFY(std::holds_alternative<std::monostate>(read->object));
        QVERIFY2(read->trouble.contains(field), qPrintable(read->trouble));
    }

    void notEvenJsonIsRefused()
    {
        for (const QByteArray& bad :
             {QByteArray{}, QByteArray{"[]"}, QByteArray{"{"}, QByteArray(300'000, ' '),
              QByteArray(100'000, '['), QByteArray{"\xff\xfe"}})
            QVERIFY(!eventFrom(bad));
    }

    void M1_amountsAreCountedAsStripeCounts_data()
    {
        QTest::addColumn<QString>("currency");
        QTest::addColumn<qint64>("minor");
        QTest::addColumn<qint64>("units"); // 0: refused
        const auto row = [](const char* code, qint64 minor, qint64 units) {
            QTest::addRow("%s %lld", code, static_cast<long long>(minor))
                << QString::fromLatin1(code) << minor << units;
        };
        row("EUR", 12345, 12345);
        row("EUR", 0, 0);
        row("EUR", -5, 0);
        row("JPY", 500, 500);
        row("KRW", 1000, 1000);
        row("ISK", 5, 500);
        row("UGX", 5, 500);
        row("HUF", 12345, 12345);
        row("TWD", 1234, 1234);
        row("KWD", 12340, 12340);
        row("KWD", 12345, 0);
        row("TND", 5010, 5010);
        row("TND", 5001, 0);
        row("IRR", 5000, 0);
        row("KPW", 5000, 0);
        row("EUR", 9'000'000'000'000'000'000, 0);
    }
    void M1_amountsAreCountedAsStripeCounts()
    {
        QFETCH(QString, currency);
        QFETCH(qint64, minor);
        QFETCH(qint64, units);
        const Money money = Money::ofMinor(minor, *Currency::fromText(currency));
        const auto theirs = toStripe(money);
        if (units == 0) {
            QVERIFY(!theirs && theirs.error().fault == Fault::Invalid &&
                    theirs.error().detail.endsWith(u'.'));
            return;
        }
        QVERIFY2(theirs, theirs ? "" : qPrintable(theirs.error().detail));
        QCOMPARE(theirs->units, units);
        QCOMPARE(theirs->currency, currency.toLower());
        const auto back = fromStripe(theirs->units, theirs->currency);
        QVERIFY(back && *back == money);
    }

    void M1_everyAmountThatGoesComesBack()
    {
        for (const char* code :
             {"EUR", "JPY", "ISK", "UGX", "HUF", "TWD", "KWD", "MGA", "IDR", "COP", "LBP", "AFN", "XPF"}) {
            const Currency currency = *Currency::fromText(QString::fromLatin1(code));
            for (qint64 minor = 1; minor < 5'000'000; minor = minor * 3 + 7) {
                const Money money = Money::ofMinor(minor, currency);
                const auto theirs = toStripe(money);
                QVERIFY(!theirs || *fromStripe(theirs->units, theirs->currency) == money);
            }
        }
        QVERIFY(!fromStripe(550, u"isk"_s));
        QVERIFY(!fromStripe(5, u"zzz"_s));
        QVERIFY(!fromStripe(-5, u"eur"_s));
    }
};

QTEST_GUILESS_MAIN(StripeWordsTest)
#include "stripe_words_test.moc"
