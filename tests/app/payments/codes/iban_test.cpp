// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/payments/codes/iban.h"
#include "tests/app/payments/codes/codes_fixture.h"

#include <QTest>

using namespace foyer;
using namespace foyer::test;
using namespace Qt::StringLiterals;

namespace {

QString read(const QString& typed)
{
    return must(Iban::fromText(typed)).text();
}

bool isIban(const QString& text)
{
    return Iban::fromText(text).has_value();
}

/// Letters whose two digits are eleven times the digit beside them: 1B and B1 are both 111, so no sum of the
/// characters' digits tells them apart.
bool looksTheSameSwapped(QChar a, QChar b)
{
    const QString pair = QString{std::min(a, b)} + std::max(a, b);
    return pair == "1B"_L1 || pair == "2M"_L1 || pair == "3X"_L1;
}

} // namespace

class IbanTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    /// The registry's own examples.
    void aValidOneIsTakenAndShownInFours_data()
    {
        QTest::addColumn<QString>("shown");
        for (const char* iban : {"AD12 0001 2030 2003 5910 0100",
                                 "AT61 1904 3002 3457 3201",
                                 "BE68 5390 0754 7034",
                                 "BG80 BNBG 9661 1020 3456 78",
                                 "CH93 0076 2011 6238 5295 7",
                                 "CY17 0020 0128 0000 0012 0052 7600",
                                 "CZ65 0800 0000 1920 0014 5399",
                                 "DE89 3704 0044 0532 0130 00",
                                 "DK50 0040 0440 1162 43",
                                 "EE38 2200 2210 2014 5685",
                                 "ES91 2100 0418 4502 0005 1332",
                                 "FI21 1234 5600 0007 85",
                                 "FR14 2004 1010 0505 0001 3M02 606",
                                 "GB29 NWBK 6016 1331 9268 19",
                                 "GR16 0110 1250 0000 0001 2300 695",
                                 "HR12 1001 0051 8630 0016 0",
                                 "HU42 1177 3016 1111 1018 0000 0000",
                                 "IE29 AIBK 9311 5212 3456 78",
                                 "IS14 0159 2600 7654 5510 7303 39",
                                 "IT60 X054 2811 1010 0000 0123 456",
                                 "LI21 0881 0000 2324 013A A",
                                 "LT12 1000 0111 0100 1000",
                                 "LU28 0019 4006 4475 0000",
                                 "LV80 BANK 0000 4351 9500 1",
                                 "MC58 1122 2000 0101 2345 6789 030",
                                 "MT84 MALT 0110 0001 2345 MTLC AST0 01S",
                                 "NL91 ABNA 0417 1643 00",
                                 "NO93 8601 1117 947",
                                 "PL61 1090 1014 0000 0712 1981 2874",
                                 "PT50 0002 0123 1234 5678 9015 4",
                                 "RO49 AAAA 1B31 0075 9384 0000",
                                 "SE45 5000 0000 0583 9825 7466",
                                 "SI56 2633 0001 2039 086",
                                 "SK31 1200 0000 1987 4263 7541",
                                 "SM86 U032 2509 8000 0000 0270 100",
                                 "TR33 0006 1005 1978 6457 8413 26",
                                 "AE07 0331 2345 6789 0123 456"})
            QTest::newRow(iban) << QString::fromLatin1(iban);
    }
    void aValidOneIsTakenAndShownInFours()
    {
        QFETCH(QString, shown);
        const auto iban = Iban::fromText(shown);
        QVERIFY2(iban, qPrintable(refusal(iban)));
        QCOMPARE(iban->shown(), shown);
        QCOMPARE(iban->text(), QString{shown}.remove(u' '));
        QCOMPARE(read(iban->text()), iban->text());
    }

    void blanksCaseAndTheWordInFrontDoNotMatter()
    {
        const QString iban = u"DE89370400440532013000"_s;
        for (const QString& typed :
             {u"de89370400440532013000"_s, u"  DE89 3704 0044 0532 0130 00\n"_s,
              u"IBAN DE89370400440532013000"_s, u"Iban: DE89 3704 0044\t0532 0130 00"_s,
              u"DE89\u00a03704\u202f0044\u20090532 0130 00"_s, u"\u200eDE8937040044\u200b0532013000"_s,
              u"D E 8 9 3 7 0 4 0 0 4 4 0 5 3 2 0 1 3 0 0 0"_s})
            QCOMPARE(read(typed), iban);
    }

    void aRefusalSaysWhatIsWrong_data()
    {
        QTest::addColumn<QString>("typed");
        QTest::addColumn<QString>("sentence");
        QTest::newRow("nothing") << u"  "_s << u"An IBAN is missing."_s;
        QTest::newRow("the word alone") << u"IBAN:"_s << u"An IBAN is missing."_s;
        QTest::newRow("too short") << u"DE89 3704 0044 0532 0130 0"_s
                                   << u"An IBAN that begins with DE has 22 characters; this one has 21."_s;
        QTest::newRow("too long") << u"NO93 8601 1117 9470"_s
                                  << u"An IBAN that begins with NO has 15 characters; this one has 16."_s;
        QTest::newRow("another country") << u"US64 SVBK US6S 3300 9586 73"_s << u"No IBAN begins with US."_s;
        QTest::newRow("an account's number")
            << u"0532013000"_s << u"An IBAN begins with the two letters of its country, such as DE."_s;
        QTest::newRow("two letters") << u"DE"_s
                                     << u"An IBAN begins with the two letters of its country, such as DE."_s;
        QTest::newRow("hyphens") << u"DE89-3704-0044-0532-0130-00"_s
                                 << u"An IBAN consists of the letters A to Z and digits; “-” is neither."_s;
        QTest::newRow("digits of another script")
            << u"DE8937040044053201300\u0660"_s
            << u"An IBAN consists of the letters A to Z and digits; “\u0660” is neither."_s;
        QTest::newRow("emoji") << u"DE89 😀"_s
                               << u"An IBAN consists of the letters A to Z and digits; “😀” is neither."_s;
        QTest::newRow("letters for check digits")
            << u"DEO9370400440532013000"_s << u"The third and fourth character of an IBAN are digits."_s;
        const QString wrong =
            u"The check digits of this IBAN do not fit: a character is mistyped, or two are swapped."_s;
        QTest::newRow("mistyped") << u"DE89 3704 0044 0532 0130 01"_s << wrong;
        QTest::newRow("swapped") << u"DE89 3704 0044 0523 0130 00"_s << wrong;
    }
    void aRefusalSaysWhatIsWrong()
    {
        QFETCH(QString, typed);
        QFETCH(QString, sentence);
        const auto iban = Iban::fromText(typed);
        QVERIFY(!iban);
        QCOMPARE(iban.error().fault, Fault::Invalid);
        QCOMPARE(iban.error().detail, sentence);
    }

    /// 98 and 01 leave the same remainder, but nobody issues 01.
    void checkDigitsThatNobodyIssuesAreRefused()
    {
        QRandomGenerator dice{3};
        int seen = 0;
        for (int i = 0; i < 20'000; ++i) {
            const QString rest = someOf(dice, digits, 18);
            const QString valid = withMod97(u"DE"_s, rest);
            const int check = valid.mid(2, 2).toInt();
            QVERIFY(isIban(valid));
            for (const int other : {check - 97, check + 97}) {
                if (other < 0 || other > 99)
                    continue;
                QVERIFY(!isIban(u"DE%1%2"_s.arg(other, 2, 10, QChar{u'0'}).arg(rest)));
                ++seen;
            }
        }
        QVERIFY(seen > 300);
    }

    void everySingleWrongCharacterIsFound()
    {
        QRandomGenerator dice{5};
        for (int i = 0; i < 200; ++i) {
            const bool isMaltese = i % 2 == 0;
            const QString iban = isMaltese ? withMod97(u"MT"_s, someOf(dice, digitsAndCapitals, 27))
                                           : withMod97(u"DE"_s, someOf(dice, digits, 18));
            for (qsizetype at = 2; at < iban.size(); ++at) {
                // A letter for a digit moves all that is in front of it: that is not one wrong character.
                const QString& others = isAsciiDigit(iban[at]) ? digits : digitsAndCapitals.sliced(10);
                for (const QChar other : others) {
                    QString changed = iban;
                    changed[at] = other;
                    QCOMPARE(isIban(changed), other == iban[at]);
                }
            }
        }
    }

    void everySwapOfNeighboursIsFoundThatModulo97Sees()
    {
        QRandomGenerator dice{7};
        int blind = 0;
        int found = 0;
        for (int i = 0; i < 3000; ++i) {
            const QString iban = withMod97(u"MT"_s, someOf(dice, digitsAndCapitals, 27));
            for (qsizetype at = 4; at + 1 < iban.size(); ++at) {
                if (iban[at] == iban[at + 1])
                    continue;
                QString swapped = iban;
                std::swap(swapped[at], swapped[at + 1]);
                QCOMPARE(isIban(swapped), looksTheSameSwapped(iban[at], iban[at + 1]));
                ++(isIban(swapped) ? blind : found);
            }
        }
        QVERIFY(blind > 0);
        QVERIFY(found > 200 * blind);
    }

    void swissQrAccountsAreThoseOfTheirInstitutions()
    {
        const auto swiss = [](const QString& institution) {
            return must(Iban::fromText(withMod97(u"CH"_s, institution + u"000889012345"_s)));
        };
        QVERIFY(must(Iban::fromText(u"CH44 3199 9123 0008 8901 2"_s)).isSwissQr());
        QVERIFY(!must(Iban::fromText(u"CH93 0076 2011 6238 5295 7"_s)).isSwissQr());
        QVERIFY(!swiss(u"29999"_s).isSwissQr());
        QVERIFY(swiss(u"30000"_s).isSwissQr());
        QVERIFY(swiss(u"31999"_s).isSwissQr());
        QVERIFY(!swiss(u"32000"_s).isSwissQr());
        QVERIFY(must(Iban::fromText(withMod97(u"LI"_s, u"30808001234567890"_s))).isSwissQr());
        // The same digits elsewhere mean nothing.
        QVERIFY(!must(Iban::fromText(withMod97(u"DE"_s, u"300000008890123450"_s))).isSwissQr());
    }

    void areasOfPaymentAreKnown()
    {
        const auto of = [](const char* iban) { return must(Iban::fromText(QString::fromLatin1(iban))); };
        QVERIFY(of("DE89370400440532013000").isEea());
        QVERIFY(of("NO9386011117947").isEea());
        QVERIFY(of("LI21088100002324013AA").isEea());
        for (const char* outside : {"CH9300762011623852957", "GB29NWBK60161331926819"}) {
            QVERIFY(of(outside).isSepa());
            QVERIFY(!of(outside).isEea());
        }
        QVERIFY(!of("TR330006100519786457841326").isSepa());
    }

    void aBicHasItsShapeAndCountry()
    {
        QCOMPARE(must(bicFromText(u" cobadeff xxx "_s)), u"COBADEFFXXX"_s);
        QCOMPARE(must(bicFromText(u"POFICHBE"_s)), u"POFICHBE"_s);
        QCOMPARE(must(bicFromText(u"NCBVXKPR"_s)), u"NCBVXKPR"_s); // Kosovo
        QCOMPARE(refusal(bicFromText(u"COBADEF"_s)), u"A BIC has 8 or 11 characters; this one has 7."_s);
        QCOMPARE(refusal(bicFromText(u""_s)), u"A BIC has 8 or 11 characters; this one has 0."_s);
        QCOMPARE(refusal(bicFromText(u"COBAQQFF"_s)),
                 u"The fifth and sixth character of a BIC name its country; “QQ” is none."_s);
        QCOMPARE(refusal(bicFromText(u"COBA-DEF"_s)),
                 u"A BIC consists of the letters A to Z and digits; “-” is neither."_s);
        QVERIFY(!bicFromText(u"DE89370400440532013000"_s));
    }

    void whateverIsTypedIsAnsweredWithASentence()
    {
        QRandomGenerator dice{11};
        const QString pieces = u"DECHIBAN 0123456789:-\n\u00a0ß😀ıİ"_s;
        for (int i = 0; i < 20'000; ++i) {
            QString typed = someOf(dice, pieces, dice.bounded(40));
            if (dice.bounded(3) == 0)
                typed.append(QChar{char16_t(dice.bounded(0x10000))});
            const auto iban = Iban::fromText(typed);
            QVERIFY(iban ? iban->text().size() >= 15 : iban.error().detail.endsWith(u'.'));
            const auto bic = bicFromText(typed);
            QVERIFY(bic || bic.error().detail.endsWith(u'.'));
        }
    }
};

QTEST_GUILESS_MAIN(IbanTest)
#include "iban_test.moc"
