// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/automations/automations_page.h"

#include "ui/address_book/flow_layout.h"
#include "ui/address_book/toast.h"
#include "ui/automations/approvals.h"
#include "ui/automations/automation_editor.h"
#include "ui/automations/automation_switch.h"
#include "ui/automations/automation_view.h"
#include "ui/automations/automations_model.h"
#include "ui/automations/runs_view.h"
#include "ui/common/empty_state.h"
#include "ui/common/roomy_delegate.h"
#include "ui/common/words.h"
#include "ui/tasks/open_tasks.h"
#include "ui/theme/icons.h"
#include "ui/theme/metrics.h"
#include "ui/theme/style.h"

#include <QAction>
#include <QCheckBox>
#include <QHeaderView>
#include <QKeyEvent>
#include <QLabel>
#include <QPushButton>
#include <QStackedWidget>
#include <QTabWidget>
#include <QTableView>
#include <QVBoxLayout>

namespace foyer {

using namespace Qt::StringLiterals;

namespace {

constexpr std::chrono::milliseconds breath{100};
constexpr int narrowPx = 760; ///< below it the last run has no column

enum Front
{
    TabsFront,
    AutomationFront
};
enum Tab
{
    AutomationsTab,
    ApprovalsTab,
    TasksTab
};
enum Shelf
{
    EmptyShelf,
    ListShelf
};

/// Enter opens the automation, Space turns its switch; both from any cell of the line.
class AutomationTable : public QTableView
{
protected:
    void keyPressEvent(QKeyEvent* event) override
    {
        const QModelIndex line = currentIndex();
        if (line.isValid() && event->key() == Qt::Key_Space) {
            const QModelIndex box = line.siblingAtColumn(AutomationsModel::Switch);
            const bool isOn = box.data(Qt::CheckStateRole).toInt() == Qt::Checked;
            model()->setData(box, isOn ? Qt::Unchecked : Qt::Checked, Qt::CheckStateRole);
        } else if (line.isValid() && (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter)) {
            Q_EMIT doubleClicked(line);
        } else {
            QTableView::keyPressEvent(event);
        }
    }
};

QPushButton* buttonFor(QAction* action, const QString& objectName)
{
    auto* button = new QPushButton{action->icon(), action->text()};
    button->setObjectName(objectName);
    const auto follow = [button, action] {
        button->setEnabled(action->isEnabled());
        button->setVisible(action->isVisible());
        button->setText(action->text());
        button->setIcon(action->icon());
    };
    follow();
    QObject::connect(action, &QAction::changed, button, follow);
    QObject::connect(button, &QPushButton::clicked, action, &QAction::trigger);
    return button;
}

} // namespace

AutomationsPage::AutomationsPage(StudioEdits& edits, std::function<QString()> portalOrigin, QWidget* parent)
    : QWidget{parent}
    , m_edits{edits}
    , m_model{new AutomationsModel{this}}
    , m_switch{new AutomationSwitch{edits, this}}
    , m_front{new QStackedWidget}
    , m_shelves{new QStackedWidget}
    , m_tabs{new QTabWidget}
    , m_table{new AutomationTable}
    , m_withArchived{new QCheckBox{tr("Show arc&hived ones")}}
    , m_approvals{new Approvals{edits.database(), std::move(portalOrigin)}}
    , m_tasks{new OpenTasks{edits}}
    , m_view{new AutomationView{edits.database()}}
    , m_toast{nullptr}
{
    setObjectName(u"automationsPage"_s);
    makeActions();
    build();
    m_toast = new Toast{this};
    m_soon.setSingleShot(true);
    m_soon.setInterval(breath);
    connectParts();
    reload();
}

void AutomationsPage::makeActions()
{
    const auto add = [this](const QString& name, const QString& iconName, const QString& text, auto work) {
        auto* action = new QAction{icon(iconName), text, this};
        action->setObjectName(name);
        connect(action, &QAction::triggered, this, work);
        return action;
    };
    m_create = add(u"newAutomationAction"_s, u"plus"_s, tr("New A&utomation"), [this] { create(); });
    m_gallery = add(u"automationGalleryAction"_s, u"book-open"_s, tr("From the Template &Gallery…"), [this] {
        if (m_openGallery)
            m_openGallery();
    });
    m_gallery->setVisible(false);
    m_open = add(u"openAutomationAction"_s, u"pencil"_s, tr("&Open"), [this] {
        if (const auto id = current())
            showAutomation(*id);
    });
    m_duplicate = add(u"duplicateAutomationAction"_s, u"copy"_s, tr("&Duplicate"), [this] { duplicate(); });
    m_archive = add(u"archiveAutomationAction"_s, u"archive"_s, tr("&Archive"), [this] { archive(); });
}

void AutomationsPage::build()
{
    setMinimumSize(420, 420); // it may open narrow, before its parts know
    auto* title = new QLabel{tr("Automations")};
    theme::setTextRole(title, theme::TextRole::Title);
    m_tabs->setObjectName(u"automationsTabs"_s);
    m_tabs->setDocumentMode(true);
    m_tabs->setAccessibleName(tr("Automations"));
    m_tabs->insertTab(AutomationsTab, makeList(), tr("Automations"));
    m_tabs->insertTab(ApprovalsTab, m_approvals, tr("Waiting for You"));
    m_tabs->insertTab(TasksTab, m_tasks, tr("Tasks"));
    auto* overview = new QWidget;
    auto* column = new QVBoxLayout{overview};
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(theme::space::medium);
    column->addWidget(title);
    column->addWidget(m_tabs, 1);
    m_front->insertWidget(TabsFront, overview);
    m_front->insertWidget(AutomationFront, m_view);
    auto* layout = new QVBoxLayout{this};
    layout->setContentsMargins(theme::space::page, theme::space::page, theme::space::page,
                               theme::space::large);
    layout->addWidget(m_front);
    setFocusProxy(m_table);
}

QWidget* AutomationsPage::makeList()
{
    m_table->setObjectName(u"automations"_s);
    m_table->setAccessibleName(tr("Automations"));
    m_table->setModel(m_model);
    m_table->setSelectionBehavior(QTableView::SelectRows);
    m_table->setSelectionMode(QTableView::SingleSelection);
    m_table->setEditTriggers(QTableView::NoEditTriggers);
    m_table->setShowGrid(false);
    m_table->setTabKeyNavigation(false);
    m_table->setWordWrap(false);
    m_table->setItemDelegate(new RoomyDelegate{m_table});
    m_table->verticalHeader()->hide();
    m_table->verticalHeader()->setDefaultSectionSize(m_table->fontMetrics().height() +
                                                     2 * theme::space::small);
    m_table->horizontalHeader()->setHighlightSections(false);
    m_table->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    m_withArchived->setObjectName(u"withArchived"_s);

    auto* tools = new QWidget;
    auto* flow = new FlowLayout{tools};
    auto* create = buttonFor(m_create, u"newAutomation"_s);
    theme::setButtonRole(create, theme::ButtonRole::Primary);
    create->setIcon(icon(u"plus"_s, IconInk::OnAccent));
    flow->addWidget(create);
    flow->addWidget(buttonFor(m_gallery, u"automationGallery"_s));
    auto* acts = new QWidget;
    auto* actsFlow = new FlowLayout{acts};
    actsFlow->addWidget(buttonFor(m_open, u"openAutomation"_s));
    actsFlow->addWidget(buttonFor(m_duplicate, u"duplicateAutomation"_s));
    actsFlow->addWidget(buttonFor(m_archive, u"archiveAutomation"_s));
    actsFlow->addWidget(m_withArchived);

    auto* list = new QWidget;
    auto* column = new QVBoxLayout{list};
    column->setContentsMargins(0, theme::space::medium, 0, 0);
    column->setSpacing(theme::space::medium);
    column->addWidget(tools);
    column->addWidget(m_table, 1);
    column->addWidget(acts);
    auto* empty = new EmptyState{
        u"zap"_s, tr("No automations yet"),
        tr("An automation waits for something, like a job that is booked, and then does what you would do "
           "anyway: it sends a mail, prepares a questionnaire, reminds you of a task. You rehearse it "
           "before you switch it on, and later read what it did and why.")};
    auto* first = new QAction{m_create->text(), this}; // on the accent, its icon could not be seen
    connect(first, &QAction::triggered, m_create, &QAction::trigger);
    auto* ready = new QAction{m_gallery->text(), this};
    connect(ready, &QAction::triggered, m_gallery, &QAction::trigger);
    empty->addAction(ready);
    empty->addAction(first);
    auto* archived = new QCheckBox{m_withArchived->text()};
    archived->setObjectName(u"withArchivedOfNone"_s);
    auto* nothing = new QWidget;
    auto* nothingColumn = new QVBoxLayout{nothing};
    nothingColumn->setContentsMargins(0, 0, 0, 0);
    nothingColumn->addWidget(empty, 1);
    nothingColumn->addWidget(archived, 0, Qt::AlignHCenter);
    connect(archived, &QCheckBox::toggled, m_withArchived, &QCheckBox::setChecked);
    connect(m_withArchived, &QCheckBox::toggled, archived, &QCheckBox::setChecked);
    m_shelves->insertWidget(EmptyShelf, nothing);
    m_shelves->insertWidget(ListShelf, list);
    return m_shelves;
}

void AutomationsPage::connectParts()
{
    connect(&m_soon, &QTimer::timeout, this, &AutomationsPage::reload);
    connect(&m_edits.database(), &Database::changed, this, [this](const Changes& changes) {
        m_view->take(changes);
        if ((changes.touches(Entity::Automation) || changes.touches(Entity::Job) ||
             changes.touches(Entity::Template)) &&
            !m_soon.isActive())
            m_soon.start();
    });
    connect(m_table, &QTableView::doubleClicked, this, [this](const QModelIndex& index) {
        if (index.isValid())
            showAutomation(m_model->row(index.row()).automation.id);
    });
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
            &AutomationsPage::showChoices);
    connect(m_withArchived, &QCheckBox::toggled, this, &AutomationsPage::reload);
    const auto turn = [this](AutomationId id, bool isOn) {
        if (isOn)
            m_switch->turnOn(id);
        else
            m_switch->turnOff(id);
    };
    connect(m_model, &AutomationsModel::switchWanted, this, turn, Qt::QueuedConnection);
    connect(m_view, &AutomationView::switchWanted, this, turn);
    connect(m_switch, &AutomationSwitch::failed, this, &AutomationsPage::say);
    connect(m_switch, &AutomationSwitch::refused, this, [this](AutomationId id, const QString& sentence) {
        if (m_view->automation() != id || m_front->currentIndex() != AutomationFront)
            showAutomation(id);
        m_view->editor().say(sentence, true);
    });
    connect(m_view, &AutomationView::backWanted, this, [this] {
        if (m_view->editor().mayLeave([this] { showList(); }))
            showList();
    });
    connect(m_view, &AutomationView::said, this, &AutomationsPage::say);
    connect(&m_view->runs(), &RunsView::said, this, &AutomationsPage::say);
    connect(&m_view->runs(), &RunsView::jobWanted, this, &AutomationsPage::jobWanted);
    connect(&m_view->runs(), &RunsView::mailWanted, this, &AutomationsPage::mailWanted);
    connect(m_approvals, &Approvals::said, this, &AutomationsPage::say);
    connect(m_approvals, &Approvals::jobWanted, this, &AutomationsPage::jobWanted);
    connect(m_approvals, &Approvals::countChanged, this, [this](int count) {
        m_tabs->setTabText(ApprovalsTab,
                           count > 0 ? tr("Waiting for You (%1)").arg(count) : tr("Waiting for You"));
        Q_EMIT noteChanged(count > 0 ? QString::number(count) : QString{});
    });
    connect(m_tasks, &OpenTasks::said, this, &AutomationsPage::say);
    connect(m_tasks, &OpenTasks::jobWanted, this, &AutomationsPage::jobWanted);
    connect(m_tasks, &OpenTasks::countChanged, this, [this](int count) {
        m_tabs->setTabText(TasksTab, count > 0 ? tr("Tasks (%1)").arg(count) : tr("Tasks"));
    });
    m_tasks->reload();
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
        qWarning("automations: %s", qPrintable(error.detail));
        say(tr("%1 did not work.", "an action").arg(name) + u' ' +
            (error.fault == Fault::Invalid ? error.detail : words::fault(error.fault)));
    });
    connect(m_toast, &Toast::undoRequested, &m_edits.stack(), &QUndoStack::undo);
}

void AutomationsPage::setGallery(std::function<void()> openGallery)
{
    m_openGallery = std::move(openGallery);
    m_gallery->setVisible(true);
}

void AutomationsPage::setWebhookSecret(std::function<Result<QByteArray>(const QString&)> secret)
{
    m_view->setWebhookSecret(std::move(secret));
}

void AutomationsPage::reload()
{
    const auto before = current();
    auto rows = m_edits.database().read([this](const Snapshot& snapshot) {
        return AutomationsModel::read(snapshot, m_withArchived->isChecked());
    });
    if (!rows) {
        qWarning("automations: %s", qPrintable(rows.error().detail));
        say(tr("The automations cannot be read at the moment. %1").arg(words::fault(rows.error().fault)));
        return;
    }
    m_model->setRows(std::move(*rows));
    m_shelves->setCurrentIndex(m_model->rowCount() == 0 ? EmptyShelf : ListShelf);
    const int row = before ? m_model->rowOf(*before) : 0;
    if (m_model->rowCount() > 0 && m_table->currentIndex().row() != row)
        m_table->selectRow(std::max(0, row));
    fitColumns();
    showChoices();
    m_approvals->reload();
}

std::optional<AutomationId> AutomationsPage::current() const
{
    const int row = m_table->currentIndex().row();
    return row >= 0 && row < m_model->rowCount() ? std::optional{m_model->row(row).automation.id}
                                                 : std::nullopt;
}

void AutomationsPage::showChoices()
{
    const int row = m_table->currentIndex().row();
    const bool isThere = row >= 0 && row < m_model->rowCount();
    const bool isArchived = isThere && m_model->row(row).automation.archivedAt.has_value();
    m_open->setEnabled(isThere);
    m_duplicate->setEnabled(isThere);
    m_archive->setEnabled(isThere);
    m_archive->setText(isArchived ? tr("Bring &Back") : tr("&Archive"));
    m_archive->setIcon(icon(isArchived ? u"rotate-ccw"_s : u"archive"_s));
}

void AutomationsPage::fitColumns()
{
    QHeaderView* header = m_table->horizontalHeader();
    header->setSectionResizeMode(QHeaderView::ResizeToContents);
    header->setSectionResizeMode(AutomationsModel::Summary, QHeaderView::Stretch);
    const bool isNarrow = width() < narrowPx;
    if (isNarrow) // a long name leaves room for the sentence, too
        header->setSectionResizeMode(AutomationsModel::Name, QHeaderView::Stretch);
    m_table->setColumnHidden(AutomationsModel::LastRun, isNarrow);
    bool isAsked = false;
    for (int i = 0; i < m_model->rowCount(); ++i)
        isAsked = isAsked || m_model->row(i).asking > 0;
    m_table->setColumnHidden(AutomationsModel::Asking, !isAsked);
}

void AutomationsPage::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    fitColumns();
}

void AutomationsPage::create()
{
    const auto make = [this] {
        m_edits.database().writeLater(
            Actor::studio(), this,
            [name = tr("New automation")](Transaction& transaction) {
                return automations::add(transaction, {name, {}});
            },
            [this](const Result<AutomationId>& made) {
                if (!made)
                    return say(words::fault(made.error().fault));
                reload();
                showAutomation(*made);
                m_view->editor().focusName();
            });
    };
    if (m_view->editor().mayLeave(make))
        make();
}

void AutomationsPage::duplicate()
{
    const auto id = current();
    if (!id)
        return;
    m_edits.database().writeLater(
        Actor::studio(), this,
        [from = *id](Transaction& transaction) { return automations::duplicate(transaction, from); },
        [this](const Result<AutomationId>& made) {
            if (!made)
                return say(words::fault(made.error().fault));
            reload();
            m_table->selectRow(std::max(0, m_model->rowOf(*made)));
            m_toast->say(tr("Duplicated, switched off."), Toast::Offer::Nothing);
        });
}

void AutomationsPage::archive()
{
    const auto id = current();
    if (!id)
        return;
    if (m_model->row(m_table->currentIndex().row()).automation.archivedAt)
        m_switch->unarchive(*id);
    else
        m_switch->archive(*id);
}

void AutomationsPage::showAutomation(AutomationId id)
{
    if (m_view->automation() == id && m_front->currentIndex() == AutomationFront)
        return;
    const auto show = [this, id] {
        if (const int row = m_model->rowOf(id); row >= 0)
            m_table->selectRow(row);
        m_view->show(id);
        m_front->setCurrentIndex(AutomationFront);
    };
    if (m_view->editor().mayLeave(show))
        show();
}

void AutomationsPage::showList()
{
    m_front->setCurrentIndex(TabsFront);
    m_table->setFocus(Qt::OtherFocusReason);
}

void AutomationsPage::showApprovals()
{
    const auto show = [this] {
        m_front->setCurrentIndex(TabsFront);
        m_tabs->setCurrentIndex(ApprovalsTab);
    };
    if (m_front->currentIndex() == TabsFront || m_view->editor().mayLeave(show))
        show();
}

bool AutomationsPage::mayLeave(std::function<void()> then)
{
    return m_view->editor().mayLeave(std::move(then));
}

void AutomationsPage::saveNow()
{
    AutomationEditor& editor = m_view->editor();
    if (editor.isDirty() && !editor.automation()->onSince)
        editor.save();
}

void AutomationsPage::say(const QString& sentence)
{
    if (m_toast)
        m_toast->say(sentence, Toast::Offer::Nothing);
}

} // namespace foyer
