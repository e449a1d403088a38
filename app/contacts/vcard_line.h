// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>

#include <optional>
#include <vector>

namespace foyer {

struct VcardParam
{
    QString name; ///< upper case
    QStringList values;
};

/// One property of a card, in the writing of vCard 4.0 whatever version it came from: text in Unicode,
/// `\n`, `\,`, `\;` and `\\` escaped, TYPE in one parameter, no ENCODING or CHARSET, PREF=1 for TYPE=pref.
struct VcardLine
{
    QString group;
    QString name; ///< upper case for properties of the standards, else as it was written
    std::vector<VcardParam> params;
    QString value;

    bool is(QLatin1StringView property) const { return name.compare(property, Qt::CaseInsensitive) == 0; }
    const VcardParam* findParam(QLatin1StringView param) const;
    /// The first value of a parameter, empty when there is none.
    QString paramText(QLatin1StringView param) const;
    bool hasValueType(QLatin1StringView type) const;
    /// Replaces, adds (at the end) or, given no values, removes a parameter.
    void setParam(QLatin1StringView param, const QStringList& values);
    /// The TYPE parameter in lower case.
    QStringList types() const;
    /// 1 (most wanted) to 100, 101 when nothing was said. Source: RFC 6350 §5.3.
    int preference() const;
};

/// How the value of a property is built, so that decoding touches the right characters only.
enum class ValueShape
{
    Text,            ///< one text
    TextList,        ///< texts between commas
    Structured,      ///< texts between semicolons; a comma is a comma
    StructuredLists, ///< lists between semicolons
    Uri,             ///< one address; commas and semicolons are its own
    Binary,          ///< a picture, sound or key: base64, or an address
    Date,
    Opaque, ///< not ours to understand: kept as it stands
};
ValueShape shapeOf(const VcardLine& line);

/// A property of one of the standards, given in upper case, or nearly one (X-ABLABEL).
bool isStandardProperty(QStringView upperName);

/// Where the parameters end: the first colon outside of quotes; -1 when there is none.
qsizetype colonOf(QStringView line);

/// Which quoting rules a header follows.
enum class ParamRules
{
    Modern, ///< 3.0 and 4.0: quotes, and carets as in RFC 6868
    Legacy, ///< 2.1: neither
};

/// Group, name and parameters: what stands before the colon. A parameter without "=" is a TYPE, or an
/// ENCODING when it is one of 2.1's.
/// @returns nothing when it breaks the grammar
std::optional<VcardLine> parseHeader(QStringView header, ParamRules rules);

/// The pieces between separators that are not escaped; each still escaped. Never empty.
QStringList splitUnescaped(QStringView value, QChar separator);

QString textOf(const QString& escaped);
QString escapedText(QStringView text);
/// For addresses: only what stands for itself is escaped, and nothing is a line break.
QString uriOf(const QString& escaped);
QString escapedUri(QStringView uri);

/// Without the characters that no card may hold: controls, except line breaks (all made \n) and tabs.
QString withoutControls(QStringView text);

/// The line without folding and line end: `item1.TEL;TYPE=home:+49 30 1234`.
QString toContentLine(const VcardLine& line);

/// The lines of ContactDetails::vcardSource. What cannot be read there, or would end the card, is left out.
std::vector<VcardLine> linesOfSource(const QString& source);
QString sourceOfLines(const std::vector<VcardLine>& lines);

} // namespace foyer
