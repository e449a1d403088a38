// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/mail/mime/transfer.h"

#include <QList>
#include <QStringView>

namespace foyer::mime {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype lineLength = 76;

QByteArray escaped(char c)
{
    static constexpr char digits[] = "0123456789ABCDEF";
    const auto byte = static_cast<unsigned char>(c);
    return QByteArray{"="} + digits[byte >> 4] + digits[byte & 15];
}

/// One character of a line. @param isLast  of the line: blanks get lost there
QByteArray encoded(char32_t character, bool isLast)
{
    const bool isBlank = character == U' ' || character == U'\t';
    if (isBlank)
        return isLast ? escaped(char(character)) : QByteArray{1, char(character)};
    if (character > 0x20 && character < 0x7f && character != U'=')
        return QByteArray{1, char(character)};
    QByteArray bytes;
    for (const char c : QStringView{QChar::fromUcs4(character)}.toUtf8())
        bytes += escaped(c);
    return bytes;
}

bool hasAt(const QList<uint>& characters, qsizetype at, QStringView word)
{
    if (at + word.size() > characters.size())
        return false;
    for (qsizetype i = 0; i < word.size(); ++i) {
        if (characters[at + i] != word[i].unicode())
            return false;
    }
    return true;
}

void addLine(QByteArray& into, QStringView line)
{
    const QList<uint> characters = line.toUcs4();
    QByteArray current;
    for (qsizetype i = 0; i < characters.size(); ++i) {
        QByteArray next = encoded(characters[i], i + 1 == characters.size());
        // At the beginning of a line of ours, wherever it is in the text.
        const bool isFrom = hasAt(characters, i, u"From ");
        if (current.isEmpty() && (characters[i] == U'.' || isFrom))
            next = escaped(char(characters[i]));
        if (current.size() + next.size() > lineLength - 1) { // room for the soft line end
            into += current + "=\r\n";
            current.clear();
            if (characters[i] == U'.' || isFrom)
                next = escaped(char(characters[i]));
        }
        current += next;
    }
    into += current + "\r\n";
}

} // namespace

QByteArray quotedPrintable(const QString& text)
{
    QString plain = text;
    plain.replace("\r\n"_L1, "\n"_L1).replace(u'\r', u'\n');
    if (plain.endsWith(u'\n'))
        plain.chop(1);
    QByteArray bytes;
    for (const QStringView line : QStringView{plain}.split(u'\n'))
        addLine(bytes, line);
    return bytes;
}

QByteArray base64Lines(const QByteArray& content)
{
    const QByteArray encodedWhole = content.toBase64();
    QByteArray lines;
    lines.reserve(encodedWhole.size() + encodedWhole.size() / lineLength * 2 + 2);
    for (qsizetype at = 0; at < encodedWhole.size(); at += lineLength)
        lines += encodedWhole.sliced(at, std::min(lineLength, encodedWhole.size() - at)) + "\r\n";
    return lines;
}

} // namespace foyer::mime
