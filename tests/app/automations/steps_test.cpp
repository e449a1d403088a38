// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/contracts/contract_templates.h"
#include "app/orders/catalogue.h"
#include "app/questionnaires/answer_store.h"
#include "app/questionnaires/questionnaire_store.h"
#include "app/questionnaires/questionnaire_templates.h"
#include "app/tasks/task_store.h"
#include "tests/app/automations/automations_fixture.h"

namespace foyer::test {

using namespace Qt::StringLiterals;
using automations::RunState;
using automations::StepState;

/// What steps do, when they do it, and when they ask.
class StepsTest : public QObject
{
    Q_OBJECT

private:
    using Studio = AutomationsFixture;
    static Step asking(Step step)
    {
        step.asks = true;
        return step;
    }
    static Step toRecipients()
    {
        MailStep mail;
        mail.templateUid = u"welcome"_s;
        mail.audience.kind = Audience::Kind::Recipients;
        return {mail};
    }
    static Instant at(QDate day, QTime time) { return automations::momentOf(day, time); }
    static QString outcome(const automations::StepRow& step)
    {
        return automations::toWord(step.state) + (step.reason.isEmpty() ? QString{} : u": "_s + step.reason);
    }
    static QStringList outcomes(const automations::Run& run)
    {
        QStringList list;
        for (const auto& step : run.steps)
            list.append(outcome(step));
        return list;
    }
    static int countAsking(Studio& studio)
    {
        return studio.must(studio.read([](const Snapshot& s) { return automations::countAsking(s); }));
    }
    static Questionnaire someQuestions()
    {
        Questionnaire::Question one;
        one.id = u"place"_s;
        one.label = u"Where do we meet?"_s;
        Questionnaire questions;
        questions.questions = {one};
        return questions;
    }

private Q_SLOTS:
    void waitsCountDaysByTheClockOfTheStudio();
    void waitsForAShootFollowIt();
    void aWaitForAShootWithoutADayNeverEnds();
    void approvalsNeverLapse();
    void whatIsSkippedByHandIsPassedOver();
    void afterALongSleepWhatIsLateAsks();
    void withinTheLimitOverdueStepsHappenOnceEach();
    void aTaskAndAStageAreForTheJob();
    void stagesThatAnswerEachOtherComeToAnEnd();
    void aQuestionnaireIsDraftedOrSent();
    void aContractIsSentToBoth();
    void aPackageBecomesAQuote();
    void whatItMadeDoesNotBeginItAgain();
    void whoHasDoneTheirsIsNotRemindedOfIt();
    void a3_whatIsPaidOrAcceptedIsNotRemindedOf();
    void a3_mailsThatWaitAreOvertaken();
    void theFirstLoginCountsOnce();
    void aJobThatIsOverEndsItsRuns();
    void aJobThatIsClosedWhenAllIsDoneGoesOn();
    void whatIsTakenBackLetsItGoOn();
    void aRunThatIsCancelledTakesItsMailsBack();
    void aClosedJobCanBeginOne();
    void whatIsCompletedTwiceBeginsItOnce();
};

void StepsTest::waitsCountDaysByTheClockOfTheStudio()
{
    Studio studio;
    studio.now = at(QDate{2026, 6, 1}, QTime{15, 0});
    WaitStep hours;
    hours.hours = 5;
    WaitStep evening;
    evening.at = QTime{18, 0};
    const AutomationId id = studio.switchedOn(
        Studio::on(Trigger::Kind::JobBooked, {Studio::waitStep(2, WaitStep::From::Step, QTime{9, 0}),
                                              {TaskStep{u"a"_s, 0}},
                                              {hours},
                                              {TaskStep{u"b"_s, 0}},
                                              {evening},
                                              {TaskStep{u"c"_s, 0}}}));
    studio.book();
    const auto dueNext = [&] { return studio.tick().nextDue; };
    QCOMPARE(dueNext(), at(QDate{2026, 6, 3}, QTime{9, 0}));
    studio.now = at(QDate{2026, 6, 3}, QTime{9, 0}) - std::chrono::seconds{1};
    studio.tick();
    QCOMPARE(studio.runs(id)[0].steps.size(), std::size_t{1});
    studio.now += std::chrono::seconds{1};
    QCOMPARE(dueNext(), at(QDate{2026, 6, 3}, QTime{14, 0}));
    studio.now = at(QDate{2026, 6, 3}, QTime{19, 0}); // a little late: from then on it counts
    QCOMPARE(dueNext(), at(QDate{2026, 6, 4}, QTime{18, 0}));
    studio.now = at(QDate{2026, 6, 4}, QTime{18, 0});
    studio.tick();
    QCOMPARE(studio.runs(id)[0].state, RunState::Done);
}

void StepsTest::waitsForAShootFollowIt()
{
    Studio studio;
    studio.now = at(QDate{2027, 4, 1}, QTime{12, 0});
    const AutomationId id = studio.switchedOn(Studio::on(
        Trigger::Kind::JobBooked, {Studio::waitStep(-7, WaitStep::From::Shoot), Studio::mailStep()}));
    studio.book();
    QCOMPARE(studio.tick().nextDue, at(QDate{2027, 4, 26}, QTime{9, 0}));
    studio.moveShoot(QDate{2027, 6, 10});
    QCOMPARE(studio.tick().nextDue, at(QDate{2027, 6, 3}, QTime{9, 0}));
    studio.now = at(QDate{2027, 4, 26}, QTime{9, 0});
    studio.tick();
    QCOMPARE(studio.subjects(), QStringList{});
    studio.moveShoot(QDate{2027, 4, 30}); // sooner now: a week before it was three days ago
    studio.tick();
    QCOMPARE(studio.subjects(), QStringList{});
    QCOMPARE(countAsking(studio), 2);
    studio.moveShoot(QDate{2027, 5, 20});
    studio.tick();
    QCOMPARE(studio.runs(id)[0].steps.front().state, StepState::Done);
}

void StepsTest::aWaitForAShootWithoutADayNeverEnds()
{
    Studio studio;
    studio.moveShoot({});
    const AutomationId id = studio.switchedOn(Studio::on(
        Trigger::Kind::JobBooked, {Studio::waitStep(1, WaitStep::From::Shoot), Studio::mailStep()}));
    studio.book();
    QCOMPARE(studio.tick().nextDue, std::nullopt);
    QCOMPARE(outcomes(studio.runs(id)[0]), QStringList{u"waiting: waits for the day of a shoot"_s});
    studio.now += std::chrono::hours{24 * 1000};
    QCOMPARE(studio.tick().nextDue, std::nullopt);
    studio.moveShoot(QDate{2030, 1, 1});
    QCOMPARE(studio.tick().nextDue, at(QDate{2030, 1, 2}, QTime{9, 0}));
    QCOMPARE(outcomes(studio.runs(id)[0]), QStringList{u"waiting"_s});
}

void StepsTest::approvalsNeverLapse()
{
    Studio studio;
    const AutomationId id = studio.switchedOn(
        Studio::on(Trigger::Kind::JobBooked, {asking(Studio::mailStep()), {TaskStep{u"x"_s, 1}}}));
    studio.book();
    studio.tick();
    QCOMPARE(countAsking(studio), 2);
    auto run = studio.runs(id)[0];
    QCOMPARE(outcomes(run),
             (QStringList{u"asking: it waits for approval"_s, u"asking: it waits for approval"_s}));
    studio.now += std::chrono::hours{24 * 500};
    studio.tick();
    QCOMPARE(countAsking(studio), 2);
    QCOMPARE(studio.must(studio.read([](const Snapshot& s) { return automations::asking(s, 10); })).size(),
             std::size_t{1});
    studio.must(studio.change([&](Transaction& t) { return automations::approveStep(t, run.steps[0].id); }));
    studio.tick();
    QCOMPARE(studio.subjects(), QStringList{u"Welcome, Ada"_s});
    studio.must(studio.change([&](Transaction& t) { return automations::skipStep(t, run.steps[1].id); }));
    studio.tick();
    run = studio.runs(id)[0];
    QCOMPARE(outcomes(run), (QStringList{u"done"_s, u"skipped: by hand"_s, u"done"_s}));
    QCOMPARE(run.state, RunState::Done);
    const auto late =
        studio.change([&](Transaction& t) { return automations::approveStep(t, run.steps[1].id); });
    QVERIFY(!late);
    QCOMPARE(late.error().fault, Fault::Conflict);
    // The task counts from when it was done.
    const auto tasks =
        studio.must(studio.read([&](const Snapshot& s) { return tasks::ofJob(s, studio.job); }));
    QCOMPARE(tasks.front().dueDay, automations::dayOf(studio.now).addDays(1));
}

void StepsTest::whatIsSkippedByHandIsPassedOver()
{
    Studio studio;
    const AutomationId id =
        studio.switchedOn(Studio::on(Trigger::Kind::JobBooked, {Studio::waitStep(30), Studio::mailStep()}));
    studio.book();
    studio.tick();
    const auto run = studio.runs(id)[0];
    studio.must(studio.change(
        [&](Transaction& t) { return automations::skipStep(t, run.steps[0].id, u"they called"_s); }));
    studio.tick();
    QCOMPARE(studio.subjects(), (QStringList{u"Welcome, Ada"_s, u"Welcome, Ben"_s}));
    QCOMPARE(outcomes(studio.runs(id)[0]).front(), u"skipped: they called"_s);
}

void StepsTest::afterALongSleepWhatIsLateAsks()
{
    Studio studio;
    const AutomationId id = studio.switchedOn(Studio::on(
        Trigger::Kind::JobBooked,
        {Studio::waitStep(1), {TaskStep{u"first"_s, 0}}, Studio::waitStep(1), {TaskStep{u"second"_s, 0}}}));
    studio.book();
    studio.tick();
    studio.reopen();
    studio.now += std::chrono::hours{24 * 30};
    studio.tick();
    auto run = studio.runs(id)[0];
    QCOMPARE(run.steps.size(), std::size_t{2});
    QCOMPARE(run.steps[1].state, StepState::Asking);
    QVERIFY2(run.steps[1].reason.startsWith(u"it was due on "_s), qPrintable(run.steps[1].reason));
    studio.must(studio.change([&](Transaction& t) { return automations::approveStep(t, run.steps[1].id); }));
    studio.tick();
    run = studio.runs(id)[0];
    // What follows counts from then: nothing is made up for in a pile.
    QCOMPARE(run.steps[2].dueAt, automations::plusDays(studio.now, 1));
    QCOMPARE(studio.must(studio.read([&](const Snapshot& s) { return tasks::ofJob(s, studio.job); })).size(),
             std::size_t{1});
}

void StepsTest::withinTheLimitOverdueStepsHappenOnceEach()
{
    Studio studio;
    AutomationContent content = Studio::on(
        Trigger::Kind::JobBooked,
        {Studio::waitStep(1), {TaskStep{u"first"_s, 0}}, Studio::waitStep(1), {TaskStep{u"second"_s, 0}}});
    content.lateDays = 30;
    const AutomationId id = studio.switchedOn(content);
    studio.book();
    studio.tick();
    studio.now += std::chrono::hours{24 * 20};
    for (int i = 0; i < 10; ++i)
        studio.tick();
    QCOMPARE(studio.must(studio.read([&](const Snapshot& s) { return tasks::ofJob(s, studio.job); })).size(),
             std::size_t{1});
    studio.now += std::chrono::hours{24};
    studio.tick();
    QCOMPARE(studio.must(studio.read([&](const Snapshot& s) { return tasks::ofJob(s, studio.job); })).size(),
             std::size_t{2});
    QCOMPARE(studio.runs(id)[0].state, RunState::Done);
}

void StepsTest::aTaskAndAStageAreForTheJob()
{
    Studio studio;
    const AutomationId id = studio.switchedOn(Studio::on(
        Trigger::Kind::JobCreated,
        {{StageStep{JobStage::Fulfilment}}, {StageStep{JobStage::Fulfilment}}, {TaskStep{u"Order"_s, 3}}}));
    const JobId fresh = studio.must(studio.write([&](Transaction& t) {
        JobDetails details;
        details.title = u"Portraits"_s;
        return jobs::add(t, studio.brand(), details);
    }));
    studio.tick();
    const Job job = studio.must(studio.read([&](const Snapshot& s) { return jobs::find(s, fresh); }));
    QCOMPARE(job.stage, JobStage::Fulfilment);
    QCOMPARE(job.bookings, 1);
    QCOMPARE(outcomes(studio.runs(id)[0]),
             (QStringList{u"done"_s, u"skipped: the job is there already"_s, u"done"_s}));
    const auto made = studio.must(studio.read([&](const Snapshot& s) { return tasks::ofJob(s, fresh); }));
    QCOMPARE(made.size(), std::size_t{1});
    QCOMPARE(made[0].title, u"Order"_s);
    QCOMPARE(made[0].dueDay, automations::dayOf(studio.now).addDays(3));
}

void StepsTest::stagesThatAnswerEachOtherComeToAnEnd()
{
    Studio studio;
    AutomationContent there = Studio::on(Trigger::Kind::StageChanged, {{StageStep{JobStage::Completed}}});
    there.trigger.stage = JobStage::Fulfilment;
    AutomationContent back = Studio::on(Trigger::Kind::StageChanged, {{StageStep{JobStage::Fulfilment}}});
    back.trigger.stage = JobStage::Completed;
    const AutomationId a = studio.switchedOn(there, u"There"_s);
    const AutomationId b = studio.switchedOn(back, u"Back"_s);
    studio.moveTo(JobStage::Fulfilment);
    studio.tick(); // qFatal if it never rests
    QCOMPARE(studio.runs(a).size(), std::size_t{1});
    QCOMPARE(studio.runs(b).size(), std::size_t{1});
}

void StepsTest::aQuestionnaireIsDraftedOrSent()
{
    Studio studio;
    studio.must(studio.write([](Transaction& t) {
        return questionnaires::addTemplate(t, u"About the day"_s, someQuestions(), u"about"_s);
    }));
    studio.must(studio.write([](Transaction& t) {
        return questionnaires::addTemplate(t, u"Nothing asked yet"_s, {}, u"empty"_s);
    }));
    DocumentStep drafted;
    drafted.templateUid = u"about"_s;
    DocumentStep sent = drafted;
    sent.isSent = true;
    sent.audience.roles = {JobRole::Client};
    DocumentStep broken = sent;
    broken.templateUid = u"empty"_s;
    DocumentStep forNobody = sent;
    forNobody.audience.roles = {JobRole::Planner};
    const AutomationId id =
        studio.switchedOn(Studio::on(Trigger::Kind::JobBooked, {{drafted}, {sent}, {broken}, {forNobody}}));
    studio.book();
    studio.tick();
    const auto run = studio.runs(id)[0];
    QCOMPARE(run.steps.size(), std::size_t{4});
    const auto itemOf = [&](std::size_t step) {
        return studio.must(
            studio.read([&](const Snapshot& s) { return items::find(s, *run.steps[step].item); }));
    };
    QCOMPARE(itemOf(0).state, ItemState::Draft);
    QCOMPARE(itemOf(0).title, u"About the day"_s);
    QCOMPARE(itemOf(0).recipients.size(), std::size_t{2});
    QCOMPARE(itemOf(1).state, ItemState::Sent);
    QCOMPARE(itemOf(1).recipients.size(), std::size_t{1});
    QCOMPARE(itemOf(1).recipients[0].toDo, ToDo::Answer);
    // What could not be sent is there as a draft, and says why.
    QCOMPARE(run.steps[2].state, StepState::Failed);
    QVERIFY2(run.steps[2].reason.startsWith(u"it was drafted, but could not be sent: "_s),
             qPrintable(run.steps[2].reason));
    QCOMPARE(itemOf(2).state, ItemState::Draft);
    QCOMPARE(outcome(run.steps[3]), u"skipped: nobody on the job has such a role"_s);
    // Tried again, it sends that draft, and makes no second one.
    studio.must(studio.change([&](Transaction& t) -> Result<void> {
        auto item = items::find(t, *run.steps[2].item);
        return questionnaires::saveWork(t, *item, someQuestions());
    }));
    studio.must(studio.change([&](Transaction& t) { return automations::retryStep(t, run.steps[2].id); }));
    studio.tick();
    QCOMPARE(outcome(studio.runs(id)[0].steps[2]), u"done"_s);
    QCOMPARE(itemOf(2).state, ItemState::Sent);
    QCOMPARE(studio.must(studio.read([&](const Snapshot& s) { return items::ofJob(s, studio.job); })).size(),
             std::size_t{3});
    const auto told = studio.must(studio.read([](const Snapshot& s) { return mail::all(s, 100); }));
    QCOMPARE(std::count_if(told.begin(), told.end(),
                           [](const mail::Mail& one) { return one.kind == u"questionnaire"_s; }),
             2);
}

void StepsTest::aContractIsSentToBoth()
{
    Studio studio;
    contracts::NewTemplate made{u"Wedding"_s};
    made.terms.text = u"We agree, {{ client.name }}."_s;
    made.uid = u"wedding"_s;
    studio.must(studio.write([&](Transaction& t) { return contracts::addTemplate(t, made); }));
    DocumentStep document;
    document.kind = ItemKind::Contract;
    document.templateUid = u"wedding"_s;
    document.isSent = true;
    const AutomationId id = studio.switchedOn(Studio::on(Trigger::Kind::JobBooked, {{document}}));
    studio.book();
    studio.tick();
    const auto run = studio.runs(id)[0];
    QCOMPARE(outcomes(run), QStringList{u"done"_s});
    const auto contract = studio.contract(*run.steps[0].item);
    QCOMPARE(contract.item.state, ItemState::Sent);
    QCOMPARE(contract.signers.size(), std::size_t{2});
    QCOMPARE(contract.signers[1].role, u"Spouse"_s);
}

void StepsTest::aPackageBecomesAQuote()
{
    Studio studio;
    ProductDetails package;
    package.kind = ProductKind::Package;
    package.name = u"Family morning"_s;
    package.unitPrice = Money::ofMinor(45'000, eur);
    const ProductId print = studio.must(studio.write([](Transaction& t) {
        ProductDetails details;
        details.name = u"Print"_s;
        details.unitPrice = Money::ofMinor(1'000, eur);
        return catalogue::add(t, details);
    }));
    package.parts = {{print, 10'000}};
    studio.must(studio.write([&](Transaction& t) { return catalogue::add(t, package, u"family"_s); }));
    DocumentStep document;
    document.kind = ItemKind::Order;
    document.templateUid = u"family"_s;
    document.isSent = true;
    const AutomationId id = studio.switchedOn(Studio::on(Trigger::Kind::JobCreated, {{document}}));
    const JobId fresh = studio.must(studio.write([&](Transaction& t) {
        JobDetails details;
        details.title = u"Family"_s;
        details.people = {{studio.ada, JobRole::Client}};
        return jobs::add(t, studio.brand(), details);
    }));
    studio.tick();
    const auto run = studio.runs(id)[0];
    QCOMPARE(outcomes(run), QStringList{u"done"_s});
    const ItemId quote = *run.steps[0].item;
    QCOMPARE(studio.must(studio.read([&](const Snapshot& s) { return items::find(s, quote); })).total,
             Money::ofMinor(45'000, eur));
    studio.accept(quote, studio.ada);
    QCOMPARE(studio.must(studio.read([&](const Snapshot& s) { return jobs::find(s, fresh); })).stage,
             JobStage::Booked);
}

void StepsTest::whatItMadeDoesNotBeginItAgain()
{
    Studio studio;
    studio.must(studio.write([](Transaction& t) {
        return questionnaires::addTemplate(t, u"More"_s, someQuestions(), u"more"_s);
    }));
    DocumentStep document;
    document.templateUid = u"more"_s;
    document.isSent = true;
    AutomationContent content = Studio::on(Trigger::Kind::DocumentSent, {{document}});
    content.trigger.document = ItemKind::Questionnaire;
    const AutomationId a = studio.switchedOn(content, u"A"_s);
    const AutomationId b = studio.switchedOn(content, u"B"_s);
    const ItemId first = studio.must(studio.write([&](Transaction& t) {
        return questionnaires::add(t, {studio.job, {}, u"First"_s, someQuestions(), {studio.ada}});
    }));
    studio.must(studio.write(
        [&](Transaction& t) { return questionnaires::send(t, first, items::find(t, first)->version); }));
    studio.tick();
    // Each answers the first one, and what the other made of it; then it is enough.
    QCOMPARE(studio.runs(a).size(), std::size_t{2});
    QCOMPARE(studio.runs(b).size(), std::size_t{2});
}

void StepsTest::whoHasDoneTheirsIsNotRemindedOfIt()
{
    Studio studio;
    studio.addTemplate(u"remind"_s, u"Please sign, {{recipient.first_name}}"_s, u"It waits for you."_s);
    MailStep remind;
    remind.templateUid = u"remind"_s;
    remind.audience.kind = Audience::Kind::Recipients;
    AutomationContent content =
        Studio::on(Trigger::Kind::DocumentSent, {{remind}, Studio::waitStep(3), {remind}});
    content.trigger.document = ItemKind::Contract;
    const AutomationId id = studio.switchedOn(content);
    const ItemId contract = studio.sent(studio.work({studio.ada, studio.ben}));
    studio.tick();
    QCOMPARE(studio.subjects(), (QStringList{u"Please sign, Ada"_s, u"Please sign, Ben"_s}));
    studio.sign(contract, studio.ada);
    studio.now += std::chrono::hours{24 * 3};
    studio.tick();
    QCOMPARE(studio.subjects().mid(2), QStringList{u"Please sign, Ben"_s});
    QCOMPARE(outcome(studio.runs(id)[0].steps[3]), u"skipped: has signed already"_s);
    // Taken back: nobody is reminded of it.
    const ItemId other = studio.sent(studio.work({studio.ada}));
    studio.tick();
    studio.must(
        studio.change([&](Transaction& t) { return contracts::makeVoid(t, other, u"wrong text"_s); }));
    studio.now += std::chrono::hours{24 * 3};
    studio.tick();
    QCOMPARE(studio.runs(id)[1].state, RunState::Cancelled);
    QCOMPARE(studio.runs(id)[1].reason, u"the contract was taken back"_s);
}

void StepsTest::a3_whatIsPaidOrAcceptedIsNotRemindedOf()
{
    Studio studio;
    const auto reminding = [&](ItemKind kind) {
        AutomationContent content = Studio::on(
            Trigger::Kind::DocumentSent, {Studio::waitStep(14), toRecipients(), {TaskStep{u"Call"_s, 0}}});
        content.trigger.document = kind;
        return studio.switchedOn(content, toWord(kind));
    };
    const AutomationId invoices = reminding(ItemKind::Invoice);
    const AutomationId quotes = reminding(ItemKind::Order);
    const ItemId invoice = studio.issuedInvoice({studio.ada});
    const ItemId quote = studio.sentQuote();
    studio.tick();
    studio.now += std::chrono::hours{24 * 3};
    studio.pay(invoice, 100'000);
    studio.accept(quote, studio.ada); // Ben has not
    studio.tick();
    studio.now += std::chrono::hours{24 * 12};
    studio.tick();
    QCOMPARE(studio.subjects(), QStringList{});
    QCOMPARE(studio.runs(invoices)[0].state, RunState::Cancelled);
    QCOMPARE(studio.runs(invoices)[0].reason, u"the invoice was paid meanwhile"_s);
    QCOMPARE(studio.runs(quotes)[0].reason, u"the order was accepted meanwhile"_s);
}

void StepsTest::a3_mailsThatWaitAreOvertaken()
{
    Studio studio;
    studio.now = at(QDate{2027, 3, 1}, QTime{9, 0});
    AutomationContent due = Studio::on(Trigger::Kind::DayOfDue, {toRecipients()});
    due.trigger.document = ItemKind::Invoice;
    due.trigger.days = 1;
    const AutomationId id = studio.switchedOn(due, u"Overdue"_s);
    due.trigger.document = ItemKind::Questionnaire;
    studio.switchedOn(due, u"Nudge"_s);
    AutomationContent soon = Studio::on(Trigger::Kind::DayOfShoot, {Studio::mailStep()});
    soon.trigger.days = -7;
    const ItemId invoice = studio.issuedInvoice({studio.ada}, 4);
    const ItemId questions = studio.sentQuestionnaire({studio.ada, studio.ben}, QDate{2027, 3, 5});
    studio.now = at(QDate{2027, 3, 6}, QTime{9, 0});
    studio.tick();
    const auto states = [&] {
        QStringList list;
        for (const auto& mail : studio.mails())
            list.append(mail.state == mail::MailState::Waiting ? u"waiting"_s : mail.reason);
        return list;
    };
    QCOMPARE(studio.runs(id)[0].state, RunState::Done);
    QCOMPARE(states(), (QStringList{u"waiting"_s, u"waiting"_s, u"waiting"_s}));
    // The mail server is away over night, in which the client pays, and one of the two answers.
    studio.pay(invoice, 100'000);
    studio.must(
        studio.write([&](Transaction& t) { return questionnaires::submit(t, questions, studio.ada); }));
    studio.tick();
    QCOMPARE(states(),
             (QStringList{u"has answered already"_s, u"waiting"_s, u"the invoice was paid meanwhile"_s}));
    // The desk has the last word.
    studio.must(studio.change([&](Transaction& t) { return mail::sendNow(t, studio.mails()[0].id); }));
    studio.tick();
    QCOMPARE(states()[0], u"waiting"_s);
    // A shoot that moves takes its mails with it.
    studio.switchedOn(soon, u"Soon"_s);
    studio.moveShoot(QDate{2027, 3, 14});
    studio.now = at(QDate{2027, 3, 7}, QTime{9, 0});
    studio.tick();
    QCOMPARE(states().mid(3), (QStringList{u"waiting"_s, u"waiting"_s}));
    studio.moveShoot(QDate{2027, 4, 20});
    studio.tick();
    QCOMPARE(states().mid(3),
             (QStringList{u"the shoot was moved to 2027-04-20"_s, u"the shoot was moved to 2027-04-20"_s}));
}

void StepsTest::theFirstLoginCountsOnce()
{
    Studio studio;
    MailStep mail;
    mail.templateUid = u"welcome"_s;
    mail.audience.kind = Audience::Kind::Trigger;
    const AutomationId id =
        studio.switchedOn(Studio::on(Trigger::Kind::FirstLogin, {{mail}, {TaskStep{u"x"_s, 0}}}));
    studio.setPassword(studio.ben);
    studio.tick();
    QCOMPARE(studio.runs(id).size(), std::size_t{0});
    studio.logIn(studio.ben);
    studio.logIn(studio.ben);
    studio.tick();
    studio.now += std::chrono::hours{48};
    studio.logIn(studio.ben);
    studio.tick();
    QCOMPARE(studio.subjects(), QStringList{u"Welcome, Ben"_s});
    QCOMPARE(studio.runs(id).size(), std::size_t{1});
    QCOMPARE(studio.runs(id)[0].contact, studio.ben);
    QCOMPARE(studio.runs(id)[0].job, studio.job);
}

void StepsTest::aJobThatIsOverEndsItsRuns()
{
    Studio studio;
    const AutomationId id =
        studio.switchedOn(Studio::on(Trigger::Kind::JobBooked, {asking(Studio::mailStep())}));
    studio.book();
    studio.tick();
    studio.must(studio.change([&](Transaction& t) { return jobs::moveToBin(t, studio.job); }));
    studio.tick();
    const auto run = studio.runs(id)[0];
    QCOMPARE(run.state, RunState::Cancelled);
    QCOMPARE(run.reason, u"the job is in the bin"_s);
    QCOMPARE(countAsking(studio), 0);
}

void StepsTest::aJobThatIsClosedWhenAllIsDoneGoesOn()
{
    Studio studio;
    AutomationContent content =
        Studio::on(Trigger::Kind::StageChanged, {Studio::waitStep(7), Studio::mailStep()});
    content.trigger.stage = JobStage::Completed;
    const AutomationId id = studio.switchedOn(content);
    studio.moveTo(JobStage::Completed);
    studio.tick();
    studio.close(u"done"_s);
    studio.tick();
    studio.now += std::chrono::hours{24 * 7};
    studio.tick();
    QCOMPARE(studio.runs(id)[0].state, RunState::Done);
    QCOMPARE(studio.subjects().size(), 2);
}

void StepsTest::whatIsTakenBackLetsItGoOn()
{
    Studio studio;
    studio.now = at(QDate{2027, 4, 1}, QTime{12, 0});
    const AutomationId id = studio.switchedOn(
        Studio::on(Trigger::Kind::JobBooked,
                   {Studio::mailStep(), Studio::waitStep(-7, WaitStep::From::Shoot), Studio::mailStep()}));
    studio.book();
    studio.tick();
    studio.must(
        studio.change([&](Transaction& t) { return mail::cancel(t, studio.mails()[1].id, u"Ben knows"_s); }));
    const auto states = [&] {
        QStringList list;
        for (const auto& mail : studio.mails())
            list.append(mail.state == mail::MailState::Waiting ? u"waiting"_s : mail.reason);
        return list;
    };
    studio.close(u"wrong button"_s);
    studio.tick();
    QCOMPARE(studio.runs(id)[0].state, RunState::Cancelled);
    QCOMPARE(states(), (QStringList{u"the job was closed"_s, u"Ben knows"_s}));
    studio.must(studio.change([&](Transaction& t) { return jobs::moveToBin(t, studio.job); }));
    studio.tick();
    studio.must(studio.change([&](Transaction& t) { return jobs::reopen(t, studio.job); }));
    studio.tick();
    QCOMPARE(studio.runs(id)[0].state, RunState::Cancelled); // it is in the bin still
    studio.must(studio.change([&](Transaction& t) { return jobs::restore(t, studio.job); }));
    studio.tick();
    const auto run = studio.runs(id)[0];
    QCOMPARE(run.state, RunState::Running);
    QCOMPARE(run.endedAt, std::nullopt);
    QCOMPARE(outcomes(run), (QStringList{u"done"_s, u"done"_s, u"waiting"_s}));
    QCOMPARE(states(), (QStringList{u"waiting"_s, u"Ben knows"_s}));
    studio.now = at(QDate{2027, 4, 26}, QTime{9, 0});
    studio.tick();
    QCOMPARE(studio.subjects().size(), 4);
}

void StepsTest::aRunThatIsCancelledTakesItsMailsBack()
{
    Studio studio;
    const AutomationId id = studio.switchedOn(
        Studio::on(Trigger::Kind::JobBooked, {Studio::mailStep(), Studio::waitStep(3), Studio::mailStep()}));
    studio.book();
    studio.tick();
    studio.tamperSent(studio.mails()[0].id); // one of them has left
    studio.must(studio.change([&](Transaction& t) {
        return automations::cancelRun(t, studio.runs(id)[0].id, u"they called it off"_s);
    }));
    QCOMPARE(studio.mails()[0].state, mail::MailState::Sent);
    QCOMPARE(studio.mails()[1].state, mail::MailState::Cancelled);
    QCOMPARE(studio.mails()[1].reason, u"they called it off"_s);
    QCOMPARE(outcomes(studio.runs(id)[0]),
             (QStringList{u"done"_s, u"done"_s, u"skipped: they called it off"_s}));
    studio.now += std::chrono::hours{24 * 4};
    studio.tick();
    QCOMPARE(studio.mails().size(), std::size_t{2});
    const auto twice =
        studio.change([&](Transaction& t) { return automations::cancelRun(t, studio.runs(id)[0].id, {}); });
    QVERIFY(!twice);
    QCOMPARE(twice.error().fault, Fault::Conflict);
}

void StepsTest::aClosedJobCanBeginOne()
{
    Studio studio;
    const AutomationId id =
        studio.switchedOn(Studio::on(Trigger::Kind::JobClosed, {Studio::waitStep(1), Studio::mailStep()}));
    studio.close(u"done"_s);
    studio.tick();
    studio.now += std::chrono::hours{25};
    studio.tick();
    QCOMPARE(studio.subjects(), (QStringList{u"Welcome, Ada"_s, u"Welcome, Ben"_s}));
    QCOMPARE(studio.runs(id)[0].state, RunState::Done);
}

void StepsTest::whatIsCompletedTwiceBeginsItOnce()
{
    Studio studio;
    AutomationContent content = Studio::on(Trigger::Kind::DocumentCompleted, {Studio::mailStep()});
    content.trigger.document = ItemKind::Questionnaire;
    const AutomationId id = studio.switchedOn(content);
    const ItemId item = studio.must(studio.write([&](Transaction& t) {
        return questionnaires::add(t, {studio.job, {}, u"First"_s, someQuestions(), {studio.ada}});
    }));
    studio.must(studio.write(
        [&](Transaction& t) { return questionnaires::send(t, item, items::find(t, item)->version); }));
    for (int round = 0; round < 2; ++round) {
        studio.must(
            studio.write([&](Transaction& t) { return questionnaires::submit(t, item, studio.ada); }));
        studio.tick();
        QCOMPARE(studio.runs(id).size(), std::size_t{1});
        studio.must(
            studio.change([&](Transaction& t) { return questionnaires::reopen(t, item, studio.ada); }));
        studio.tick();
    }
    QCOMPARE(studio.subjects().size(), 2);
}

} // namespace foyer::test

QTEST_GUILESS_MAIN(foyer::test::StepsTest)
#include "steps_test.moc"
