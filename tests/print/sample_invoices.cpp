// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/print/sample_sheets.h"

#include "app/invoices/invoice_sheet.h"
#include "app/payments/receipt_sheet.h"

namespace foyer::test {

using namespace Qt::StringLiterals;
using namespace print;

namespace {

const Tax vat{u"VAT 19 %"_s, TaxCategory::Standard, 19'000};
const Tax reduced{u"VAT 7 %"_s, TaxCategory::Standard, 7'000};

foyer::OrderLine line(const QString& title, const QString& details, qint64 milliQuantity, const QString& unit,
                      qint64 unitPrice, const Tax& tax = vat)
{
    foyer::OrderLine line;
    line.title = title;
    line.details = details;
    line.milliQuantity = milliQuantity;
    line.unit = unit;
    line.unitPrice = unitPrice;
    line.tax = tax;
    return line;
}

std::vector<Instalment> inParts(const IssuedInvoice& invoice)
{
    Schedule schedule(2);
    schedule[0].label = u"Retainer"_s;
    schedule[0].share = Share::Percent;
    schedule[0].milliPercent = 30'000;
    schedule[0].days = 7;
    schedule[1].label = u"Rest, two weeks before the day"_s;
    schedule[1].from = DueFrom::Day;
    schedule[1].day = {2027, 7, 31};
    return *instalmentsOf(schedule, totalsOf(invoice).payable, {invoice.day, {}, {}, 14});
}

std::vector<Instalment> atOnce(const IssuedInvoice& invoice)
{
    return *instalmentsOf({}, totalsOf(invoice).payable, {invoice.day, {}, {}, 14});
}

/// A studio in Germany, one wedding, two rates, a discount, two instalments.
IssuedInvoice wedding()
{
    IssuedInvoice invoice;
    OrderContent& goods = invoice.content.goods;
    goods.title = u"Wedding at the lake"_s;
    goods.introduction = u"Thank you for a wonderful day. This is what we agreed on."_s;
    goods.lines = {line(u"Day of photography"_s, u"Up to 8 hours, two photographers\n300 finished pictures"_s,
                        1'000, {}, 180'000),
                   line(u"Album (30 × 30 cm)"_s, u"40 pages, linen"_s, 2'000, {}, 42'000, reduced),
                   line(u"Journey"_s, {}, 86'000, u"km"_s, 50)};
    goods.lines[1].discount.milliPercent = 10'000;
    goods.discount.minor = 10'000;
    goods.closing = u"With kind regards,\nHeron & Thimble"_s;
    invoice.content.serviceDay = {2027, 8, 14};
    invoice.number = u"2027-0014"_s;
    invoice.uid = u"sample"_s;
    invoice.day = {2027, 5, 3};
    invoice.seller = {u"Heron & Thimble GmbH"_s,
                      {},
                      {{}, u"Kai 4"_s, u"Musterstadt"_s, {}, u"12345"_s, u"Germany"_s},
                      u"hello@heron.example"_s,
                      u"+49 30 1234567"_s,
                      u"DE123456789"_s,
                      u"12/345/67890"_s};
    invoice.buyer = {u"Ada Example"_s,
                     {},
                     {{}, u"5 Sample Street"_s, u"Musterdorf"_s, {}, u"54321"_s, u"Germany"_s},
                     u"ada@example.org"_s,
                     {},
                     {},
                     {}};
    invoice.transfer = {
        u"DE02120300000000202051"_s, u"BYLADEM1001"_s, u"Heron & Thimble GmbH"_s, {}, u"RF18539007547034"_s};
    invoice.instalments = inParts(invoice);
    return invoice;
}

Letterhead heronInGermany()
{
    return {u"Heron & Thimble"_s,
            {},
            u"#2f6f73"_s,
            {u"Kai 4"_s, u"12345 Musterstadt"_s, u"hello@heron.example"_s, u"+49 30 1234567"_s,
             u"heron.example"_s}};
}

InvoiceSheet sheetFor(const IssuedInvoice& invoice, const QString& language = u"en"_s)
{
    InvoiceSheet sheet = sheetOf(invoice, language);
    sheet.letterhead = heronInGermany();
    return sheet;
}

/// No tax, dollars, one sum at once, paid as a note says.
InvoiceSheet letterInvoice()
{
    IssuedInvoice invoice = wedding();
    OrderContent& goods = invoice.content.goods;
    goods.currency = Currency{"USD"};
    goods.lines = {
        line(u"Portrait session"_s, u"Two hours in the studio, twelve pictures"_s, 1'000, {}, 45'000, {}),
        line(u"Fine art print, 16 × 20 in"_s, {}, 3'000, u"print"_s, 12'500, {})};
    goods.discount = {};
    goods.title = u"Portraits for the anniversary"_s;
    goods.introduction.clear();
    invoice.seller = {u"Copper Lantern LLC"_s,
                      {},
                      {{}, u"12 Foundry Street"_s, u"Springfield"_s, u"VT"_s, u"05156"_s, u"USA"_s},
                      u"studio@lantern.example"_s,
                      {},
                      {},
                      {}};
    invoice.buyer = {
        u"Example & Sons, Inc."_s,
        u"Bo Sample"_s,
        {{}, u"500 Sample Avenue\nSuite 12"_s, u"Milltown"_s, u"VT"_s, u"05001"_s, u"United States"_s},
        {},
        {},
        {},
        {}};
    invoice.content.buyerReference = u"PO 4471"_s;
    invoice.transfer = {
        {}, {}, {}, u"Checks are welcome, payable to Copper Lantern LLC. For ACH, write to us."_s, {}};
    invoice.instalments = atOnce(invoice);
    InvoiceSheet sheet = sheetFor(invoice);
    sheet.paper = Paper::Letter;
    sheet.letterhead = {u"Copper Lantern"_s,
                        {},
                        u"#e2a23b"_s,
                        {u"12 Foundry Street"_s, u"Springfield VT 05156"_s, u"studio@lantern.example"_s}};
    return sheet;
}

/// Three pages; the schedule is monthly; reverse charge.
InvoiceSheet longInvoice()
{
    IssuedInvoice invoice = wedding();
    OrderContent& goods = invoice.content.goods;
    goods.lines.clear();
    for (int i = 1; i <= 44; ++i)
        goods.lines.push_back(line(u"Print no. %1, matte"_s.arg(i),
                                   i % 3 == 0 ? u"Mounted on board,\nwith a passe-partout"_s : QString{},
                                   i * 1'000, u"print"_s, 2'000 + i * 100,
                                   {u"Reverse charge"_s, TaxCategory::ReverseCharge, 0}));
    goods.discount = {};
    invoice.buyer.vatId = u"ATU12345678"_s;
    invoice.buyer.address.country = u"Österreich"_s;
    invoice.content.buyerReference = u"04011000-12345-34"_s;
    Schedule schedule(1);
    schedule[0].label = u"Monthly"_s;
    schedule[0].months = 9;
    schedule[0].days = 250;
    invoice.instalments = *instalmentsOf(schedule, totalsOf(invoice).payable, {invoice.day, {}, {}, 14});
    return sheetFor(invoice);
}

InvoiceSheet creditNote()
{
    IssuedInvoice invoice = wedding();
    invoice.content.type = InvoiceType::CreditNote;
    invoice.content.credits = {u"sample"_s, u"2027-0014"_s, {2027, 5, 3}};
    invoice.content.goods.title = u"Journey that was not made"_s;
    invoice.content.goods.lines = {line(u"Journey"_s, {}, 86'000, u"km"_s, 50)};
    invoice.content.goods.discount = {};
    invoice.content.goods.introduction.clear();
    invoice.number = u"C2027-0002"_s;
    invoice.day = {2027, 8, 20};
    invoice.instalments.clear();
    return sheetFor(invoice);
}

/// In francs to a Swiss account: prices include tax, the slip at the foot.
IssuedInvoice swiss()
{
    IssuedInvoice invoice = wedding();
    OrderContent& goods = invoice.content.goods;
    goods.currency = Currency{"CHF"};
    goods.pricesIncludeTax = true;
    goods.lines = {line(u"Portrait session"_s, u"Two hours, twelve pictures"_s, 1'000, {}, 59'000,
                        {u"VAT 8.1 %"_s, TaxCategory::Standard, 8'100})};
    goods.discount = {};
    goods.title = u"Portraits at home"_s;
    goods.introduction.clear();
    goods.closing.clear();
    invoice.seller.address = {{}, u"Musterweg 4"_s, u"Musterlingen"_s, {}, u"9400"_s, u"Switzerland"_s};
    invoice.seller.vatId = u"CHE-123.456.789 MWST"_s;
    invoice.seller.taxNumber.clear();
    invoice.buyer.address = {{}, u"Beispielgasse 12a"_s, u"Beispielberg"_s, {}, u"8000"_s, u"Schweiz"_s};
    invoice.transfer = {u"CH9300762011623852957"_s, {}, u"Heron & Thimble GmbH"_s, {}, u"RF18539007547034"_s};
    invoice.instalments = atOnce(invoice);
    return invoice;
}

InvoiceSheet swissInvoice()
{
    InvoiceSheet sheet = sheetFor(swiss());
    sheet.letterhead.lines = {u"Musterweg 4"_s, u"9400 Musterlingen"_s, u"hello@heron.example"_s};
    return sheet;
}

/// Lines reach into the slip's place: it goes to a page of its own.
InvoiceSheet swissTwoPages()
{
    IssuedInvoice invoice = swiss();
    foyer::OrderLine one = invoice.content.goods.lines.front();
    for (int i = 1; i <= 11; ++i) {
        one.title = u"Print no. %1"_s.arg(i);
        one.details.clear();
        one.unitPrice = 4'500;
        invoice.content.goods.lines.push_back(one);
    }
    invoice.instalments = atOnce(invoice);
    return sheetFor(invoice);
}

InvoiceSheet hebrewInvoice()
{
    IssuedInvoice invoice = wedding();
    invoice.content.goods.currency = Currency{"ILS"};
    InvoiceSheet sheet = sheetFor(invoice, u"he"_s);
    sheet.heading = u"חשבונית"_s;
    sheet.title = u"חתונה על שפת האגם"_s;
    sheet.to = {u"אדה לדוגמה"_s, u"רחוב הדוגמה 5"_s, u"עיר הדוגמה 1234567"_s};
    sheet.facts = {{u"מספר"_s, u"2027-0014"_s}, {u"תאריך"_s, u"3 במאי 2027"_s}};
    sheet.introduction = u"תודה על יום נפלא (באמת)."_s;
    sheet.columns = {u"תיאור"_s, u"כמות"_s, u"מחיר"_s, u"סכום"_s};
    sheet.scheduleHeading = u"תשלומים"_s;
    sheet.schedule[0].label = u"מקדמה"_s;
    sheet.schedule[1].label = u"יתרה"_s;
    sheet.payment.heading = u"העברה בנקאית"_s;
    sheet.closing = u"בתודה, הסטודיו"_s;
    sheet.pageOf = u"עמוד %1 מתוך %2"_s;
    return sheet;
}

ReceiptSheet receipt()
{
    ReceiptContent content;
    content.payer = u"Ada Example"_s;
    content.method = PaymentMethod::BankTransfer;
    content.day = {2027, 5, 12};
    content.amount = 100'000;
    content.lines = {{u"a"_s, u"2027-0014"_s, u"Wedding at the lake"_s, 94'310, 220'050},
                     {u"b"_s, u"2027-0011"_s, u"Engagement pictures"_s, 4'000, 0}};
    content.credit = 1'690;
    ReceiptSheet sheet = sheetOf(content, u"en"_s);
    sheet.letterhead = heronInGermany();
    return sheet;
}

} // namespace

IssuedInvoice sampleInvoice()
{
    IssuedInvoice invoice = wedding();
    invoice.content.goods.introduction.clear();
    invoice.content.goods.closing.clear();
    invoice.instalments = atOnce(invoice);
    return invoice;
}

std::vector<SampleSheet> sampleInvoices()
{
    return {
        {u"invoice"_s, 2, [] { return invoicePdf(sheetFor(wedding())); }},
        {u"invoice-letter"_s, 1, [] { return invoicePdf(letterInvoice()); }},
        {u"invoice-long"_s, 4, [] { return invoicePdf(longInvoice()); }},
        {u"invoice-hebrew"_s, 2, [] { return invoicePdf(hebrewInvoice()); }},
        {u"invoice-swiss"_s, 1, [] { return invoicePdf(swissInvoice()); }},
        {u"invoice-swiss-two-pages"_s, 2, [] { return invoicePdf(swissTwoPages()); }},
        {u"credit-note"_s, 1, [] { return invoicePdf(creditNote()); }},
        {u"receipt"_s, 1, [] { return receiptPdf(receipt()); }},
    };
}

} // namespace foyer::test
