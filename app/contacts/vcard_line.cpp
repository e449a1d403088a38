// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/contacts/vcard_line.h"

#include <QHash>

#include <algorithm>

namespace foyer {

using namespace Qt::StringLiterals;

namespace {

/// Looked up several times for every line of a file: no string is made for it.
const QHash<QStringView, ValueShape>& standardShapes()
{
    static const QHash<QStringView, ValueShape> shapes{
        {u"FN", ValueShape::Text},
        {u"N", ValueShape::StructuredLists},
        {u"NICKNAME", ValueShape::TextList},
        {u"KIND", ValueShape::Text},
        {u"ORG", ValueShape::Structured},
        {u"TITLE", ValueShape::Text},
        {u"ROLE", ValueShape::Text},
        {u"EMAIL", ValueShape::Text},
        {u"TEL", ValueShape::Text},
        {u"ADR", ValueShape::StructuredLists},
        {u"LABEL", ValueShape::Text},
        {u"URL", ValueShape::Uri},
        {u"BDAY", ValueShape::Date},
        {u"ANNIVERSARY", ValueShape::Date},
        {u"LANG", ValueShape::Text},
        {u"CATEGORIES", ValueShape::TextList},
        {u"NOTE", ValueShape::Text},
        {u"RELATED", ValueShape::Uri},
        {u"MEMBER", ValueShape::Uri},
        {u"UID", ValueShape::Uri},
        {u"PHOTO", ValueShape::Binary},
        {u"LOGO", ValueShape::Binary},
        {u"SOUND", ValueShape::Binary},
        {u"KEY", ValueShape::Binary},
        {u"AGENT", ValueShape::Text},
        {u"MAILER", ValueShape::Text},
        {u"SORT-STRING", ValueShape::Text},
        {u"PRODID", ValueShape::Text},
        {u"SOURCE", ValueShape::Uri},
        {u"IMPP", ValueShape::Uri},
        {u"FBURL", ValueShape::Uri},
        {u"CALURI", ValueShape::Uri},
        {u"CALADRURI", ValueShape::Uri},
        {u"X-ABLABEL", ValueShape::Text},
        {u"GENDER", ValueShape::Opaque},
        {u"GEO", ValueShape::Opaque},
        {u"TZ", ValueShape::Opaque},
        {u"REV", ValueShape::Opaque},
        {u"CLASS", ValueShape::Opaque},
        {u"NAME", ValueShape::Opaque},
        {u"PROFILE", ValueShape::Opaque},
        {u"XML", ValueShape::Opaque},
        {u"CLIENTPIDMAP", ValueShape::Opaque},
    };
    return shapes;
}

/// Wider than the standards: there are cards with slashes and underscores in their names.
bool isNameCharacter(QChar c)
{
    if (c <= u' ' || c >= u'\x7f')
        return false;
    return !u"\"'(),:;<>=[\\]{}"_s.contains(c);
}

bool isName(QStringView text)
{
    return !text.isEmpty() && std::all_of(text.begin(), text.end(), isNameCharacter);
}

bool isEncodingWord(QStringView word)
{
    for (const QLatin1StringView encoding : {"QUOTED-PRINTABLE"_L1, "BASE64"_L1, "8BIT"_L1, "7BIT"_L1}) {
        if (word.compare(encoding, Qt::CaseInsensitive) == 0)
            return true;
    }
    return false;
}

void addParamValues(VcardLine& line, const QString& name, const QStringList& values)
{
    for (VcardParam& param : line.params) {
        if (param.name == name) {
            param.values += values;
            return;
        }
    }
    line.params.push_back({name, values});
}

/// RFC 6868: what a parameter cannot hold as itself.
QString withoutCarets(QStringView text)
{
    if (!text.contains(u'^'))
        return text.toString();
    QString plain;
    plain.reserve(text.size());
    for (qsizetype i = 0; i < text.size(); ++i) {
        const QChar next = i + 1 < text.size() ? text[i + 1] : QChar{};
        if (text[i] == u'^' && (next == u'n' || next == u'^' || next == u'\'')) {
            plain += next == u'n' ? u'\n' : next == u'^' ? u'^' : u'"';
            ++i;
        } else {
            plain += text[i];
        }
    }
    return plain;
}

QString paramValueText(const QString& value)
{
    if (std::all_of(value.begin(), value.end(), [](QChar c) { return c.isLetterOrNumber() || c == u'-'; }))
        return value;
    QString text;
    bool needsQuotes = false;
    for (const QChar c : value) {
        if (c == u'\n')
            text += "^n"_L1;
        else if (c == u'^')
            text += "^^"_L1;
        else if (c == u'"')
            text += "^'"_L1;
        else if (c >= u' ' || c == u'\t')
            text += c;
        needsQuotes = needsQuotes || c == u',' || c == u';' || c == u':';
    }
    return needsQuotes ? u'"' + text + u'"' : text;
}

/// Reads `;NAME=value,"value"` pieces, one after the other, from left to right.
class ParamScanner
{
public:
    ParamScanner(QStringView text, ParamRules rules)
        : m_text{text}
        , m_rules{rules}
    {
    }

    bool readInto(VcardLine& line)
    {
        while (m_at < m_text.size()) {
            ++m_at; // the semicolon we stand on
            if (!readOne(line))
                return false;
        }
        return true;
    }

private:
    bool readOne(VcardLine& line)
    {
        const qsizetype start = m_at;
        while (m_at < m_text.size() && m_text[m_at] != u'=' && m_text[m_at] != u';')
            ++m_at;
        const QStringView word = m_text.sliced(start, m_at - start).trimmed();
        if (m_at == m_text.size() || m_text[m_at] == u';')
            return addBareWord(line, word);
        if (!isName(word))
            return false;
        QStringList values;
        do {
            ++m_at; // "=" or ","
            const auto value = readValue();
            if (!value)
                return false;
            values += *value;
        } while (m_at < m_text.size() && m_text[m_at] == u',');
        addParamValues(line, word.toString().toUpper(), values);
        return true;
    }

    static bool addBareWord(VcardLine& line, QStringView word)
    {
        if (word.isEmpty())
            return true; // "TEL;:…" and "TEL;;HOME:…" exist
        for (const QStringView piece : word.split(u',')) {
            if (!isName(piece))
                return false;
            addParamValues(line, isEncodingWord(piece) ? u"ENCODING"_s : u"TYPE"_s, {piece.toString()});
        }
        return true;
    }

    std::optional<QString> readValue()
    {
        if (m_rules == ParamRules::Modern && m_at < m_text.size() && m_text[m_at] == u'"') {
            const qsizetype end = m_text.indexOf(u'"', m_at + 1);
            if (end < 0)
                return std::nullopt;
            const QStringView quoted = m_text.sliced(m_at + 1, end - m_at - 1);
            m_at = end + 1;
            if (m_at < m_text.size() && m_text[m_at] != u',' && m_text[m_at] != u';')
                return std::nullopt;
            return withoutCarets(quoted);
        }
        const qsizetype start = m_at;
        while (m_at < m_text.size() && m_text[m_at] != u',' && m_text[m_at] != u';')
            ++m_at;
        const QStringView plain = m_text.sliced(start, m_at - start);
        return m_rules == ParamRules::Modern ? withoutCarets(plain) : plain.toString();
    }

    QStringView m_text;
    ParamRules m_rules;
    qsizetype m_at = 0;
};

} // namespace

const VcardParam* VcardLine::findParam(QLatin1StringView param) const
{
    const auto found = std::find_if(params.begin(), params.end(),
                                    [param](const VcardParam& candidate) { return candidate.name == param; });
    return found == params.end() ? nullptr : &*found;
}

QString VcardLine::paramText(QLatin1StringView param) const
{
    const VcardParam* found = findParam(param);
    return found && !found->values.isEmpty() ? found->values.front() : QString{};
}

bool VcardLine::hasValueType(QLatin1StringView type) const
{
    const VcardParam* valueType = findParam("VALUE"_L1);
    return valueType && valueType->values.contains(type, Qt::CaseInsensitive);
}

void VcardLine::setParam(QLatin1StringView param, const QStringList& values)
{
    const auto found = std::find_if(params.begin(), params.end(),
                                    [param](const VcardParam& candidate) { return candidate.name == param; });
    if (found == params.end()) {
        if (!values.isEmpty())
            params.push_back({QString{param}, values});
    } else if (values.isEmpty()) {
        params.erase(found);
    } else {
        found->values = values;
    }
}

QStringList VcardLine::types() const
{
    QStringList lower;
    if (const VcardParam* type = findParam("TYPE"_L1)) {
        for (const QString& word : type->values)
            lower += word.toLower();
    }
    return lower;
}

int VcardLine::preference() const
{
    bool isNumber = false;
    const int number = paramText("PREF"_L1).toInt(&isNumber);
    return isNumber && number >= 1 && number <= 100 ? number : 101;
}

ValueShape shapeOf(const VcardLine& line)
{
    const ValueShape shape = standardShapes().value(line.name, ValueShape::Opaque);
    if (shape == ValueShape::Text && line.hasValueType("uri"_L1))
        return ValueShape::Uri;
    if ((shape == ValueShape::Uri || shape == ValueShape::Date) && line.hasValueType("text"_L1))
        return ValueShape::Text;
    return shape;
}

bool isStandardProperty(QStringView upperName)
{
    return standardShapes().contains(upperName);
}

qsizetype colonOf(QStringView line)
{
    bool isQuoted = false;
    for (qsizetype i = 0; i < line.size(); ++i) {
        if (line[i] == u'"')
            isQuoted = !isQuoted;
        else if (line[i] == u':' && !isQuoted)
            return i;
    }
    return -1;
}

std::optional<VcardLine> parseHeader(QStringView header, ParamRules rules)
{
    qsizetype nameEnd = header.indexOf(u';');
    if (nameEnd < 0)
        nameEnd = header.size();
    QStringView name = header.first(nameEnd).trimmed();
    VcardLine line;
    if (const qsizetype dot = name.indexOf(u'.'); dot > 0) {
        line.group = name.first(dot).toString();
        name = name.sliced(dot + 1);
        if (!isName(line.group))
            return std::nullopt;
    }
    if (!isName(name))
        return std::nullopt;
    line.name = name.toString();
    if (!isStandardProperty(line.name)) {
        if (const QString upper = line.name.toUpper(); isStandardProperty(upper))
            line.name = upper;
    }
    if (!ParamScanner{header.sliced(nameEnd), rules}.readInto(line))
        return std::nullopt;
    return line;
}

QStringList splitUnescaped(QStringView value, QChar separator)
{
    QStringList pieces;
    qsizetype start = 0;
    for (qsizetype i = 0; i < value.size(); ++i) {
        if (value[i] == u'\\') {
            ++i;
        } else if (value[i] == separator) {
            pieces += value.sliced(start, i - start).toString();
            start = i + 1;
        }
    }
    pieces += value.sliced(start).toString();
    return pieces;
}

QString textOf(const QString& escaped)
{
    if (!escaped.contains(u'\\'))
        return escaped;
    QString text;
    text.reserve(escaped.size());
    for (qsizetype i = 0; i < escaped.size(); ++i) {
        const QChar next = escaped[i] == u'\\' && i + 1 < escaped.size() ? escaped[i + 1] : QChar{};
        if (next == u'n' || next == u'N') {
            text += u'\n';
            ++i;
        } else if (next == u',' || next == u';' || next == u':' || next == u'\\') {
            text += next;
            ++i;
        } else {
            text += escaped[i];
        }
    }
    return text;
}

QString escapedText(QStringView text)
{
    QString escaped;
    escaped.reserve(text.size() + 8);
    for (const QChar c : text) {
        if (c == u'\n') {
            escaped += "\\n"_L1;
            continue;
        }
        if (c == u'\\' || c == u',' || c == u';')
            escaped += u'\\';
        escaped += c;
    }
    return escaped;
}

QString uriOf(const QString& escaped)
{
    if (!escaped.contains(u'\\'))
        return escaped;
    QString uri;
    uri.reserve(escaped.size());
    for (qsizetype i = 0; i < escaped.size(); ++i) {
        const QChar next = escaped[i] == u'\\' && i + 1 < escaped.size() ? escaped[i + 1] : QChar{};
        if (next == u',' || next == u';' || next == u':' || next == u'\\')
            ++i;
        uri += escaped[i];
    }
    return uri;
}

QString escapedUri(QStringView uri)
{
    QString escaped = uri.toString();
    escaped.replace(u'\\', "\\\\"_L1);
    return escaped;
}

QString withoutControls(QStringView text)
{
    const auto isControl = [](QChar c) { return (c < u' ' && c != u'\t' && c != u'\n') || c == u'\x7f'; };
    QString clean = text.toString();
    if (std::none_of(text.begin(), text.end(), isControl))
        return clean;
    clean.replace("\r\n"_L1, "\n"_L1);
    clean.replace(u'\r', u'\n');
    clean.removeIf(isControl);
    return clean;
}

namespace {

void appendContentLine(QString& text, const VcardLine& line)
{
    if (!line.group.isEmpty())
        text += line.group + u'.';
    text += line.name;
    for (const VcardParam& param : line.params) {
        text += u';';
        text += param.name;
        text += u'=';
        for (qsizetype i = 0; i < param.values.size(); ++i) {
            if (i > 0)
                text += u',';
            text += paramValueText(param.values[i]);
        }
    }
    text += u':';
    text += line.value;
}

} // namespace

QString toContentLine(const VcardLine& line)
{
    QString text;
    appendContentLine(text, line);
    return text;
}

std::vector<VcardLine> linesOfSource(const QString& source)
{
    std::vector<VcardLine> lines;
    for (const QStringView text : QStringView{source}.split(u'\n', Qt::SkipEmptyParts)) {
        const qsizetype colon = colonOf(text);
        if (colon < 0)
            continue;
        auto line = parseHeader(text.first(colon), ParamRules::Modern);
        if (!line || line->is("BEGIN"_L1) || line->is("END"_L1) || line->is("VERSION"_L1))
            continue;
        line->value = withoutControls(text.sliced(colon + 1));
        line->value.remove(u'\n'); // made of a lone \r
        lines.push_back(std::move(*line));
    }
    return lines;
}

QString sourceOfLines(const std::vector<VcardLine>& lines)
{
    QString source;
    for (const VcardLine& line : lines) {
        if (!source.isEmpty())
            source += u'\n';
        appendContentLine(source, line);
    }
    return source;
}

} // namespace foyer
