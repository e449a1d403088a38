// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/invoices/invoice_desk.h"
#include "ui/payments/record_payment_dialog.h"
#include "ui/payments/refund_dialog.h"

#include <QPlainTextEdit>
#include <QSignalSpy>
#include <QThread>

using namespace foyer;
using namespace foyer::test;
using namespace Qt::StringLiterals;

namespace {

template <class Widget>
Widget* part(QWidget* dialog, const QString& name)
{
    return dialog->findChild<Widget*>(name);
}

void set(QWidget* dialog, const QString& name, const QString& text)
{
    auto* line = part<QLineEdit>(dialog, name);
    line->setFocus();
    line->selectAll();
    QTest::keyClicks(line, text);
}

} // namespace

class PaymentDialogsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void S6_cashIsRecordedForWhatIsDue()
    {
        InvoiceDesk desk;
        InvoiceContent content = someInvoice();
        content.schedule = retainerAndRest();
        const ItemId id = desk.issuedInvoice(content, {desk.ada}, desk.lake);
        QWidget window;
        QPointer dialog = new RecordPaymentDialog{*desk.database, {id}, &window};
        QSignalSpy recorded{dialog, &RecordPaymentDialog::recorded};
        dialog->open();
        QCOMPARE(part<QLineEdit>(dialog, u"amount"_s)->text(), u"357.00"_s); // the retainer
        QVERIFY(part<QComboBox>(dialog, u"payer"_s)->currentText().startsWith(u"Ada"_s));
        part<QPlainTextEdit>(dialog, u"note"_s)->setPlainText(u"In an envelope."_s);
        QTest::keyClick(part<QLineEdit>(dialog, u"amount"_s), Qt::Key_Return);
        QTRY_VERIFY(!dialog);
        QCOMPARE(recorded.size(), 1);
        const auto all = desk.look([](const Snapshot& s) { return payments::newest(s, 10); });
        QCOMPARE(all.size(), 1u);
        QCOMPARE(all[0].amount.minor(), 35'700);
        QCOMPARE(all[0].method, PaymentMethod::Cash);
        QCOMPARE(all[0].contact, desk.ada);
        QCOMPARE(all[0].note, u"In an envelope."_s);
        QCOMPARE(all[0].day, desk.today());
        QCOMPARE(desk.balance(id).paid, 35'700);
        QVERIFY(desk.balance(id).instalments[0].isPaid());
    }

    void M9_whatIsTooMuchIsSaidBeforeAndBecomesCredit()
    {
        InvoiceDesk desk;
        const ItemId first = desk.issuedInvoice(someInvoice(10'000), {desk.ada});
        const ItemId second = desk.issuedInvoice(someInvoice(20'000), {desk.ada});
        QWidget window;
        QPointer dialog = new RecordPaymentDialog{*desk.database, {first}, &window};
        dialog->open();
        set(dialog, u"amount"_s, u"200"_s);
        auto* spread = part<QLabel>(dialog, u"spread"_s);
        QVERIFY(spread->isVisibleTo(dialog));
        QVERIFY2(spread->text().startsWith(u"€81.00 more"_s), qPrintable(spread->text()));
        // The other invoice takes it.
        auto* towards = part<QTreeWidget>(dialog, u"towards"_s);
        QCOMPARE(towards->topLevelItemCount(), 2);
        QCOMPARE(towards->topLevelItem(0)->text(2), u"€119.00"_s);
        towards->topLevelItem(1)->setCheckState(0, Qt::Checked);
        QVERIFY(!spread->isVisibleTo(dialog));
        QCOMPARE(towards->topLevelItem(1)->text(2), u"€81.00"_s);
        towards->topLevelItem(1)->setCheckState(0, Qt::Unchecked);
        QCOMPARE(part<QLineEdit>(dialog, u"amount"_s)->text(), u"200"_s); // what was typed stays
        QTest::mouseClick(part<QPushButton>(dialog, u"record"_s), Qt::LeftButton);
        // Both figures, before anything is recorded: it may be a slip.
        auto* question = part<QMessageBox>(dialog, u"question"_s);
        QVERIFY(question);
        QCOMPARE(question->text(), u"Record €200.00, although only €119.00 is open?"_s);
        QVERIFY(desk.look([](const Snapshot& s) { return payments::newest(s, 10); }).empty());
        QTest::mouseClick(question->findChild<QPushButton*>(u"accept"_s), Qt::LeftButton);
        QTRY_VERIFY(!dialog);
        const auto credit = desk.look([](const Snapshot& s) { return payments::withCredit(s); });
        QCOMPARE(credit.size(), 1u);
        QCOMPARE(credit[0].credit(), 8'100);
        QCOMPARE(desk.balance(second).open(), 23'800);
    }

    void invoicesOfAnotherBrandCannotBeTickedAndStrangersAreAskedAbout()
    {
        InvoiceDesk desk;
        const ItemId own = desk.issuedInvoice(someInvoice(10'000), {desk.ada});
        const ItemId strange = desk.issuedInvoice(someInvoice(20'000), {desk.dora}, desk.lake);
        const ItemId foreign = desk.issuedInvoice(someInvoice(30'000), {desk.dora}, {}, desk.borealis);
        QWidget window;
        QPointer dialog = new RecordPaymentDialog{*desk.database, {}, &window};
        dialog->open();
        auto* towards = part<QTreeWidget>(dialog, u"towards"_s);
        const auto line = [&](ItemId id) -> QTreeWidgetItem* {
            for (int i = 0; i < towards->topLevelItemCount(); ++i) {
                if (towards->topLevelItem(i)->data(0, Qt::UserRole).toLongLong() == id.row())
                    return towards->topLevelItem(i);
            }
            return nullptr;
        };
        QCOMPARE(towards->topLevelItemCount(), 3);
        auto* doubt = part<QLabel>(dialog, u"doubt"_s);
        line(own)->setCheckState(0, Qt::Checked);
        QVERIFY(line(foreign)->isDisabled());
        QVERIFY(!line(strange)->isDisabled());
        QVERIFY(!doubt->isVisibleTo(dialog));
        auto* payer = part<QComboBox>(dialog, u"payer"_s);
        line(strange)->setCheckState(0, Qt::Checked);
        payer->setCurrentIndex(payer->findData(desk.dora.row()));
        QVERIFY(doubt->isVisibleTo(dialog));
        QVERIFY2(doubt->text().contains(desk.item(own).number), qPrintable(doubt->text()));
        for (const ItemId id : {own, strange})
            line(id)->setCheckState(0, Qt::Unchecked);
        QVERIFY(!line(foreign)->isDisabled());
    }

    void onlyInvoicesOfItsBrandStandBesideTheOneThatIsMeant()
    {
        InvoiceDesk desk;
        const ItemId own = desk.issuedInvoice(someInvoice(10'000), {desk.ada});
        desk.issuedInvoice(someInvoice(30'000), {desk.dora}, {}, desk.borealis);
        QWidget window;
        QPointer dialog = new RecordPaymentDialog{*desk.database, {own}, &window};
        dialog->open();
        QCOMPARE(part<QTreeWidget>(dialog, u"towards"_s)->topLevelItemCount(), 1);
    }

    void whatCannotBeRecordedIsSaidAndStaysAsItWasTyped()
    {
        InvoiceDesk desk;
        const ItemId id = desk.issuedInvoice(someInvoice(), {desk.ada});
        QWidget window;
        QPointer dialog = new RecordPaymentDialog{*desk.database, {id}, &window};
        dialog->open();
        auto* record = part<QPushButton>(dialog, u"record"_s);
        for (const QString& wrong : {u"0"_s, u"-5"_s, u"much"_s, u"1.234.5"_s, u"10.001"_s}) {
            set(dialog, u"amount"_s, wrong);
            QTest::mouseClick(record, Qt::LeftButton);
            QVERIFY2(dialog && dialog->isVisible(), qPrintable(wrong));
            QCOMPARE(part<QLineEdit>(dialog, u"amount"_s)->text(), wrong);
        }
        set(dialog, u"amount"_s, u"10"_s);
        set(dialog, u"day"_s, u"2099-01-01"_s);
        QTest::mouseClick(record, Qt::LeftButton);
        set(dialog, u"day"_s, u"yesterday"_s);
        QTest::mouseClick(record, Qt::LeftButton);
        QTest::qWait(50);
        QVERIFY(dialog && dialog->isVisible());
        QCOMPARE(part<QLineEdit>(dialog, u"day"_s)->text(), u"yesterday"_s);
        QVERIFY(desk.look([](const Snapshot& s) { return payments::newest(s, 10); }).empty());
    }

    void moneyWithoutAnInvoiceIsCreditOfItsPayer()
    {
        InvoiceDesk desk;
        QWidget window;
        QPointer dialog = new RecordPaymentDialog{*desk.database, {}, &window};
        dialog->open();
        set(dialog, u"amount"_s, u"50"_s);
        auto* way = part<QComboBox>(dialog, u"way"_s);
        way->setCurrentIndex(way->findText(u"Cheque"_s));
        QTest::mouseClick(part<QPushButton>(dialog, u"record"_s), Qt::LeftButton);
        QTRY_VERIFY(!dialog);
        const auto credit = desk.look([](const Snapshot& s) { return payments::withCredit(s); });
        QCOMPARE(credit.size(), 1u);
        QCOMPARE(credit[0].method, PaymentMethod::Cheque);
        QVERIFY(!credit[0].contact);
    }

    void aRefundSaysWhatItDoesAndOpensTheInvoice()
    {
        InvoiceDesk desk;
        const ItemId id = desk.issuedInvoice(someInvoice(10'000), {desk.ada});
        const PaymentId paid = desk.pay(id, 15'000, desk.ada); // 31.00 of it is credit
        QWidget window;
        QPointer dialog = new RefundDialog{*desk.database, {paid}, {}, &window};
        std::vector<std::optional<ItemId>> reopened;
        QObject::connect(dialog, &RefundDialog::refunded, dialog,
                         [&](const QString&, std::optional<ItemId> invoice) { reopened.push_back(invoice); });
        dialog->open();
        QCOMPARE(part<QLineEdit>(dialog, u"amount"_s)->text(), u"150.00"_s);
        auto* effect = part<QLabel>(dialog, u"effect"_s);
        set(dialog, u"amount"_s, u"31"_s);
        QVERIFY(effect->text().contains(u"no invoice is touched"_s));
        set(dialog, u"amount"_s, u"41"_s);
        QVERIFY2(effect->text().contains(u"is open again by €10.00"_s), qPrintable(effect->text()));
        set(dialog, u"amount"_s, u"151"_s);
        QTest::mouseClick(part<QPushButton>(dialog, u"refund"_s), Qt::LeftButton);
        QVERIFY(dialog && dialog->isVisible());
        QCOMPARE(part<QLineEdit>(dialog, u"amount"_s)->text(), u"151"_s);
        set(dialog, u"amount"_s, u"41"_s);
        QTest::mouseClick(part<QPushButton>(dialog, u"refund"_s), Qt::LeftButton);
        QTRY_COMPARE(reopened.size(), 1u);
        QCOMPARE(reopened[0], std::optional{id});
        QCOMPARE(desk.balance(id).open(), 1'000);
        QCOMPARE(desk.paymentNow(paid).returned, 4'100);
    }

    void M7_aCardGetsItsMoneyBackThroughItsGatewayOffTheWindowsThread()
    {
        InvoiceDesk desk;
        const ItemId id = desk.issuedInvoice(someInvoice(10'000), {desk.ada});
        auto facts = desk.payment(11'900, desk.ada, {{id}});
        facts.method = PaymentMethod::Card;
        facts.account = u"stripe:acct_1"_s;
        facts.reference = u"pi_1"_s;
        const PaymentId paid = desk.done([&](Transaction& t) { return payments::record(t, facts); }).id;
        QWidget window;
        QPointer dialog = new RefundDialog{*desk.database, {paid}, {}, &window};
        QThread* calledOn = nullptr;
        Fault answer = Fault::Invalid;
        dialog->setRefundCard([&](PaymentId payment, qint64 amount) -> Result<void> {
            calledOn = QThread::currentThread();
            return payment == paid && amount == 11'900 ? fail(answer, u"No."_s) : Result<void>{};
        });
        QStringList said;
        QObject::connect(dialog, &RefundDialog::refunded, dialog,
                         [&](const QString& sentence) { said.append(sentence); });
        dialog->open();
        QVERIFY(part<QLabel>(dialog, u"effect"_s)->text().contains(u"through your card provider"_s));
        QVERIFY(!part<QLineEdit>(dialog, u"day"_s)->isVisible());
        QTest::mouseClick(part<QPushButton>(dialog, u"refund"_s), Qt::LeftButton);
        QTRY_VERIFY(part<QLabel>(dialog, u"problem"_s)->isVisible());
        QVERIFY(calledOn && calledOn != QThread::currentThread());
        QCOMPARE(part<QLabel>(dialog, u"problem"_s)->text(), u"It was not refunded. No."_s);
        answer = Fault::Busy; // nobody knows: it is asked again behind the window
        QTest::mouseClick(part<QPushButton>(dialog, u"refund"_s), Qt::LeftButton);
        QTRY_COMPARE(said.size(), 1);
        QVERIFY(said.front().contains(u"nothing happens twice"_s));
        QCOMPARE(desk.paymentNow(paid).returned, 0); // the ledger hears of it from the gateway
    }

    void whatIsGoneAlreadyCannotBeRefunded()
    {
        InvoiceDesk desk;
        const ItemId id = desk.issuedInvoice(someInvoice(10'000), {desk.ada});
        const PaymentId paid = desk.pay(id, 11'900, desk.ada);
        desk.done([&](Transaction& t) {
            return payments::recordReturn(t, {.of = paid, .amount = 11'900, .day = desk.today()});
        });
        QWidget window;
        QPointer dialog = new RefundDialog{*desk.database, {paid}, {}, &window};
        dialog->open();
        QVERIFY(!part<QPushButton>(dialog, u"refund"_s)->isEnabled());
        QVERIFY(part<QLabel>(dialog, u"problem"_s)->isVisibleTo(dialog));
    }
};

QTEST_MAIN(PaymentDialogsTest)
#include "payment_dialogs_test.moc"
