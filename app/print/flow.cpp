// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/print/flow.h"

namespace foyer::print {

namespace {

/// Past the last block that must stay with blocks[from].
std::size_t endOfGroup(const std::vector<Block>& blocks, std::size_t from)
{
    std::size_t end = from + 1;
    while (end < blocks.size() && blocks[end - 1].keepsWithNext && !blocks[end].startsPage)
        ++end;
    return end;
}

double heightOf(const std::vector<Block>& blocks, std::size_t from, std::size_t end)
{
    double height = 0;
    for (std::size_t i = from; i < end; ++i)
        height += blocks[i].height + (i == from ? 0 : blocks[i].before);
    return height;
}

class Paginator
{
public:
    Paginator(double firstHeight, double otherHeight)
        : m_firstHeight{firstHeight}
        , m_otherHeight{otherHeight}
    {
    }

    /// Adding up tenths must not send the last line of a full page to the next.
    bool fits(const Block& next, double height) const
    {
        const double before = isFresh() ? 0 : next.before;
        return m_used + before + height <= pageHeight() + 0.01;
    }
    bool isFresh() const { return m_pages.empty() || m_pages.back().empty(); }

    void breakPage()
    {
        m_pages.emplace_back();
        m_used = 0;
    }

    void place(const Block& block)
    {
        if (m_pages.empty())
            breakPage();
        if (isFresh() && block.repeatedHead && m_pages.size() > 1)
            put(*block.repeatedHead);
        put(block);
    }

    std::vector<PlacedPage> take() { return std::move(m_pages); }

private:
    void put(const Block& block)
    {
        m_used += isFresh() ? 0 : block.before;
        m_pages.back().push_back({&block, m_used});
        m_used += block.height;
    }
    double pageHeight() const { return m_pages.size() <= 1 ? m_firstHeight : m_otherHeight; }

    std::vector<PlacedPage> m_pages;
    double m_used = 0;
    double m_firstHeight;
    double m_otherHeight;
};

} // namespace

std::vector<PlacedPage> paginate(const std::vector<Block>& blocks, double firstHeight, double otherHeight)
{
    Paginator paginator{firstHeight, otherHeight};
    for (std::size_t from = 0; from < blocks.size();) {
        const std::size_t end = endOfGroup(blocks, from);
        const double height = heightOf(blocks, from, end);
        if (!paginator.isFresh() && (blocks[from].startsPage || !paginator.fits(blocks[from], height)))
            paginator.breakPage();
        for (; from < end; ++from) {
            // A group that no page can hold is torn where it must be.
            if (!paginator.isFresh() && !paginator.fits(blocks[from], blocks[from].height))
                paginator.breakPage();
            paginator.place(blocks[from]);
        }
    }
    return paginator.take();
}

void addLines(std::vector<Block>& blocks, const Paragraph& paragraph, double left, double before,
              bool keepsWithNext, int first)
{
    const int lines = paragraph.lines();
    for (int line = first; line < lines; ++line) {
        Block block;
        block.height = paragraph.pitch();
        block.before = line == first ? before : 0;
        block.keepsWithNext =
            (line == first && line + 1 < lines) || line == lines - 2 || (line == lines - 1 && keepsWithNext);
        block.draw = [paragraph, left, line](Canvas& canvas, double top) {
            paragraph.draw(canvas, left, top, line, 1);
        };
        blocks.push_back(std::move(block));
    }
}

} // namespace foyer::print
