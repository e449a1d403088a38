// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/contacts/contact_merge.h"
#include "app/invoices/reminder_clock.h"
#include "app/invoices/reminders.h"
#include "app/mail/outbox.h"
#include "app/portal_access/account_store.h"
#include "tests/app/invoices/invoice_desk.h"

#include <ctime>

namespace foyer::test {

using namespace Qt::StringLiterals;

class RemindersTest : public QObject
{
    Q_OBJECT

private:
    struct Desk : InvoiceDesk
    {
        Desk()
        {
            setEmail(ada, u"ada@example.com"_s);
            setEmail(bo, u"bo@example.com"_s);
        }
        /// 1,000.00 due 14 days after today.
        ItemId dueInTwoWeeks(const std::vector<ContactId>& recipients)
        {
            return issuedInvoice(plainInvoice(100'000), recipients);
        }
        QDate issueDay() const { return toLocal(now).date(); }
        QDate dueDay() const { return issueDay().addDays(14); }
        int run(QDate today)
        {
            return done([&](Transaction& t) { return invoices::runReminders(t, today); });
        }
        std::vector<mail::Mail> reminders(mail::MailState state = mail::MailState::Waiting)
        {
            auto all = look([](const Snapshot& s) { return mail::all(s, 1'000); });
            std::erase_if(all, [&](const mail::Mail& one) {
                return one.state != state || !one.subject.contains("invoice"_L1) ||
                       one.subject.contains("receipt"_L1);
            });
            return all;
        }
        qint64 claims(const QString& reason = {})
        {
            return *look([&](const Snapshot& s) {
                return s.query(u"SELECT count(*) FROM reminder WHERE reason = :reason"_s)
                    .bind(":reason"_L1, reason)
                    .first([](const Query& row) { return row.integer(0); });
            });
        }
    };

private Q_SLOTS:
    void S30_occurrencesByTheRules_data();
    void S30_occurrencesByTheRules();
    void A2_aThousandRunsQueueOnce();
    void remindsBeforeOnAndAfterButNotMoreOftenThanAllowed();
    void aLateRunSendsOnlyTheNewest();
    void nobodyIsRemindedOnTheDayOfTheInvoice();
    void everyRecipientWhoCanPayIsReminded();
    void whomNoMailReachesIsKeptWithTheReason();
    void stopsWhenPaidByWhicheverWay_data();
    void stopsWhenPaidByWhicheverWay();
    void A3_aWaitingReminderOfAPaidInvoiceIsCancelled();
    void A3_aWaitingReminderOfAPaidInstalmentIsCancelledAlone();
    void A3_removedRecipientsAndMovedDaysCancelToo();
    void aReaderWhoWasRemovedStopsNobodyFromPaying();
    void aPendingPaymentThatCoversItKeepsQuiet();
    void aMovedInstalmentIsRemindedOfAnew();
    void aMergeRemindsNobodyTwice();
    void switchedOffNobodyIsReminded();
    void A5_daysAreTheCalendarsEverywhere_data();
    void A5_daysAreTheCalendarsEverywhere();
    void theClockRemindsAtItsStart();
};

void RemindersTest::S30_occurrencesByTheRules_data()
{
    QTest::addColumn<int>("today"); // days after the due day
    QTest::addColumn<QString>("name");
    QTest::newRow("long before") << -4 << QString{};
    QTest::newRow("before") << -3 << u"before"_s;
    QTest::newRow("the day before") << -1 << u"before"_s;
    QTest::newRow("on the day") << 0 << u"on"_s;
    QTest::newRow("soon after") << 6 << u"on"_s;
    QTest::newRow("a week after") << 7 << u"after 1"_s;
    QTest::newRow("two weeks after") << 20 << u"after 2"_s;
    QTest::newRow("the last") << 21 << u"after 3"_s;
    QTest::newRow("a year after") << 365 << u"after 3"_s;
}

void RemindersTest::S30_occurrencesByTheRules()
{
    QFETCH(int, today);
    QFETCH(QString, name);
    const QDate due{2027, 5, 1};
    const auto found =
        invoices::newestOccurrence(ReminderRules{}, due, QDate{2027, 1, 1}, due.addDays(today));
    QCOMPARE(found ? found->name : QString{}, name.isEmpty() ? QString{} : u"2027-05-01 "_s + name);
    // Known only since that day: what passed until then is not made up for.
    if (found)
        QVERIFY(!invoices::newestOccurrence(ReminderRules{}, due, found->day, found->day));
}

void RemindersTest::A2_aThousandRunsQueueOnce()
{
    Desk desk;
    desk.dueInTwoWeeks({desk.ada});
    int queued = 0;
    for (int run = 0; run < 1'000; ++run)
        queued += desk.run(desk.dueDay());
    QCOMPARE(queued, 1);
    QCOMPARE(desk.reminders().size(), std::size_t{1});
    QCOMPARE(desk.claims(), 1);
    const mail::Mail mail = desk.reminders().front();
    QVERIFY2(mail.body.contains(u"is due today"_s), qPrintable(mail.body));
    QVERIFY2(mail.body.contains(u"1,000.00"_s), qPrintable(mail.body));
}

void RemindersTest::remindsBeforeOnAndAfterButNotMoreOftenThanAllowed()
{
    Desk desk;
    desk.dueInTwoWeeks({desk.ada});
    QList<int> days;
    for (int day = 1; day < 200; ++day) {
        if (desk.run(desk.issueDay().addDays(day)) > 0)
            days.append(day);
    }
    QCOMPARE(days, (QList<int>{11, 14, 21, 28, 35}));
}

void RemindersTest::aLateRunSendsOnlyTheNewest()
{
    Desk desk;
    desk.dueInTwoWeeks({desk.ada});
    QCOMPARE(desk.run(desk.dueDay().addDays(16)), 1); // before, on and "after 1" passed meanwhile
    QCOMPARE(desk.run(desk.dueDay().addDays(20)), 0);
    QCOMPARE(desk.run(desk.dueDay().addDays(21)), 1);
    QVERIFY(desk.reminders().front().body.contains(u"was due on"_s));
}

void RemindersTest::nobodyIsRemindedOnTheDayOfTheInvoice()
{
    Desk desk;
    desk.issuedInvoice(plainInvoice(5'000, eur, {restDue(DueFrom::Issue, 0)}), {desk.ada});
    QCOMPARE(desk.run(desk.issueDay()), 0);
    QCOMPARE(desk.run(desk.issueDay().addDays(6)), 0);
    QCOMPARE(desk.run(desk.issueDay().addDays(7)), 1);
}

void RemindersTest::everyRecipientWhoCanPayIsReminded()
{
    Desk desk;
    const ItemId invoice = desk.dueInTwoWeeks({desk.ada, desk.bo});
    const QDate due = desk.dueDay();
    QCOMPARE(desk.run(due), 2);
    // Somebody added later is not told of what passed before they knew of it.
    desk.setEmail(desk.cleo, u"cleo@example.com"_s);
    desk.now = desk.now + std::chrono::days{16};
    desk.does([&](Transaction& t) {
        return invoices::setRecipients(t, invoice, {desk.ada, desk.bo, desk.cleo});
    });
    QCOMPARE(desk.run(due.addDays(2)), 0);
    QCOMPARE(desk.run(due.addDays(7)), 3);
}

void RemindersTest::whomNoMailReachesIsKeptWithTheReason()
{
    Desk desk;
    desk.dueInTwoWeeks({desk.ada, desk.bo, desk.cleo}); // Cleo has no email
    desk.does([&](Transaction& t) { return portal_access::disable(t, desk.bo); });
    QCOMPARE(desk.run(desk.dueDay()), 1);
    QCOMPARE(desk.run(desk.dueDay()), 0);
    QCOMPARE(desk.claims(), 1);
    QCOMPARE(desk.claims(u"no email"_s), 1);
    QCOMPARE(desk.claims(u"portal disabled"_s), 1);
    desk.setEmail(desk.cleo, u"cleo@example.com"_s);
    QCOMPARE(desk.run(desk.dueDay().addDays(1)), 0);
    QCOMPARE(desk.run(desk.dueDay().addDays(7)), 2); // the next one tries again
}

void RemindersTest::stopsWhenPaidByWhicheverWay_data()
{
    QTest::addColumn<QString>("way");
    for (const char* way : {"cash", "transfer", "card", "credit", "credit note"})
        QTest::newRow(way) << QString::fromLatin1(way);
}

void RemindersTest::stopsWhenPaidByWhicheverWay()
{
    QFETCH(QString, way);
    Desk desk;
    const ItemId invoice = desk.dueInTwoWeeks({desk.ada});
    QCOMPARE(desk.run(desk.dueDay().addDays(-3)), 1);
    if (way == u"credit note"_s) {
        const auto content =
            desk.look([&](const Snapshot& s) { return invoices::creditNoteFor(s, invoice); });
        desk.issuedInvoice(content, {desk.ada});
    } else {
        payments::NewPayment payment = desk.cash(100'000, {});
        if (way == u"transfer"_s) {
            payment.method = PaymentMethod::BankTransfer;
            payment.account = u"bank:DE02120300000000202051"_s;
            payment.reference = u"2025-1"_s;
        }
        if (way == u"card"_s) {
            payment.method = PaymentMethod::Card;
            payment.account = u"stripe:acct_test"_s;
            payment.reference = u"pi_1"_s;
        }
        if (way != u"credit"_s)
            payment.towards = {{invoice}};
        const auto recorded = desk.done([&](Transaction& t) { return payments::record(t, payment); });
        if (way == u"credit"_s)
            desk.does([&](Transaction& t) {
                return payments::allocate(t, recorded.id, invoice, 100'000, u"by hand"_s);
            });
    }
    QCOMPARE(desk.reminders().size(), std::size_t{0});
    QCOMPARE(desk.reminders(mail::MailState::Cancelled).size(), std::size_t{1});
    for (int day = 0; day < 60; ++day)
        QCOMPARE(desk.run(desk.dueDay().addDays(day)), 0);
}

void RemindersTest::A3_aWaitingReminderOfAPaidInvoiceIsCancelled()
{
    Desk desk;
    const ItemId invoice = desk.dueInTwoWeeks({desk.ada});
    desk.run(desk.dueDay());
    desk.pay(invoice, 40'000);
    QCOMPARE(desk.reminders().size(), std::size_t{1}); // some of it is still open
    desk.pay(invoice, 60'000);
    const auto dropped = desk.reminders(mail::MailState::Cancelled);
    QCOMPARE(dropped.size(), std::size_t{1});
    QCOMPARE(dropped.front().reason, u"paid meanwhile"_s);
}

void RemindersTest::A3_aWaitingReminderOfAPaidInstalmentIsCancelledAlone()
{
    Desk desk;
    const ItemId invoice =
        desk.issuedInvoice(plainInvoice(100'000, eur,
                                        {percentOf(30'000, DueFrom::Issue, 5, u"Retainer"_s),
                                         restDue(DueFrom::Issue, 6, u"Rest of it"_s)}),
                           {desk.ada});
    QCOMPARE(desk.run(desk.issueDay().addDays(6)), 2);
    desk.pay(invoice, 30'000);
    QCOMPARE(desk.reminders(mail::MailState::Cancelled).size(), std::size_t{1});
    QCOMPARE(desk.reminders().size(), std::size_t{1});
    QVERIFY(desk.reminders().front().body.contains(u"Rest of it"_s));
}

void RemindersTest::A3_removedRecipientsAndMovedDaysCancelToo()
{
    Desk desk;
    const ItemId invoice = desk.dueInTwoWeeks({desk.ada, desk.bo});
    desk.run(desk.dueDay());
    desk.does([&](Transaction& t) { return invoices::setRecipients(t, invoice, {desk.ada}); });
    auto dropped = desk.reminders(mail::MailState::Cancelled);
    QCOMPARE(dropped.size(), std::size_t{1});
    QCOMPARE(dropped.front().contact, std::optional{desk.bo});
    QCOMPARE(dropped.front().reason, u"no longer their invoice"_s);
    desk.does([&](Transaction& t) {
        return invoices::moveInstalment(t, desk.balance(invoice).instalments.front().id,
                                        desk.dueDay().addDays(30));
    });
    QCOMPARE(desk.reminders().size(), std::size_t{0});
    dropped = desk.reminders(mail::MailState::Cancelled);
    QCOMPARE(dropped.size(), std::size_t{2});
    QVERIFY(std::any_of(dropped.begin(), dropped.end(), [&](const mail::Mail& one) {
        return one.contact == desk.ada && one.reason == u"due on another day now"_s;
    }));
}

void RemindersTest::aReaderWhoWasRemovedStopsNobodyFromPaying()
{
    Desk desk;
    const ItemId invoice = desk.dueInTwoWeeks({desk.ada, desk.bo});
    QCOMPARE(desk.run(desk.dueDay()), 2);
    desk.does([&](Transaction& t) { return contacts::moveToBin(t, {desk.bo}); });
    desk.done([&](Transaction& t) { return contacts::emptyBin(t, t.now() + std::chrono::hours{1}); });
    desk.pay(invoice, 100'000);
    QCOMPARE(desk.balance(invoice).open(), 0);
    QCOMPARE(desk.reminders().size(), std::size_t{0});
}

void RemindersTest::aPendingPaymentThatCoversItKeepsQuiet()
{
    Desk desk;
    const ItemId invoice = desk.issuedInvoice(
        plainInvoice(100'000, eur,
                     {percentOf(30'000, DueFrom::Issue, 5, u"Retainer"_s), restDue(DueFrom::Issue, 5)}),
        {desk.ada});
    const auto attempt = desk.done([&](Transaction& t) -> Result<AttemptId> {
        auto insert = t.query(uR"(
            INSERT INTO payment_attempt (uid, invoice_id, account, currency, amount_minor, surcharge_minor,
                idempotency_key, state, session, address, cause, created_at)
            VALUES ('a1', :invoice, 'stripe:acct_test', 'EUR', 30000, 0, 'k1', 'pending', 's1', '', '', 1))"_s);
        t.declareHousekeeping();
        if (const auto done = insert.bind(":invoice"_L1, invoice.row()).run(); !done)
            return fail(done.error());
        return AttemptId{insert.insertedRow()};
    });
    auto payment = desk.cash(30'000, {{invoice}});
    payment.state = PaymentState::Pending;
    payment.attempt = attempt;
    const auto recorded = desk.done([&](Transaction& t) { return payments::record(t, payment); });
    QCOMPARE(desk.run(desk.issueDay().addDays(5)), 1); // only the rest
    QVERIFY(desk.reminders().front().body.contains(u"Rest"_s));
    desk.does([&](Transaction& t) {
        return payments::setState(t, recorded.id, PaymentState::Failed, u"declined"_s);
    });
    QCOMPARE(desk.run(desk.issueDay().addDays(6)), 1); // nothing is on its way any more
}

void RemindersTest::aMovedInstalmentIsRemindedOfAnew()
{
    Desk desk;
    const ItemId invoice = desk.dueInTwoWeeks({desk.ada});
    QCOMPARE(desk.run(desk.dueDay()), 1);
    desk.does([&](Transaction& t) {
        return invoices::moveInstalment(t, desk.balance(invoice).instalments.front().id,
                                        desk.dueDay().addDays(30));
    });
    QCOMPARE(desk.run(desk.dueDay().addDays(1)), 0);
    QCOMPARE(desk.run(desk.dueDay().addDays(30)), 1);
}

void RemindersTest::aMergeRemindsNobodyTwice()
{
    Desk desk;
    desk.dueInTwoWeeks({desk.ada});
    QCOMPARE(desk.run(desk.dueDay()), 1);
    const auto pair =
        desk.look([&](const Snapshot& s) { return contacts::readForMerge(s, desk.bo, desk.ada); });
    desk.does([&](Transaction& t) { return contacts::merge(t, pair, {}); });
    QCOMPARE(desk.run(desk.dueDay()), 0);
    QCOMPARE(desk.run(desk.dueDay().addDays(7)), 1);
    QCOMPARE(desk.reminders().front().contact, std::optional{desk.bo});
    desk.does([&](Transaction& t) { return contacts::undoMerge(t, desk.ada); });
    QCOMPARE(desk.run(desk.dueDay().addDays(14)), 1);
    QCOMPARE(desk.reminders().front().contact, std::optional{desk.ada});
}

void RemindersTest::switchedOffNobodyIsReminded()
{
    Desk desk;
    desk.dueInTwoWeeks({desk.ada});
    desk.setBilling(desk.aurora, [](BillingDetails& billing) { billing.reminders.isOn = false; });
    for (int day = -14; day < 60; ++day)
        QCOMPARE(desk.run(desk.dueDay().addDays(day)), 0);
    QCOMPARE(desk.claims(), 0);
}

void RemindersTest::A5_daysAreTheCalendarsEverywhere_data()
{
    QTest::addColumn<QByteArray>("zone");
    QTest::addColumn<qint64>("start"); // noon UTC of the first day
    // Pago Pago is UTC−11, Kiritimati UTC+14; both the whole year.
    QTest::newRow("UTC-11") << QByteArrayLiteral("Pacific/Pago_Pago") << qint64{1'742'904'000};
    QTest::newRow("UTC+14") << QByteArrayLiteral("Pacific/Kiritimati") << qint64{1'742'904'000};
    // Summer time begins on 30 March 2025 in Berlin, and ends on 26 October.
    QTest::newRow("into summer time") << QByteArrayLiteral("Europe/Berlin") << qint64{1'742'904'000};
    QTest::newRow("out of summer time") << QByteArrayLiteral("Europe/Berlin") << qint64{1'760'961'600};
}

void RemindersTest::A5_daysAreTheCalendarsEverywhere()
{
    QFETCH(QByteArray, zone);
    QFETCH(qint64, start);
    const QByteArray before = qgetenv("TZ");
    qputenv("TZ", zone);
    ::tzset();
    {
        Desk desk;
        desk.now = fromSeconds(start);
        const QDate first = toLocal(desk.now).date();
        const ItemId invoice =
            desk.issuedInvoice(plainInvoice(100'000, eur, {restDue(DueFrom::Issue, 14)}), {desk.ada});
        QCOMPARE(desk.balance(invoice).instalments.front().due, first.addDays(14));
        // Every hour, by the clock of the place: each mail on its calendar day, at its first hour.
        QList<QDate> days;
        for (int hour = 0; hour < 24 * 23; ++hour) {
            desk.now = fromSeconds(start + qint64{hour} * 3'600);
            const QDate today = toLocal(desk.now).date();
            if (desk.run(today) > 0)
                days.append(today);
        }
        QCOMPARE(days, (QList<QDate>{first.addDays(11), first.addDays(14), first.addDays(21)}));
    }
    qputenv("TZ", before);
    ::tzset();
}

void RemindersTest::theClockRemindsAtItsStart()
{
    Desk desk;
    desk.dueInTwoWeeks({desk.ada});
    desk.now = desk.now + std::chrono::days{14};
    invoices::ReminderClock clock{*desk.database};
    clock.start();
    clock.start(); // a second program would find the claim, too
    QTRY_COMPARE(desk.reminders().size(), std::size_t{1});
    desk.does([](Transaction&) -> Result<void> { return {}; }); // behind the second one in the queue
    QCOMPARE(desk.reminders().size(), std::size_t{1});
}

} // namespace foyer::test

QTEST_GUILESS_MAIN(foyer::test::RemindersTest)
#include "reminders_test.moc"
