// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/contacts/import_plan.h"
#include "app/contacts/vcard_line.h"
#include "app/contacts/vcard_logical_lines.h"

#include <optional>

namespace foyer {

/// As a card calls itself. Many old ones call themselves nothing.
enum class CardVersion
{
    Unsaid,
    V21,
    V30,
    V40
};

/// What is known of the bytes of a whole file.
struct FileText
{
    bool isUtf8 = true;
    bool isMarked = false;
};

/// A property in our one way of writing, or why it is none.
struct DecodedLine
{
    std::optional<VcardLine> line;
    ImportProblemCode code = ImportProblemCode::BrokenLine;
    QString detail;
    bool isGuess = false; ///< read as Windows-1252, as it was no UTF-8 and did not say what
};

inline constexpr qsizetype longestVcardText = 1024 * 1024;
inline constexpr qsizetype largestVcardPicture = 20 * 1024 * 1024;

DecodedLine decodedLine(const LogicalLine& raw, CardVersion version, FileText file);

/// Lines of a card inside a card (AGENT of 2.1), joined by \n, as the text of one property.
DecodedLine decodedAgent(QByteArrayView card, FileText file);

} // namespace foyer
