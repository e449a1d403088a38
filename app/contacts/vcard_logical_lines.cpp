// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/contacts/vcard_logical_lines.h"

#include <algorithm>

namespace foyer {

namespace {

bool isBlank(char c)
{
    return c == ' ' || c == '\t';
}

char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

bool startsWithWord(QByteArrayView text, QByteArrayView lowerWord)
{
    return text.size() >= lowerWord.size() &&
           std::equal(lowerWord.begin(), lowerWord.end(), text.begin(),
                      [](char wanted, char found) { return wanted == lower(found); });
}

/// "BEGIN : VCARD" without its blanks is what counts.
bool isKeywordLine(QByteArrayView line, QByteArrayView lowerName)
{
    const QByteArrayView text = line.trimmed();
    if (!startsWithWord(text, lowerName))
        return false;
    QByteArrayView rest = text.sliced(lowerName.size()).trimmed();
    if (rest.isEmpty() || rest.front() != ':')
        return false;
    rest = rest.sliced(1).trimmed();
    return rest.size() == 5 && startsWithWord(rest, "vcard");
}

bool isWord(QByteArrayView text, QByteArrayView lowerWord)
{
    return text.size() == lowerWord.size() && startsWithWord(text, lowerWord);
}

/// Whether a parameter says `ENCODING=word` or, as in 2.1, only `word`. A mention of it elsewhere is no
/// promise about line ends.
bool isEncodedAs(QByteArrayView line, QByteArrayView lowerWord)
{
    bool isQuoted = false;
    qsizetype start = 0;
    for (qsizetype i = 0; i < line.size(); ++i) {
        if (line[i] == '"')
            isQuoted = !isQuoted;
        const bool isEnd = line[i] == ':' && !isQuoted;
        if (isEnd || (line[i] == ';' && !isQuoted)) {
            QByteArrayView param = line.sliced(start, i - start).trimmed();
            if (startsWithWord(param, "encoding="))
                param = param.sliced(9).trimmed();
            if (start > 0 && isWord(param, lowerWord))
                return true;
            start = i + 1;
        }
        if (isEnd)
            break;
    }
    return false;
}

bool isOnlyBase64(QByteArrayView line)
{
    return !line.isEmpty() && std::all_of(line.begin(), line.end(), [](char c) {
        return (lower(c) >= 'a' && lower(c) <= 'z') || (c >= '0' && c <= '9') || c == '+' || c == '/' ||
               c == '=';
    });
}

} // namespace

bool isBeginOfCard(QByteArrayView line)
{
    return isKeywordLine(line, "begin");
}

bool isEndOfCard(QByteArrayView line)
{
    return isKeywordLine(line, "end");
}

LogicalLines::Physical LogicalLines::physicalAt(qsizetype start) const
{
    const qsizetype end =
        std::find_if(m_bytes.begin() + start, m_bytes.end(), [](char c) { return c == '\n' || c == '\r'; }) -
        m_bytes.begin();
    qsizetype following = end;
    if (following < m_bytes.size()) {
        const bool isPair = m_bytes[end] == '\r' && end + 1 < m_bytes.size() && m_bytes[end + 1] == '\n';
        following += isPair ? 2 : 1;
    }
    return {m_bytes.sliced(start, end - start), following};
}

void LogicalLines::append(LogicalLine& line, QByteArrayView text)
{
    if (m_joined.size() + text.size() > longestLogicalLine)
        line.isTooLong = true;
    else
        m_joined.append(text);
    line.text = m_joined;
}

bool LogicalLines::next(LogicalLine& line)
{
    line = {};
    Physical first;
    do {
        if (m_at >= m_bytes.size())
            return false;
        first = physicalAt(m_at);
        m_at = first.next;
        ++m_number;
    } while (first.text.trimmed().isEmpty());
    line.number = m_number;
    line.text = first.text.first(std::min(first.text.size(), longestLogicalLine));
    line.isTooLong = first.text.size() > longestLogicalLine;

    bool isJoined = false;
    const auto join = [&](QByteArrayView head, QByteArrayView tail) {
        if (!isJoined)
            m_joined = head.toByteArray();
        else
            m_joined.truncate(head.size());
        isJoined = true;
        append(line, tail);
    };
    const bool isQuotedPrintable = isEncodedAs(line.text, "quoted-printable");
    const bool isLooseBase64 = m_folding == Folding::Legacy && isEncodedAs(line.text, "base64");
    while (m_at < m_bytes.size() || isQuotedPrintable) {
        const Physical following = physicalAt(std::min(m_at, m_bytes.size()));
        QByteArrayView soFar = line.text;
        while (isQuotedPrintable && !soFar.isEmpty() && isBlank(soFar.back()))
            soFar.chop(1);
        if (isQuotedPrintable && soFar.endsWith('=')) {
            if (m_at >= m_bytes.size() || isBeginOfCard(following.text) || isEndOfCard(following.text)) {
                line.hasBrokenSoftBreak = true;
                break;
            }
            join(soFar.chopped(1), following.text);
        } else if (m_at < m_bytes.size() && !following.text.isEmpty() && isBlank(following.text.front())) {
            const bool isEmpty = following.text.trimmed().isEmpty() && m_folding == Folding::Legacy;
            const qsizetype dropped = m_folding == Folding::Modern ? 1 : 0;
            join(line.text, isEmpty ? QByteArrayView{} : following.text.sliced(dropped));
        } else if (isLooseBase64 && isOnlyBase64(following.text)) {
            join(line.text, following.text);
        } else {
            break;
        }
        m_at = following.next;
        ++m_number;
    }
    return true;
}

QByteArray LogicalLines::versionAhead() const
{
    qsizetype at = m_at;
    while (at < m_bytes.size()) {
        const Physical line = physicalAt(at);
        if (startsWithWord(line.text, "version:"))
            return line.text.sliced(8).trimmed().toByteArray();
        if (isEndOfCard(line.text) || isBeginOfCard(line.text))
            return {};
        at = line.next;
    }
    return {};
}

} // namespace foyer
