// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/print/html_prose.h"

#include <QRegularExpression>

#include <algorithm>

namespace foyer::print {

using namespace Qt::StringLiterals;

namespace {

constexpr int deepest = 8; ///< deeper lists stand as deep as this one

QString decoded(QStringView text)
{
    QString plain;
    plain.reserve(text.size());
    for (qsizetype i = 0; i < text.size(); ++i) {
        const qsizetype end = text[i] == u'&' ? text.indexOf(u';', i) : -1;
        if (end < 0 || end - i > 10) {
            plain += text[i];
            continue;
        }
        const QStringView name = text.sliced(i + 1, end - i - 1);
        char32_t code = 0;
        if (name == "amp"_L1)
            code = U'&';
        else if (name == "lt"_L1)
            code = U'<';
        else if (name == "gt"_L1)
            code = U'>';
        else if (name == "quot"_L1)
            code = U'"';
        else if (name == "apos"_L1)
            code = U'\'';
        else if (name == "nbsp"_L1)
            code = QChar::Nbsp;
        else if (name.startsWith("#x"_L1, Qt::CaseInsensitive))
            code = name.sliced(2).toUInt(nullptr, 16);
        else if (name.startsWith(u'#'))
            code = name.sliced(1).toUInt();
        if (code == 0 || code > 0x10ffff || (code >= 0xd800 && code < 0xe000)) {
            plain += text[i];
            continue;
        }
        plain += QString::fromUcs4(&code, 1);
        i = end;
    }
    return plain;
}

class Reader
{
public:
    std::vector<ProsePart> read(const QString& html)
    {
        for (qsizetype at = 0; at < html.size();) {
            const qsizetype open = html.indexOf(u'<', at);
            addText(decoded(QStringView{html}.sliced(at, (open < 0 ? html.size() : open) - at)));
            if (open < 0)
                break;
            at = afterTag(html, open);
        }
        flush();
        endTable();
        return std::move(m_parts);
    }

private:
    struct List
    {
        bool isOrdered = false;
        bool isQuote = false;
        int next = 1;
    };

    /// Handles the tag that begins at `open`. @returns where the text goes on
    qsizetype afterTag(const QString& html, qsizetype open)
    {
        if (QStringView{html}.sliced(open).startsWith("<!--"_L1)) {
            const qsizetype end = html.indexOf("-->"_L1, open + 4);
            return end < 0 ? html.size() : end + 3;
        }
        const QChar next = open + 1 < html.size() ? html[open + 1] : QChar{};
        if (!next.isLetter() && next != u'/' && next != u'!') { // somebody's "less than"
            addText(u"<"_s);
            return open + 1;
        }
        const qsizetype close = html.indexOf(u'>', open);
        if (close < 0) {
            addText(html.sliced(open));
            return html.size();
        }
        QStringView inside = QStringView{html}.sliced(open + 1, close - open - 1);
        const bool ends = inside.startsWith(u'/');
        if (ends)
            inside = inside.sliced(1);
        const auto nameEnd =
            std::find_if_not(inside.begin(), inside.end(), [](QChar c) { return c.isLetterOrNumber(); });
        const QString name = inside.first(nameEnd - inside.begin()).toString().toLower();
        if (!ends && (name == "script"_L1 || name == "style"_L1)) {
            const qsizetype end = html.indexOf("</"_L1 + name, close, Qt::CaseInsensitive);
            const qsizetype after = end < 0 ? -1 : html.indexOf(u'>', end);
            return after < 0 ? html.size() : after + 1;
        }
        if (ends)
            endElement(name);
        else
            startElement(name, inside);
        return close + 1;
    }

    void startElement(const QString& name, QStringView inside)
    {
        if (name == "strong"_L1 || name == "b"_L1) {
            changeEmphasis(m_bold, +1);
        } else if (name == "em"_L1 || name == "i"_L1) {
            changeEmphasis(m_italic, +1);
        } else if (name == "br"_L1) {
            m_text.text += u'\n';
        } else if (isHeading(name)) {
            flush();
            m_level = name[1].digitValue();
        } else if (name == "hr"_L1) {
            flush();
            ProsePart rule;
            rule.kind = ProsePart::Kind::Rule;
            m_parts.push_back(std::move(rule));
        } else if (name == "ul"_L1 || name == "ol"_L1) {
            flush();
            List list;
            list.isOrdered = name == "ol"_L1;
            static const QRegularExpression start{u"\\bstart\\s*=\\s*[\"']?(\\d{1,6})"_s};
            if (const auto match = start.match(inside); list.isOrdered && match.hasMatch())
                list.next = match.capturedView(1).toInt();
            m_lists.push_back(list);
        } else if (name == "li"_L1) {
            flush();
            if (m_lists.empty())
                m_lists.push_back({});
            List& list = m_lists.back();
            m_marker = list.isOrdered ? u"%1."_s.arg(list.next++) : u"•"_s;
        } else if (name == "blockquote"_L1) {
            flush();
            m_lists.push_back({.isQuote = true});
        } else if (name == "table"_L1) {
            flush();
            endTable();
            m_inTable = true;
        } else if (name == "tr"_L1 && m_inTable) {
            endCell();
            m_table.rows.emplace_back();
        } else if ((name == "td"_L1 || name == "th"_L1) && m_inTable) {
            endCell();
            if (m_table.rows.empty())
                m_table.rows.emplace_back();
            if (name == "th"_L1 && m_table.rows.size() == 1)
                m_table.hasHead = true;
            m_inCell = true;
        } else if (!isInline(name)) {
            flush();
        }
    }

    void endElement(const QString& name)
    {
        if (name == "strong"_L1 || name == "b"_L1) {
            changeEmphasis(m_bold, -1);
        } else if (name == "em"_L1 || name == "i"_L1) {
            changeEmphasis(m_italic, -1);
        } else if (isHeading(name)) {
            flush();
            m_level = 0;
        } else if (name == "ul"_L1 || name == "ol"_L1 || name == "blockquote"_L1) {
            flush();
            m_marker.clear();
            if (!m_lists.empty())
                m_lists.pop_back();
        } else if (name == "td"_L1 || name == "th"_L1) {
            endCell();
        } else if (name == "table"_L1) {
            endTable();
        } else if (!isInline(name)) {
            flush();
        }
    }

    static bool isHeading(const QString& name)
    {
        return name.size() == 2 && name[0] == u'h' && name[1] >= u'1' && name[1] <= u'4';
    }
    /// Elements that are dropped without parting the text around them.
    static bool isInline(const QString& name)
    {
        static const QStringList names{u"a"_s,    u"span"_s, u"code"_s, u"u"_s,   u"s"_s,
                                       u"del"_s,  u"ins"_s,  u"sub"_s,  u"sup"_s, u"img"_s,
                                       u"abbr"_s, u"font"_s, u"small"_s};
        return names.contains(name);
    }

    void addText(const QString& text)
    {
        for (const QChar c : text) {
            const bool isBlank = c == u' ' || c == u'\n' || c == u'\t' || c == u'\r';
            if (!isBlank)
                m_text.text += c;
            else if (!m_text.text.isEmpty() && m_text.text.back() != u' ' && m_text.text.back() != u'\n')
                m_text.text += u' ';
        }
    }

    void changeEmphasis(int& count, int by)
    {
        closeEmphasis();
        count = std::max(0, count + by);
    }
    /// What was written since the last change has one look.
    void closeEmphasis()
    {
        const qsizetype length = m_text.text.size() - m_emphasisFrom;
        if (length > 0 && (m_bold > 0 || m_italic > 0))
            m_text.emphases.push_back({m_emphasisFrom, length, m_bold > 0, m_italic > 0});
        m_emphasisFrom = m_text.text.size();
    }

    ProseText takeText()
    {
        closeEmphasis();
        ProseText text = std::move(m_text);
        m_text = {};
        m_emphasisFrom = 0;
        while (!text.text.isEmpty() && (text.text.back() == u' ' || text.text.back() == u'\n'))
            text.text.chop(1);
        return text;
    }

    void flush()
    {
        if (m_inCell) { // paragraphs of a cell become its lines
            if (!m_text.text.isEmpty() && m_text.text.back() != u'\n')
                m_text.text += u'\n';
            return;
        }
        ProseText text = takeText();
        if (text.text.isEmpty())
            return;
        ProsePart part;
        part.kind = m_level > 0 ? ProsePart::Kind::Heading : ProsePart::Kind::Text;
        part.level = m_level;
        part.depth = std::min(deepest, int(m_lists.size()));
        part.marker = std::exchange(m_marker, QString{});
        part.isQuoted =
            std::any_of(m_lists.begin(), m_lists.end(), [](const List& list) { return list.isQuote; });
        part.text = std::move(text);
        m_parts.push_back(std::move(part));
    }

    /// Ends the open cell; without one, text that stands between cells becomes a paragraph.
    void endCell()
    {
        if (!m_inCell)
            return flush();
        m_inCell = false;
        if (m_table.rows.empty())
            m_table.rows.emplace_back();
        m_table.rows.back().push_back(takeText());
    }

    void endTable()
    {
        endCell();
        if (!m_inTable)
            return;
        m_inTable = false;
        std::erase_if(m_table.rows, [](const auto& row) { return row.empty(); });
        m_table.kind = ProsePart::Kind::Table;
        if (!m_table.rows.empty())
            m_parts.push_back(std::move(m_table));
        m_table = {};
    }

    std::vector<ProsePart> m_parts;
    std::vector<List> m_lists;
    ProseText m_text;
    ProsePart m_table;
    QString m_marker;
    qsizetype m_emphasisFrom = 0;
    int m_bold = 0;
    int m_italic = 0;
    int m_level = 0;
    bool m_inTable = false;
    bool m_inCell = false;
};

} // namespace

std::vector<ProsePart> readHtml(const QString& html)
{
    return Reader{}.read(html);
}

} // namespace foyer::print
