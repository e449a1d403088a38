// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/base/money_text.h"
#include "app/payments/receipt.h"
#include "tests/app/invoices/invoice_desk.h"

#include <atomic>
#include <set>
#include <thread>

namespace foyer::test {

using namespace Qt::StringLiterals;

/// What nobody may do, by whatever door.
class LedgerGuardTest : public QObject
{
    Q_OBJECT

private:
    /// The other category of a tax than "none", by the way prices are told.
    static InvoiceContent taxed(bool pricesIncludeTax)
    {
        InvoiceContent content = plainInvoice(0);
        content.goods.pricesIncludeTax = pricesIncludeTax;
        content.goods.lines = {
            invoiceLine(u"Coverage"_s, 33'333, {u"VAT 19 %"_s, TaxCategory::Standard, 19'000}),
            invoiceLine(u"Book"_s, 10'001, {u"VAT 7 %"_s, TaxCategory::Standard, 7'000}),
            invoiceLine(u"Travel"_s, 1'717),
        };
        content.goods.discount.milliPercent = 3'300;
        return content;
    }
    static InvoiceContent partOf(InvoiceDesk& desk, ItemId invoice, qint64 amount)
    {
        const IssuedInvoice issued = desk.frozen(invoice);
        InvoiceContent note = plainInvoice(amount, issued.currency());
        note.type = InvoiceType::CreditNote;
        note.credits = {issued.uid, issued.number, issued.day};
        return note;
    }

private Q_SLOTS:
    void M4_M5_noStatementChangesWhatStands_data();
    void M4_M5_noStatementChangesWhatStands();
    void M4_numbersHaveNoGapsUnderEightThreads();
    void M1_currenciesOfNoneAndThreeDecimals_data();
    void M1_currenciesOfNoneAndThreeDecimals();
    void aRefundAboveThePaymentIsRefused();
    void aSurchargeGoesBackLastAndIsNobodysCredit();
    void negativeLinesCountAndANegativeTotalIsRefused();
    void anInvoiceOfNothingIsPaid();
    void creditNotesInPartsGiveBackToTheCent_data();
    void creditNotesInPartsGiveBackToTheCent();
    void theRestOfACreditHasTheTaxesThatAreLeft();
    void takenBackAndPutAgainIsTheNewest();
};

void LedgerGuardTest::M4_M5_noStatementChangesWhatStands_data()
{
    QTest::addColumn<QString>("sql");
    QTest::addColumn<bool>("isRefused");
    const auto refused = [](const char* name, const QString& sql) { QTest::newRow(name) << sql << true; };
    refused("payment amount", u"UPDATE payment SET amount_minor = amount_minor + 1"_s);
    refused("payment day", u"UPDATE payment SET day = '2000-01-01'"_s);
    refused("payment note", u"UPDATE payment SET note = note || '!'"_s);
    refused("payment reference", u"UPDATE payment SET reference = 'x' || reference"_s);
    refused("payment gone", u"DELETE FROM payment"_s);
    refused("state", u"UPDATE payment_state SET state = 'failed'"_s);
    refused("state gone", u"DELETE FROM payment_state"_s);
    refused("allocation", u"UPDATE allocation SET amount_minor = amount_minor + 1"_s);
    refused("allocation elsewhere", u"UPDATE allocation SET invoice_id = invoice_id + 1"_s);
    refused("allocation gone", u"DELETE FROM allocation"_s);
    refused("receipt", u"UPDATE receipt SET content = x'00'"_s);
    refused("receipt gone", u"DELETE FROM receipt"_s);
    refused("instalment amount", u"UPDATE instalment SET amount_minor = amount_minor + 1"_s);
    refused("instalment label", u"UPDATE instalment SET label = 'x'"_s);
    refused("instalment gone", u"DELETE FROM instalment"_s);
    refused("invoice number", u"UPDATE item SET number = '1' WHERE kind = 'invoice'"_s);
    refused("invoice total", u"UPDATE item SET total_minor = 1 WHERE kind = 'invoice'"_s);
    refused("invoice currency", u"UPDATE item SET currency = 'JPY' WHERE kind = 'invoice'"_s);
    refused("invoice content", u"UPDATE item SET content = '{}' WHERE kind = 'invoice'"_s);
    refused("invoice brand", u"UPDATE item SET brand_id = brand_id + 1 WHERE kind = 'invoice'"_s);
    refused("invoice unsent", u"UPDATE item SET sent_at = NULL WHERE kind = 'invoice'"_s);
    refused("invoice version", u"UPDATE item SET current_version_id = NULL WHERE kind = 'invoice'"_s);
    refused("invoice of another kind", u"UPDATE item SET kind = 'order' WHERE kind = 'invoice'"_s);
    refused("invoice of another job", u"UPDATE item SET uid = 'x' WHERE kind = 'invoice'"_s);
    refused("invoice gone", u"DELETE FROM item WHERE kind = 'invoice'"_s);
    refused("version", u"UPDATE item_version SET content = x'00'"_s);
    refused("version gone", u"DELETE FROM item_version"_s);
    refused("credit note elsewhere", u"UPDATE credit_note SET invoice_id = item_id"_s);
    refused("credit note gone", u"DELETE FROM credit_note"_s);
    // The guard stops nothing else: a merge moves who paid, a shoot that moves the days.
    QTest::newRow("who paid") << u"UPDATE payment SET contact_id = NULL"_s << false;
    QTest::newRow("due day") << u"UPDATE instalment SET due_day = '2030-01-01'"_s << false;
}

void LedgerGuardTest::M4_M5_noStatementChangesWhatStands()
{
    QFETCH(QString, sql);
    QFETCH(bool, isRefused);
    InvoiceDesk desk;
    const ItemId invoice = desk.issuedInvoice(plainInvoice(10'000), {desk.ada});
    desk.pay(invoice, 4'000);
    desk.issuedInvoice(partOf(desk, invoice, 1'000), {desk.ada});
    const auto before = desk.look([&](const Snapshot& s) { return invoices::issued(s, invoice); });
    const auto result = desk.change([&](Transaction& t) {
        t.declareHousekeeping();
        return t.query(sql).run();
    });
    QCOMPARE(result.has_value(), !isRefused);
    QCOMPARE(desk.frozen(invoice), before);
    QCOMPARE(desk.balance(invoice).open(), 5'000);
}

void LedgerGuardTest::M4_numbersHaveNoGapsUnderEightThreads()
{
    constexpr int threads = 8;
    constexpr int issuedByEach = 12;
    InvoiceDesk desk;
    desk.setBilling(desk.borealis, [](BillingDetails& billing) {
        billing.invoicePrefix = u"B"_s;
        billing.numberDigits = 2;
    });
    for (int year = 0; year < 2; ++year) {
        std::vector<std::vector<ItemId>> drafts(threads);
        for (int thread = 0; thread < threads; ++thread) {
            for (int i = 0; i < issuedByEach; ++i)
                drafts[std::size_t(thread)].push_back(desk.addInvoice(
                    plainInvoice(1'000 + i), {desk.ada}, {}, i % 2 == 0 ? desk.aurora : desk.borealis));
        }
        std::atomic<int> conflicts = 0;
        std::atomic<int> troubles = 0;
        std::vector<std::thread> workers;
        for (int thread = 0; thread < threads; ++thread) {
            workers.emplace_back([&, thread] {
                for (const ItemId id : drafts[std::size_t(thread)]) {
                    // Prepared apart, as the window does, so that another thread may take the number first.
                    for (bool isIssued = false; !isIssued;) {
                        const auto prepared =
                            desk.database->read([&](const Snapshot& s) { return invoices::prepare(s, id); });
                        if (!prepared) {
                            ++troubles;
                            break;
                        }
                        // A failure after the number was taken gives it back.
                        const auto failed =
                            desk.database->write(Actor::studio(), [&](Transaction& t) -> Result<void> {
                                if (const auto issued = invoices::issue(t, *prepared, "%PDF-1.7"); !issued)
                                    return fail(issued.error());
                                return fail(Fault::Cancelled, u"the disk is full"_s);
                            });
                        troubles += failed ? 1 : 0;
                        const auto issued = desk.database->write(Actor::studio(), [&](Transaction& t) {
                            return invoices::issue(t, *prepared, "%PDF-1.7");
                        });
                        isIssued = issued.has_value();
                        if (!issued && issued.error().fault != Fault::Conflict) {
                            ++troubles;
                            break;
                        }
                        conflicts += isIssued ? 0 : 1;
                    }
                }
                desk.database->releaseThisThread();
            });
        }
        for (std::thread& one : workers)
            one.join();
        QCOMPARE(troubles.load(), 0);
        qInfo("year %d: %d numbers were taken by another thread first", year, conflicts.load());
        desk.now = desk.now + std::chrono::days{366};
    }
    std::map<QString, std::set<QString>> numbers;
    desk.look([&](const Snapshot& s) {
        return s.query(u"SELECT brand_id, number FROM item WHERE kind = 'invoice'"_s)
            .all([&](const Query& row) {
                const QString number = row.text(1);
                const auto [at, isNew] =
                    numbers[row.text(0) + u' ' + number.section(u'-', 0, 0)].insert(number);
                return isNew;
            });
    });
    QCOMPARE(numbers.size(), std::size_t{4}); // two brands, two years
    for (const auto& [series, given] : numbers) {
        QCOMPARE(given.size(), std::size_t{threads * issuedByEach / 2});
        int next = 1;
        for (const QString& number : given)
            QCOMPARE(number.section(u'-', 1).toInt(), next++);
    }
}

void LedgerGuardTest::M1_currenciesOfNoneAndThreeDecimals_data()
{
    QTest::addColumn<QString>("code");
    QTest::newRow("yen") << u"JPY"_s;
    QTest::newRow("dinar") << u"KWD"_s;
}

void LedgerGuardTest::M1_currenciesOfNoneAndThreeDecimals()
{
    QFETCH(QString, code);
    InvoiceDesk desk;
    const Currency currency = *Currency::fromText(code);
    InvoiceContent content = taxed(false);
    content.goods.currency = currency;
    content.schedule = {percentOf(33'333, DueFrom::Issue, 1, u"One"_s),
                        percentOf(33'333, DueFrom::Issue, 2, u"Two"_s), restDue(DueFrom::Issue, 3)};
    const ItemId invoice = desk.issuedInvoice(content, {desk.ada});
    const auto balance = desk.balance(invoice);
    QCOMPARE(balance.currency, currency);
    qint64 sum = 0;
    for (const auto& one : balance.instalments)
        sum += one.amount;
    QCOMPARE(sum, balance.total);
    const auto inEuro = desk.database->write(Actor::studio(), [&](Transaction& t) {
        return payments::record(t, desk.payment(balance.total, desk.ada, {{invoice}}, eur));
    });
    QVERIFY(!inEuro);
    QCOMPARE(inEuro.error().fault, Fault::Invalid);
    const PaymentId paid = desk.pay(invoice, balance.total + 1);
    QCOMPARE(desk.balance(invoice).open(), 0);
    QCOMPARE(desk.paymentNow(paid).credit(), 1);
    QCOMPARE(desk.item(invoice).state, ItemState::Completed);
    const ItemId other = desk.issuedInvoice(plainInvoice(100), {desk.ada});
    const auto across =
        desk.change([&](Transaction& t) { return payments::allocate(t, paid, other, 1, u"by hand"_s); });
    QVERIFY(!across);
    QCOMPARE(across.error().fault, Fault::Conflict);
}

void LedgerGuardTest::aRefundAboveThePaymentIsRefused()
{
    InvoiceDesk desk;
    const ItemId invoice = desk.issuedInvoice(plainInvoice(10'000), {desk.ada});
    const PaymentId paid = desk.pay(invoice, 10'000);
    const auto refund = [&](qint64 amount) {
        return desk.database->write(Actor::studio(), [&](Transaction& t) {
            return payments::recordReturn(t, {PaymentKind::Refund, paid, amount, desk.today()});
        });
    };
    for (const qint64 amount : {qint64{10'001}, qint64{0}, qint64{-5}, largestAmount + 1})
        QVERIFY2(!refund(amount), qPrintable(QString::number(amount)));
    QCOMPARE(desk.balance(invoice).open(), 0);
    QVERIFY(refund(4'000));
    QCOMPARE(refund(6'001).error().fault, Fault::Conflict);
    QVERIFY(refund(6'000));
    QCOMPARE(refund(1).error().fault, Fault::Conflict);
    QCOMPARE(desk.balance(invoice).open(), 10'000);
    QCOMPARE(desk.item(invoice).state, ItemState::Sent);
}

void LedgerGuardTest::aSurchargeGoesBackLastAndIsNobodysCredit()
{
    InvoiceDesk desk;
    const ItemId invoice = desk.issuedInvoice(plainInvoice(10'000), {desk.ada});
    payments::NewPayment card = desk.cash(10'300, {{invoice}});
    card.surcharge = 300;
    const PaymentId paid = desk.done([&](Transaction& t) { return payments::record(t, card); }).id;
    QCOMPARE(desk.balance(invoice).open(), 0);
    QCOMPARE(desk.paymentNow(paid).credit(), 0);
    for (const qint64 amount : {9'000, 1'200, 100}) {
        desk.done([&](Transaction& t) {
            return payments::recordReturn(t, {PaymentKind::Refund, paid, amount, desk.today()});
        });
        QCOMPARE(desk.paymentNow(paid).credit(), 0);
    }
    QCOMPARE(desk.paymentNow(paid).returned, 10'300);
    QCOMPARE(desk.balance(invoice).open(), 10'000);
    QVERIFY(desk.look(payments::withCredit).empty());
}

void LedgerGuardTest::negativeLinesCountAndANegativeTotalIsRefused()
{
    InvoiceDesk desk;
    InvoiceContent content = taxed(false);
    OrderLine back = invoiceLine(u"Returned print"_s, 5'000, content.goods.lines[0].tax);
    back.milliQuantity = -1'000;
    content.goods.discount = {};
    content.goods.lines = {content.goods.lines[0], back};
    const ItemId invoice = desk.issuedInvoice(content, {desk.ada});
    QCOMPARE(desk.balance(invoice).total, 28'333 + 5'383); // 19 % of 283.33, rounded once
    content.goods.lines[1].milliQuantity = -7'000;
    const ItemId below = desk.addInvoice(content, {desk.ada});
    const auto issued = desk.tryIssue(below);
    QVERIFY(!issued);
    QCOMPARE(issued.error().fault, Fault::Invalid);
    QVERIFY(desk.item(below).number.isEmpty());
    const ItemId next = desk.issuedInvoice(plainInvoice(1), {desk.ada});
    QCOMPARE(desk.item(next).number.section(u'-', 1).toInt(),
             desk.item(invoice).number.section(u'-', 1).toInt() + 1);
}

void LedgerGuardTest::anInvoiceOfNothingIsPaid()
{
    InvoiceDesk desk;
    const ItemId invoice = desk.issuedInvoice(plainInvoice(0), {desk.ada});
    QCOMPARE(desk.item(invoice).state, ItemState::Completed);
    QVERIFY(desk.balance(invoice).instalments.empty());
    QCOMPARE(desk.balance(invoice).dueNext(desk.today()), 0);
    const PaymentId paid = desk.pay(invoice, 500);
    QCOMPARE(desk.paymentNow(paid).credit(), 500);
    const auto note =
        desk.database->read([&](const Snapshot& s) { return invoices::creditNoteFor(s, invoice); });
    QVERIFY(!note);
    QCOMPARE(note.error().fault, Fault::Conflict);
}

void LedgerGuardTest::creditNotesInPartsGiveBackToTheCent_data()
{
    QTest::addColumn<bool>("pricesIncludeTax");
    QTest::addColumn<bool>("isPaid");
    QTest::addColumn<int>("first");
    QTest::addColumn<int>("second");
    for (const bool include : {false, true}) {
        for (const bool paid : {false, true}) {
            for (const auto& [first, second] : {std::pair{1, 1}, {10'007, 333}, {30'000, 4'999}})
                QTest::addRow("%s, %s, %d and %d", include ? "with tax" : "before tax",
                              paid ? "paid" : "open", first, second)
                    << include << paid << first << second;
        }
    }
}

void LedgerGuardTest::creditNotesInPartsGiveBackToTheCent()
{
    QFETCH(bool, pricesIncludeTax);
    QFETCH(bool, isPaid);
    QFETCH(int, first);
    QFETCH(int, second);
    InvoiceDesk desk;
    const ItemId invoice = desk.issuedInvoice(taxed(pricesIncludeTax), {desk.ada});
    const qint64 total = desk.balance(invoice).total;
    std::optional<PaymentId> paid;
    if (isPaid)
        paid = desk.pay(invoice, total);
    desk.issuedInvoice(partOf(desk, invoice, first), {desk.ada});
    desk.issuedInvoice(partOf(desk, invoice, second), {desk.ada});
    QCOMPARE(desk.balance(invoice).credited, qint64{first} + second);
    if (paid)
        QCOMPARE(desk.paymentNow(*paid).credit(), qint64{first} + second);
    const InvoiceContent rest =
        desk.look([&](const Snapshot& s) { return invoices::creditNoteFor(s, invoice); });
    const ItemId last = desk.issuedInvoice(rest, {desk.ada});
    QCOMPARE(desk.balance(last).total, total - first - second);
    QCOMPARE(desk.balance(invoice).credited, total);
    QCOMPARE(desk.balance(invoice).open(), 0);
    QCOMPARE(desk.item(invoice).state, ItemState::Void);
    if (paid)
        QCOMPARE(desk.paymentNow(*paid).credit(), total);
    // Every tax of it stands among those of the invoice.
    const OrderTotals given = totalsOf(desk.frozen(last));
    const OrderTotals charged = totalsOf(desk.frozen(invoice));
    for (const TaxTotals& one : given.taxes)
        QVERIFY(std::any_of(charged.taxes.begin(), charged.taxes.end(),
                            [&](const TaxTotals& tax) { return tax.tax == one.tax; }));
}

void LedgerGuardTest::theRestOfACreditHasTheTaxesThatAreLeft()
{
    InvoiceDesk desk;
    const Tax high{u"VAT 19 %"_s, TaxCategory::Standard, 19'000};
    const Tax low{u"VAT 7 %"_s, TaxCategory::Standard, 7'000};
    InvoiceContent content = plainInvoice(0);
    content.goods.lines = {invoiceLine(u"Coverage"_s, 10'000, high), invoiceLine(u"Book"_s, 10'000, low)};
    const ItemId invoice = desk.issuedInvoice(content, {desk.ada});
    InvoiceContent coverage = partOf(desk, invoice, 0);
    coverage.goods.lines = {invoiceLine(u"Coverage"_s, 10'000, high)};
    desk.issuedInvoice(coverage, {desk.ada});
    const ItemId rest = desk.issuedInvoice(
        desk.look([&](const Snapshot& s) { return invoices::creditNoteFor(s, invoice); }), {desk.ada});
    const OrderTotals totals = totalsOf(desk.frozen(rest));
    QCOMPARE(totals.payable, 10'700);
    QCOMPARE(totals.taxes.size(), std::size_t{1});
    QCOMPARE(totals.taxes.front().tax, low);
    QCOMPARE(totals.taxes.front().amount, 700);
    QCOMPARE(desk.item(invoice).state, ItemState::Void);
}

void LedgerGuardTest::takenBackAndPutAgainIsTheNewest()
{
    InvoiceDesk desk;
    const ItemId first = desk.issuedInvoice(plainInvoice(1'000), {desk.ada});
    const ItemId second = desk.issuedInvoice(plainInvoice(1'000), {desk.ada});
    const PaymentId paid = desk.done([&](Transaction& t) {
                                   return payments::record(t, desk.cash(2'000, {{first}, {second}}));
                               })
                               .id;
    desk.does([&](Transaction& t) { return payments::takeBack(t, paid, first, 1'000, u"no"_s); });
    desk.does([&](Transaction& t) { return payments::allocate(t, paid, first, 1'000, u"yes"_s); });
    desk.done([&](Transaction& t) {
        return payments::recordReturn(t, {PaymentKind::Refund, paid, 1'000, desk.today()});
    });
    QCOMPARE(desk.balance(first).open(), 1'000); // it was put there last
    QCOMPARE(desk.balance(second).open(), 0);
}

} // namespace foyer::test

QTEST_GUILESS_MAIN(foyer::test::LedgerGuardTest)
#include "ledger_guard_test.moc"
