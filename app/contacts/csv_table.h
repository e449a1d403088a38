// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/contacts/csv.h"

#include <optional>
#include <vector>

namespace foyer {

enum class CsvHeader
{
    Guess,
    Present,
    Absent
};

/// What the person chose; everything left open is found out.
struct CsvOptions
{
    std::optional<CsvEncoding> encoding;
    std::optional<CsvDelimiter> delimiter;
    CsvHeader header = CsvHeader::Guess;
    CsvLimits limits;
};

/// A file seen as a table: decoded, its delimiter and header known, its rows not yet read.
class CsvTable
{
public:
    /// Problems are collected, not returned one by one; a table with problems has nothing to read.
    CsvTable(const QByteArray& file, const CsvOptions& options);

    CsvEncoding encoding() const { return m_text.encoding(); }
    CsvDelimiter delimiter() const { return m_delimiter; }
    bool hasHeader() const { return m_hasHeader; }
    /// Trimmed; "Column 1" and so on when the file has none.
    const QStringList& headers() const { return m_headers; }
    const std::vector<ImportProblem>& problems() const { return m_problems; }
    /// A reader in front of the first row of data. The table must outlive it.
    CsvReader rows() const;
    qsizetype rowBytes() const { return m_text.utf8().size() - m_bodyBegin; }

private:
    void readStart(const CsvOptions& options);

    CsvLimits m_limits;
    CsvText m_text;
    CsvDelimiter m_delimiter = CsvDelimiter::Comma;
    bool m_hasHeader = false;
    QStringList m_headers;
    qsizetype m_bodyBegin = 0;
    int m_bodyLine = 1;
    std::vector<ImportProblem> m_problems;
};

/// The cells of the current row, spelled out.
QStringList cellsOf(const CsvReader& reader);

} // namespace foyer
