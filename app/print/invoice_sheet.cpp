// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/print/letterhead.h"
#include "app/print/line_table.h"
#include "app/print/prose.h"

#include <QRectF>

#include <algorithm>

namespace foyer::print {

using namespace Qt::StringLiterals;

namespace {

constexpr double pointsPerMm = 72 / 25.4;
constexpr double codeSide = 34 * pointsPerMm; ///< a phone reads it at arm's length
constexpr double slipHeight = 105 * pointsPerMm;
constexpr double slipWidth = 210 * pointsPerMm;

const Style headingStyle{.size = 9.5, .isBold = true};
const Style quietStyle{.size = 8.5, .colour = ink::quiet};

QRectF inUnits(const QRectF& box)
{
    return {box.topLeft() * unitsPerPoint, box.size() * unitsPerPoint};
}

void addHeading(Book& book, const QString& text, double before)
{
    Style style = headingStyle;
    style.colour = book.accent();
    addLines(book.blocks(), book.paragraph(text, style, book.width()), book.left(), before, true);
}

/// Small lines that belong to what stands above them.
void addNotes(Book& book, const QStringList& notes, double before)
{
    for (const QString& note : notes) {
        addLines(book.blocks(), book.paragraph(note, quietStyle, book.width()), book.left(), before);
        before = 2;
    }
}

void addSchedule(Book& book, const QString& heading, const std::vector<InstalmentLine>& schedule)
{
    if (schedule.empty())
        return;
    addHeading(book, heading, 26);
    const double width = book.width();
    double amounts = 0;
    double days = 0;
    for (const InstalmentLine& line : schedule) {
        amounts = std::max(amounts, book.widthOf(line.amount, {}) + 1);
        days = std::max(days, book.widthOf(line.due, {}) + 1);
    }
    amounts = std::min(amounts, width * 0.3);
    days = std::min(days, width * 0.3);
    constexpr double gap = 18;
    const double labels = width - amounts - days - 2 * gap;
    for (std::size_t i = 0; i < schedule.size(); ++i) {
        const Paragraph label = book.paragraph(schedule[i].label, {}, labels);
        const Paragraph due = book.paragraph(schedule[i].due, {}, days);
        const Paragraph amount = book.paragraph(schedule[i].amount, {.align = Align::End}, amounts);
        const double height = std::max({label.height(), due.height(), amount.height()});
        Block row;
        row.before = i == 0 ? 5 : 0;
        row.height = height + 9;
        row.keepsWithNext = i == 0 || i + 2 == schedule.size();
        row.draw = [=, &book](Canvas& canvas, double top) {
            label.draw(canvas, book.at(0, labels), top + 4);
            due.draw(canvas, book.at(labels + gap, days), top + 4);
            amount.draw(canvas, book.at(width - amounts, amounts), top + 4);
            canvas.rule(book.left(), book.right(), top + height + 8.5, 0.5, ink::hairline);
        };
        book.blocks().push_back(std::move(row));
    }
    book.blocks().back().keepsWithNext = false;
}

/// One block: facts and text on one side, the code on the other.
void addPayment(Book& book, const PaymentSheet& payment)
{
    if (payment.heading.isEmpty())
        return;
    const bool hasCode = bool(payment.code);
    // White on all four sides belongs to a code.
    const double quietZone = codeSide * 0.09;
    const double codeColumn = hasCode ? codeSide + 2 * quietZone + 8 : 0;
    const double width = book.width() - codeColumn - (hasCode ? 20 : 0);
    Style style = headingStyle;
    style.colour = book.accent();
    const Paragraph heading = book.paragraph(payment.heading, style, width);
    double labels = 0;
    for (const auto& [label, value] : payment.facts)
        labels = std::max(labels, book.widthOf(label, quietStyle));
    labels = std::min(labels + 16, width * 0.4);
    std::vector<std::pair<Paragraph, Paragraph>> rows;
    double rowsHeight = 0;
    for (const auto& [label, value] : payment.facts) {
        Style small = quietStyle;
        small.leading = 1.62;
        rows.emplace_back(book.paragraph(label, small, labels - 8),
                          book.paragraph(value, {}, width - labels));
        rowsHeight += std::max(rows.back().first.height(), rows.back().second.height()) + 1.5;
    }
    const Paragraph text = book.paragraph(payment.text, {.align = Align::Natural, .leading = 1.52}, width);
    const double textHeight = payment.text.isEmpty() ? 0 : text.height() + (rows.empty() ? 0 : 6);
    const Paragraph caption = book.paragraph(
        payment.codeCaption, {.size = 7.5, .colour = ink::quiet, .align = Align::Centre}, codeColumn);
    const double codeHeight = hasCode ? codeSide + 2 * quietZone + caption.height() : 0;

    Block block;
    block.before = 26;
    block.height = std::max(heading.height() + 5 + rowsHeight + textHeight, codeHeight);
    block.draw = [=, &book](Canvas& canvas, double top) {
        heading.draw(canvas, book.at(0, width), top);
        double y = top + heading.height() + 5;
        for (const auto& [label, value] : rows) {
            label.draw(canvas, book.at(0, labels - 8), y);
            value.draw(canvas, book.at(labels, width - labels), y);
            y += std::max(label.height(), value.height()) + 1.5;
        }
        if (!payment.text.isEmpty())
            text.draw(canvas, book.at(0, width), y + (rows.empty() ? 0 : 6));
        if (!hasCode)
            return;
        const double start = book.width() - codeColumn;
        const double left = book.at(start, codeColumn) + (codeColumn - codeSide) / 2;
        payment.code(canvas.painter(), inUnits({left, top + quietZone, codeSide, codeSide}));
        caption.draw(canvas, book.at(start, codeColumn), top + codeSide + 2 * quietZone);
    };
    book.blocks().push_back(std::move(block));
}

Result<QByteArray> compose(const InvoiceSheet& sheet)
{
    // The slip is as wide as A4.
    const Paper paper = sheet.payment.slip ? Paper::A4 : sheet.paper;
    Book book{{.paper = paper,
               .language = sheet.language,
               .title = sheet.title.isEmpty() ? sheet.heading : sheet.title,
               .sender = sheet.letterhead.name,
               .stamp = {},
               .pageOf = sheet.pageOf,
               .accent = ink::accent(sheet.letterhead.accent),
               .imprint = sheet.imprint}};
    addLetterhead(book, sheet.letterhead);
    addWindow(book, paper, sheet.returnTo, sheet.to, sheet.facts);
    addTitle(book, sheet.heading, sheet.title, {}, 22);
    addPlainText(book, sheet.introduction, 18);
    addLineTable(book, sheet.columns, sheet.lines, !sheet.totals.empty());
    addTotals(book, sheet.totals);
    if (!sheet.totals.empty() && !sheet.taxNotes.empty())
        book.blocks().back().keepsWithNext = true; // why there is no tax, below the sums without it
    addNotes(book, sheet.taxNotes, 14);
    addSchedule(book, sheet.scheduleHeading, sheet.schedule);
    addPayment(book, sheet.payment);
    addPlainText(book, sheet.closing, 26);
    if (sheet.payment.slip) {
        book.setFoot({slipHeight, [slip = sheet.payment.slip](Canvas& canvas, const QRectF& box) {
                          slip(canvas.painter(), inUnits({box.left(), box.top(), slipWidth, slipHeight}));
                      }});
    }
    return book.print();
}

/// The sum that was received, large, between two rules.
void addAmount(Book& book, const QString& label, const QString& amount)
{
    const double half = book.width() / 2;
    const Paragraph left = book.paragraph(label, {.size = 10.5}, half - 12);
    const Paragraph right =
        book.paragraph(amount, {.face = Face::Serif, .size = 19, .align = Align::End, .leading = 1.25}, half);
    Block block;
    block.before = 26;
    const double height = std::max(left.height(), right.height()) + 22;
    block.height = height;
    block.draw = [=, &book](Canvas& canvas, double top) {
        canvas.rule(book.left(), book.right(), top + 1, 1.2, book.accent());
        right.draw(canvas, book.at(half, half), top + 11);
        // On the line of the larger figures.
        left.draw(canvas, book.at(0, half - 12), top + 11 + right.pitch() - left.pitch() - 1.5);
        canvas.rule(book.left(), book.right(), top + height - 1, 0.5, ink::hairline);
    };
    book.blocks().push_back(std::move(block));
}

Result<QByteArray> compose(const ReceiptSheet& sheet)
{
    Book book{{.paper = sheet.paper,
               .language = sheet.language,
               .title = sheet.title.isEmpty() ? sheet.heading : sheet.title,
               .sender = sheet.letterhead.name,
               .stamp = {},
               .pageOf = sheet.pageOf,
               .accent = ink::accent(sheet.letterhead.accent),
               .imprint = sheet.imprint}};
    addLetterhead(book, sheet.letterhead);
    addWindow(book, sheet.paper, sheet.returnTo, sheet.to, sheet.facts);
    addTitle(book, sheet.heading, sheet.title, {}, 22);
    addAmount(book, sheet.amountLabel, sheet.amount);
    std::vector<OrderLine> lines;
    for (const ReceiptLine& part : sheet.parts) {
        QStringList details{part.details, part.open};
        details.removeAll(QString{});
        lines.push_back({part.title, details.join(u'\n'), {}, {}, part.amount});
    }
    const QStringList columns{sheet.columns.value(0), {}, {}, sheet.columns.value(1)};
    addLineTable(book, columns, lines, !sheet.totals.empty());
    addTotals(book, sheet.totals);
    addPlainText(book, sheet.closing, 26);
    return book.print();
}

} // namespace

Result<QByteArray> invoicePdf(const InvoiceSheet& sheet)
{
    return printAlone([&] { return compose(sheet); });
}

Result<QByteArray> receiptPdf(const ReceiptSheet& sheet)
{
    return printAlone([&] { return compose(sheet); });
}

} // namespace foyer::print
