// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <vector>

namespace foyer {

struct MatchRange
{
    int start; ///< in UTF-16 code units of the text as it is shown
    int length;
    bool operator==(const MatchRange&) const = default;
};

/// Where the words that were searched for stand in a text, found as the store finds them: accents, case and
/// script folded ("zoe" in "Zoë"), phones by their digits. Sorted, not overlapping.
std::vector<MatchRange> matchRanges(const QString& text, const QString& searched);

} // namespace foyer
