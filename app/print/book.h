// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/print/flow.h"
#include "app/print/sheets.h"

namespace foyer::print {

/// What stands on every page around the text.
struct BookFrame
{
    Paper paper = Paper::A4;
    QString language; ///< BCP 47
    QString title;    ///< of the document
    QString sender;   ///< at the head of each page but the first
    QString stamp;    ///< there as well; empty: none
    QString pageOf;   ///< "Page %1 of %2"
    QColor accent;
    QString imprint = {}; ///< beside that on each page: who the sender is before the tax office; empty: none
};

/// What stands across the whole lower edge of the last page, paper's edge to paper's edge.
struct Foot
{
    double height = 0; ///< points; 0: none
    std::function<void(Canvas&, const QRectF& box)> draw;
};

/// A document being made: blocks flow into pages of one paper.
class Book
{
public:
    explicit Book(BookFrame frame);

    double left() const; ///< of the text, points from the paper's edge
    double width() const;
    double right() const { return left() + width(); }
    double top() const; ///< of the text on the first page
    Qt::LayoutDirection direction() const { return m_direction; }
    const QColor& accent() const { return m_frame.accent; }

    /// Left edge of a box of `boxWidth` whose start is `start` points from the start of the text, where lines
    /// start on the right in Hebrew.
    double at(double start, double boxWidth) const;

    Paragraph paragraph(const QString& text, const Style& style, double boxWidth,
                        const std::vector<Emphasis>& emphases = {}) const
    {
        return {text, style, boxWidth, m_direction, *m_emoji, emphases};
    }
    /// Of a text on one line.
    double widthOf(const QString& text, const Style& style) const
    {
        return paragraph(text, style, 4000).naturalWidth();
    }

    std::vector<Block>& blocks() { return m_blocks; }
    /// It gets a page of its own where the last one has no room for it.
    void setFoot(Foot foot) { m_foot = std::move(foot); }

    Result<QByteArray> print() const;

private:
    void drawFrame(Canvas& canvas, std::size_t page, std::size_t pages) const;
    QSizeF size() const;
    std::vector<Block> blocksWithFoot() const;

    BookFrame m_frame;
    Qt::LayoutDirection m_direction;
    std::unique_ptr<EmojiStock> m_emoji = std::make_unique<EmojiStock>();
    std::vector<Block> m_blocks;
    Foot m_foot;
};

/// Runs `make` where its fonts are given back afterwards: Qt keeps a cache of them for each thread, and a
/// server has many threads that print once a day. One at a time, so that many requests cost no more memory
/// than one. Faults: Storage (a typeface is missing), and what `make` gives
Result<QByteArray> printAlone(const std::function<Result<QByteArray>()>& make);

/// Draws a stamp as a framed word, at the end of the line.
void drawStamp(Canvas& canvas, const Book& book, const QString& stamp, double top);

} // namespace foyer::print
