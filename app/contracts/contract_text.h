// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <map>
#include <variant>
#include <vector>

/// The text of a contract: Markdown as the studio writes it, with three things of its own. `{{ client.name
/// }}` is a token, replaced when the contract is sent. A line that begins with `[ ]` is a tick box that each
/// signer must tick. `[initials]` is a place for each signer's initials. A backslash before any of them makes
/// it plain text. Safe on any thread.
namespace foyer::contracts {

/// One for the picker. Names are lower case, parts joined by dots.
struct Token
{
    QString name;
    QString description;
    QString example;
};
/// All of them but "job.custom.…", which the studio's own fields of a job make.
const std::vector<Token>& tokens();
/// The token of a job's own field: "Dress code" → "job.custom.dress_code"
QString customTokenName(const QString& field);

/// What tokens stand for: plain text; line ends stay line ends. Not there, or empty: it cannot be resolved.
using TokenValues = std::map<QString, QString>;
/// The examples, for a preview before there is a job.
TokenValues exampleValues();

/// What keeps a text from being sent.
struct TextProblem
{
    enum class Kind
    {
        Unknown,      ///< there is no such token
        Unresolved,   ///< there is, but nothing is known that could stand there
        Unclosed,     ///< braces without a partner
        TooLong,      ///< more than longestText characters
        TooManyFields ///< more than mostFields
    };
    Kind kind;
    QString name; ///< of the token, as it was written
    int line;     ///< from 1; 0 where it is about the whole text
    int column;   ///< from 1, in characters
    bool operator==(const TextProblem&) const = default;
};
/// "Line 4: there is no token “client.nmae”."
QString sentenceFor(const TextProblem& problem);

inline constexpr qsizetype longestText = 200'000;
inline constexpr int mostFields = 200;

/// What a signer fills in.
struct Field
{
    enum class Kind
    {
        Tick,
        Initials
    };
    Kind kind;
    int number;        ///< from 1, in the order of the text, through both kinds
    QString labelHtml; ///< of a tick box; strong, em and br only
    QString label;     ///< the same in plain text; for initials the beginning of what they stand beside
    bool operator==(const Field&) const = default;
};

/// A piece of safe HTML, or a field. HTML has p, h2 to h4, ul, ol (perhaps with start), li, strong, em,
/// blockquote, hr and br; pieces are whole only together. A tick box stands where a p could; initials stand
/// inside of one.
using Part = std::variant<QString, Field>;

struct ContractText
{
    std::vector<Part> parts;
    std::vector<TextProblem> problems; ///< in the order of the text; such tokens stay as they were written
};

/// Tokens are replaced in one pass, after the Markdown was understood: what they stand for is never read as
/// Markdown, as HTML, or as another token. HTML in the Markdown shows as the text it is; a link as its words
/// with the address behind them; a picture as its description.
ContractText renderedContract(const QString& markdown, const TokenValues& values);

/// Whether parts are HTML of this closed set, escaped and well nested, and nothing else. Asked of whatever
/// comes out of a file, wherever it was written.
bool isSafe(const std::vector<Part>& parts);

/// The fields alone.
std::vector<Field> fieldsOf(const std::vector<Part>& parts);

/// The parts as one piece of HTML for paper: boxes where the fields are. What was given is by number: any
/// text ticks a box; for initials it is shown.
QString htmlForPrint(const std::vector<Part>& parts, const std::map<int, QString>& given = {});

} // namespace foyer::contracts
