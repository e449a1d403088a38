// SPDX-License-Identifier: GPL-3.0-or-later
#include <QDir>
#include <QFile>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;

/// Keys by the command line: in on standard input, out never.
class SecretCommandsTest : public QObject
{
    Q_OBJECT

private:
    struct Outcome
    {
        int exit = -1;
        QByteArray out;
        QByteArray err;
    };
    std::unique_ptr<QTemporaryDir> m_folder;

    Outcome run(const QStringList& words, const QByteArray& input = {}) const
    {
        QProcess process;
        process.setWorkingDirectory(m_folder->path());
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert(u"XDG_STATE_HOME"_s, m_folder->path());
        process.setProcessEnvironment(environment);
        process.start(QStringLiteral(FOYER_PORTAL_PROGRAM),
                      words + QStringList{u"--studio"_s, m_folder->filePath(u"s.foyer"_s)});
        process.write(input);
        process.closeWriteChannel();
        if (!process.waitForFinished(60'000))
            process.kill();
        return {process.exitCode(), process.readAllStandardOutput(), process.readAllStandardError()};
    }

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        QFile file{m_folder->filePath(u"people.json"_s)};
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(R"({"format":"foyer-studio","version":1,"brands":[{"name":"Gull","username":"gull"}]})");
        file.close();
        QCOMPARE(run({u"import"_s, u"people.json"_s}).exit, 0);
    }

    void P15_aKeyGoesInAndOnlyItsNameComesOut()
    {
        const Outcome set = run({u"secret"_s, u"set"_s, u"stripe/gull/key"_s}, "sk_test_canary\n");
        QVERIFY2(set.exit == 0, set.err.constData());
        QVERIFY(!(set.out + set.err).contains("canary"));
        const Outcome listed = run({u"secret"_s, u"list"_s, u"--json"_s});
        QVERIFY2(listed.exit == 0 && listed.out.contains("/key\"") && !listed.out.contains("canary"),
                 listed.out.constData());
        QVERIFY(!run({u"dump"_s}).out.contains("canary"));
        QCOMPARE(run({u"secret"_s, u"remove"_s, u"stripe/gull/key"_s}).exit, 0);
        QCOMPARE(run({u"secret"_s, u"list"_s}).out, QByteArray{});
    }

    void theWebhookHasAnAddressThatStays()
    {
        const Outcome first = run({u"secret"_s, u"webhook"_s, u"gull"_s});
        QVERIFY2(first.exit == 0, first.err.constData());
        QVERIFY2(first.out.startsWith("http://127.0.0.1:8080/webhooks/stripe/"), first.out.constData());
        QCOMPARE(first.out.trimmed().split('/').last().size(), 32);
        QCOMPARE(run({u"secret"_s, u"webhook"_s, u"gull"_s}).out, first.out);
        QCOMPARE(run({u"secret"_s, u"webhook"_s, u"nobody"_s}).exit, 1);
    }

    void whatIsNoSecretIsRefusedInOneSentence()
    {
        for (const auto& [name, value] :
             std::vector<std::pair<QString, QByteArray>>{{u"stripe/gull/key"_s, "canary"},
                                                         {u"stripe/gull/key"_s, ""},
                                                         {u"stripe/nobody/key"_s, "sk_test_canary"},
                                                         {u"stripe/99/key"_s, "sk_test_canary"},
                                                         {u"stripe/gull/password"_s, "sk_test_canary"},
                                                         {u"canary"_s, "sk_test_x"}}) {
            const Outcome outcome = run({u"secret"_s, u"set"_s, name}, value);
            QCOMPARE(outcome.exit, 1);
            QVERIFY2(outcome.err.startsWith("foyer-portal: ") && outcome.err.count('\n') == 1,
                     outcome.err.constData());
            QVERIFY(!value.contains("canary") || !outcome.err.contains(value));
        }
        QCOMPARE(run({u"secret"_s, u"set"_s, u"stripe/gull/key"_s, u"sk_test_canary"_s}).exit, 2);
    }
};

QTEST_GUILESS_MAIN(SecretCommandsTest)
#include "secret_commands_test.moc"
