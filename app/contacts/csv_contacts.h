// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/contacts/csv_mapping.h"
#include "app/contacts/csv_table.h"
#include "app/contacts/import_plan.h"

#include <functional>
#include <vector>

namespace foyer {

/// What a window shows before anything is imported.
struct CsvPreview
{
    CsvEncoding encoding = CsvEncoding::Utf8;
    CsvDelimiter delimiter = CsvDelimiter::Comma;
    bool hasHeader = false;
    QStringList headers;           ///< "Column 1" and so on when the file has none
    std::vector<QStringList> rows; ///< the first 20 that are not blank
    CsvMapping mapping;            ///< a guess, one column for each header
    QString product;               ///< the program that wrote the file, empty when unknown
    qint64 rowEstimate = 0;        ///< exact for small files
    std::vector<ImportProblem> problems;
};

/// Looks at the start of a table (and at the encoding of all of it). Pure; any thread, but not the
/// window's: 200 MiB take a moment.
CsvPreview previewCsv(const QByteArray& file, const CsvOptions& options = {});

/// Told now and then while a file is read. @returns false to stop
using CsvProgress = std::function<bool(qint64 bytesDone, qint64 bytesTotal)>;

/// The contacts of a table. A row is a contact, two if its partner columns name somebody; nothing is
/// merged, whatever emails are equal. Blank rows are skipped. What a field cannot take (an unreadable
/// date, a second value) is kept in the notes, with a hint. With any problem, or when `progress` asks to
/// stop, the plan holds no contacts. At most 100 problems and 1000 hints are collected. Pure; any thread.
/// @param mapping for headers as previewCsv() shows them; columns beyond it are kept in the notes
ImportPlan planFromCsv(const QByteArray& file, const CsvOptions& options, const CsvMapping& mapping,
                       const CsvProgress& progress = {});

} // namespace foyer
