// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/email_templates/tokens.h"

namespace foyer::email_templates {

/// What keeps a template from being sent.
struct TextProblem
{
    enum class Kind
    {
        Unknown,    ///< there is no such token
        Unresolved, ///< there is, but nothing is known that could stand there
        Unclosed,   ///< braces without a partner
        InSubject,  ///< a link token, which no subject may carry
        TooLong,
        Empty
    };
    Kind kind;
    bool isInSubject = false;
    QString name;       ///< of the token, as it was written
    QString suggestion; ///< the known token it is closest to; empty: none is close
    qsizetype at = 0;   ///< characters from the beginning
    qsizetype length = 0;
    bool operator==(const TextProblem&) const = default;
};
inline constexpr qsizetype longestSubject = 300;
inline constexpr qsizetype longestBody = 50'000;

/// "There is no token “recipient.frist_name”. Did you mean “recipient.first_name”?"
QString sentenceFor(const TextProblem& problem);

struct TemplateText
{
    QString subject; ///< plain text with tokens
    QString body;    ///< Markdown with tokens
    bool operator==(const TemplateText&) const = default;
};

/// What is wrong whoever gets it: every kind but Unresolved.
std::vector<TextProblem> check(const TemplateText& text);

/// A subject on one line, and a body in which only link tokens are left: ready for mail::enqueue.
struct FilledText
{
    QString subject;
    QString body;
    std::vector<TextProblem> problems; ///< not empty: it must not be sent
};
/// Tokens are replaced in one pass; what they stand for is never read as Markdown or as another token (A4).
FilledText filled(const TemplateText& text, const TokenValues& values);

} // namespace foyer::email_templates
