// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/writing/markdown_commands.h"

#include <QRegularExpression>
#include <QTextBlock>
#include <QTextDocument>

#include <vector>

namespace foyer::writing {

using namespace Qt::StringLiterals;

namespace {

/// Everything before the words of a line.
struct Marker
{
    QString indent;
    QString sign;  ///< "-", "1.", ">", "##"
    QString blank; ///< after the sign
    QString box;   ///< "[ ] "
    int length() const { return int(indent.size() + sign.size() + blank.size() + box.size()); }
    bool isItem() const
    {
        return sign.isEmpty() ? !box.isEmpty() : !sign.startsWith(u'#') && !sign.startsWith(u'>');
    }
    bool isNumber() const { return !sign.isEmpty() && sign[0].isDigit(); }
};

Marker markerOf(const QString& line)
{
    static const QRegularExpression shape{
        u"^(\\s*)(?:(#{1,6}|>|[-*+]|\\d{1,9}[.)])(\\s+|$))?(\\[ \\](?:\\s+|$))?"_s};
    const auto match = shape.match(line);
    if (match.captured(2).isEmpty() && match.captured(4).isEmpty())
        return {};
    return {match.captured(1), match.captured(2), match.captured(3), match.captured(4)};
}

QString prefix(LineKind kind, int number)
{
    switch (kind) {
    case LineKind::Text:
        return {};
    case LineKind::Title:
        return u"# "_s;
    case LineKind::Heading:
        return u"## "_s;
    case LineKind::Subheading:
        return u"### "_s;
    case LineKind::Bullet:
        return u"- "_s;
    case LineKind::Numbered:
        return u"%1. "_s.arg(number);
    case LineKind::Quote:
        return u"> "_s;
    case LineKind::TickBox:
        return u"[ ] "_s;
    }
    Q_UNREACHABLE();
}

void replaceStart(const QTextBlock& block, int length, const QString& by)
{
    QTextCursor edit{block};
    edit.movePosition(QTextCursor::NextCharacter, QTextCursor::KeepAnchor, length);
    edit.insertText(by);
}

} // namespace

void toggleAround(QTextCursor& cursor, const QString& sign)
{
    cursor.beginEditBlock();
    QTextDocument* document = cursor.document();
    if (!cursor.hasSelection()) {
        QTextCursor word = cursor;
        word.select(QTextCursor::WordUnderCursor);
        const QString text = word.selectedText();
        // Between blanks there is none, though Qt takes the one before.
        if (!text.isEmpty() && text.front().isLetterOrNumber() && word.selectionEnd() >= cursor.position())
            cursor = word;
    }
    const auto textAt = [document](int from, int to) {
        QTextCursor look{document};
        look.setPosition(std::max(0, from));
        look.setPosition(std::min(to, document->characterCount() - 1), QTextCursor::KeepAnchor);
        return look.selectedText();
    };
    const int size = int(sign.size());
    int start = cursor.selectionStart();
    int end = cursor.selectionEnd();
    QString inside = textAt(start, end);
    // Blanks at the ends stay outside: "** this**" is not strong.
    while (end > start && inside.endsWith(u' ')) {
        inside.chop(1);
        --end;
    }
    while (end > start && inside.startsWith(u' ')) {
        inside.remove(0, 1);
        ++start;
    }
    const QString around = textAt(start - 2, start);
    const QString after = textAt(end, end + 2);
    // One star is inside two: "**this**" is not slanted.
    const bool isOutside = sign.size() == 2 ? around == sign && after == sign
                                            : around.endsWith(sign) && after.startsWith(sign) &&
                                                  (around != "**"_L1 || after != "**"_L1);
    const bool isInside = inside.size() > 2 * size && inside.startsWith(sign) && inside.endsWith(sign) &&
                          (size == 2 || !inside.startsWith("**"_L1));
    QTextCursor edit{document};
    const auto replace = [&edit](int from, int length, const QString& by) {
        edit.setPosition(from);
        edit.setPosition(from + length, QTextCursor::KeepAnchor);
        edit.insertText(by);
    };
    if (isOutside) {
        replace(end, size, {});
        replace(start - size, size, {});
        start -= size;
        end -= size;
    } else if (isInside) {
        replace(end - size, size, {});
        replace(start, size, {});
        end -= 2 * size;
    } else {
        replace(end, 0, sign);
        replace(start, 0, sign);
        start += size;
        end += size;
    }
    cursor.setPosition(start);
    cursor.setPosition(end, QTextCursor::KeepAnchor);
    cursor.endEditBlock();
}

void makeLink(QTextCursor& cursor)
{
    if (!cursor.hasSelection())
        cursor.select(QTextCursor::WordUnderCursor);
    QString words = cursor.selectedText();
    words.replace(QChar::ParagraphSeparator, u' ');
    const QString address = u"https://"_s;
    cursor.insertText(u'[' + words + "]("_L1 + address + u')');
    const int end = cursor.position() - 1;
    cursor.setPosition(words.isEmpty() ? end - int(address.size()) - 2 : end - int(address.size()));
    if (!words.isEmpty())
        cursor.setPosition(end, QTextCursor::KeepAnchor);
}

LineKind lineKind(const QString& line)
{
    const Marker marker = markerOf(line);
    if (!marker.box.isEmpty())
        return LineKind::TickBox;
    if (marker.sign.isEmpty())
        return LineKind::Text;
    if (marker.sign.startsWith(u'#'))
        return marker.sign.size() == 1   ? LineKind::Title
               : marker.sign.size() == 2 ? LineKind::Heading
                                         : LineKind::Subheading;
    if (marker.sign == ">"_L1)
        return LineKind::Quote;
    return marker.isNumber() ? LineKind::Numbered : LineKind::Bullet;
}

void toggleLines(QTextCursor& cursor, LineKind kind)
{
    QTextDocument* document = cursor.document();
    std::vector<QTextBlock> lines;
    bool areAll = true;
    const QTextBlock last = document->findBlock(cursor.selectionEnd());
    for (QTextBlock block = document->findBlock(cursor.selectionStart());; block = block.next()) {
        const bool isAlone = block == last && lines.empty();
        if (isAlone || !block.text().trimmed().isEmpty()) { // blank lines between stay blank
            lines.push_back(block);
            areAll = areAll && lineKind(block.text()) == kind;
        }
        if (block == last)
            break;
    }
    const LineKind target = areAll ? LineKind::Text : kind;
    cursor.beginEditBlock();
    int number = 0;
    for (const QTextBlock& block : lines) {
        const Marker marker = markerOf(block.text());
        const bool keepsIndent =
            marker.isItem() && (target == LineKind::Bullet || target == LineKind::Numbered);
        replaceStart(block, marker.length(),
                     (keepsIndent ? marker.indent : QString{}) + prefix(target, ++number));
    }
    cursor.endEditBlock();
}

void breakLine(QTextCursor& cursor)
{
    const QTextBlock block = cursor.block();
    const Marker marker = markerOf(block.text());
    const bool goesOn = marker.isItem() || marker.sign == ">"_L1;
    cursor.beginEditBlock();
    if (!goesOn || cursor.hasSelection() || cursor.positionInBlock() < marker.length()) {
        cursor.insertBlock();
    } else if (QStringView{block.text()}.mid(marker.length()).trimmed().isEmpty()) {
        replaceStart(block, int(block.text().size()), {});
        cursor.setPosition(block.position());
    } else {
        QString sign = marker.sign;
        if (marker.isNumber()) {
            const QChar point = sign.back();
            sign = QString::number(sign.chopped(1).toInt() + 1) + point;
        }
        cursor.insertBlock();
        cursor.insertText(marker.indent + sign + marker.blank +
                          (marker.box.isEmpty() ? QString{} : u"[ ] "_s));
    }
    cursor.endEditBlock();
}

bool canIndentItem(const QTextCursor& cursor, bool isDeeper)
{
    const Marker marker = markerOf(cursor.block().text());
    return !marker.sign.isEmpty() && marker.isItem() && !cursor.hasSelection() &&
           cursor.positionInBlock() == marker.length() && (isDeeper || !marker.indent.isEmpty());
}

bool indentItem(QTextCursor& cursor, bool isDeeper)
{
    if (!canIndentItem(cursor, isDeeper))
        return false;
    const QTextBlock block = cursor.block();
    const Marker marker = markerOf(block.text());
    const int step = int(marker.sign.size()) + 1; // below the words of the item above
    if (isDeeper)
        replaceStart(block, 0, QString(step, u' '));
    else
        replaceStart(block, std::min(step, int(marker.indent.size())), {});
    return true;
}

bool dropMarker(QTextCursor& cursor)
{
    const QTextBlock block = cursor.block();
    const Marker marker = markerOf(block.text());
    if (marker.length() == 0 || cursor.hasSelection() || cursor.positionInBlock() != marker.length())
        return false;
    cursor.beginEditBlock();
    replaceStart(block, marker.length(), {});
    cursor.endEditBlock();
    return true;
}

} // namespace foyer::writing
