// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/print/book.h"

namespace foyer::print {

/// Adds who writes: logo or name on one side, how to reach them on the other.
void addLetterhead(Book& book, const Letterhead& letterhead);

/// Adds what this is: a small heading in the accent, the title, and the stamp beside them.
/// @param heading  empty: none
/// @param before   points above it
void addTitle(Book& book, const QString& heading, const QString& title, const QString& stamp,
              double before = 46);

/// Adds whom it is for on one side and the facts on the other; without the former, facts take the whole
/// width.
void addFacts(Book& book, const QStringList& to, const Facts& facts);

/// Adds whom it goes to where an envelope has its window (DIN 5008 form B on A4; a #10 envelope on Letter),
/// with the sender in small above, and the facts beside it. Behind the letterhead only.
void addWindow(Book& book, Paper paper, const QString& returnTo, const QStringList& to, const Facts& facts);

} // namespace foyer::print
