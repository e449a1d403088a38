// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

namespace foyer {

/// How a card folds its lines.
enum class Folding
{
    Modern, ///< 3.0 and 4.0: the blank after the break belongs to the fold
    Legacy, ///< 2.1: a line breaks where a blank stands, which stays; base64 needs no blank at all
};

/// A property as the file has it, put together from as many lines as it took.
struct LogicalLine
{
    QByteArrayView text;             ///< valid until the next call of next()
    int number = 0;                  ///< of its first line, from 1
    bool isTooLong = false;          ///< cut off at longestLogicalLine
    bool hasBrokenSoftBreak = false; ///< quoted-printable that promises a line which does not come
};

/// A picture of 20 MiB in base64, its line breaks and blanks.
inline constexpr qsizetype longestLogicalLine = 30 * 1024 * 1024;

/// Walks through a file once, from line to line. Line ends may be CRLF, LF or CR, also mixed; empty
/// lines are passed over. Copies only what is folded.
class LogicalLines
{
public:
    explicit LogicalLines(QByteArrayView bytes)
        : m_bytes{bytes}
    {
    }

    /// @returns false at the end of the file
    bool next(LogicalLine& line);

    void setFolding(Folding folding) { m_folding = folding; }

    /// The value of the VERSION line that the card at this place has, looking no further than the card
    /// goes; empty when it has none. VERSION may come last, but says how everything is folded.
    QByteArray versionAhead() const;

private:
    struct Physical
    {
        QByteArrayView text;
        qsizetype next = 0; ///< where the following line begins
    };
    Physical physicalAt(qsizetype start) const;
    void append(LogicalLine& line, QByteArrayView text);

    QByteArrayView m_bytes;
    qsizetype m_at = 0;
    int m_number = 0;
    Folding m_folding = Folding::Modern;
    QByteArray m_joined;
};

/// "BEGIN:VCARD" or "END:VCARD", whatever the case and the blanks around.
bool isBeginOfCard(QByteArrayView line);
bool isEndOfCard(QByteArrayView line);

} // namespace foyer
