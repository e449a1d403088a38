// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/payments/card_events.h"
#include "tests/ui/invoices/invoice_desk.h"
#include "ui/invoices/invoices_page.h"
#include "ui/payments/allocate_dialog.h"
#include "ui/payments/list_table.h"
#include "ui/payments/payments_page.h"
#include "ui/payments/to_sort_out.h"

#include <QAbstractItemModelTester>
#include <QFile>
#include <QFileDialog>
#include <QSignalSpy>
#include <QStackedWidget>
#include <QTabWidget>
#include <QTemporaryDir>

using namespace foyer;
using namespace foyer::test;
using namespace Qt::StringLiterals;

namespace {

template <class Widget>
Widget* part(QWidget& page, const QString& name)
{
    return page.findChild<Widget*>(name);
}

void choose(QWidget& page, const QString& box, const QString& text)
{
    auto* combo = part<QComboBox>(page, box);
    combo->setCurrentIndex(combo->findText(text));
}

QString cell(const QTableView* table, int row, int column)
{
    return table->model()->index(row, column).data().toString();
}

/// As the card desk sets one aside.
void setAside(InvoiceDesk& desk, const QString& reason)
{
    desk.does([&](Transaction& t) -> Result<void> {
        t.declareHousekeeping();
        return t
            .query(u"INSERT INTO gateway_event (account, event, type, facts, outcome, reason, received_at) "
                   "VALUES ('stripe:acct_1', 'evt_1', 'checkout.session.completed', '{}', 'quarantined', "
                   ":reason, 1750000000)"_s)
            .bind(":reason"_L1, reason)
            .run();
    });
}

} // namespace

class MoneyPagesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void anEmptyLedgerSaysHowItGetsItsFirstEntry()
    {
        InvoiceDesk desk;
        PaymentsPage page{*desk.database};
        QCOMPARE(page.findChild<QStackedWidget*>(u"shelves"_s)->currentIndex(), 0);
        QSignalSpy wanted{&page, &PaymentsPage::statementWanted};
        page.importAction()->trigger();
        QCOMPARE(wanted.size(), 1);
        for (const QAction* action : page.findChildren<QAction*>())
            QVERIFY2(action->objectName().isEmpty() || action->objectName().startsWith(u"_q_"_s) ||
                         !action->text().isEmpty(),
                     qPrintable(action->objectName()));
        const ItemId id = desk.issuedInvoice(someInvoice(), {desk.ada});
        desk.pay(id, 1'000, desk.ada);
        QTRY_COMPARE(page.findChild<QStackedWidget*>(u"shelves"_s)->currentIndex(), 1);
    }

    void theLedgerIsNarrowedDownAndAddedUp()
    {
        InvoiceDesk desk;
        const ItemId first = desk.issuedInvoice(someInvoice(), {desk.ada});
        const ItemId dollars =
            desk.issuedInvoice(someInvoice(100'000, *Currency::fromText(u"USD")), {desk.bo});
        const PaymentId cash = desk.pay(first, 50'000, desk.ada);
        desk.pay(dollars, 20'000, desk.bo);
        auto cheque = desk.payment(10'000, desk.bo, {{first}});
        cheque.method = PaymentMethod::Cheque;
        cheque.day = desk.today().addDays(-3);
        cheque.note = u"Bank of the lake"_s;
        desk.done([&](Transaction& t) { return payments::record(t, cheque); });
        desk.done([&](Transaction& t) {
            return payments::recordReturn(t, {.of = cash, .amount = 5'000, .day = desk.today()});
        });

        PaymentsPage page{*desk.database};
        page.resize(1000, 700);
        page.show();
        auto* table = part<ListTable>(page, u"ledger"_s);
        QAbstractItemModelTester tester{table->model()};
        QCOMPARE(table->model()->rowCount(), 4);
        QCOMPARE(cell(table, 3, PaymentsModel::Way), u"Cheque"_s); // the oldest day
        const QString sums = part<QLabel>(page, u"sums"_s)->text();
        QVERIFY2(sums.contains(u"€600.00 received, €50.00 went back, €550.00 in all"_s), qPrintable(sums));
        QVERIFY(sums.contains(u"$200.00 received"_s));

        choose(page, u"wayFilter"_s, u"Cheque"_s);
        QCOMPARE(table->model()->rowCount(), 1);
        choose(page, u"wayFilter"_s, u"All ways"_s);
        choose(page, u"whichFilter"_s, u"Refunds, disputes"_s);
        QCOMPARE(table->model()->rowCount(), 1);
        QCOMPARE(cell(table, 0, PaymentsModel::Amount), u"-€50.00"_s);
        choose(page, u"whichFilter"_s, u"All states"_s);
        page.findAction()->trigger();
        QTest::keyClicks(page.window()->focusWidget(), u"lake"_s);
        QCOMPARE(table->model()->rowCount(), 1);
        part<QLineEdit>(page, u"textFilter"_s)->setText(u"nobody"_s);
        QVERIFY(part<QLabel>(page, u"sums"_s)->text().startsWith(u"Nothing fits"_s));
        QVERIFY(!part<QAction>(page, u"exportPaymentsAction"_s)->isEnabled());
    }

    void whatWentBackOrFailedStandsWithTheInvoiceItWasFor()
    {
        InvoiceDesk desk;
        const ItemId id = desk.issuedInvoice(someInvoice(), {desk.ada});
        const ItemId other = desk.issuedInvoice(someInvoice(), {desk.bo});
        const PaymentId paid = desk.pay(id, 100'000, desk.ada);
        const PaymentId bounced = desk.pay(id, 19'000, desk.ada);
        desk.pay(other, 500, desk.bo);
        desk.done([&](Transaction& t) {
            return payments::recordReturn(t, {.of = paid, .amount = 20'000, .day = desk.today()});
        });
        desk.does([&](Transaction& t) {
            return payments::setState(t, bounced, PaymentState::Failed, u"by hand"_s);
        });
        PaymentsPage page{*desk.database};
        page.resize(1000, 700);
        page.show();
        auto* table = part<ListTable>(page, u"ledger"_s);
        const QString number = desk.item(id).number;
        part<QLineEdit>(page, u"textFilter"_s)->setText(number);
        QCOMPARE(table->model()->rowCount(), 3);
        for (int row = 0; row < 3; ++row)
            QCOMPARE(cell(table, row, PaymentsModel::Invoice), number);
        QCOMPARE(part<QLabel>(page, u"sums"_s)->text(),
                 u"€1,000.00 received, €200.00 went back, €800.00 in all"_s);
        std::vector<ItemId> wanted;
        QObject::connect(&page, &PaymentsPage::invoiceWanted, &page,
                         [&](ItemId invoice) { wanted.push_back(invoice); });
        QStringList states;
        for (int row = 0; row < 3; ++row) {
            table->selectRow(row);
            part<QAction>(page, u"openInvoiceAction"_s)->trigger();
            states.append(cell(table, row, PaymentsModel::State));
        }
        QCOMPARE(wanted, (std::vector{id, id, id}));
        QVERIFY2(states.contains(u"Partly refunded"_s) && states.contains(u"Failed"_s),
                 qPrintable(states.join(u',')));
    }

    void P14_theTableForSpreadsheetsRunsNothing()
    {
        InvoiceDesk desk;
        const ContactId sly = desk.addPerson(u"=cmd|'/c calc'!A1"_s, u"Sly"_s);
        const ItemId id = desk.issuedInvoice(someInvoice(), {sly});
        auto facts = desk.payment(12'345, sly, {{id}});
        facts.note = u"@SUM(A1)"_s;
        desk.done([&](Transaction& t) { return payments::record(t, facts); });
        PaymentsPage page{*desk.database};
        page.show();
        QTemporaryDir folder;
        part<QAction>(page, u"exportPaymentsAction"_s)->trigger();
        auto* dialog = part<QFileDialog>(page, u"saveFileDialog"_s);
        QVERIFY(dialog);
        const QString path = folder.filePath(u"payments.csv"_s);
        Q_EMIT dialog->fileSelected(path);
        QFile file{path};
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArray text = file.readAll();
        QVERIFY(text.contains("\"'=cmd"));
        QVERIFY(text.contains("\"'@SUM(A1)\""));
        QVERIFY(text.contains("\"123.45\""));
        QVERIFY(text.contains(desk.today().toString(Qt::ISODate).toUtf8()));
    }

    void M9_creditWaitsUntilItIsPutSomewhere()
    {
        InvoiceDesk desk;
        const ItemId first = desk.issuedInvoice(someInvoice(10'000), {desk.ada});
        const ItemId second = desk.issuedInvoice(someInvoice(10'000), {desk.ada});
        PaymentsPage page{*desk.database};
        page.show();
        QSignalSpy note{&page, &PaymentsPage::noteChanged};
        const PaymentId paid = desk.pay(first, 15'000, desk.ada);
        auto* waiting = page.findChild<ToSortOut*>();
        QTRY_COMPARE(waiting->count(), 1);
        QTRY_COMPARE(note.last().front().toString(), u"1"_s);
        QCOMPARE(page.findChild<QTabWidget*>(u"paymentTabs"_s)->tabText(1), u"To Sort Out (1)"_s);
        page.showToSortOut();
        QVERIFY(part<QLabel>(page, u"cardTitle"_s)->text().startsWith(u"€31.00 credit of Ada"_s));
        auto* put = waiting->findChild<QPushButton*>(u"allocate"_s);
        QTest::mouseClick(put, Qt::LeftButton);
        auto* dialog = page.findChild<AllocateDialog*>();
        QVERIFY(dialog);
        auto* amount = dialog->findChild<QLineEdit*>(u"amount"_s);
        QCOMPARE(amount->text(), u"31.00"_s);
        amount->setText(u"32"_s); // more than there is
        QTest::mouseClick(dialog->findChild<QPushButton*>(u"put"_s), Qt::LeftButton);
        QTest::qWait(100);
        QVERIFY(dialog->isVisible());
        QCOMPARE(amount->text(), u"32"_s);
        amount->setText(u"31"_s);
        QTest::keyClick(amount, Qt::Key_Return);
        QTRY_COMPARE(desk.balance(second).paid, 3'100);
        QCOMPARE(desk.paymentNow(paid).credit(), 0);
        QTRY_COMPARE(waiting->count(), 0);
        QTRY_COMPARE(note.last().front().toString(), QString{});
    }

    void M8_whatACardProviderSaidIsLookedIntoAndDone()
    {
        InvoiceDesk desk;
        setAside(desk, u"The amount is another one: €1.00."_s);
        PaymentsPage page{*desk.database};
        page.show();
        auto* waiting = page.findChild<ToSortOut*>();
        QCOMPARE(waiting->count(), 1);
        page.showToSortOut();
        QVERIFY(part<QLabel>(page, u"cardText"_s)->text().contains(u"The amount is another one"_s));
        QTest::mouseClick(waiting->findChild<QPushButton*>(u"done"_s), Qt::LeftButton);
        QTRY_COMPARE(waiting->count(), 0);
        QVERIFY(desk.look([](const Snapshot& s) { return payments::setAside(s, 10); }).empty());
    }

    void aChequeThatBouncedFailsAndItsInvoiceIsOpenAgain()
    {
        InvoiceDesk desk;
        const ItemId id = desk.issuedInvoice(someInvoice(10'000), {desk.ada});
        const PaymentId paid = desk.pay(id, 11'900, desk.ada);
        PaymentsPage page{*desk.database};
        page.show();
        auto* table = part<ListTable>(page, u"ledger"_s);
        QVERIFY(!part<QAction>(page, u"failedAction"_s)->isEnabled());
        table->selectRow(0);
        part<QAction>(page, u"failedAction"_s)->trigger();
        auto* box = part<QMessageBox>(page, u"question"_s);
        QVERIFY(box);
        QTest::mouseClick(box->findChild<QPushButton*>(u"accept"_s), Qt::LeftButton);
        QTRY_COMPARE(desk.paymentNow(paid).state, PaymentState::Failed);
        QCOMPARE(desk.balance(id).open(), 11'900);
        QTRY_COMPARE(cell(table, 0, PaymentsModel::State), u"Failed"_s);
        QTRY_VERIFY(!part<QAction>(page, u"failedAction"_s)->isEnabled());
    }

    void S30_invoicesStandWithHowTheyStand()
    {
        InvoiceDesk desk;
        desk.addInvoice(someInvoice(), {desk.ada, desk.bo});
        const ItemId open = desk.issuedInvoice(someInvoice(10'000), {desk.ada}, desk.lake);
        const ItemId paid = desk.issuedInvoice(someInvoice(20'000), {desk.ada}, desk.lake);
        desk.pay(paid, 23'800, desk.ada);
        InvoicesPage page{*desk.database};
        page.resize(1000, 700);
        page.show();
        auto* table = part<ListTable>(page, u"invoices"_s);
        QAbstractItemModelTester tester{table->model()};
        QCOMPARE(table->model()->rowCount(), 3);
        QCOMPARE(cell(table, 0, InvoicesModel::Number), u"Draft"_s); // drafts wait on top
        QCOMPARE(cell(table, 0, InvoicesModel::For), u"Ada Aster and 1 more"_s);
        choose(page, u"whichFilter"_s, u"Paid"_s);
        QCOMPARE(table->model()->rowCount(), 1);
        QCOMPARE(cell(table, 0, InvoicesModel::State), u"Paid"_s);
        choose(page, u"whichFilter"_s, u"Open"_s);
        QCOMPARE(table->model()->rowCount(), 1);
        QCOMPARE(cell(table, 0, InvoicesModel::Open), u"€119.00"_s);
        QVERIFY(part<QLabel>(page, u"sums"_s)->text().startsWith(u"€119.00 open"_s));

        QSignalSpy note{&page, &InvoicesPage::noteChanged};
        desk.now += std::chrono::days{20};
        page.reload();
        QCOMPARE(note.last().front().toString(), u"1"_s);
        choose(page, u"whichFilter"_s, u"Overdue"_s);
        QCOMPARE(table->model()->rowCount(), 1);
        QVERIFY2(cell(table, 0, InvoicesModel::State).startsWith(u"Overdue"_s),
                 qPrintable(cell(table, 0, InvoicesModel::State)));

        std::vector<ItemId> wanted;
        connect(&page, &InvoicesPage::invoiceWanted, this, [&](ItemId id) { wanted.push_back(id); });
        table->selectRow(0);
        QTest::keyClick(table, Qt::Key_Return);
        QCOMPARE(wanted, std::vector{open});
        part<QLineEdit>(page, u"textFilter"_s)->setText(u"LAKE"_s); // the job's title
        QCOMPARE(table->model()->rowCount(), 1);
        desk.pay(open, 11'900, desk.ada);
        QTRY_COMPARE(table->model()->rowCount(), 0);
        QTRY_COMPARE(note.last().front().toString(), QString{});
    }

    void theListsSayWhatTheBalancesSay()
    {
        InvoiceDesk desk;
        const ItemId id = desk.issuedInvoice(someInvoice(), {desk.ada});
        desk.pay(id, 30'000, desk.ada);
        const auto note = desk.look([&](const Snapshot& s) { return invoices::creditNoteFor(s, id); });
        InvoiceContent half = note;
        half.goods.lines[0].unitPrice = 50'000;
        const ItemId credit = desk.done([&](Transaction& t) {
            return invoices::add(t, {desk.job, {}, half, {desk.ada}});
        });
        desk.issue(credit);
        const auto rows = desk.look([](const Snapshot& s) { return invoices::list(s, 10); });
        for (const invoices::InvoiceRow& row : rows) {
            const payments::Balance balance = desk.balance(row.id);
            QCOMPARE(row.paid, balance.paid);
            QCOMPARE(row.credited, balance.credited);
            QCOMPARE(row.total, balance.total);
            QCOMPARE(row.isCreditNote, row.id == credit);
        }
        QCOMPARE(rows.size(), 2u);
    }
};

QTEST_MAIN(MoneyPagesTest)
#include "money_pages_test.moc"
