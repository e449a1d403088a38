// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QRegularExpression>
#include <QString>
#include <QStringList>

#include <optional>

namespace foyer {

/// What stands between two pairs of braces: "{{ client.name }}" holds "client.name".
struct BracedText
{
    QString inside;   ///< blanks simplified; may be empty
    qsizetype length; ///< of the whole, braces included
};
/// Reads the token at the beginning of `rest`, which begins with two opening braces.
/// @returns nothing when they have no partner: no closing ones before others open, or before the paragraph
/// ends
std::optional<BracedText> bracedAt(QStringView rest);

/// Text that is to be shown as it is: line ends are "\n", every other control character is a blank.
QString shownText(QString text);

/// With a backslash before the first group of every match.
QString withBackslashes(const QString& text, const QRegularExpression& matches);

/// The word somebody probably meant: the one that takes the fewest changes, if they are few for its length.
/// Empty: none is close.
QString closestWord(const QString& written, const QStringList& known);

} // namespace foyer
