// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/print/sample_sheets.h"

#include <QBuffer>
#include <QImage>
#include <QPainter>

namespace foyer::test {

using namespace Qt::StringLiterals;
using namespace print;

namespace {

/// Three times as wide as high, with a transparent ground.
QByteArray logo()
{
    QImage image{360, 120, QImage::Format_ARGB32};
    image.fill(Qt::transparent);
    QPainter painter{&image};
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen{QColor{0x2f, 0x4f, 0x55}, 7});
    painter.drawEllipse(QPointF{60, 60}, 50, 50);
    painter.drawEllipse(QPointF{110, 60}, 50, 50);
    painter.setBrush(QColor{0xb4, 0x6a, 0x3c});
    painter.setPen(Qt::NoPen);
    painter.drawRect(190, 54, 160, 12);
    painter.end();
    QByteArray bytes;
    QBuffer buffer{&bytes};
    buffer.open(QIODevice::WriteOnly);
    image.save(&buffer, "PNG");
    return bytes;
}

Letterhead heron()
{
    return {u"Heron & Thimble"_s,
            {},
            u"#2f6f73"_s,
            {u"4 Quay Lane"_s, u"Port Example PX1 4AB"_s, u"hello@heron.example"_s, u"+44 20 7946 0018"_s,
             u"heron.example"_s}};
}

Letterhead lantern()
{
    return {u"Copper Lantern"_s,
            logo(),
            u"#e2a23b"_s, // too pale to be read: the sheet darkens it
            {u"12 Foundry Street, Springfield"_s, u"studio@lantern.example"_s, u"lantern.example"_s}};
}

const QStringList columns{u"Description"_s, u"Quantity"_s, u"Price"_s, u"Amount"_s};

const QString prose =
    u"The photographer attends the event from the first guest’s arrival until the last dance, chooses the "
    u"light "
    "and the angle, and delivers a careful selection of finished pictures. Raw files stay with the studio. "
    "Whoever is expected in the family pictures is named on the list two weeks ahead; people who are not on "
    "it "
    "are photographed as the day allows."_s;

QString longText()
{
    QString html =
        u"<h1>Terms of the assignment</h1>"
        "<p>This agreement is made between <strong>Heron &amp; Thimble</strong> (“the studio”) and "
        "<strong>Ada Example</strong> and <em>Bo Sample</em> (“the clients”).</p>"_s;
    for (int chapter = 1; chapter <= 15; ++chapter) {
        html += u"<h2>%1. What is agreed</h2><p>%2</p>"_s.arg(chapter).arg(prose);
        html +=
            u"<h3>In detail</h3><ol><li>An office with five flights of stairs is an "
            "<strong>access fee</strong>; a single floor is none.</li><li>The deposit of 30 % is due within "
            "seven days.<ul><li>It is kept when the clients cancel.</li><li>It is returned when the studio "
            "does.</li></ul></li><li>%1</li></ol>"_s.arg(prose);
        if (chapter % 4 == 1)
            html +=
                u"<blockquote><p>Pictures are made together: what the clients like on the day counts more "
                "than any list.</p></blockquote>"_s;
        if (chapter % 5 == 2)
            html += u"<table><thead><tr><th>When</th><th>What</th><th>How much</th></tr></thead><tbody>"
                    "<tr><td>On signing</td><td>Deposit</td><td>€ 900.00</td></tr>"
                    "<tr><td>Two weeks before</td><td>The rest, with whatever was added until then and the "
                    "journeys that were agreed by letter</td><td>€ 2,100.00</td></tr></tbody></table>"_s;
        html += u"<p>%1</p><p>%1</p>"_s.arg(prose);
        if (chapter % 6 == 3)
            html += u"<hr>"_s;
    }
    return html;
}

std::vector<EvidenceLine> evidence()
{
    std::vector<EvidenceLine> lines;
    const QStringList what{u"Sent to Ada Example"_s, u"Opened by Ada Example"_s, u"Signed by Ada Example"_s,
                           u"Opened by Bo Sample"_s, u"Signed by Bo Sample"_s,   u"Sealed"_s};
    for (qsizetype i = 0; i < what.size(); ++i)
        lines.push_back({u"2027-05-0%1 14:05:11 UTC"_s.arg(i + 1), what[i],
                         u"198.51.100.7, Firefox 140 on Linux, signed in by password"_s,
                         QString{u"0123456789abcdef"_s}.repeated(4)});
    return lines;
}

const QString drawnSignature =
    u"M 20 140 C 40 20 80 20 90 120"
    " C 95 160 120 150 130 110 Q 150 60 170 115 L 190 90 Q 210 150 240 100 C 280 40 300 160 340 110 "
    "Q 380 70 400 120 L 560 100"_s;

OrderSheet scriptsOrder()
{
    OrderSheet sheet = oneLineOrder();
    sheet.title = u"Portraits for אדה לדוגמה"_s;
    sheet.to = {u"אדה לדוגמה"_s, u"رنا مثال"_s, u"5 Палата Street"_s};
    sheet.introduction =
        u"Dear Ada 🌊, thank you! We look forward to 👨‍👩‍👧 and ❤️.\n\nשלום רב, אנו מצפים לפגישה ב־3 במאי."_s;
    sheet.lines = {
        {u"مرحبا بالعالم — studio portrait"_s, u"Προσωπογραφία, портрет, Hüte & Größe"_s, u"2 × ½ h"_s,
         u"€ 120.00"_s, u"€ 240.00"_s},
        {u"Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaftsjubiläum"_s,
         u"https://example.com/an/address/that/never/ends/and/has/no/place/to/break/anywhere/at/all/in/it"_s,
         u"1"_s, u"€ 1,234,567.89"_s, u"€ 1,234,567.89"_s},
        {u"A greeting card (free)"_s, {}, u"1"_s, u"€ 0.00"_s, u"€ 0.00"_s},
    };
    sheet.totals = {{u"Net"_s, u"€ 1,234,807.89"_s}, {u"Total"_s, u"€ 1,234,807.89"_s, true}};
    return sheet;
}

OrderSheet zeroOrder()
{
    OrderSheet sheet = oneLineOrder();
    sheet.heading = u"Order"_s;
    sheet.stamp = u"Accepted on 3 May 2027 by Ada Example"_s;
    sheet.paper = Paper::Letter;
    sheet.letterhead = lantern();
    sheet.introduction.clear();
    sheet.lines = {
        {u"A picture for the wall, as promised"_s, u"30 × 40 cm, framed"_s, u"1"_s, u"$0.00"_s, u"$0.00"_s}};
    sheet.totals = {{u"Total"_s, u"$0.00"_s, true}};
    return sheet;
}

OrderSheet hebrewOrder()
{
    OrderSheet sheet = oneLineOrder();
    sheet.language = u"he"_s;
    sheet.heading = u"הצעת מחיר"_s;
    sheet.title = u"חתונה על שפת האגם"_s;
    sheet.to = {u"אדה לדוגמה"_s, u"רחוב הדוגמה 5"_s};
    sheet.facts = {{u"מספר"_s, u"2027-018"_s}, {u"תאריך"_s, u"3 במאי 2027"_s}};
    sheet.introduction = u"תודה על פנייתך (לגבי החתונה)."_s;
    sheet.columns = {u"תיאור"_s, u"כמות"_s, u"מחיר"_s, u"סכום"_s};
    sheet.lines = {{u"יום צילום"_s, u"עד 8 שעות"_s, u"1"_s, u"‏1,800.00 ₪"_s, u"‏1,800.00 ₪"_s}};
    sheet.totals = {{u"סך הכול"_s, u"‏1,800.00 ₪"_s, true}};
    sheet.closing = u"בתודה, הסטודיו"_s;
    sheet.pageOf = u"עמוד %1 מתוך %2"_s;
    return sheet;
}

ContractSheet unsignedLetter()
{
    ContractSheet sheet = shortContract();
    sheet.paper = Paper::Letter;
    sheet.letterhead = lantern();
    sheet.stamp = u"Not signed"_s;
    for (SignatureBlock& block : sheet.signatures) {
        block.typed.clear();
        block.drawn.clear();
        block.line.clear();
    }
    sheet.evidenceHeading.clear();
    sheet.evidence.clear();
    return sheet;
}

} // namespace

OrderSheet oneLineOrder()
{
    OrderSheet sheet;
    sheet.letterhead = heron();
    sheet.language = u"en"_s;
    sheet.heading = u"Quote"_s;
    sheet.title = u"Wedding at the lake"_s;
    sheet.to = {u"Ada Example"_s, u"5 Sample Street"_s, u"Mill Town MT2 9ZZ"_s};
    sheet.facts = {
        {u"Number"_s, u"2027-018"_s}, {u"Date"_s, u"3 May 2027"_s}, {u"Valid until"_s, u"17 May 2027"_s}};
    sheet.introduction = u"Thank you for asking. This is what we would do on the day, and what it costs."_s;
    sheet.columns = columns;
    sheet.lines = {{u"Day of photography"_s, u"Up to 8 hours, two photographers\n300 finished pictures"_s,
                    u"1"_s, u"€ 1,800.00"_s, u"€ 1,800.00"_s},
                   {u"Album (30 × 30 cm)"_s, u"40 pages, linen"_s, u"2"_s, u"€ 420.00"_s, u"€ 840.00"_s},
                   {u"Journey"_s, {}, u"86 km"_s, u"€ 0.50"_s, u"€ 43.00"_s}};
    sheet.totals = {
        {u"Net"_s, u"€ 2,683.00"_s}, {u"VAT 20 %"_s, u"€ 536.60"_s}, {u"Total"_s, u"€ 3,219.60"_s, true}};
    sheet.closing = u"A deposit of 30 % books the day.\n\nWith kind regards,\nHeron & Thimble"_s;
    sheet.pageOf = u"Page %1 of %2"_s;
    return sheet;
}

OrderSheet longOrder()
{
    OrderSheet sheet = oneLineOrder();
    sheet.lines.clear();
    for (int i = 1; i <= 52; ++i)
        sheet.lines.push_back({u"Print no. %1, matte"_s.arg(i),
                               i % 3 == 0 ? u"Mounted on board,\nwith a passe-partout"_s
                               : i == 20  ? QString{prose}.repeated(3)
                                          : QString{},
                               QString::number(i), u"€ %1.00"_s.arg(20 + i), u"€ %1.00"_s.arg((20 + i) * i)});
    return sheet;
}

ContractSheet shortContract()
{
    ContractSheet sheet;
    sheet.letterhead = heron();
    sheet.language = u"en"_s;
    sheet.title = u"Agreement for a wedding"_s;
    sheet.facts = {{u"Job"_s, u"Wedding at the lake"_s}, {u"Date"_s, u"3 May 2027"_s}};
    sheet.html = u"<p>Between <strong>Heron &amp; Thimble</strong> and <strong>Ada Example</strong>.</p>"
                 "<h2>The day</h2><p>"_s +
                 prose + u"</p><ul><li>Eight hours</li><li>Two photographers</li></ul>"_s;
    sheet.signaturesHeading = u"Signatures"_s;
    sheet.signatures = {
        {u"Ada Example"_s, u"Client"_s, u"Ada Example"_s, {}, u"Signed on 3 May 2027 at 14:05 UTC"_s},
        {u"Bo Sample"_s, u"Client"_s, u"Bo Sample"_s, drawnSignature, u"Signed on 4 May 2027 at 09:12 UTC"_s},
        {u"Heron & Thimble"_s, u"For the studio"_s, {}, {}, {}}};
    sheet.fingerprintLabel = u"Fingerprint of this text (SHA-256)"_s;
    sheet.fingerprint = QString{u"89abcdef01234567"_s}.repeated(4);
    sheet.evidenceHeading = u"Evidence"_s;
    sheet.evidenceLead = u"What happened to this agreement, in Coordinated Universal Time."_s;
    sheet.evidence = evidence();
    sheet.pageOf = u"Page %1 of %2"_s;
    return sheet;
}

ContractSheet longContract()
{
    ContractSheet sheet = shortContract();
    sheet.html = longText();
    return sheet;
}

const std::vector<SampleSheet>& sampleSheets()
{
    static const std::vector<SampleSheet> all = [] {
        std::vector<SampleSheet> sheets{
            {u"order"_s, 1, [] { return orderPdf(oneLineOrder()); }},
            {u"order-four-pages"_s, 4, [] { return orderPdf(longOrder()); }},
            {u"order-scripts"_s, 1, [] { return orderPdf(scriptsOrder()); }},
            {u"order-zero-letter"_s, 1, [] { return orderPdf(zeroOrder()); }},
            {u"order-hebrew"_s, 1, [] { return orderPdf(hebrewOrder()); }},
            {u"contract"_s, 2, [] { return contractPdf(shortContract()); }},
            {u"contract-twelve-pages"_s, 12, [] { return contractPdf(longContract()); }},
            {u"contract-not-signed-letter"_s, 2, [] { return contractPdf(unsignedLetter()); }},
        };
        for (const SampleSheet& invoice : sampleInvoices())
            sheets.push_back(invoice);
        return sheets;
    }();
    return all;
}

} // namespace foyer::test
