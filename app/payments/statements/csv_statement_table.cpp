// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/payments/statements/csv_statement_table.h"

#include "app/payments/statements/statement_values.h"

#include <algorithm>

namespace foyer {

using namespace Qt::StringLiterals;

namespace {

constexpr std::size_t headerSearch = 40; // rows in which the header is looked for

bool has(const std::vector<StatementColumn>& columns, StatementColumn column)
{
    return std::find(columns.begin(), columns.end(), column) != columns.end();
}

/// How many columns of a row are known as header words; 0 unless a day and an amount are among them.
std::size_t headerScore(const QStringList& cells)
{
    const std::vector<StatementColumn> columns = guessStatementColumns(cells);
    const bool hasAmount = has(columns, StatementColumn::Amount) || has(columns, StatementColumn::MoneyIn) ||
                           has(columns, StatementColumn::MoneyOut);
    if (!hasAmount || (!has(columns, StatementColumn::BookedDay) && !has(columns, StatementColumn::ValueDay)))
        return 0;
    return static_cast<std::size_t>(
        std::count_if(columns.begin(), columns.end(), [](auto c) { return c != StatementColumn::Ignore; }));
}

struct Shape
{
    CsvDelimiter delimiter = CsvDelimiter::Comma;
    std::size_t score = 0;
};

Shape shapeOf(QByteArrayView text)
{
    Shape best{sniffDelimiter(text), 0};
    for (const CsvDelimiter delimiter :
         {CsvDelimiter::Semicolon, CsvDelimiter::Comma, CsvDelimiter::Tab, CsvDelimiter::Pipe}) {
        CsvReader reader{text, delimiter};
        for (std::size_t row = 0; row < headerSearch && reader.next(); ++row) {
            const std::size_t score = headerScore(cellsOf(reader));
            if (score > best.score)
                best = {delimiter, score};
        }
    }
    return best;
}

bool isThousands(QStringView digits, QChar mark)
{
    const qsizetype first = digits.indexOf(mark);
    if (first < 1 || first > 3)
        return false;
    for (qsizetype at = first; at < digits.size(); at += 4) {
        if (digits[at] != mark || digits.mid(at + 1, 3).size() != 3 || digits.mid(at + 1, 3).contains(mark))
            return false;
    }
    return true;
}

} // namespace

Result<StatementTable> readStatementTable(const QByteArray& file, const StatementLimits& limits)
{
    if (file.size() > limits.fileBytes)
        return fail(Fault::Invalid, u"The file has more than %1 bytes."_s.arg(limits.fileBytes));
    const CsvText text = CsvText::decode(file);
    if (!text.problems().empty())
        return failAtLine(text.problems().front().line, text.problems().front().detail + u'.');
    CsvLimits csvLimits;
    csvLimits.cellBytes = 64 * 1024;
    const Shape shape = shapeOf(text.utf8());
    CsvReader reader{text.utf8(), shape.delimiter, csvLimits};
    StatementTable table;
    while (reader.next()) {
        if (reader.isBlank())
            continue;
        QStringList cells = cellsOf(reader);
        for (QString& cell : cells)
            cell = cell.trimmed();
        if (!table.hasHeader && shape.score > 0 && headerScore(cells) == shape.score) {
            table.hasHeader = true;
            table.headers = cells;
            table.preamble = std::move(table.rows);
            table.rows.clear();
            continue;
        }
        table.rows.push_back({reader.line(), std::move(cells)});
        if (table.rows.size() > limits.lines)
            return failAtLine(reader.line(), u"the file has more than %1 entries."_s.arg(limits.lines));
    }
    if (reader.problem())
        return failAtLine(reader.problem()->line, reader.problem()->detail + u'.');
    if (!table.hasHeader) {
        qsizetype widest = 0;
        for (const StatementTable::Row& row : table.rows)
            widest = std::max(widest, row.cells.size());
        if (widest < 2)
            return fail(Fault::Invalid, u"This file is no table of bank entries."_s);
        for (qsizetype column = 1; column <= widest; ++column)
            table.headers += u"Column %1"_s.arg(column);
    }
    return table;
}

std::optional<CellAmount> cellAmount(const QString& cell)
{
    CellAmount amount;
    amount.currency = currencyInText(cell);
    bool hasDigit = false;
    bool isClosed = false; // behind the sign or letters that follow the digits
    for (const QChar c : cell) {
        if (c >= u'0' && c <= u'9') {
            if (isClosed)
                return std::nullopt;
            hasDigit = true;
            amount.digits += c;
        } else if (c == u'.' || c == u',') {
            if (!hasDigit || isClosed)
                return std::nullopt;
            amount.digits += c;
        } else if (c == u'-' || c == QChar{0x2212}) {
            if (amount.isNegative)
                return std::nullopt;
            amount.isNegative = true;
            isClosed = hasDigit;
        } else if (c == u'+') {
            isClosed = hasDigit;
        } else if (c == u'\'' || c == QChar{0x2019} || c.isSpace()) {
            // Between thousands, or beside a sign or currency.
        } else if (c.isLetter() || c.category() == QChar::Symbol_Currency) {
            isClosed = hasDigit;
        } else {
            return std::nullopt;
        }
    }
    // Letters must be the currency: "12 Stück" is no amount.
    const bool hasLetters = std::any_of(cell.begin(), cell.end(), [](QChar c) { return c.isLetter(); });
    if (!hasDigit || (hasLetters && !amount.currency))
        return std::nullopt;
    return amount;
}

std::optional<QChar> decimalMarkOf(const QStringList& digits)
{
    bool isPoint = false;
    bool isComma = false;
    bool isOpen = false; // "1.234" alone could be either
    for (const QString& cell : digits) {
        const qsizetype point = cell.lastIndexOf(u'.');
        const qsizetype comma = cell.lastIndexOf(u',');
        if (point < 0 && comma < 0)
            continue;
        if (point >= 0 && comma >= 0) {
            (point > comma ? isPoint : isComma) = true;
            continue;
        }
        const QChar mark = point >= 0 ? u'.' : u',';
        if (cell.count(mark) > 1)
            (mark == u'.' ? isComma : isPoint) = true;
        else if (isThousands(cell, mark) && !cell.startsWith(u'0'))
            isOpen = true;
        else
            (mark == u'.' ? isPoint : isComma) = true;
    }
    if (isPoint == isComma)
        return isPoint || isOpen ? std::nullopt : std::optional<QChar>{u'.'};
    return isPoint ? u'.' : u',';
}

std::optional<Money> moneyOfCell(const CellAmount& cell, QChar mark, Currency currency)
{
    const QChar other = mark == u'.' ? u',' : u'.';
    QString digits = cell.digits;
    const qsizetype decimals = digits.indexOf(mark);
    if (decimals >= 0 && digits.indexOf(other, decimals) >= 0)
        return std::nullopt;
    const QStringView whole = decimals < 0 ? QStringView{digits} : QStringView{digits}.first(decimals);
    if (whole.contains(other) && !isThousands(whole, other))
        return std::nullopt;
    const std::optional<Money> money = amountFromDigits(digits.remove(other), mark, currency);
    return money && cell.isNegative ? std::optional{-*money} : money;
}

} // namespace foyer
