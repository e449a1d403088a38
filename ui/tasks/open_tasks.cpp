// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/tasks/open_tasks.h"

#include "app/base/text.h"
#include "ui/address_book/flow_layout.h"
#include "ui/common/empty_state.h"
#include "ui/common/roomy_delegate.h"
#include "ui/common/words.h"
#include "ui/tasks/task_edits.h"
#include "ui/tasks/tasks_model.h"
#include "ui/theme/icons.h"
#include "ui/theme/metrics.h"

#include <QHeaderView>
#include <QKeyEvent>
#include <QLineEdit>
#include <QPushButton>
#include <QStackedWidget>
#include <QTableView>
#include <QVBoxLayout>

#include <algorithm>

namespace foyer {

using namespace Qt::StringLiterals;

namespace {

constexpr int mostTasks = 1'000;
constexpr int longestTitle = 200;
constexpr std::chrono::milliseconds breath{100};

enum Shelf
{
    EmptyShelf,
    ListShelf
};

/// Space ticks the task of the line off, Enter shows its job.
class TaskTable : public QTableView
{
protected:
    void keyPressEvent(QKeyEvent* event) override
    {
        const QModelIndex line = currentIndex();
        if (line.isValid() && event->key() == Qt::Key_Space)
            model()->setData(line.siblingAtColumn(TasksModel::Title), Qt::Checked, Qt::CheckStateRole);
        else if (line.isValid() && (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter))
            Q_EMIT doubleClicked(line);
        else
            QTableView::keyPressEvent(event);
    }
};

} // namespace

OpenTasks::OpenTasks(StudioEdits& edits, QWidget* parent)
    : QWidget{parent}
    , m_edits{edits}
    , m_model{new TasksModel{this}}
    , m_title{new QLineEdit}
    , m_shelves{new QStackedWidget}
    , m_table{new TaskTable}
    , m_tick{new QPushButton{icon(u"square-check"_s), tr("&Tick Off")}}
    , m_job{new QPushButton{icon(u"briefcase"_s), tr("Show &Job")}}
{
    setObjectName(u"openTasks"_s);
    build();
    m_soon.setSingleShot(true);
    m_soon.setInterval(breath);
    connect(&m_soon, &QTimer::timeout, this, &OpenTasks::reload);
    connect(&m_edits.database(), &Database::changed, this, [this](const Changes& changes) {
        if ((changes.touches(Entity::Task) || changes.touches(Entity::Job)) && !m_soon.isActive())
            m_soon.start();
    });
    connect(m_title, &QLineEdit::returnPressed, this, &OpenTasks::add);
    connect(m_tick, &QPushButton::clicked, this, &OpenTasks::tickOff);
    connect(m_job, &QPushButton::clicked, this, &OpenTasks::showJob);
    connect(m_table, &QTableView::doubleClicked, this, &OpenTasks::showJob);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
            &OpenTasks::showChoices);
    connect(
        m_model, &TasksModel::ticked, this,
        [this](TaskId id) {
            if (const int row = m_model->rowOf(id); row >= 0)
                task_edits::setDone(m_edits, m_model->task(row), true);
        },
        Qt::QueuedConnection);
}

void OpenTasks::build()
{
    m_title->setObjectName(u"newOpenTask"_s);
    m_title->setAccessibleName(tr("New task without a job"));
    m_title->setPlaceholderText(tr("New task without a job: type it and press Enter"));
    m_title->setMaxLength(longestTitle);
    m_table->setObjectName(u"tasks"_s);
    m_table->setAccessibleName(tr("Open tasks"));
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
    m_table->horizontalHeader()->setSectionResizeMode(QHeaderView::Stretch);
    m_table->horizontalHeader()->setSectionResizeMode(TasksModel::Due, QHeaderView::ResizeToContents);
    m_tick->setObjectName(u"tickOff"_s);
    m_job->setObjectName(u"showTaskJob"_s);
    auto* acts = new QWidget;
    auto* flow = new FlowLayout{acts};
    flow->addWidget(m_tick);
    flow->addWidget(m_job);
    auto* list = new QWidget;
    auto* listColumn = new QVBoxLayout{list};
    listColumn->setContentsMargins(0, 0, 0, 0);
    listColumn->setSpacing(theme::space::medium);
    listColumn->addWidget(m_table, 1);
    listColumn->addWidget(acts);
    m_shelves->insertWidget(EmptyShelf,
                            new EmptyState{u"list-todo"_s, tr("Nothing to do"),
                                           tr("Tasks that you write on a job, and those that an automation "
                                              "gives you, stand here by the day they are due.")});
    m_shelves->insertWidget(ListShelf, list);
    auto* column = new QVBoxLayout{this};
    column->setContentsMargins(0, theme::space::medium, 0, 0);
    column->setSpacing(theme::space::medium);
    column->addWidget(m_title);
    column->addWidget(m_shelves, 1);
}

void OpenTasks::reload()
{
    const auto before = current();
    const int row = m_table->currentIndex().row();
    auto tasks = m_edits.database().read(
        [](const Snapshot& snapshot) { return TasksModel::read(snapshot, mostTasks); });
    if (!tasks) {
        qWarning("tasks: %s", qPrintable(tasks.error().detail));
        Q_EMIT said(tr("The tasks cannot be read at the moment. %1").arg(words::fault(tasks.error().fault)));
        return;
    }
    const int count = int(tasks->list.size());
    const bool hadFocus = m_table->hasFocus();
    m_model->setTasks(std::move(*tasks), QDate::currentDate());
    m_shelves->setCurrentIndex(count == 0 ? EmptyShelf : ListShelf);
    if (hadFocus && count == 0)
        m_title->setFocus(Qt::OtherFocusReason);
    // The keyboard goes on with the same task, or with the one that took its place.
    const int found = before ? m_model->rowOf(before->id) : -1;
    if (count > 0)
        m_table->selectRow(found >= 0 ? found : std::clamp(row, 0, count - 1));
    showChoices();
    Q_EMIT countChanged(count);
}

std::optional<Task> OpenTasks::current() const
{
    const int row = m_table->currentIndex().row();
    return row >= 0 && row < m_model->rowCount() ? std::optional{m_model->task(row)} : std::nullopt;
}

void OpenTasks::showChoices()
{
    const auto task = current();
    m_tick->setEnabled(task.has_value());
    m_job->setEnabled(task && task->job);
}

void OpenTasks::add()
{
    const QString title = singleLine(m_title->text());
    if (title.isEmpty())
        return;
    m_title->clear();
    m_edits.database().writeLater(
        Actor::studio(), this,
        [title](Transaction& transaction) {
            return tasks::add(transaction, {{}, title});
        },
        [this, title](const Result<TaskId>& made) {
            if (made)
                return;
            if (m_title->text().isEmpty())
                m_title->setText(title);
            Q_EMIT said(made.error().fault == Fault::Invalid ? made.error().detail
                                                             : words::fault(made.error().fault));
        });
}

void OpenTasks::tickOff()
{
    if (const auto task = current())
        task_edits::setDone(m_edits, *task, true);
}

void OpenTasks::showJob()
{
    const auto task = current();
    if (task && task->job)
        Q_EMIT jobWanted(*task->job);
}

} // namespace foyer
