// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <initializer_list>
#include <vector>

namespace foyer {

/// An element of a statement file: a whole OFX file, or one entry of a CAMT.053 file.
struct MarkupNode
{
    QString name; ///< without its namespace
    QString text; ///< trimmed
    QString currency;
    int line = 0;
    std::vector<MarkupNode> children;

    /// The first of that name. @returns an empty node when there is none
    const MarkupNode& child(QStringView childName) const;
    /// Down a path of first children. @returns an empty node when it breaks off
    const MarkupNode& at(std::initializer_list<QStringView> path) const;
    bool isThere() const { return !name.isEmpty(); }
};

} // namespace foyer
