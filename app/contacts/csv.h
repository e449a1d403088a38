// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/contacts/csv_text.h"

#include <QByteArray>
#include <QString>
#include <QStringList>

#include <optional>
#include <vector>

namespace foyer {

enum class CsvDelimiter : char
{
    Comma = ',',
    Semicolon = ';',
    Tab = '\t',
    Pipe = '|'
};

/// Beyond these a file is refused; every refusal names its limit.
struct CsvLimits
{
    qsizetype fileBytes = qsizetype{200} * 1024 * 1024;
    qsizetype cellBytes = qsizetype{1024} * 1024; ///< as UTF-8
    qsizetype columns = 512;
};

/// Reads one row at a time (RFC 4180, any line ends, also mixed; the last may be missing) and keeps
/// nothing but the current row, so a table costs no memory beside its bytes. Blanks around cells
/// belong to them. Stops at the first thing that breaks the grammar, since everything behind a
/// misplaced quote would be read wrongly. Not thread-safe; independent readers may run anywhere.
class CsvReader
{
public:
    /// @param utf8 must outlive the reader
    /// @param firstLine the number of the line that `utf8` starts with, for what is reported
    CsvReader(QByteArrayView utf8, CsvDelimiter delimiter, const CsvLimits& limits = {}, int firstLine = 1);

    /// To the next row; an empty line is a row without cells.
    /// @returns false at the end and at a problem
    bool next();

    int line() const { return m_rowLine; }  ///< where the current row starts, from 1
    int nextLine() const { return m_line; } ///< where the next one does
    qsizetype cellCount() const { return static_cast<qsizetype>(m_cells.size()); }
    /// UTF-8 of a cell without its quotes, valid until next(). @param index below cellCount()
    QByteArrayView cell(qsizetype index) const;
    bool isBlank() const;                     ///< no cell holds more than blanks
    qsizetype offset() const { return m_at; } ///< bytes read, for progress
    const std::optional<ImportProblem>& problem() const { return m_problem; }

private:
    struct Span
    {
        bool isUnescaped; ///< then it lies in m_unescaped
        qsizetype begin;
        qsizetype size;
    };
    bool readCell();
    bool readQuoted();
    bool endsCell(qsizetype at) const;
    void skipLineEnd();
    bool failAt(int line, ImportProblemCode code, QString detail);

    QByteArrayView m_text;
    char m_delimiter;
    CsvLimits m_limits;
    qsizetype m_at = 0;
    int m_line;
    int m_rowLine;
    std::vector<Span> m_cells;
    QByteArray m_unescaped; ///< cells of this row that contain doubled quotes
    std::optional<ImportProblem> m_problem;
};

/// The delimiter that cuts the first rows most evenly; a comma when none does.
CsvDelimiter sniffDelimiter(QByteArrayView utf8);

/// A cell to write. Only what a column of numbers holds is a number (P14).
struct CsvCell
{
    enum class Kind
    {
        Text,
        Number
    };
    QString text;
    Kind kind = Kind::Text;
};

/// P14: text that a spreadsheet would run as a formula gets a leading apostrophe; so does text that only
/// differs from such text by leading apostrophes, so that restoredFromSpreadsheet() undoes exactly this.
QString neutralisedForSpreadsheet(QString text);
QString restoredFromSpreadsheet(QString text);

/// One row: every cell quoted and, if text, neutralised; CR LF at its end. A "number" of anything but
/// digits, one sign and one point is written as text. NULs, which no reader takes, become U+FFFD.
void appendCsvRow(QByteArray& out, const std::vector<CsvCell>& row,
                  CsvDelimiter delimiter = CsvDelimiter::Comma);

/// UTF-8 with a byte order mark, without which spreadsheets take it for Windows-1252.
QByteArray writeCsv(const std::vector<std::vector<CsvCell>>& rows,
                    CsvDelimiter delimiter = CsvDelimiter::Comma);

} // namespace foyer
