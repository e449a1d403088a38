// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/payments/statements/ofx_markup.h"

#include "app/payments/statements/statement_values.h"

#include <array>

namespace foyer {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype longestName = 64;

/// Groups that even version 1 closes. One left open means that the file is cut.
bool isAlwaysClosed(QStringView name)
{
    static constexpr std::array<QStringView, 9> groups{u"OFX",         u"BANKMSGSRSV1",       u"STMTTRNRS",
                                                       u"STMTRS",      u"BANKTRANLIST",       u"STMTTRN",
                                                       u"CCSTMTTRNRS", u"CREDITCARDMSGSRSV1", u"CCSTMTRS"};
    return std::find(groups.begin(), groups.end(), name) != groups.end();
}

std::optional<QString> entity(QStringView name)
{
    if (name == u"amp")
        return u"&"_s;
    if (name == u"lt")
        return u"<"_s;
    if (name == u"gt")
        return u">"_s;
    if (name == u"quot")
        return u"\""_s;
    if (name == u"apos")
        return u"'"_s;
    if (name == u"nbsp")
        return u" "_s;
    if (!name.startsWith(u'#') || name.size() < 2)
        return std::nullopt;
    bool isNumber = false;
    const bool isHex = name[1] == u'x' || name[1] == u'X';
    const uint code = isHex ? name.mid(2).toUInt(&isNumber, 16) : name.mid(1).toUInt(&isNumber, 10);
    const bool isCharacter = isNumber && code >= 0x20 && code <= 0x10ffff && (code < 0xd800 || code > 0xdfff);
    return isCharacter ? std::optional{QString::fromUcs4(reinterpret_cast<const char32_t*>(&code), 1)}
                       : std::nullopt;
}

QString decoded(QStringView text)
{
    QString plain;
    qsizetype at = 0;
    while (at < text.size()) {
        if (text[at] == u'&') {
            // The longest is "&#x10ffff;".
            const qsizetype end = text.mid(at, 12).indexOf(u';');
            if (const auto character = end > 1 ? entity(text.mid(at + 1, end - 1)) : std::nullopt) {
                plain += *character;
                at += end + 1;
                continue;
            }
        }
        plain += text[at];
        ++at;
    }
    return plain.trimmed();
}

class OfxTree
{
public:
    OfxTree(QStringView text, const StatementLimits& limits)
        : m_text{text}
        , m_limits{limits}
    {
    }

    Result<MarkupNode> read()
    {
        const qsizetype start = m_text.indexOf(u"<OFX>", 0, Qt::CaseInsensitive);
        if (start < 0)
            return fail(Fault::Invalid, u"This file has no <OFX> element."_s);
        m_line = 1 + static_cast<int>(m_text.first(start).count(u'\n'));
        m_at = start;
        while (m_at < m_text.size()) {
            if (const Result<void> step = readNext(); !step)
                return fail(step.error());
            if (m_isDone)
                return std::move(m_open.front());
        }
        return failAtLine(m_line, u"the file ends too early; fetch it from the bank once more."_s);
    }

private:
    Result<void> readNext()
    {
        if (m_text[m_at] != u'<') {
            const qsizetype end = endOfText();
            const QStringView text = m_text.mid(m_at, end - m_at);
            m_line += static_cast<int>(text.count(u'\n'));
            m_at = end;
            return takeText(text);
        }
        if (m_text.mid(m_at).startsWith(u"<![CDATA[")) {
            const qsizetype end = m_text.indexOf(u"]]>", m_at);
            if (end < 0)
                return failAtLine(m_line, u"a CDATA section without its end."_s);
            const QStringView text = m_text.mid(m_at + 9, end - m_at - 9);
            m_line += static_cast<int>(text.count(u'\n'));
            m_at = end + 3;
            if (m_open.size() <= 1)
                return failAtLine(m_line, u"text outside of every value."_s);
            m_open.back().text += text.trimmed().left(m_limits.textLength);
            return {};
        }
        const qsizetype end = m_text.mid(m_at, longestName + 3).indexOf(u'>');
        if (end < 0)
            return failAtLine(m_line,
                              u"a tag without its end, or of more than %1 characters."_s.arg(longestName));
        QStringView name = m_text.mid(m_at + 1, end - 1);
        m_at += end + 1;
        if (name.startsWith(u'/'))
            return close(name.mid(1).trimmed().toString().toUpper());
        const bool isEmpty = name.endsWith(u'/');
        name = (isEmpty ? name.chopped(1) : name).trimmed();
        if (name.startsWith(u'!') || name.startsWith(u'?'))
            return failAtLine(m_line, u"“<%1>” does not belong into an OFX file."_s.arg(name.left(20)));
        return isEmpty ? Result<void>{} : open(name.toString().toUpper());
    }

    /// Up to the next tag; a lone "<" that begins none is text, as careless banks write it.
    qsizetype endOfText() const
    {
        qsizetype at = m_at;
        while (at < m_text.size()) {
            if (m_text[at] == u'<' && at + 1 < m_text.size()) {
                const QChar next = m_text[at + 1];
                if (next == u'/' || next == u'!' || next == u'?' || next.isLetter())
                    break;
            }
            ++at;
        }
        return at;
    }

    Result<void> takeText(QStringView text)
    {
        const QStringView trimmed = text.trimmed();
        if (trimmed.isEmpty())
            return {};
        if (m_open.size() <= 1)
            return failAtLine(m_line, u"text outside of every value."_s);
        m_open.back().text += decoded(trimmed.left(m_limits.textLength));
        return {};
    }

    Result<void> open(QString name)
    {
        if (++m_nodes > m_limits.nodes)
            return failAtLine(m_line, u"the file has more than %1 elements."_s.arg(m_limits.nodes));
        // A value needs no end tag: the next tag ends it.
        if (!m_open.empty() && !m_open.back().text.isEmpty())
            hoist();
        if (m_open.size() >= static_cast<std::size_t>(m_limits.depth))
            return failAtLine(m_line, u"more than %1 elements inside each other."_s.arg(m_limits.depth));
        MarkupNode node;
        node.name = std::move(name);
        node.line = m_line;
        m_open.push_back(std::move(node));
        return {};
    }

    /// Ends the innermost element as a value; its children become its siblings.
    void hoist()
    {
        MarkupNode node = std::move(m_open.back());
        m_open.pop_back();
        std::vector<MarkupNode> children = std::move(node.children);
        node.children.clear();
        std::vector<MarkupNode>& siblings = m_open.back().children;
        siblings.push_back(std::move(node));
        for (MarkupNode& child : children)
            siblings.push_back(std::move(child));
    }

    Result<void> close(const QString& name)
    {
        const auto isIt = [&name](const MarkupNode& node) { return node.name == name; };
        if (std::none_of(m_open.begin(), m_open.end(), isIt))
            return failAtLine(m_line, u"“</%1>” closes nothing."_s.arg(name));
        while (m_open.back().name != name) {
            if (isAlwaysClosed(m_open.back().name))
                return failAtLine(m_open.back().line,
                                  u"<%1> is not closed; the file is damaged."_s.arg(m_open.back().name));
            hoist();
        }
        if (m_open.size() == 1) {
            m_isDone = true;
            return {};
        }
        MarkupNode node = std::move(m_open.back());
        m_open.pop_back();
        m_open.back().children.push_back(std::move(node));
        return {};
    }

    QStringView m_text;
    StatementLimits m_limits;
    qsizetype m_at = 0;
    int m_line = 1;
    std::size_t m_nodes = 0;
    std::vector<MarkupNode> m_open; ///< from <OFX> inwards
    bool m_isDone = false;
};

} // namespace

Result<MarkupNode> readOfxMarkup(QStringView text, const StatementLimits& limits)
{
    return OfxTree{text, limits}.read();
}

} // namespace foyer
