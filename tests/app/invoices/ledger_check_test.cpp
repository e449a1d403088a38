// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/base/money_text.h"
#include "app/invoices/invoice_csv.h"
#include "app/invoices/ledger_check.h"
#include "app/payments/payment_csv.h"
#include "tests/app/invoices/invoice_desk.h"

namespace foyer::test {

using namespace Qt::StringLiterals;

class LedgerCheckTest : public QObject
{
    Q_OBJECT

private:
    /// Two invoices, a payment that covers one and a part of the other, a refund, and a credit note.
    struct Desk : InvoiceDesk
    {
        Desk()
            : first{issuedInvoice(plainInvoice(10'000), {ada})}
            , second{issuedInvoice(
                  plainInvoice(20'000, eur,
                               {percentOf(30'000, DueFrom::Issue, 3, u"One"_s), restDue(DueFrom::Issue, 9)}),
                  {ada, bo})}
            , paid{done([&](Transaction& t) {
                       auto facts = cash(15'000, {{first}, {second}});
                       facts.note = u"=HYPERLINK(\"x\")"_s;
                       return payments::record(t, facts);
                   }).id}
        {
            done([&](Transaction& t) {
                return payments::recordReturn(t, {PaymentKind::Refund, paid, 1'000, today()});
            });
            const IssuedInvoice issued = frozen(second);
            InvoiceContent note = plainInvoice(500);
            note.type = InvoiceType::CreditNote;
            note.credits = {issued.uid, issued.number, issued.day};
            issuedInvoice(note, {ada});
        }
        /// Past the triggers, as a damaged disk or an intruder would.
        void corrupt(const QStringList& statements)
        {
            does([&](Transaction& t) -> Result<void> {
                t.declareHousekeeping();
                for (const QString& sql : statements) {
                    if (const auto done = t.query(sql).run(); !done)
                        return done;
                }
                return {};
            });
        }
        ItemId first;
        ItemId second;
        PaymentId paid;
    };

private Q_SLOTS:
    void aWholeLedgerAddsUp();
    void findsWhatDoesNotAddUp_data();
    void findsWhatDoesNotAddUp();
    void M1_amountsAreWrittenExactly_data();
    void M1_amountsAreWrittenExactly();
    void P14_tablesHoldExactAmountsAndNoFormula();
};

void LedgerCheckTest::aWholeLedgerAddsUp()
{
    Desk desk;
    const auto report = desk.look(invoices::verifyLedger);
    QCOMPARE(report.problems, QStringList{});
    QCOMPARE(report.invoices, 3);
    QCOMPARE(report.payments, 2);
    QCOMPARE(report.receipts, 1);
}

void LedgerCheckTest::findsWhatDoesNotAddUp_data()
{
    QTest::addColumn<QStringList>("statements");
    QTest::addColumn<QString>("complaint");
    const QString free = u"DROP TRIGGER "_s;
    QTest::newRow("issued bytes") << QStringList{free + u"item_version_stays"_s,
                                                 u"UPDATE item_version SET content = x'7b7d'"_s}
                                  << u"Invoice"_s;
    QTest::newRow("listed total") << QStringList{free + u"invoice_keeps_its_number"_s,
                                                 u"UPDATE item SET total_minor = total_minor + 1"_s}
                                  << u"listed by another"_s;
    QTest::newRow("instalments")
        << QStringList{free + u"instalment_keeps_its_amount"_s,
                       u"UPDATE instalment SET amount_minor = amount_minor + 1 WHERE position = 0"_s}
        << u"instalments"_s;
    QTest::newRow("an instalment gone")
        << QStringList{free + u"instalment_stays"_s, u"DELETE FROM instalment WHERE position = 1"_s}
        << u"instalments"_s;
    QTest::newRow("over-allocated")
        << QStringList{free + u"allocation_stays"_s,
                       u"UPDATE allocation SET amount_minor = amount_minor + 90000 WHERE amount_minor > 0 AND payment_id IS NOT NULL"_s}
        << u"More went towards invoice"_s;
    QTest::newRow("spent twice")
        << QStringList{u"INSERT INTO allocation (invoice_id, payment_id, amount_minor, cause, created_at) "
                       "SELECT invoice_id, payment_id, 8000, 'twice', 1 FROM allocation WHERE amount_minor = 5000"_s}
        << u"more was spent"_s;
    QTest::newRow("money that failed")
        << QStringList{u"INSERT INTO payment_state (payment_id, state, cause, at) "
                       "SELECT id, 'failed', '', 1 FROM payment WHERE kind = 'payment'"_s}
        << u"more was spent"_s;
    QTest::newRow("a state forgotten")
        << QStringList{u"UPDATE item SET state = 'completed' WHERE state = 'sent' AND kind = 'invoice'"_s}
        << u"counts as paid"_s;
    QTest::newRow("a receipt's bytes")
        << QStringList{free + u"receipt_stays"_s, u"UPDATE receipt SET content = x'7b7d'"_s}
        << u"fingerprint"_s;
    QTest::newRow("a receipt gone") << QStringList{free + u"receipt_keeps_its_rows"_s,
                                                   u"DELETE FROM receipt"_s}
                                    << u"no receipt"_s;
    QTest::newRow("another currency")
        << QStringList{free + u"payment_stays"_s, u"UPDATE payment SET currency = 'USD'"_s}
        << u"cannot pay"_s;
}

void LedgerCheckTest::findsWhatDoesNotAddUp()
{
    QFETCH(QStringList, statements);
    QFETCH(QString, complaint);
    Desk desk;
    desk.corrupt(statements);
    const auto report = desk.look(invoices::verifyLedger);
    QVERIFY(!report.problems.isEmpty());
    QVERIFY2(report.problems.join(u'\n').contains(complaint), qPrintable(report.problems.join(u'\n')));
}

void LedgerCheckTest::M1_amountsAreWrittenExactly_data()
{
    QTest::addColumn<qint64>("minor");
    QTest::addColumn<QString>("code");
    QTest::addColumn<QString>("text");
    QTest::newRow("cents") << qint64{123'456} << u"EUR"_s << u"1234.56"_s;
    QTest::newRow("one cent") << qint64{1} << u"EUR"_s << u"0.01"_s;
    QTest::newRow("nothing") << qint64{0} << u"EUR"_s << u"0.00"_s;
    QTest::newRow("below zero") << qint64{-5} << u"EUR"_s << u"-0.05"_s;
    QTest::newRow("yen") << qint64{-500} << u"JPY"_s << u"-500"_s;
    QTest::newRow("dinar") << qint64{1'250} << u"KWD"_s << u"1.250"_s;
    QTest::newRow("the largest") << largestAmount << u"KWD"_s << u"1000000000000.000"_s;
}

void LedgerCheckTest::M1_amountsAreWrittenExactly()
{
    QFETCH(qint64, minor);
    QFETCH(QString, code);
    QFETCH(QString, text);
    QCOMPARE(exactText(Money::ofMinor(minor, *Currency::fromText(code))), text);
}

void LedgerCheckTest::P14_tablesHoldExactAmountsAndNoFormula()
{
    Desk desk;
    const QByteArray invoices = desk.look(invoices::invoicesCsv);
    const QByteArray payments = desk.look(payments::paymentsCsv);
    QVERIFY(invoices.startsWith("\xef\xbb\xbf"));
    QCOMPARE(invoices.count("\r\n"), 4);
    QVERIFY2(invoices.contains("\"200.00\""), invoices.constData());
    QVERIFY2(invoices.contains("\"credit note\""), invoices.constData());
    QCOMPARE(payments.count("\r\n"), 3);
    QVERIFY2(payments.contains("\"150.00\""), payments.constData());
    QVERIFY2(payments.contains("\"'=HYPERLINK(\"\"x\"\")\""), payments.constData());
    QVERIFY2(payments.contains(" 100.00; "), payments.constData()); // what went where
    QVERIFY(!payments.contains("\"=") && !invoices.contains("\"="));
}

} // namespace foyer::test

QTEST_GUILESS_MAIN(foyer::test::LedgerCheckTest)
#include "ledger_check_test.moc"
