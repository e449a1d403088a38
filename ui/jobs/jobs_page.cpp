// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/jobs/jobs_page.h"

#include "ui/address_book/toast.h"
#include "ui/common/words.h"
#include "ui/jobs/items_section.h"
#include "ui/jobs/job_list_pane.h"
#include "ui/jobs/job_sheet.h"
#include "ui/jobs/new_job_dialog.h"
#include "ui/theme/icons.h"
#include "ui/theme/metrics.h"
#include "ui/theme/style.h"

#include <QAction>
#include <QApplication>
#include <QLabel>
#include <QSettings>
#include <QSplitter>
#include <QStackedWidget>
#include <QToolButton>
#include <QVBoxLayout>

namespace foyer {

using namespace Qt::StringLiterals;

namespace {

constexpr int narrowPx = 820; ///< below it list and job stand behind each other
constexpr int narrowestPx = 340;
const QString splitterKey = u"jobs/splitter"_s;

enum RightSide
{
    NothingPage,
    JobPage
};

} // namespace

JobsPage::JobsPage(StudioEdits& edits, QWidget* parent)
    : QWidget{parent}
    , m_edits{edits}
{
    setObjectName(u"jobsPage"_s);
    build();
    connectParts();
    if (!m_splitter->restoreState(QSettings{}.value(splitterKey).toByteArray()))
        m_splitter->setSizes({460, 700});
}

JobsPage::~JobsPage()
{
    if (!m_isNarrow) // one half hidden is not a choice of widths
        QSettings{}.setValue(splitterKey, m_splitter->saveState());
}

void JobsPage::build()
{
    m_actions.newJob = new QAction{icon(u"briefcase"_s), tr("New &Job…"), this};
    m_actions.newJob->setObjectName(u"newJobAction"_s);
    m_actions.find = new QAction{icon(u"search"_s), tr("Find in Jo&bs"), this};
    m_actions.find->setObjectName(u"findJobAction"_s);
    connect(m_actions.newJob, &QAction::triggered, this, [this] { createJob(); });
    connect(m_actions.find, &QAction::triggered, this, &JobsPage::find);

    m_list = new JobListPane{m_edits.database()};
    m_sheet = new JobSheet{m_edits};
    auto* nothing = new QLabel{tr("Choose a job in the list.")};
    nothing->setAlignment(Qt::AlignCenter);
    theme::setTextRole(nothing, theme::TextRole::Muted);
    m_stack = new QStackedWidget;
    m_stack->addWidget(nothing);
    m_stack->addWidget(m_sheet);
    m_back = new QToolButton;
    m_back->setObjectName(u"backToJobs"_s);
    m_back->setIcon(icon(u"arrow-left"_s));
    m_back->setText(tr("All jobs"));
    m_back->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_back->setFocusPolicy(Qt::StrongFocus);
    m_right = new QWidget;
    auto* right = new QVBoxLayout{m_right};
    right->setContentsMargins(0, 0, 0, 0);
    right->setSpacing(0);
    right->addWidget(m_back, 0, Qt::AlignLeft);
    right->addWidget(m_stack, 1);
    m_splitter = new QSplitter;
    m_splitter->addWidget(m_list);
    m_splitter->addWidget(m_right);
    m_splitter->setChildrenCollapsible(false);
    m_splitter->setStretchFactor(1, 1);
    auto* layout = new QVBoxLayout{this};
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_splitter);
    // Both halves beside each other must not keep the page from becoming narrow: then one of them goes.
    layout->setSizeConstraint(QLayout::SetNoConstraint);
    setMinimumWidth(narrowestPx);
    m_toast = new Toast{this};
    setFocusProxy(m_list);
}

void JobsPage::connectParts()
{
    connect(m_list, &JobListPane::currentChanged, this, [this](JobId id) {
        m_isJobInFront = true;
        m_sheet->show(id);
        m_stack->setCurrentIndex(m_sheet->job() ? JobPage : NothingPage);
        arrange();
    });
    connect(m_list, &JobListPane::newRequested, this, [this] { createJob(); });
    connect(m_list, &JobListPane::failed, this, &JobsPage::tellFailure);
    connect(m_sheet, &JobSheet::failed, this, &JobsPage::tellFailure);
    connect(m_sheet, &JobSheet::contactActivated, this, &JobsPage::contactActivated);
    connect(m_sheet, &JobSheet::mailWanted, this, &JobsPage::mailWanted);
    connect(m_sheet, &JobSheet::said, m_toast,
            [this](const QString& sentence) { m_toast->say(sentence, Toast::Offer::Nothing); });
    connect(m_sheet, &JobSheet::gone, this, [this] {
        m_stack->setCurrentIndex(NothingPage);
        m_isJobInFront = false;
        arrange();
    });
    connect(&m_sheet->items(), &ItemsSection::newItemWanted, this, &JobsPage::newItemWanted);
    connect(&m_sheet->items(), &ItemsSection::itemOpened, this, &JobsPage::itemOpened);
    connect(&m_sheet->editing(), &JobEditing::created, this, &JobsPage::showJob);
    connect(
        &m_edits.database(), &Database::changed, this,
        [this](const Changes& changes) { m_sheet->take(changes); }, Qt::QueuedConnection);
    connect(&m_edits, &StudioEdits::performed, m_toast, [this](const QString& said) {
        if (isVisible())
            m_toast->say(said, Toast::Offer::Undo);
    });
    connect(&m_edits, &StudioEdits::takenBack, m_toast, [this](const QString& name) {
        if (isVisible())
            m_toast->say(tr("Taken back: %1").arg(name), Toast::Offer::Nothing);
    });
    connect(&m_edits, &StudioEdits::failed, this, [this](const QString& name, const Error& error) {
        if (!isVisible())
            return;
        qWarning("jobs: %s", qPrintable(error.detail));
        m_toast->say(tr("%1 did not work.", "an action").arg(name) + u' ' + words::fault(error.fault),
                     Toast::Offer::Nothing);
    });
    connect(m_toast, &Toast::undoRequested, &m_edits.stack(), &QUndoStack::undo);
    connect(m_back, &QToolButton::clicked, this, [this] {
        m_isJobInFront = false;
        arrange();
        m_list->focusList();
    });
}

void JobsPage::showJob(JobId id)
{
    m_isJobInFront = true;
    m_sheet->show(id);
    m_list->select(id);
    m_stack->setCurrentIndex(m_sheet->job() ? JobPage : NothingPage);
    arrange();
}

void JobsPage::createJob(std::optional<ContactId> client)
{
    auto* dialog = new NewJobDialog{m_edits.database(), client, this};
    connect(dialog, &NewJobDialog::submitted, this,
            [this](const JobDraft& draft) { m_sheet->editing().create(draft); });
    dialog->open();
}

void JobsPage::find()
{
    m_isJobInFront = false;
    arrange();
    m_list->focusSearch();
}

void JobsPage::arrange()
{
    m_isNarrow = width() < narrowPx;
    const bool hasJob = m_sheet->job() && m_isJobInFront;
    // The focus of a half that goes must not fall out of the page.
    const bool hadFocus = m_isNarrow && hasJob && m_list->isAncestorOf(QApplication::focusWidget());
    m_list->setVisible(!m_isNarrow || !hasJob);
    m_right->setVisible(!m_isNarrow || hasJob);
    m_back->setVisible(m_isNarrow);
    if (hadFocus)
        m_back->setFocus(Qt::OtherFocusReason);
}

void JobsPage::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    arrange();
}

void JobsPage::tellFailure(const Error& error)
{
    qWarning("jobs: %s", qPrintable(error.detail)); // the person gets a sentence, the log the reason
    m_toast->say(words::fault(error.fault), Toast::Offer::Nothing);
}

} // namespace foyer
