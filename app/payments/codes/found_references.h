// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <vector>

namespace foyer {

/// A reference that somebody's bank handed on within a text.
struct FoundReference
{
    QString reference; ///< as stored: no blanks, capitals
    /// It stands for itself: no letter or digit touches either end. Only such a one may be booked without
    /// asking; the others are what is left where a bank ran words together ("RF18539007547034ANNA").
    bool isBounded = false;
    qsizetype at = 0;     ///< of its first character in the text
    qsizetype length = 0; ///< in the text, blanks inside included
};

/// Every valid RF reference and Swiss QR reference in a text of a bank's statement; blanks, line breaks and
/// lower case inside do not matter, so that a line that was broken in the middle of one is no hindrance.
///
/// Nothing in an RF reference says where it ends, and one text in 97 fits by chance: "RF18 5390 0754 7034
/// 2024" may hold two references that begin at one place. All of them are given; which is meant is known by
/// looking them up among the references that were handed out. Who finds two of those at overlapping places
/// asks.
///
/// Ordered by place, the bounded before the others, the longer before the shorter; each reference once, at
/// its first place, a bounded one if there is any. Takes time in proportion to the text.
std::vector<FoundReference> findReferences(QStringView text);

} // namespace foyer
