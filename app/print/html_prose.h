// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/print/paragraph.h"

namespace foyer::print {

struct ProseText
{
    QString text;
    std::vector<Emphasis> emphases;
};

/// A piece of flowing text. What the renderer does not know cannot be said with it: there is no picture, no
/// link and no style that could reach for a file or an address.
struct ProsePart
{
    enum class Kind
    {
        Text,
        Heading,
        Rule,
        Table
    };
    Kind kind = Kind::Text;
    int level = 0;  ///< of a heading, 1 to 4
    int depth = 0;  ///< of lists and quotations around it
    QString marker; ///< of a list's item, on its first paragraph: "1.", "•"
    bool isQuoted = false;
    ProseText text;
    std::vector<std::vector<ProseText>> rows; ///< of a table
    bool hasHead = false;                     ///< its first row is one
};

/// Reads HTML of the elements p, h1 to h4, ul, ol, li, strong, em, blockquote, hr, br and table. Of every
/// other element only the text stays, of script and style not even that; attributes are not looked at, but
/// for the start of an ol.
std::vector<ProsePart> readHtml(const QString& html);

} // namespace foyer::print
