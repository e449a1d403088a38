// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/email_templates/token_places.h"

#include "app/base/text.h"
#include "app/base/token_scan.h"
#include "app/mail/mail_body.h"
#include "app/mail/tokens.h"

#include <QRegularExpression>
#include <QUrl>

#include <cmark.h>

#include <memory>

namespace foyer::email_templates {

using namespace Qt::StringLiterals;

namespace {

// Characters of the private use area, which mean nothing to Markdown; a token's number stands between.
constexpr QChar tokenBegins{0xE000};
constexpr QChar tokenEnds{0xE001};

using Kind = TokenPlace::Kind;

/// Notes the place of every mark in a text. The first to name a token is right: an address comes before the
/// words that show it.
void note(std::vector<TokenPlace>& places, const char* text, Kind kind)
{
    if (!text)
        return;
    const QString read = QString::fromUtf8(text);
    for (qsizetype at = read.indexOf(tokenBegins); at >= 0; at = read.indexOf(tokenBegins, at + 1)) {
        const qsizetype end = read.indexOf(tokenEnds, at);
        bool isNumber = false;
        const int number = end < 0 ? -1 : read.sliced(at + 1, end - at - 1).toInt(&isNumber);
        if (!isNumber || number < 0 || std::size_t(number) >= places.size())
            continue;
        TokenPlace& place = places[std::size_t(number)];
        if (place.kind == Kind::Nowhere)
            place = {kind, read.first(at)};
    }
}

bool isInHeading(cmark_node* node)
{
    for (cmark_node* up = node; up; up = cmark_node_parent(up)) {
        if (cmark_node_get_type(up) == CMARK_NODE_HEADING)
            return true;
        if (cmark_node_get_type(up) == CMARK_NODE_PARAGRAPH)
            return false;
    }
    return false;
}

void noteNode(std::vector<TokenPlace>& places, cmark_node* node)
{
    switch (cmark_node_get_type(node)) {
    case CMARK_NODE_LINK:
    case CMARK_NODE_IMAGE:
        note(places, cmark_node_get_url(node), Kind::Destination);
        note(places, cmark_node_get_title(node), Kind::Title);
        break;
    case CMARK_NODE_CODE:
    case CMARK_NODE_CODE_BLOCK:
        note(places, cmark_node_get_literal(node), Kind::Code);
        break;
    case CMARK_NODE_HTML_BLOCK:
    case CMARK_NODE_HTML_INLINE:
        note(places, cmark_node_get_literal(node), Kind::Html);
        break;
    case CMARK_NODE_TEXT:
        note(places, cmark_node_get_literal(node), isInHeading(node) ? Kind::OneLine : Kind::Text);
        break;
    default:
        break;
    }
}

QString percentEncoded(const QString& value, const QByteArray& kept = {})
{
    return QString::fromLatin1(QUrl::toPercentEncoding(value, kept));
}

QString destination(const TokenPlace& place, const QString& value, bool isAddress)
{
    if (place.before.isEmpty() && isAddress) {
        // Its own punctuation stays; what would end the destination, or be read as an entity, does not.
        QString address = QString::fromLatin1(QUrl{value}.toEncoded());
        static const QRegularExpression special{u"[()<>\\\\*_`\\[\\]{}!\"' ]"_s};
        qsizetype at = 0;
        while ((at = address.indexOf(special, at)) >= 0) {
            const QString code = percentEncoded(address.sliced(at, 1));
            // Some of these need no encoding in an address, but mean something to Markdown.
            const QString written = code.startsWith(u'%') ? code : u'\\' + address[at];
            address.replace(at, 1, written);
            at += written.size();
        }
        return address.replace(u'&', "&amp;"_L1);
    }
    if (place.before.compare("tel:"_L1, Qt::CaseInsensitive) == 0) {
        QString digits;
        for (const QChar c : value) {
            if (c.digitValue() >= 0)
                digits += QChar{u'0' + c.digitValue()};
            else if (c == u'+' && digits.isEmpty())
                digits += c;
        }
        return digits;
    }
    const bool isMail = place.before.compare("mailto:"_L1, Qt::CaseInsensitive) == 0;
    return percentEncoded(value, isMail ? QByteArray{"@"} : QByteArray{});
}

/// Text beside what the template says: together they must not become what neither is.
QString text(const QString& value, const TokenSurroundings& around)
{
    QString written = mail::inert(value);
    const qsizetype blank = around.before.lastIndexOf(QRegularExpression{u"\\s"_s});
    if (around.before.indexOf(u'<', blank < 0 ? 0 : blank) >= 0) {
        // "<" of the template before, ">" behind: no address in between may become a link.
        static const QRegularExpression joint{u"([:@])"_s};
        written = withBackslashes(written, joint);
    }
    static const QRegularExpression numberAtEnd{u"(^|\\n)[0-9]{1,9}$"_s};
    if ((around.next.startsWith(u'.') || around.next.startsWith(u')')) &&
        numberAtEnd.match(written).hasMatch())
        written += u'\\'; // no list begins here
    return written;
}

} // namespace

QString withoutMarks(QString text)
{
    for (QChar& c : text) {
        if (c == tokenBegins || c == tokenEnds)
            c = QChar::ReplacementCharacter;
    }
    return text;
}

std::vector<TokenPlace> placesOf(const std::vector<QString>& parts, const std::vector<bool>& isToken)
{
    std::vector<TokenPlace> places(parts.size());
    QString marked;
    for (std::size_t i = 0; i < parts.size(); ++i)
        marked += isToken[i] ? tokenBegins + QString::number(i) + tokenEnds : parts[i];
    const QByteArray utf8 = marked.toUtf8();
    const std::unique_ptr<cmark_node, decltype(&cmark_node_free)> document{
        cmark_parse_document(utf8.constData(), std::size_t(utf8.size()), CMARK_OPT_VALIDATE_UTF8),
        cmark_node_free};
    const std::unique_ptr<cmark_iter, decltype(&cmark_iter_free)> iter{cmark_iter_new(document.get()),
                                                                       cmark_iter_free};
    for (auto event = cmark_iter_next(iter.get()); event != CMARK_EVENT_DONE;
         event = cmark_iter_next(iter.get())) {
        if (event == CMARK_EVENT_ENTER)
            noteNode(places, cmark_iter_get_node(iter.get()));
    }
    return places;
}

QString writtenAt(const TokenPlace& place, const QString& value, const TokenSurroundings& around)
{
    QString shown = withoutMarks(shownText(value)).trimmed();
    static const QRegularExpression emptyLines{u"\\s*\\n\\s*"_s};
    shown.replace(emptyLines, u"\n"_s); // an empty line would end the paragraph it stands in
    const QString line = QString{shown}.replace(u'\n', ", "_L1);
    switch (place.kind) {
    case Kind::Text:
        return text(shown, around);
    case Kind::OneLine:
        return text(line, around);
    case Kind::Destination:
        return destination(place, line, around.isAddress);
    case Kind::Title:
        // What could end a title is not understood alike by all who read backslashes, so it is written
        // otherwise.
        return mail::inert(QString{line}
                               .replace(u'"', QChar{0x201D})
                               .replace(u'\'', QChar{0x2019})
                               .replace(u'(', u'[')
                               .replace(u')', u']')
                               .replace(u'\\', u'/'));
    case Kind::Code:
        // Nothing can be escaped in code, so what would end it is written otherwise.
        return mail::withoutTokens(line).replace(u'`', QChar{0x2019}).replace("~~~"_L1, "~ ~ ~"_L1);
    case Kind::Html:
        return mail::inert(line);
    case Kind::Nowhere:
        return percentEncoded(line);
    }
    Q_UNREACHABLE();
}

} // namespace foyer::email_templates
