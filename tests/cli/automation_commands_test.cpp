// SPDX-License-Identifier: GPL-3.0-or-later
#include "portal_server/commands/call.h"
#include "tests/app/automations/automations_fixture.h"

#include <QBuffer>
#include <QJsonArray>
#include <QJsonDocument>

namespace foyer::test {

using namespace Qt::StringLiterals;

/// `foyer-portal automation …` and `task …`, in the process that owns the studio.
class AutomationCommandsTest : public QObject
{
    Q_OBJECT

private:
    struct Said
    {
        int exit;
        QByteArray out;
        QByteArray err;
        QJsonDocument json() const { return QJsonDocument::fromJson(out); }
    };
    static Said run(AutomationsFixture& studio, const QStringList& words)
    {
        QBuffer out;
        QBuffer err;
        out.open(QIODevice::WriteOnly);
        err.open(QIODevice::WriteOnly);
        const int exit = cli::runCommand(*studio.database, words, studio.path({}), out, err);
        return {exit, out.data(), err.data()};
    }
    static QStringList words(const QString& line) { return line.split(u' '); }

private Q_SLOTS:
    void anAutomationFromOnToOff();
    void aRehearsalTellsAllAndChangesNothing();
    void tasksAreWrittenDownAndDone();
    void theSecretOfWebhooksIsMadeOnce();
    void mistakesAreSaidInOneSentence_data();
    void mistakesAreSaidInOneSentence();
};

void AutomationCommandsTest::anAutomationFromOnToOff()
{
    AutomationsFixture studio;
    AutomationContent content =
        AutomationsFixture::on(Trigger::Kind::JobBooked, {AutomationsFixture::mailStep()});
    content.steps[0].asks = true;
    studio.must(studio.write([&](Transaction& t) { return automations::add(t, {u"Welcome"_s, content}); }));
    QCOMPARE(run(studio, words(u"automation list"_s)).out, QByteArray{"1\toff\tWelcome\n"});
    QCOMPARE(run(studio, words(u"automation on 1"_s)).exit, 0);
    QCOMPARE(run(studio, words(u"automation list"_s)).out, QByteArray{"1\ton\tWelcome\n"});
    studio.book();
    studio.tick();
    const QJsonArray asking = run(studio, words(u"automation asking --json"_s)).json().array();
    QCOMPARE(asking.size(), 1);
    const QJsonArray steps = asking[0].toObject().value(u"steps"_s).toArray();
    QCOMPARE(steps.size(), 2);
    QCOMPARE(steps[0].toObject().value(u"state"_s).toString(), u"asking"_s);
    const auto step = [&](int i) { return QString::number(steps[i].toObject().value(u"id"_s).toInt()); };
    QCOMPARE(run(studio, {u"automation"_s, u"approve"_s, u"step"_s, step(0)}).exit, 0);
    QCOMPARE(run(studio, {u"automation"_s, u"skip"_s, u"step"_s, step(1)}).exit, 0);
    studio.tick();
    QCOMPARE(studio.subjects(), QStringList{u"Welcome, Ada"_s});
    const QByteArray shown = run(studio, words(u"automation show 1"_s)).out;
    QVERIFY2(shown.contains("Mail to the clients\tcontact 1\tdone") &&
                 shown.contains("contact 2\tskipped, because by hand"),
             shown.constData());
    QCOMPARE(run(studio, {u"automation"_s, u"approve"_s, u"step"_s, step(0)}).exit, 1);
    studio.moveTo(JobStage::Lead);
    studio.book();
    studio.tick();
    QCOMPARE(run(studio, words(u"automation off 1 --cancel-runs"_s)).exit, 0);
    QCOMPARE(run(studio, words(u"automation asking"_s)).out, QByteArray{});
    QCOMPARE(run(studio, words(u"automation list"_s)).out, QByteArray{"1\toff\tWelcome\n"});
}

void AutomationCommandsTest::aRehearsalTellsAllAndChangesNothing()
{
    AutomationsFixture studio;
    studio.must(studio.write([&](Transaction& t) {
        return automations::add(t, {u"Welcome"_s, AutomationsFixture::on(Trigger::Kind::JobBooked,
                                                                         {AutomationsFixture::mailStep(),
                                                                          {TaskStep{u"Call"_s, 1}}})});
    }));
    const QByteArray told = run(studio, words(u"automation rehearse 1 --job 1"_s)).out;
    QCOMPARE(told.count('\n'), 3);
    QVERIFY2(told.contains("Ada Okafor <both@example.com>\tWelcome, Ada"), told.constData());
    const QJsonObject json = run(studio, words(u"automation rehearse 1 --job 1 --json"_s)).json().object();
    QCOMPARE(json.value(u"steps"_s).toArray().size(), 3);
    QCOMPARE(json.value(u"note"_s).toString(), QString{});
    const QString text = json.value(u"steps"_s).toArray()[0].toObject().value(u"text"_s).toString();
    QVERIFY(text.contains(u"https://portal.example.com/"_s) && text.contains(u"••••"_s));
    QCOMPARE(studio.mails().size(), std::size_t{0});
    QCOMPARE(run(studio, words(u"task list"_s)).out, QByteArray{});
}

void AutomationCommandsTest::tasksAreWrittenDownAndDone()
{
    AutomationsFixture studio;
    QCOMPARE(run(studio,
                 {u"task"_s, u"add"_s, u"Order the album"_s, u"--job"_s, u"1"_s, u"--due"_s, u"2027-05-09"_s})
                 .out,
             QByteArray{"1\n"});
    QCOMPARE(run(studio, {u"task"_s, u"add"_s, u"Call"_s}).out, QByteArray{"2\n"});
    QCOMPARE(run(studio, words(u"task list"_s)).out,
             QByteArray{"1\topen\t2027-05-09\tOrder the album\n2\topen\t\tCall\n"});
    QCOMPARE(run(studio, words(u"task done 1"_s)).exit, 0);
    QCOMPARE(run(studio, words(u"task list"_s)).out, QByteArray{"2\topen\t\tCall\n"});
    const QJsonArray ofJob = run(studio, words(u"task list --job 1 --json"_s)).json().array();
    QCOMPARE(ofJob.size(), 1);
    QCOMPARE(ofJob[0].toObject().value(u"doneAt"_s).toString(), toIso(studio.now));
}

void AutomationCommandsTest::theSecretOfWebhooksIsMadeOnce()
{
    AutomationsFixture studio;
    qputenv("XDG_STATE_HOME", studio.path(u"state"_s).toUtf8());
    studio.must(studio.write([&](Transaction& t) {
        return automations::add(t, {u"Tell"_s, AutomationsFixture::on(Trigger::Kind::JobBooked, {})});
    }));
    const Said first = run(studio, words(u"automation secret 1"_s));
    QCOMPARE(first.exit, 0);
    QVERIFY(first.out.startsWith("whsec_") && first.out.size() > 40);
    QCOMPARE(run(studio, words(u"automation secret 1"_s)).out, first.out);
    QCOMPARE(run(studio, words(u"automation secret 2"_s)).exit, 1);
}

void AutomationCommandsTest::mistakesAreSaidInOneSentence_data()
{
    QTest::addColumn<QString>("line");
    QTest::addColumn<int>("exit");
    QTest::newRow("no number") << u"automation show x"_s << 2;
    QTest::newRow("nobody") << u"automation show 7"_s << 1;
    QTest::newRow("no job") << u"automation rehearse 1"_s << 2;
    QTest::newRow("neither run nor step") << u"automation approve mail 1"_s << 2;
    QTest::newRow("no such run") << u"automation approve run 7"_s << 1;
    QTest::newRow("no such step") << u"automation skip step 7"_s << 1;
    QTest::newRow("no day") << u"task add x --due tomorrow"_s << 2;
    QTest::newRow("of no job") << u"task add x --job 99"_s << 1;
    QTest::newRow("no such task") << u"task done 9"_s << 1;
}

void AutomationCommandsTest::mistakesAreSaidInOneSentence()
{
    QFETCH(QString, line);
    QFETCH(int, exit);
    AutomationsFixture studio;
    const Said said = run(studio, words(line));
    QCOMPARE(said.exit, exit);
    QVERIFY(said.out.isEmpty());
    QCOMPARE(said.err.count('\n'), 1);
}

} // namespace foyer::test

QTEST_GUILESS_MAIN(foyer::test::AutomationCommandsTest)
#include "automation_commands_test.moc"
