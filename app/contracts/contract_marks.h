// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/contracts/contract_text.h"

#include <QChar>

namespace foyer::contracts {

// While the Markdown is parsed, what is ours stands in it as characters of the private use area, which mean
// nothing to Markdown; the same characters in what the studio typed are replaced before.
inline constexpr QChar tokenBegins{0xE000}; ///< then the token's number in Marked::tokens
inline constexpr QChar tokenEnds{0xE001};
inline constexpr QChar initialsMark{0xE002};
inline constexpr QChar tickMark{0xE003};

inline bool isOurMark(QChar c)
{
    return c >= tokenBegins && c <= tickMark;
}

struct Marked
{
    QString markdown;
    std::vector<QString> tokens; ///< what takes the place of each
    std::vector<TextProblem> problems;
};
/// Puts marks in the place of tokens, tick boxes and initials. A token that cannot be resolved stands for
/// itself, as it was written.
Marked marked(const QString& markdown, const TokenValues& values);

} // namespace foyer::contracts
