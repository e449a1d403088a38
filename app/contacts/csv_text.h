// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/contacts/import_plan.h"

#include <QByteArray>

#include <optional>
#include <vector>

namespace foyer {

enum class CsvEncoding
{
    Utf8,
    Utf16Le,
    Utf16Be,
    Windows1252
};

/// More would not help anybody to repair a file.
inline constexpr std::size_t mostImportProblems = 100;

/// A file as UTF-8, whatever it was written in. One that was UTF-8 already is shared, not copied.
class CsvText
{
public:
    /// Finds out the encoding (byte order mark, the zero bytes of UTF-16, validity as UTF-8, else
    /// Windows-1252) unless the person chose one. A mark of the chosen encoding is skipped.
    /// NULs and bytes that do not decode become problems that name their line. Pure; any thread.
    static CsvText decode(const QByteArray& file, std::optional<CsvEncoding> chosen = {});

    CsvEncoding encoding() const { return m_encoding; }
    /// Valid as long as this value lives. Only fit for reading when there are no problems.
    QByteArrayView utf8() const { return QByteArrayView{m_bytes}.sliced(m_begin); }
    const std::vector<ImportProblem>& problems() const { return m_problems; }

private:
    void readUtf8(const QByteArray& file);
    void readUtf16(QByteArrayView file);
    void readWindows1252(QByteArrayView file);
    void report(int line, QString detail);

    QByteArray m_bytes;
    qsizetype m_begin = 0; ///< behind the byte order mark
    CsvEncoding m_encoding = CsvEncoding::Utf8;
    std::vector<ImportProblem> m_problems;
};

} // namespace foyer
