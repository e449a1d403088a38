// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/contacts/contact_import.h"
#include "app/contacts/csv_contacts.h"
#include "ui/common/background_job.h"
#include "ui/import/import_file.h"

#include <memory>
#include <optional>

namespace foyer {

/// One import from file to contacts, step by step and without a window: reading, planning, counting and
/// writing happen on a thread of their own. Nothing is written before bringIn().
class ImportSession : public QObject
{
    Q_OBJECT

public:
    enum class Step
    {
        Idle,
        Reading,  ///< of the file
        Columns,  ///< a table: what do its columns mean?
        Counting, ///< what the import would do
        Ready,    ///< counted; waits for bringIn()
        Running,
        Done,
        Damaged,    ///< the file has problems: nothing was imported
        Failed,     ///< see error(); nothing was imported
        TakingBack, ///< after Done
        TakenBack,
    };

    explicit ImportSession(Database& database, QObject* parent = nullptr);

    void open(const QString& path);
    /// Reads the start of the table again, in another way. Only in Step::Columns.
    void readAs(const CsvOptions& options);
    /// To Ready or Damaged. Only in Step::Columns.
    void count(const CsvMapping& mapping);
    /// Back from Ready or Damaged to the columns of a table.
    void backToColumns();
    void bringIn(BrandId brand);
    void takeBack();
    /// Stops what is running; what was brought in until then leaves again.
    void cancel() { m_job.cancel(); }

    Step step() const { return m_step; }
    bool isBusy() const { return m_job.isRunning(); }
    QString fileName() const { return m_file ? m_file->name() : QString{}; }
    bool isTable() const { return m_file && m_file->format == ImportFormat::Csv; }
    const CsvOptions& options() const { return m_options; }
    const CsvPreview& preview() const { return m_preview; }
    const std::vector<ImportProblem>& problems() const { return m_plan->problems; }
    const std::vector<ImportProblem>& hints() const { return m_plan->hints; }
    const contacts::ImportForecast& forecast() const { return m_forecast; }
    const contacts::ImportOutcome& outcome() const { return *m_outcome; }
    const Error& error() const { return *m_error; }

Q_SIGNALS:
    void stepChanged();
    /// The table is seen in another way now; still Step::Columns.
    void previewChanged();
    /// @param total  0 while it is not known
    void progressed(qint64 done, qint64 total);

private:
    struct Count
    {
        std::shared_ptr<const ImportPlan> plan;
        Result<contacts::ImportForecast> forecast;
    };

    void go(Step step);
    void giveUp(const Error& error);
    void lookAtTable(bool isFirstLook);
    void plan(const CsvMapping& mapping);

    Database& m_database;
    Step m_step = Step::Idle;
    std::optional<ImportFile> m_file;
    CsvOptions m_options;
    CsvPreview m_preview;
    std::shared_ptr<const ImportPlan> m_plan = std::make_shared<ImportPlan>();
    contacts::ImportForecast m_forecast;
    std::optional<contacts::ImportOutcome> m_outcome;
    std::optional<Error> m_error;
    BackgroundJob m_job; ///< last: its thread ends before what it works on
};

} // namespace foyer
