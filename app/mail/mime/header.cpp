// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/mail/mime/header.h"

#include <algorithm>

namespace foyer::mime {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype lineLength = 76;         // RFC 2047 §2: of a line with an encoded word in it
constexpr qsizetype longestEncodedWord = 75; // the same
constexpr qsizetype longestPlainWord = 60;
constexpr QByteArrayView wordBegin = "=?utf-8?";

/// A header that grows word by word and folds where the next would not fit.
class Line
{
public:
    explicit Line(QByteArrayView name)
        : m_bytes{name.toByteArray() + ':'}
        , m_column{m_bytes.size()}
    {
    }
    /// What fits behind the blank that comes before the next word.
    qsizetype room() const { return lineLength - m_column - 1; }
    bool isEmpty() const { return m_isEmpty; }
    void fold()
    {
        m_bytes += "\r\n";
        m_column = 0;
    }
    /// Folds before a word that does not fit, unless only the header's name stands before it.
    void add(const QByteArray& word)
    {
        if (!m_isEmpty && word.size() > room())
            fold();
        m_bytes += ' ' + word;
        m_column += 1 + word.size();
        m_isEmpty = false;
    }
    QByteArray whole() const { return m_bytes + "\r\n"; }

private:
    QByteArray m_bytes;
    qsizetype m_column;
    bool m_isEmpty = true;
};

bool isPrintableAscii(const QString& text)
{
    return std::all_of(text.begin(), text.end(),
                       [](QChar c) { return c.unicode() >= 0x20 && c.unicode() < 0x7f; });
}

/// Stands for itself between blanks, for every program that reads it.
bool isPlain(const QString& text)
{
    if (!isPrintableAscii(text) || text.contains("=?"_L1) || text.contains("  "_L1) ||
        text.startsWith(u' ') || text.endsWith(u' '))
        return false;
    const QStringList words = text.split(u' ');
    return std::all_of(words.begin(), words.end(),
                       [](const QString& word) { return word.size() <= longestPlainWord; });
}

bool isAtomByte(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           QByteArrayView{"!#$%&'*+-/=?^_`{|}~"}.contains(c);
}

/// RFC 2047 §5 (3): what may stand in an encoded word wherever it is.
bool isSafeInWord(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           QByteArrayView{"!*+-/"}.contains(c);
}

QByteArray hex(char c)
{
    static constexpr char digits[] = "0123456789ABCDEF";
    const auto byte = static_cast<unsigned char>(c);
    return QByteArray{1, digits[byte >> 4]} + digits[byte & 15];
}

/// Each as UTF-8, never half of one.
QList<QByteArray> charactersOf(const QString& text)
{
    QList<QByteArray> characters;
    for (const char32_t one : text.toUcs4())
        characters.append(QStringView{QChar::fromUcs4(one)}.toUtf8());
    return characters;
}

QByteArray quoted(const QByteArray& character)
{
    QByteArray text;
    for (const char c : character)
        text += c == ' ' ? QByteArray{"_"} : isSafeInWord(c) ? QByteArray{1, c} : '=' + hex(c);
    return text;
}

qsizetype base64Size(qsizetype bytes)
{
    return (bytes + 2) / 3 * 4;
}

void addEncoded(Line& line, const QString& text)
{
    const QList<QByteArray> characters = charactersOf(text);
    qsizetype asQuoted = 0;
    qsizetype bytes = 0;
    for (const QByteArray& character : characters) {
        asQuoted += quoted(character).size();
        bytes += character.size();
    }
    const bool isBase64 = base64Size(bytes) < asQuoted;
    constexpr qsizetype frame = wordBegin.size() + 4; // "Q?" and "?="
    QByteArray payload;
    const auto put = [&] {
        line.add(wordBegin.toByteArray() + (isBase64 ? "B?" + payload.toBase64() : "Q?" + payload) + "?=");
        payload.clear();
    };
    const auto sizeWith = [&](const QByteArray& character) {
        return frame + (isBase64 ? base64Size(payload.size() + character.size())
                                 : payload.size() + quoted(character).size());
    };
    qsizetype room = std::min(line.room(), longestEncodedWord);
    for (const QByteArray& character : characters) {
        if (sizeWith(character) > room) {
            if (payload.isEmpty())
                line.fold(); // hardly anything fits behind what stands there
            else
                put();
            room = std::min(line.room() > frame + 24 ? line.room() : lineLength - 1, longestEncodedWord);
        }
        payload += isBase64 ? character : quoted(character);
    }
    put();
}

void addPlain(Line& line, const QString& text)
{
    const QStringList words = text.split(u' ');
    for (const QString& word : words)
        line.add(word.toLatin1());
}

void addName(Line& line, const QString& name)
{
    const auto isAtoms = [&] {
        return std::all_of(name.begin(), name.end(),
                           [](QChar c) { return c == u' ' || isAtomByte(char(c.unicode())); });
    };
    if (isPlain(name) && isAtoms()) {
        addPlain(line, name);
    } else if (isPlain(name) && name.size() <= longestPlainWord) {
        QString escaped = name;
        escaped.replace(u'\\', "\\\\"_L1).replace(u'"', "\\\""_L1);
        line.add('"' + escaped.toLatin1() + '"');
    } else {
        addEncoded(line, name);
    }
}

/// For programs that read no other name: letters they know, the ending kept.
QByteArray asciiNameOf(const QString& fileName)
{
    const bool keepsBlanks = isPlain(fileName);
    QByteArray name;
    for (const char32_t one : fileName.toUcs4()) {
        const bool isFine = one > 0x20 && one < 0x7f && !QByteArrayView{"\"\\/%:*?<>|"}.contains(char(one));
        name += isFine || (keepsBlanks && one == U' ') ? char(one) : '_';
    }
    if (name.size() <= longestPlainWord)
        return name;
    const qsizetype dot = name.lastIndexOf('.');
    const QByteArray ending = dot > 0 && name.size() - dot <= 10 ? name.sliced(dot) : QByteArray{};
    return name.first(longestPlainWord - ending.size()) + ending;
}

} // namespace

QByteArray textHeader(QByteArrayView name, const QString& text)
{
    Line line{name};
    if (isPlain(text))
        addPlain(line, text);
    else
        addEncoded(line, text);
    return line.whole();
}

QByteArray mailboxHeader(QByteArrayView name, const QString& displayName, const QByteArray& address)
{
    Line line{name};
    if (displayName.isEmpty()) {
        line.add(address);
    } else {
        addName(line, displayName);
        line.add('<' + address + '>');
    }
    return line.whole();
}

QByteArray wordsHeader(QByteArrayView name, const QList<QByteArray>& words)
{
    Line line{name};
    for (const QByteArray& word : words)
        line.add(word);
    return line.whole();
}

QByteArray fileHeaders(const QString& fileName, const QByteArray& mediaType)
{
    const QByteArray ascii = asciiNameOf(fileName);
    QByteArray headers = wordsHeader("Content-Type", {mediaType + ';', "name=\"" + ascii + '"'});
    if (QString::fromLatin1(ascii) == fileName)
        return headers + wordsHeader("Content-Disposition", {"attachment;", "filename=\"" + ascii + '"'});

    QList<QByteArray> parts{"utf-8''"};
    for (const QByteArray& character : charactersOf(fileName)) {
        QByteArray encoded;
        for (const char c : character) {
            const bool isSafe = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                                c == '.' || c == '-' || c == '_';
            encoded += isSafe ? QByteArray{1, c} : '%' + hex(c);
        }
        if (parts.back().size() + encoded.size() > longestPlainWord)
            parts.append(QByteArray{});
        parts.back() += encoded;
    }
    QList<QByteArray> words{"attachment;"};
    for (qsizetype i = 0; i < parts.size(); ++i) {
        const QByteArray section = parts.size() == 1 ? QByteArray{} : '*' + QByteArray::number(i);
        words.append("filename" + section + "*=" + parts[i] + (i + 1 < parts.size() ? ";" : ""));
    }
    return headers + wordsHeader("Content-Disposition", words);
}

} // namespace foyer::mime
