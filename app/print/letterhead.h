// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/print/book.h"

namespace foyer::print {

/// Adds who writes: logo or name on one side, how to reach them on the other.
void addLetterhead(Book& book, const Letterhead& letterhead);

/// Adds what this is: a small heading in the accent, the title, and the stamp beside them.
/// @param heading  empty: none
void addTitle(Book& book, const QString& heading, const QString& title, const QString& stamp);

/// Adds whom it is for on one side and the facts on the other; without the former, facts take the whole
/// width.
void addFacts(Book& book, const QStringList& to, const Facts& facts);

} // namespace foyer::print
