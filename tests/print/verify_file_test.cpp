// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/print/seal.h"
#include "tests/print/sample_sheets.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

using namespace foyer;
using namespace Qt::StringLiterals;

/// `foyer-portal verify FILE.pdf`, as scripts meet it: on a machine without a studio and without a display.
class VerifyFileTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY(m_folder.isValid());
        const Instant moment = fromSeconds(1761555911);
        const auto key = print::makeSealKey(u"Heron & Thimble"_s, moment);
        const auto pdf = print::orderPdf(test::oneLineOrder());
        QVERIFY(key && pdf);
        const auto sealedPdf = print::seal(*pdf, *key, {}, moment);
        QVERIFY(sealedPdf);
        write(u"plain.pdf"_s, *pdf);
        write(u"sealed.pdf"_s, *sealedPdf);
        write(u"longer.pdf"_s, *sealedPdf + "\n");
        QByteArray changed = *sealedPdf;
        changed[500] = char(changed[500] ^ 1);
        write(u"changed.pdf"_s, changed);
        write(u"letter.txt"_s, "Dear Ada");
    }

    void anUnalteredFile()
    {
        const Outcome outcome = run({u"verify"_s, u"sealed.pdf"_s});
        QCOMPARE(outcome.exit, 0);
        QVERIFY2(
            outcome.out.startsWith("Unaltered since 2025-10-27 09:05:11 UTC; sealed by Heron & Thimble.\n"),
            outcome.out.constData());
        QVERIFY(outcome.err.isEmpty());
        const Outcome json = run({u"verify"_s, u"sealed.pdf"_s, u"--json"_s});
        const QJsonObject answer = QJsonDocument::fromJson(json.out).object();
        QCOMPARE(answer.value("state"_L1).toString(), u"unaltered"_s);
        QCOMPARE(answer.value("sealedAt"_L1).toString(), u"2025-10-27T09:05:11Z"_s);
        QCOMPARE(answer.value("certificateSha256"_L1).toString().size(), 64);
    }

    void whateverElse_data()
    {
        QTest::addColumn<QStringList>("words");
        QTest::addColumn<int>("exit");
        QTest::addColumn<QByteArray>("sentence");
        QTest::newRow("changed") << QStringList{u"changed.pdf"_s} << 1 << QByteArray{"was changed after"};
        QTest::newRow("longer") << QStringList{u"longer.pdf"_s} << 1 << QByteArray{"One byte was added"};
        QTest::newRow("not sealed") << QStringList{u"plain.pdf"_s} << 1
                                    << QByteArray{"There is no seal of Foyer"};
        QTest::newRow("no PDF") << QStringList{u"letter.txt"_s} << 1 << QByteArray{"This is no PDF"};
        QTest::newRow("not there") << QStringList{u"gone.pdf"_s} << 1 << QByteArray{"cannot be read"};
        QTest::newRow("a folder") << QStringList{u"."_s} << 1 << QByteArray{"cannot be read"};
        QTest::newRow("two files") << QStringList{u"plain.pdf"_s, u"sealed.pdf"_s} << 2
                                   << QByteArray{"too much"};
        QTest::newRow("no option") << QStringList{u"plain.pdf"_s, u"--fast"_s} << 2 << QByteArray{"--fast"};
    }
    void whateverElse()
    {
        QFETCH(QStringList, words);
        QFETCH(int, exit);
        QFETCH(QByteArray, sentence);
        const Outcome outcome = run(QStringList{u"verify"_s} + words);
        QCOMPARE(outcome.exit, exit);
        QVERIFY(outcome.out.isEmpty());
        QVERIFY2(outcome.err.contains(sentence) && outcome.err.count('\n') == 1, outcome.err.constData());
    }

    void jsonOfAnAlteredFile()
    {
        const Outcome outcome = run({u"verify"_s, u"changed.pdf"_s, u"--json"_s});
        QCOMPARE(outcome.exit, 1);
        const QJsonObject answer = QJsonDocument::fromJson(outcome.out).object();
        QCOMPARE(answer.value("state"_L1).toString(), u"altered"_s);
        QVERIFY(!answer.value("detail"_L1).toString().isEmpty());
    }

private:
    struct Outcome
    {
        int exit = -1;
        QByteArray out;
        QByteArray err;
    };
    Outcome run(const QStringList& words) const
    {
        QProcess process;
        process.setWorkingDirectory(m_folder.path());
        auto environment = QProcessEnvironment::systemEnvironment();
        environment.remove(u"DISPLAY"_s);
        environment.insert(u"QT_QPA_PLATFORM"_s, u"xcb"_s); // whatever the desktop says
        environment.insert(u"HOME"_s, m_folder.path());
        process.setProcessEnvironment(environment);
        process.start(QStringLiteral(FOYER_PORTAL_PROGRAM), words);
        if (!process.waitForFinished(30000))
            return {};
        return {process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -1,
                process.readAllStandardOutput(), process.readAllStandardError()};
    }
    void write(const QString& name, const QByteArray& bytes)
    {
        QFile file{m_folder.filePath(name)};
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size());
    }

    QTemporaryDir m_folder;
};

QTEST_MAIN(VerifyFileTest)
#include "verify_file_test.moc"
