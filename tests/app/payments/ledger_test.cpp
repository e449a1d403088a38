// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/mail/outbox.h"
#include "app/payments/receipt_sheet.h"
#include "tests/app/invoices/invoices_fixture.h"

using namespace foyer;
using namespace foyer::test;
using namespace Qt::StringLiterals;

class LedgerTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void m6TheSameMovementIsRecordedOnce();
    void m9TooMuchIsCredit();
    void m5AFailedPaymentOpensTheInvoiceAgain();
    void nobodyIsThankedForAPaymentThatFailed();
    void aRefundTakesCreditFirst();
    void aRefundThatFailedTakesNothing();
    void aReceiptIsGivenOnce();
    void pendingMoneyPaysNothingYet();
    void anotherCurrencyIsRefused();
    void noPaymentGoesAcrossBrands();
    void aReceiptTellsNothingOfAStrangersInvoice();
    void theLedgerIsAppendOnly();
};

void LedgerTest::m6TheSameMovementIsRecordedOnce()
{
    InvoicesFixture studio;
    const ItemId id = studio.issuedInvoice(someInvoice(), {studio.ada});
    auto facts = studio.payment(50'000, studio.ada, {{id}});
    facts.account = u"bank:DE00"_s;
    facts.reference = u"entry 1"_s;
    const auto first = studio.done([&](Transaction& t) { return payments::record(t, facts); });
    const auto second = studio.done([&](Transaction& t) { return payments::record(t, facts); });
    QVERIFY(first.isNew && !second.isNew);
    QCOMPARE(first.id, second.id);
    QCOMPARE(studio.balance(id).open(), 69'000);
    facts.amount = Money::ofMinor(50'001, eur);
    const auto other = studio.change([&](Transaction& t) -> Result<void> {
        const auto recorded = payments::record(t, facts);
        return recorded ? Result<void>{} : fail(recorded.error());
    });
    QCOMPARE(other.error().fault, Fault::Conflict);
}

void LedgerTest::m9TooMuchIsCredit()
{
    InvoicesFixture studio;
    const ItemId id = studio.issuedInvoice(someInvoice(), {studio.ada});
    const PaymentId payment = studio.pay(id, 120'000, studio.ada);
    QCOMPARE(studio.item(id).state, ItemState::Completed);
    QCOMPARE(studio.item(id).recipients[0].toDo, ToDo::None);
    QCOMPARE(studio.paymentNow(payment).credit(), 1'000);
    const auto waiting = studio.look([](const Snapshot& s) { return payments::withCredit(s); });
    QCOMPARE(waiting.size(), 1u);
    const ItemId next = studio.issuedInvoice(someInvoice(), {studio.ada});
    studio.does([&](Transaction& t) { return payments::allocate(t, payment, next, 1'000, u"by hand"_s); });
    QCOMPARE(studio.balance(next).open(), 118'000);
    QCOMPARE(studio.paymentNow(payment).credit(), 0);
}

void LedgerTest::m5AFailedPaymentOpensTheInvoiceAgain()
{
    InvoicesFixture studio;
    const ItemId id = studio.issuedInvoice(someInvoice(), {studio.ada, studio.bo});
    const PaymentId payment = studio.pay(id, 119'000, studio.ada);
    studio.does([&](Transaction& t) {
        return payments::setState(t, payment, PaymentState::Failed, u"the cheque bounced"_s);
    });
    QCOMPARE(studio.balance(id).open(), 119'000);
    const Item item = studio.item(id);
    QCOMPARE(item.state, ItemState::Sent);
    for (const ItemRecipient& recipient : item.recipients)
        QCOMPARE(recipient.toDo, ToDo::Pay);
    QCOMPARE(studio.paymentNow(payment).credit(), 0);
}

void LedgerTest::nobodyIsThankedForAPaymentThatFailed()
{
    InvoicesFixture studio;
    const ContactId dora = studio.addPerson(u"Dora"_s, u"Elm"_s, u"dora@example.com"_s);
    const ItemId id = studio.issuedInvoice(someInvoice(), {dora});
    const PaymentId payment = studio.pay(id, 9'999'900, dora);
    const auto receiptMails = [&] {
        std::vector<mail::Mail> mails = studio.look([](const Snapshot& s) { return mail::all(s, 100); });
        std::erase_if(mails, [](const mail::Mail& one) { return one.kind != u"receipt"_s; });
        return mails;
    };
    QCOMPARE(receiptMails().size(), 1u);
    QVERIFY(receiptMails()[0].state != mail::MailState::Cancelled);
    studio.does(
        [&](Transaction& t) { return payments::setState(t, payment, PaymentState::Failed, u"by hand"_s); });
    QCOMPARE(receiptMails()[0].state, mail::MailState::Cancelled);
    QCOMPARE(receiptMails()[0].reason, u"the payment failed"_s);
}

void LedgerTest::aRefundTakesCreditFirst()
{
    InvoicesFixture studio;
    const ItemId id = studio.issuedInvoice(someInvoice(), {studio.ada});
    const PaymentId payment = studio.pay(id, 120'000, studio.ada);
    const auto back = [&](qint64 amount) {
        return studio.database->write(Actor::studio(), [&](Transaction& t) {
            const payments::NewReturn refund{PaymentKind::Refund, payment, amount, studio.today()};
            return payments::recordReturn(t, refund);
        });
    };
    QVERIFY(back(1'000));
    QCOMPARE(studio.balance(id).open(), 0);
    QVERIFY(back(9'000));
    QCOMPARE(studio.balance(id).open(), 9'000);
    QCOMPARE(back(110'001).error().fault, Fault::Conflict);
    QVERIFY(back(110'000));
    QCOMPARE(studio.balance(id).open(), 119'000);
    QCOMPARE(studio.paymentNow(payment).credit(), 0);
}

void LedgerTest::aRefundThatFailedTakesNothing()
{
    InvoicesFixture studio;
    const ItemId id = studio.issuedInvoice(someInvoice(), {studio.ada});
    const PaymentId payment = studio.pay(id, 119'000, studio.ada);
    const payments::NewReturn back{
        .of = payment, .amount = 50'000, .day = studio.today(), .state = PaymentState::Failed};
    studio.done([&](Transaction& t) { return payments::recordReturn(t, back); });
    QCOMPARE(studio.balance(id).open(), 0);
    QCOMPARE(studio.item(id).state, ItemState::Completed);
    QCOMPARE(studio.paymentNow(payment).credit(), 0);
}

void LedgerTest::aReceiptIsGivenOnce()
{
    InvoicesFixture studio;
    const ItemId id = studio.issuedInvoice(someInvoice(), {studio.ada});
    const PaymentId payment = studio.pay(id, 19'000, studio.ada);
    const auto receipt = studio.look([&](const Snapshot& s) { return payments::receiptOf(s, payment); });
    QCOMPARE(receipt.amount, 19'000);
    QCOMPARE(receipt.lines.size(), 1u);
    QCOMPARE(receipt.lines[0].openAfter, 100'000);
    QCOMPARE(receipt.payer, u"Ada Aster"_s);
    studio.does([&](Transaction& t) -> Result<void> {
        t.declareHousekeeping();
        return payments::giveReceipt(t, payment);
    });
    QCOMPARE(studio.look([&](const Snapshot& s) { return payments::receiptOf(s, payment); }), receipt);
}

void LedgerTest::pendingMoneyPaysNothingYet()
{
    InvoicesFixture studio;
    const ItemId id = studio.issuedInvoice(someInvoice(), {studio.ada});
    auto facts = studio.payment(119'000, studio.ada, {{id}});
    facts.state = PaymentState::Pending;
    const auto pending = studio.done([&](Transaction& t) { return payments::record(t, facts); });
    QCOMPARE(studio.balance(id).open(), 119'000);
    const auto none =
        studio.database->read([&](const Snapshot& s) { return payments::receiptOf(s, pending.id); });
    QCOMPARE(none.error().fault, Fault::NotFound);
    studio.does([&](Transaction& t) {
        return payments::setState(t, pending.id, PaymentState::Posted, u"arrived"_s, {{id}});
    });
    QCOMPARE(studio.balance(id).open(), 0);
}

void LedgerTest::anotherCurrencyIsRefused()
{
    InvoicesFixture studio;
    const ItemId id = studio.issuedInvoice(someInvoice(), {studio.ada});
    const auto facts = studio.payment(100, studio.ada, {{id}}, Currency{"USD"});
    const auto refused =
        studio.database->write(Actor::studio(), [&](Transaction& t) { return payments::record(t, facts); });
    QCOMPARE(refused.error().fault, Fault::Invalid);
}

void LedgerTest::noPaymentGoesAcrossBrands()
{
    InvoicesFixture studio;
    const ItemId own = studio.issuedInvoice(someInvoice(), {studio.ada});
    const ItemId other = studio.issuedInvoice(someInvoice(), {studio.cleo}, {}, studio.borealis);
    const auto facts = studio.payment(50'000, studio.ada, {{own}, {other}});
    const auto refused =
        studio.database->write(Actor::studio(), [&](Transaction& t) { return payments::record(t, facts); });
    QCOMPARE(refused.error().fault, Fault::Invalid);
    QVERIFY(refused.error().detail.contains(u"another brand"_s));
    QCOMPARE(studio.balance(own).open(), 119'000);
    const PaymentId credit = studio.pay(own, 120'000, studio.ada);
    const auto put = studio.change(
        [&](Transaction& t) { return payments::allocate(t, credit, other, 1'000, u"by hand"_s); });
    QCOMPARE(put.error().fault, Fault::Conflict);
    QCOMPARE(studio.balance(other).open(), 119'000);
}

void LedgerTest::aReceiptTellsNothingOfAStrangersInvoice()
{
    InvoicesFixture studio;
    const ItemId own = studio.issuedInvoice(someInvoice(), {studio.ada});
    InvoiceContent secret = someInvoice();
    secret.goods.title = u"A surprise"_s;
    const ItemId other = studio.issuedInvoice(secret, {studio.cleo});
    const auto facts = studio.payment(120'000, studio.ada, {{own}, {other}});
    const auto paid = studio.done([&](Transaction& t) { return payments::record(t, facts); });
    const auto receipt = studio.look([&](const Snapshot& s) { return payments::receiptOf(s, paid.id); });
    QCOMPARE(receipt.lines.size(), 2u);
    QCOMPARE(receipt.lines[0].openAfter, std::optional<qint64>{0});
    QCOMPARE(receipt.lines[1].amount, 1'000);
    QVERIFY(!receipt.lines[1].openAfter && receipt.lines[1].title.isEmpty());
    const print::ReceiptSheet sheet = sheetOf(receipt, u"en"_s);
    QCOMPARE(sheet.totals.size(), 1u);
    QCOMPARE(sheet.totals[0].amount, u"€0.00"_s);
}

void LedgerTest::theLedgerIsAppendOnly()
{
    InvoicesFixture studio;
    const ItemId id = studio.issuedInvoice(someInvoice(), {studio.ada});
    studio.pay(id, 119'000, studio.ada);
    for (const QString& sql : {u"UPDATE payment SET amount_minor = 1"_s, u"DELETE FROM payment"_s,
                               u"UPDATE payment_state SET state = 'failed'"_s, u"DELETE FROM payment_state"_s,
                               u"UPDATE allocation SET amount_minor = 1"_s, u"DELETE FROM allocation"_s,
                               u"UPDATE receipt SET content = x'00'"_s,
                               u"UPDATE instalment SET amount_minor = 1"_s, u"DELETE FROM instalment"_s}) {
        const auto forced = studio.change([&](Transaction& t) -> Result<void> {
            t.declareHousekeeping();
            return t.query(sql).run();
        });
        QVERIFY2(!forced, qPrintable(sql));
    }
}

QTEST_GUILESS_MAIN(LedgerTest)
#include "ledger_test.moc"
