// SPDX-License-Identifier: GPL-3.0-or-later
// invoice_samples FOLDER COUNT SEED [--no-pdf]: writes generated invoices that are complete enough for an
// e-invoice, as PDF, CII and UBL, and beside them what they add up to, for programs in other languages to
// judge.
#include "app/base/canonical_json.h"
#include "app/invoices/e_invoice/cii.h"
#include "app/invoices/e_invoice/e_invoice.h"
#include "app/invoices/e_invoice/invoice_pdf.h"
#include "app/invoices/e_invoice/ubl.h"
#include "tests/invoices/invoice_generator.h"

#include <QDir>
#include <QFile>
#include <QGuiApplication>
#include <QJsonArray>

#include <cstdio>

using namespace foyer;
using namespace Qt::StringLiterals;

namespace {

bool write(const QString& path, const QByteArray& bytes)
{
    QFile file{path};
    return file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size();
}

QByteArray factsOf(const IssuedInvoice& invoice)
{
    const OrderTotals totals = totalsOf(invoice);
    const auto text = [&](qint64 minor) { return amountText(minor, invoice.currency()); };
    QJsonArray taxes;
    for (const TaxTotals& tax : totals.taxes)
        taxes.append(QJsonObject{{u"category"_s, toWord(tax.tax.category)},
                                 {u"rate"_s, milliText(tax.tax.milliPercent)},
                                 {u"taxable"_s, text(tax.taxable)},
                                 {u"amount"_s, text(tax.amount)}});
    return canonicalJson({{u"number"_s, invoice.number},
                          {u"isCreditNote"_s, invoice.isCreditNote()},
                          {u"day"_s, invoice.day.toString(Qt::ISODate)},
                          {u"currency"_s, invoice.currency().code()},
                          {u"seller"_s, invoice.seller.name},
                          {u"buyer"_s, invoice.buyer.name},
                          {u"iban"_s, invoice.isCreditNote() ? QString{} : invoice.transfer.iban},
                          {u"lines"_s, int(totals.lines.size())},
                          {u"lineNet"_s, text(totals.lineNet)},
                          {u"allowance"_s, text(totals.allowance)},
                          {u"withoutTax"_s, text(totals.withoutTax)},
                          {u"tax"_s, text(totals.tax)},
                          {u"withTax"_s, text(totals.withTax)},
                          {u"rounding"_s, text(totals.rounding)},
                          {u"payable"_s, text(totals.payable)},
                          {u"taxes"_s, taxes}});
}

} // namespace

int main(int argc, char* argv[])
{
    QGuiApplication application{argc, argv};
    const QStringList arguments = QGuiApplication::arguments();
    if (arguments.size() < 4)
        return 2;
    const QDir folder{arguments[1]};
    BrandDetails brand;
    brand.name = u"Heron & Thimble"_s;
    brand.address = {{}, u"4 Quay Lane"_s, u"Port Example"_s, {}, u"12345"_s, u"Germany"_s};
    test::InvoiceGenerator generator{arguments[3].toULongLong(), {.forEInvoice = true}};
    for (int i = 0; i < arguments[2].toInt(); ++i) {
        const IssuedInvoice invoice = generator.next();
        const auto cii = ciiOf(invoice);
        const auto ubl = ublOf(invoice);
        const QString stem = folder.filePath(u"%1"_s.arg(i, 5, 10, QChar{u'0'}));
        if (!cii || !ubl || !write(stem + "-cii.xml"_L1, *cii) || !write(stem + "-ubl.xml"_L1, *ubl) ||
            !write(stem + ".json"_L1, factsOf(invoice))) {
            std::fprintf(stderr, "%s cannot be written\n", qPrintable(invoice.number));
            return 1;
        }
        if (arguments.contains(u"--no-pdf"_s))
            continue;
        const auto pdf = invoicePdf(invoice, brand);
        if (!pdf || !write(stem + ".pdf"_L1, *pdf)) {
            std::fprintf(stderr, "%s: %s\n", qPrintable(invoice.number),
                         pdf ? "" : qPrintable(pdf.error().detail));
            return 1;
        }
    }
    return 0;
}
