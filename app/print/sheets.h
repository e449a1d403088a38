// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/base/result.h"
#include "app/brands/brand.h"

#include <QByteArray>
#include <QString>
#include <QStringList>

#include <functional>
#include <utility>
#include <vector>

class QPainter;
class QRectF;

/// PDFs of what clients are shown. Sheets carry text that is ready to be read: formatted amounts, days and
/// names; nothing is decided here. Needs a QGuiApplication (offscreen will do) and runs on any thread. Opens
/// no file but fonts, and no connection (invariant P14).
namespace foyer::print {

enum class Paper
{
    A4,
    Letter
};
/// What the brand says, else by the country of its address (Letter in North America and where its paper is
/// used).
Paper paperOf(const BrandDetails& brand);

struct Letterhead
{
    QString name;
    QByteArray logo;   ///< PNG or JPEG; empty: the name is written
    QString accent;    ///< "#rrggbb"
    QStringList lines; ///< address, email, phone, website
};
Letterhead letterheadOf(const BrandDetails& brand);

using Facts = std::vector<std::pair<QString, QString>>; ///< label and value: "Date", "3 May 2027"

struct OrderLine
{
    QString title;
    QString details; ///< smaller, below the title; the parts of a package
    QString quantity;
    QString unitPrice;
    QString amount;
};
struct TotalLine
{
    QString label;
    QString amount;
    bool isStrong = false;
};
struct OrderSheet
{
    Letterhead letterhead;
    Paper paper = Paper::A4;
    QString language;     ///< BCP 47
    QString heading;      ///< "Quote", "Order"
    QString title;        ///< "Wedding at the lake"
    QString stamp;        ///< "Void", "Accepted on 3 May 2027 by Ada Okafor"; empty: none
    QStringList to;       ///< name and address of whom it is for, line by line
    Facts facts;          ///< number, date, valid until …
    QString introduction; ///< plain text
    QStringList columns;  ///< heads of the four columns: description, quantity, price, amount
    std::vector<OrderLine> lines;
    std::vector<TotalLine> totals;
    QString closing; ///< plain text
    QString pageOf;  ///< "Page %1 of %2"
};
/// Faults: Storage (a font is missing; the detail names it)
Result<QByteArray> orderPdf(const OrderSheet& sheet);

/// Part of a sheet that somebody else draws: a code to scan, a payment slip.
/// @param box  in the painter's units
using Drawing = std::function<void(QPainter& painter, const QRectF& box)>;

struct InstalmentLine
{
    QString label; ///< "Retainer"
    QString due;   ///< day
    QString amount;
};
/// How money gets to the sender.
struct PaymentSheet
{
    QString heading;     ///< "How to pay"; empty: at most the slip
    Facts facts;         ///< "IBAN", "Account holder", "Reference" …
    QString text;        ///< plain text below them
    Drawing code;        ///< a square to scan; empty: none
    QString codeCaption; ///< below it: "Scan with your banking app"
    Drawing slip;        ///< 210 × 105 mm at the foot of the last page, on A4; empty: none
};
struct InvoiceSheet
{
    Letterhead letterhead;
    Paper paper = Paper::A4;
    QString language;     ///< BCP 47
    QString heading;      ///< "Invoice", "Credit note"
    QString title;        ///< "Wedding at the lake"
    QString returnTo;     ///< the sender on one line, small, in the window above the receiver
    QStringList to;       ///< name and address, line by line, in the envelope's window
    Facts facts;          ///< number, date, VAT numbers …
    QString introduction; ///< plain text
    QStringList columns;  ///< heads of the four columns: description, quantity, price, amount
    std::vector<OrderLine> lines;
    std::vector<TotalLine> totals;
    QStringList taxNotes;    ///< why no tax is charged
    QString scheduleHeading; ///< "Payable in instalments"
    std::vector<InstalmentLine> schedule;
    PaymentSheet payment;
    QString closing; ///< plain text
    QString imprint; ///< plain text, small, at the foot of each page: who the sender is before the tax office
    QString pageOf;  ///< "Page %1 of %2"
};
/// Faults: Storage (a font is missing; the detail names it)
Result<QByteArray> invoicePdf(const InvoiceSheet& sheet);

struct ReceiptLine
{
    QString title;   ///< "Invoice 2027-0014"
    QString details; ///< smaller, below it
    QString open;    ///< "€100.00 stays open", "Paid in full"
    QString amount;
};
struct ReceiptSheet
{
    Letterhead letterhead;
    Paper paper = Paper::A4;
    QString language;
    QString heading; ///< "Receipt"
    QString title;   ///< "Thank you" …
    QString returnTo;
    QStringList to; ///< the payer
    Facts facts;    ///< date, way of payment, reference
    QString amountLabel;
    QString amount;      ///< large
    QStringList columns; ///< heads: "Put towards", "Amount"
    std::vector<ReceiptLine> parts;
    std::vector<TotalLine> totals; ///< what stays open
    QString closing;
    QString imprint;
    QString pageOf;
};
/// Faults: Storage (a font is missing; the detail names it)
Result<QByteArray> receiptPdf(const ReceiptSheet& sheet);

struct SignatureBlock
{
    QString name;
    QString role;  ///< "Client", "For the studio"
    QString typed; ///< the name as it was typed; shown in italics as a signature
    QString drawn; ///< SVG path data in a box of 600 × 200 units; used when not empty
    QString line;  ///< "Signed on 3 May 2027 at 14:05 UTC"; empty: not signed, an empty line to sign on paper
};
struct EvidenceLine
{
    QString at;   ///< "2027-05-03 14:05:11 UTC"
    QString what; ///< "Signed by Ada Okafor"
    QString details;
    QString hash; ///< hex
};
struct ContractSheet
{
    Letterhead letterhead;
    Paper paper = Paper::A4;
    QString language;
    QString title;
    QString stamp; ///< "Not signed", "Void"; empty: none. Stands on every page.
    Facts facts;
    /// The text as safe HTML of a closed set of elements: p, h1 to h4, ul, ol, li, strong, em, blockquote,
    /// hr, table, br. No images, no links that are followed.
    QString html;
    QString signaturesHeading;
    std::vector<SignatureBlock> signatures;
    QString fingerprintLabel; ///< "Fingerprint of this text (SHA-256)"
    QString fingerprint;      ///< hex
    QString evidenceHeading;  ///< of the completion page; empty: there is none
    QString evidenceLead;
    std::vector<EvidenceLine> evidence;
    QString pageOf;
};
Result<QByteArray> contractPdf(const ContractSheet& sheet);

} // namespace foyer::print
