// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/payments/statements/csv_statement.h"

#include "app/base/text.h"
#include "app/contacts/csv_values.h"
#include "app/payments/statements/csv_statement_table.h"
#include "app/payments/statements/statement_check.h"
#include "app/payments/statements/statement_values.h"

#include <QRegularExpression>

#include <algorithm>

namespace foyer {

using namespace Qt::StringLiterals;

namespace {

constexpr std::size_t previewRows = 20;

/// The sentence about what a mapping lacks; empty when it can be read.
QString missingIn(const StatementCsvMapping& mapping)
{
    const auto has = [&mapping](StatementColumn column) {
        return std::find(mapping.columns.begin(), mapping.columns.end(), column) != mapping.columns.end();
    };
    if (!has(StatementColumn::BookedDay) && !has(StatementColumn::ValueDay))
        return u"Choose the column with the day."_s;
    if (!has(StatementColumn::Amount) && !has(StatementColumn::MoneyIn))
        return u"Choose the column with the amount."_s;
    return {};
}

/// Cells of one row by their meaning.
class RowView
{
public:
    RowView(const StatementTable::Row& row, const StatementCsvMapping& mapping)
        : m_row{row}
        , m_mapping{mapping}
    {
    }

    QString value(StatementColumn column) const
    {
        QStringList values;
        const std::size_t count =
            std::min(m_mapping.columns.size(), static_cast<std::size_t>(m_row.cells.size()));
        for (std::size_t i = 0; i < count; ++i) {
            if (m_mapping.columns[i] == column && !m_row.cells[static_cast<qsizetype>(i)].isEmpty())
                values += m_row.cells[static_cast<qsizetype>(i)];
        }
        return values.join(u' ');
    }
    int line() const { return m_row.line; }

private:
    const StatementTable::Row& m_row;
    const StatementCsvMapping& m_mapping;
};

/// Not booked yet, in words of banks.
bool isPending(const QString& status)
{
    static const QRegularExpression pending{
        u"pending|vorgemerkt|vorgemerkter|en attente|declined|reverted|abgelehnt|a venir"_s};
    return pending.match(foldedForSearch(status)).hasMatch();
}

/// -1 out, 1 in, 0: not told.
int directionOf(const QString& word)
{
    const QString folded = foldedForSearch(word);
    static const QStringList out{u"d"_s,    u"dr"_s,  u"s"_s,           u"soll"_s, u"debit"_s,
                                 u"dbit"_s, u"out"_s, u"lastschrift"_s, u"-"_s,    u"af"_s};
    static const QStringList in{u"c"_s,    u"cr"_s, u"h"_s,          u"haben"_s, u"credit"_s,
                                u"crdt"_s, u"in"_s, u"gutschrift"_s, u"+"_s,     u"bij"_s};
    return out.contains(folded) ? -1 : in.contains(folded) ? 1 : 0;
}

class CsvStatementReader
{
public:
    CsvStatementReader(const StatementTable& table, StatementCsvMapping mapping,
                       const StatementCsvOptions& options, const StatementLimits& limits)
        : m_table{table}
        , m_mapping{std::move(mapping)}
        , m_options{options}
        , m_limits{limits}
    {
    }

    Result<std::vector<Statement>> read()
    {
        if (const Result<void> known = learnColumns(); !known)
            return fail(known.error());
        m_statement.format = StatementFormat::Csv;
        m_statement.account = accountOf();
        for (const StatementTable::Row& row : m_table.rows) {
            if (&row == &m_table.rows.front() && isHeadingsOfUnknownWords(RowView{row, m_mapping}))
                continue;
            if (const Result<void> taken = take(RowView{row, m_mapping}); !taken)
                return fail(taken.error());
        }
        checkRunningBalance();
        finishStatement(m_statement);
        std::vector<Statement> statements{std::move(m_statement)};
        numberEquals(statements);
        return statements;
    }

private:
    /// What only the whole column tells: the decimal mark, the order of days, the currency.
    Result<void> learnColumns()
    {
        QStringList digits;
        CsvDateEvidence evidence = CsvDateEvidence::None;
        for (const StatementTable::Row& row : m_table.rows) {
            const RowView view{row, m_mapping};
            for (const StatementColumn column : {StatementColumn::Amount, StatementColumn::MoneyIn,
                                                 StatementColumn::MoneyOut, StatementColumn::Balance}) {
                if (const auto amount = cellAmount(view.value(column)))
                    digits += amount->digits;
            }
            for (const StatementColumn column : {StatementColumn::BookedDay, StatementColumn::ValueDay}) {
                const CsvDateEvidence one = dateEvidence(view.value(column));
                if (one == CsvDateEvidence::Either && evidence == CsvDateEvidence::None)
                    evidence = one;
                else if (one == CsvDateEvidence::DayFirst || one == CsvDateEvidence::MonthFirst)
                    evidence = one;
            }
        }
        switch (m_mapping.decimalMark) {
        case DecimalMark::Point:
            m_mark = u'.';
            break;
        case DecimalMark::Comma:
            m_mark = u',';
            break;
        case DecimalMark::Guess: {
            const std::optional<QChar> mark = decimalMarkOf(digits);
            if (!mark)
                return fail(Fault::Invalid, u"The amounts can be read in two ways; say whether a comma or a "
                                            "point stands before the cents."_s);
            m_mark = *mark;
            break;
        }
        }
        m_dateOrder = m_mapping.dateOrder;
        if (m_dateOrder == CsvDateOrder::Guess) {
            if (evidence == CsvDateEvidence::Either)
                return fail(Fault::Invalid, u"The days can be read in two ways; say whether the day or the "
                                            "month stands first."_s);
            m_dateOrder =
                evidence == CsvDateEvidence::MonthFirst ? CsvDateOrder::MonthFirst : CsvDateOrder::DayFirst;
        }
        learnCurrency();
        return {};
    }

    /// A header's word counts for all rows, a cell's for its column, the person's where there is neither.
    void learnCurrency()
    {
        m_currency = m_options.currency;
        const auto isMoney = [](StatementColumn column) {
            return column == StatementColumn::Amount || column == StatementColumn::MoneyIn ||
                   column == StatementColumn::MoneyOut || column == StatementColumn::Balance;
        };
        const auto look = [&](const QStringList& cells) {
            const auto count = std::min(static_cast<qsizetype>(m_mapping.columns.size()), cells.size());
            for (qsizetype i = 0; i < count; ++i) {
                if (!isMoney(m_mapping.columns[static_cast<std::size_t>(i)]))
                    continue;
                if (const auto currency = currencyInText(cells[i])) {
                    m_currency = currency;
                    return true;
                }
            }
            return false;
        };
        if (look(m_table.headers))
            return;
        for (const StatementTable::Row& row : m_table.rows) {
            if (look(row.cells))
                return;
        }
    }

    /// From a column, from the lines above the header, or from the person.
    QString accountOf() const
    {
        if (!m_table.rows.empty()) {
            const QString told = RowView{m_table.rows.front(), m_mapping}.value(StatementColumn::Account);
            if (!told.isEmpty())
                return accountFromText(told);
        }
        static const QRegularExpression iban{
            u"\\b[A-Z]{2}\\d{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,4})?\\b"_s};
        for (const StatementTable::Row& row : m_table.preamble) {
            for (const QString& cell : row.cells) {
                if (const auto match = iban.match(cell); match.hasMatch())
                    return accountFromText(match.captured());
            }
        }
        return accountFromText(m_options.account);
    }

    bool isHeadingsOfUnknownWords(const RowView& row) const
    {
        const auto holdsNoAmount = [&row](StatementColumn column) {
            const QString cell = row.value(column);
            return std::none_of(cell.begin(), cell.end(), [](QChar c) { return c.isDigit(); });
        };
        const QString day = row.value(StatementColumn::BookedDay) + row.value(StatementColumn::ValueDay);
        return !m_table.hasHeader && holdsNoAmount(StatementColumn::Amount) &&
               holdsNoAmount(StatementColumn::MoneyIn) && !dayFromText(day, m_dateOrder);
    }

    Result<void> take(const RowView& row)
    {
        if (isPending(row.value(StatementColumn::Status)))
            return {};
        QString written = row.value(StatementColumn::BookedDay);
        if (written.isEmpty())
            written = row.value(StatementColumn::ValueDay);
        const bool hasAmount = !row.value(StatementColumn::Amount).isEmpty() ||
                               !row.value(StatementColumn::MoneyIn).isEmpty() ||
                               !row.value(StatementColumn::MoneyOut).isEmpty();
        const std::optional<QDate> day = dayFromText(written, m_dateOrder);
        if (!hasAmount || !day) {
            if (!hasAmount || written.isEmpty()) {
                // Totals below the table and notes of the bank. Said, so that no entry vanishes unseen.
                m_statement.warnings.push_back(
                    {row.line(), u"This row has no day or no amount; it was left out."_s});
                return {};
            }
            return failAtLine(row.line(), u"“%1” is no day."_s.arg(written.left(40)));
        }
        const Result<Money> amount = amountOf(row);
        if (!amount)
            return fail(amount.error());
        StatementLine line;
        line.line = row.line();
        line.bookedDay = *day;
        line.valueDay = dayFromText(row.value(StatementColumn::ValueDay), m_dateOrder).value_or(*day);
        line.amount = *amount;
        line.payerName = statementText(row.value(StatementColumn::PayerName), m_limits).left(200);
        line.payerIban = accountFromText(row.value(StatementColumn::PayerIban));
        line.text = statementText(row.value(StatementColumn::Text), m_limits);
        line.endToEndId = endToEndIdFrom(row.value(StatementColumn::EndToEndId));
        line.bankReference = statementText(row.value(StatementColumn::Reference), m_limits).left(140);
        takeBalance(row, *amount);
        m_statement.lines.push_back(std::move(line));
        return {};
    }

    Result<Money> moneyIn(const RowView& row, StatementColumn column) const
    {
        const QString written = row.value(column);
        const std::optional<CellAmount> cell = cellAmount(written);
        std::optional<Currency> currency = m_currency;
        if (const QString told = row.value(StatementColumn::Currency); !told.isEmpty()) {
            currency = currencyInText(told.toUpper());
            if (!currency)
                return failAtLine(row.line(), u"“%1” is no currency."_s.arg(told.left(20)));
        } else if (cell && cell->currency) {
            currency = cell->currency;
        }
        if (!currency)
            return fail(Fault::Invalid, u"The table does not tell its currency; choose it."_s);
        const std::optional<Money> money = cell ? moneyOfCell(*cell, m_mark, *currency) : std::nullopt;
        if (!money)
            return failAtLine(row.line(),
                              u"“%1” is no amount in %2."_s.arg(written.left(40), currency->code()));
        return *money;
    }

    Result<Money> amountOf(const RowView& row) const
    {
        if (!row.value(StatementColumn::Amount).isEmpty()) {
            Result<Money> amount = moneyIn(row, StatementColumn::Amount);
            const QString told = row.value(StatementColumn::Direction);
            if (!amount || told.isEmpty())
                return amount;
            const int direction = directionOf(told);
            // A word that says something else ("Überweisung") leaves the sign to tell.
            return direction < 0 && amount->minor() > 0 ? -*amount : *amount;
        }
        std::optional<Money> sum;
        for (const StatementColumn column : {StatementColumn::MoneyIn, StatementColumn::MoneyOut}) {
            if (row.value(column).isEmpty())
                continue;
            const Result<Money> amount = moneyIn(row, column);
            if (!amount)
                return amount;
            const bool isOut = column == StatementColumn::MoneyOut;
            const Money part = isOut && amount->minor() > 0 ? -*amount : *amount;
            if (sum && sum->currency() != part.currency())
                return failAtLine(row.line(), u"two currencies in one row."_s);
            sum = sum ? *sum + part : part;
        }
        return *sum; // take() saw that one of them is there
    }

    void takeBalance(const RowView& row, Money amount)
    {
        if (row.value(StatementColumn::Balance).isEmpty())
            return;
        const Result<Money> balance = moneyIn(row, StatementColumn::Balance);
        if (balance && balance->currency() == amount.currency())
            m_balances.push_back({row.line(), amount, *balance});
    }

    /// Each balance must follow from the one before it, whether the oldest or the newest row stands first.
    void checkRunningBalance()
    {
        const auto breaks = [this](bool isOldestFirst) {
            std::optional<int> line;
            for (std::size_t i = 1; i < m_balances.size() && !line; ++i) {
                const Step& earlier = m_balances[isOldestFirst ? i - 1 : i];
                const Step& later = m_balances[isOldestFirst ? i : i - 1];
                const bool follows = earlier.balance.currency() == later.balance.currency() &&
                                     earlier.balance + later.amount == later.balance;
                if (!follows)
                    line = m_balances[i].line;
            }
            return line;
        };
        const std::optional<int> down = breaks(true);
        const std::optional<int> up = breaks(false);
        if (down && up)
            m_statement.warnings.push_back({std::max(*down, *up),
                                            u"The balance of this row does not follow from the "
                                            "row beside it: an entry is missing or damaged."_s});
    }

    struct Step
    {
        int line;
        Money amount;
        Money balance;
    };

    const StatementTable& m_table;
    StatementCsvMapping m_mapping;
    const StatementCsvOptions& m_options;
    StatementLimits m_limits;
    Statement m_statement;
    QChar m_mark = u'.';
    CsvDateOrder m_dateOrder = CsvDateOrder::DayFirst;
    std::optional<Currency> m_currency;
    std::vector<Step> m_balances;
};

} // namespace

Result<StatementCsvPreview> previewCsvStatement(const QByteArray& file, const StatementLimits& limits)
{
    const Result<StatementTable> table = readStatementTable(file, limits);
    if (!table)
        return fail(table.error());
    StatementCsvPreview preview;
    preview.headers = table->headers;
    for (std::size_t i = 0; i < std::min(previewRows, table->rows.size()); ++i)
        preview.rows.push_back(table->rows[i].cells);
    preview.mapping.columns = guessStatementColumns(table->headers);
    preview.missing = missingIn(preview.mapping);
    return preview;
}

Result<std::vector<Statement>> readCsvStatement(const QByteArray& file, const StatementCsvOptions& options,
                                                const StatementLimits& limits)
{
    const Result<StatementTable> table = readStatementTable(file, limits);
    if (!table)
        return fail(table.error());
    const StatementCsvMapping mapping =
        options.mapping.value_or(StatementCsvMapping{.columns = guessStatementColumns(table->headers)});
    if (const QString missing = missingIn(mapping); !missing.isEmpty())
        return fail(Fault::Invalid, missing);
    return CsvStatementReader{*table, mapping, options, limits}.read();
}

} // namespace foyer
