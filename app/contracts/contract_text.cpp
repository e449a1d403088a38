// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/contracts/contract_text.h"

#include "app/contracts/contract_marks.h"

#include <cmark.h>

#include <algorithm>
#include <memory>

namespace foyer::contracts {

using namespace Qt::StringLiterals;

namespace {

constexpr int deepestNesting = 24;
constexpr qsizetype longestLabel = 120;

QString escaped(const QString& text)
{
    return text.toHtmlEscaped().replace(u'\n', "<br>"_L1);
}

QString literalOf(cmark_node* node)
{
    const char* literal = cmark_node_get_literal(node);
    return literal ? QString::fromUtf8(literal) : QString{};
}

/// Writes the closed set of elements from a tree of Markdown. What leaves here was written here, tag by tag,
/// or escaped.
class Writer
{
public:
    explicit Writer(const Marked& ready)
        : m_marked{ready}
    {
    }

    std::vector<Part> parts(cmark_node* document)
    {
        const std::unique_ptr<cmark_iter, decltype(&cmark_iter_free)> iter{cmark_iter_new(document),
                                                                           cmark_iter_free};
        for (auto event = cmark_iter_next(iter.get()); event != CMARK_EVENT_DONE;
             event = cmark_iter_next(iter.get())) {
            cmark_node* node = cmark_iter_get_node(iter.get());
            if (event == CMARK_EVENT_ENTER)
                enter(node);
            else
                leave(node);
        }
        flush();
        return std::move(m_parts);
    }

    int fieldCount() const { return m_fields; }

private:
    enum class Block
    {
        None,
        Wanted, ///< its tag is written with the first thing in it
        Open,
        Label ///< of a tick box
    };

    void enter(cmark_node* node)
    {
        switch (cmark_node_get_type(node)) {
        case CMARK_NODE_BLOCK_QUOTE:
            openContainer(u"<blockquote>"_s);
            break;
        case CMARK_NODE_LIST:
            openContainer(listTag(node));
            break;
        case CMARK_NODE_ITEM:
            openContainer(u"<li>"_s);
            break;
        case CMARK_NODE_PARAGRAPH: {
            const bool isBare = isTight(node);
            beginBlock(isBare ? QString{} : u"p"_s);
            break;
        }
        case CMARK_NODE_HEADING:
            // The title of the contract is the first heading, so those in its text begin with the second.
            beginBlock(u"h%1"_s.arg(std::min(cmark_node_get_heading_level(node) + 1, 4)));
            break;
        case CMARK_NODE_CODE_BLOCK:
        case CMARK_NODE_HTML_BLOCK:
        case CMARK_NODE_CUSTOM_BLOCK:
            beginBlock(u"p"_s);
            plain(literalOf(node).trimmed());
            endBlock();
            break;
        case CMARK_NODE_THEMATIC_BREAK:
            m_html += "<hr>"_L1;
            break;
        case CMARK_NODE_TEXT:
            text(node);
            break;
        case CMARK_NODE_SOFTBREAK:
            if (!isTick(cmark_node_next(node)))
                write(u"\n"_s, u" "_s);
            break;
        case CMARK_NODE_LINEBREAK:
            if (!isTick(cmark_node_next(node)))
                write(u"<br>"_s, u" "_s);
            break;
        case CMARK_NODE_CODE:
        case CMARK_NODE_HTML_INLINE:
        case CMARK_NODE_CUSTOM_INLINE:
            plain(literalOf(node));
            break;
        case CMARK_NODE_EMPH:
            inlineTag(node, u"<em>"_s);
            break;
        case CMARK_NODE_STRONG:
            inlineTag(node, u"<strong>"_s);
            break;
        case CMARK_NODE_DOCUMENT:
        case CMARK_NODE_LINK:
        case CMARK_NODE_IMAGE:
        case CMARK_NODE_NONE:
            break;
        }
    }

    void leave(cmark_node* node)
    {
        switch (cmark_node_get_type(node)) {
        case CMARK_NODE_BLOCK_QUOTE:
            closeContainer(u"</blockquote>"_s);
            break;
        case CMARK_NODE_LIST:
            closeContainer(cmark_node_get_list_type(node) == CMARK_ORDERED_LIST ? u"</ol>"_s : u"</ul>"_s);
            break;
        case CMARK_NODE_ITEM:
            closeContainer(u"</li>"_s);
            break;
        case CMARK_NODE_PARAGRAPH:
        case CMARK_NODE_HEADING:
            endBlock();
            break;
        case CMARK_NODE_EMPH:
            inlineTag(node, u"</em>"_s);
            break;
        case CMARK_NODE_STRONG:
            inlineTag(node, u"</strong>"_s);
            break;
        case CMARK_NODE_LINK:
            addressOf(node);
            break;
        case CMARK_NODE_DOCUMENT:
        case CMARK_NODE_CODE_BLOCK:
        case CMARK_NODE_HTML_BLOCK:
        case CMARK_NODE_CUSTOM_BLOCK:
        case CMARK_NODE_THEMATIC_BREAK:
        case CMARK_NODE_TEXT:
        case CMARK_NODE_SOFTBREAK:
        case CMARK_NODE_LINEBREAK:
        case CMARK_NODE_CODE:
        case CMARK_NODE_HTML_INLINE:
        case CMARK_NODE_CUSTOM_INLINE:
        case CMARK_NODE_IMAGE:
        case CMARK_NODE_NONE:
            break;
        }
    }

    static bool isTight(cmark_node* paragraph)
    {
        cmark_node* item = cmark_node_parent(paragraph);
        cmark_node* list = item ? cmark_node_parent(item) : nullptr;
        return list && cmark_node_get_type(list) == CMARK_NODE_LIST && cmark_node_get_list_tight(list) != 0;
    }

    static QString listTag(cmark_node* list)
    {
        if (cmark_node_get_list_type(list) != CMARK_ORDERED_LIST)
            return u"<ul>"_s;
        const int start = cmark_node_get_list_start(list);
        return start == 1 ? u"<ol>"_s : u"<ol start=\"%1\">"_s.arg(start);
    }

    /// A tag that nobody would follow any more is left out; what is in it stays.
    void openContainer(const QString& tag)
    {
        if (m_depth++ < deepestNesting)
            m_html += tag;
    }
    void closeContainer(const QString& tag)
    {
        if (--m_depth < deepestNesting)
            m_html += tag;
    }

    void inlineTag(cmark_node* node, const QString& tag)
    {
        int depth = 0;
        for (cmark_node* up = cmark_node_parent(node); up && depth <= deepestNesting;
             up = cmark_node_parent(up))
            ++depth;
        if (depth <= deepestNesting)
            write(tag, {});
    }

    void beginBlock(const QString& tag)
    {
        m_tag = tag;
        m_block = Block::Wanted;
        m_plain.clear();
    }

    void endBlock()
    {
        if (m_block == Block::Label)
            endTick();
        else if (m_block == Block::Open && !m_tag.isEmpty())
            m_html += "</"_L1 + m_tag + u'>';
        m_block = Block::None;
    }

    /// HTML of this file's making, with what it says in plain text.
    void write(const QString& html, const QString& plain)
    {
        if (m_block == Block::Label) {
            m_label += html;
        } else {
            if (m_block == Block::Wanted) {
                if (!m_tag.isEmpty())
                    m_html += u'<' + m_tag + u'>';
                m_block = Block::Open;
            }
            m_html += html;
        }
        m_plain += plain;
    }

    static bool isTick(cmark_node* node)
    {
        if (!node || cmark_node_get_type(node) != CMARK_NODE_TEXT || !literalOf(node).startsWith(tickMark))
            return false;
        if (cmark_node_get_type(cmark_node_parent(node)) != CMARK_NODE_PARAGRAPH)
            return false;
        cmark_node* before = cmark_node_previous(node);
        return !before || cmark_node_get_type(before) == CMARK_NODE_SOFTBREAK ||
               cmark_node_get_type(before) == CMARK_NODE_LINEBREAK;
    }

    void text(cmark_node* node)
    {
        QString literal = literalOf(node);
        if (isTick(node)) {
            endBlock();
            m_block = Block::Label;
            m_label.clear();
            m_plain.clear();
            literal = literal.sliced(1);
            while (literal.startsWith(u' ') || literal.startsWith(u'\t'))
                literal.remove(0, 1);
        }
        literals(literal, true);
    }

    void plain(const QString& literal) { literals(literal, false); }

    void literals(const QString& literal, bool mayAskInitials)
    {
        qsizetype from = 0;
        const auto upTo = [&](qsizetype end) {
            const QString words = literal.sliced(from, end - from);
            if (!words.isEmpty())
                write(escaped(words), words);
        };
        for (qsizetype at = 0; at < literal.size(); ++at) {
            if (!isOurMark(literal[at]))
                continue;
            upTo(at);
            if (literal[at] == tokenBegins) {
                at = token(literal, at);
            } else if (literal[at] == tokenEnds) {
                write(QString{QChar::ReplacementCharacter}, QString{QChar::ReplacementCharacter});
            } else if (literal[at] == tickMark) {
                write(u"[ ]"_s, u"[ ]"_s);
            } else if (mayAskInitials) {
                initials();
            } else {
                write(u"[initials]"_s, u"[initials]"_s);
            }
            from = at + 1;
        }
        upTo(literal.size());
    }

    /// @returns where it ends. An entity may have made a mark that is none of ours.
    qsizetype token(const QString& literal, qsizetype at)
    {
        const qsizetype end = literal.indexOf(tokenEnds, at);
        bool isNumber = false;
        const qsizetype index = end < 0 ? -1 : literal.sliced(at + 1, end - at - 1).toInt(&isNumber);
        if (!isNumber || index < 0 || index >= qsizetype(m_marked.tokens.size())) {
            write(QString{QChar::ReplacementCharacter}, QString{QChar::ReplacementCharacter});
            return at;
        }
        const QString& value = m_marked.tokens[std::size_t(index)];
        write(escaped(value), value);
        return end;
    }

    void initials()
    {
        if (m_block == Block::Label) {
            // A field inside another one's label would be neither's: it follows the box.
            ++m_initialsAfterTick;
            return;
        }
        write({}, {});
        flush();
        m_parts.push_back(
            Field{Field::Kind::Initials, ++m_fields, {}, m_plain.simplified().left(longestLabel)});
    }

    void endTick()
    {
        flush();
        const QString label = m_plain.simplified();
        m_parts.push_back(Field{Field::Kind::Tick, ++m_fields, m_label.trimmed(), label.left(longestLabel)});
        for (; m_initialsAfterTick > 0; --m_initialsAfterTick) {
            m_html += "<p>"_L1;
            flush();
            m_parts.push_back(Field{Field::Kind::Initials, ++m_fields, {}, label.left(longestLabel)});
            m_html += "</p>"_L1;
        }
    }

    void addressOf(cmark_node* link)
    {
        const QString url = QString::fromUtf8(cmark_node_get_url(link));
        cmark_node* words = cmark_node_first_child(link);
        const bool isSame = words && !cmark_node_next(words) &&
                            cmark_node_get_type(words) == CMARK_NODE_TEXT && url.endsWith(literalOf(words));
        if (!url.isEmpty() && !isSame)
            plain(u" ("_s + url + u')');
    }

    void flush()
    {
        if (!m_html.isEmpty())
            m_parts.push_back(std::exchange(m_html, QString{}));
    }

    const Marked& m_marked;
    std::vector<Part> m_parts;
    QString m_html;
    QString m_tag;
    QString m_label;
    QString m_plain; ///< of the block so far
    Block m_block = Block::None;
    int m_depth = 0;
    int m_fields = 0;
    int m_initialsAfterTick = 0;
};

} // namespace

QString sentenceFor(const TextProblem& problem)
{
    switch (problem.kind) {
    case TextProblem::Kind::Unknown:
        return u"Line %1: there is no token “%2”. Choose one from the list of tokens."_s.arg(problem.line)
            .arg(problem.name);
    case TextProblem::Kind::Unresolved:
        return u"Line %1: nothing is known for “%2”. Fill it in on the contact, the job or the brand, or "
               u"take "
               "the token out."_s.arg(problem.line)
                   .arg(problem.name);
    case TextProblem::Kind::Unclosed:
        return u"Line %1: “%2” begins or ends a token without its partner."_s.arg(problem.line)
            .arg(problem.name);
    case TextProblem::Kind::TooLong:
        return u"The text is longer than %1 characters."_s.arg(longestText);
    case TextProblem::Kind::TooManyFields:
        return u"The text has more than %1 tick boxes and places for initials."_s.arg(mostFields);
    }
    Q_UNREACHABLE();
}

ContractText renderedContract(const QString& markdown, const TokenValues& values)
{
    ContractText rendered;
    if (markdown.size() > longestText) {
        rendered.problems.push_back({TextProblem::Kind::TooLong, {}, 0, 0});
        return rendered;
    }
    Marked ready = marked(markdown, values);
    rendered.problems = std::move(ready.problems);
    const QByteArray utf8 = ready.markdown.toUtf8();
    const std::unique_ptr<cmark_node, decltype(&cmark_node_free)> document{
        cmark_parse_document(utf8.constData(), std::size_t(utf8.size()), CMARK_OPT_VALIDATE_UTF8),
        cmark_node_free};
    cmark_consolidate_text_nodes(document.get());
    Writer writer{ready};
    rendered.parts = writer.parts(document.get());
    if (writer.fieldCount() > mostFields)
        rendered.problems.push_back({TextProblem::Kind::TooManyFields, {}, 0, 0});
    return rendered;
}

std::vector<Field> fieldsOf(const std::vector<Part>& parts)
{
    std::vector<Field> fields;
    for (const Part& part : parts) {
        if (const auto* field = std::get_if<Field>(&part))
            fields.push_back(*field);
    }
    return fields;
}

QString htmlForPrint(const std::vector<Part>& parts, const std::map<int, QString>& given)
{
    QString html;
    for (const Part& part : parts) {
        if (const auto* piece = std::get_if<QString>(&part)) {
            html += *piece;
            continue;
        }
        const Field& field = std::get<Field>(part);
        const auto answer = given.find(field.number);
        const bool isGiven = answer != given.end() && !answer->second.isEmpty();
        switch (field.kind) {
        case Field::Kind::Tick:
            html += u"<p>%1 %2</p>"_s.arg(isGiven ? u"☒"_s : u"☐"_s, field.labelHtml);
            break;
        case Field::Kind::Initials:
            html += isGiven ? u"<strong>[%1]</strong>"_s.arg(answer->second.toHtmlEscaped()) : u"[____]"_s;
            break;
        }
    }
    return html;
}

} // namespace foyer::contracts
