// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/automations/webhook_courier.h"
#include "app/secrets/secret_file.h"
#include "tests/app/automations/automations_fixture.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>

#include <set>

namespace foyer::test {

using namespace Qt::StringLiterals;
using automations::StepState;

/// Delivery after the Standard Webhooks specification, to a receiver that checks it with Python's own hmac.
class WebhookTest : public QObject
{
    Q_OBJECT

private:
    class Receiver
    {
    public:
        Receiver(const QByteArray& secret, const QStringList& statuses)
        {
            m_process.start(
                QStringLiteral(FOYER_PYTHON),
                QStringList{u"-B"_s, QStringLiteral(FOYER_WEBHOOK_RECEIVER), QString::fromLatin1(secret)} +
                    statuses);
            while (!m_process.canReadLine()) {
                if (!m_process.waitForReadyRead(20'000))
                    qFatal("the receiver does not start");
            }
            m_port = m_process.readLine().trimmed();
        }
        ~Receiver()
        {
            m_process.kill();
            m_process.waitForFinished();
        }
        QString url() const
        {
            return u"http://127.0.0.1:%1/hook?from=foyer"_s.arg(QString::fromLatin1(m_port));
        }
        QByteArray port() const { return m_port; }
        const std::vector<QJsonObject>& requests()
        {
            m_process.waitForReadyRead(10);
            while (m_process.canReadLine())
                m_requests.push_back(QJsonDocument::fromJson(m_process.readLine()).object());
            return m_requests;
        }
        std::size_t count() { return requests().size(); }

    private:
        QProcess m_process;
        QByteArray m_port;
        std::vector<QJsonObject> m_requests;
    };

    class Studio : public AutomationsFixture
    {
    public:
        explicit Studio(const QString& url)
        {
            qputenv("XDG_STATE_HOME", path(u"state"_s).toUtf8());
            id = switchedOn(on(Trigger::Kind::JobBooked, {{WebhookStep{url}}, {TaskStep{u"x"_s, 0}}}));
        }
        std::unique_ptr<SecretStore> secrets()
        {
            return must(read(
                [](const Snapshot& s) { return foyer::secrets::open(s, foyer::secrets::Machine::Server); }));
        }
        QByteArray secret(bool isMade = true)
        {
            const auto uid = must(read([&](const Snapshot& s) { return automations::find(s, id); })).uid;
            const auto store = secrets();
            if (isMade)
                return must(automations::ensureWebhookSecret(*store, uid));
            return must(store->find(automations::webhookSecretName(uid))).value_or(QByteArray{});
        }
        void setUrl(const QString& url)
        {
            must(change([&](Transaction& t) -> Result<void> {
                auto edited = automations::find(t, id);
                edited->content.steps[0].what = WebhookStep{url};
                return automations::save(t, *edited);
            }));
        }
        /// Time passes, and somebody notices.
        void later(std::chrono::seconds by)
        {
            now += by;
            must(change([&](Transaction& t) -> Result<void> {
                t.declareHousekeeping();
                t.touch(Entity::Automation, 0);
                return {};
            }));
        }
        automations::StepRow step() { return runs(id)[0].steps[0]; }
        AutomationId id{1};
    };
    static constexpr automations::WebhookPatience hasty{std::chrono::milliseconds{2'000},
                                                        std::chrono::milliseconds{3'000}};

private Q_SLOTS:
    void deliversSignedAndTellsOfNobodysAddress();
    void triesAgainUnderTheSameId();
    void givesUpAfterTheLastTry();
    void followsNoRedirect();
    void whoIsGoneIsAskedNoMore();
    void withoutASecretNothingLeaves();
    void aCancelledRunCallsNobody();
    void whatCannotBeWrittenDownIsNotCalledOnAndOn();
    void aNameThatLeadsInsideIsRefused();
    void secretsHaveTheFormReceiversExpect();
};

void WebhookTest::deliversSignedAndTellsOfNobodysAddress()
{
    Studio studio{u"https://hooks.example.com/"_s};
    Receiver receiver{studio.secret(), {u"204"_s}};
    studio.setUrl(receiver.url());
    automations::WebhookCourier courier{*studio.database, studio.secrets(), hasty};
    courier.start();
    studio.book();
    studio.tick();
    QTRY_COMPARE_WITH_TIMEOUT(receiver.count(), std::size_t{1}, 10'000);
    const QJsonObject request = receiver.requests()[0];
    QVERIFY(request.value(u"isRight"_s).toBool());
    QCOMPARE(request.value(u"path"_s).toString(), u"/hook?from=foyer"_s);
    QCOMPARE(request.value(u"type"_s).toString(), u"application/json"_s);
    QCOMPARE(request.value(u"timestamp"_s).toString(), QString::number(toSeconds(studio.now)));
    QVERIFY(request.value(u"id"_s).toString().startsWith(u"msg_"_s));
    const QJsonObject body = request.value(u"body"_s).toObject();
    QCOMPARE(body.keys(), (QStringList{u"data"_s, u"timestamp"_s, u"type"_s}));
    QCOMPARE(body.value(u"type"_s).toString(), u"job.booked"_s);
    QCOMPARE(body.value(u"timestamp"_s).toString(), toIso(studio.now));
    const QJsonObject job = body.value(u"data"_s).toObject().value(u"job"_s).toObject();
    QCOMPARE(job.value(u"title"_s).toString(), u"Wedding at the lake"_s);
    QCOMPARE(job.value(u"stage"_s).toString(), u"booked"_s);
    QCOMPARE(job.value(u"people"_s).toArray().size(), 2);
    const QByteArray all = QJsonDocument{body}.toJson();
    QVERIFY(!all.contains("both@example.com") && !all.contains("Okafor"));
    QTest::qWait(500);
    QCOMPARE(receiver.count(), std::size_t{1});
    QCOMPARE(studio.step().state, StepState::Done);
    QCOMPARE(studio.runs(studio.id)[0].state, automations::RunState::Done);
}

void WebhookTest::triesAgainUnderTheSameId()
{
    Studio studio{u"https://hooks.example.com/"_s};
    Receiver receiver{studio.secret(), {u"500"_s, u"0"_s, u"200"_s}};
    studio.setUrl(receiver.url());
    automations::WebhookCourier courier{*studio.database, studio.secrets(), hasty};
    courier.start();
    studio.book();
    studio.tick();
    QTRY_COMPARE_WITH_TIMEOUT(receiver.count(), std::size_t{1}, 10'000);
    QTest::qWait(300);
    studio.later(std::chrono::seconds{4});
    QTest::qWait(300);
    QCOMPARE(receiver.count(), std::size_t{1}); // not before its time
    studio.later(std::chrono::seconds{1});
    QTRY_COMPARE_WITH_TIMEOUT(receiver.count(), std::size_t{2}, 10'000);
    QTest::qWait(300);
    studio.later(std::chrono::minutes{5});
    QTRY_COMPARE_WITH_TIMEOUT(receiver.count(), std::size_t{3}, 10'000);
    QTest::qWait(300);
    studio.later(std::chrono::hours{24 * 3});
    QTest::qWait(300);
    const auto& requests = receiver.requests();
    QCOMPARE(requests.size(), std::size_t{3});
    std::set<QString> ids;
    std::set<QString> times;
    for (const QJsonObject& one : requests) {
        QVERIFY(one.value(u"isRight"_s).toBool());
        ids.insert(one.value(u"id"_s).toString());
        times.insert(one.value(u"timestamp"_s).toString());
    }
    QCOMPARE(ids.size(), std::size_t{1});
    QCOMPARE(times.size(), std::size_t{3}); // each try is signed anew
    QCOMPARE(studio.step().state, StepState::Done);
}

void WebhookTest::givesUpAfterTheLastTry()
{
    Studio studio{u"https://hooks.example.com/"_s};
    Receiver receiver{studio.secret(), {u"500"_s}};
    studio.setUrl(receiver.url());
    automations::WebhookCourier courier{*studio.database, studio.secrets(), hasty};
    courier.start();
    studio.book();
    studio.tick();
    for (std::size_t i = 1; i <= 10; ++i) {
        QTRY_COMPARE_WITH_TIMEOUT(receiver.count(), i, 10'000);
        QTest::qWait(100);
        studio.later(std::chrono::hours{25});
    }
    QTRY_COMPARE(studio.step().state, StepState::Failed);
    QCOMPARE(studio.step().reason, u"HTTP 500"_s);
    QTest::qWait(300);
    QCOMPARE(receiver.count(), std::size_t{10});
    // By hand once more, under the id that it had.
    studio.must(studio.change([&](Transaction& t) { return automations::retryStep(t, studio.step().id); }));
    studio.tick();
    QTRY_COMPARE_WITH_TIMEOUT(receiver.count(), std::size_t{11}, 10'000);
    QCOMPARE(receiver.requests()[10].value(u"id"_s), receiver.requests()[0].value(u"id"_s));
}

void WebhookTest::followsNoRedirect()
{
    Studio studio{u"https://hooks.example.com/"_s};
    Receiver receiver{studio.secret(), {u"302"_s}};
    studio.setUrl(receiver.url());
    automations::WebhookCourier courier{*studio.database, studio.secrets(), hasty};
    courier.start();
    studio.book();
    studio.tick();
    QTRY_COMPARE_WITH_TIMEOUT(receiver.count(), std::size_t{1}, 10'000);
    QTest::qWait(500);
    QCOMPARE(receiver.count(), std::size_t{1});
    QCOMPARE(receiver.requests()[0].value(u"method"_s).toString(), u"POST"_s);
}

void WebhookTest::whoIsGoneIsAskedNoMore()
{
    Studio studio{u"https://hooks.example.com/"_s};
    Receiver receiver{studio.secret(), {u"410"_s}};
    studio.setUrl(receiver.url());
    automations::WebhookCourier courier{*studio.database, studio.secrets(), hasty};
    courier.start();
    studio.book();
    studio.tick();
    QTRY_COMPARE_WITH_TIMEOUT(studio.step().state, StepState::Failed, 10'000);
    QCOMPARE(studio.step().reason, u"HTTP 410"_s);
    studio.later(std::chrono::hours{48});
    QTest::qWait(300);
    QCOMPARE(receiver.count(), std::size_t{1});
}

void WebhookTest::withoutASecretNothingLeaves()
{
    Studio studio{u"https://hooks.example.com/"_s};
    QCOMPARE(studio.secret(false), QByteArray{});
    Receiver receiver{automations::newWebhookSecret(), {u"200"_s}};
    studio.setUrl(receiver.url());
    automations::WebhookCourier courier{*studio.database, studio.secrets(), hasty};
    courier.start();
    studio.book();
    studio.tick();
    QTest::qWait(500);
    QCOMPARE(receiver.count(), std::size_t{0});
    studio.secret(); // somebody makes one
    studio.later(std::chrono::seconds{5});
    QTRY_COMPARE_WITH_TIMEOUT(receiver.count(), std::size_t{1}, 10'000);
    QVERIFY(!receiver.requests()[0].value(u"isRight"_s).toBool()); // this receiver knows another one
}

void WebhookTest::aCancelledRunCallsNobody()
{
    Studio studio{u"https://hooks.example.com/"_s};
    Receiver receiver{studio.secret(), {u"200"_s}};
    studio.setUrl(receiver.url());
    studio.must(studio.change([&](Transaction& t) -> Result<void> {
        auto edited = automations::find(t, studio.id);
        edited->content.steps.push_back(AutomationsFixture::waitStep(1));
        edited->content.steps.push_back({TaskStep{u"y"_s, 0}});
        return automations::save(t, *edited);
    }));
    studio.book();
    studio.tick();
    studio.must(studio.change(
        [&](Transaction& t) { return automations::cancelRun(t, studio.runs(studio.id)[0].id, {}); }));
    automations::WebhookCourier courier{*studio.database, studio.secrets(), hasty};
    courier.start();
    QTest::qWait(500);
    QCOMPARE(receiver.count(), std::size_t{0});
}

void WebhookTest::whatCannotBeWrittenDownIsNotCalledOnAndOn()
{
    Studio studio{u"https://hooks.example.com/"_s};
    Receiver receiver{studio.secret(), {u"200"_s, u"200"_s, u"200"_s, u"200"_s}};
    studio.setUrl(receiver.url());
    const auto run = [&](const QString& sql) {
        studio.must(studio.change([&](Transaction& t) -> Result<void> {
            t.declareHousekeeping();
            return t.query(sql).run();
        }));
    };
    const auto stateOfCall = [&] {
        const auto states = studio.must(studio.read([](const Snapshot& s) {
            return s.query(u"SELECT state FROM webhook_call"_s).all([](const Query& row) {
                return row.text(0);
            });
        }));
        return states.size() == 1 ? states[0] : QString{};
    };
    run(u"CREATE TRIGGER full BEFORE UPDATE ON webhook_call BEGIN SELECT RAISE(ABORT, 'full'); END"_s);
    studio.book();
    studio.tick();
    automations::WebhookCourier courier{*studio.database, studio.secrets(), hasty};
    courier.start();
    QTRY_COMPARE_WITH_TIMEOUT(receiver.count(), std::size_t{1}, 10'000);
    QTest::qWait(1'500);
    studio.later(std::chrono::seconds{1}); // woken up, it tries to write, not to call
    QTest::qWait(500);
    QCOMPARE(receiver.count(), std::size_t{1});
    QCOMPARE(stateOfCall(), u"waiting"_s);
    run(u"DROP TRIGGER full"_s);
    studio.later(std::chrono::seconds{1});
    QTRY_COMPARE_WITH_TIMEOUT(stateOfCall(), u"done"_s, 10'000);
    QCOMPARE(receiver.count(), std::size_t{1}); // what the receiver said was kept in mind
}

void WebhookTest::aNameThatLeadsInsideIsRefused()
{
    // ip6-loopback and the like stand in hosts files: a name that is none of ours, but leads to this machine.
    const std::atomic<bool> isCancelled = false;
    const automations::WaitingCall call{1,    StepId{1}, u"x"_s, u"msg_1"_s, u"https://ip6-loopback:1/"_s,
                                        "{}", 0};
    const auto answer = automations::deliver(call, "key", Instant{}, isCancelled, hasty);
    QVERIFY(!answer.isTaken);
    const automations::WaitingCall inside{1,    StepId{1}, u"x"_s, u"msg_1"_s, u"https://192.168.0.1/"_s,
                                          "{}", 0};
    QVERIFY(automations::deliver(inside, "key", Instant{}, isCancelled, hasty).isRefused);
    const automations::WaitingCall plain{1, StepId{1}, u"x"_s, u"msg_1"_s, u"http://example.com/"_s, "{}", 0};
    QVERIFY(automations::deliver(plain, "key", Instant{}, isCancelled, hasty).isRefused);
}

void WebhookTest::secretsHaveTheFormReceiversExpect()
{
    const QByteArray made = automations::newWebhookSecret();
    QVERIFY(made.startsWith("whsec_"));
    QVERIFY(made != automations::newWebhookSecret());
    QCOMPARE(automations::webhookKey(made)->size(), 32);
    for (const QByteArray& bad : {QByteArray{}, QByteArray{"whsec_"}, QByteArray{"whsec_short"}, made.mid(6),
                                  QByteArray{"whsec_***"} + made.mid(9)})
        QVERIFY(!automations::webhookKey(bad));
    // The example of the specification's own libraries.
    const auto key = automations::webhookKey("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");
    QVERIFY(key.has_value());
    QCOMPARE(automations::webhookSignature(*key, u"msg_p5jXN8AQM9LWM0D4loKWxJek"_s, fromSeconds(1614265330),
                                           "{\"test\": 2432232314}"),
             QByteArray{"v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="});
    Studio studio{u"https://hooks.example.com/"_s};
    const QByteArray kept = studio.secret();
    QCOMPARE(studio.secret(), kept);
    const auto store = studio.secrets();
    QVERIFY(!store->keep(u"webhook/x"_s, "whsec_short"));
    QVERIFY(!store->keep(u"webhook/../x"_s, kept));
}

} // namespace foyer::test

QTEST_GUILESS_MAIN(foyer::test::WebhookTest)
#include "webhook_test.moc"
