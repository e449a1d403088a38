// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/contacts/csv_table.h"

#include "app/base/text.h"
#include "app/contacts/csv_mapping.h"

#include <algorithm>

namespace foyer {

using namespace Qt::StringLiterals;

namespace {

constexpr std::size_t sampleRows = 50;

/// What people mistake for a table. @returns empty when it may be one
QString otherFormat(QByteArrayView file)
{
    if (file.startsWith("PK\x03\x04") || file.startsWith("\xD0\xCF\x11\xE0"))
        return u"this is a spreadsheet or an archive; save the spreadsheet as CSV first"_s;
    if (file.startsWith("%PDF-"))
        return u"this is a PDF; a table is needed"_s;
    if (file.trimmed().first(std::min<qsizetype>(file.trimmed().size(), 11)).toByteArray().toUpper() ==
        "BEGIN:VCARD")
        return u"these are vCards; import them as such"_s;
    return {};
}

/// A first line "sep=;" is how spreadsheets announce a delimiter. @returns how many bytes it takes
qsizetype announcementLength(QByteArrayView text, std::optional<CsvDelimiter>& announced)
{
    if (text.size() < 5 || text.first(4).toByteArray().toLower() != "sep=")
        return 0;
    for (const auto delimiter :
         {CsvDelimiter::Comma, CsvDelimiter::Semicolon, CsvDelimiter::Tab, CsvDelimiter::Pipe}) {
        if (text[4] != static_cast<char>(delimiter))
            continue;
        const QByteArrayView rest = text.sliced(5);
        const qsizetype end = rest.startsWith("\r\n")                          ? 2
                              : rest.startsWith('\n') || rest.startsWith('\r') ? 1
                                                                               : 0;
        if (end == 0 && !rest.isEmpty())
            return 0;
        announced = delimiter;
        return 5 + end;
    }
    return 0;
}

bool hasLetters(const QString& text)
{
    return std::any_of(text.begin(), text.end(), [](QChar c) { return c.isLetter(); });
}

/// A first row is a header when it uses a word of headers, or when a column below holds addresses or
/// digits that it lacks. Taking a person for a header would lose that person: in doubt it is none.
bool looksLikeHeader(const std::vector<QStringList>& rows)
{
    const QStringList& first = rows.front();
    const bool holdsData =
        std::any_of(first.begin(), first.end(), [](const QString& c) { return isEmailAddress(c); });
    if (holdsData)
        return false;
    const CsvMapping guess = guessMapping(first);
    const auto isKnown = [](const CsvColumn& column) { return column.target != CsvTarget::KeepInNotes; };
    if (std::any_of(guess.columns.begin(), guess.columns.end(), isKnown))
        return true;
    for (qsizetype column = 0; column < first.size(); ++column) {
        if (!hasLetters(first[column]))
            continue;
        const auto isData = [column](const QStringList& row) {
            return column < row.size() &&
                   (isEmailAddress(row[column]) || (!row[column].isEmpty() && !hasLetters(row[column])));
        };
        if (rows.size() > 1 && std::all_of(rows.begin() + 1, rows.end(), isData))
            return true;
    }
    return false;
}

} // namespace

QStringList cellsOf(const CsvReader& reader)
{
    QStringList cells;
    cells.reserve(reader.cellCount());
    for (qsizetype i = 0; i < reader.cellCount(); ++i)
        cells += QString::fromUtf8(reader.cell(i));
    return cells;
}

CsvTable::CsvTable(const QByteArray& file, const CsvOptions& options)
    : m_limits{options.limits}
{
    if (file.size() > m_limits.fileBytes) {
        m_problems.push_back(
            {1, ImportProblemCode::TooLarge, u"the file has more than %1 bytes"_s.arg(m_limits.fileBytes)});
        return;
    }
    if (const QString reason = otherFormat(file); !reason.isEmpty()) {
        m_problems.push_back({1, ImportProblemCode::NotThisFormat, reason});
        return;
    }
    m_text = CsvText::decode(file, options.encoding);
    m_problems = m_text.problems();
    if (m_problems.empty())
        readStart(options);
}

void CsvTable::readStart(const CsvOptions& options)
{
    std::optional<CsvDelimiter> announced;
    const qsizetype begin = announcementLength(m_text.utf8(), announced);
    const int firstLine = begin > 0 ? 2 : 1;
    const QByteArrayView table = m_text.utf8().sliced(begin);
    m_delimiter = options.delimiter ? *options.delimiter : announced ? *announced : sniffDelimiter(table);

    CsvReader reader{table, m_delimiter, m_limits, firstLine};
    std::vector<QStringList> sample;
    qsizetype behindFirst = 0;
    qsizetype widest = 0;
    int lineBehindFirst = firstLine;
    while (sample.size() < sampleRows && reader.next()) {
        if (reader.isBlank())
            continue;
        sample.push_back(cellsOf(reader));
        widest = std::max(widest, reader.cellCount());
        if (sample.size() == 1) {
            behindFirst = reader.offset();
            lineBehindFirst = reader.nextLine();
        }
    }
    if (sample.empty()) {
        m_problems.push_back(reader.problem().value_or(
            ImportProblem{1, ImportProblemCode::NotThisFormat, u"the file holds no rows"_s}));
        return;
    }
    for (QStringList& row : sample) {
        for (QString& cell : row)
            cell = cell.trimmed();
    }
    m_hasHeader =
        options.header == CsvHeader::Guess ? looksLikeHeader(sample) : options.header == CsvHeader::Present;
    m_bodyBegin = begin + (m_hasHeader ? behindFirst : 0);
    m_bodyLine = m_hasHeader ? lineBehindFirst : firstLine;
    if (m_hasHeader) {
        m_headers = sample.front();
        return;
    }
    for (qsizetype column = 1; column <= widest; ++column)
        m_headers += u"Column %1"_s.arg(column);
}

CsvReader CsvTable::rows() const
{
    return CsvReader{m_text.utf8().sliced(m_bodyBegin), m_delimiter, m_limits, m_bodyLine};
}

} // namespace foyer
