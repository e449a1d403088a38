// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/print/line_table.h"

#include <algorithm>
#include <array>

namespace foyer::print {

namespace {

constexpr double rowPadding = 7;
constexpr double gap = 14; ///< between columns

const Style headStyle{.size = 8, .colour = ink::quiet};
const Style figureStyle{.align = Align::End};
const Style titleStyle{};
const Style detailStyle{.size = 8.5, .colour = ink::quiet};

/// The columns behind the description, as wide as what stands in them.
struct Columns
{
    std::array<double, 3> widths{};
    std::array<double, 3> starts{};
    double description = 0;
};

Columns columnsOf(const Book& book, const QStringList& names, const std::vector<OrderLine>& lines)
{
    Columns columns;
    const double most = book.width() * 0.19;
    const auto widen = [&](std::size_t column, const QString& text, const Style& style) {
        for (const QString& part : text.split(u'\n'))
            columns.widths[column] = std::clamp(book.widthOf(part, style) + 1, columns.widths[column], most);
    };
    for (qsizetype i = 1; i < std::min<qsizetype>(4, names.size()); ++i)
        widen(std::size_t(i - 1), names[i], headStyle);
    for (const OrderLine& line : lines) {
        widen(0, line.quantity, figureStyle);
        widen(1, line.unitPrice, figureStyle);
        widen(2, line.amount, figureStyle);
    }
    double start = book.width();
    for (const std::size_t column : {2U, 1U, 0U}) {
        start -= columns.widths[column];
        columns.starts[column] = start;
        start -= columns.widths[column] > 0 ? gap : 0;
    }
    columns.description = start;
    return columns;
}

std::shared_ptr<const Block> tableHead(const Book& book, const Columns& columns, const QStringList& names)
{
    std::array<Paragraph, 3> heads{book.paragraph(names.value(1), headStyle, columns.widths[0]),
                                   book.paragraph(names.value(2), headStyle, columns.widths[1]),
                                   book.paragraph(names.value(3), headStyle, columns.widths[2])};
    Style style = headStyle;
    style.align = Align::End;
    for (std::size_t i = 0; i < 3; ++i)
        heads[i] = book.paragraph(names.value(qsizetype(i) + 1), style, columns.widths[i]);
    const Paragraph description = book.paragraph(names.value(0), headStyle, columns.description);
    Block head;
    head.before = 22;
    double height = description.height();
    for (const Paragraph& one : heads)
        height = std::max(height, one.height());
    head.height = height + 6;
    head.keepsWithNext = true;
    head.draw = [=, &book](Canvas& canvas, double top) {
        const double bottom = top + height;
        description.draw(canvas, book.at(0, columns.description), bottom - description.height());
        for (std::size_t i = 0; i < 3; ++i)
            heads[i].draw(canvas, book.at(columns.starts[i], columns.widths[i]), bottom - heads[i].height());
        canvas.rule(book.left(), book.right(), bottom + 5.5, 0.9, ink::text);
    };
    return std::make_shared<const Block>(std::move(head));
}

/// One block; a line whose texts would fill half a page flows on behind its first lines instead.
void addLine(Book& book, const Columns& columns, const std::shared_ptr<const Block>& head,
             const OrderLine& line, bool isLast)
{
    const Paragraph title = book.paragraph(line.title, titleStyle, columns.description);
    const Paragraph details = book.paragraph(line.details, detailStyle, columns.description);
    const std::array<Paragraph, 3> figures{book.paragraph(line.quantity, figureStyle, columns.widths[0]),
                                           book.paragraph(line.unitPrice, figureStyle, columns.widths[1]),
                                           book.paragraph(line.amount, figureStyle, columns.widths[2])};
    const int detailLines = line.details.isEmpty() ? 0 : details.lines();
    constexpr int mostTogether = 26;
    const bool flows = title.lines() + detailLines > mostTogether;
    const int titleTogether = flows ? std::min(title.lines(), 6) : title.lines();
    const int detailsTogether = !flows ? detailLines : titleTogether < title.lines() ? 0 : 3;

    double height = titleTogether * title.pitch() + detailsTogether * details.pitch();
    for (const Paragraph& figure : figures)
        height = std::max(height, figure.height());
    Block row;
    row.height = height + rowPadding + (flows ? 0 : rowPadding);
    row.repeatedHead = head;
    row.keepsWithNext = isLast && !flows;
    row.draw = [=, &book](Canvas& canvas, double top) {
        const double y = top + rowPadding;
        const double left = book.at(0, columns.description);
        title.draw(canvas, left, y, 0, titleTogether);
        details.draw(canvas, left, y + titleTogether * title.pitch(), 0, detailsTogether);
        for (std::size_t i = 0; i < 3; ++i)
            figures[i].draw(canvas, book.at(columns.starts[i], columns.widths[i]), y);
        if (!flows)
            canvas.rule(book.left(), book.right(), y + height + rowPadding, 0.5, ink::hairline);
    };
    auto& blocks = book.blocks();
    blocks.push_back(std::move(row));
    if (!flows)
        return;
    const std::size_t first = blocks.size();
    const double left = book.at(0, columns.description);
    addLines(blocks, title, left, 0, false, titleTogether);
    if (detailLines > 0)
        addLines(blocks, details, left, 0, false, detailsTogether);
    for (std::size_t i = first; i < blocks.size(); ++i)
        blocks[i].repeatedHead = head;
    Block& last = blocks.back();
    last.keepsWithNext = isLast;
    last.draw = [draw = last.draw, &book, y = last.height + rowPadding](Canvas& canvas, double top) {
        draw(canvas, top);
        canvas.rule(book.left(), book.right(), top + y, 0.5, ink::hairline);
    };
    last.height += rowPadding;
}

} // namespace

void addLineTable(Book& book, const QStringList& names, const std::vector<OrderLine>& lines,
                  bool staysWithNext)
{
    if (lines.empty())
        return;
    const Columns columns = columnsOf(book, names, lines);
    const auto head = tableHead(book, columns, names);
    book.blocks().push_back(*head);
    for (const OrderLine& line : lines)
        addLine(book, columns, head, line, &line == &lines.back() && staysWithNext);
}

void addTotals(Book& book, const std::vector<TotalLine>& totals)
{
    const double width = book.width() * 0.56;
    double figures = 0;
    for (const TotalLine& total : totals)
        figures = std::max(figures, book.widthOf(total.amount, {.size = 11, .isBold = true}) + 1);
    figures = std::min(figures, width * 0.6);
    for (std::size_t i = 0; i < totals.size(); ++i) {
        const TotalLine& total = totals[i];
        Style style{.size = total.isStrong ? 11.0 : 9.5,
                    .isBold = total.isStrong,
                    .colour = total.isStrong ? ink::text : ink::quiet};
        const Paragraph label = book.paragraph(total.label, style, width - figures - gap);
        style.align = Align::End;
        style.colour = ink::text;
        const Paragraph amount = book.paragraph(total.amount, style, figures);
        Block block;
        block.before = i == 0 ? 8 : 0;
        const double above = total.isStrong ? 9 : 2;
        block.height = std::max(label.height(), amount.height()) + 2 * above - (total.isStrong ? 4 : 0);
        block.keepsWithNext = i + 1 < totals.size();
        block.draw = [=, &book, isStrong = total.isStrong](Canvas& canvas, double top) {
            const double start = book.width() - width;
            if (isStrong) {
                const double left = book.at(start, width);
                canvas.rule(left, left + width, top + 3, 1.2, book.accent());
            }
            label.draw(canvas, book.at(start, width - figures - gap), top + above);
            amount.draw(canvas, book.at(book.width() - figures, figures), top + above);
        };
        book.blocks().push_back(std::move(block));
    }
}

} // namespace foyer::print
