// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/payments/statements/statement_session.h"

#include "app/payments/statements/statement_values.h"

#include <QFile>
#include <QFileInfo>

#include <algorithm>

namespace foyer {

using namespace Qt::StringLiterals;

namespace {

constexpr int mostEarlier = 200; ///< lines sorted out already, for undoing

bool isSame(const LineDecision& a, const LineDecision& b)
{
    return a.state == b.state && a.invoices == b.invoices && a.returned == b.returned;
}

LineDecision firstDecision(const StatementRow& row)
{
    // A payment that came back is taken back without asking only when the bank's own reference says which.
    const bool isSureReturn = row.line.isReversal && row.returns.size() == 1 && row.returns.front().isSure;
    if (isSureReturn)
        return {LineState::Matched, {}, row.returns.front().payment};
    return row.isLikeAnother ? LineDecision{} : decisionFor(row.match);
}

QString sentenceOf(const StatementWarning& warning)
{
    return warning.line > 0 ? StatementSession::tr("Line %1: %2").arg(warning.line).arg(warning.sentence)
                            : warning.sentence;
}

QString whichAccount()
{
    return StatementSession::tr("Say which of your accounts this table is of.");
}

} // namespace

StatementSession::StatementSession(Database& database, QObject* parent)
    : QObject{parent}
    , m_database{database}
{
    connect(&m_job, &BackgroundJob::progressed, this, &StatementSession::progressed);
}

QString StatementSession::fileName() const
{
    return QFileInfo{m_path}.fileName();
}

void StatementSession::go(Step step)
{
    m_step = step;
    Q_EMIT stepChanged();
}

void StatementSession::giveUp(const Error& error)
{
    m_error = error;
    go(Step::Failed);
}

void StatementSession::show(Loaded loaded)
{
    m_rows = std::move(loaded.rows);
    m_warnings = std::move(loaded.warnings);
    m_invoices = std::move(loaded.invoices);
    go(Step::Ready);
}

Result<StatementSession::Loaded> StatementSession::load(const Database& database,
                                                        const std::vector<Statement>& read)
{
    return database.read([&](const Snapshot& snapshot) -> Result<Loaded> {
        auto invoices = statements::invoicesToMatch(snapshot);
        if (!invoices)
            return fail(invoices.error());
        Loaded loaded;
        std::vector<StatementLine> lines;
        for (const Statement& statement : read) {
            for (const StatementWarning& warning : statement.warnings)
                loaded.warnings.push_back(sentenceOf(warning));
            for (const StatementLine& line : statement.lines) {
                lines.push_back(line);
                loaded.rows.push_back({.line = line, .format = statement.format});
            }
        }
        const auto seen = statements::seenAmong(snapshot, lines);
        if (!seen)
            return fail(seen.error());
        const auto alike = statements::likeEarlier(
            snapshot, read.empty() ? StatementFormat::Csv : read.front().format, lines);
        if (!alike)
            return fail(alike.error());
        std::vector<LineMatch> matches = matchLines(lines, *invoices, *seen);
        for (std::size_t i = 0; i < matches.size(); ++i) {
            StatementRow& row = loaded.rows[i];
            row.match = std::move(matches[i]);
            row.isLikeAnother = row.isMoneyIn() && !row.isSeen() && alike->contains(lineKey(row.line));
            if (row.line.isReversal && !row.isSeen()) {
                auto returns = statements::possibleReturns(snapshot, row.line);
                if (!returns)
                    return fail(returns.error());
                row.returns = std::move(*returns);
            }
            row.decision = firstDecision(row);
        }
        loaded.invoices = std::make_shared<const std::vector<OpenInvoice>>(std::move(*invoices));
        return loaded;
    });
}

Result<StatementSession::Loaded> StatementSession::loadEarlier(const Database& database)
{
    return database.read([](const Snapshot& snapshot) -> Result<Loaded> {
        auto invoices = statements::invoicesToMatch(snapshot);
        auto stored = statements::waiting(snapshot);
        const auto sorted = statements::sortedOut(snapshot, mostEarlier);
        if (!invoices || !stored || !sorted)
            return fail(!invoices ? invoices.error() : !stored ? stored.error() : sorted.error());
        stored->insert(stored->end(), sorted->begin(), sorted->end());
        Loaded loaded;
        for (const StoredLine& one : *stored) {
            StatementRow row{.line = one.line, .format = one.format, .stored = one};
            // Each by itself: what another waiting line would pay is not paid yet.
            row.match = matchLines({one.line}, *invoices).front();
            row.before.state = one.state;
            if (one.line.isReversal) {
                auto returns = statements::possibleReturns(snapshot, one.line);
                if (!returns)
                    return fail(returns.error());
                row.returns = std::move(*returns);
            }
            if (one.payment && row.isMoneyIn()) {
                const auto paid = statements::paidBy(snapshot, *one.payment);
                if (!paid)
                    return fail(paid.error());
                row.before.invoices = *paid;
            }
            row.decision = row.before;
            loaded.rows.push_back(std::move(row));
        }
        loaded.invoices = std::make_shared<const std::vector<OpenInvoice>>(std::move(*invoices));
        return loaded;
    });
}

Result<StatementSession::FileRead> StatementSession::readFile(const Database& database, const QString& path)
{
    QFile file{path};
    if (!file.open(QIODevice::ReadOnly))
        return fail(Fault::NotFound,
                    tr("The file cannot be opened. It may have been moved, or you may not read it."));
    FileRead read;
    // One byte more than is taken, so that a file of any size ends in a sentence.
    read.bytes = file.read(StatementLimits{}.fileBytes + 1);
    const auto statements = readStatements(read.bytes, QFileInfo{path}.fileName());
    if (statements) {
        read.loaded = load(database, *statements);
        if (!read.loaded)
            return fail(read.loaded.error());
    }
    read.isTable = statementFormatOf(read.bytes) == StatementFormat::Csv;
    if (read.isTable) {
        const auto preview = previewCsvStatement(read.bytes);
        if (!preview)
            return fail(statements ? preview.error() : statements.error());
        read.preview = *preview;
    }
    if (!statements && !read.isTable)
        return fail(statements.error());
    if (!statements)
        read.loaded = fail(statements.error());
    return read;
}

void StatementSession::open(const QString& path)
{
    m_path = path;
    m_isEarlier = false;
    m_options = {};
    m_tableProblem.clear();
    m_isAccountProblem = false;
    go(Step::Reading);
    m_job.run([this, path](const BackgroundJob::Report&) { return readFile(m_database, path); },
              [this](Result<FileRead> read) {
                  if (!read)
                      return giveUp(read.error());
                  m_bytes = std::move(read->bytes);
                  m_isTable = read->isTable;
                  m_preview = std::move(read->preview);
                  m_options.mapping = m_preview.mapping;
                  // A table is looked at first: its columns are a guess.
                  if (m_isTable)
                      return go(Step::Columns);
                  show(std::move(*read->loaded));
              });
}

void StatementSession::openEarlier()
{
    m_path.clear();
    m_isEarlier = true;
    m_isTable = false;
    go(Step::Reading);
    m_job.run([this](const BackgroundJob::Report&) { return loadEarlier(m_database); },
              [this](Result<Loaded> loaded) {
                  if (!loaded)
                      return giveUp(loaded.error());
                  show(std::move(*loaded));
              });
}

void StatementSession::readTable(const StatementCsvOptions& options)
{
    Q_ASSERT(m_step == Step::Columns && !m_job.isRunning());
    m_options = options;
    m_tableProblem.clear();
    m_isAccountProblem = false;
    go(Step::Reading);
    m_job.run(
        [this, options, bytes = m_bytes](const BackgroundJob::Report&) -> Result<Loaded> {
            StatementCsvOptions known = options;
            if (!options.account.isEmpty()) {
                auto account = ownAccountFromText(options.account);
                if (!account)
                    return fail(account.error());
                known.account = std::move(*account);
            }
            const auto read = readCsvStatement(bytes, known);
            if (!read)
                return fail(read.error());
            if (read->front().account.isEmpty())
                return fail(Fault::Invalid, whichAccount());
            return load(m_database, *read);
        },
        [this](Result<Loaded> loaded) {
            if (loaded)
                return show(std::move(*loaded));
            if (loaded.error().fault != Fault::Invalid)
                return giveUp(loaded.error());
            m_tableProblem = loaded.error().detail;
            const bool isTyped = !m_options.account.isEmpty();
            m_isAccountProblem =
                isTyped ? !ownAccountFromText(m_options.account) : m_tableProblem == whichAccount();
            go(Step::Columns);
        });
}

void StatementSession::backToColumns()
{
    Q_ASSERT(m_isTable && !m_job.isRunning());
    go(Step::Columns);
}

void StatementSession::startAgain()
{
    Q_ASSERT(!m_job.isRunning());
    m_rows.clear();
    m_warnings.clear();
    go(Step::Idle);
}

void StatementSession::decide(std::size_t row, const LineDecision& decision)
{
    Q_ASSERT(m_step == Step::Ready);
    m_rows[row].decision = decision;
    Q_EMIT rowChanged(row);
}

const OpenInvoice* StatementSession::invoice(ItemId id) const
{
    const auto found =
        std::lower_bound(m_invoices->begin(), m_invoices->end(), id,
                         [](const OpenInvoice& one, ItemId wanted) { return one.id < wanted; });
    return found != m_invoices->end() && found->id == id ? &*found : nullptr;
}

int StatementSession::countOf(LineState state) const
{
    return int(std::count_if(m_rows.begin(), m_rows.end(), [state](const StatementRow& row) {
        return row.isDecidable() && row.decision.state == state &&
               (!row.stored || !isSame(row.before, row.decision));
    }));
}

std::vector<Money> StatementSession::sums() const
{
    std::vector<Money> sums;
    for (const StatementRow& row : m_rows) {
        if (!row.isDecidable() || row.decision.state != LineState::Matched ||
            (row.stored && isSame(row.before, row.decision)))
            continue;
        const auto same = std::find_if(sums.begin(), sums.end(), [&row](Money sum) {
            return sum.currency() == row.line.amount.currency();
        });
        if (same == sums.end())
            sums.push_back(row.line.amount);
        else
            *same = *same + row.line.amount;
    }
    return sums;
}

Result<statements::Brought> StatementSession::applyEarlier(const BackgroundJob::Report& report)
{
    return m_database.write(Actor::studio(), [&](Transaction& transaction) -> Result<statements::Brought> {
        statements::Brought brought;
        m_undone = 0;
        qint64 done = 0;
        for (const StatementRow& row : m_rows) {
            if (!report(done++, qint64(m_rows.size())))
                return fail(Fault::Cancelled, u"Nothing was changed."_s);
            if (isSame(row.before, row.decision))
                continue;
            if (row.before.state != LineState::Waiting) {
                if (const auto undone = statements::undo(transaction, row.stored->id); !undone)
                    return fail(undone.error());
                ++m_undone;
            }
            if (row.decision.state == LineState::Waiting) {
                ++brought.waiting;
                continue;
            }
            const auto decided = statements::decide(transaction, row.stored->id, row.decision);
            if (!decided)
                return fail(decided.error());
            ++(row.decision.state == LineState::Matched ? brought.matched : brought.ignored);
        }
        return brought;
    });
}

void StatementSession::bringIn()
{
    Q_ASSERT(m_step == Step::Ready);
    go(Step::Running);
    m_job.run(
        [this](const BackgroundJob::Report& report) -> Result<statements::Brought> {
            if (m_isEarlier)
                return applyEarlier(report);
            std::vector<StatementLine> lines;
            std::vector<LineDecision> decisions;
            for (const StatementRow& row : m_rows) {
                lines.push_back(row.line);
                decisions.push_back(row.decision);
            }
            const StatementFormat format = m_rows.empty() ? StatementFormat::Csv : m_rows.front().format;
            return m_database.write(Actor::studio(), [&](Transaction& transaction) {
                return statements::bringIn(transaction, format, lines, decisions,
                                           [&report](std::size_t done, std::size_t total) {
                                               return report(qint64(done), qint64(total));
                                           });
            });
        },
        [this](const Result<statements::Brought>& brought) {
            if (!brought)
                return giveUp(brought.error());
            m_outcome = *brought;
            go(Step::Done);
        });
}

} // namespace foyer
