// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/base/result.h"
#include "app/payments/statements/csv_statement.h"

namespace foyer {

/// The rows of a bank's file, not yet understood.
struct StatementTable
{
    struct Row
    {
        int line = 0;
        QStringList cells; ///< trimmed
    };
    QStringList headers;
    bool hasHeader = false;
    std::vector<Row> preamble; ///< above the header
    std::vector<Row> rows;     ///< not blank
};

Result<StatementTable> readStatementTable(const QByteArray& file, const StatementLimits& limits);

/// From header words, whatever their case, blanks and punctuation.
std::vector<StatementColumn> guessStatementColumns(const QStringList& headers);

/// "EUR" in "Betrag (EUR)" or "Amount in €". @returns nothing when there is none
std::optional<Currency> currencyInText(QStringView text);

/// An amount as a cell holds it: sign in front or behind, marks between thousands, currency beside it.
struct CellAmount
{
    QString digits; ///< with '.' and ',' as written, other marks between thousands removed
    bool isNegative = false;
    std::optional<Currency> currency;
};
std::optional<CellAmount> cellAmount(const QString& cell);

/// Comma or point by the evidence of all cells. @returns nothing when they contradict each other or could
/// be read both ways
std::optional<QChar> decimalMarkOf(const QStringList& digits);

/// @param mark the decimal one; the other stands between thousands, always three digits apart
std::optional<Money> moneyOfCell(const CellAmount& cell, QChar mark, Currency currency);

} // namespace foyer
