// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/print/canvas.h"
#include "app/print/paragraph.h"

#include <functional>
#include <memory>
#include <vector>

namespace foyer::print {

/// A piece of a sheet that is never torn: a line of text, a row of a table, a row of signatures.
struct Block
{
    double height = 0; ///< points
    double before = 0; ///< room above it; left out at the head of a page
    std::function<void(Canvas&, double top)> draw;
    bool keepsWithNext = false; ///< never the last on its page, as far as a page can hold them together
    bool startsPage = false;
    std::shared_ptr<const Block> repeatedHead{}; ///< stands above it when it is the first of a page
};

struct PlacedBlock
{
    const Block* block;
    double top; ///< points from the top of the page's body
};
using PlacedPage = std::vector<PlacedBlock>;

/// Which block stands where. Every page gets at least one block, also when that is taller than the page.
/// @param firstHeight, otherHeight  of the bodies of the first page and of those behind it
/// @returns pages whose pointers live as long as `blocks`
std::vector<PlacedPage> paginate(const std::vector<Block>& blocks, double firstHeight, double otherHeight);

/// Adds a paragraph line by line, so that it can flow over pages; its first two and last two lines stay
/// together.
/// @param first  the line to begin with
void addLines(std::vector<Block>& blocks, const Paragraph& paragraph, double left, double before,
              bool keepsWithNext = false, int first = 0);

} // namespace foyer::print
