// SPDX-License-Identifier: GPL-3.0-or-later
// For generated invoices of every kind: what is charged, the sheet that page and paper are made from, the
// text of the PDF, CII and UBL say the same sums, and instalments add up (M2, M3). 500 PDFs in CI, 10 000
// with FOYER_WHOLE_RUN=1.
#include "app/base/money_text.h"
#include "app/invoices/e_invoice/cii.h"
#include "app/invoices/e_invoice/e_invoice.h"
#include "app/invoices/e_invoice/invoice_pdf.h"
#include "app/invoices/e_invoice/ubl.h"
#include "app/invoices/invoice_sheet.h"
#include "tests/invoices/invoice_generator.h"

#include <QElapsedTimer>
#include <QFile>
#include <QHash>
#include <QProcess>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>
#include <QXmlStreamReader>

using namespace foyer;
using namespace foyer::test;
using namespace Qt::StringLiterals;

namespace {

qint64 wanted()
{
    return qEnvironmentVariableIsSet("FOYER_WHOLE_RUN") ? 10'000 : 500;
}

/// The last text of each kind of element, by its path from the third level on.
QHash<QString, QString> leavesOf(const QByteArray& bytes)
{
    QHash<QString, QString> leaves;
    QStringList path;
    QXmlStreamReader xml{bytes};
    QString text;
    while (!xml.atEnd()) {
        switch (xml.readNext()) {
        case QXmlStreamReader::StartElement:
            path.append(xml.name().toString());
            text.clear();
            break;
        case QXmlStreamReader::Characters:
            text += xml.text();
            break;
        case QXmlStreamReader::EndElement:
            leaves[path.mid(qMax(0, path.size() - 2)).join(u'/')] = text;
            path.removeLast();
            break;
        default:
            break;
        }
    }
    if (xml.hasError())
        leaves.clear();
    return leaves;
}

/// Without blanks of any kind and marks of direction, so that line breaks do not matter.
QString withoutBlanks(const QString& text)
{
    QString letters;
    for (const QChar c : text) {
        if (!c.isSpace() && c.category() != QChar::Other_Format)
            letters += c;
    }
    return letters;
}

} // namespace

class OneTotalTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        m_brand.name = u"Heron & Thimble"_s;
        m_brand.email = u"hello@heron.example"_s;
        m_brand.address = {{}, u"4 Quay Lane"_s, u"Port Example"_s, {}, u"PX1 4AB"_s, u"UK"_s};
    }

    void everywhereTheSame_M2_M3()
    {
        if (QStandardPaths::findExecutable(u"pdftotext"_s).isEmpty())
            QSKIP("pdftotext is not installed (poppler-utils)");
        InvoiceGenerator generator{20'270'503};
        QElapsedTimer timer;
        timer.start();
        qint64 eInvoices = 0;
        for (qint64 i = 0; i < wanted(); ++i) {
            const IssuedInvoice invoice = generator.next();
            m_where = u"invoice %1 of the generator"_s.arg(i);
            compareInstalments(invoice);
            compareSheetAndPaper(invoice);
            eInvoices += compareEInvoices(invoice) ? 1 : 0;
            if (QTest::currentTestFailed())
                return;
        }
        QVERIFY2(eInvoices * 10 > wanted(), "a tenth at the least should be fit for an e-invoice");
        const QString line =
            u"M2 invoices say one total on page, paper and in e-invoices: %1 in %2 s"_s.arg(wanted()).arg(
                double(timer.elapsed()) / 1'000, 0, 'f', 1);
        qInfo("%s", qPrintable(line));
        QFile figures{qEnvironmentVariable("FOYER_FIGURES")};
        if (!figures.fileName().isEmpty() && figures.open(QIODevice::Append))
            figures.write(line.toUtf8() + '\n');
    }

    void whatIsFrozenComesBackTheSame_M4()
    {
        InvoiceGenerator generator{4};
        for (int i = 0; i < 300; ++i) {
            const IssuedInvoice invoice = generator.next();
            const auto read = issuedInvoiceFromBytes(frozenBytes(invoice));
            QVERIFY2(read, read ? "" : qPrintable(read.error().detail));
            QVERIFY(*read == invoice);
        }
    }

private:
    void compareInstalments(const IssuedInvoice& invoice)
    {
        qint64 sum = 0;
        for (const Instalment& one : invoice.instalments)
            sum += one.amount;
        const bool hasSome = !invoice.isCreditNote() && totalsOf(invoice).payable > 0;
        QVERIFY2(sum == (hasSome ? totalsOf(invoice).payable : 0), qPrintable(m_where));
    }

    void compareSheetAndPaper(const IssuedInvoice& invoice)
    {
        const OrderTotals totals = totalsOf(invoice);
        const auto money = [&](qint64 minor) {
            return moneyText(Money::ofMinor(minor, invoice.currency()), u"en"_s);
        };
        const print::InvoiceSheet sheet = sheetOf(invoice, u"en"_s);
        const auto strong = std::find_if(sheet.totals.begin(), sheet.totals.end(),
                                         [](const print::TotalLine& line) { return line.isStrong; });
        QVERIFY2(strong != sheet.totals.end() && strong->amount == money(totals.payable),
                 qPrintable(m_where));
        QVERIFY2(sheet.lines.size() == totals.lines.size(), qPrintable(m_where));
        for (std::size_t i = 0; i < sheet.lines.size(); ++i)
            QVERIFY2(sheet.lines[i].amount == money(totals.lines[i].shown), qPrintable(m_where));

        const QString text = textOf(invoice);
        const auto stands = [&](const QString& words) {
            QVERIFY2(text.contains(withoutBlanks(words)), qPrintable(m_where + u": "_s + words));
        };
        for (const print::OrderLine& line : sheet.lines)
            stands(line.amount);
        for (const print::TotalLine& total : sheet.totals)
            stands(total.amount);
        for (const print::InstalmentLine& one : sheet.schedule)
            stands(one.amount);
        stands(invoice.number);
        if (!sheet.payment.heading.isEmpty() && !invoice.transfer.iban.isEmpty())
            stands(invoice.transfer.iban); // also on a slip
    }

    /// @returns whether it is fit for one
    bool compareEInvoices(const IssuedInvoice& invoice)
    {
        const auto cii = ciiOf(invoice);
        const auto ubl = ublOf(invoice);
        const QStringList missing = checkForEInvoice(invoice);
        if (cii.has_value() != missing.isEmpty() || ubl.has_value() != missing.isEmpty()) {
            QTest::qFail("an e-invoice and its check disagree", __FILE__, __LINE__);
            return false;
        }
        if (!cii)
            return false;
        const OrderTotals totals = totalsOf(invoice);
        const auto same = [&](const QHash<QString, QString>& leaves, const QString& leaf, qint64 minor) {
            QVERIFY2(leaves.value(leaf) == amountText(minor, invoice.currency()),
                     qPrintable(m_where + u": "_s + leaf + u" is "_s + leaves.value(leaf)));
        };
        const auto inCii = leavesOf(*cii);
        const QString sums = u"SpecifiedTradeSettlementHeaderMonetarySummation/"_s;
        same(inCii, sums + u"LineTotalAmount"_s, totals.lineNet);
        same(inCii, sums + u"TaxBasisTotalAmount"_s, totals.withoutTax);
        same(inCii, sums + u"TaxTotalAmount"_s, totals.tax);
        same(inCii, sums + u"GrandTotalAmount"_s, totals.withTax);
        same(inCii, sums + u"DuePayableAmount"_s, totals.payable);
        const auto inUbl = leavesOf(*ubl);
        same(inUbl, u"LegalMonetaryTotal/LineExtensionAmount"_s, totals.lineNet);
        same(inUbl, u"LegalMonetaryTotal/TaxExclusiveAmount"_s, totals.withoutTax);
        same(inUbl, u"LegalMonetaryTotal/TaxInclusiveAmount"_s, totals.withTax);
        same(inUbl, u"LegalMonetaryTotal/PayableAmount"_s, totals.payable);
        same(inUbl, u"TaxTotal/TaxAmount"_s, totals.tax);
        return true;
    }

    QString textOf(const IssuedInvoice& invoice)
    {
        const auto pdf = invoicePdf(invoice, m_brand);
        QFile file{m_folder.filePath(u"invoice.pdf"_s)};
        if (!pdf || !file.open(QIODevice::WriteOnly) || file.write(*pdf) != pdf->size())
            return {};
        file.close();
        QProcess process;
        process.start(u"pdftotext"_s, {u"-raw"_s, u"-enc"_s, u"UTF-8"_s, file.fileName(), u"-"_s});
        if (!process.waitForFinished(30000))
            return {};
        return withoutBlanks(QString::fromUtf8(process.readAllStandardOutput()));
    }

    BrandDetails m_brand;
    QTemporaryDir m_folder;
    QString m_where;
};

QTEST_MAIN(OneTotalTest)
#include "one_total_test.moc"
