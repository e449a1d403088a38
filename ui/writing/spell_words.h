// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <vector>

namespace foyer::writing {

struct WordSpot
{
    int start; ///< in UTF-16 units
    int length;
};

/// The words of a line that a dictionary can know: left out are tokens, [initials], addresses of the web and
/// of mail, the targets of links, and what holds a digit or a single letter.
std::vector<WordSpot> spellWords(const QString& line);

/// How a word is looked up: with a straight apostrophe and composed.
QString lookedUp(QStringView word);

/// Words of a text as a person counts them; marks of Markdown do not count, a token is one word.
int countWords(const QString& text);

} // namespace foyer::writing
