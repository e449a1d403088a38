// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/contacts/csv_contacts.h"

#include "app/base/random.h"
#include "app/base/text.h"
#include "app/contacts/contact_rules.h"
#include "app/contacts/csv_row.h"

#include <algorithm>

namespace foyer {

using namespace Qt::StringLiterals;

namespace {

constexpr std::size_t previewRows = 20;
constexpr std::size_t mostHints = 1000; // more is not read by anybody, and memory is finite
constexpr qint64 rowsPerReport = 1024;

/// Without headers only emails give themselves away.
void guessEmailsByContent(CsvMapping& mapping, const std::vector<QStringList>& rows)
{
    for (std::size_t column = 0; column < mapping.columns.size(); ++column) {
        qsizetype emails = 0;
        qsizetype others = 0;
        for (const QStringList& row : rows) {
            const QString cell = row.value(static_cast<qsizetype>(column)).trimmed();
            emails += isEmailAddress(cell);
            others += !cell.isEmpty() && !isEmailAddress(cell);
        }
        if (emails > others)
            mapping.columns[column].target = CsvTarget::Email;
    }
}

bool isDay(CsvTarget target)
{
    return target == CsvTarget::Birthday || target == CsvTarget::Anniversary;
}

ImportProblemCode codeOf(ContactFault fault)
{
    switch (fault) {
    case ContactFault::Missing:
        return ImportProblemCode::NoName;
    case ContactFault::TooLong:
    case ContactFault::TooMany:
        return ImportProblemCode::TooLarge;
    case ContactFault::NotAnEmail:
        return ImportProblemCode::BadEmail;
    case ContactFault::NotAPhone:
    case ContactFault::NotAWebAddress:
    case ContactFault::InTheFuture:
    case ContactFault::NotALanguage:
    case ContactFault::HasLineBreak:
        return ImportProblemCode::BrokenValue;
    }
    Q_UNREACHABLE();
}

/// One pass over a table, row by row.
class Planner
{
public:
    Planner(const CsvTable& table, const CsvMapping& mapping, const CsvProgress& progress);
    ImportPlan run();

private:
    bool mayGoOn(const CsvReader& reader);
    bool decideDateOrders(); ///< false: asked to stop
    void hintAtAmbiguity(std::size_t column, int line);
    void takeRow(const CsvReader& reader);
    void addContacts(CsvDraft self, CsvDraft partner, int line);
    void addContact(ImportedContact contact, ContactDetails details, int line);
    void addProblem(int line, ImportProblemCode code, QString detail);
    void addHint(int line, ImportProblemCode code, QString detail);

    const CsvTable& m_table;
    const CsvProgress& m_progress;
    CsvDateOrder m_wantedOrder;
    std::vector<CsvColumn> m_columns; ///< as many as headers
    QStringList m_names;              ///< of the columns, in notes and hints
    std::vector<CsvDateOrder> m_orders;
    ImportPlan m_plan;
    qint64 m_rowsSeen = 0;
};

Planner::Planner(const CsvTable& table, const CsvMapping& mapping, const CsvProgress& progress)
    : m_table{table}
    , m_progress{progress}
    , m_wantedOrder{mapping.dateOrder}
    , m_columns{mapping.columns}
{
    m_columns.resize(static_cast<std::size_t>(table.headers().size()), CsvColumn{CsvTarget::KeepInNotes});
    m_orders.resize(m_columns.size(), mapping.dateOrder);
    for (qsizetype i = 0; i < table.headers().size(); ++i) {
        const QString header = singleLine(table.headers()[i]);
        m_names += header.isEmpty() ? u"Column %1"_s.arg(i + 1) : header;
    }
}

void Planner::addProblem(int line, ImportProblemCode code, QString detail)
{
    if (m_plan.problems.size() < mostImportProblems)
        m_plan.problems.push_back({line, code, std::move(detail)});
    m_plan.contacts = {}; // nothing will be imported any more: give the memory back
}

void Planner::addHint(int line, ImportProblemCode code, QString detail)
{
    if (m_plan.hints.size() < mostHints)
        m_plan.hints.push_back({line, code, std::move(detail)});
}

bool Planner::mayGoOn(const CsvReader& reader)
{
    const bool isTime = ++m_rowsSeen % rowsPerReport == 1;
    return !isTime || !m_progress || m_progress(reader.offset(), m_table.rowBytes());
}

void Planner::hintAtAmbiguity(std::size_t column, int line)
{
    addHint(line, ImportProblemCode::BrokenValue,
            u"the days of \"%1\" may be day/month or month/day; read as %2"_s.arg(
                m_names[static_cast<qsizetype>(column)],
                m_orders[column] == CsvDateOrder::DayFirst ? u"day/month"_s : u"month/day"_s));
}

bool Planner::decideDateOrders()
{
    if (m_wantedOrder != CsvDateOrder::Guess ||
        std::none_of(m_columns.begin(), m_columns.end(), [](const CsvColumn& c) { return isDay(c.target); }))
        return true;
    struct Evidence
    {
        int dayFirst = 0;
        int monthFirst = 0;
        int eitherLine = 0; ///< the first that tells nothing
    };
    std::vector<Evidence> evidence(m_columns.size());
    CsvReader reader = m_table.rows();
    while (reader.next()) {
        if (!mayGoOn(reader))
            return false;
        const auto cells = std::min(m_columns.size(), static_cast<std::size_t>(reader.cellCount()));
        for (std::size_t i = 0; i < cells; ++i) {
            if (!isDay(m_columns[i].target))
                continue;
            const auto seen = dateEvidence(QString::fromUtf8(reader.cell(static_cast<qsizetype>(i))));
            evidence[i].dayFirst += seen == CsvDateEvidence::DayFirst;
            evidence[i].monthFirst += seen == CsvDateEvidence::MonthFirst;
            if (seen == CsvDateEvidence::Either && evidence[i].eitherLine == 0)
                evidence[i].eitherLine = reader.line();
        }
    }
    for (std::size_t i = 0; i < m_columns.size(); ++i) {
        const Evidence& seen = evidence[i];
        m_orders[i] = seen.dayFirst > seen.monthFirst ? CsvDateOrder::DayFirst : CsvDateOrder::MonthFirst;
        const bool isDecided = (seen.dayFirst == 0) != (seen.monthFirst == 0);
        if (seen.eitherLine > 0 && !isDecided)
            hintAtAmbiguity(i, seen.eitherLine);
    }
    return true;
}

void Planner::takeRow(const CsvReader& reader)
{
    const auto cells = static_cast<std::size_t>(reader.cellCount());
    for (std::size_t i = m_columns.size(); i < cells; ++i) {
        if (reader.cell(static_cast<qsizetype>(i)).trimmed().isEmpty()) // a delimiter too many loses nothing
            continue;
        return addProblem(reader.line(), ImportProblemCode::TooManyColumns,
                          u"%1 cells, but the table has %2 columns"_s.arg(cells).arg(m_columns.size()));
    }
    const CsvHint hint = [&](ImportProblemCode code, QString detail) {
        addHint(reader.line(), code, std::move(detail));
    };
    CsvDraft self;
    CsvDraft partner;
    QStringList partnerLines;
    for (std::size_t i = 0; i < std::min(cells, m_columns.size()); ++i) {
        const auto index = static_cast<qsizetype>(i);
        if (reader.cell(index).isEmpty())
            continue;
        const QString cell = QString::fromUtf8(reader.cell(index));
        const bool isPartner = m_columns[i].person == CsvPerson::Partner;
        (isPartner ? partner : self).take(m_columns[i], cell, m_names[index], m_orders[i], hint);
        if (isPartner && m_columns[i].target != CsvTarget::Ignore && !cell.trimmed().isEmpty())
            partnerLines += {m_names[index], restoredFromSpreadsheet(cell).trimmed()};
    }
    if (!partner.hasName()) {
        for (qsizetype i = 0; i + 1 < partnerLines.size(); i += 2)
            self.keep(partnerLines[i], partnerLines[i + 1]);
        partner = {};
    }
    addContacts(std::move(self), std::move(partner), reader.line());
}

void Planner::addContacts(CsvDraft self, CsvDraft partner, int line)
{
    const bool hasSelf = self.hasName();
    const bool hasPartner = partner.hasName();
    if (!hasSelf && (self.hasAnything() || !hasPartner)) {
        return addProblem(line, ImportProblemCode::NoName,
                          u"a row without a name, a company, an email or a phone"_s);
    }
    ImportedContact first;
    ImportedContact second;
    if (hasSelf && hasPartner) {
        first.uid = randomUuid();
        second.uid = randomUuid();
        first.relations.push_back({second.uid, RelationKind::Partner});
        second.relations.push_back({first.uid, RelationKind::Partner});
    }
    if (hasSelf)
        addContact(std::move(first), std::move(self).finish(), line);
    if (hasPartner)
        addContact(std::move(second), std::move(partner).finish(), line);
}

/// What the store would refuse later is told now, with all the rest.
void Planner::addContact(ImportedContact contact, ContactDetails details, int line)
{
    const auto problems = contactProblems(details, details);
    for (const ContactProblem& problem : problems)
        addProblem(line, codeOf(problem.fault), describe(problem));
    if (!m_plan.problems.empty())
        return;
    contact.details = std::move(details);
    contact.line = line;
    m_plan.contacts.push_back(std::move(contact));
}

ImportPlan Planner::run()
{
    if (!decideDateOrders())
        return {};
    CsvReader reader = m_table.rows();
    m_rowsSeen = 0;
    while (m_plan.problems.size() < mostImportProblems && reader.next()) {
        if (!mayGoOn(reader))
            return {};
        if (!reader.isBlank())
            takeRow(reader);
    }
    if (reader.problem())
        addProblem(reader.problem()->line, reader.problem()->code, reader.problem()->detail);
    if (m_progress && m_plan.problems.empty() && !m_progress(m_table.rowBytes(), m_table.rowBytes()))
        return {};
    return std::move(m_plan);
}

} // namespace

CsvPreview previewCsv(const QByteArray& file, const CsvOptions& options)
{
    const CsvTable table{file, options};
    CsvPreview preview;
    preview.encoding = table.encoding();
    preview.delimiter = table.delimiter();
    preview.hasHeader = table.hasHeader();
    preview.headers = table.headers();
    preview.problems = table.problems();
    if (!preview.problems.empty())
        return preview;

    constexpr qint64 rowsToCount = 2000;
    CsvReader reader = table.rows();
    while (preview.rowEstimate < rowsToCount && reader.next()) {
        if (reader.isBlank())
            continue;
        ++preview.rowEstimate;
        if (preview.rows.size() < previewRows)
            preview.rows.push_back(cellsOf(reader));
    }
    if (reader.problem())
        preview.problems.push_back(*reader.problem());
    else if (reader.offset() > 0 && reader.offset() < table.rowBytes())
        preview.rowEstimate = preview.rowEstimate * table.rowBytes() / reader.offset();
    preview.mapping = guessMapping(table.headers());
    if (preview.hasHeader)
        preview.product = productOf(table.headers());
    else
        guessEmailsByContent(preview.mapping, preview.rows);
    return preview;
}

ImportPlan planFromCsv(const QByteArray& file, const CsvOptions& options, const CsvMapping& mapping,
                       const CsvProgress& progress)
{
    const CsvTable table{file, options};
    if (!table.problems().empty())
        return {{}, table.problems(), {}};
    return Planner{table, mapping, progress}.run();
}

} // namespace foyer
