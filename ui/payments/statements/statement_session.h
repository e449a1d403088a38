// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/payments/statements/statement_reader.h"
#include "app/payments/statements/statement_store.h"
#include "ui/common/background_job.h"

#include <memory>

namespace foyer {

/// A line on its way: what the bank wrote, what it seems to pay, what was decided.
struct StatementRow
{
    StatementLine line;
    StatementFormat format = StatementFormat::Csv;
    LineMatch match = {};
    LineDecision decision = {};
    std::vector<statements::PossibleReturn> returns = {}; ///< of money taken back
    std::optional<StoredLine> stored = {};                ///< of an earlier import
    bool isLikeAnother = false;                           ///< came in before, it seems
    LineDecision before = {};                             ///< of `stored`: what it is now

    bool isSeen() const { return match.kind == MatchKind::Seen; }
    bool isMoneyIn() const { return line.amount.minor() > 0; }
    /// Went out and takes nothing back: nothing to decide.
    bool concernsNobody() const { return !isMoneyIn() && !line.isReversal; }
    bool isDecidable() const { return !isSeen() && !concernsNobody(); }
};

/// One statement from file to ledger, without a window: reading, matching and recording happen on a thread of
/// their own. Nothing is recorded before bringIn().
class StatementSession : public QObject
{
    Q_OBJECT

public:
    enum class Step
    {
        Idle,    ///< no file yet
        Reading, ///< and matching
        Columns, ///< a table whose columns are not known yet
        Ready,   ///< waits for bringIn()
        Running,
        Done,
        Failed, ///< see error(); nothing was recorded
    };

    explicit StatementSession(Database& database, QObject* parent = nullptr);

    void open(const QString& path);
    /// Lines of earlier imports: those that wait, and the newest that were sorted out.
    void openEarlier();
    /// Reads the table in this way, then matches. Back to Columns, with a sentence, when that cannot be.
    void readTable(const StatementCsvOptions& options);
    void backToColumns();
    /// Back to Idle, as if nothing had been opened.
    void startAgain();
    void bringIn();
    void cancel() { m_job.cancel(); }
    void decide(std::size_t row, const LineDecision& decision);

    Step step() const { return m_step; }
    bool isBusy() const { return m_job.isRunning(); }
    bool isTable() const { return m_isTable; }
    bool isEarlier() const { return m_isEarlier; }
    QString fileName() const;
    const StatementCsvPreview& preview() const { return m_preview; }
    /// Why the table could not be read with the options that were tried; empty before.
    const QString& tableProblem() const { return m_tableProblem; }
    /// It was the account, not the table.
    bool isAccountProblem() const { return m_isAccountProblem; }
    const StatementCsvOptions& tableOptions() const { return m_options; }
    const std::vector<StatementRow>& rows() const { return m_rows; }
    const std::vector<QString>& warnings() const { return m_warnings; }
    const std::vector<OpenInvoice>& invoices() const { return *m_invoices; }
    const OpenInvoice* invoice(ItemId id) const;
    const statements::Brought& outcome() const { return m_outcome; }
    int undone() const { return m_undone; }
    const Error& error() const { return *m_error; }
    /// Rows whose decision bringIn() would carry out: payments, and of earlier lines every change.
    int countOf(LineState state) const;
    /// What the rows that pay add up to, by currency.
    std::vector<Money> sums() const;

Q_SIGNALS:
    void stepChanged();
    void rowChanged(std::size_t row);
    void progressed(qint64 done, qint64 total);

private:
    struct Loaded
    {
        std::vector<StatementRow> rows;
        std::vector<QString> warnings;
        std::shared_ptr<const std::vector<OpenInvoice>> invoices;
    };
    struct FileRead
    {
        QByteArray bytes;
        bool isTable = false;
        StatementCsvPreview preview;
        Result<Loaded> loaded = fail(Fault::Invalid, {});
    };

    void go(Step step);
    void giveUp(const Error& error);
    void show(Loaded loaded);
    static Result<Loaded> load(const Database& database, const std::vector<Statement>& read);
    static Result<Loaded> loadEarlier(const Database& database);
    static Result<FileRead> readFile(const Database& database, const QString& path);
    Result<statements::Brought> applyEarlier(const BackgroundJob::Report& report);

    Database& m_database;
    Step m_step = Step::Idle;
    QString m_path;
    QByteArray m_bytes;
    bool m_isTable = false;
    bool m_isEarlier = false;
    StatementCsvPreview m_preview;
    StatementCsvOptions m_options;
    QString m_tableProblem;
    bool m_isAccountProblem = false;
    std::vector<StatementRow> m_rows;
    std::vector<QString> m_warnings;
    std::shared_ptr<const std::vector<OpenInvoice>> m_invoices =
        std::make_shared<const std::vector<OpenInvoice>>();
    statements::Brought m_outcome;
    int m_undone = 0;
    std::optional<Error> m_error;
    BackgroundJob m_job; ///< last: its thread ends before what it works on
};

} // namespace foyer
