// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <vector>

/// Where in the Markdown of a template a token stands: it decides how its value is written (invariant A4).
namespace foyer::email_templates {

struct TokenPlace
{
    enum class Kind
    {
        Text,
        OneLine,     ///< text of a heading, which ends with its line
        Destination, ///< in the address of a link or a picture
        Title,       ///< in a link's title
        Code,
        Html,   ///< which shows as the text it is
        Nowhere ///< in what Markdown leaves out
    };
    Kind kind = Kind::Nowhere;
    QString before; ///< of a destination: the address up to the token
};
/// @param parts    the template in pieces
/// @param isToken  which of them are tokens
std::vector<TokenPlace> placesOf(const std::vector<QString>& parts, const std::vector<bool>& isToken);

/// What stands around a token whose value is written.
struct TokenSurroundings
{
    const QString& before; ///< the Markdown so far
    const QString& next;   ///< the template behind the token
    bool isAddress;        ///< the value is the studio's own web address: it may be a whole destination
};
/// The value as Markdown that shows it as it is at this place: never a token, never markup, never a link.
QString writtenAt(const TokenPlace& place, const QString& value, const TokenSurroundings& around);

/// Without the characters that mark tokens while the Markdown is read.
QString withoutMarks(QString text);

} // namespace foyer::email_templates
