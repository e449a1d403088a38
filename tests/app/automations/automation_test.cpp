// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/automations/automation_store.h"
#include "app/automations/webhook_address.h"
#include "app/questionnaires/questionnaire_templates.h"
#include "tests/app/items/items_fixture.h"

#include <QJsonArray>
#include <QJsonDocument>

namespace foyer::test {

using namespace Qt::StringLiterals;

class AutomationTest : public QObject
{
    Q_OBJECT

private:
    /// One of everything.
    static AutomationContent rich()
    {
        AutomationContent content;
        content.description = u"All there is"_s;
        content.trigger.kind = Trigger::Kind::DayOfDue;
        content.trigger.document = ItemKind::Invoice;
        content.trigger.days = -3;
        content.trigger.at = QTime{18, 30};
        content.conditions = {{Condition::Kind::JobType, u"Wedding"_s, false},
                              {Condition::Kind::Stage, u"lead"_s, true},
                              {Condition::Kind::HasShoot, {}, false},
                              {Condition::Kind::HasPassword, {}, true}};
        MailStep mail;
        mail.templateUid = u"t-1"_s;
        mail.audience.roles = {JobRole::Client, JobRole::Payer};
        MailStep toRecipients;
        toRecipients.templateUid = u"t-2"_s;
        toRecipients.audience.kind = Audience::Kind::Recipients;
        WaitStep wait;
        wait.days = 2;
        wait.hours = 5;
        WaitStep untilShoot;
        untilShoot.from = WaitStep::From::Shoot;
        untilShoot.days = -7;
        untilShoot.at = QTime{8, 0};
        DocumentStep document;
        document.templateUid = u"q-1"_s;
        document.isSent = true;
        content.steps = {{mail, true},
                         {wait},
                         {toRecipients},
                         {untilShoot},
                         {document},
                         {StageStep{JobStage::Completed}, true},
                         {TaskStep{u"Order the album"_s, 3}},
                         {WebhookStep{u"https://hooks.example.com/foyer"_s}}};
        content.lateDays = 5;
        return content;
    }
    static AutomationContent task()
    {
        AutomationContent content;
        content.steps = {{TaskStep{u"Say hello"_s, 0}}};
        return content;
    }
    static QJsonObject parsed(const char* json) { return QJsonDocument::fromJson(json).object(); }

private Q_SLOTS:
    void jsonKeepsEverything();
    void jsonNamesThePlaceOfAMistake_data();
    void jsonNamesThePlaceOfAMistake();
    void saysWhatKeepsItFromWorking_data();
    void saysWhatKeepsItFromWorking();
    void webhooksGoToTheInternetOrNoFurtherThanHere_data();
    void webhooksGoToTheInternetOrNoFurtherThanHere();
    void keepsWhatWasMade();
    void keepsHalfMadeOnesButSwitchesOnWholeOnesOnly();
    void refusesAnEditOfAnOldVersion();
    void aTemplateThatIsGoneIsAnObstacle();
    void oneInTheArchiveIsOff();
};

void AutomationTest::jsonKeepsEverything()
{
    const AutomationContent content = rich();
    const auto back = automationFromJson(toJson(content));
    QVERIFY2(back.has_value(), back ? "" : qPrintable(back.error().detail));
    QCOMPARE(toJson(*back), toJson(content));
    QVERIFY(*back == content);
    QVERIFY(problemsOf(content).empty());
    // What a kind has no use for is not carried along.
    AutomationContent booked = task();
    booked.trigger.days = 12;
    booked.trigger.document = ItemKind::Order;
    QCOMPARE(automationFromJson(toJson(booked))->trigger, Trigger{});
}

void AutomationTest::jsonNamesThePlaceOfAMistake_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<QString>("beginning");
    const auto row = [](const char* name, const char* json, const QString& beginning) {
        QTest::newRow(name) << QByteArray{json} << beginning;
    };
    row("no trigger", "{}", u"trigger.kind: "_s);
    row("unknown trigger", R"({"trigger":{"kind":"full moon"}})",
        u"trigger.kind: “full moon” is none of: job created, job booked"_s);
    row("a stage that is none", R"({"trigger":{"kind":"stage changed","stage":"engaged"}})",
        u"trigger.stage: “engaged” is no stage of a job."_s);
    row("a field of another kind", R"({"trigger":{"kind":"job booked","days":3}})", u"trigger.days: "_s);
    row("days beyond ten years", R"({"trigger":{"kind":"day of shoot","days":-3651}})", u"trigger.days: "_s);
    row("a condition", R"({"trigger":{"kind":"job booked"},"conditions":[{"kind":"brand"},{"kind":"mood"}]})",
        u"conditions[1].kind: “mood” is none of"_s);
    row("a step's kind", R"({"trigger":{"kind":"job booked"},"steps":[{"kind":"shout"}]})",
        u"steps[0].kind: “shout” is none of: mail, wait"_s);
    row("a role",
        R"({"trigger":{"kind":"job booked"},"steps":[{"kind":"mail","template":"x","to":{"kind":"people","roles":["aunt"]}}]})",
        u"steps[0].to.roles: “aunt” is no role on a job."_s);
    row("hours", R"({"trigger":{"kind":"job booked"},"steps":[{"kind":"wait","hours":24}]})",
        u"steps[0].hours: must be a whole number from 0 to 23."_s);
    row("back in time", R"({"trigger":{"kind":"job booked"},"steps":[{"kind":"wait","days":-1}]})",
        u"steps[0].days: "_s);
    row("a wait that asks",
        R"({"trigger":{"kind":"job booked"},"steps":[{"kind":"wait","days":1,"asks":true}]})",
        u"steps[0].asks: Foyer does not know this field."_s);
    row("a fraction", R"({"trigger":{"kind":"job booked"},"lateDays":1.5})", u"lateDays: must be a whole"_s);
    row("something of its own", R"({"trigger":{"kind":"job booked"},"colour":"red"})",
        u"colour: Foyer does not know this field."_s);
}

void AutomationTest::jsonNamesThePlaceOfAMistake()
{
    QFETCH(QByteArray, json);
    QFETCH(QString, beginning);
    const auto read = automationFromJson(parsed(json.constData()));
    QVERIFY(!read);
    QCOMPARE(read.error().fault, Fault::Invalid);
    QVERIFY2(read.error().detail.startsWith(beginning), qPrintable(read.error().detail));
}

void AutomationTest::saysWhatKeepsItFromWorking_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<QString>("part");
    const auto row = [](const char* name, const char* json, const QString& part) {
        QTest::newRow(name) << QByteArray{json} << part;
    };
    row("no steps", R"({"trigger":{"kind":"job booked"}})", u"no step yet"_s);
    row("only waits", R"({"trigger":{"kind":"job booked"},"steps":[{"kind":"wait","days":1}]})",
        u"then does nothing"_s);
    row("waits for nothing",
        R"({"trigger":{"kind":"job booked"},"steps":[{"kind":"wait"},{"kind":"task","title":"x"}]})",
        u"Step 1 waits for no time at all"_s);
    row("no template", R"({"trigger":{"kind":"job booked"},"steps":[{"kind":"mail"}]})",
        u"Step 1 has no email template"_s);
    row("recipients of nothing",
        R"({"trigger":{"kind":"job booked"},"steps":[{"kind":"mail","template":"x","to":{"kind":"recipients"}}]})",
        u"is about none"_s);
    row("a client of nothing",
        R"({"trigger":{"kind":"job booked"},"steps":[{"kind":"mail","template":"x","to":{"kind":"trigger"}}]})",
        u"begins with a job"_s);
    row("an invoice made by itself",
        R"({"trigger":{"kind":"job booked"},"steps":[{"kind":"document","document":"invoice","template":"x"}]})",
        u"a questionnaire, a contract or an order only"_s);
    row("a condition without a value",
        R"({"trigger":{"kind":"job booked"},"conditions":[{"kind":"job type","value":" "}],"steps":[{"kind":"task","title":"x"}]})",
        u"Condition 1 does not say"_s);
    row("a due contract",
        R"({"trigger":{"kind":"day of due","document":"contract"},"steps":[{"kind":"task","title":"x"}]})",
        u"Only invoices and questionnaires"_s);
    row("a task without words", R"({"trigger":{"kind":"job booked"},"steps":[{"kind":"task","title":" "}]})",
        u"does not say what is to be done"_s);
    row("plain http",
        R"({"trigger":{"kind":"job booked"},"steps":[{"kind":"webhook","url":"http://example.com/"}]})",
        u"Use https"_s);
}

void AutomationTest::saysWhatKeepsItFromWorking()
{
    QFETCH(QByteArray, json);
    QFETCH(QString, part);
    const auto content = automationFromJson(parsed(json.constData()));
    QVERIFY2(content.has_value(), content ? "" : qPrintable(content.error().detail));
    const auto problems = problemsOf(*content);
    QVERIFY(!problems.empty());
    QVERIFY2(problems.front().contains(part), qPrintable(problems.front()));
}

void AutomationTest::webhooksGoToTheInternetOrNoFurtherThanHere_data()
{
    QTest::addColumn<QString>("url");
    QTest::addColumn<bool>("isFine");
    const auto row = [](const char* url, bool isFine) {
        QTest::newRow(url) << QString::fromLatin1(url) << isFine;
    };
    row("https://hooks.example.com/a?b=c", true);
    row("https://93.184.216.34/", true);
    row("http://127.0.0.1:8080/hook", true);
    row("http://localhost:8080/hook", true);
    row("https://[::1]:8443/hook", true);
    row("", false);
    row("hooks.example.com", false);
    row("ftp://example.com/", false);
    row("http://example.com/", false);
    row("http://127.0.0.1.example.com/", false);
    row("https://10.0.0.1/", false);
    row("https://192.168.1.1/", false);
    row("https://172.31.255.255/", false);
    row("https://169.254.169.254/latest/meta-data", false);
    row("https://100.64.0.1/", false);
    row("https://[fd00::1]/", false);
    row("https://[fe80::1]/", false);
    row("https://[::ffff:192.168.1.1]/", false);
    row("https://[64:ff9b::a00:1]/", false);
    row("https://[2002:a00:1::]/", false);
    row("https://0.0.0.0/", false);
    row("https://user:pass@example.com/", false);
    row("https://example.com/#part", false);
}

void AutomationTest::webhooksGoToTheInternetOrNoFurtherThanHere()
{
    QFETCH(QString, url);
    QFETCH(bool, isFine);
    QCOMPARE(webhookAddressProblem(url).isEmpty(), isFine);
    // Whatever a name says, what it resolves to decides.
    QVERIFY(!mayConnectTo(QHostAddress{u"127.0.0.1"_s}, false));
    QVERIFY(!mayConnectTo(QHostAddress{u"10.1.2.3"_s}, false));
    QVERIFY(!mayConnectTo(QHostAddress{u"93.184.216.34"_s}, true));
    QVERIFY(mayConnectTo(QHostAddress{u"93.184.216.34"_s}, false));
    QVERIFY(mayConnectTo(QHostAddress{u"2606:2800:220:1::1"_s}, false));
    QVERIFY(mayConnectTo(QHostAddress{u"::1"_s}, true));
}

void AutomationTest::keepsWhatWasMade()
{
    ItemsFixture studio;
    const auto id = studio.done([](Transaction& t) {
        return automations::add(t, {u"  Zoë's\nbooking "_s, rich(), u"booking"_s, 2, u"uid-1"_s});
    });
    const auto other = studio.done([](Transaction& t) {
        return automations::add(t, {u"Afterwards"_s, task()});
    });
    const auto copy = studio.done([&](Transaction& t) { return automations::duplicate(t, id); });
    const Automation made = studio.look([&](const Snapshot& s) { return automations::find(s, id); });
    QCOMPARE(made.name, u"Zoë's booking"_s);
    QCOMPARE(made.uid, u"uid-1"_s);
    QVERIFY(made.content == rich());
    QVERIFY(!made.onSince);
    QCOMPARE(made.galleryKey, u"booking"_s);
    QCOMPARE(made.galleryEdition, 2);
    const auto all = studio.look([](const Snapshot& s) { return automations::all(s); });
    QCOMPARE(all.size(), std::size_t{3});
    QCOMPARE(all[0].id, other);
    QCOMPARE(all[2].id, copy);
    QCOMPARE(all[2].name, u"Zoë's booking (copy)"_s);
    QVERIFY(all[2].uid != made.uid);
    QCOMPARE(studio.look([](const Snapshot& s) { return automations::findByUid(s, u"uid-1"_s); }), id);
    QCOMPARE(automations::webhookSecretName(made.uid), u"webhook/uid-1"_s);
}

void AutomationTest::keepsHalfMadeOnesButSwitchesOnWholeOnesOnly()
{
    ItemsFixture studio;
    AutomationContent half;
    half.steps = {{MailStep{}}};
    const auto id = studio.done([&](Transaction& t) { return automations::add(t, {u"Half"_s, half}); });
    const auto refused = studio.change([&](Transaction& t) { return automations::switchOn(t, id); });
    QVERIFY(!refused);
    QCOMPARE(refused.error().fault, Fault::Invalid);
    QVERIFY2(refused.error().detail.contains(u"no email template"_s), qPrintable(refused.error().detail));

    Automation whole = studio.look([&](const Snapshot& s) { return automations::find(s, id); });
    whole.content = task();
    studio.does([&](Transaction& t) { return automations::save(t, whole); });
    studio.does([&](Transaction& t) { return automations::switchOn(t, id); });
    Automation on = studio.look([&](const Snapshot& s) { return automations::find(s, id); });
    QCOMPARE(on.onSince, studio.now);
    // Switched on again it has been on all the time.
    studio.now += std::chrono::hours{1};
    studio.does([&](Transaction& t) { return automations::switchOn(t, id); });
    QCOMPARE(studio.look([&](const Snapshot& s) { return automations::find(s, id); }).onSince, on.onSince);
    // And one that is on stays whole.
    on.content.steps.clear();
    QVERIFY(!studio.change([&](Transaction& t) { return automations::save(t, on); }));
    studio.does([&](Transaction& t) { return automations::switchOff(t, id, false); });
    on.version += 1;
    studio.does([&](Transaction& t) { return automations::save(t, on); });

    for (const QString& name : {QString{}, u" \n"_s, QString{201, u'x'}})
        QVERIFY(!studio.change([&](Transaction& t) -> Result<void> {
            const auto added = automations::add(t, {name, task()});
            return added ? Result<void>{} : fail(added.error());
        }));
    AutomationContent wild = task();
    wild.lateDays = 31;
    const auto out = studio.change([&](Transaction& t) -> Result<void> {
        const auto added = automations::add(t, {u"Wild"_s, wild});
        return added ? Result<void>{} : fail(added.error());
    });
    QVERIFY(!out);
    QVERIFY2(out.error().detail.startsWith(u"lateDays"_s), qPrintable(out.error().detail));
}

void AutomationTest::refusesAnEditOfAnOldVersion()
{
    ItemsFixture studio;
    const auto id = studio.done([&](Transaction& t) { return automations::add(t, {u"One"_s, task()}); });
    Automation first = studio.look([&](const Snapshot& s) { return automations::find(s, id); });
    Automation second = first;
    first.name = u"First"_s;
    second.name = u"Second"_s;
    studio.does([&](Transaction& t) { return automations::save(t, first); });
    const auto late = studio.change([&](Transaction& t) { return automations::save(t, second); });
    QVERIFY(!late);
    QCOMPARE(late.error().fault, Fault::Conflict);
    QCOMPARE(studio.look([&](const Snapshot& s) { return automations::find(s, id); }).name, u"First"_s);
}

void AutomationTest::aTemplateThatIsGoneIsAnObstacle()
{
    ItemsFixture studio;
    AutomationContent content;
    DocumentStep document;
    document.templateUid = u"about-the-day"_s;
    content.steps = {{document}};
    const auto id = studio.done([&](Transaction& t) { return automations::add(t, {u"Ask"_s, content}); });
    auto refused = studio.change([&](Transaction& t) { return automations::switchOn(t, id); });
    QVERIFY(!refused);
    QVERIFY2(refused.error().detail.contains(u"Step 1 begins with the questionnaire template"_s),
             qPrintable(refused.error().detail));
    const auto made = studio.done([](Transaction& t) {
        return questionnaires::addTemplate(t, u"About the day"_s, {}, u"about-the-day"_s);
    });
    studio.does([&](Transaction& t) { return automations::switchOn(t, id); });
    studio.does([&](Transaction& t) { return questionnaires::archiveTemplate(t, made); });
    const auto obstacles =
        studio.look([&](const Snapshot& s) { return automations::obstaclesOf(s, content); });
    QCOMPARE(obstacles.size(), std::size_t{1});
    QVERIFY2(obstacles.front().contains(u"in the archive"_s), qPrintable(obstacles.front()));
}

void AutomationTest::oneInTheArchiveIsOff()
{
    ItemsFixture studio;
    const auto id = studio.done([&](Transaction& t) { return automations::add(t, {u"One"_s, task()}); });
    studio.does([&](Transaction& t) { return automations::switchOn(t, id); });
    studio.does([&](Transaction& t) { return automations::archive(t, id); });
    const Automation archived = studio.look([&](const Snapshot& s) { return automations::find(s, id); });
    QVERIFY(archived.archivedAt);
    QVERIFY(!archived.onSince);
    QVERIFY(studio.look([](const Snapshot& s) { return automations::all(s); }).empty());
    QVERIFY(!studio.change([&](Transaction& t) { return automations::switchOn(t, id); }));
    studio.does([&](Transaction& t) { return automations::unarchive(t, id); });
    studio.does([&](Transaction& t) { return automations::switchOn(t, id); });
}

} // namespace foyer::test

QTEST_GUILESS_MAIN(foyer::test::AutomationTest)
#include "automation_test.moc"
