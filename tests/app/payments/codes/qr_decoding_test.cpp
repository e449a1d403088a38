// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/payments/codes/creditor_reference.h"
#include "app/payments/codes/epc_code.h"
#include "app/payments/codes/qr_image.h"
#include "app/payments/codes/swiss_bill_picture.h"
#include "tests/app/payments/codes/decode_codes.h"
#include "tests/app/payments/codes/swiss_bill_fixture.h"

#include <QImage>
#include <QPainter>
#include <QRegularExpression>
#include <QSet>
#include <QTemporaryDir>
#include <QTest>

using namespace foyer;
using namespace foyer::test;
using namespace Qt::StringLiterals;

namespace {

const QString latin = u"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ &.-'"_s;
const QString umlauts = u"äöüÄÖÜßéèêàçñøåŁśŞğőűčžðþ "_s;
const QString otherScripts = u"Анна Петрова Ελένη 写真館 スタジオ 사진 שלום مرحبا กล้อง "_s;

/// A name of so many characters, ends without blanks.
QString someName(QRandomGenerator& dice, const QString& letters, int length)
{
    QString name = someOf(dice, letters, length);
    name.front() = u'A';
    name.back() = u'Z';
    return name;
}

/// Every length from a cent to the most.
qint64 someAmount(QRandomGenerator& dice, int number)
{
    const int digitsInAll = 1 + number % 11;
    return (u"%1"_s.arg(1 + dice.bounded(9)) + someOf(dice, digits, digitsInAll - 1)).toLongLong();
}

EpcTransfer someTransfer(QRandomGenerator& dice, int number)
{
    static const QStringList accounts{u"DE89370400440532013000"_s, u"NO9386011117947"_s,
                                      u"MT84MALT011000012345MTLCAST001S"_s, u"LI21088100002324013AA"_s};
    EpcTransfer transfer{.name = {},
                         .iban = must(Iban::fromText(accounts[number % accounts.size()])),
                         .bic = number % 5 == 0 ? u"COBADEFFXXX"_s : QString{},
                         .amount = Money::ofMinor(someAmount(dice, number), eur),
                         .purpose = number % 7 == 0 ? u"GDSV"_s : QString{},
                         .reference = {},
                         .text = {},
                         .note = number % 11 == 0 ? u"Danke schön"_s : QString{}};
    const int length = number % 10 == 0 ? 70 : 2 + dice.bounded(69);
    // 70 characters of three bytes leave little for the rest, so those come with a reference.
    const bool isForeign = number % 3 == 2;
    transfer.name = someName(dice, isForeign ? otherScripts : number % 3 == 1 ? umlauts : latin, length);
    if (number % 2 == 0 || isForeign)
        transfer.reference = must(creditorReference(someOf(dice, digitsAndCapitals, 1 + dice.bounded(21))));
    else
        transfer.text =
            someName(dice, number % 4 == 1 ? latin : umlauts, 2 + dice.bounded(number % 4 == 1 ? 100 : 50));
    return transfer;
}

SwissBill someBillOf(QRandomGenerator& dice, int number)
{
    SwissBill bill = number % 2 == 0 ? someBill() : sparseBill();
    bill.currency = number % 3 == 0 ? eur : francs;
    bill.amount.reset();
    if (number % 4 != 3)
        bill.amount = Money::ofMinor(someAmount(dice, number), bill.currency);
    bill.creditor.name = someName(dice, number % 5 == 0 ? umlauts : latin, number % 10 == 0 ? 70 : 20);
    if (number % 2 == 0)
        bill.reference = must(qrReference(u"1"_s + someOf(dice, digits, dice.bounded(26))));
    else if (number % 4 == 1)
        bill.reference = must(creditorReference(someOf(dice, digitsAndCapitals, 1 + dice.bounded(21))));
    bill.message = dice.bounded(2) ? someName(dice, latin, 2 + dice.bounded(139)) : QString{};
    return bill;
}

QImage pictureOf(const QrMatrix& code, QrMark mark)
{
    constexpr int squarePx = 4;
    const int quiet = QrMatrix::quietModules * squarePx;
    QImage image{code.side() * squarePx + 2 * quiet, code.side() * squarePx + 2 * quiet,
                 QImage::Format_RGB32};
    image.fill(Qt::white);
    QPainter painter{&image};
    drawQr(painter, QRectF(quiet, quiet, code.side() * squarePx, code.side() * squarePx), code, mark);
    return image;
}

/// Knows the three shapes that qrSvg draws, and ends the test at any other.
QImage pictureOf(const QByteArray& svg)
{
    constexpr int squarePx = 6;
    static const QRegularExpression bar{u"M(\\d+) (\\d+)h(\\d+)v1h-(\\d+)z"_s};
    QImage picture;
    QXmlStreamReader xml{svg};
    while (!xml.atEnd()) {
        if (xml.readNext() != QXmlStreamReader::StartElement)
            continue;
        const QXmlStreamAttributes words = xml.attributes();
        const auto px = [&words](const QString& name) { return words.value(name).toDouble() * squarePx; };
        if (xml.name() == "svg"_L1) {
            const int side = words.value(u"viewBox"_s).toString().section(u' ', 2, 2).toInt() * squarePx;
            picture = QImage{side, side, QImage::Format_RGB32};
            picture.fill(Qt::red); // so that a missing ground is seen
            continue;
        }
        QPainter painter{&picture};
        const QColor colour{words.value(u"fill"_s).toString()};
        if (xml.name() == "rect"_L1) {
            painter.fillRect(QRectF(px(u"x"_s), px(u"y"_s), px(u"width"_s), px(u"height"_s)), colour);
            continue;
        }
        const QString path = words.value(u"d"_s).toString();
        qsizetype read = 0;
        for (auto it = bar.globalMatch(path); it.hasNext();) {
            const auto match = it.next();
            if (match.captured(3) != match.captured(4))
                qFatal("a bar goes back another way than it came");
            painter.fillRect(match.captured(1).toInt() * squarePx, match.captured(2).toInt() * squarePx,
                             match.captured(3).toInt() * squarePx, squarePx, colour);
            read += match.capturedLength();
        }
        if (xml.name() != "path"_L1 || read != path.size())
            qFatal("the SVG draws something unknown");
    }
    if (xml.hasError())
        qFatal("%s", qPrintable(xml.errorString()));
    return picture;
}

/// The whole bill at so many dots an inch, as a printer or a screen shows it.
QImage pictureOf(const SwissBill& bill, const QString& language, double dpi)
{
    const double pxPerMm = dpi / 25.4;
    QImage image{int(swissBillWidthMm * pxPerMm), int(swissBillHeightMm * pxPerMm), QImage::Format_RGB32};
    image.fill(Qt::white);
    QPainter painter{&image};
    const auto drawn = drawSwissBill(
        painter, QRectF(0, 0, swissBillWidthMm * pxPerMm, swissBillHeightMm * pxPerMm), bill, language);
    if (!drawn)
        qFatal("%s", qPrintable(drawn.error().detail));
    return image;
}

/// Pictures in a folder of their own and what each must hold.
class Pile
{
public:
    void add(const QImage& picture, const QByteArray& content)
    {
        const QString file = m_folder.filePath(u"%1.png"_s.arg(m_contents.size(), 4, 10, QChar{u'0'}));
        if (!picture.save(file))
            qFatal("cannot write %s", qPrintable(file));
        m_contents.insert(file, content);
    }

    /// Names the first that is not read byte by byte; empty: all are.
    /// @param found  what a reader says of files()
    QString firstUnread(const QHash<QString, QByteArrayList>& found) const
    {
        for (auto it = m_contents.cbegin(); it != m_contents.cend(); ++it) {
            if (found.value(it.key()) != QByteArrayList{it.value()})
                return it.key() + u" should hold\n"_s + QString::fromUtf8(it.value()) + u"\nand holds\n"_s +
                       QString::fromUtf8(found.value(it.key()).value(0));
        }
        return {};
    }

    QStringList files() const { return m_contents.keys(); }
    qsizetype size() const { return m_contents.size(); }

private:
    QTemporaryDir m_folder;
    QHash<QString, QByteArray> m_contents;
};

} // namespace

class QrDecodingTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        if (zbarReader().isEmpty() || zxingReader().isEmpty())
            QSKIP("zbarimg or ZXingReader is not installed (packages zbar-tools, zxing-cpp-tools): nothing "
                  "here can "
                  "read codes");
    }

    void s30_aThousandEpcCodesAreReadByteByByte()
    {
        QRandomGenerator dice{43};
        Pile pile;
        QSet<int> versions;
        for (int number = 0; pile.size() < 1000; ++number) {
            const EpcTransfer transfer = someTransfer(dice, number);
            const auto code = epcCode(transfer);
            QVERIFY2(code, qPrintable(refusal(code)));
            versions.insert(code->version());
            pile.add(pictureOf(*code, QrMark::None), must(epcPayload(transfer)));
        }
        for (const auto& found : {decodedByZbar(pile.files()), decodedByZxing(pile.files())}) {
            const QString unread = pile.firstUnread(found);
            QVERIFY2(unread.isEmpty(), qPrintable(unread));
        }
        QVERIFY(versions.size() >= 6); // small and large ones
    }

    void s30_theLargestEpcCodeIsRead()
    {
        QRandomGenerator dice{47};
        EpcTransfer transfer = someTransfer(dice, 1);
        transfer.name = QString(70, u'ä');
        transfer.text = QString(140, u't');
        const qsizetype room = 331 - must(epcPayload(transfer)).size();
        QVERIFY(room > 0);
        transfer.text = QString(room, u'ü') + QString(140 - room, u't');
        Pile pile;
        const QrMatrix code = must(epcCode(transfer));
        QCOMPARE(code.version(), 13);
        pile.add(pictureOf(code, QrMark::None), must(epcPayload(transfer)));
        QCOMPARE(pile.firstUnread(decodedByZbar(pile.files())), QString{});
    }

    void s30_swissCodesAreReadWithAndWithoutTheirCross()
    {
        QRandomGenerator dice{53};
        Pile plain;
        Pile crossed;
        for (int number = 0; number < 200; ++number) {
            const SwissBill bill = someBillOf(dice, number);
            const QrMatrix code = must(swissCode(bill));
            plain.add(pictureOf(code, QrMark::None), must(swissPayload(bill)));
            crossed.add(pictureOf(code, QrMark::SwissCross), must(swissPayload(bill)));
        }
        for (const QString& unread : {plain.firstUnread(decodedByZbar(plain.files())),
                                      plain.firstUnread(decodedByZxing(plain.files())),
                                      crossed.firstUnread(decodedByZxing(crossed.files()))})
            QVERIFY2(unread.isEmpty(), qPrintable(unread));
    }

    void s30_wholeBillsAreReadAsPrinted()
    {
        QRandomGenerator dice{59};
        Pile pile;
        int number = 0;
        for (const QString& language : {u"de"_s, u"fr"_s, u"it"_s, u"en"_s}) {
            for (const double dpi : {150., 203., 300.}) {
                const SwissBill bill = someBillOf(dice, number++);
                pile.add(pictureOf(bill, language, dpi), must(swissPayload(bill)));
            }
        }
        const QString unread = pile.firstUnread(decodedByZxing(pile.files()));
        QVERIFY2(unread.isEmpty(), qPrintable(unread));
    }

    /// What a page shows is the same code. Drawn from the SVG's own words, without Qt's SVG.
    void s30_theSvgOfAPageIsRead()
    {
        Pile plain;
        Pile crossed;
        const QrMatrix code = must(swissCode(someBill()));
        plain.add(pictureOf(qrSvg(code)), must(swissPayload(someBill())));
        crossed.add(pictureOf(qrSvg(code, QrMark::SwissCross)), must(swissPayload(someBill())));
        QCOMPARE(plain.firstUnread(decodedByZbar(plain.files())), QString{});
        QCOMPARE(crossed.firstUnread(decodedByZxing(crossed.files())), QString{});
        for (const QByteArray& svg : {qrSvg(code), qrSvg(code, QrMark::SwissCross)}) {
            QVERIFY(svg.contains(u"viewBox=\"0 0 %1 %1\""_s.arg(code.side() + 8).toLatin1()));
            QVERIFY(!svg.contains("currentColor") && !svg.contains("style") && !svg.contains("role"));
        }
    }
};

QTEST_MAIN(QrDecodingTest)
#include "qr_decoding_test.moc"
