// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/payments/codes/creditor_reference.h"
#include "app/payments/codes/swiss_bill_words.h"
#include "tests/app/payments/codes/swiss_bill_fixture.h"

#include <QTest>

using namespace foyer;
using namespace foyer::test;
using namespace Qt::StringLiterals;

namespace {

QString sentence(const SwissBill& bill)
{
    return refusal(swissPayload(bill));
}

QByteArrayList lines(const SwissBill& bill)
{
    return must(swissPayload(bill)).split('\n');
}

} // namespace

class SwissBillTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void s30_theContentIsLineByLineAsTheGuidelinesSay()
    {
        QCOMPARE(must(swissPayload(someBill())),
                 QByteArray{"SPC\n0200\n1\nCH4431999123000889012\n"
                            "S\nStudio Morgenrot GmbH\nSeestrasse\n12a\n8002\nZürich\nCH\n"
                            "\n\n\n\n\n\n\n"
                            "1949.75\nCHF\n"
                            "S\nÉlodie Châtelain\nRue du Lac\n1268\n2501\nBiel/Bienne\nCH\n"
                            "QRR\n210000000003139471430009017\nRechnung 2026-0017, Hochzeit am See\nEPD"});
        QCOMPARE(must(swissPayload(sparseBill())),
                 QByteArray{"SPC\n0200\n1\nCH9300762011623852957\n"
                            "S\nStudio Morgenrot GmbH\nSeestrasse\n12a\n8002\nZürich\nCH\n"
                            "\n\n\n\n\n\n\n"
                            "\nCHF\n"
                            "\n\n\n\n\n\n\n"
                            "NON\n\n\nEPD"});
    }

    void everyBillHas31Lines()
    {
        SwissBill bill = sparseBill();
        QCOMPARE(lines(bill).size(), 31);
        bill.reference = u"RF18539007547034"_s;
        bill.currency = eur;
        bill.amount = Money::ofMinor(5, eur);
        QCOMPARE(lines(bill).size(), 31);
        QCOMPARE(lines(bill)[18], "0.05"_ba);
        QCOMPARE(lines(bill)[19], "EUR"_ba);
        QCOMPARE(lines(bill)[27], "SCOR"_ba);
        QCOMPARE(lines(bill)[28], "RF18539007547034"_ba);
    }

    void accountAndReferenceBelongTogether()
    {
        SwissBill bill = someBill();
        bill.reference.clear();
        QCOMPARE(sentence(bill), u"A QR-IBAN needs a QR reference of 27 digits."_s);
        bill.reference = u"RF18539007547034"_s;
        QCOMPARE(sentence(bill), u"A QR-IBAN needs a QR reference of 27 digits."_s);
        bill.reference = u"210000000003139471430009018"_s;
        QVERIFY(sentence(bill).startsWith(u"The check digit of this QR reference"_s));

        bill = sparseBill();
        bill.reference = someBill().reference;
        QCOMPARE(sentence(bill),
                 u"A QR reference needs a QR-IBAN; this account takes an RF reference, or none."_s);
        bill.reference = u"RF19539007547034"_s;
        QVERIFY(sentence(bill).startsWith(u"The check digits of this RF reference"_s));
    }

    void onlyFrancsAndEurosOnSwissAccounts()
    {
        SwissBill bill = someBill();
        bill.iban = must(Iban::fromText(u"DE89370400440532013000"_s));
        QCOMPARE(sentence(bill),
                 u"A Swiss QR-bill needs an account in Switzerland or Liechtenstein; this one is "
                 "in DE."_s);
        bill = sparseBill();
        bill.iban = must(Iban::fromText(u"LI21 0881 0000 2324 013A A"_s));
        QCOMPARE(sentence(bill), QString{});
        bill.currency = Currency{"USD"};
        QCOMPARE(sentence(bill), u"A Swiss QR-bill is in CHF or EUR, not in USD."_s);
        bill.currency = Currency{"JPY"};
        bill.amount = Money::ofMinor(100, Currency{"JPY"});
        QCOMPARE(sentence(bill), u"A Swiss QR-bill is in CHF or EUR, not in JPY."_s);
        bill.currency = eur;
        QCOMPARE(sentence(bill), u"The amount of the bill is in another currency than the bill."_s);
        for (const qint64 minor : {qint64{0}, qint64{-5}, qint64{100'000'000'000}}) {
            bill.amount = Money::ofMinor(minor, eur);
            QVERIFY(sentence(bill).startsWith(u"A payment code asks for at"_s));
        }
    }

    void anAddressIsCompleteAndFits()
    {
        SwissBill bill = someBill();
        bill.creditor.town = u" "_s;
        QCOMPARE(sentence(bill), u"The creditor's town is missing; a Swiss QR-bill needs it."_s);
        bill = someBill();
        bill.debtor->postalCode.clear();
        QCOMPARE(sentence(bill), u"The debtor's postal code is missing; a Swiss QR-bill needs it."_s);
        bill = someBill();
        bill.debtor->country = u"Schweiz"_s;
        QCOMPARE(sentence(bill),
                 u"The debtor's country must be one of ISO 3166, such as CH; “Schweiz” is none."_s);
        bill = someBill();
        bill.debtor->name = QString(71, u'n');
        QCOMPARE(sentence(bill), u"The debtor's name has 71 characters, and the code has room for 70."_s);
        bill = someBill();
        bill.debtor->houseNumber = QString(17, u'1');
        QVERIFY(sentence(bill).startsWith(u"The debtor's house number has 17"_s));
        bill = someBill();
        bill.creditor.town = QString(36, u't');
        QVERIFY(sentence(bill).startsWith(u"The creditor's town has 36"_s));
        bill = someBill();
        bill.message = QString(141, u'm');
        QVERIFY(sentence(bill).startsWith(u"The message has 141"_s));
        bill.message = u"two\nlines"_s;
        QCOMPARE(sentence(bill), u"The message must be one line without control characters."_s);
        bill.message = QString(140, u'ü');
        bill.debtor->name = bill.debtor->street = bill.creditor.name = bill.creditor.street =
            QString(70, u'ü');
        bill.debtor->town = bill.creditor.town = QString(35, u'ü');
        QVERIFY(sentence(bill).startsWith(u"The Swiss QR code would need 1"_s));
    }

    void lettersBeyondTheLatinOnesAreNamed()
    {
        SwissBill bill = someBill();
        bill.debtor->name = u"Анна Петрова"_s;
        QCOMPARE(sentence(bill),
                 u"The debtor's name holds “А”, and a Swiss QR-bill knows Latin letters only."_s);
        bill.debtor->name = u"Anna 😀"_s;
        QCOMPARE(sentence(bill),
                 u"The debtor's name holds “😀”, and a Swiss QR-bill knows Latin letters only."_s);
        bill.debtor->name = u"Łucja Őry Șerban €"_s;
        QCOMPARE(lines(bill)[21], "Łucja Őry Șerban €"_ba);
        // What a phone's keyboard makes of plain punctuation, and letters in two parts.
        bill.debtor->name = u"Sinéad O’Brien – “Zoe\u0308”"_s;
        QCOMPARE(lines(bill)[21], "Sinéad O'Brien - \"Zoë\""_ba);
    }

    void thePermittedLettersAreThoseOfTheGuidelines()
    {
        SwissBill bill = someBill();
        for (const char16_t c : {u' ', u'~', u'\u00a1', u'\u017f', u'\u0218', u'\u021b', u'\u20ac'}) {
            bill.message = u"a"_s + QChar{c} + u"b"_s;
            QCOMPARE(sentence(bill), QString{});
        }
        for (const char16_t c :
             {u'\u007f', u'\u009f', u'\u0180', u'\u0217', u'\u021c', u'\u20ab', u'\u20ad'}) {
            bill.message = u"a"_s + QChar{c} + u"b"_s;
            QVERIFY2(!sentence(bill).isEmpty(), qPrintable(QString::number(c, 16)));
        }
    }

    void addressesAreTakenApart_data()
    {
        QTest::addColumn<QString>("typed");
        QTest::addColumn<QString>("street");
        QTest::addColumn<QString>("number");
        QTest::newRow("number last") << u"Seestrasse 12a"_s << u"Seestrasse"_s << u"12a"_s;
        QTest::newRow("range") << u"Am Bach 3 - 5"_s << u"Am Bach"_s << u"3 - 5"_s;
        QTest::newRow("range without blanks") << u"Am Bach 3-5"_s << u"Am Bach"_s << u"3-5"_s;
        QTest::newRow("number first") << u"12 rue du Lac"_s << u"rue du Lac"_s << u"12"_s;
        QTest::newRow("number first, bis") << u"12bis, rue du Lac"_s << u"rue du Lac"_s << u"12bis"_s;
        QTest::newRow("lines") << u"c/o Meier\n\n Seestrasse  12 "_s << u"c/o Meier, Seestrasse"_s << u"12"_s;
        QTest::newRow("none") << u"Dorfplatz"_s << u"Dorfplatz"_s << u""_s;
        QTest::newRow("box") << u"Postfach 17"_s << u"Postfach"_s << u"17"_s;
        QTest::newRow("nothing") << u""_s << u""_s << u""_s;
        QTest::newRow("a number alone") << u"17"_s << u"17"_s << u""_s;
    }
    void addressesAreTakenApart()
    {
        QFETCH(QString, typed);
        QFETCH(QString, street);
        QFETCH(QString, number);
        const PostalAddress address{{}, typed, u" Biel "_s, u"BE"_s, u"2501"_s, u"Suisse"_s};
        QCOMPARE(swissAddress(u"Ada"_s, address, u"DE"_s),
                 (SwissAddress{u"Ada"_s, street, number, u"2501"_s, u"Biel"_s, u"CH"_s}));
    }

    void aCountryThatWasNotTypedIsTheOneGiven()
    {
        QCOMPARE(swissAddress(u"Ada"_s, {}, u"CH"_s).country, u"CH"_s);
        PostalAddress address;
        address.country = u"Atlantis"_s;
        QCOMPARE(swissAddress(u"Ada"_s, address, u"CH"_s).country, u"Atlantis"_s); // refused by its name
    }

    void amountsAreShownInThousands()
    {
        QCOMPARE(swissAmount(Money::ofMinor(5, francs)), u"0.05"_s);
        QCOMPARE(swissAmount(Money::ofMinor(99'999, francs)), u"999.99"_s);
        QCOMPARE(swissAmount(Money::ofMinor(100'000, francs)), u"1 000.00"_s);
        QCOMPARE(swissAmount(Money::ofMinor(99'999'999'999, francs)), u"999 999 999.99"_s);
    }

    void headingsAreInFourLanguages()
    {
        QCOMPARE(swissBillWords(u"de-CH"_s).receipt, u"Empfangsschein"_s);
        QCOMPARE(swissBillWords(u"fr"_s).acceptancePoint, u"Point de dépôt"_s);
        QCOMPARE(swissBillWords(u"it_CH"_s).account, u"Conto / Pagabile a"_s);
        QCOMPARE(swissBillWords(u"rm"_s).paymentPart, u"Payment part"_s);
        QCOMPARE(swissBillWords({}).payableByBlank, u"Payable by (name/address)"_s);
    }
};

QTEST_GUILESS_MAIN(SwissBillTest)
#include "swiss_bill_test.moc"
