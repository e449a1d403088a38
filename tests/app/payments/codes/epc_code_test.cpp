// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/payments/codes/epc_code.h"
#include "tests/app/payments/codes/codes_fixture.h"

#include <QTest>

using namespace foyer;
using namespace foyer::test;
using namespace Qt::StringLiterals;

namespace {

EpcTransfer someTransfer()
{
    return {.name = u"Studio Aurora"_s,
            .iban = must(Iban::fromText(u"DE89 3704 0044 0532 0130 00"_s)),
            .bic = {},
            .amount = Money::ofMinor(123'450, eur),
            .purpose = {},
            .reference = u"RF18539007547034"_s,
            .text = {},
            .note = {}};
}

QString sentence(const EpcTransfer& transfer)
{
    return refusal(epcPayload(transfer));
}

} // namespace

class EpcCodeTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void s30_theContentIsLineByLineAsTheGuidelinesSay()
    {
        EpcTransfer transfer = someTransfer();
        QCOMPARE(
            must(epcPayload(transfer)),
            "BCD\n002\n1\nSCT\n\nStudio Aurora\nDE89370400440532013000\nEUR1234.50\n\nRF18539007547034"_ba);
        transfer.reference.clear();
        transfer.text = u"Invoice 2026-0017, Müller & Śliwa"_s;
        transfer.bic = u"cobadeff"_s;
        transfer.purpose = u"GDSV"_s;
        transfer.note = u"Thank you!"_s;
        QCOMPARE(must(epcPayload(transfer)),
                 QByteArray{
                     "BCD\n002\n1\nSCT\nCOBADEFF\nStudio Aurora\nDE89370400440532013000\nEUR1234.50\nGDSV\n\n"
                     "Invoice 2026-0017, Müller & Śliwa\nThank you!"});
        transfer = someTransfer();
        transfer.reference.clear(); // neither is allowed as well
        QVERIFY(must(epcPayload(transfer)).endsWith("\nEUR1234.50"));
    }

    void m1_amountsAreWrittenExactly_data()
    {
        QTest::addColumn<qint64>("minor");
        QTest::addColumn<QByteArray>("line");
        QTest::newRow("a cent") << qint64{1} << "EUR0.01"_ba;
        QTest::newRow("ten cents") << qint64{10} << "EUR0.10"_ba;
        QTest::newRow("a euro") << qint64{100} << "EUR1.00"_ba;
        QTest::newRow("beyond 2^32") << qint64{4'294'967'297} << "EUR42949672.97"_ba;
        QTest::newRow("the most") << qint64{99'999'999'999} << "EUR999999999.99"_ba;
    }
    void m1_amountsAreWrittenExactly()
    {
        QFETCH(qint64, minor);
        QFETCH(QByteArray, line);
        EpcTransfer transfer = someTransfer();
        transfer.amount = Money::ofMinor(minor, eur);
        QCOMPARE(must(epcPayload(transfer)).split('\n')[7], line);
    }

    void whatNoBankWouldTakeIsRefusedWithASentence()
    {
        EpcTransfer transfer = someTransfer();
        transfer.amount = Money::ofMinor(0, eur);
        QCOMPARE(sentence(transfer), u"A payment code asks for at least 0.01."_s);
        transfer.amount = Money::ofMinor(-100, eur);
        QCOMPARE(sentence(transfer), u"A payment code asks for at least 0.01."_s);
        transfer.amount = Money::ofMinor(100'000'000'000, eur);
        QCOMPARE(sentence(transfer), u"A payment code asks for at most 999,999,999.99."_s);
        transfer.amount = Money::ofMinor(100, Currency{"CHF"});
        QCOMPARE(sentence(transfer), u"A SEPA payment code is for euros, not for CHF."_s);

        transfer = someTransfer();
        transfer.text = u"Invoice"_s;
        QCOMPARE(sentence(transfer),
                 u"A payment code carries either a reference or a text for the statement, not both."_s);
        transfer = someTransfer();
        transfer.reference = u"RF19539007547034"_s;
        QVERIFY(sentence(transfer).startsWith(u"The check digits of this RF reference"_s));
        transfer.reference = u"210000000003139471430009017"_s;
        QCOMPARE(sentence(transfer), u"A creditor reference begins with RF."_s);

        transfer = someTransfer();
        transfer.name = u"  "_s;
        QCOMPARE(sentence(transfer), u"A payment code needs the payee's name."_s);
        transfer.name = QString(71, u'ä');
        QCOMPARE(sentence(transfer), u"The payee's name has 71 characters, and the code has room for 70."_s);
        transfer.name = u"Studio\nEUR1.00"_s; // would move every line below it
        QCOMPARE(sentence(transfer), u"The payee's name must be one line without control characters."_s);
        for (const char16_t c : {u'\r', u'\0', u'\u0085', u'\u2028', u'\u001b'}) {
            transfer.name = u"Studio"_s + QChar{c} + u"Aurora"_s;
            QVERIFY(!epcPayload(transfer));
        }
        transfer.name = u"Studio "_s + QChar{0xd83d};
        QCOMPARE(sentence(transfer), u"The payee's name holds a broken character."_s);

        transfer = someTransfer();
        transfer.iban = must(Iban::fromText(u"TR330006100519786457841326"_s));
        QCOMPARE(sentence(transfer),
                 u"A SEPA payment code needs an account in a country of SEPA; TR is none."_s);
        transfer.iban = must(Iban::fromText(u"CH9300762011623852957"_s));
        QCOMPARE(sentence(transfer),
                 u"Outside the European Economic Area a payment code needs the BIC beside the IBAN."_s);
        transfer.bic = u"POFICHB"_s;
        QCOMPARE(sentence(transfer), u"A BIC has 8 or 11 characters; this one has 7."_s);
        transfer.bic = u"POFICHBE"_s;
        QCOMPARE(sentence(transfer), QString{});

        transfer = someTransfer();
        for (const QString& purpose : {u"GDSVX"_s, u"gdsv"_s, u"G S"_s, u"Ä"_s}) {
            transfer.purpose = purpose;
            QCOMPARE(sentence(transfer), u"A purpose code has at most four characters, A to Z and digits."_s);
        }
        transfer = someTransfer();
        transfer.reference.clear();
        transfer.text = QString(141, u'x');
        QCOMPARE(sentence(transfer),
                 u"The text for the statement has 141 characters, and the code has room for 140."_s);
        transfer.text.clear();
        transfer.note = QString(71, u'x');
        QCOMPARE(sentence(transfer),
                 u"The note for the payer has 71 characters, and the code has room for 70."_s);
    }

    void theCodeIsNeverLargerThanVersion13()
    {
        EpcTransfer transfer = someTransfer();
        transfer.reference.clear();
        transfer.name = QString(70, u'n');
        transfer.text = QString(140, u't');
        transfer.note = QString(50, u'n');
        transfer.amount = Money::ofMinor(99'999'999'999, eur);
        // 331 bytes exactly, with one letter after the other that takes two.
        QByteArray payload = must(epcPayload(transfer));
        const qsizetype room = 331 - payload.size();
        QVERIFY(room >= 0 && room < 70);
        transfer.text = QString(room, u'ü') + QString(140 - room, u't');
        payload = must(epcPayload(transfer));
        QCOMPARE(payload.size(), 331);
        QCOMPARE(must(epcCode(transfer)).version(), 13);
        transfer.text = QString(room + 1, u'ü') + QString(139 - room, u't');
        QCOMPARE(sentence(transfer),
                 u"The payment code would need 332 bytes and has room for 331; a shorter name "
                 "or text helps (letters beyond A to Z take two or more)."_s);
        QVERIFY(!epcCode(transfer));
    }

    /// Emoji are one character to people, two to QString.
    void charactersAreCountedAsPeopleSeeThem()
    {
        EpcTransfer transfer = someTransfer();
        transfer.name = u"😀"_s.repeated(60);
        QVERIFY2(epcPayload(transfer), qPrintable(sentence(transfer)));
    }
};

QTEST_GUILESS_MAIN(EpcCodeTest)
#include "epc_code_test.moc"
