// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/invoices/invoice_store.h"
#include "app/payments/balance.h"
#include "app/payments/ledger.h"
#include "app/questionnaires/answer_store.h"
#include "app/questionnaires/questionnaire_store.h"
#include "tests/app/automations/automations_fixture.h"

namespace foyer::test {

using namespace Qt::StringLiterals;
using automations::RunState;

/// A5: calendar days are days, not instants. Runs once for each zone that tests/app/CMakeLists.txt names;
/// what is expected was worked out by hand, in UTC.
class DaysTest : public QObject
{
    Q_OBJECT

private:
    using Studio = AutomationsFixture;
    static Instant utc(const QString& text)
    {
        const QDateTime time = QDateTime::fromString(text, Qt::ISODate);
        if (!time.isValid())
            qFatal("%s is no time", qPrintable(text));
        return fromSeconds(time.toSecsSinceEpoch());
    }
    static QString zone() { return qEnvironmentVariable("TZ"); }
    static AutomationContent dayOfShoot(int days, QTime at = QTime{9, 0})
    {
        AutomationContent content = Studio::on(Trigger::Kind::DayOfShoot, {Studio::mailStep()});
        content.trigger.days = days;
        content.trigger.at = at;
        return content;
    }

    /// Three days before it is due, two days after, and a week after.
    static AutomationContent ladder()
    {
        MailStep mail;
        mail.templateUid = u"welcome"_s;
        mail.audience.kind = Audience::Kind::Recipients;
        const Step wait = Studio::waitStep(5, WaitStep::From::Step, QTime{9, 0});
        AutomationContent content = Studio::on(Trigger::Kind::DayOfDue, {{mail}, wait, {mail}, wait, {mail}});
        content.trigger.document = ItemKind::Invoice;
        content.trigger.days = -3;
        content.trigger.at = QTime{9, 0};
        return content;
    }

private Q_SLOTS:
    void a5_aDayBeginsByTheClockOfTheStudio_data();
    void a5_aDayBeginsByTheClockOfTheStudio();
    void a5_aWaitOverAClockChangeKeepsItsTime();
    void a5_aTimeThatTheClockSkipsIsTheNextThereIs();
    void aShootThatMovesIsTakenAnew();
    void whatPassedBeforeItWasOnBeginsNothing();
    void whatPassedBeforeTheJobWasHereBeginsNothing();
    void lateDaysAsk();
    void aClosedJobBeginsNothing();
    void aQuestionnaireThatIsDue();
    void whoHasAnsweredIsNotNudged();
    void a3_anInvoiceThatIsPaidMeanwhileIsRemindedOfNoMore();
    void aShootThatMovesBackTakesItsRunAlong();
    void moneyOnItsWayIsNotAskedFor();
    void whatIsDueSoonIsStillRemindedOf();
};

void DaysTest::a5_aDayBeginsByTheClockOfTheStudio_data()
{
    QTest::addColumn<int>("days");
    QTest::addColumn<QString>("moment");
    // The shoot is on 29 March 2026, when Berlin's clock goes forward at two in the morning.
    const bool isBerlin = zone() == u"Europe/Berlin"_s;
    const bool isPagoPago = zone() == u"Pacific/Pago_Pago"_s;    // UTC-11
    const bool isKiritimati = zone() == u"Pacific/Kiritimati"_s; // UTC+14
    if (!isBerlin && !isPagoPago && !isKiritimati)
        QSKIP("this zone has no expectations");
    const auto row = [&](const char* name, int days, const QString& berlin, const QString& pagoPago,
                         const QString& kiritimati) {
        QTest::newRow(name) << days << (isBerlin ? berlin : isPagoPago ? pagoPago : kiritimati);
    };
    row("a week before", -7, u"2026-03-22T08:00:00Z"_s, u"2026-03-22T20:00:00Z"_s, u"2026-03-21T19:00:00Z"_s);
    row("the day before", -1, u"2026-03-28T08:00:00Z"_s, u"2026-03-28T20:00:00Z"_s,
        u"2026-03-27T19:00:00Z"_s);
    row("the day", 0, u"2026-03-29T07:00:00Z"_s, u"2026-03-29T20:00:00Z"_s, u"2026-03-28T19:00:00Z"_s);
    row("the day after", 1, u"2026-03-30T07:00:00Z"_s, u"2026-03-30T20:00:00Z"_s, u"2026-03-29T19:00:00Z"_s);
}

void DaysTest::a5_aDayBeginsByTheClockOfTheStudio()
{
    QFETCH(int, days);
    QFETCH(QString, moment);
    Studio studio;
    studio.now = utc(u"2026-03-01T12:00:00Z"_s);
    studio.reopen();
    const JobId job = studio.must(studio.write([&](Transaction& t) {
        JobDetails details;
        details.title = u"Spring"_s;
        details.people = {{studio.ada, JobRole::Client}};
        details.shoots = {{{}, QDate{2026, 3, 29}, {}, {}, {}, {}, {}}};
        return jobs::add(t, studio.brand(), details);
    }));
    const AutomationId id = studio.switchedOn(dayOfShoot(days));
    studio.now = utc(moment) - std::chrono::seconds{1};
    studio.tick();
    QCOMPARE(studio.runs(id).size(), std::size_t{0});
    studio.now = utc(moment);
    studio.tick();
    QCOMPARE(studio.runs(id).size(), std::size_t{1});
    const auto run = studio.runs(id)[0];
    QCOMPARE(toIso(run.beganAt), moment);
    QCOMPARE(run.job, job);
    QCOMPARE(run.occurrence, u"shoot 2026-03-29"_s);
    QCOMPARE(run.state, RunState::Done);
    for (int i = 0; i < 48; ++i) {
        studio.now += std::chrono::hours{1};
        studio.tick();
    }
    QCOMPARE(studio.subjects(), QStringList{u"Welcome, Ada"_s});
}

void DaysTest::a5_aWaitOverAClockChangeKeepsItsTime()
{
    Studio studio;
    // Half past nine in the evening there, the day before Berlin changes its clock.
    const Instant evening = automations::momentOf(QDate{2026, 3, 28}, QTime{21, 30});
    studio.now = evening;
    const AutomationId id =
        studio.switchedOn(Studio::on(Trigger::Kind::JobBooked, {Studio::waitStep(1), Studio::mailStep()}));
    studio.book();
    const auto tick = studio.tick();
    QVERIFY(tick.nextDue);
    const QDateTime local = toLocal(*tick.nextDue);
    QCOMPARE(local.date(), QDate(2026, 3, 29));
    QCOMPARE(local.time(), QTime(21, 30));
    const auto hours = std::chrono::duration_cast<std::chrono::hours>(*tick.nextDue - evening).count();
    QCOMPARE(hours, zone() == u"Europe/Berlin"_s ? 23 : 24);
    QCOMPARE(studio.runs(id)[0].state, RunState::Running);
}

void DaysTest::a5_aTimeThatTheClockSkipsIsTheNextThereIs()
{
    if (zone() == u"Europe/Berlin"_s) {
        QCOMPARE(automations::momentOf(QDate{2026, 3, 29}, QTime{2, 30}), utc(u"2026-03-29T01:00:00Z"_s));
        QCOMPARE(automations::momentOf(QDate{2026, 3, 29}, QTime{1, 59}), utc(u"2026-03-29T00:59:00Z"_s));
    } else if (zone() == u"Pacific/Apia"_s) {
        // Samoa had no 30 December 2011.
        QCOMPARE(automations::momentOf(QDate{2011, 12, 30}, QTime{9, 0}), utc(u"2011-12-30T10:00:00Z"_s));
        QCOMPARE(automations::momentOf(QDate{2011, 12, 31}, QTime{9, 0}), utc(u"2011-12-30T19:00:00Z"_s));
    } else {
        QCOMPARE(toLocal(automations::momentOf(QDate{2026, 3, 29}, QTime{2, 30})).time(), QTime(2, 30));
    }
}

void DaysTest::aShootThatMovesIsTakenAnew()
{
    Studio studio;
    studio.now = automations::momentOf(QDate{2027, 4, 1}, QTime{12, 0});
    AutomationContent content = dayOfShoot(-7);
    content.steps.push_back(Studio::waitStep(3));
    content.steps.push_back({TaskStep{u"Pack"_s, 0}});
    const AutomationId id = studio.switchedOn(content);
    studio.now = automations::momentOf(QDate{2027, 4, 26}, QTime{9, 0}); // a week before 3 May
    studio.tick();
    QCOMPARE(studio.subjects().size(), 2);
    studio.moveShoot(QDate{2027, 6, 3});
    studio.now = automations::momentOf(QDate{2027, 4, 29}, QTime{9, 0});
    studio.tick();
    QCOMPARE(studio.runs(id)[0].state, RunState::Cancelled);
    QCOMPARE(studio.runs(id)[0].reason, u"the shoot was moved to 2027-06-03"_s);
    studio.now = automations::momentOf(QDate{2027, 5, 27}, QTime{9, 0});
    studio.tick();
    QCOMPARE(studio.runs(id).size(), std::size_t{2});
    QCOMPARE(studio.subjects().size(), 4);
}

void DaysTest::whatPassedBeforeItWasOnBeginsNothing()
{
    Studio studio;
    studio.now = automations::momentOf(QDate{2027, 4, 26}, QTime{9, 0}) + std::chrono::seconds{1};
    const AutomationId id = studio.switchedOn(dayOfShoot(-7));
    studio.tick();
    studio.now += std::chrono::hours{24 * 3};
    studio.tick();
    QCOMPARE(studio.runs(id).size(), std::size_t{0});
}

void DaysTest::whatPassedBeforeTheJobWasHereBeginsNothing()
{
    Studio studio;
    studio.now = automations::momentOf(QDate{2027, 1, 1}, QTime{9, 0});
    const AutomationId id = studio.switchedOn(dayOfShoot(-7));
    studio.now = automations::momentOf(QDate{2027, 3, 20}, QTime{12, 0});
    studio.must(studio.write([&](Transaction& t) {
        JobDetails details;
        details.title = u"Typed in late"_s;
        details.people = {{studio.ada, JobRole::Client}};
        details.shoots = {{{}, QDate{2027, 3, 26}, {}, {}, {}, {}, {}}};
        return jobs::add(t, studio.brand(), details);
    }));
    studio.tick();
    QCOMPARE(studio.runs(id).size(), std::size_t{0});
}

void DaysTest::lateDaysAsk()
{
    for (const int hours : {0, 47, 50}) {
        Studio studio;
        studio.now = automations::momentOf(QDate{2027, 4, 1}, QTime{9, 0});
        const AutomationId id = studio.switchedOn(dayOfShoot(-7));
        studio.reopen(); // the machine was off
        studio.now = automations::momentOf(QDate{2027, 4, 26}, QTime{9, 0}) + std::chrono::hours{hours};
        studio.tick();
        QCOMPARE(studio.runs(id).size(), std::size_t{1});
        QCOMPARE(studio.runs(id)[0].state, hours > 48 ? RunState::Asking : RunState::Done);
        QCOMPARE(studio.subjects().size(), hours > 48 ? 0 : 2);
    }
}

void DaysTest::aClosedJobBeginsNothing()
{
    Studio studio;
    studio.now = automations::momentOf(QDate{2027, 4, 1}, QTime{9, 0});
    const AutomationId id = studio.switchedOn(dayOfShoot(-7));
    studio.close();
    studio.now = automations::momentOf(QDate{2027, 4, 26}, QTime{9, 0});
    studio.tick();
    QCOMPARE(studio.runs(id).size(), std::size_t{0});
}

void DaysTest::aQuestionnaireThatIsDue()
{
    Studio studio;
    studio.now = automations::momentOf(QDate{2027, 3, 1}, QTime{9, 0});
    MailStep mail;
    mail.templateUid = u"welcome"_s;
    mail.audience.kind = Audience::Kind::Recipients;
    AutomationContent content = Studio::on(Trigger::Kind::DayOfDue, {Studio::waitStep(2), {mail}});
    content.trigger.document = ItemKind::Questionnaire;
    content.trigger.days = -3;
    const AutomationId id = studio.switchedOn(content);
    Questionnaire::Question question;
    question.id = u"q"_s;
    question.label = u"Where?"_s;
    Questionnaire questions;
    questions.questions = {question};
    const auto send = [&](ContactId who) {
        questionnaires::NewQuestionnaire made{studio.job, {},    u"Before"_s,
                                              questions,  {who}, QDate{2027, 3, 20}};
        const ItemId item =
            studio.must(studio.write([&](Transaction& t) { return questionnaires::add(t, made); }));
        studio.must(studio.write(
            [&](Transaction& t) { return questionnaires::send(t, item, items::find(t, item)->version); }));
        return item;
    };
    const ItemId first = send(studio.ada);
    send(studio.ben);
    studio.now = automations::momentOf(QDate{2027, 3, 17}, QTime{9, 0});
    studio.tick();
    QCOMPARE(studio.runs(id).size(), std::size_t{2});
    // Ada answers meanwhile: she hears no more of it.
    studio.must(studio.change([&](Transaction& t) {
        return items::setState(t, first, ItemState::Completed, u"questionnaire answered"_s);
    }));
    studio.now = automations::momentOf(QDate{2027, 3, 19}, QTime{9, 0});
    studio.tick();
    QCOMPARE(studio.subjects(), QStringList{u"Welcome, Ben"_s});
    QCOMPARE(studio.runs(id)[0].reason, u"the questionnaire was answered meanwhile"_s);
}

void DaysTest::whoHasAnsweredIsNotNudged()
{
    Studio studio;
    studio.now = automations::momentOf(QDate{2027, 3, 1}, QTime{9, 0});
    MailStep mail;
    mail.templateUid = u"welcome"_s;
    mail.audience.kind = Audience::Kind::Recipients;
    AutomationContent content = Studio::on(Trigger::Kind::DayOfDue, {{mail}});
    content.trigger.document = ItemKind::Questionnaire;
    content.trigger.days = -3;
    const AutomationId id = studio.switchedOn(content);
    const ItemId item = studio.sentQuestionnaire({studio.ada, studio.ben}, QDate{2027, 3, 20});
    studio.must(studio.write([&](Transaction& t) { return questionnaires::submit(t, item, studio.ada); }));
    QCOMPARE(studio.must(studio.read([&](const Snapshot& s) { return items::find(s, item); })).state,
             ItemState::Sent);
    studio.now = automations::momentOf(QDate{2027, 3, 17}, QTime{9, 0});
    studio.tick();
    QCOMPARE(studio.subjects(), QStringList{u"Welcome, Ben"_s});
    QCOMPARE(studio.runs(id)[0].steps[0].reason, u"has answered already"_s);
}

void DaysTest::a3_anInvoiceThatIsPaidMeanwhileIsRemindedOfNoMore()
{
    Studio studio;
    studio.now = automations::momentOf(QDate{2027, 3, 1}, QTime{9, 0});
    MailStep mail;
    mail.templateUid = u"welcome"_s;
    mail.audience.kind = Audience::Kind::Recipients;
    AutomationContent content = Studio::on(Trigger::Kind::DayOfDue, {{mail}, Studio::waitStep(5), {mail}});
    content.trigger.document = ItemKind::Invoice;
    content.trigger.days = -3;
    const AutomationId id = studio.switchedOn(content);
    const auto issue = [&](ContactId who) {
        InvoiceContent invoice;
        invoice.goods.title = u"Coverage"_s;
        OrderLine line;
        line.title = u"Coverage of the day"_s;
        line.unitPrice = 100'000;
        invoice.goods.lines = {line};
        const ItemId item = studio.must(studio.write([&](Transaction& t) {
            return invoices::add(t, {studio.job, {}, invoice, {who}});
        }));
        const auto prepared =
            studio.must(studio.read([&](const Snapshot& s) { return invoices::prepare(s, item); }));
        studio.must(
            studio.write([&](Transaction& t) { return invoices::issue(t, prepared, "%PDF-1.7 invoice"); }));
        return item;
    };
    const ItemId paid = issue(studio.ada);
    issue(studio.ben);
    const auto balance =
        studio.must(studio.read([&](const Snapshot& s) { return payments::balanceOf(s, paid); }));
    QCOMPARE(balance.instalments.size(), std::size_t{1});
    const QDate due = balance.instalments[0].due;
    studio.now = automations::momentOf(due.addDays(-3), QTime{9, 0});
    studio.tick();
    QCOMPARE(studio.subjects(), (QStringList{u"Welcome, Ada"_s, u"Welcome, Ben"_s}));
    QCOMPARE(studio.runs(id)[0].occurrence, u"due "_s + due.toString(Qt::ISODate));
    payments::NewPayment payment{
        payments::handAccount,       {}, studio.brand(), studio.job, studio.ada, PaymentMethod::Cash,
        Money::ofMinor(100'000, eur)};
    payment.day = due;
    payment.towards = {{paid}};
    studio.must(studio.write([&](Transaction& t) { return payments::record(t, payment); }));
    studio.now = automations::momentOf(due.addDays(2), QTime{9, 0});
    studio.tick();
    QCOMPARE(studio.subjects().mid(2), QStringList{u"Welcome, Ben"_s});
    QCOMPARE(studio.runs(id)[0].state, RunState::Cancelled);
    QCOMPARE(studio.runs(id)[0].reason, u"the invoice was paid meanwhile"_s);
}

void DaysTest::aShootThatMovesBackTakesItsRunAlong()
{
    Studio studio;
    studio.now = automations::momentOf(QDate{2027, 4, 1}, QTime{12, 0});
    AutomationContent content =
        Studio::on(Trigger::Kind::DayOfShoot, {Studio::mailStep(), Studio::waitStep(3), Studio::mailStep()});
    content.trigger.days = -7;
    const AutomationId id = studio.switchedOn(content);
    studio.now = automations::momentOf(QDate{2027, 4, 26}, QTime{9, 0});
    studio.tick();
    QCOMPARE(studio.runs(id)[0].occurrence, u"shoot 2027-05-03"_s);
    studio.moveShoot(QDate{2027, 6, 3});
    studio.tick();
    QCOMPARE(studio.runs(id)[0].state, RunState::Cancelled);
    studio.moveShoot(QDate{2027, 5, 3});
    studio.tick();
    QCOMPARE(studio.runs(id)[0].state, RunState::Running);
    QCOMPARE(studio.mails()[0].state, mail::MailState::Waiting);
    // By hand it ends for good.
    studio.must(studio.change(
        [&](Transaction& t) { return automations::cancelRun(t, studio.runs(id)[0].id, u"they called"_s); }));
    studio.moveShoot(QDate{2027, 6, 3});
    studio.tick();
    studio.moveShoot(QDate{2027, 5, 3});
    studio.tick();
    QCOMPARE(studio.runs(id)[0].state, RunState::Cancelled);
    QCOMPARE(studio.mails()[0].reason, u"they called"_s);
}

void DaysTest::moneyOnItsWayIsNotAskedFor()
{
    Studio studio;
    studio.now = automations::momentOf(QDate{2027, 3, 1}, QTime{9, 0});
    const AutomationId id = studio.switchedOn(ladder());
    const ItemId first = studio.issuedInvoice({studio.ada}, 10); // due on 11 March
    studio.now = automations::momentOf(QDate{2027, 3, 8}, QTime{9, 0});
    studio.tick();
    QCOMPARE(studio.subjects(), QStringList{u"Welcome, Ada"_s});
    // The client pays by debit, which takes a week, while the mail server is away.
    const PaymentId pending = studio.pay(first, 100'000, PaymentState::Pending);
    studio.tick();
    QCOMPARE(studio.mails()[0].state, mail::MailState::Cancelled);
    QCOMPARE(studio.mails()[0].reason, u"the money is on its way"_s);
    studio.now = automations::momentOf(QDate{2027, 3, 13}, QTime{9, 0});
    studio.tick();
    QCOMPARE(studio.subjects().size(), 1);
    QCOMPARE(studio.runs(id)[0].steps[2].reason, u"the money is on its way"_s);
    // It bounces: the next step asks for it.
    studio.must(studio.change(
        [&](Transaction& t) { return payments::setState(t, pending, PaymentState::Failed, u"declined"_s); }));
    studio.now = automations::momentOf(QDate{2027, 3, 18}, QTime{9, 0});
    studio.tick();
    QCOMPARE(studio.subjects().size(), 2);
}

void DaysTest::whatIsDueSoonIsStillRemindedOf()
{
    Studio studio;
    studio.now = automations::momentOf(QDate{2027, 3, 1}, QTime{12, 0});
    const AutomationId id = studio.switchedOn(ladder());
    studio.now = automations::momentOf(QDate{2027, 3, 2}, QTime{12, 0});
    studio.issuedInvoice({studio.ada}, 0); // the retainer, due at booking
    studio.tick();
    QCOMPARE(studio.runs(id).size(), std::size_t{1});
    QCOMPARE(studio.subjects(), QStringList{});
    QCOMPARE(studio.runs(id)[0].steps[0].reason, u"its time was before the invoice was sent"_s);
    // What comes after the due day comes when it does for every other: five days after 27 February.
    studio.now = automations::momentOf(QDate{2027, 3, 4}, QTime{9, 0}) - std::chrono::seconds{1};
    studio.tick();
    QCOMPARE(studio.subjects(), QStringList{});
    studio.now = automations::momentOf(QDate{2027, 3, 4}, QTime{9, 0});
    studio.tick();
    QCOMPARE(studio.subjects(), QStringList{u"Welcome, Ada"_s});
}

} // namespace foyer::test

QTEST_GUILESS_MAIN(foyer::test::DaysTest)
#include "days_test.moc"
