// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/payments/codes/creditor_reference.h"
#include "app/payments/codes/found_references.h"
#include "tests/app/payments/codes/codes_fixture.h"

#include <QElapsedTimer>
#include <QSet>
#include <QTest>

#include <algorithm>

using namespace foyer;
using namespace foyer::test;
using namespace Qt::StringLiterals;

namespace {

QStringList found(const QString& text, bool onlyBounded = true)
{
    QStringList references;
    for (const FoundReference& one : findReferences(text)) {
        if (one.isBounded || !onlyBounded)
            references += one.reference;
    }
    return references;
}

/// As banks write it: in groups, in lower case, broken over lines.
QString disfigured(QRandomGenerator& dice, const QString& reference)
{
    QString text;
    const bool isLower = dice.bounded(3) == 0;
    const int every = dice.bounded(2) ? 4 : 1 + dice.bounded(9);
    for (qsizetype i = 0; i < reference.size(); ++i) {
        if (i > 0 && i % every == 0)
            text += QStringList{u" "_s, u"\n"_s, u"\r\n"_s, u""_s, u"  "_s, u"\u00a0"_s}[dice.bounded(6)];
        text += isLower ? reference[i].toLower() : reference[i];
    }
    return text;
}

QString someReference(QRandomGenerator& dice)
{
    return dice.bounded(2) ? must(creditorReference(someOf(dice, digitsAndCapitals, 1 + dice.bounded(21))))
                           : must(qrReference(u"1"_s + someOf(dice, digits, dice.bounded(26))));
}

} // namespace

class FoundReferencesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void referencesAreFoundHoweverABankWroteThem_data()
    {
        QTest::addColumn<QString>("text");
        const char* const rf[] = {"RF18539007547034",
                                  "Payment RF18 5390 0754 7034, thank you",
                                  "rf18 5390 0754 7034",
                                  "SVWZ+RF18539007547034",
                                  "Ref.:RF18539007547034/2026",
                                  "RF18 5390 07\n54 7034",
                                  "RF18 5390 07\r\n54 7034 Ada Okafor",
                                  "\tRF 18 5390 0754 7034.",
                                  "R\nF18539007547034",
                                  "(RF18539007547034)"};
        for (const char* text : rf)
            QTest::newRow(qPrintable(QString::fromLatin1(text).simplified())) << QString::fromLatin1(text);
        QTest::newRow("narrow blanks") << u"RF18\u202f5390\u202f0754\u202f7034"_s;
    }
    void referencesAreFoundHoweverABankWroteThem()
    {
        QFETCH(QString, text);
        QVERIFY2(found(text).contains(u"RF18539007547034"_s), qPrintable(found(text, false).join(u' ')));
    }

    void swissReferencesAreFoundInAnyGroups()
    {
        const QString reference = u"210000000003139471430009017"_s;
        for (const QString& text :
             {reference, u"QRR 21 00000 00003 13947 14300 09017 vielen Dank"_s,
              u"21 00000 00003 13947\n14300 09017"_s, u"/ROC/210000000003139471430009017//"_s,
              u"Rechnung:2100 0000 0003 1394 7143 0009 017"_s})
            QVERIFY2(found(text).contains(reference), qPrintable(text));
    }

    void whatIsNoReferenceIsNotFound()
    {
        for (const QString& text :
             {u""_s, u"RF"_s, u"RF18"_s, u"RF18 5390 0754 7035"_s, u"Invoice 2026-0017"_s,
              u"RF18-5390-0754-7034"_s, u"210000000003139471430009018"_s, u"CH44 3199 9123 0008 8901 2"_s,
              QString(27, u'0'), u"RF18 5390.0754 7034"_s, u"\ufffd\u0000"_s})
            QCOMPARE(found(text), QStringList{});
    }

    /// A reference that runs into other words may be proposed, never booked.
    void whatTouchesOtherLettersIsMarked()
    {
        for (const QString& text : {u"RF18539007547034ANNA"_s, u"REFRF18539007547034"_s,
                                    u"äRF18539007547034"_s, u"RF18 5390 0754 7034ß"_s,
                                    u"9210000000003139471430009017"_s, u"210000000003139471430009017a"_s}) {
            const auto all = findReferences(text);
            QCOMPARE(std::count_if(all.begin(), all.end(),
                                   [](const FoundReference& one) { return one.isBounded; }),
                     0);
            QVERIFY2(std::any_of(all.begin(), all.end(),
                                 [](const FoundReference& one) {
                                     return one.reference == "RF18539007547034"_L1 ||
                                            one.reference == "210000000003139471430009017"_L1;
                                 }),
                     qPrintable(text));
        }
    }

    void whereAReferenceEndsIsNotGuessed()
    {
        // Found by trying: the second word, taken for a part of the reference, fits as well.
        QString text;
        for (int i = 100; i < 1000 && text.isEmpty(); ++i) {
            const QString longer = u"RF18539007547034%1"_s.arg(i);
            if (creditorReferenceFromText(longer))
                text = u"RF18 5390 0754 7034 %1"_s.arg(i);
        }
        const QString longer = QString{text}.remove(u' ');
        QCOMPARE(found(text), (QStringList{longer, u"RF18539007547034"_s}));
    }

    void placesAreGivenInTheText()
    {
        const QString text = u"für rf18 5390\n0754 7034, und RF332348236"_s;
        const auto all = findReferences(text);
        QCOMPARE(all.size(), 2U);
        QCOMPARE(text.mid(all[0].at, all[0].length), u"rf18 5390\n0754 7034"_s);
        QCOMPARE(text.mid(all[1].at, all[1].length), u"RF332348236"_s);
        QCOMPARE(found(u"RF332348236 and again RF332348236"_s).size(), 1);
        // A bounded place is the better witness than an earlier one that is not.
        QCOMPARE(found(u"xRF332348236; RF332348236"_s), QStringList{u"RF332348236"_s});
    }

    void noHandedOutReferenceIsMissedInNoise()
    {
        QRandomGenerator dice{31};
        const QString noise = u"SVWZ+ Danke für 12.5 EUR\nRF /?20KREF+\u00a0-,😀0"_s;
        for (int i = 0; i < 20'000; ++i) {
            const QString reference = someReference(dice);
            // A blank and a sign: "for 17 RF…" has digits of its own in front.
            const QString text = someOf(dice, noise, dice.bounded(40)) + u" :"_s +
                                 disfigured(dice, reference) + u";"_s + someOf(dice, noise, dice.bounded(40));
            QVERIFY2(found(text).contains(reference), qPrintable(reference + u" in "_s + text));
        }
    }

    /// Another reference of the studio may be found only where it stands.
    void noOtherReferenceIsFoundInItsPlace()
    {
        QRandomGenerator dice{37};
        QStringList handedOut;
        for (int i = 0; i < 3000; ++i)
            handedOut += must(creditorReferenceOfNumber(u"2026-%1"_s.arg(i, 4, 10, QChar{u'0'})));
        const QSet<QString> known{handedOut.cbegin(), handedOut.cend()};
        for (const QString& reference : handedOut) {
            QStringList ours;
            for (const QString& one :
                 found(u"Ada Okafor "_s + disfigured(dice, reference) + u" Wedding 17 May"_s)) {
                if (known.contains(one))
                    ours += one;
            }
            QCOMPARE(ours, QStringList{reference});
        }
    }

    void anyTextIsReadInTimeThatGrowsWithIt()
    {
        QRandomGenerator dice{41};
        for (int i = 0; i < 5000; ++i) {
            QString text;
            for (int j = dice.bounded(200); j > 0; --j)
                text += QChar{dice.bounded(2) ? u"RrFf0189 \n"_s[dice.bounded(10)].unicode()
                                              : char16_t(dice.bounded(0x10000))};
            for (const FoundReference& one : findReferences(text)) {
                QVERIFY(isReference(one.reference));
                QVERIFY(one.at >= 0 && one.length >= one.reference.size() &&
                        one.at + one.length <= text.size());
                QVERIFY(
                    QString{text.mid(one.at, one.length)}.startsWith(one.reference[0], Qt::CaseInsensitive));
            }
        }
        QElapsedTimer timer;
        timer.start();
        QVERIFY(!findReferences(someOf(dice, digits, 200'000)).empty());
        QVERIFY(!findReferences(u"RF18539007547034 "_s.repeated(20'000)).empty());
        QVERIFY2(timer.elapsed() < 10'000, qPrintable(QString::number(timer.elapsed())));
    }

private:
    static bool isReference(const QString& text)
    {
        return isCreditorReference(text) ? creditorReferenceFromText(text).has_value()
                                         : qrReferenceFromText(text).has_value();
    }
};

QTEST_GUILESS_MAIN(FoundReferencesTest)
#include "found_references_test.moc"
