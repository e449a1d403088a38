// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/print/book.h"
#include "app/print/html_prose.h"

namespace foyer::print {

/// Adds plain text: an empty line parts paragraphs, a line break stays one.
/// @param before  points above the first
void addPlainText(Book& book, const QString& text, double before);

/// Adds text with headings, lists, quotations and tables.
void addProse(Book& book, const std::vector<ProsePart>& parts, double before);

} // namespace foyer::print
