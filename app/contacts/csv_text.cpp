// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/contacts/csv_text.h"

#include <QString>

#include <algorithm>
#include <array>
#include <cstring>

namespace foyer {

using namespace Qt::StringLiterals;

namespace {

constexpr char32_t firstSurrogate = 0xD800;
constexpr char32_t firstLowSurrogate = 0xDC00;
constexpr char32_t behindSurrogates = 0xE000;

uchar byteAt(QByteArrayView bytes, qsizetype index)
{
    return static_cast<uchar>(bytes[index]);
}

/// Length of the UTF-8 sequence at `at`, 0 when there is none (RFC 3629: no overlong forms, no
/// surrogates, nothing above U+10FFFF).
qsizetype sequenceLength(QByteArrayView bytes, qsizetype at)
{
    const uchar lead = byteAt(bytes, at);
    if (lead < 0x80)
        return 1;
    if (lead < 0xC2 || lead > 0xF4)
        return 0;
    const qsizetype length = lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
    if (at + length > bytes.size())
        return 0;
    const uchar second = byteAt(bytes, at + 1);
    const uchar lowest = lead == 0xE0 ? 0xA0 : lead == 0xF0 ? 0x90 : 0x80;
    const uchar highest = lead == 0xED ? 0x9F : lead == 0xF4 ? 0x8F : 0xBF;
    if (second < lowest || second > highest)
        return 0;
    for (qsizetype i = 2; i < length; ++i) {
        if ((byteAt(bytes, at + i) & 0xC0) != 0x80)
            return 0;
    }
    return length;
}

/// First offset at or behind `at` that is not plain ASCII, or is a NUL. Eight bytes at a time, since
/// nearly all of a contact list is plain.
qsizetype skipPlain(QByteArrayView bytes, qsizetype at)
{
    constexpr quint64 highBits = 0x8080808080808080u;
    constexpr quint64 ones = 0x0101010101010101u;
    while (at + 8 <= bytes.size()) {
        quint64 word = 0;
        std::memcpy(&word, bytes.data() + at, 8);
        if (((word | (word - ones)) & highBits) != 0) // a high bit, or a zero that borrowed
            break;
        at += 8;
    }
    while (at < bytes.size() && byteAt(bytes, at) < 0x80 && bytes[at] != '\0')
        ++at;
    return at;
}

/// Numbers lines from 1 while it walks ahead; CR LF, LF and CR each end one.
class LineCounter
{
public:
    explicit LineCounter(QByteArrayView bytes)
        : m_bytes{bytes}
    {
    }

    int lineAt(qsizetype offset)
    {
        for (; m_at < offset; ++m_at) {
            const char c = m_bytes[m_at];
            const bool isFirstOfPair = c == '\r' && m_at + 1 < m_bytes.size() && m_bytes[m_at + 1] == '\n';
            if ((c == '\n' || c == '\r') && !isFirstOfPair)
                ++m_line;
        }
        return m_line;
    }

private:
    QByteArrayView m_bytes;
    qsizetype m_at = 0;
    int m_line = 1;
};

void appendUtf8(QByteArray& out, char32_t c)
{
    const auto put = [&out](char32_t byte) { out.append(static_cast<char>(static_cast<uchar>(byte))); };
    if (c < 0x80) {
        put(c);
    } else if (c < 0x800) {
        put(0xC0 | (c >> 6));
        put(0x80 | (c & 0x3F));
    } else if (c < 0x10000) {
        put(0xE0 | (c >> 12));
        put(0x80 | ((c >> 6) & 0x3F));
        put(0x80 | (c & 0x3F));
    } else {
        put(0xF0 | (c >> 18));
        put(0x80 | ((c >> 12) & 0x3F));
        put(0x80 | ((c >> 6) & 0x3F));
        put(0x80 | (c & 0x3F));
    }
}

/// 0x80 to 0x9F of Windows-1252; 0 where it has no character. The rest equals Latin-1.
constexpr std::array<char16_t, 32> windowsHalf{
    0x20AC, 0,      0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
    0x2039, 0x0152, 0,      0x017D, 0,      0,      0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
    0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0,      0x017E, 0x0178};

const QByteArray utf8Mark = QByteArray::fromHex("efbbbf");
const QByteArray utf16LeMark = QByteArray::fromHex("fffe");
const QByteArray utf16BeMark = QByteArray::fromHex("feff");

/// UTF-16 without a mark shows in its ASCII characters (separators, digits, line ends, mail addresses):
/// every other byte is zero, always on the same side. What is left must not read as text byte by byte, else
/// it is text with NULs in it.
std::optional<CsvEncoding> utf16WithoutMark(QByteArrayView file)
{
    if (file.size() < 2 || file.size() % 2 != 0)
        return std::nullopt;
    const qsizetype seen = std::min<qsizetype>(file.size(), 8192);
    qsizetype asciiLe = 0;
    qsizetype asciiBe = 0;
    qsizetype plain = 0;
    const auto isPlain = [](uchar byte) {
        return byte >= 0x20 ? byte < 0x7f : byte == '\t' || byte == '\r' || byte == '\n';
    };
    for (qsizetype i = 0; i + 1 < seen; i += 2) {
        const uchar first = byteAt(file, i);
        const uchar second = byteAt(file, i + 1);
        asciiLe += second == 0 && first != 0 && first < 0x80;
        asciiBe += first == 0 && second != 0 && second < 0x80;
        plain += isPlain(first) && isPlain(second);
    }
    const qsizetype pairs = seen / 2;
    const qsizetype enough = std::max<qsizetype>(1, pairs / 10); // a tenth: seen in CJK lists too
    if (2 * plain > pairs - asciiLe - asciiBe)
        return std::nullopt;
    if (asciiLe >= enough && asciiLe > 8 * asciiBe)
        return CsvEncoding::Utf16Le;
    if (asciiBe >= enough && asciiBe > 8 * asciiLe)
        return CsvEncoding::Utf16Be;
    return std::nullopt;
}

/// Text in Windows-1252 hardly ever contains a valid sequence of UTF-8 by chance. So a file that is
/// mostly valid is damaged UTF-8, and must not be shown as "MÃ¼ller" without a word.
bool isMoreUtf8ThanNot(QByteArrayView file)
{
    qsizetype valid = 0;
    qsizetype invalid = 0;
    for (qsizetype at = skipPlain(file, 0); at < file.size(); at = skipPlain(file, at)) {
        const qsizetype length = sequenceLength(file, at);
        valid += length > 1;
        invalid += length == 0;
        at += std::max<qsizetype>(length, 1);
    }
    return invalid == 0 || valid >= invalid;
}

CsvEncoding guessedEncoding(QByteArrayView file)
{
    if (file.startsWith(utf8Mark))
        return CsvEncoding::Utf8;
    if (file.startsWith(utf16LeMark))
        return CsvEncoding::Utf16Le;
    if (file.startsWith(utf16BeMark))
        return CsvEncoding::Utf16Be;
    if (const auto encoding = utf16WithoutMark(file))
        return *encoding;
    return isMoreUtf8ThanNot(file) ? CsvEncoding::Utf8 : CsvEncoding::Windows1252;
}

} // namespace

CsvText CsvText::decode(const QByteArray& file, std::optional<CsvEncoding> chosen)
{
    CsvText text;
    text.m_encoding = chosen ? *chosen : guessedEncoding(file);
    switch (text.m_encoding) {
    case CsvEncoding::Utf8:
        text.readUtf8(file);
        break;
    case CsvEncoding::Utf16Le:
    case CsvEncoding::Utf16Be:
        text.readUtf16(file);
        break;
    case CsvEncoding::Windows1252:
        text.readWindows1252(file);
        break;
    }
    return text;
}

void CsvText::report(int line, QString detail)
{
    const bool isKnown = !m_problems.empty() && m_problems.back().line == line;
    if (!isKnown && m_problems.size() < mostImportProblems)
        m_problems.push_back({line, ImportProblemCode::BrokenEncoding, std::move(detail)});
}

void CsvText::readUtf8(const QByteArray& file)
{
    m_bytes = file;
    m_begin = file.startsWith(utf8Mark) ? utf8Mark.size() : 0;
    const QByteArrayView bytes = utf8();
    LineCounter lines{bytes};
    for (qsizetype at = skipPlain(bytes, 0); at < bytes.size(); at = skipPlain(bytes, at)) {
        const qsizetype length = sequenceLength(bytes, at);
        if (length == 0)
            report(lines.lineAt(at),
                   u"a byte that is not UTF-8 (0x%1)"_s.arg(byteAt(bytes, at), 2, 16, '0'_L1));
        else if (bytes[at] == '\0')
            report(lines.lineAt(at), u"a NUL character"_s);
        at += std::max<qsizetype>(length, 1);
    }
}

void CsvText::readUtf16(QByteArrayView file)
{
    const bool isLittle = m_encoding == CsvEncoding::Utf16Le;
    const auto unitAt = [&](qsizetype at) {
        const char32_t first = byteAt(file, at);
        const char32_t second = byteAt(file, at + 1);
        return isLittle ? first | second << 8 : second | first << 8;
    };
    m_bytes.reserve(file.size());
    int line = 1;
    char32_t previous = 0;
    qsizetype at = file.startsWith(isLittle ? utf16LeMark : utf16BeMark) ? 2 : 0;
    while (at + 2 <= file.size()) {
        char32_t c = unitAt(at);
        at += 2;
        const bool isHigh = c >= firstSurrogate && c < firstLowSurrogate;
        if (isHigh && at + 2 <= file.size() && unitAt(at) >= firstLowSurrogate &&
            unitAt(at) < behindSurrogates) {
            c = 0x10000 + ((c - firstSurrogate) << 10) + (unitAt(at) - firstLowSurrogate);
            at += 2;
        } else if (c >= firstSurrogate && c < behindSurrogates) {
            report(line, u"half a character of UTF-16"_s);
            c = 0xFFFD;
        } else if (c == 0) {
            report(line, u"a NUL character"_s);
        }
        if (c == U'\r' || (c == U'\n' && previous != U'\r'))
            ++line;
        previous = c;
        appendUtf8(m_bytes, c);
    }
    if (at < file.size())
        report(line, u"the file ends in the middle of a UTF-16 character"_s);
}

void CsvText::readWindows1252(QByteArrayView file)
{
    m_bytes.reserve(file.size() + file.size() / 16);
    LineCounter lines{file};
    for (qsizetype at = 0; at < file.size(); ++at) {
        const uchar byte = byteAt(file, at);
        const bool isInHalf = byte >= 0x80 && byte < 0xA0;
        const char32_t c = isInHalf ? windowsHalf[byte - 0x80u] : byte;
        if (c == 0) {
            report(lines.lineAt(at),
                   byte == 0 ? u"a NUL character"_s
                             : u"a byte that is not Windows-1252 (0x%1)"_s.arg(byte, 2, 16, '0'_L1));
        }
        appendUtf8(m_bytes, c);
    }
}

} // namespace foyer
