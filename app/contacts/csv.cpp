// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/contacts/csv.h"

#include <algorithm>
#include <array>
#include <tuple>

namespace foyer {

using namespace Qt::StringLiterals;

namespace {

bool isLineEnd(char c)
{
    return c == '\n' || c == '\r';
}

/// Line ends in a quoted cell. A CR LF that the end of `text` cuts in two counts once, since a quote
/// ends the cell there.
int lineEndsIn(QByteArrayView text)
{
    int count = 0;
    for (qsizetype i = 0; i < text.size(); ++i) {
        const bool isSecondOfPair = text[i] == '\n' && i > 0 && text[i - 1] == '\r';
        count += isLineEnd(text[i]) && !isSecondOfPair;
    }
    return count;
}

} // namespace

CsvReader::CsvReader(QByteArrayView utf8, CsvDelimiter delimiter, const CsvLimits& limits, int firstLine)
    : m_text{utf8}
    , m_delimiter{static_cast<char>(delimiter)}
    , m_limits{limits}
    , m_line{firstLine}
    , m_rowLine{firstLine}
{
}

bool CsvReader::next()
{
    m_cells.clear();
    m_unescaped.resize(0);
    if (m_problem || m_at >= m_text.size())
        return false;
    m_rowLine = m_line;
    if (isLineEnd(m_text[m_at])) {
        skipLineEnd();
        return true;
    }
    for (;;) {
        if (!readCell())
            return false;
        if (m_at == m_text.size())
            return true;
        if (m_text[m_at] != m_delimiter) {
            skipLineEnd();
            return true;
        }
        ++m_at; // a delimiter at the very end still opens one more, empty, cell
    }
}

QByteArrayView CsvReader::cell(qsizetype index) const
{
    const Span& span = m_cells[static_cast<std::size_t>(index)];
    return (span.isUnescaped ? QByteArrayView{m_unescaped} : m_text).sliced(span.begin, span.size);
}

bool CsvReader::isBlank() const
{
    const auto isVisible = [](char c) { return c > ' ' && c < '\x7f'; };
    for (qsizetype i = 0; i < cellCount(); ++i) {
        const QByteArrayView text = cell(i);
        const bool hasVisible = std::any_of(text.begin(), text.end(), isVisible); // nearly always, and quick
        if (hasVisible || !QString::fromUtf8(text).trimmed().isEmpty())
            return false;
    }
    return true;
}

bool CsvReader::endsCell(qsizetype at) const
{
    return at == m_text.size() || m_text[at] == m_delimiter || isLineEnd(m_text[at]);
}

void CsvReader::skipLineEnd()
{
    const bool isPair = m_text[m_at] == '\r' && m_at + 1 < m_text.size() && m_text[m_at + 1] == '\n';
    m_at += isPair ? 2 : 1;
    ++m_line;
}

bool CsvReader::failAt(int line, ImportProblemCode code, QString detail)
{
    m_problem = ImportProblem{line, code, std::move(detail)};
    m_cells.clear();
    return false;
}

bool CsvReader::readCell()
{
    if (cellCount() == m_limits.columns)
        return failAt(m_rowLine, ImportProblemCode::TooLarge,
                      u"more than %1 columns"_s.arg(m_limits.columns));
    const int line = m_line;
    if (m_at < m_text.size() && m_text[m_at] == '"') {
        if (!readQuoted())
            return false;
    } else {
        const qsizetype begin = m_at;
        while (!endsCell(m_at))
            ++m_at;
        m_cells.push_back({false, begin, m_at - begin});
    }
    if (m_cells.back().size > m_limits.cellBytes)
        return failAt(line, ImportProblemCode::TooLarge,
                      u"a cell of more than %1 bytes"_s.arg(m_limits.cellBytes));
    return true;
}

bool CsvReader::readQuoted()
{
    const int openedOn = m_line;
    const qsizetype begin = ++m_at;
    qsizetype from = begin; // what stands behind the last doubled quote
    const qsizetype unescapedBegin = m_unescaped.size();
    for (;;) {
        const qsizetype quote = m_text.indexOf('"', m_at);
        if (quote < 0)
            return failAt(openedOn, ImportProblemCode::UnfinishedEntry,
                          u"a quoted cell that opens here is never closed"_s);
        m_at = quote + 1;
        if (m_at == m_text.size() || m_text[m_at] != '"') {
            const bool isUnescaped = from != begin;
            if (isUnescaped)
                m_unescaped.append(m_text.sliced(from, quote - from));
            m_cells.push_back({isUnescaped, isUnescaped ? unescapedBegin : begin,
                               isUnescaped ? m_unescaped.size() - unescapedBegin : quote - begin});
            m_line += lineEndsIn(m_text.sliced(begin, quote - begin));
            break;
        }
        m_unescaped.append(m_text.sliced(from, m_at - from)); // with one of the two quotes
        from = ++m_at;
    }
    if (endsCell(m_at))
        return true;
    return failAt(m_line, ImportProblemCode::BrokenLine, u"text behind the closing quote of a cell"_s);
}

CsvDelimiter sniffDelimiter(QByteArrayView utf8)
{
    constexpr int rowsToLookAt = 50;
    using Score = std::tuple<double, qsizetype>; // evenness, then the number of columns
    Score best{0.0, 1};
    CsvDelimiter found = CsvDelimiter::Comma;
    for (const auto delimiter :
         {CsvDelimiter::Comma, CsvDelimiter::Semicolon, CsvDelimiter::Tab, CsvDelimiter::Pipe}) {
        CsvReader reader{utf8, delimiter};
        qsizetype columns = 0;
        double rows = 0;
        double even = 0;
        double cells = 0;
        double indented = 0; // "Muster, Max; Berlin": prose has a blank behind its commas
        while (rows < rowsToLookAt && reader.next()) {
            if (reader.cellCount() == 0)
                continue;
            if (columns == 0)
                columns = reader.cellCount();
            ++rows;
            even += reader.cellCount() == columns;
            for (qsizetype i = 0; i < reader.cellCount(); ++i)
                indented += reader.cell(i).startsWith(' ');
            cells += static_cast<double>(reader.cellCount());
        }
        if (columns < 2)
            continue;
        const double halfForProblem = reader.problem() ? 0.5 : 1.0;
        const Score score{(even / rows - 0.5 * indented / cells) * halfForProblem, columns};
        if (score > best) {
            best = score;
            found = delimiter;
        }
    }
    return found;
}

namespace {

/// What spreadsheets take for the start of a formula, and its full-width twins.
bool startsFormula(QChar c)
{
    static constexpr std::array<char16_t, 10> starts{u'=',  u'+',      u'-',      u'@',      u'\t',
                                                     u'\r', u'\uFF1D', u'\uFF0B', u'\uFF0D', u'\uFF20'};
    return std::find(starts.begin(), starts.end(), c.unicode()) != starts.end();
}

/// Behind any number of apostrophes.
bool isFormulaBehindApostrophes(QStringView text)
{
    const auto first = std::find_if(text.begin(), text.end(), [](QChar c) { return c != u'\''; });
    return first != text.end() && startsFormula(*first);
}

bool isNumber(QStringView text)
{
    const QStringView digits = text.startsWith(u'-') || text.startsWith(u'+') ? text.sliced(1) : text;
    const auto isDigitOrPoint = [](QChar c) { return (c >= u'0' && c <= u'9') || c == u'.'; };
    return !digits.isEmpty() && digits != u"." && digits.count(u'.') <= 1 &&
           std::all_of(digits.begin(), digits.end(), isDigitOrPoint);
}

} // namespace

QString neutralisedForSpreadsheet(QString text)
{
    if (isFormulaBehindApostrophes(text))
        text.prepend(u'\'');
    return text;
}

QString restoredFromSpreadsheet(QString text)
{
    if (text.startsWith(u'\'') && isFormulaBehindApostrophes(text))
        text.remove(0, 1);
    return text;
}

void appendCsvRow(QByteArray& out, const std::vector<CsvCell>& row, CsvDelimiter delimiter)
{
    for (std::size_t i = 0; i < row.size(); ++i) {
        if (i > 0)
            out.append(static_cast<char>(delimiter));
        const bool isPlainNumber = row[i].kind == CsvCell::Kind::Number && isNumber(row[i].text);
        QString text = isPlainNumber ? row[i].text : neutralisedForSpreadsheet(row[i].text);
        text.replace(QChar::Null, QChar::ReplacementCharacter);
        out.append('"').append(text.replace(u'"', "\"\""_L1).toUtf8()).append('"');
    }
    out.append("\r\n");
}

QByteArray writeCsv(const std::vector<std::vector<CsvCell>>& rows, CsvDelimiter delimiter)
{
    QByteArray out{"\xEF\xBB\xBF"};
    for (const auto& row : rows)
        appendCsvRow(out, row, delimiter);
    return out;
}

} // namespace foyer
