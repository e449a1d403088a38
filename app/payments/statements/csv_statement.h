// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/base/result.h"
#include "app/contacts/csv_mapping.h"
#include "app/contacts/csv_table.h"
#include "app/payments/statements/statement.h"

#include <QByteArray>
#include <QStringList>

namespace foyer {

/// What a column of a bank's table means.
enum class StatementColumn
{
    Ignore,
    BookedDay,
    ValueDay,
    Amount,    ///< signed, or with its direction in another column
    MoneyIn,   ///< unsigned
    MoneyOut,  ///< unsigned or negative
    Direction, ///< "D"/"C", "S"/"H", "Soll"/"Haben"
    Currency,
    PayerName,
    PayerIban,
    Text, ///< several are joined
    Reference,
    EndToEndId,
    Balance, ///< behind the entry; used to check that no entry is missing
    Account,
    Status, ///< "pending", "vorgemerkt": such rows are left out
};

enum class DecimalMark
{
    Guess,
    Point,
    Comma
};

/// How to read a bank's table. A value: guessed, shown, changed, kept for the next file of that bank.
struct StatementCsvMapping
{
    std::vector<StatementColumn> columns; ///< in the order of the table
    CsvDateOrder dateOrder = CsvDateOrder::Guess;
    DecimalMark decimalMark = DecimalMark::Guess;
    bool operator==(const StatementCsvMapping&) const = default;
};

/// By words that never change: kept mappings outlive versions.
QString toText(const StatementCsvMapping& mapping);
/// @returns nothing when it is no text that toText() could have made
std::optional<StatementCsvMapping> statementMappingFromText(const QString& text);

struct StatementCsvOptions
{
    std::optional<StatementCsvMapping> mapping; ///< else guessed from the header
    std::optional<Currency> currency;           ///< where the table tells none
    QString account;                            ///< where the table tells none
};

/// What a window shows before anything is read.
struct StatementCsvPreview
{
    QStringList headers;           ///< "Column 1" and so on when the table has none
    std::vector<QStringList> rows; ///< the first 20 of data
    StatementCsvMapping mapping;   ///< the guess
    QString missing;               ///< what the guess still lacks, one sentence; empty when it can be read
};

/// @returns Invalid when the bytes are no table
Result<StatementCsvPreview> previewCsvStatement(const QByteArray& file, const StatementLimits& limits = {});

/// Reads a bank's table: the header may stand below lines about the account, its words are known in
/// English, German and French; days and amounts are read by the evidence of their whole column, and what
/// stays ambiguous is refused with a sentence. Pure; any thread.
/// @returns Invalid with the line and a sentence; then nothing of the file was read
Result<std::vector<Statement>> readCsvStatement(const QByteArray& file,
                                                const StatementCsvOptions& options = {},
                                                const StatementLimits& limits = {});

} // namespace foyer
