// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/print/book.h"

namespace foyer::print {

/// Adds a table of what is charged, its head on every page it reaches.
/// @param names  heads of the four columns
/// @param staysWithNext  whether its last line stays with what follows
void addLineTable(Book& book, const QStringList& names, const std::vector<OrderLine>& lines,
                  bool staysWithNext);

/// Adds sums at the end of the lines, strong ones below a rule.
void addTotals(Book& book, const std::vector<TotalLine>& totals);

} // namespace foyer::print
