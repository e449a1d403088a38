// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/import/import_session.h"

#include "app/contacts/vcard.h"

namespace foyer {

using namespace Qt::StringLiterals;

ImportSession::ImportSession(Database& database, QObject* parent)
    : QObject{parent}
    , m_database{database}
{
    connect(&m_job, &BackgroundJob::progressed, this, &ImportSession::progressed);
}

void ImportSession::go(Step step)
{
    m_step = step;
    Q_EMIT stepChanged();
}

void ImportSession::giveUp(const Error& error)
{
    m_error = error;
    go(Step::Failed);
}

void ImportSession::open(const QString& path)
{
    go(Step::Reading);
    m_job.run([path](const BackgroundJob::Report&) { return readImportFile(path); },
              [this](Result<ImportFile> file) {
                  if (!file)
                      return giveUp(file.error());
                  m_file = *std::move(file);
                  if (isTable())
                      lookAtTable(true);
                  else
                      plan({});
              });
}

void ImportSession::readAs(const CsvOptions& options)
{
    Q_ASSERT(m_step == Step::Columns);
    if (m_job.isRunning())
        return;
    m_options = options;
    lookAtTable(false);
}

void ImportSession::lookAtTable(bool isFirstLook)
{
    m_job.run([bytes = m_file->bytes,
               options = m_options](const BackgroundJob::Report&) { return previewCsv(bytes, options); },
              [this, isFirstLook](CsvPreview preview) {
                  m_preview = std::move(preview);
                  if (isFirstLook)
                      go(Step::Columns);
                  else
                      Q_EMIT previewChanged();
              });
}

void ImportSession::count(const CsvMapping& mapping)
{
    Q_ASSERT(m_step == Step::Columns);
    if (!m_job.isRunning())
        plan(mapping);
}

void ImportSession::plan(const CsvMapping& mapping)
{
    go(Step::Counting);
    m_job.run(
        [this, file = *m_file, options = m_options, mapping](const BackgroundJob::Report& report) -> Count {
            auto plan = std::make_shared<const ImportPlan>(
                file.format == ImportFormat::Vcard ? readVcards(file.bytes)
                                                   : planFromCsv(file.bytes, options, mapping, report));
            if (!report(0, 0))
                return {plan, fail(Fault::Cancelled, u"cancelled while reading"_s)};
            if (!plan->problems.empty())
                return {plan, contacts::ImportForecast{}};
            return {plan, m_database.read(
                              [&](const Snapshot& snapshot) { return contacts::forecast(snapshot, *plan); })};
        },
        [this](Count count) {
            if (!count.forecast)
                return giveUp(count.forecast.error());
            m_plan = std::move(count.plan);
            m_forecast = *count.forecast;
            go(m_plan->problems.empty() ? Step::Ready : Step::Damaged);
        });
}

void ImportSession::backToColumns()
{
    Q_ASSERT(isTable() && !m_job.isRunning());
    go(Step::Columns);
}

void ImportSession::bringIn(BrandId brand)
{
    Q_ASSERT(m_step == Step::Ready);
    go(Step::Running);
    const QString format = isTable() ? u"CSV"_s : u"vCard"_s;
    m_job.run(
        [this, brand, format, name = fileName(), plan = m_plan](const BackgroundJob::Report& report) {
            return contacts::bringIn(m_database, Actor::studio(), brand, *plan, name, format,
                                     [&](int done, int total) { return report(done, total); });
        },
        [this](const Result<contacts::ImportOutcome>& outcome) {
            if (!outcome)
                return giveUp(outcome.error());
            m_outcome = *outcome;
            go(Step::Done);
        });
}

void ImportSession::takeBack()
{
    Q_ASSERT(m_step == Step::Done);
    go(Step::TakingBack);
    m_job.run(
        [this, id = m_outcome->id](const BackgroundJob::Report& report) {
            return contacts::takeBack(m_database, Actor::studio(), id,
                                      [&](int done, int total) { return report(done, total); });
        },
        [this](const Result<int>& left) {
            if (!left)
                return giveUp(left.error());
            go(Step::TakenBack);
        });
}

} // namespace foyer
