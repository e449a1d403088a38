// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/payments/statements/mt940_reader.h"

#include "app/contacts/csv_text.h"
#include "app/payments/statements/mt940_details.h"
#include "app/payments/statements/statement_check.h"
#include "app/payments/statements/statement_values.h"

#include <QRegularExpression>

namespace foyer {

using namespace Qt::StringLiterals;

namespace {

struct Field
{
    int line = 0;
    QString tag; ///< "60F"
    QStringList lines;
};

/// ":61:" at the start of a line. @returns how many characters it takes, 0 for none
qsizetype tagLength(QStringView line)
{
    if (line.size() < 4 || line[0] != u':')
        return 0;
    const qsizetype end = line.indexOf(u':', 1);
    if (end < 3 || end > 4 || !line[1].isDigit() || !line[2].isDigit())
        return 0;
    return end == 4 && !line[3].isUpper() ? 0 : end + 1;
}

constexpr qsizetype mostFieldLines = 60; ///< of one field; SWIFT allows six
constexpr qsizetype longestLine = 4'000;
constexpr std::size_t fieldsForALine = 10; ///< more for each entry is no statement

/// The fields of the file; blocks of the envelope and what stands before the first field left out.
/// @returns Invalid when there are more than any statement has
Result<std::vector<Field>> fieldsOf(QStringView text, const StatementLimits& limits)
{
    std::vector<Field> fields;
    int number = 0;
    bool isOpen = false;
    qsizetype at = 0;
    while (at < text.size()) {
        qsizetype end = text.indexOf(u'\n', at);
        if (end < 0)
            end = text.size();
        QStringView line = text.mid(at, end - at);
        at = end + 1;
        ++number;
        if (line.endsWith(u'\r'))
            line.chop(1);
        line = line.left(longestLine);
        // "{4:" opens the statement in an envelope; it may stand in front of the first field.
        if (line.startsWith(u'{')) {
            const qsizetype body = line.indexOf(u"{4:");
            line = body < 0 ? QStringView{} : line.mid(body + 3);
            isOpen = false;
        }
        if (line == u"-" || line.startsWith(u"-}")) {
            isOpen = false;
            continue;
        }
        if (const qsizetype length = tagLength(line); length > 0) {
            fields.push_back({number, line.mid(1, length - 2).toString(), {line.mid(length).toString()}});
            isOpen = true;
        } else if (isOpen && fields.back().lines.size() < mostFieldLines) {
            fields.back().lines += line.toString();
        }
        if (fields.size() > limits.lines * fieldsForALine)
            return failAtLine(number, u"the file has more fields than a statement can have."_s);
    }
    return fields;
}

/// A year of two digits: 1980 to 2079, as SWIFT reads them.
int fullYear(QStringView digits)
{
    const int year = digits.toInt();
    return year < 80 ? 2000 + year : 1900 + year;
}

QDate dayFrom(QStringView digits)
{
    return {fullYear(digits.left(2)), digits.mid(2, 2).toInt(), digits.mid(4, 2).toInt()};
}

/// The entry's day has no year; it lies near the value day, maybe across New Year.
QDate nearest(QStringView monthAndDay, QDate valueDay)
{
    QDate best;
    for (int year = valueDay.year() - 1; year <= valueDay.year() + 1; ++year) {
        const QDate day{year, monthAndDay.left(2).toInt(), monthAndDay.mid(2, 2).toInt()};
        if (day.isValid() &&
            (!best.isValid() || std::abs(day.daysTo(valueDay)) < std::abs(best.daysTo(valueDay))))
            best = day;
    }
    return best;
}

Result<Money> balanceFrom(const Field& field)
{
    static const QRegularExpression shape{u"\\A([CD])(\\d{6})([A-Z]{3})(\\d{1,15},\\d{0,5})\\s*\\z"_s};
    const auto match = shape.match(field.lines.front());
    const std::optional<Currency> currency = Currency::fromText(match.capturedView(3));
    const std::optional<Money> amount =
        currency ? amountFromDigits(match.capturedView(4), u',', *currency) : std::nullopt;
    if (!match.hasMatch() || !amount || !dayFrom(match.capturedView(2)).isValid())
        return failAtLine(field.line,
                          u"the balance “%1” cannot be read."_s.arg(field.lines.front().left(60)));
    return match.capturedView(1) == u"D" ? -*amount : *amount;
}

/// The reference behind "//"; the one before it is the payer's or the studio's own.
void readReferences(QStringView rest, StatementLine& line)
{
    const qsizetype slashes = rest.indexOf(u"//");
    if (slashes >= 0) {
        line.bankReference = rest.mid(slashes + 2).trimmed().left(34).toString();
        rest = rest.left(slashes);
    }
    if (line.bankReference == u"NONREF")
        line.bankReference.clear();
    line.endToEndId = endToEndIdFrom(rest);
}

Result<StatementLine> entryFrom(const Field& field, Currency currency)
{
    static const QRegularExpression shape{
        u"\\A(\\d{6})(\\d{4})?(R?[CD]|E[CD])([A-Z])?(\\d{1,15},\\d{0,5})([A-Z][A-Z0-9]{3})(.*)\\z"_s};
    const auto match = shape.match(field.lines.front());
    if (!match.hasMatch())
        return failAtLine(field.line, u"the entry “%1” cannot be read."_s.arg(field.lines.front().left(60)));
    StatementLine line;
    line.line = field.line;
    line.valueDay = dayFrom(match.capturedView(1));
    if (!line.valueDay.isValid())
        return failAtLine(field.line, u"“%1” is no day."_s.arg(match.captured(1)));
    line.bookedDay =
        match.capturedLength(2) > 0 ? nearest(match.capturedView(2), line.valueDay) : line.valueDay;
    if (!line.bookedDay.isValid())
        return failAtLine(field.line, u"“%1” is no day."_s.arg(match.captured(2)));
    const std::optional<Money> amount = amountFromDigits(match.capturedView(5), u',', currency);
    if (!amount)
        return failAtLine(field.line, u"“%1” is no amount in %2."_s.arg(match.captured(5), currency.code()));
    // The letter behind the mark is the third of the currency; where it differs, the amount is in another.
    if (match.capturedLength(4) > 0 && match.capturedView(4).front() != currency.code().back())
        return failAtLine(field.line, u"the entry is in another currency than the balance."_s);
    const QStringView mark = match.capturedView(3);
    line.isReversal = mark.startsWith(u'R');
    // RC takes back a credit, so money leaves; RD takes back a debit. EC and ED are expected, not booked.
    const bool isOut = mark == u"D" || mark == u"RC" || mark == u"ED";
    line.amount = isOut ? -*amount : *amount;
    readReferences(match.capturedView(7), line);
    return line;
}

class Mt940Reader
{
public:
    explicit Mt940Reader(const StatementLimits& limits)
        : m_limits{limits}
    {
    }

    Result<std::vector<Statement>> read(const std::vector<Field>& fields)
    {
        for (const Field& field : fields) {
            if (const Result<void> taken = take(field); !taken)
                return fail(taken.error());
        }
        for (Statement& statement : m_statements)
            finishStatement(statement);
        numberEquals(m_statements);
        return std::move(m_statements);
    }

private:
    Result<void> take(const Field& field)
    {
        if (field.tag == u"20") {
            if (m_statements.size() >= m_limits.statements)
                return failAtLine(field.line, tooManyStatements(m_limits));
            m_statements.emplace_back();
            m_statements.back().format = StatementFormat::Mt940;
            m_currency.reset();
            m_isEntryOpen = false;
            return {};
        }
        if (m_statements.empty())
            return failAtLine(field.line, u"a statement begins with the field :20:."_s);
        Statement& statement = m_statements.back();
        if (field.tag == u"25") {
            statement.account = accountIn(field.lines.front());
        } else if (field.tag == u"60F" || field.tag == u"60M") {
            const Result<Money> balance = balanceFrom(field);
            if (!balance)
                return fail(balance.error());
            statement.opening = *balance;
            m_currency = balance->currency();
        } else if (field.tag == u"62F" || field.tag == u"62M") {
            const Result<Money> balance = balanceFrom(field);
            if (!balance)
                return fail(balance.error());
            statement.closing = *balance;
            m_isEntryOpen = false;
        } else if (field.tag == u"61") {
            return takeEntry(field, statement);
        } else if (field.tag == u"86" && m_isEntryOpen) {
            readMt940Details(field.lines, m_limits, statement.lines.back());
            m_isEntryOpen = false;
        }
        return {};
    }

    Result<void> takeEntry(const Field& field, Statement& statement)
    {
        if (!m_currency)
            return failAtLine(field.line, u"the opening balance :60F: with the currency is missing."_s);
        if (++m_lines > m_limits.lines)
            return failAtLine(field.line, u"the file has more than %1 entries."_s.arg(m_limits.lines));
        const QString& entry = field.lines.front();
        static const QRegularExpression expected{u"\\A\\d{6}(\\d{4})?E[CD]"_s};
        m_isEntryOpen = false;
        if (expected.match(entry).hasMatch())
            return {};
        const Result<StatementLine> line = entryFrom(field, *m_currency);
        if (!line)
            return fail(line.error());
        statement.lines.push_back(*line);
        // Where no :86: follows, the bank's further words are all there is.
        if (field.lines.size() > 1)
            statement.lines.back().text = statementText(field.lines[1], m_limits);
        m_isEntryOpen = true;
        return {};
    }

    /// Without the currency that some banks write behind it.
    static QString accountIn(QStringView written)
    {
        QString account = accountFromText(written);
        if (account.size() > 6 && account[account.size() - 4].isDigit() &&
            Currency::fromText(QStringView{account}.last(3)))
            account.chop(3);
        return account;
    }

    StatementLimits m_limits;
    std::vector<Statement> m_statements;
    std::optional<Currency> m_currency;
    bool m_isEntryOpen = false;
    std::size_t m_lines = 0;
};

} // namespace

bool looksLikeMt940(const QByteArray& file)
{
    static const QRegularExpression start{u"(?:\\A|\\n|\\{4:\\s*):20:"_s};
    const QString text =
        QString::fromLatin1(QByteArrayView{file}.first(std::min<qsizetype>(file.size(), 2000)));
    return start.match(text).hasMatch() && (file.contains(":25:") || file.contains(":60"));
}

Result<std::vector<Statement>> readMt940(const QByteArray& file, const StatementLimits& limits)
{
    if (file.size() > limits.fileBytes)
        return fail(Fault::Invalid, u"The file has more than %1 bytes."_s.arg(limits.fileBytes));
    const CsvText text = CsvText::decode(file);
    if (!text.problems().empty())
        return failAtLine(text.problems().front().line, text.problems().front().detail + u'.');
    const auto fields = fieldsOf(QString::fromUtf8(text.utf8()), limits);
    if (!fields)
        return fail(fields.error());
    return Mt940Reader{limits}.read(*fields);
}

} // namespace foyer
