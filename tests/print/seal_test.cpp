// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/print/seal.h"
#include "tests/print/sample_sheets.h"

#include <QProcess>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

using namespace foyer;
using namespace foyer::print;
using namespace Qt::StringLiterals;

namespace {

const Instant moment = fromSeconds(1761555911); // 2025-10-27 09:05:11 UTC

struct Outcome
{
    int exit = -1;
    QByteArray text;
};

Outcome run(const QString& program, const QStringList& arguments)
{
    QProcess process;
    process.setProcessChannelMode(QProcess::MergedChannels);
    process.start(program, arguments);
    if (!process.waitForFinished(30000))
        return {};
    return {process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -1, process.readAll()};
}

/// Nothing for a byte sequence that is no PDF any more.
std::optional<SealState> stateOf(const QByteArray& pdf)
{
    const auto report = checkSeal(pdf);
    return report ? std::optional{report->state} : std::nullopt;
}

QString detailOf(const QByteArray& pdf)
{
    const auto report = checkSeal(pdf);
    return report ? report->detail : report.error().detail;
}

} // namespace

class SealTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY(m_folder.isValid());
        const auto key = makeSealKey(u"Heron & Thimble"_s, moment);
        QVERIFY(key);
        m_key = *key;
        print::OrderSheet sheet;
        sheet.heading = u"Order"_s;
        sheet.pageOf = u"%1 / %2"_s;
        const auto pdf = orderPdf(sheet);
        QVERIFY2(pdf, qPrintable(pdf ? QString{} : pdf.error().detail));
        m_plain = *pdf;
        const auto sealedPdf = seal(m_plain, m_key, u"Signed by all parties"_s, moment);
        QVERIFY(sealedPdf);
        m_sealed = *sealedPdf;
    }

    void aSealedPdfIsUnaltered()
    {
        const auto report = checkSeal(m_sealed);
        QVERIFY(report);
        QVERIFY2(report->state == SealState::Unaltered, qPrintable(report->detail));
        QCOMPARE(report->sealedAt, std::optional{moment});
        QCOMPARE(report->signer, u"Heron & Thimble"_s);
        QCOMPARE(report->certificateSha256.size(), 32);
        QVERIFY(report->detail.isEmpty());
        QVERIFY2(m_sealed.startsWith(m_plain), "what was made before is kept byte by byte");
    }

    void everyByteCounts()
    {
        QByteArray changed = m_sealed;
        for (qsizetype i = 0; i < changed.size(); ++i) {
            const char before = changed[i];
            changed[i] = char(before ^ (1 << (i % 8)));
            QVERIFY2(stateOf(changed) != SealState::Unaltered, qPrintable(u"byte %1"_s.arg(i)));
            changed[i] = before;
        }
        QCOMPARE(stateOf(changed), std::optional{SealState::Unaltered});
    }

    /// The one place that no digest covers: here every bit of every byte, and capitals for small letters.
    void everyBitOfTheSignatureCounts()
    {
        const qsizetype open = m_sealed.lastIndexOf("/Contents <") + 11;
        const qsizetype close = m_sealed.indexOf('>', open);
        QVERIFY(close - open > 1000);
        QByteArray changed = m_sealed;
        const QByteArray digits = "019afAF> ";
        for (qsizetype i = open - 1; i <= close; ++i) {
            const char before = changed[i];
            for (const char digit : digits) {
                if (digit == before)
                    continue;
                changed[i] = digit;
                QVERIFY2(stateOf(changed) != SealState::Unaltered,
                         qPrintable(u"byte %1 as %2"_s.arg(i).arg(digit)));
            }
            changed[i] = before;
        }
    }

    void aLargePdfIsWatchedToo()
    {
        const auto pdf = contractPdf(test::longContract());
        QVERIFY(pdf);
        const auto sealedPdf = seal(*pdf, m_key, {}, moment);
        QVERIFY(sealedPdf);
        QByteArray changed = *sealedPdf;
        for (qsizetype i = 0; i < changed.size(); i += 97) {
            changed[i] = char(changed[i] ^ 0x10);
            QVERIFY2(stateOf(changed) != SealState::Unaltered, qPrintable(u"byte %1"_s.arg(i)));
            changed[i] = char(changed[i] ^ 0x10);
        }
    }

    void whatIsAddedIsFound()
    {
        QCOMPARE(detailOf(m_sealed + '\n'), u"One byte was added after it was sealed."_s);
        const QByteArray revision = "1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\nxref\n1 1\n" +
                                    QByteArray::number(m_sealed.size()).rightJustified(10, '0') +
                                    " 00000 n \ntrailer\n<< /Size 99 /Root 1 0 R /Prev 1 >>\nstartxref\n" +
                                    QByteArray::number(m_sealed.size() + 51) + "\n%%EOF\n";
        const auto report = checkSeal(m_sealed + revision);
        QVERIFY(report);
        QVERIFY(report->state == SealState::Altered);
        QCOMPARE(report->detail, u"%1 bytes were added after it was sealed."_s.arg(revision.size()));
        QCOMPARE(report->signer, u"Heron & Thimble"_s);
    }

    void aRevisionSealedBySomebodyElseIsFound()
    {
        const auto other = makeSealKey(u"Heron & Thimble"_s, moment);
        // Their seal on the same document, behind ours: as if it had been signed a second time.
        const auto theirs = seal(m_plain, *other, {}, moment);
        QVERIFY(theirs);
        QCOMPARE(stateOf(m_sealed + theirs->sliced(m_plain.size())), std::optional{SealState::Altered});
        // On its own it is a seal, but not this studio's.
        const auto report = checkSeal(*theirs);
        QVERIFY(report->state == SealState::Unaltered);
        QVERIFY(report->certificateSha256 != checkSeal(m_sealed)->certificateSha256);
    }

    void whatIsMissingIsFound()
    {
        QCOMPARE(detailOf(m_sealed.chopped(1)), u"The end of the file is missing."_s);
        for (qsizetype size = 0; size < m_sealed.size(); size += 53)
            QVERIFY2(stateOf(m_sealed.first(size)) != SealState::Unaltered,
                     qPrintable(QString::number(size)));
        QCOMPARE(stateOf(m_plain), std::optional{SealState::NotSealed});
    }

    void theSentenceSaysWhatWasChanged()
    {
        QByteArray changed = m_sealed;
        changed[200] = char(changed[200] ^ 1);
        QCOMPARE(detailOf(changed), u"The document was changed after it was sealed."_s);
        changed = m_sealed;
        const qsizetype contents = changed.lastIndexOf("/Contents <") + 211;
        changed[contents] = changed[contents] == '0' ? '1' : '0';
        QCOMPARE(detailOf(changed), u"The signature itself was changed."_s);
        changed = m_sealed;
        changed.replace("/ByteRange [0 ", "/ByteRange [1 ");
        QCOMPARE(detailOf(changed), u"The entry that holds the seal was changed."_s);
        QCOMPARE(detailOf(m_plain), u"There is no seal of Foyer in this PDF."_s);
    }

    /// documenso #3187
    void nothingIsSealedTwice()
    {
        const auto twice = seal(m_sealed, m_key, {}, moment);
        QVERIFY(!twice);
        QVERIFY(twice.error().fault == Fault::Invalid);
    }

    void whatIsNoPdfOfOursIsRefused_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::newRow("nothing") << QByteArray{};
        QTest::newRow("text") << QByteArray{"Dear Ada"};
        QTest::newRow("head only") << QByteArray{"%PDF-1.4\n"};
        QTest::newRow("table nowhere") << QByteArray{"%PDF-1.4\nstartxref\n99999\n%%EOF"};
        QTest::newRow("table in itself") << QByteArray{"%PDF-1.4\nstartxref\n9\n%%EOF"};
        QTest::newRow("huge table") << QByteArray{
            "%PDF-1.4\nxref\n0 99999999999\ntrailer\n<<>>\nstartxref\n9\n%%EOF"};
    }
    void whatIsNoPdfOfOursIsRefused()
    {
        QFETCH(QByteArray, bytes);
        const auto sealedPdf = seal(bytes, m_key, {}, moment);
        QVERIFY(!sealedPdf);
        QVERIFY(sealedPdf.error().fault == Fault::Invalid);
        QVERIFY(stateOf(bytes) != SealState::Unaltered);
    }

    void anyNameMakesACertificate_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("signer");
        QTest::newRow("hebrew") << u"סטודיו לדוגמה"_s << u"סטודיו לדוגמה"_s;
        QTest::newRow("emoji") << u"Gull 🌊"_s << u"Gull 🌊"_s;
        QTest::newRow("none") << QString{} << u"Foyer"_s;
        QTest::newRow("long") << u"é"_s.repeated(500) << u"é"_s.repeated(64);
        QTest::newRow("cut between surrogates")
            << QString{u"a"_s.repeated(63) + u"🌊"_s} << u"a"_s.repeated(63);
        QTest::newRow("lines") << u"A\nB"_s << u"A B"_s;
        QTest::newRow("syntax") << u"/CN=x, O=y + \"z\" <>\\"_s << u"/CN=x, O=y + \"z\" <>\\"_s;
    }
    void anyNameMakesACertificate()
    {
        QFETCH(QString, name);
        QFETCH(QString, signer);
        const auto key = makeSealKey(name, moment);
        QVERIFY(key);
        const auto sealedPdf = seal(m_plain, *key, u"(reason) \\ ) שלום 🌊"_s, moment);
        QVERIFY2(sealedPdf, qPrintable(sealedPdf ? QString{} : sealedPdf.error().detail));
        const auto report = checkSeal(*sealedPdf);
        QVERIFY2(report->state == SealState::Unaltered, qPrintable(report->detail));
        QCOMPARE(report->signer, signer);
    }

    void theMomentIsKept_data()
    {
        QTest::addColumn<qint64>("seconds");
        QTest::newRow("1970") << qint64{1};
        QTest::newRow("2049") << qint64{2524607999};
        QTest::newRow("2050") << qint64{2524608000};
    }
    void theMomentIsKept()
    {
        QFETCH(qint64, seconds);
        const auto sealedPdf = seal(m_plain, m_key, {}, fromSeconds(seconds));
        QCOMPARE(checkSeal(*sealedPdf)->sealedAt, std::optional{fromSeconds(seconds)});
    }

    void pdfsigFindsItValid()
    {
        const QString pdfsig = QStandardPaths::findExecutable(u"pdfsig"_s);
        if (pdfsig.isEmpty())
            QSKIP("pdfsig is not installed (poppler-utils)");
        const Outcome outcome = run(pdfsig, {write(u"sealed.pdf"_s, m_sealed)});
        QVERIFY2(outcome.text.contains("Signature is Valid."), outcome.text.constData());
        QVERIFY2(outcome.text.contains("Total document signed"), outcome.text.constData());
        QVERIFY(outcome.text.contains("CN=Heron & Thimble"));
        QByteArray changed = m_sealed;
        changed[200] = char(changed[200] ^ 1);
        QVERIFY(!run(pdfsig, {write(u"changed.pdf"_s, changed)}).text.contains("Signature is Valid."));
    }

    void opensslVerifiesTheSignature()
    {
        const QString openssl = QStandardPaths::findExecutable(u"openssl"_s);
        if (openssl.isEmpty())
            QSKIP("openssl is not installed");
        const qsizetype open = m_sealed.lastIndexOf("/Contents <") + 10;
        const qsizetype close = m_sealed.indexOf('>', open) + 1;
        const QByteArray cms = QByteArray::fromHex(m_sealed.sliced(open + 1, close - open - 2));
        const QStringList arguments{
            u"cms"_s,       u"-verify"_s,
            u"-inform"_s,   u"DER"_s,
            u"-noverify"_s, u"-binary"_s,
            u"-in"_s,       write(u"seal.der"_s, cms),
            u"-content"_s,  write(u"covered"_s, m_sealed.first(open) + m_sealed.sliced(close)),
            u"-out"_s,      m_folder.filePath(u"out"_s)};
        const Outcome outcome = run(openssl, arguments);
        QVERIFY2(outcome.exit == 0, outcome.text.constData());
        write(u"covered"_s, m_sealed.first(open) + m_sealed.sliced(close) + ' ');
        QVERIFY(run(openssl, arguments).exit != 0);
    }

    void qpdfFindsNoFault()
    {
        const QString qpdf = QStandardPaths::findExecutable(u"qpdf"_s);
        if (qpdf.isEmpty())
            QSKIP("qpdf is not installed");
        for (const QByteArray& pdf : {m_plain, m_sealed}) {
            const Outcome outcome = run(qpdf, {u"--check"_s, write(u"check.pdf"_s, pdf)});
            QVERIFY2(outcome.exit == 0, outcome.text.constData());
        }
    }

private:
    QString write(const QString& name, const QByteArray& bytes)
    {
        QFile file{m_folder.filePath(name)};
        if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size())
            qFatal("%s cannot be written", qPrintable(name));
        return file.fileName();
    }

    QTemporaryDir m_folder;
    SealKey m_key;
    QByteArray m_plain;
    QByteArray m_sealed;
};

QTEST_MAIN(SealTest)
#include "seal_test.moc"
