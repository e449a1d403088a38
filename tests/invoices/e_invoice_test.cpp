// SPDX-License-Identifier: GPL-3.0-or-later
// What an e-invoice refuses, and how values are written; whole documents are judged by the oracles.
#include "app/invoices/e_invoice/cii.h"
#include "app/invoices/e_invoice/e_invoice.h"
#include "app/invoices/e_invoice/invoice_pdf.h"
#include "app/invoices/e_invoice/ubl.h"

#include <QTest>
#include <QXmlStreamReader>

using namespace foyer;
using namespace Qt::StringLiterals;

namespace {

IssuedInvoice invoice()
{
    IssuedInvoice invoice;
    OrderLine line;
    line.title = u"Day of photography"_s;
    line.unit = u"hour"_s;
    line.unitPrice = 10'000;
    line.tax = {u"VAT 19 %"_s, TaxCategory::Standard, 19'000};
    invoice.content.goods.title = u"Wedding"_s;
    invoice.content.goods.lines = {line};
    invoice.number = u"2027/0014"_s;
    invoice.day = {2027, 5, 3};
    invoice.seller.name = u"Heron & Thimble GmbH"_s;
    invoice.seller.address.country = u"Deutschland"_s;
    invoice.seller.vatId = u"DE123456789"_s;
    invoice.buyer.name = u"Ada Example"_s;
    invoice.buyer.address.country = u"France"_s;
    return invoice;
}

bool isWellFormed(const QByteArray& bytes)
{
    QXmlStreamReader xml{bytes};
    while (!xml.atEnd())
        xml.readNext();
    return !xml.hasError();
}

} // namespace

class EInvoiceTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatIsMissingIsSaid_S30_data()
    {
        QTest::addColumn<IssuedInvoice>("invoice");
        QTest::addColumn<QString>("words");
        const auto row = [](const char* name, const QString& words, auto change) {
            IssuedInvoice changed = invoice();
            change(changed);
            QTest::newRow(name) << changed << words;
        };
        row("no country", u"The brand's address names no country"_s,
            [](IssuedInvoice& one) { one.seller.address.country = u"  "_s; });
        row("unknown country", u"“Elbonia” is no country we know"_s,
            [](IssuedInvoice& one) { one.buyer.address.country = u"Elbonia"_s; });
        row("no tax number", u"neither a VAT number nor a tax number"_s,
            [](IssuedInvoice& one) { one.seller.vatId.clear(); });
        row("VAT number without a country", u"does not begin with the letters of its country"_s,
            [](IssuedInvoice& one) { one.buyer.vatId = u"123456789"_s; });
        row("reverse charge", u"the customer's VAT number is needed"_s, [](IssuedInvoice& one) {
            one.content.goods.lines[0].tax = {{}, TaxCategory::ReverseCharge, 0};
        });
        row("outside the scope and not", u"cannot hold both"_s, [](IssuedInvoice& one) {
            one.content.goods.lines.push_back(one.content.goods.lines[0]);
            one.content.goods.lines[1].tax = {};
        });
        row("three decimals", u"two decimals at most"_s, [](IssuedInvoice& one) {
            one.content.goods.currency = Currency{"KWD"};
            one.content.goods.lines[0].unitPrice = 1'001;
        });
        row("nobody", u"The customer has no name"_s,
            [](IssuedInvoice& one) { one.buyer.name = u"\u0001 "_s; });
    }
    void whatIsMissingIsSaid_S30()
    {
        QFETCH(IssuedInvoice, invoice);
        QFETCH(QString, words);
        const QStringList missing = checkForEInvoice(invoice);
        QCOMPARE(missing.size(), 1);
        QVERIFY2(missing.front().contains(words), qPrintable(missing.front()));
        const auto cii = ciiOf(invoice);
        const auto ubl = ublOf(invoice);
        QVERIFY(!cii && cii.error().fault == Fault::Invalid && cii.error().detail == missing.front());
        QVERIFY(!ubl && ubl.error().detail == missing.front());
    }

    void aSoundOneIsWritten_S30()
    {
        QCOMPARE(checkForEInvoice(invoice()), QStringList{});
        QVERIFY(ciiOf(invoice()) && ublOf(invoice()));
        IssuedInvoice round = invoice();
        round.content.goods.currency = Currency{"KWD"};
        QCOMPARE(checkForEInvoice(round), QStringList{});
        QVERIFY(ciiOf(round)->contains(">11.90</ram:DuePayableAmount>"));
    }

    /// An invoice that lacks something for machines is still an invoice for people.
    void withoutAnEInvoiceThereIsStillAPdf_S30()
    {
        IssuedInvoice unfit = invoice();
        unfit.buyer.address.country.clear();
        const auto pdf = invoicePdf(unfit, {});
        QVERIFY(pdf && pdf->startsWith("%PDF-1.7") && !pdf->contains("/EmbeddedFile"));
        const auto fit = invoicePdf(invoice(), {});
        QVERIFY(fit && fit->contains("/EmbeddedFile"));
    }

    void hostileTextIsOnlyText_P14()
    {
        IssuedInvoice hostile = invoice();
        const QString text =
            u"]]><!-- \u0000\u0001\u001b \ufffe\uffff &x; <a b=\"'\"> \u202e"_s + QChar{0xd800} + u"z"_s;
        hostile.content.goods.title = hostile.content.goods.introduction = text;
        hostile.content.goods.lines[0].title = hostile.content.goods.lines[0].details = text;
        hostile.content.goods.lines[0].tax.name = hostile.number = hostile.content.buyerReference = text;
        hostile.seller.name = hostile.buyer.name = hostile.seller.email = hostile.transfer.reference = text;
        hostile.buyer.address.street = text + u"\n\n"_s + text;
        QVERIFY(isWellFormed(*ciiOf(hostile)));
        QVERIFY(isWellFormed(*ublOf(hostile)));
        QVERIFY(invoicePdf(hostile, {}));
    }

    void unitsHaveCodes_data()
    {
        QTest::addColumn<QString>("unit");
        QTest::addColumn<QString>("code");
        QTest::newRow("hour") << u"hour"_s << u"HUR"_s;
        QTest::newRow("Stunden") << u"Stunden"_s << u"HUR"_s;
        QTest::newRow("Std.") << u" Std. "_s << u"HUR"_s;
        QTest::newRow("km") << u"KM"_s << u"KMT"_s;
        QTest::newRow("none") << QString{} << u"C62"_s;
        QTest::newRow("print") << u"print"_s << u"C62"_s;
    }
    void unitsHaveCodes()
    {
        QFETCH(QString, unit);
        QTEST(unitCode(unit), "code");
    }

    void numbersAreExact_M1()
    {
        QCOMPARE(amountText(123'450, eur), u"1234.50"_s);
        QCOMPARE(amountText(-5, eur), u"-0.05"_s);
        QCOMPARE(amountText(1'000, Currency{"JPY"}), u"1000"_s);
        QCOMPARE(amountText(1'250, Currency{"KWD"}), u"1.25"_s);
        QCOMPARE(milliText(1'500), u"1.5"_s);
        QCOMPARE(milliText(-12'000), u"-12"_s);
        QCOMPARE(milliText(0), u"0"_s);
    }

    void filesHavePlainNames()
    {
        QCOMPARE(eInvoiceFileName(invoice()), u"invoice-2027-0014.xml"_s);
        QCOMPARE(invoicePdfName(invoice()), u"invoice-2027-0014.pdf"_s);
        IssuedInvoice note = invoice();
        note.content.type = InvoiceType::CreditNote;
        note.number = u"../C1"_s;
        QCOMPARE(eInvoiceFileName(note), u"credit-note----C1.xml"_s);
    }

    void aNoteWithNumberSignsIsNoCode_S30()
    {
        IssuedInvoice plain = invoice();
        plain.content.goods.introduction = u"Print #12 of the series"_s;
        QVERIFY(!ublOf(plain)->contains("#AAI#"));
        plain.content.goods.introduction = u"Prints #12 and #13"_s;
        QVERIFY(ublOf(plain)->contains("<cbc:Note>#AAI#"));
    }

    void theGermanProfileIsNamedWhereItFits_S30()
    {
        IssuedInvoice german = invoice();
        german.content.buyerReference = u"04011000-12345-34"_s;
        QVERIFY(!ublOf(german)->contains("xrechnung"));
        for (Party* party : {&german.seller, &german.buyer}) {
            party->address = {{}, u"5 Sample Street"_s, u"Musterstadt"_s, {}, u"12345"_s, u"DE"_s};
            party->email = u"somebody@example.org"_s;
        }
        german.seller.phone = u"+49 30 1234567"_s;
        german.transfer.iban = u"DE02120300000000202051"_s;
        QVERIFY(ublOf(german)->contains("#compliant#urn:xeinkauf.de:kosit:xrechnung_3.0"));
        QVERIFY(!ciiOf(german)->contains("xrechnung"));
        QVERIFY(ublOf(german)->contains("<cbc:PaymentMeansCode>58<"));
        german.transfer.iban = u"GB33BUKB20201555555555"_s;
        german.content.goods.currency = Currency{"GBP"};
        QVERIFY(ublOf(german)->contains("<cbc:PaymentMeansCode>30<"));
    }
};

QTEST_MAIN(EInvoiceTest)
#include "e_invoice_test.moc"
