// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/payments/codes/swiss_bill_picture.h"
#include "tests/app/payments/codes/swiss_bill_fixture.h"

#include <QImage>
#include <QPageSize>
#include <QPainter>
#include <QPdfWriter>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

using namespace foyer;
using namespace foyer::test;
using namespace Qt::StringLiterals;

namespace {

constexpr double pxPerMm = 300 / 25.4;

Result<void> drawOn(QImage& page, const SwissBill& bill, const QString& language)
{
    QPainter painter{&page};
    return drawSwissBill(painter, QRectF(0, 0, swissBillWidthMm * pxPerMm, swissBillHeightMm * pxPerMm), bill,
                         language);
}

QImage blankPage()
{
    QImage page{int(swissBillWidthMm * pxPerMm), int(swissBillHeightMm * pxPerMm), QImage::Format_RGB32};
    page.fill(Qt::white);
    return page;
}

QImage drawn(const SwissBill& bill, const QString& language = u"en"_s)
{
    QImage page = blankPage();
    if (const auto done = drawOn(page, bill, language); !done)
        qFatal("%s", qPrintable(done.error().detail));
    return page;
}

/// Where something is drawn within a part of the page, all in mm; empty when it is white.
QRectF ink(const QImage& page, const QRectF& part)
{
    QRect box;
    for (int y = int(part.top() * pxPerMm); y < int(part.bottom() * pxPerMm); ++y) {
        for (int x = int(part.left() * pxPerMm); x < int(part.right() * pxPerMm); ++x) {
            if (qGray(page.pixel(x, y)) < 128)
                box |= QRect{x, y, 1, 1};
        }
    }
    return {box.x() / pxPerMm, box.y() / pxPerMm, box.width() / pxPerMm, box.height() / pxPerMm};
}

bool isNear(double a, double b)
{
    return std::abs(a - b) < 0.15; // two dots
}

/// As much as fits into the code, in the widest letters.
SwissBill crowdedBill()
{
    SwissBill bill = someBill();
    for (SwissAddress* address : {&bill.creditor, &*bill.debtor}) {
        address->name = QString(70, u'W');
        address->street = u"WWWW "_s.repeated(14).trimmed();
        address->houseNumber = QString(16, u'8');
        address->postalCode = QString(16, u'8');
        address->town = QString(35, u'W');
        address->country = u"DE"_s;
    }
    bill.message = u"MMM "_s.repeated(35).trimmed();
    bill.amount = Money::ofMinor(99'999'999'999, francs);
    return bill;
}

} // namespace

class SwissBillPictureTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void s30_theCodeIs46MillimetresWithFiveOfWhiteAround()
    {
        for (const SwissBill& bill : {someBill(), sparseBill(), crowdedBill()}) {
            const QImage page = drawn(bill);
            const QRectF code = ink(page, {62.5, 12.1, 55.4, 55.8});
            QVERIFY2(isNear(code.x(), 67) && isNear(code.y(), 17) && isNear(code.width(), 46) &&
                         isNear(code.height(), 46),
                     qPrintable(
                         u"%1 %2 %3 %4"_s.arg(code.x()).arg(code.y()).arg(code.width()).arg(code.height())));
        }
    }

    /// Black field, white arms, white rim.
    void s30_theCrossStandsInItsMiddle()
    {
        const QImage page = drawn(someBill());
        const auto isDark = [&page](double x, double y) {
            return qGray(page.pixel(int((90 + x) * pxPerMm), int((40 + y) * pxPerMm))) < 128;
        };
        for (const double away : {0., 0.8, 1.6}) {
            QVERIFY(!isDark(away, 0) && !isDark(-away, 0) && !isDark(0, away) && !isDark(0, -away));
        }
        for (const double away : {2.2, 2.8}) {
            QVERIFY(isDark(away, 0) && isDark(-away, 0) && isDark(0, away) && isDark(0, -away));
        }
        QVERIFY(isDark(1, 1) && isDark(-1, 1) && isDark(1, -1) && isDark(-2.8, -2.8));
        for (double along = -3.4; along <= 3.4; along += 0.1) {
            QVERIFY(!isDark(along, 3.25) && !isDark(along, -3.25) && !isDark(3.25, along) &&
                    !isDark(-3.25, along));
        }
    }

    void s30_fieldsToFillInHaveTheirSizes()
    {
        const QImage page = drawn(sparseBill());
        const QRectF amount = ink(page, {76, 72.5, 43, 20});
        QVERIFY(isNear(amount.width(), 40.2) && isNear(amount.height(), 15.2)); // and the marks' own breadth
        const QRectF smallAmount = ink(page, {26.5, 67.5, 33, 12});
        QVERIFY(isNear(smallAmount.width(), 30.2) && isNear(smallAmount.height(), 10.2));
        const QRectF debtor = ink(page, {117, 32.5, 90, 30});
        QVERIFY(isNear(debtor.width(), 65.2) && isNear(debtor.height(), 25.2));
    }

    void s30_theLongestTextsStayInTheirPlace()
    {
        const QImage page = drawn(crowdedBill());
        QCOMPARE(ink(page, {117, 90, 92, 14}), QRectF{});  // below the payment part's texts
        QCOMPARE(ink(page, {205.2, 1, 4, 103}), QRectF{}); // beside them
        QCOMPARE(ink(page, {42, 68, 19, 12}), QRectF{});   // below the receipt's texts, beside its amount
        QCOMPARE(ink(page, {57.2, 12, 4, 90}), QRectF{});  // beside them
        // Nothing was left out of the payment part: creditor and debtor take most of its height.
        QVERIFY(ink(page, {117, 1, 92, 103}).bottom() > 60);
    }

    void whatIsRefusedLeavesThePageWhite()
    {
        SwissBill bill = someBill();
        bill.reference.clear();
        QImage page = blankPage();
        const auto done = drawOn(page, bill, u"de"_s);
        QCOMPARE(refusal(done), u"A QR-IBAN needs a QR reference of 27 digits."_s);
        QCOMPARE(page, blankPage());
    }

    void s30_thePdfSaysInWordsWhatTheCodeHolds()
    {
        QTemporaryDir folder;
        const QString file = folder.filePath(u"bill.pdf"_s);
        {
            QPdfWriter writer{file};
            writer.setPageSize(QPageSize{QPageSize::A4});
            writer.setPageMargins({});
            writer.setResolution(720);
            QPainter painter{&writer};
            constexpr double unitsPerMm = 720 / 25.4;
            const auto done = drawSwissBill(
                painter,
                QRectF(0, 192 * unitsPerMm, swissBillWidthMm * unitsPerMm, swissBillHeightMm * unitsPerMm),
                someBill(), u"fr-CH"_s);
            QVERIFY2(done, qPrintable(refusal(done)));
        }
        QProcess reader;
        reader.start(u"pdftotext"_s, {u"-layout"_s, file, u"-"_s});
        QVERIFY(reader.waitForFinished());
        const QString text = QString::fromUtf8(reader.readAllStandardOutput()).simplified();
        for (const QString& words :
             {u"Récépissé"_s, u"Section paiement"_s, u"Compte / Payable à"_s, u"CH44 3199 9123 0008 8901 2"_s,
              u"Studio Morgenrot GmbH"_s, u"Seestrasse 12a"_s, u"8002 Zürich"_s,
              u"21 00000 00003 13947 14300 09017"_s, u"Rechnung 2026-0017, Hochzeit am See"_s,
              u"Élodie Châtelain"_s, u"Rue du Lac 1268"_s, u"2501 Biel/Bienne"_s, u"1 949.75"_s, u"CHF"_s,
              u"Point de dépôt"_s})
            QVERIFY2(text.contains(words), qPrintable(words + u" in "_s + text));
        QCOMPARE(text.count(u"1 949.75"_s), 2);
    }
};

QTEST_MAIN(SwissBillPictureTest)
#include "swiss_bill_picture_test.moc"
