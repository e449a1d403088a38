// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/print/sample_sheets.h"

#include <QDir>
#include <QFile>
#include <QImage>
#include <QProcess>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <cmath>
#include <thread>
#include <vector>

using namespace foyer;
using namespace foyer::print;
using namespace Qt::StringLiterals;

namespace {

/// FOYER_UPDATE_GOLDENS=1 writes what is here now; look at it before it is committed.
bool updatesGoldens()
{
    return qEnvironmentVariableIsSet("FOYER_UPDATE_GOLDENS");
}

QString golden(const QString& name)
{
    return QStringLiteral(FOYER_GOLDENS "/") + name;
}

QByteArray contentOf(const QString& path)
{
    QFile file{path};
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray{};
}

bool writeTo(const QString& path, const QByteArray& bytes)
{
    QFile file{path};
    return file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size();
}

/// 0 … 255: how far two pictures of one size are apart, on average and in the worst part of the page.
struct Distance
{
    double mean = 0;
    double worst = 0; ///< of any 16 × 16 pixels
};
Distance distance(const QImage& a, const QImage& b)
{
    constexpr int part = 16;
    Distance distance;
    double sum = 0;
    for (int y0 = 0; y0 < a.height(); y0 += part) {
        for (int x0 = 0; x0 < a.width(); x0 += part) {
            double inPart = 0;
            int pixels = 0;
            for (int y = y0; y < std::min(a.height(), y0 + part); ++y) {
                for (int x = x0; x < std::min(a.width(), x0 + part); ++x, ++pixels)
                    inPart += std::abs(qGray(a.pixel(x, y)) - qGray(b.pixel(x, y)));
            }
            sum += inPart;
            distance.worst = std::max(distance.worst, inPart / pixels);
        }
    }
    distance.mean = sum / (double(a.width()) * a.height());
    return distance;
}

/// How much may differ between two builds of FreeType; a word that moved by a line is far beyond.
constexpr Distance tolerance{0.8, 24};

} // namespace

class SheetsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QVERIFY(m_folder.isValid()); }

    void textCopiesOutAsItWasWritten_S3_S5_data() { addSheets(); }
    void textCopiesOutAsItWasWritten_S3_S5()
    {
        const auto tool = QStandardPaths::findExecutable(u"pdftotext"_s);
        if (tool.isEmpty())
            QSKIP("pdftotext is not installed (poppler-utils)");
        QFETCH(int, index);
        const QByteArray text = textOf(makeSheet(index));
        QVERIFY(!text.isEmpty());
        const QString file = golden(sheet(index).name + ".txt"_L1);
        if (updatesGoldens())
            QVERIFY(writeTo(file, text));
        const QList<QByteArray> expected = contentOf(file).split('\n');
        const QList<QByteArray> lines = text.split('\n');
        for (qsizetype i = 0; i < std::min(lines.size(), expected.size()); ++i)
            QCOMPARE(QString::fromUtf8(lines[i]), QString::fromUtf8(expected[i]));
        QCOMPARE(lines.size(), expected.size());
    }

    void pagesLookAsTheyDid_S3_S5_data() { addSheets(); }
    void pagesLookAsTheyDid_S3_S5()
    {
        const auto tool = QStandardPaths::findExecutable(u"pdftoppm"_s);
        if (tool.isEmpty())
            QSKIP("pdftoppm is not installed (poppler-utils)");
        QFETCH(int, index);
        const QString name = sheet(index).name;
        const QString stem = m_folder.filePath(name);
        QVERIFY(writeTo(stem + ".pdf"_L1, makeSheet(index)));
        QCOMPARE(QProcess::execute(tool, {u"-r"_s, u"50"_s, u"-gray"_s, u"-png"_s, stem + ".pdf"_L1, stem}),
                 0);
        const QStringList pages =
            QDir{m_folder.path()}.entryList({name + u"-[0-9]*.png"_s}, QDir::Files, QDir::Name);
        QCOMPARE(pages.size(), sheet(index).pages);
        for (const QString& page : pages) {
            // Of a long contract: its beginning, and its end with signatures and evidence.
            const qsizetype number = pages.indexOf(page) + 1;
            if (number > 4 && number + 2 <= pages.size())
                continue;
            const QImage picture{m_folder.filePath(page)};
            if (updatesGoldens())
                QVERIFY(picture.convertToFormat(QImage::Format_Grayscale8).save(golden(page)));
            const QImage expected{golden(page)};
            QVERIFY2(!expected.isNull(), qPrintable(golden(page)));
            QCOMPARE(picture.size(), expected.size());
            const Distance apart = distance(picture, expected);
            QVERIFY2(
                apart.mean <= tolerance.mean && apart.worst <= tolerance.worst,
                qPrintable(u"%1: %2 on average, %3 at worst"_s.arg(page).arg(apart.mean).arg(apart.worst)));
        }
    }

    /// What the comparison above is worth.
    void aMovedLineWouldBeSeen()
    {
        if (QStandardPaths::findExecutable(u"pdftoppm"_s).isEmpty())
            QSKIP("pdftoppm is not installed (poppler-utils)");
        OrderSheet moved = test::oneLineOrder();
        moved.to.append(u"Example Land"_s);
        const auto pdf = orderPdf(moved);
        const QString stem = m_folder.filePath(u"moved"_s);
        QVERIFY(pdf && writeTo(stem + ".pdf"_L1, *pdf));
        QCOMPARE(QProcess::execute(u"pdftoppm"_s,
                                   {u"-r"_s, u"50"_s, u"-gray"_s, u"-png"_s, stem + ".pdf"_L1, stem}),
                 0);
        const Distance apart = distance(QImage{stem + "-1.png"_L1}, QImage{golden(u"order-1.png"_s)});
        QVERIFY(apart.mean > tolerance.mean || apart.worst > tolerance.worst);
    }

    void equalSheetsGiveEqualBytes_data() { addSheets(); }
    void equalSheetsGiveEqualBytes()
    {
        QFETCH(int, index);
        const QByteArray first = makeSheet(index);
        QCOMPARE(makeSheet(index), first);
        QVERIFY2(!first.contains("/Producer") && !first.contains("/CreationDate"), "nothing of the tools");
    }

    /// In another process hashes have other seeds.
    void equalSheetsGiveEqualBytesElsewhere()
    {
        QProcess process;
        process.start(QStringLiteral(FOYER_PRINT_SAMPLES), {m_folder.path()});
        QVERIFY(process.waitForFinished(60000));
        QVERIFY2(process.exitCode() == 0, process.readAllStandardError().constData());
        for (std::size_t i = 0; i < test::sampleSheets().size(); ++i)
            QVERIFY(contentOf(m_folder.filePath(sheet(int(i)).name + ".pdf"_L1)) == makeSheet(int(i)));
    }

    void aWorkerPrintsTheSame()
    {
        std::vector<QByteArray> made(4);
        std::vector<std::thread> workers;
        for (QByteArray& pdf : made)
            workers.emplace_back([&pdf] { pdf = orderPdf(test::longOrder()).value_or({}); });
        for (std::thread& worker : workers)
            worker.join();
        const QByteArray here = makeSheet(1);
        for (const QByteArray& pdf : made)
            QVERIFY(pdf == here);
    }

    void aMissingTypefaceIsNamed()
    {
        const QString config = m_folder.filePath(u"fonts.conf"_s);
        QVERIFY(writeTo(config, "<?xml version=\"1.0\"?><!DOCTYPE fontconfig SYSTEM \"fonts.dtd\">"
                                "<fontconfig><dir>/nowhere</dir></fontconfig>"));
        QProcess process;
        auto environment = QProcessEnvironment::systemEnvironment();
        environment.insert(u"FONTCONFIG_FILE"_s, config);
        process.setProcessEnvironment(environment);
        process.start(QStringLiteral(FOYER_PRINT_SAMPLES), {m_folder.path()});
        QVERIFY(process.waitForFinished(60000));
        QCOMPARE(process.exitCode(), 1);
        const QByteArray sentence = process.readAllStandardError();
        QVERIFY2(sentence.contains("Noto Sans") && sentence.contains("fonts-noto-core"),
                 sentence.constData());
    }

    void aContractThatIsNotSignedSaysSoOnEveryPage_S5()
    {
        if (QStandardPaths::findExecutable(u"pdftotext"_s).isEmpty())
            QSKIP("pdftotext is not installed (poppler-utils)");
        ContractSheet contract = test::longContract();
        contract.stamp = u"Not signed"_s;
        const auto pdf = contractPdf(contract);
        QVERIFY(pdf);
        QList<QByteArray> pages = textOf(*pdf).split('\f');
        pages.removeLast(); // behind the last form feed
        QVERIFY(pages.size() >= 12);
        for (const QByteArray& page : pages)
            QVERIFY(page.contains("Not signed"));
    }

    void nothingIsFetched_P14()
    {
        ContractSheet contract = test::shortContract();
        contract.html =
            u"<p>See <img src=\"file:///etc/hostname\"><a href=\"https://example.com/x\">this</a> "
            "<script>secret()</script><style>@import 'http://example.com/y'</style>"
            "<iframe src=\"http://example.com\">frame</iframe></p>"
            "<table background=\"http://example.com/z\"><tr><td>cell</td></tr></table>"_s;
        const auto pdf = contractPdf(contract);
        QVERIFY(pdf);
        QVERIFY(!pdf->contains("/URI") && !pdf->contains("/Subtype /Image") && !pdf->contains("/Link"));
        if (QStandardPaths::findExecutable(u"pdftotext"_s).isEmpty())
            QSKIP("pdftotext is not installed (poppler-utils)");
        const QByteArray text = textOf(*pdf);
        QVERIFY(text.contains("See this") && text.contains("frame") && text.contains("cell"));
        QVERIFY(!text.contains("secret") && !text.contains("import"));
    }

    void hostileTextIsOnlyText_P14_data()
    {
        QTest::addColumn<QString>("text");
        QTest::newRow("controls") << u"\u0001\u0007\u001b[2Jx\u0000y"_s;
        QTest::newRow("directions") << u"\u202e\u202dreversed\u2066"_s;
        QTest::newRow("marks") << QString{u"Z"_s + u"\u0351\u0352\u0353"_s.repeated(200)};
        QTest::newRow("syntax") << u") Tj ET endstream endobj \\ << /JS (x) >>"_s;
        QTest::newRow("alone") << QString{QChar{0xd83c}} + u"x"_s + QChar{0xdf0a};
        QTest::newRow("places") << u"%1 %2 %n %s"_s;
        QTest::newRow("not a letter") << u"\uffff\ufffe\ufdd0"_s;
        QTest::newRow("long word") << u"w"_s.repeated(20000);
        QTest::newRow("many emoji") << u"🌊👨‍👩‍👧❤️🇺🇸1️⃣"_s.repeated(100);
        QTest::newRow("many lines") << u"line\n"_s.repeated(3000);
    }
    void hostileTextIsOnlyText_P14()
    {
        QFETCH(QString, text);
        OrderSheet order = test::oneLineOrder();
        order.title = order.heading = order.introduction = order.closing = order.letterhead.name =
            text.left(2000);
        order.lines.front().title = order.lines.front().details = text;
        order.lines.front().quantity = order.totals.front().label = text.left(500);
        const auto orderMade = orderPdf(order);
        QVERIFY(orderMade);
        ContractSheet contract = test::shortContract();
        contract.html =
            u"<p>"_s + text.toHtmlEscaped() + u"</p><table><tr><td>"_s + text.left(2000) + u"</table>"_s;
        contract.signatures.front().name = contract.signatures.front().typed = text.left(500);
        contract.stamp = text.left(100);
        const auto contractMade = contractPdf(contract);
        QVERIFY(contractMade);
        const auto qpdf = QStandardPaths::findExecutable(u"qpdf"_s);
        if (qpdf.isEmpty())
            QSKIP("qpdf is not installed");
        for (const QByteArray& pdf : {*orderMade, *contractMade}) {
            QVERIFY(!pdf.contains("/JS"));
            QVERIFY(writeTo(m_folder.filePath(u"hostile.pdf"_s), pdf));
            QProcess process;
            process.start(qpdf, {u"--check"_s, m_folder.filePath(u"hostile.pdf"_s)});
            QVERIFY(process.waitForFinished(30000));
            QVERIFY2(process.exitCode() == 0, process.readAllStandardError().constData());
        }
    }

    void nothingFallsOffAPage_S3_S5()
    {
        if (QStandardPaths::findExecutable(u"pdftotext"_s).isEmpty())
            QSKIP("pdftotext is not installed (poppler-utils)");
        const QString many = u"some words that fill a page "_s.repeated(400);
        OrderSheet order = test::oneLineOrder();
        order.lines[0].title = many + u"TITLE-END"_s;
        order.lines[0].details = many + u"DETAILS-END"_s;
        order.lines[1].details = many + u"SECOND-END"_s;
        order.introduction = many + u"INTRODUCTION-END"_s;
        const auto orderMade = orderPdf(order);
        QVERIFY(orderMade);
        const QByteArray orderText = textOf(*orderMade);
        for (const char* end : {"TITLE-END", "DETAILS-END", "SECOND-END", "INTRODUCTION-END", "Total"})
            QVERIFY2(orderText.count(end) == 1, end);
        ContractSheet contract = test::shortContract();
        contract.html = u"<table><tr><th>Head</th></tr><tr><td>x</td><td>%1CELL-END</td></tr></table>"
                        "<blockquote>%1QUOTE-END</blockquote><h2>%1HEADING-END</h2>"_s.arg(many);
        const auto contractMade = contractPdf(contract);
        QVERIFY(contractMade);
        const QByteArray contractText = textOf(*contractMade);
        for (const char* end : {"CELL-END", "QUOTE-END", "HEADING-END", "Signatures"})
            QVERIFY2(contractText.count(end) == 1, end);
    }

    void aLogoThatIsNoneGivesWayToTheName_data()
    {
        QTest::addColumn<QByteArray>("logo");
        QTest::newRow("text") << QByteArray{"not a picture"};
        QTest::newRow("svg") << QByteArray{"<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'/>"};
        QTest::newRow("bomb") << QByteArray::fromHex(
            "89504e470d0a1a0a0000000d49484452000186a0000186a00806000000");
    }
    void aLogoThatIsNoneGivesWayToTheName()
    {
        QFETCH(QByteArray, logo);
        OrderSheet order = test::oneLineOrder();
        const auto expected = orderPdf(order);
        order.letterhead.logo = logo;
        const auto made = orderPdf(order);
        QVERIFY(made && expected);
        QCOMPARE(*made, *expected);
    }

    void paperFollowsTheCountry_S3()
    {
        BrandDetails brand;
        QVERIFY(paperOf(brand) == Paper::A4);
        brand.address.country = u" United  States "_s;
        QVERIFY(paperOf(brand) == Paper::Letter);
        brand.address.country = u"Österreich"_s;
        QVERIFY(paperOf(brand) == Paper::A4);
        brand.paper = u"letter"_s;
        QVERIFY(paperOf(brand) == Paper::Letter);
        brand.address.country = u"Canada"_s;
        brand.paper = u"a4"_s;
        QVERIFY(paperOf(brand) == Paper::A4);
    }

    void theLetterheadLeavesOutWhatIsNotThere()
    {
        BrandDetails brand;
        brand.name = u"Gull"_s;
        QVERIFY(letterheadOf(brand).lines.isEmpty());
        brand.address = {
            {}, u"5 Sample Street\n\nBackyard"_s, u"Mill Town"_s, {}, u"12345"_s, u"Example Land"_s};
        brand.email = u"hello@gull.example"_s;
        QCOMPARE(letterheadOf(brand).lines,
                 (QStringList{u"5 Sample Street"_s, u"Backyard"_s, u"12345 Mill Town"_s, u"Example Land"_s,
                              u"hello@gull.example"_s}));
        brand.address.region = u"VT"_s;
        QVERIFY(letterheadOf(brand).lines.contains(u"Mill Town VT 12345"_s));
    }

private:
    static const test::SampleSheet& sheet(int index) { return test::sampleSheets()[std::size_t(index)]; }
    static void addSheets()
    {
        QTest::addColumn<int>("index");
        for (std::size_t i = 0; i < test::sampleSheets().size(); ++i)
            QTest::newRow(qPrintable(sheet(int(i)).name)) << int(i);
    }
    static QByteArray makeSheet(int index)
    {
        const auto pdf = sheet(index).make();
        if (!pdf)
            qFatal("%s", qPrintable(pdf.error().detail));
        return *pdf;
    }
    QByteArray textOf(const QByteArray& pdf) const
    {
        const QString file = m_folder.filePath(u"text.pdf"_s);
        if (!writeTo(file, pdf))
            return {};
        QProcess process;
        process.start(u"pdftotext"_s, {u"-layout"_s, u"-enc"_s, u"UTF-8"_s, file, u"-"_s});
        return process.waitForFinished(30000) ? process.readAllStandardOutput() : QByteArray{};
    }

    QTemporaryDir m_folder;
};

QTEST_MAIN(SheetsTest)
#include "sheets_test.moc"
