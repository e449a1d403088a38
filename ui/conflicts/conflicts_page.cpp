// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/conflicts/conflicts_page.h"

#include "ui/address_book/studio_edits.h"
#include "ui/address_book/toast.h"
#include "ui/common/empty_state.h"
#include "ui/common/words.h"
#include "ui/conflicts/conflict_details.h"
#include "ui/conflicts/conflict_model.h"
#include "ui/theme/metrics.h"
#include "ui/theme/style.h"

#include <QHeaderView>
#include <QLabel>
#include <QSplitter>
#include <QStackedWidget>
#include <QTableView>
#include <QVBoxLayout>

namespace foyer {

using namespace Qt::StringLiterals;

namespace {

constexpr int mostOfAKind = 500;
constexpr int soonMs = 150;

} // namespace

ConflictsPage::ConflictsPage(StudioEdits& edits, QWidget* parent)
    : QWidget{parent}
    , m_edits{edits}
    , m_model{new ConflictModel{this}}
    , m_shelves{new QStackedWidget}
    , m_list{new QTableView}
    , m_details{new ConflictDetails}
    , m_cut{new QLabel}
{
    setObjectName(u"conflicts"_s);
    build();
    m_toast = new Toast{this};
    m_soon.setSingleShot(true);
    m_soon.setInterval(soonMs);
    connect(&m_soon, &QTimer::timeout, this, &ConflictsPage::look);
    connect(
        &m_edits.database(), &Database::changed, this,
        [this](const Changes& changes) {
            if (changes.touches(Entity::Contact) || changes.touches(Entity::PortalAccount) ||
                changes.touches(Entity::Import))
                m_soon.start();
        },
        Qt::QueuedConnection);
    connect(&m_edits, &StudioEdits::performed, m_toast, [this](const QString& said) {
        if (isVisible())
            m_toast->say(said, Toast::Offer::Undo);
    });
    connect(&m_edits, &StudioEdits::takenBack, m_toast, [this](const QString& name) {
        if (isVisible())
            m_toast->say(tr("Taken back: %1").arg(name), Toast::Offer::Nothing);
    });
    connect(&m_edits, &StudioEdits::failed, m_toast, [this](const QString& name, const Error& error) {
        if (isVisible())
            m_toast->say(tr("%1 did not work. %2", "an action, why").arg(name, words::fault(error.fault)),
                         Toast::Offer::Nothing);
    });
    connect(m_toast, &Toast::undoRequested, &m_edits.stack(), &QUndoStack::undo);
    connect(m_details, &ConflictDetails::contactActivated, this, &ConflictsPage::contactActivated);
    connect(m_details, &ConflictDetails::mergeRequested, this, &ConflictsPage::mergeRequested);
    connect(m_list->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
            &ConflictsPage::showCurrent);
    look();
}

void ConflictsPage::build()
{
    auto* title = new QLabel{tr("Conflicts")};
    theme::setTextRole(title, theme::TextRole::Title);
    auto* intro =
        new QLabel{tr("Nothing here has to be solved: everybody goes on logging in. It tells where a "
                      "forgotten password needs you, and who may be in the Address Book twice.")};
    intro->setWordWrap(true);
    theme::setTextRole(intro, theme::TextRole::Muted);
    m_cut->setObjectName(u"conflictsCut"_s);
    m_cut->setText(tr("There are more than are shown. Those that are solved make room for others."));
    theme::makeNotice(m_cut, theme::Tone::Accent);
    m_cut->hide();

    m_list->setObjectName(u"conflictList"_s);
    m_list->setModel(m_model);
    m_list->setAccessibleName(tr("Conflicts"));
    m_list->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_list->setSelectionMode(QAbstractItemView::SingleSelection);
    m_list->setShowGrid(false);
    m_list->setTabKeyNavigation(false);
    m_list->setWordWrap(false);
    m_list->verticalHeader()->hide();
    m_list->verticalHeader()->setDefaultSectionSize(m_list->fontMetrics().height() + 2 * theme::space::small);
    m_list->horizontalHeader()->setHighlightSections(false);
    m_list->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    m_list->horizontalHeader()->setSectionResizeMode(QHeaderView::Interactive);
    m_list->horizontalHeader()->resizeSection(ConflictModel::About, 220);
    m_list->horizontalHeader()->resizeSection(ConflictModel::Kind, 270);
    m_list->horizontalHeader()->setSectionResizeMode(ConflictModel::Contacts, QHeaderView::Stretch);

    auto* halves = new QSplitter{Qt::Vertical};
    halves->setObjectName(u"loose"_s);
    halves->setChildrenCollapsible(false);
    halves->addWidget(m_list);
    halves->addWidget(m_details);
    halves->setSizes({300, 320});
    m_shelves->addWidget(new EmptyState{
        u"circle-check"_s, tr("No conflicts"),
        tr("Nobody shares an email, no address is malformed, and nobody seems to be here twice. Couples may "
           "well share an address; they will stand here, and each still has an own portal and password.")});
    m_shelves->addWidget(halves);

    auto* layout = new QVBoxLayout{this};
    layout->setContentsMargins(theme::space::page, theme::space::page, theme::space::page,
                               theme::space::page);
    layout->setSpacing(theme::space::large);
    layout->addWidget(title);
    layout->addWidget(intro);
    layout->addWidget(m_cut);
    layout->addWidget(m_shelves, 1);
    setFocusProxy(m_list);
}

void ConflictsPage::look()
{
    if (m_job.isRunning()) {
        m_soon.start(); // what it reads may be from before the change
        return;
    }
    m_job.run(
        [&database = m_edits.database()](const BackgroundJob::Report&) {
            auto found = database.read(
                [](const Snapshot& snapshot) { return contacts::conflicts(snapshot, mostOfAKind); });
            database.releaseThisThread();
            return found;
        },
        [this](const Result<contacts::ConflictList>& found) { take(found); });
}

void ConflictsPage::take(const Result<contacts::ConflictList>& found)
{
    if (!found) {
        Q_EMIT failed(tr("The conflicts cannot be read at the moment."));
        return;
    }
    const QModelIndex index = m_list->currentIndex();
    const int rowBefore = std::max(index.row(), 0);
    std::optional<contacts::Conflict> before;
    if (index.isValid())
        before = m_model->conflict(index.row());
    m_model->setConflicts(found->conflicts);
    m_shelves->setCurrentIndex(found->conflicts.empty() ? 0 : 1);
    m_cut->setVisible(found->isCut);
    // What was solved is gone: the next one takes its place.
    const int row = before ? m_model->rowOf(*before) : -1;
    if (m_model->rowCount() > 0 && !m_list->currentIndex().isValid())
        m_list->selectRow(row < 0 ? std::min(rowBefore, m_model->rowCount() - 1) : row);
    showCurrent();
    const QString count = found->conflicts.empty() ? QString{}
                                                   : QString::number(found->conflicts.size()) +
                                                         (found->isCut ? u"+"_s : QString{});
    if (std::exchange(m_count, count) != count)
        Q_EMIT countChanged(count);
}

void ConflictsPage::showCurrent()
{
    const QModelIndex index = m_list->currentIndex();
    if (index.isValid() && index.row() < m_model->rowCount())
        m_details->show(m_model->conflict(index.row()));
}

} // namespace foyer
