// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/automations/runs_view.h"

#include "ui/address_book/ask.h"
#include "ui/address_book/flow_layout.h"
#include "ui/automations/automation_words.h"
#include "ui/common/words.h"
#include "ui/theme/icons.h"
#include "ui/theme/metrics.h"
#include "ui/theme/style.h"

#include <QHeaderView>
#include <QLabel>
#include <QPushButton>
#include <QScrollBar>
#include <QTreeView>
#include <QVBoxLayout>

#include <algorithm>
#include <set>

namespace foyer {

using namespace Qt::StringLiterals;
using automations::Run;
using automations::RunState;
using automations::StepRow;
using automations::StepState;

namespace {

constexpr int firstLimit = 200;
constexpr int mostLimit = 10'000;
constexpr std::chrono::milliseconds breath{150};

QPushButton* button(const QString& objectName, const QString& iconName, const QString& text)
{
    auto* made = new QPushButton{icon(iconName), text};
    made->setObjectName(objectName);
    return made;
}

bool isOpen(const Run& run)
{
    return run.state == RunState::Running || run.state == RunState::Asking;
}

} // namespace

RunsView::RunsView(Database& database, RunsModel::Named named, QWidget* parent)
    : QWidget{parent}
    , m_database{database}
    , m_limit{firstLimit}
    , m_model{new RunsModel{named, this}}
    , m_tree{new QTreeView}
    , m_none{new QLabel{
          named == RunsModel::Named::ByJob
              ? tr("It has not run yet. What it does, and what it leaves and why, will stand here.")
              : tr("No automation has done anything for this job.")}}
    , m_details{new QLabel}
    , m_cancel{button(u"cancelRun"_s, u"circle-x"_s, tr("Cancel Run…"))}
    , m_retry{button(u"retryStep"_s, u"refresh-cw"_s, tr("Try Again"))}
    , m_mail{button(u"showMail"_s, u"mail"_s, tr("Show in Outbox"))}
    , m_showJob{button(u"showRunJob"_s, u"briefcase"_s, tr("Show Job"))}
    , m_older{button(u"olderRuns"_s, u"history"_s, tr("Show Older Ones"))}
{
    setObjectName(u"runs"_s);
    build();
    m_soon.setSingleShot(true);
    m_soon.setInterval(breath);
    connect(&m_soon, &QTimer::timeout, this, &RunsView::reload);
    connect(m_tree->selectionModel(), &QItemSelectionModel::currentChanged, this, &RunsView::showChoices);
    for (const auto signal : {&QTreeView::expanded, &QTreeView::collapsed})
        connect(m_tree, signal, this, &RunsView::fitHeight);
    connect(m_cancel, &QPushButton::clicked, this, &RunsView::cancelRun);
    connect(m_retry, &QPushButton::clicked, this, &RunsView::retry);
    connect(m_mail, &QPushButton::clicked, this, [this] {
        const StepRow* step = m_model->step(m_tree->currentIndex());
        if (step && step->mail)
            Q_EMIT mailWanted(*step->mail);
    });
    connect(m_showJob, &QPushButton::clicked, this, [this] {
        const Run* run = m_model->run(m_tree->currentIndex());
        if (run && run->job)
            Q_EMIT jobWanted(*run->job);
    });
    connect(m_older, &QPushButton::clicked, this, [this] {
        m_limit = std::min(mostLimit, m_limit * 5);
        reload();
    });
    connect(&m_database, &Database::changed, this, [this](const Changes& changes) {
        const bool isOfMail = changes.touches(Entity::Mail) && !m_model->seen().mails.empty();
        if ((changes.touches(Entity::Automation) || isOfMail) && !m_soon.isActive())
            m_soon.start();
    });
}

void RunsView::build()
{
    m_none->setObjectName(u"noRuns"_s);
    m_none->setWordWrap(true);
    theme::setTextRole(m_none, theme::TextRole::Muted);
    m_tree->setObjectName(u"runTree"_s);
    m_tree->setAccessibleName(tr("What automations did"));
    m_tree->setModel(m_model);
    m_tree->setUniformRowHeights(true); // thousands of lines are no work then
    m_tree->setAllColumnsShowFocus(true);
    m_tree->setEditTriggers(QTreeView::NoEditTriggers);
    m_tree->setSelectionBehavior(QTreeView::SelectRows);
    m_tree->setTextElideMode(Qt::ElideRight);
    m_tree->setMinimumHeight(110);
    m_tree->header()->setStretchLastSection(false);
    m_tree->header()->setSectionResizeMode(QHeaderView::Stretch);
    m_tree->header()->setHighlightSections(false);
    m_tree->header()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    m_details->setObjectName(u"runDetails"_s);
    m_details->setTextFormat(Qt::PlainText);
    m_details->setWordWrap(true);
    m_details->setTextInteractionFlags(Qt::TextSelectableByMouse);
    auto* acts = new QWidget;
    auto* flow = new FlowLayout{acts};
    for (QPushButton* one : {m_mail, m_retry, m_showJob, m_cancel, m_older})
        flow->addWidget(one);
    auto* column = new QVBoxLayout{this};
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(theme::space::small);
    column->addWidget(m_none);
    column->addWidget(m_tree, 1);
    column->addWidget(m_details);
    column->addWidget(acts);
    column->addStretch();
    showChoices();
}

void RunsView::showAutomation(AutomationId automation)
{
    if (m_automation != automation)
        m_limit = firstLimit;
    m_automation = automation;
    reload();
}

void RunsView::showJob(JobId job)
{
    if (m_job != job)
        m_limit = firstLimit;
    m_job = job;
    reload();
}

void RunsView::growTo(int mostPx)
{
    m_mostPx = mostPx;
    fitHeight();
}

void RunsView::reload()
{
    if (!m_automation && !m_job)
        return;
    auto seen = m_database.read([this](const Snapshot& snapshot) -> Result<RunsSeen> {
        auto runs = m_automation ? automations::runsOf(snapshot, *m_automation, m_limit)
                                 : automations::runsOfJob(snapshot, *m_job, m_limit);
        if (!runs)
            return fail(runs.error());
        return withNames(snapshot, std::move(*runs));
    });
    if (!seen) {
        qWarning("runs: %s", qPrintable(seen.error().detail));
        Q_EMIT said(tr("The history cannot be read at the moment. %1").arg(words::fault(seen.error().fault)));
        return;
    }
    show(std::move(*seen));
}

/// Keeps what was unfolded, and the line somebody is on.
void RunsView::show(RunsSeen seen)
{
    const Run* run = m_model->run(m_tree->currentIndex());
    const StepRow* step = m_model->step(m_tree->currentIndex());
    const auto currentRun = run ? std::optional{run->id} : std::nullopt;
    const auto currentStep = step ? std::optional{step->id} : std::nullopt;
    const int scrolled = m_tree->verticalScrollBar()->value();
    std::set<RunId> folded;
    std::set<RunId> known;
    for (int i = 0; i < m_model->rowCount(); ++i) {
        known.insert(m_model->seen().runs[std::size_t(i)].id);
        if (!m_tree->isExpanded(m_model->index(i, 0)))
            folded.insert(m_model->seen().runs[std::size_t(i)].id);
    }
    m_model->setRuns(std::move(seen));
    constexpr int unfoldedAtFirst = 20;
    for (int i = 0; i < m_model->rowCount(); ++i) {
        const RunId id = m_model->seen().runs[std::size_t(i)].id;
        if (known.contains(id) ? !folded.contains(id) : i < unfoldedAtFirst)
            m_tree->expand(m_model->index(i, 0));
    }
    if (currentRun)
        m_tree->setCurrentIndex(m_model->indexOf(*currentRun, currentStep));
    m_tree->verticalScrollBar()->setValue(scrolled);
    const int rows = m_model->rowCount();
    m_none->setVisible(rows == 0);
    m_tree->setVisible(rows > 0);
    m_older->setVisible(rows == m_limit && m_limit < mostLimit);
    showChoices();
    fitHeight();
    Q_EMIT shown(rows == 0);
}

void RunsView::showChoices()
{
    const QModelIndex index = m_tree->currentIndex();
    const Run* run = m_model->run(index);
    const StepRow* step = m_model->step(index);
    m_cancel->setVisible(run && isOpen(*run));
    m_retry->setVisible(step && step->state == StepState::Failed);
    m_mail->setVisible(step && step->mail);
    m_showJob->setVisible(run && run->job && m_automation);
    QString details;
    if (run) {
        QStringList parts{index.siblingAtColumn(RunsModel::What).data().toString(),
                          index.siblingAtColumn(RunsModel::Outcome).data().toString()};
        if (!step && !run->cause.isEmpty())
            parts.append(tr("It began with: %1", "cause").arg(run->cause));
        details = parts.join(u'\n');
    }
    m_details->setText(details);
    m_details->setVisible(!details.isEmpty());
}

void RunsView::cancelRun()
{
    const Run* run = m_model->run(m_tree->currentIndex());
    if (!run)
        return;
    ask(window(),
        {tr("Cancel Run"), tr("Cancel this run of “%1”?").arg(run->name),
         tr("What did not happen yet never will, and mails of it that still wait in the Outbox are "
            "cancelled. What happened stays."),
         tr("&Cancel the Run"), Question::Weight::Dangerous},
        this, [this, id = run->id] {
            m_database.writeLater(
                Actor::studio(), this,
                [id](Transaction& transaction) { return automations::cancelRun(transaction, id, {}); },
                [this](const Result<void>& result) { decided(result, tr("The run is cancelled.")); });
        });
}

void RunsView::retry()
{
    const StepRow* step = m_model->step(m_tree->currentIndex());
    if (!step)
        return;
    m_database.writeLater(
        Actor::studio(), this,
        [id = step->id](Transaction& transaction) { return automations::retryStep(transaction, id); },
        [this](const Result<void>& result) { decided(result, tr("It is tried again now.")); });
}

void RunsView::decided(const Result<void>& result, const QString& sentence)
{
    if (!result)
        qWarning("runs: %s", qPrintable(result.error().detail));
    Q_EMIT said(result                                    ? sentence
                : result.error().fault == Fault::Conflict ? tr("That was decided meanwhile.")
                                                          : words::fault(result.error().fault));
    reload();
}

void RunsView::fitHeight()
{
    if (m_mostPx <= 0)
        return;
    int lines = 0;
    for (int i = 0; i < m_model->rowCount(); ++i) {
        const QModelIndex run = m_model->index(i, 0);
        lines += 1 + (m_tree->isExpanded(run) ? m_model->rowCount(run) : 0);
    }
    const int line = std::max(m_tree->sizeHintForRow(0), m_tree->fontMetrics().height());
    const int wanted = m_tree->header()->sizeHint().height() + lines * line + theme::space::small;
    m_tree->setFixedHeight(std::clamp(wanted, 80, m_mostPx));
}

} // namespace foyer
