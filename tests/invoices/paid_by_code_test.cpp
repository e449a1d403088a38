// SPDX-License-Identifier: GPL-3.0-or-later
// From an issued invoice to its payment: what the code on it says to a phone, and what the bank brings back.
#include "app/invoices/payment_part.h"
#include "app/invoices/payment_reference.h"
#include "app/payments/statements/matching.h"
#include "app/payments/statements/statement_reader.h"
#include "tests/app/payments/codes/decode_codes.h"
#include "tests/invoices/invoice_generator.h"

#include <QImage>
#include <QPainter>
#include <QTemporaryDir>
#include <QTest>

using namespace foyer;
using namespace foyer::test;
using namespace Qt::StringLiterals;

namespace {

constexpr std::size_t howMany = 1'000;

struct Case
{
    IssuedInvoice invoice;
    ItemId item;
    QByteArray scanned; ///< what a phone reads
};

/// Invoices as the studio issues them: with the reference that it gives.
std::vector<Case> someInvoices()
{
    InvoiceGenerator generator{20'261'126, {.withIban = true, .inEuros = true}};
    std::vector<Case> cases;
    for (qint64 row = 1; cases.size() < howMany; ++row) {
        IssuedInvoice invoice = generator.next();
        if (invoice.instalments.empty())
            continue;
        BillingDetails billing;
        billing.iban = invoice.transfer.iban;
        billing.bic = invoice.transfer.bic;
        billing.accountHolder = invoice.transfer.accountHolder;
        invoice.transfer = invoices::transferOf(billing, invoice.seller.name, ItemId{row}, invoice);
        if (paymentPartOf(invoice, u"en"_s).code)
            cases.push_back({std::move(invoice), ItemId{row}, {}});
    }
    return cases;
}

/// Minor units of a currency of two decimals, by hand.
QByteArray euros(qint64 minor)
{
    const QByteArray digits = QByteArray::number(minor).rightJustified(3, '0');
    return digits.chopped(2) + '.' + digits.last(2);
}

void draw(const Case& one, const QString& file)
{
    QImage picture{420, 420, QImage::Format_RGB32};
    picture.fill(Qt::white);
    QPainter painter{&picture};
    paymentPartOf(one.invoice, u"en"_s).code(painter, QRectF(30, 30, 360, 360));
    painter.end();
    QVERIFY(picture.save(file));
}

/// A statement in which every phone paid what it read: the payload's amount and reference, nothing else.
QByteArray statementOf(const std::vector<Case>& cases)
{
    QByteArray xml =
        "<Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:camt.053.001.08\"><BkToCstmrStmt>"
        "<Stmt><Id>1</Id><Acct><Id><IBAN>DE02120300000000202051</IBAN></Id><Ccy>EUR</Ccy></Acct>";
    int number = 0;
    for (const Case& one : cases) {
        const QByteArrayList lines = one.scanned.split('\n');
        const QByteArray id = QByteArray::number(++number);
        const QByteArray amount = lines.at(7).mid(3);
        xml +=
            "<Ntry><Amt Ccy=\"EUR\">" + amount +
            "</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts><BookgDt><Dt>2026-11-02</Dt></BookgDt>"
            "<AcctSvcrRef>E" +
            id + "</AcctSvcrRef><NtryDtls><TxDtls><Amt Ccy=\"EUR\">" + amount +
            "</Amt><RmtInf><Strd><CdtrRefInf><Ref>" + lines.at(9) +
            "</Ref></CdtrRefInf></Strd></RmtInf></TxDtls></NtryDtls></Ntry>";
    }
    return xml + "</Stmt></BkToCstmrStmt></Document>";
}

OpenInvoice openInvoice(const Case& one)
{
    OpenInvoice open;
    open.id = one.item;
    open.number = one.invoice.number;
    open.references = {one.invoice.transfer.reference};
    open.open = Money::ofMinor(totalsOf(one.invoice).payable, eur);
    open.nextDue = Money::ofMinor(one.invoice.instalments.front().amount, eur);
    return open;
}

} // namespace

class PaidByCodeTest : public QObject
{
    Q_OBJECT

    std::vector<Case> m_cases;

private Q_SLOTS:
    void everyCodeSaysWhatTheInvoiceDoes()
    {
        if (zbarReader().isEmpty())
            QSKIP("zbarimg is missing: install zbar-tools");
        m_cases = someInvoices();
        QTemporaryDir folder;
        QStringList files;
        for (const Case& one : m_cases) {
            files += folder.filePath(u"%1.png"_s.arg(one.item.row()));
            draw(one, files.back());
        }
        const auto decoded = decodedByZbar(files);
        for (std::size_t i = 0; i < m_cases.size(); ++i) {
            Case& one = m_cases[i];
            const QByteArrayList codes = decoded.value(files.at(qsizetype(i)));
            QCOMPARE(codes.size(), 1);
            const TransferDetails& transfer = one.invoice.transfer;
            // Written down here by the standard, without the function that made it.
            const QByteArray expected = "BCD\n002\n1\nSCT\n" + transfer.bic.toUtf8() + '\n' +
                                        transfer.accountHolder.toUtf8() + '\n' + transfer.iban.toUtf8() +
                                        "\nEUR" + euros(one.invoice.instalments.front().amount) + "\n\n" +
                                        transfer.reference.toUtf8();
            QCOMPARE(codes.front(), expected);
            one.scanned = codes.front();
        }
    }

    void everyPaymentFindsItsInvoice()
    {
        if (m_cases.empty())
            QSKIP("there are no codes without zbarimg");
        const auto statements = readStatements(statementOf(m_cases), u"november.xml"_s);
        QVERIFY2(statements.has_value(), statements ? "" : qPrintable(statements.error().detail));
        const std::vector<StatementLine>& lines = statements->front().lines;
        QCOMPARE(lines.size(), m_cases.size());
        std::vector<OpenInvoice> all;
        for (const Case& one : m_cases)
            all.push_back(openInvoice(one));
        const auto matches = matchLines(lines, all);
        for (std::size_t i = 0; i < matches.size(); ++i) {
            QCOMPARE(matches[i].kind, MatchKind::Exact);
            QCOMPARE(*matches[i].invoice, m_cases[i].item);
            QCOMPARE(matches[i].amount.minor(), m_cases[i].invoice.instalments.front().amount);
        }
    }

    void noPaymentFindsAnotherInvoice()
    {
        if (m_cases.empty())
            QSKIP("there are no codes without zbarimg");
        const auto statements = readStatements(statementOf(m_cases), u"november.xml"_s);
        QVERIFY(statements.has_value());
        // Two of three invoices are of another studio now; their payments must not be booked here.
        std::vector<OpenInvoice> some;
        for (std::size_t i = 0; i < m_cases.size(); i += 3)
            some.push_back(openInvoice(m_cases[i]));
        const auto matches = matchLines(statements->front().lines, some);
        for (std::size_t i = 0; i < matches.size(); ++i) {
            const bool isBooked =
                matches[i].kind == MatchKind::Exact || matches[i].kind == MatchKind::Partial;
            QCOMPARE(isBooked, i % 3 == 0);
            if (isBooked)
                QCOMPARE(*matches[i].invoice, m_cases[i].item);
        }
    }
};

QTEST_MAIN(PaidByCodeTest)
#include "paid_by_code_test.moc"
