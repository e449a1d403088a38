// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/mail/mail_body.h"

#include "app/base/text.h"
#include "app/base/token_scan.h"

#include <QRegularExpression>
#include <QStringList>
#include <QUrl>

#include <cmark.h>

#include <algorithm>
#include <cmath>
#include <memory>

namespace foyer::mail {

using namespace Qt::StringLiterals;

namespace {

constexpr int deepestNesting = 12;

// Where a link of the recipient's own stands while the Markdown is read.
const QString portalMark = u"foyer:portal"_s;
const QString portalLinkedMark = u"foyer:portal-linked"_s;
const QString resetMark = u"foyer:reset"_s;

const QString linkedWords = u"Open your client portal"_s;

/// Channel of "#rrggbb" as WCAG 2 counts it. Source: WCAG 2.2, relative luminance.
double linear(int channel)
{
    const double value = channel / 255.0;
    return value <= 0.04045 ? value / 12.92 : std::pow((value + 0.055) / 1.055, 2.4);
}

double luminance(const QString& colour)
{
    const auto channel = [&](int at) { return linear(colour.sliced(at, 2).toInt(nullptr, 16)); };
    return 0.2126 * channel(1) + 0.7152 * channel(3) + 0.0722 * channel(5);
}

bool isColour(const QString& text)
{
    static const QRegularExpression colour{u"^#[0-9a-fA-F]{6}$"_s};
    return colour.match(text).hasMatch();
}

/// Whether its lines begin at the right: by its letters, not by the language somebody reads, which the text
/// may not be written in.
bool isRightToLeft(const QString& markdown)
{
    static const QRegularExpression addresses{uR"(\{\{[^}]*\}\}|\]\([^)]*\)|\bhttps?:\S+)"_s};
    const QString words = QString{markdown}.remove(addresses);
    qsizetype balance = 0;
    for (const QChar c : words) {
        if (c.direction() == QChar::DirR || c.direction() == QChar::DirAL)
            ++balance;
        else if (c.direction() == QChar::DirL)
            --balance;
    }
    return balance > 0;
}

/// The address as it may stand in a mail; empty: it may not.
QString allowedAddress(const QString& written)
{
    const QUrl url{written, QUrl::StrictMode};
    static const QStringList schemes{u"http"_s, u"https"_s, u"mailto"_s, u"tel"_s};
    if (!url.isValid() || !schemes.contains(url.scheme().toLower()))
        return {};
    const bool isWeb = url.scheme().startsWith("http"_L1, Qt::CaseInsensitive);
    if (isWeb ? url.host().isEmpty() : url.path().isEmpty())
        return {};
    const bool hasControl =
        std::any_of(written.begin(), written.end(), [](QChar c) { return c < u' ' || c == QChar{0x7f}; });
    return hasControl ? QString{} : written;
}

/// Tokens become links of Markdown; their words are what the studio chose.
QString withMarks(const QString& markdown)
{
    static const QRegularExpression token{
        uR"((?<!(?<!\\)\\)(\]\(\s*)?\{\{\s*(recipient\.(?:portal_linked|portal_link|reset_link))\s*(?:[:|]\s*([^{}\n]*?)\s*)?\}\})"_s,
        QRegularExpression::CaseInsensitiveOption};
    QString marked;
    qsizetype from = 0;
    auto matches = token.globalMatch(markdown);
    while (matches.hasNext()) {
        const auto match = matches.next();
        marked += QStringView{markdown}.sliced(from, match.capturedStart() - from);
        from = match.capturedEnd();
        const bool isDestination = !match.captured(1).isEmpty();
        const QString name = match.captured(2).toLower();
        const QString words = match.captured(3);
        const QString mark = name == "recipient.reset_link"_L1 ? resetMark : portalMark;
        if (isDestination)
            marked += "]("_L1 + mark;
        else if (name == "recipient.portal_linked"_L1)
            marked += u'[' + inert(words.isEmpty() ? linkedWords : words) + "]("_L1 + portalLinkedMark + u')';
        else
            marked += u'<' + mark + u'>';
    }
    marked += QStringView{markdown}.sliced(from);
    return marked;
}

/// All that is said below a node, without its tags.
QString plainBelow(cmark_node* node)
{
    QString plain;
    const std::unique_ptr<cmark_iter, decltype(&cmark_iter_free)> iter{cmark_iter_new(node), cmark_iter_free};
    for (auto event = cmark_iter_next(iter.get()); event != CMARK_EVENT_DONE;
         event = cmark_iter_next(iter.get())) {
        cmark_node* one = cmark_iter_get_node(iter.get());
        const auto type = cmark_node_get_type(one);
        const bool isBreak = type == CMARK_NODE_SOFTBREAK || type == CMARK_NODE_LINEBREAK ||
                             (type == CMARK_NODE_PARAGRAPH && !plain.isEmpty());
        if (event == CMARK_EVENT_ENTER && isBreak)
            plain += u'\n';
        else if (event == CMARK_EVENT_ENTER && type != CMARK_NODE_LINK && type != CMARK_NODE_IMAGE)
            plain += QString::fromUtf8(cmark_node_get_literal(one));
    }
    return plain;
}

QString literalOf(cmark_node* node)
{
    const char* literal = cmark_node_get_literal(node);
    return literal ? QString::fromUtf8(literal) : QString{};
}

/// Writes both parts from a tree of Markdown at once. What leaves here was written here, tag by tag, or
/// escaped.
class Writer
{
public:
    Writer(const BodyLinks& links, const BodyLook& look, bool isRightToLeft)
        : m_links{links}
        , m_accent{isColour(look.accent) ? look.accent : u"#7a5c3e"_s}
        , m_side{isRightToLeft ? u"right"_s : u"left"_s}
    {
    }

    void document(cmark_node* node)
    {
        for (cmark_node* child = cmark_node_first_child(node); child; child = cmark_node_next(child))
            block(child, {});
    }

    const QString& html() const { return m_html; }
    QString text() const
    {
        static const QRegularExpression emptyLines{u"\\n{3,}"_s};
        return QString{m_text}.replace(emptyLines, u"\n\n"_s).trimmed() + u'\n';
    }

private:
    struct Inline
    {
        QString html;
        QString text;
    };
    struct Link
    {
        QString address;     ///< empty: its words alone
        bool isBare = false; ///< in text the address alone
    };

    Link linkOf(cmark_node* node) const
    {
        const char* written = cmark_node_get_url(node);
        const QString url = written ? QString::fromUtf8(written) : QString{};
        if (url == portalMark)
            return {m_links.portal, false};
        if (url == portalLinkedMark)
            return {m_links.portal, true};
        if (url == resetMark)
            return {m_links.reset, false};
        return {allowedAddress(url), false};
    }

    static bool isMark(const QString& words) { return words == portalMark || words == resetMark; }

    void block(cmark_node* node, const QString& indent)
    {
        switch (cmark_node_get_type(node)) {
        case CMARK_NODE_PARAGRAPH:
            paragraph(node, indent);
            break;
        case CMARK_NODE_HEADING: {
            const Inline words = inlines(node);
            m_html += u"<h2 style=\"margin:%2px 0 12px;font-size:20px;line-height:1.3\">%1</h2>\n"_s.arg(
                words.html, m_html.isEmpty() ? u"0"_s : u"24"_s);
            addText(indent, words.text);
            break;
        }
        case CMARK_NODE_BLOCK_QUOTE:
            m_html +=
                u"<blockquote style=\"margin:0 0 16px;padding-%1:16px;border-%1:3px solid #c9c4bd\">\n"_s.arg(
                    m_side);
            children(node, indent + "> "_L1);
            m_html += "</blockquote>\n"_L1;
            break;
        case CMARK_NODE_LIST:
            list(node, indent);
            break;
        case CMARK_NODE_THEMATIC_BREAK:
            m_html += "<hr style=\"margin:24px 0;border:0;border-top:1px solid #c9c4bd\">\n"_L1;
            addText(indent, u"----"_s);
            break;
        case CMARK_NODE_CODE_BLOCK:
        case CMARK_NODE_HTML_BLOCK:
        case CMARK_NODE_CUSTOM_BLOCK: {
            const QString plain = unmarked(literalOf(node)).trimmed();
            m_html += u"<p style=\"margin:0 0 16px\">%1</p>\n"_s.arg(escaped(plain));
            addText(indent, plain);
            break;
        }
        default:
            children(node, indent);
            break;
        }
    }

    void children(cmark_node* node, const QString& indent)
    {
        if (++m_depth <= deepestNesting) {
            for (cmark_node* child = cmark_node_first_child(node); child; child = cmark_node_next(child))
                block(child, indent);
        } else {
            const QString plain = plainBelow(node); // nobody would follow its shape any more
            m_html += u"<p style=\"margin:0 0 16px\">%1</p>\n"_s.arg(escaped(plain));
            addText(indent, plain);
        }
        --m_depth;
    }

    void paragraph(cmark_node* node, const QString& indent)
    {
        cmark_node* only = cmark_node_first_child(node);
        if (only && !cmark_node_next(only) && cmark_node_get_type(only) == CMARK_NODE_LINK) {
            const Link link = linkOf(only);
            const QString words = inlines(only).text;
            if (link.address.startsWith("http"_L1) && !isMark(words)) {
                button(link, words, indent);
                return;
            }
        }
        const Inline words = inlines(node);
        m_html += u"<p style=\"margin:0 0 16px\">%1</p>\n"_s.arg(words.html);
        addText(indent, words.text);
    }

    /// The address stands below it: some mail programs show no button, and some people trust none.
    void button(const Link& link, const QString& words, const QString& indent)
    {
        const QString ink = luminance(m_accent) > 0.18 ? u"#1c1a17"_s : u"#ffffff"_s;
        const QString address = link.address.toHtmlEscaped();
        m_html +=
            u"<table role=\"presentation\" cellpadding=\"0\" cellspacing=\"0\" border=\"0\" "
            u"style=\"margin:8px 0 8px\"><tr>"
            "<td bgcolor=\"%1\" style=\"background:%1;border-radius:6px;padding:12px 24px\">"
            "<a href=\"%2\" "
            "style=\"color:%3;font-weight:bold;text-decoration:none;display:inline-block\">%4</a>"
            "</td></tr></table>\n"
            "<p class=\"quiet\" style=\"margin:0 0 16px;font-size:13px;color:#6b655d;word-break:break-all\">"
            "<a class=\"quiet\" href=\"%2\" style=\"color:#6b655d\">%2</a></p>\n"_s.arg(m_accent, address,
                                                                                        ink, escaped(words));
        addText(indent, link.isBare ? link.address : words + ":\n"_L1 + link.address);
    }

    void list(cmark_node* node, const QString& indent)
    {
        const bool isOrdered = cmark_node_get_list_type(node) == CMARK_ORDERED_LIST;
        int number = cmark_node_get_list_start(node);
        const QString tag = isOrdered ? u"ol"_s : u"ul"_s;
        const QString start = isOrdered && number != 1 ? u" start=\"%1\""_s.arg(number) : QString{};
        m_html += u"<%1%2 style=\"margin:0 0 16px;padding-%3:24px\">\n"_s.arg(tag, start, m_side);
        if (++m_depth > deepestNesting) {
            const QString plain = plainBelow(node);
            m_html += u"<li>%1</li>\n"_s.arg(escaped(plain));
            addLine(indent, indent, plain);
        } else {
            for (cmark_node* item = cmark_node_first_child(node); item; item = cmark_node_next(item)) {
                m_html += "<li style=\"margin:0 0 4px\">"_L1;
                const QString bullet = isOrdered ? QString::number(number++) + ". "_L1 : u"- "_s;
                for (cmark_node* part = cmark_node_first_child(item); part; part = cmark_node_next(part)) {
                    const bool isFirst = part == cmark_node_first_child(item);
                    if (cmark_node_get_type(part) == CMARK_NODE_PARAGRAPH) {
                        const Inline words = inlines(part);
                        m_html += (isFirst ? QString{} : u"<br>"_s) + words.html;
                        const QString below = indent + QString(bullet.size(), u' ');
                        addLine(isFirst ? indent + bullet : below, below, words.text);
                    } else {
                        block(part, indent + QString(bullet.size(), u' '));
                    }
                }
                m_html += "</li>\n"_L1;
            }
        }
        --m_depth;
        m_html += u"</%1>\n"_s.arg(tag);
        m_text += u'\n';
    }

    Inline inlines(cmark_node* parent)
    {
        Inline all;
        if (++m_depth <= deepestNesting) {
            for (cmark_node* node = cmark_node_first_child(parent); node; node = cmark_node_next(node)) {
                const Inline one = inlineOf(node);
                all.html += one.html;
                all.text += one.text;
            }
        } else {
            all.text = plainBelow(parent);
            all.html = escaped(all.text);
        }
        --m_depth;
        return all;
    }

    Inline inlineOf(cmark_node* node)
    {
        switch (cmark_node_get_type(node)) {
        case CMARK_NODE_SOFTBREAK:
        case CMARK_NODE_LINEBREAK:
            return {u"<br>\n"_s, u"\n"_s};
        case CMARK_NODE_EMPH: {
            const Inline in = inlines(node);
            return {"<em>"_L1 + in.html + "</em>"_L1, in.text};
        }
        case CMARK_NODE_STRONG: {
            const Inline in = inlines(node);
            return {"<strong>"_L1 + in.html + "</strong>"_L1, in.text};
        }
        case CMARK_NODE_LINK:
            return linked(node);
        case CMARK_NODE_IMAGE:
            return inlines(node);
        default: {
            const QString plain = unmarked(literalOf(node));
            return {escaped(plain), plain};
        }
        }
    }

    /// Where Markdown reads no links, as in code, those of the recipient stand as their addresses.
    QString unmarked(QString plain) const
    {
        static const QRegularExpression words{uR"(\[(?:[^\]\\]|\\.)*\]\(foyer:portal-linked\))"_s};
        return plain.replace(words, m_links.portal)
            .replace(u'<' + portalMark + u'>', m_links.portal)
            .replace(u'<' + resetMark + u'>', m_links.reset);
    }

    Inline linked(cmark_node* node)
    {
        const Link link = linkOf(node);
        Inline words = inlines(node);
        if (isMark(words.text)) { // written bare
            words.text = link.address;
            words.html = escaped(link.address);
        }
        if (link.address.isEmpty())
            return words;
        const QString address = link.address.toHtmlEscaped();
        const QString html =
            u"<a class=\"link\" href=\"%1\" style=\"color:#1f5a8a\">%2</a>"_s.arg(address, words.html);
        const bool isSame = words.text == link.address || "mailto:"_L1 + words.text == link.address ||
                            "tel:"_L1 + words.text == link.address;
        if (link.isBare || isSame)
            return {html, isSame ? words.text : link.address};
        return {html, words.text + " ("_L1 + link.address + u')'};
    }

    static QString escaped(const QString& text) { return text.toHtmlEscaped().replace(u'\n', "<br>\n"_L1); }

    void addText(const QString& indent, const QString& words)
    {
        addLine(indent, indent, words);
        m_text += indent.trimmed() + u'\n';
    }
    /// @param next  what its further lines begin with
    void addLine(const QString& first, const QString& next, QString words)
    {
        m_text += first + words.replace(u'\n', u'\n' + next) + u'\n';
    }

    const BodyLinks& m_links;
    QString m_accent;
    QString m_side; ///< at which lines begin
    QString m_html;
    QString m_text;
    int m_depth = 0;
};

/// What a list of mails shows beside the subject: the first words, without addresses.
QString preheaderOf(const QString& text)
{
    static const QRegularExpression address{uR"(\(?\b(?:https?|mailto|tel):\S+)"_s};
    return QString{text}.replace(address, {}).simplified().left(120);
}

QString documentOf(const QString& body, const QString& text, bool isRtl, const BodyLook& look)
{
    const QString language = look.language.isEmpty() ? u"en"_s : look.language.toHtmlEscaped();
    const QString direction = isRtl ? u"rtl"_s : u"ltr"_s;
    const QString preheader = look.preheader.isEmpty() ? preheaderOf(text) : look.preheader;
    const QString brand = look.brand.toHtmlEscaped();
    const QString site = allowedAddress(look.website);
    const QString foot = site.isEmpty()
                             ? brand
                             : u"<a class=\"quiet\" href=\"%1\" style=\"color:#6b655d\">%2</a>"_s.arg(
                                   site.toHtmlEscaped(), brand);
    const QString head =
        u"<!DOCTYPE html>\n<html lang=\"%1\" dir=\"%2\">\n<head>\n<meta charset=\"utf-8\">\n"
        "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
        "<meta name=\"color-scheme\" content=\"light dark\">\n"
        "<meta name=\"supported-color-schemes\" content=\"light dark\">\n<title>%3</title>\n"
        "<style>:root{color-scheme:light dark}"
        "@media (max-width:480px){.edge{padding:12px 8px!important}.words{padding:20px 20px 4px!important}}"
        "@media (prefers-color-scheme:dark){body,.page,.edge{background:#1c1a17!important}"
        ".sheet,.words{background:#26231f!important}.words,.words p,.words li{color:#efebe4!important}"
        ".words .quiet,.quiet{color:#b5aea3!important}.words .link{color:#8fc3ee!important}}</style>\n</head>\n"_s
            .arg(language, direction, brand);
    // Outlook's engine knows neither max-width nor a centred block, hence the table around the table for it
    // alone. Gmail drops <html> and <body>, so language and direction are said once more.
    return head +
           u"<body style=\"margin:0;padding:0;background:#f4f1ec\">\n"
           "<div style=\"display:none;max-height:0;overflow:hidden\">%1</div>\n"
           "<table role=\"presentation\" class=\"page\" width=\"100%\" cellpadding=\"0\" cellspacing=\"0\" "
           "border=\"0\" lang=\"%2\" dir=\"%3\" "
           "style=\"background:#f4f1ec\"><tr><td class=\"edge\" align=\"center\" style=\"padding:24px "
           "12px\">\n"
           "<!--[if mso]><table role=\"presentation\" width=\"600\" cellpadding=\"0\" cellspacing=\"0\" "
           "border=\"0\"><tr><td><![endif]-->\n"
           "<table role=\"presentation\" class=\"sheet\" width=\"100%\" cellpadding=\"0\" cellspacing=\"0\" "
           "border=\"0\" "
           "style=\"max-width:600px;background:#ffffff;border-radius:8px\"><tr>"
           "<td class=\"words\" align=\"%6\" dir=\"%3\" "
           "style=\"padding:32px 32px "
           "16px;border-radius:8px;font-family:Arial,Helvetica,sans-serif;font-size:16px;"
           "line-height:"
           "1.5;color:#1c1a17;text-align:%6;word-break:break-word\">\n"
           "%4</td></tr></table>\n<!--[if mso]></td></tr></table><![endif]-->\n"
           "<p class=\"quiet\" style=\"margin:16px 0 "
           "0;font-family:Arial,Helvetica,sans-serif;font-size:13px;color:#6b655d\">%5</p>\n"
           "</td></tr></table>\n</body>\n</html>\n"_s.arg(preheader.toHtmlEscaped(), language, direction,
                                                          body, foot, isRtl ? u"right"_s : u"left"_s);
}

} // namespace

RenderedBody rendered(const QString& markdown, const BodyLinks& links, const BodyLook& look)
{
    const QByteArray source = withMarks(markdown).toUtf8();
    const std::unique_ptr<cmark_node, decltype(&cmark_node_free)> tree{
        cmark_parse_document(source.constData(), std::size_t(source.size()), CMARK_OPT_VALIDATE_UTF8),
        cmark_node_free};
    const bool isRtl = isRightToLeft(markdown);
    Writer writer{links, look, isRtl};
    writer.document(tree.get());
    const QString text = writer.text();
    return {documentOf(writer.html(), text, isRtl, look), text};
}

QString inert(const QString& typed)
{
    static const QRegularExpression blanksAtStart{u"^[ \\t]+"_s, QRegularExpression::MultilineOption};
    static const QRegularExpression anywhere{uR"(([\\`*_\[\]<&{}!]))"_s};
    static const QRegularExpression atLineStart{uR"(^([#+=>~|:-]))"_s, QRegularExpression::MultilineOption};
    static const QRegularExpression numbered{uR"(^[0-9]{1,9}([.)]))"_s, QRegularExpression::MultilineOption};
    const QString text = withBackslashes(shownText(typed).replace(blanksAtStart, {}), anywhere);
    return withBackslashes(withBackslashes(text, atLineStart), numbered);
}

QString inertLine(const QString& typed)
{
    return inert(singleLine(typed));
}

bool isLinkToken(const QString& name)
{
    const QString bare = name.section(QRegularExpression{u"\\s*[:|]"_s}, 0, 0).toLower();
    return bare == "recipient.portal_link"_L1 || bare == "recipient.portal_linked"_L1 ||
           bare == "recipient.reset_link"_L1;
}

bool carriesPortalLink(const QString& body)
{
    static const QRegularExpression token{uR"(\{\{\s*recipient\.portal_link)"_s,
                                          QRegularExpression::CaseInsensitiveOption};
    return body.contains(token);
}

bool carriesResetLink(const QString& body)
{
    static const QRegularExpression token{uR"(\{\{\s*recipient\.reset_link)"_s,
                                          QRegularExpression::CaseInsensitiveOption};
    return body.contains(token);
}

} // namespace foyer::mail
