// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <vector>

/// What stands between two pairs of braces in a text and is replaced when the text is used: {{job.title}}.
namespace foyer::writing {

/// A token that can be chosen, in the words of the person who writes.
struct TokenOffer
{
    QString name; ///< "job.title"
    QString description;
    QString example;
    bool takesWords = false; ///< {{name: other words}} is it, too
};

struct TokenSpot
{
    int start; ///< of the first brace, in UTF-16 units
    int length;
    QString name; ///< without braces and the blanks inside them
};

/// The tokens of one line, in order. What has an opening pair of braces and no closing one is none
/// yet; a backslash before it makes it plain text.
std::vector<TokenSpot> tokensIn(const QString& line);

/// "{{job.title}}"
QString tokenText(const QString& name);

/// Whether it stands for one of them.
bool isOffered(const QString& name, const std::vector<TokenOffer>& offers);

/// What was typed after an opening pair of braces that is not closed before the cursor: for completing it.
/// @returns the position of the first brace, or -1
int openTokenBefore(const QString& line, int cursor);

/// The offered name that a mistyped one was probably meant to be; empty when none is near.
QString nearestToken(const QString& name, const std::vector<TokenOffer>& offers);

/// Those that have every word of the filter in their name, description or example, case folded; those whose
/// name begins with it come first.
std::vector<TokenOffer> tokensMatching(const QString& filter, const std::vector<TokenOffer>& offers);

} // namespace foyer::writing
