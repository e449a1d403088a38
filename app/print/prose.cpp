// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/print/prose.h"

#include <QRegularExpression>

#include <algorithm>

namespace foyer::print {

using namespace Qt::StringLiterals;

namespace {

constexpr double indent = 17; ///< of a list or a quotation
constexpr double cellGap = 14;
constexpr double tallestRow = 320; ///< points; a taller one may be torn

Style headingStyle(int level)
{
    if (level <= 1)
        return {.face = Face::Serif, .size = 16, .align = Align::Natural, .leading = 1.28};
    if (level == 2)
        return {.face = Face::Serif, .size = 13, .align = Align::Natural, .leading = 1.32};
    return {.size = level == 3 ? 10.5 : 9.5, .isBold = true, .align = Align::Natural};
}

/// Lines with their marker beside the first, and a bar along them when they are quoted.
void addPart(Book& book, const ProsePart& part, double before)
{
    const bool isHeading = part.kind == ProsePart::Kind::Heading;
    Style style = isHeading ? headingStyle(part.level)
                            : Style{.colour = part.isQuoted ? ink::quiet : ink::text,
                                    .align = Align::Natural,
                                    .leading = 1.52};
    const double start = isHeading ? 0 : part.depth * indent;
    const double width = book.width() - start;
    const Paragraph text = book.paragraph(part.text.text, style, width, part.text.emphases);
    auto& blocks = book.blocks();
    const std::size_t first = blocks.size();
    addLines(blocks, text, book.at(start, width), before, isHeading);
    if (!part.marker.isEmpty()) {
        Style markerStyle = style;
        markerStyle.align = Align::End;
        markerStyle.colour = ink::quiet;
        constexpr double room = 26;
        const Paragraph marker = book.paragraph(part.marker, markerStyle, room);
        const double left = book.at(start - room - 6, room);
        blocks[first].draw = [marker, left, draw = blocks[first].draw](Canvas& canvas, double top) {
            marker.draw(canvas, left, top);
            draw(canvas, top);
        };
    }
    if (part.isQuoted) {
        const double left = book.at(start - 10, 0);
        for (std::size_t i = first; i < blocks.size(); ++i) {
            blocks[i].draw = [left, height = blocks[i].height, colour = book.accent(),
                              draw = blocks[i].draw](Canvas& canvas, double top) {
                canvas.rule(left, left + 1.4, top + height / 2, height, colour);
                draw(canvas, top);
            };
        }
    }
}

/// A row of a table line by line, because it could fill a page. The cells of a row have one pitch.
void addTornRow(Book& book, const std::vector<Paragraph>& cells, const std::vector<double>& starts,
                const std::vector<double>& widths, const Block& whole)
{
    int lines = 0;
    for (const Paragraph& cell : cells)
        lines = std::max(lines, cell.lines());
    for (int line = 0; line < lines; ++line) {
        const bool isLast = line == lines - 1;
        const double above = line == 0 ? 5 : 0;
        Block block;
        block.before = line == 0 ? whole.before : 0;
        block.height = above + cells.front().pitch() + (isLast ? 5 : 0);
        block.repeatedHead = whole.repeatedHead;
        block.draw = [=, &book, height = block.height](Canvas& canvas, double top) {
            for (std::size_t i = 0; i < cells.size(); ++i) {
                if (line < cells[i].lines())
                    cells[i].draw(canvas, book.at(starts[i], widths[i]), top + above, line, 1);
            }
            if (isLast)
                canvas.rule(book.left(), book.right(), top + height, 0.5, ink::hairline);
        };
        book.blocks().push_back(std::move(block));
    }
}

void addTable(Book& book, const ProsePart& table, double before)
{
    std::size_t columns = 0;
    for (const auto& row : table.rows)
        columns = std::max(columns, row.size());
    // By what they hold, but none so wide that the others are squeezed out.
    std::vector<double> widths(columns, 24);
    for (const auto& row : table.rows) {
        for (std::size_t i = 0; i < row.size(); ++i)
            widths[i] = std::clamp(book.widthOf(row[i].text, {.isBold = true}) + 2, widths[i],
                                   std::max(widths[i], book.width() * 0.6));
    }
    const double room = book.width() - cellGap * double(columns - 1);
    double sum = 0;
    for (const double width : widths)
        sum += width;
    std::vector<double> starts(columns, 0);
    for (std::size_t i = 0; i < columns; ++i) {
        widths[i] *= std::min(room / sum, 1.0);
        starts[i] = i == 0 ? 0 : starts[i - 1] + widths[i - 1] + cellGap;
    }
    std::shared_ptr<const Block> head;
    for (std::size_t r = 0; r < table.rows.size(); ++r) {
        const bool isHead = r == 0 && table.hasHead;
        std::vector<Paragraph> cells;
        double height = 0;
        for (std::size_t i = 0; i < table.rows[r].size(); ++i) {
            const ProseText& cell = table.rows[r][i];
            cells.push_back(book.paragraph(
                cell.text, {.size = isHead ? 8.5 : 9.5, .colour = isHead ? ink::quiet : ink::text}, widths[i],
                cell.emphases));
            height = std::max(height, cells.back().height());
        }
        Block block;
        block.before = r == 0 ? before : 0;
        block.height = height + 10;
        block.keepsWithNext = isHead;
        block.repeatedHead = head;
        block.draw = [=, &book](Canvas& canvas, double top) {
            for (std::size_t i = 0; i < cells.size(); ++i)
                cells[i].draw(canvas, book.at(starts[i], widths[i]), top + 5);
            canvas.rule(book.left(), book.right(), top + height + 10, isHead ? 0.9 : 0.5,
                        isHead ? ink::text : ink::hairline);
        };
        if (height > tallestRow) {
            addTornRow(book, cells, starts, widths, block);
            continue;
        }
        book.blocks().push_back(block);
        if (isHead)
            head = std::make_shared<const Block>(std::move(block));
    }
}

void addRule(Book& book, double before)
{
    Block block;
    block.before = before;
    block.height = 1;
    block.draw = [&book](Canvas& canvas, double top) {
        canvas.rule(book.left(), book.right(), top + 0.5, 0.5, ink::hairline);
    };
    book.blocks().push_back(std::move(block));
}

/// Items of a list stand closer together than paragraphs do; after a table or a rule there is more room.
double roomBetween(const ProsePart& above, const ProsePart& part)
{
    if (part.kind == ProsePart::Kind::Table || part.kind == ProsePart::Kind::Rule)
        return 12;
    const bool isAfterLine = above.kind == ProsePart::Kind::Table || above.kind == ProsePart::Kind::Rule;
    if (part.kind == ProsePart::Kind::Heading)
        return (part.level <= 1 ? 24 : part.level == 2 ? 20 : 14) + (isAfterLine ? 4 : 0);
    if (isAfterLine)
        return 14;
    if (above.kind == ProsePart::Kind::Heading)
        return part.marker.isEmpty() ? 6 : 5;
    return part.marker.isEmpty() ? 8 : above.marker.isEmpty() ? 6 : 3;
}

} // namespace

void addPlainText(Book& book, const QString& text, double before)
{
    static const QRegularExpression emptyLines{u"\\n[ \\t]*\\n\\s*"_s};
    const QString clean = QString{text}.replace("\r\n"_L1, "\n"_L1).trimmed();
    for (const QString& paragraph : clean.split(emptyLines, Qt::SkipEmptyParts)) {
        ProsePart part;
        part.text.text = paragraph;
        addPart(book, part, before);
        before = 8;
    }
}

void addProse(Book& book, const std::vector<ProsePart>& parts, double before)
{
    const ProsePart* above = nullptr;
    for (const ProsePart& part : parts) {
        const double room = above ? roomBetween(*above, part) : before;
        switch (part.kind) {
        case ProsePart::Kind::Text:
        case ProsePart::Kind::Heading:
            addPart(book, part, room);
            break;
        case ProsePart::Kind::Rule:
            addRule(book, room);
            break;
        case ProsePart::Kind::Table:
            addTable(book, part, room);
            break;
        }
        above = &part;
    }
}

} // namespace foyer::print
