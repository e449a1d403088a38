// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/exchange/studio_import.h"
#include "app/exchange/studio_json.h"
#include "tests/app/automations/automations_fixture.h"

#include <QSignalSpy>

#include <thread>

namespace foyer::test {

using namespace Qt::StringLiterals;
using automations::RunState;
using automations::StepState;

/// S21, S22, A2, A3: what being booked sets off.
class BookingTest : public QObject
{
    Q_OBJECT

private:
    static AutomationContent welcome()
    {
        return AutomationsFixture::on(Trigger::Kind::JobBooked, {AutomationsFixture::mailStep()});
    }
    static const QStringList both;

private Q_SLOTS:
    void s22_firesOnceHoweverItWasBooked_data();
    void s22_firesOnceHoweverItWasBooked();
    void s22_twoSignaturesAtOnceFireOnce();
    void s22_whomTheFirstBookingReachedTheSecondAsks();
    void s22_bookedAgainAfterACancellationFiresAgain();
    void s22_theProgramWasClosed_data();
    void s22_theProgramWasClosed();
    void s22_anImportOfOldJobsMailsNobody();
    void s22_noEmailIsALoggedReason();
    void s22_whoHasAPasswordIsLeftOut();
    void s12_aDisabledPortalIsAReason();
    void s19_everybodyGetsAMailOfTheirOwn();
    void a2_athousandTicksSendOnce();
    void a2_twoSchedulersSendOnce();
    void a3_conditionsAreAskedAgainBeforeEveryStep();
    void whatHappenedBeforeItWasOnIsNoBusinessOfIt();
    void oneThatIsOffBeginsNothing();
    void aTemplateThatIsGoneFailsAndIsTriedAgain();
};

const QStringList BookingTest::both{u"Welcome, Ada"_s, u"Welcome, Ben"_s};

void BookingTest::s22_firesOnceHoweverItWasBooked_data()
{
    QTest::addColumn<QString>("way");
    QTest::addColumn<QString>("cause");
    QTest::newRow("contract signed by both") << u"signature"_s << u"contract signed"_s;
    QTest::newRow("quote accepted") << u"quote"_s << u"quote accepted"_s;
    QTest::newRow("by hand") << u"hand"_s << u"by hand"_s;
    QTest::newRow("moved on at once") << u"moved"_s << u"by hand"_s;
}

void BookingTest::s22_firesOnceHoweverItWasBooked()
{
    QFETCH(QString, way);
    QFETCH(QString, cause);
    AutomationsFixture studio;
    const AutomationId id = studio.switchedOn(welcome());
    if (way == u"signature"_s) {
        const ItemId contract = studio.sent(studio.work({studio.ada, studio.ben}), true);
        studio.sign(contract, studio.ada);
        studio.tick();
        QCOMPARE(studio.subjects(), QStringList{});
        studio.sign(contract, studio.ben);
    } else if (way == u"quote"_s) {
        const ItemId quote = studio.sentQuote();
        studio.tick();
        QCOMPARE(studio.subjects(), QStringList{});
        studio.accept(quote, studio.ada);
    } else if (way == u"hand"_s) {
        studio.book();
    } else {
        studio.moveTo(JobStage::Fulfilment);
    }
    studio.tick();
    QCOMPARE(studio.subjects(), both);
    const auto runs = studio.runs(id);
    QCOMPARE(runs.size(), std::size_t{1});
    QCOMPARE(runs[0].cause, cause);
    QCOMPARE(runs[0].occurrence, u"booking 1"_s);
    QCOMPARE(runs[0].state, RunState::Done);
    QCOMPARE(runs[0].steps.size(), std::size_t{2});
    QVERIFY(runs[0].steps[0].state == StepState::Done && runs[0].steps[0].mail);
    // What comes later books nothing, and sends nothing.
    studio.book();
    studio.moveTo(JobStage::Completed);
    studio.tick();
    QCOMPARE(studio.subjects(), both);
}

void BookingTest::s22_twoSignaturesAtOnceFireOnce()
{
    for (int round = 0; round < 5; ++round) {
        AutomationsFixture studio;
        const AutomationId id = studio.switchedOn(welcome());
        const ItemId contract = studio.sent(studio.work({studio.ada, studio.ben}), true);
        const auto ofAda = studio.signing(contract, u"Ada Okafor"_s);
        const auto ofBen = studio.signing(contract, u"Ben Moss"_s);
        const QString uid = studio.uid(contract);
        const auto signAs = [&](ContactId who, const contracts::Signing& signing) {
            const auto isSigned = studio.database->write(Actor::client(who, {}), [&](Transaction& t) {
                return contracts::sign(t, {who, {}}, uid, signing, studio.trace);
            });
            if (!isSigned)
                qFatal("%s", qPrintable(isSigned.error().detail));
        };
        const auto tickAlong = [&] {
            for (int i = 0; i < 20; ++i) {
                const auto ticked = studio.database->write(
                    Actor::system(), [](Transaction& t) { return automations::tick(t); });
                if (!ticked)
                    qFatal("%s", qPrintable(ticked.error().detail));
            }
        };
        std::thread first{[&] { signAs(studio.ada, ofAda); }};
        std::thread second{[&] { signAs(studio.ben, ofBen); }};
        std::thread third{tickAlong};
        first.join();
        second.join();
        third.join();
        studio.tick();
        QCOMPARE(studio.subjects(), both);
        QCOMPARE(studio.runs(id).size(), std::size_t{1});
    }
}

void BookingTest::s22_whomTheFirstBookingReachedTheSecondAsks()
{
    AutomationsFixture studio;
    const AutomationId id = studio.switchedOn(welcome());
    studio.book();
    studio.tick();
    const auto left = studio.database->write(Actor::system(), [&](Transaction& t) -> Result<void> {
        t.declareHousekeeping();
        return t.query(u"UPDATE mail SET state = 'sent', sent_at = :now"_s).bind(":now"_L1, t.now()).run();
    });
    QVERIFY(left);
    studio.moveTo(JobStage::Lead);
    studio.book();
    studio.tick();
    QCOMPARE(studio.subjects(), both);
    const auto runs = studio.runs(id);
    QCOMPARE(runs.size(), std::size_t{2});
    const auto again = std::find_if(runs.begin(), runs.end(), [](const automations::Run& run) {
        return run.occurrence == "booking 2"_L1;
    });
    QVERIFY(again != runs.end());
    QCOMPARE(again->state, RunState::Asking);
    QVERIFY2(again->reason.startsWith("the job was booked before"_L1), qPrintable(again->reason));
    QVERIFY(studio.change([&](Transaction& t) { return automations::approveRun(t, again->id); }));
    studio.tick();
    QCOMPARE(studio.subjects(), both + both);
}

void BookingTest::s22_bookedAgainAfterACancellationFiresAgain()
{
    AutomationsFixture studio;
    AutomationContent content = welcome();
    content.steps.push_back(AutomationsFixture::waitStep(7));
    content.steps.push_back({TaskStep{u"Call them"_s, 0}});
    const AutomationId id = studio.switchedOn(content);
    studio.book();
    studio.tick();
    QCOMPARE(studio.subjects(), both);
    studio.now += std::chrono::hours{24};
    studio.close();
    studio.tick();
    auto runs = studio.runs(id);
    QCOMPARE(runs.size(), std::size_t{1});
    QCOMPARE(runs[0].state, RunState::Cancelled);
    QCOMPARE(runs[0].reason, u"the job was closed"_s);
    QCOMPARE(runs[0].steps.back().state, StepState::Skipped);
    QCOMPARE(runs[0].steps.back().reason, u"the job was closed"_s);
    // Their mails had not left yet: nobody is welcomed to what was cancelled.
    for (const mail::Mail& one : studio.mails()) {
        QCOMPARE(one.state, mail::MailState::Cancelled);
        QCOMPARE(one.reason, u"the job was closed"_s);
    }
    studio.now += std::chrono::hours{24};
    studio.moveTo(JobStage::Lead);
    studio.book();
    studio.tick();
    QCOMPARE(studio.subjects(), both + both);
    runs = studio.runs(id);
    QCOMPARE(runs.size(), std::size_t{2});
    QCOMPARE(runs[1].occurrence, u"booking 2"_s);
    QCOMPARE(runs[1].state, RunState::Running);
    // All of it between two ticks: the last booking alone counts.
    studio.close();
    studio.moveTo(JobStage::Lead);
    studio.book();
    studio.moveTo(JobStage::Lead);
    studio.book();
    studio.tick();
    runs = studio.runs(id);
    QCOMPARE(runs.size(), std::size_t{4});
    QCOMPARE(runs[1].state, RunState::Cancelled);
    QCOMPARE(runs[2].state, RunState::Cancelled);
    QCOMPARE(runs[2].reason, u"the job is not booked any more"_s);
    QCOMPARE(runs[3].state, RunState::Running);
    QCOMPARE(studio.subjects(), both + both + both);
}

void BookingTest::s22_theProgramWasClosed_data()
{
    QTest::addColumn<int>("hours");
    QTest::addColumn<bool>("asks");
    QTest::newRow("for a moment") << 0 << false;
    QTest::newRow("for two days") << 48 << false;
    QTest::newRow("two days and an hour and a bit") << 50 << true;
    QTest::newRow("for a month") << 24 * 31 << true;
}

void BookingTest::s22_theProgramWasClosed()
{
    QFETCH(int, hours);
    QFETCH(bool, asks);
    AutomationsFixture studio;
    const AutomationId id = studio.switchedOn(welcome());
    studio.book(); // another program, or one that was ended before it could look
    studio.reopen();
    studio.now += std::chrono::hours{hours};
    studio.tick();
    const auto count = [&] {
        return studio.must(studio.read([](const Snapshot& s) { return automations::countAsking(s); }));
    };
    QCOMPARE(studio.subjects(), asks ? QStringList{} : both);
    QCOMPARE(count(), asks ? 1 : 0);
    if (!asks)
        return;
    QCOMPARE(studio.runs(id)[0].state, RunState::Asking);
    QVERIFY(studio.runs(id)[0].reason.startsWith(u"it came on "_s));
    // It never lapses.
    studio.now += std::chrono::hours{24 * 400};
    studio.tick();
    QCOMPARE(count(), 1);
    studio.must(
        studio.change([&](Transaction& t) { return automations::approveRun(t, studio.runs(id)[0].id); }));
    studio.tick();
    QCOMPARE(studio.subjects(), both);
    QCOMPARE(count(), 0);
    const auto twice =
        studio.change([&](Transaction& t) { return automations::approveRun(t, studio.runs(id)[0].id); });
    QVERIFY(!twice);
    QCOMPARE(twice.error().fault, Fault::Conflict);
}

void BookingTest::s22_anImportOfOldJobsMailsNobody()
{
    AutomationsFixture studio;
    std::vector<AutomationId> ids;
    for (const auto kind : {Trigger::Kind::JobBooked, Trigger::Kind::JobCreated, Trigger::Kind::JobClosed})
        ids.push_back(studio.switchedOn(AutomationsFixture::on(kind, {AutomationsFixture::mailStep()})));
    AutomationContent content =
        AutomationsFixture::on(Trigger::Kind::StageChanged, {AutomationsFixture::mailStep()});
    ids.push_back(studio.switchedOn(content));
    for (const auto kind : {Trigger::Kind::DocumentSent, Trigger::Kind::DocumentCompleted}) {
        content = AutomationsFixture::on(kind, {AutomationsFixture::mailStep()});
        content.trigger.document = ItemKind::Order;
        ids.push_back(studio.switchedOn(content));
    }
    content = AutomationsFixture::on(Trigger::Kind::DayOfShoot, {AutomationsFixture::mailStep()});
    content.trigger.days = -1;
    ids.push_back(studio.switchedOn(content));

    QByteArray json = R"({"format":"foyer-studio","version":1,"contacts":[)"
                      R"({"uid":"eve","givenName":"Eve","emails":[{"address":"eve@example.org"}]}],"jobs":[)";
    const QByteArray today = automations::dayOf(studio.now).toString(Qt::ISODate).toLatin1();
    for (int i = 0; i < 500; ++i) {
        if (i > 0)
            json += ',';
        json +=
            R"({"title":"Old )" + QByteArray::number(i) +
            R"(","stage":"booked","people":[{"contact":"eve","role":"client"}],"shoots":[{"day":")" + today +
            R"("}],"orders":[{"title":"Prints","recipients":["eve"],"state":"accepted","content":)"
            R"({"currency":"EUR","needsAcceptance":true,"lines":[{"title":"Print","unitPrice":1000}]}}]})";
    }
    json += "]}";
    const auto document = exchange::readStudioJson(
        json, [](const QString&) -> Result<QByteArray> { return fail(Fault::NotFound, u"no files here"_s); });
    QVERIFY2(document.has_value(), document ? "" : qPrintable(document.error().detail));
    studio.now += std::chrono::hours{1};
    // Somebody is booked at the same time: that one is mailed, whatever the import does around it.
    const auto imported = studio.write([&](Transaction& t) { return exchange::bringIn(t, *document); });
    QVERIFY2(imported.has_value(), imported ? "" : qPrintable(imported.error().detail));
    QCOMPARE(imported->jobs, 500);
    studio.book();
    studio.tick();
    QCOMPARE(studio.subjects(), both + both); // booked, and the stage became booked
    for (const mail::Mail& one : studio.mails())
        QVERIFY(one.toAddress != u"eve@example.org"_s);
    QCOMPARE(studio.must(studio.read([](const Snapshot& s) { return automations::countAsking(s); })), 0);
    studio.now += std::chrono::hours{24 * 10};
    studio.tick();
    QCOMPARE(studio.subjects(), both + both);
}

void BookingTest::s22_noEmailIsALoggedReason()
{
    AutomationsFixture studio;
    studio.must(studio.change([&](Transaction& t) -> Result<void> {
        auto contact = contacts::find(t, studio.ada);
        contact->details.emails.clear();
        return contacts::save(t, *contact);
    }));
    const AutomationId id = studio.switchedOn(welcome());
    studio.book();
    studio.tick();
    QCOMPARE(studio.subjects(), QStringList{u"Welcome, Ben"_s});
    const auto run = studio.runs(id)[0];
    QCOMPARE(run.state, RunState::Done);
    QCOMPARE(run.steps[0].contact, studio.ada);
    QCOMPARE(run.steps[0].state, StepState::Skipped);
    QCOMPARE(run.steps[0].reason, u"no email"_s);
    const auto journal = studio.must(
        studio.read([&](const Snapshot& s) { return journalOf(s, u"automation"_s, id.row(), 20); }));
    QVERIFY(std::any_of(journal.begin(), journal.end(), [](const JournalRow& row) {
        return row.entry.action == u"step skipped"_s && row.entry.detail.value(u"reason"_s) == u"no email"_s;
    }));
}

void BookingTest::s22_whoHasAPasswordIsLeftOut()
{
    AutomationsFixture studio;
    AutomationContent content = welcome();
    content.conditions = {{Condition::Kind::HasPassword, {}, true}};
    const AutomationId setUp = studio.switchedOn(content, u"Set up"_s);
    content.conditions = {{Condition::Kind::HasPassword, {}, false}};
    const AutomationId logIn = studio.switchedOn(content, u"Log in"_s);
    studio.setPassword(studio.ben);
    studio.book();
    studio.tick();
    const auto stepsOf = [&](AutomationId id) {
        QStringList list;
        for (const auto& step : studio.runs(id)[0].steps)
            list.append(automations::toWord(step.state) + u' ' + step.reason);
        return list;
    };
    QCOMPARE(stepsOf(setUp), (QStringList{u"done "_s, u"skipped has set a password already"_s}));
    QCOMPARE(stepsOf(logIn), (QStringList{u"skipped has not set a password yet"_s, u"done "_s}));
}

void BookingTest::s12_aDisabledPortalIsAReason()
{
    AutomationsFixture studio;
    studio.addTemplate(u"plain"_s, u"Thanks, {{recipient.first_name}}"_s, u"Thank you."_s);
    AutomationContent content = welcome();
    content.steps.push_back(AutomationsFixture::mailStep(u"plain"_s));
    const AutomationId id = studio.switchedOn(content);
    studio.must(studio.change([&](Transaction& t) { return portal_access::disable(t, studio.ada); }));
    studio.book();
    studio.tick();
    // A mail without the link reaches everybody.
    QCOMPARE(studio.subjects(), (QStringList{u"Welcome, Ben"_s, u"Thanks, Ada"_s, u"Thanks, Ben"_s}));
    QCOMPARE(studio.runs(id)[0].steps[0].reason, u"the portal is disabled"_s);
}

void BookingTest::s19_everybodyGetsAMailOfTheirOwn()
{
    AutomationsFixture studio;
    studio.switchedOn(welcome());
    studio.book();
    studio.tick();
    const auto mails = studio.mails();
    QCOMPARE(mails.size(), std::size_t{2});
    QCOMPARE(mails[0].toAddress, mails[1].toAddress);
    QCOMPARE(mails[0].contact, studio.ada);
    QCOMPARE(mails[1].contact, studio.ben);
    QVERIFY(mails[0].messageId != mails[1].messageId);
    const auto addresses =
        studio.must(studio.read([](const Snapshot& s) { return portal_access::addresses(s); }));
    QStringList links;
    for (const mail::Mail& one : mails) {
        QVERIFY(!one.body.contains(u"portal.example.com"_s)); // the stored copy carries nobody's link
        QCOMPARE(one.job, studio.job);
        const auto seen = studio.must(
            studio.read([&](const Snapshot& s) { return mail::asRecipientSees(s, one, addresses); }));
        const QRegularExpression link{u"https://portal\\.example\\.com/\\S+"_s};
        links.append(link.match(seen.text).captured(0));
        QVERIFY(links.back().size() > 40);
    }
    QVERIFY(links[0] != links[1]);
}

void BookingTest::a2_athousandTicksSendOnce()
{
    AutomationsFixture studio;
    const AutomationId id = studio.switchedOn(welcome());
    studio.book();
    for (int i = 0; i < 1000; ++i) {
        studio.must(
            studio.database->write(Actor::system(), [](Transaction& t) { return automations::tick(t); }));
        if (i % 100 == 0)
            studio.now += std::chrono::seconds{7};
    }
    QCOMPARE(studio.subjects(), both);
    QCOMPARE(studio.runs(id).size(), std::size_t{1});
}

void BookingTest::a2_twoSchedulersSendOnce()
{
    AutomationsFixture studio;
    const AutomationId id = studio.switchedOn(welcome());
    automations::Scheduler first{*studio.database};
    automations::Scheduler second{*studio.database};
    first.start();
    second.start();
    studio.book();
    QTRY_COMPARE(studio.subjects(), both); // nobody ticks but they, and they heard of it
    QTest::qWait(600);
    QCOMPARE(studio.subjects(), both);
    QCOMPARE(studio.runs(id).size(), std::size_t{1});
    // Nor can a second program own the file.
    const auto other = Database::open(studio.file());
    QVERIFY(!other);
    QCOMPARE(other.error().fault, Fault::Conflict);
}

void BookingTest::a3_conditionsAreAskedAgainBeforeEveryStep()
{
    AutomationsFixture studio;
    AutomationContent content = welcome();
    content.conditions = {{Condition::Kind::LeadSource, u"a friend"_s, true}};
    content.steps.insert(content.steps.begin(), AutomationsFixture::waitStep(1));
    const AutomationId id = studio.switchedOn(content);
    studio.book();
    studio.tick();
    studio.must(studio.change([&](Transaction& t) -> Result<void> {
        auto job = jobs::find(t, studio.job);
        job->details.leadSource = u"A friend "_s;
        job->details.people.pop_back(); // and Ben is on the job no more
        return jobs::save(t, *job);
    }));
    studio.now += std::chrono::hours{25};
    studio.tick();
    QCOMPARE(studio.subjects(), QStringList{});
    const auto run = studio.runs(id)[0];
    QCOMPARE(run.state, RunState::Done);
    QCOMPARE(run.steps.back().state, StepState::Skipped);
    QCOMPARE(run.steps.back().reason, u"the lead came from “a friend”"_s);
    // Held against it when the trigger comes, it does not begin at all.
    studio.moveTo(JobStage::Lead);
    studio.book();
    studio.tick();
    QCOMPARE(studio.runs(id).size(), std::size_t{1});
}

void BookingTest::whatHappenedBeforeItWasOnIsNoBusinessOfIt()
{
    AutomationsFixture studio;
    studio.book(); // in the very second in which it is switched on
    const AutomationId id = studio.switchedOn(welcome());
    studio.tick();
    QCOMPARE(studio.runs(id).size(), std::size_t{0});
    studio.moveTo(JobStage::Lead);
    studio.book();
    studio.tick();
    QCOMPARE(studio.subjects(), both);
}

void BookingTest::oneThatIsOffBeginsNothing()
{
    AutomationsFixture studio;
    AutomationContent content = welcome();
    content.steps.push_back(AutomationsFixture::waitStep(1));
    content.steps.push_back(AutomationsFixture::mailStep());
    const AutomationId id = studio.switchedOn(content);
    studio.book();
    studio.tick();
    // Those that began go on ...
    studio.must(studio.change([&](Transaction& t) { return automations::switchOff(t, id, false); }));
    studio.moveTo(JobStage::Fulfilment);
    studio.now += std::chrono::hours{25};
    studio.tick();
    QCOMPARE(studio.subjects(), both + both);
    studio.moveTo(JobStage::Lead);
    studio.book();
    studio.tick();
    QCOMPARE(studio.runs(id).size(), std::size_t{1});
    // ... unless somebody wants them to end.
    studio.must(studio.change([&](Transaction& t) { return automations::switchOn(t, id); }));
    studio.moveTo(JobStage::Lead);
    studio.book();
    studio.tick();
    QCOMPARE(studio.subjects().size(), 6);
    studio.must(studio.change([&](Transaction& t) { return automations::switchOff(t, id, true); }));
    QCOMPARE(studio.runs(id)[1].state, RunState::Cancelled);
    QCOMPARE(studio.mails()[5].state, mail::MailState::Cancelled);
    QCOMPARE(studio.mails()[5].reason, u"the automation was switched off"_s);
    QCOMPARE(studio.mails()[3].reason, u"the job is not booked any more"_s); // of a run that had ended
    studio.now += std::chrono::hours{25};
    studio.tick();
    QCOMPARE(studio.subjects().size(), 6);
}

void BookingTest::aTemplateThatIsGoneFailsAndIsTriedAgain()
{
    AutomationsFixture studio;
    const TemplateId thanks =
        studio.addTemplate(u"thanks"_s, u"Thanks, {{recipient.first_name}}"_s, u"Thank you."_s);
    const AutomationId id = studio.switchedOn(
        AutomationsFixture::on(Trigger::Kind::JobBooked,
                               {AutomationsFixture::mailStep(u"thanks"_s), AutomationsFixture::mailStep()}));
    // Somebody misspells a token of a mail that is in use.
    studio.must(studio.change([&](Transaction& t) -> Result<void> {
        auto text = email_templates::find(t, thanks);
        text->text.body = u"Thank you, {{recipient.frist_name}}."_s;
        return email_templates::save(t, *text);
    }));
    studio.book();
    studio.tick();
    QCOMPARE(studio.subjects(), both); // what comes after it is not held up
    auto run = studio.runs(id)[0];
    QCOMPARE(run.steps[0].state, StepState::Failed);
    QVERIFY2(run.steps[0].reason.contains(u"recipient.frist_name"_s), qPrintable(run.steps[0].reason));
    studio.must(studio.change([&](Transaction& t) -> Result<void> {
        auto text = email_templates::find(t, thanks);
        text->text.body = u"Thank you, {{recipient.first_name}}."_s;
        return email_templates::save(t, *text);
    }));
    for (const auto& step : {run.steps[0], run.steps[1]})
        studio.must(studio.change([&](Transaction& t) { return automations::retryStep(t, step.id); }));
    studio.tick();
    QCOMPARE(studio.subjects(), both + QStringList({u"Thanks, Ada"_s, u"Thanks, Ben"_s}));
    run = studio.runs(id)[0];
    QCOMPARE(run.state, RunState::Done);
    QVERIFY(!studio.change([&](Transaction& t) { return automations::retryStep(t, run.steps[0].id); }));
}

} // namespace foyer::test

QTEST_GUILESS_MAIN(foyer::test::BookingTest)
#include "booking_test.moc"
