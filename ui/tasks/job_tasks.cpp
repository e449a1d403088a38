// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/tasks/job_tasks.h"

#include "app/base/text.h"
#include "ui/address_book/checked_field.h"
#include "ui/address_book/time_text.h"
#include "ui/common/words.h"
#include "ui/tasks/task_edits.h"
#include "ui/theme/icons.h"
#include "ui/theme/metrics.h"
#include "ui/theme/style.h"

#include <QCheckBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

namespace foyer {

using namespace Qt::StringLiterals;

namespace {

constexpr int longestTitle = 200;
constexpr int dayPx = 130;

/// Typed days are read on leaving; what is none is said, and stays to be mended.
std::optional<QDate> dayOf(QLineEdit* field, CheckedField* checked)
{
    const QString typed = field->text().trimmed();
    const auto day = typed.isEmpty() ? std::optional{QDate{}} : shootDayFrom(typed, QDate::currentDate());
    checked->setProblem(
        day ? QString{}
            : JobTasks::tr("This is no day. Write it like %1.").arg(dayForTyping(QDate{2027, 6, 12})));
    return day;
}

} // namespace

JobTasks::JobTasks(StudioEdits& edits, QWidget* parent)
    : QWidget{parent}
    , m_edits{edits}
    , m_lines{new QVBoxLayout}
    , m_title{new QLineEdit}
    , m_day{new QLineEdit}
    , m_dayField{new CheckedField{m_day}}
    , m_problem{new QLabel}
    , m_add{new QPushButton{icon(u"plus"_s), tr("Add Task")}}
    , m_done{new QPushButton{tr("Show Done Tasks")}}
{
    setObjectName(u"jobTasks"_s);
    build();
    for (QLineEdit* field : {m_title, m_day})
        connect(field, &QLineEdit::returnPressed, this, &JobTasks::add);
    connect(m_title, &QLineEdit::textEdited, m_problem, &QWidget::hide);
    connect(m_add, &QPushButton::clicked, this, &JobTasks::add);
    connect(m_done, &QPushButton::clicked, this, [this] {
        m_showsDone = !m_showsDone;
        showLines();
    });
}

void JobTasks::build()
{
    m_title->setObjectName(u"newTask"_s);
    m_title->setAccessibleName(tr("New task"));
    m_title->setPlaceholderText(tr("New task: what is to be done"));
    m_title->setMaxLength(longestTitle);
    m_day->setObjectName(u"newTaskDay"_s);
    m_day->setAccessibleName(tr("Day the new task is due"));
    m_day->setPlaceholderText(tr("Due day"));
    m_dayField->setMaximumWidth(dayPx);
    m_problem->setObjectName(u"taskProblem"_s);
    m_problem->setTextFormat(Qt::PlainText);
    m_problem->setWordWrap(true);
    m_problem->hide();
    theme::setTextRole(m_problem, theme::TextRole::Problem);
    m_add->setObjectName(u"addTask"_s);
    m_done->setObjectName(u"showDoneTasks"_s);
    theme::setButtonRole(m_done, theme::ButtonRole::Link);
    m_lines->setSpacing(theme::space::hair);
    auto* fresh = new QHBoxLayout;
    fresh->setSpacing(theme::space::small);
    fresh->addWidget(m_title, 1, Qt::AlignTop);
    fresh->addWidget(m_dayField, 0, Qt::AlignTop);
    fresh->addWidget(m_add, 0, Qt::AlignTop);
    auto* column = new QVBoxLayout{this};
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(theme::space::small);
    column->addLayout(m_lines);
    column->addLayout(fresh);
    column->addWidget(m_problem);
    column->addWidget(m_done, 0, Qt::AlignLeft);
    m_done->hide();
}

void JobTasks::show(JobId job)
{
    if (m_job != job) {
        m_showsDone = false;
        m_title->clear();
        m_day->clear();
        m_dayField->setProblem({});
        m_problem->hide();
        m_tasks.clear();
        showLines();
    }
    m_job = job;
    refresh();
}

void JobTasks::refresh()
{
    if (!m_job)
        return;
    auto found =
        m_edits.database().read([this](const Snapshot& snapshot) { return tasks::ofJob(snapshot, *m_job); });
    if (!found) {
        Q_EMIT failed(found.error());
        return;
    }
    const auto isSame = [](const Task& one, const Task& other) {
        return one.id == other.id && one.version == other.version;
    };
    if (found->size() == m_tasks.size() && std::equal(found->begin(), found->end(), m_tasks.begin(), isSame))
        return; // somebody may have the keyboard in a line
    m_tasks = std::move(*found);
    showLines();
}

void JobTasks::add()
{
    const QString title = singleLine(m_title->text());
    const auto day = dayOf(m_day, m_dayField);
    if (!m_job || !day)
        return;
    if (title.isEmpty()) {
        m_problem->setText(tr("Write what is to be done."));
        m_problem->show();
        m_title->setFocus(Qt::OtherFocusReason);
        return;
    }
    m_edits.database().writeLater(
        Actor::studio(), this,
        [task = NewTask{m_job, title, {}, *day}](Transaction& transaction) {
            return tasks::add(transaction, task);
        },
        [this, title, typedDay = m_day->text()](const Result<TaskId>& made) {
            if (made)
                return refresh();
            qWarning("tasks: %s", qPrintable(made.error().detail));
            // What was typed comes back, unless the next one is being typed already.
            if (m_title->text().isEmpty()) {
                m_title->setText(title);
                m_day->setText(typedDay);
            }
            m_problem->setText(made.error().fault == Fault::Invalid ? made.error().detail
                                                                    : words::fault(made.error().fault));
            m_problem->show();
        });
    m_title->clear();
    m_day->clear();
    m_title->setFocus(Qt::OtherFocusReason);
}

void JobTasks::showLines()
{
    // Lines are made anew; the keyboard goes back to the one it was on.
    QString focused;
    const QWidget* holder = window()->focusWidget();
    for (int i = 0; i < m_lines->count(); ++i) {
        const QWidget* line = m_lines->itemAt(i)->widget();
        if (line && holder && line->isAncestorOf(holder))
            focused = line->property("task").toString() + u'/' + holder->objectName();
    }
    while (QLayoutItem* item = m_lines->takeAt(0)) {
        if (item->widget()) {
            item->widget()->hide();
            item->widget()->deleteLater(); // its box may be the one that was ticked
        }
        delete item;
    }
    int done = 0;
    for (const Task& task : m_tasks) {
        done += task.doneAt ? 1 : 0;
        if (task.doneAt && !m_showsDone)
            continue;
        QWidget* line = lineFor(task);
        m_lines->addWidget(line);
        line->show(); // now, so that it can take the focus
        if (focused.startsWith(task.id.text() + u'/')) {
            if (auto* widget = line->findChild<QWidget*>(focused.section(u'/', 1)))
                widget->setFocus(Qt::OtherFocusReason);
            focused.clear();
        }
    }
    if (!focused.isEmpty()) // its line went
        m_title->setFocus(Qt::OtherFocusReason);
    m_done->setVisible(done > 0);
    m_done->setText(m_showsDone ? tr("Hide what is done")
                                : tr("Show what is done (%1)", "how many").arg(done));
}

QWidget* JobTasks::lineFor(const Task& task)
{
    auto* line = new QWidget;
    line->setObjectName(u"task"_s);
    line->setProperty("task", task.id.text());
    auto* tick = new QCheckBox;
    tick->setObjectName(u"tickTask"_s);
    tick->setChecked(task.doneAt.has_value());
    tick->setAccessibleName(task.doneAt ? tr("%1, done", "a task").arg(task.title) : task.title);
    tick->setToolTip(task.doneAt ? tr("Open it again") : tr("Tick it off"));
    auto* title = new QLineEdit{task.title};
    title->setObjectName(u"taskName"_s);
    title->setAccessibleName(tr("Title of the task “%1”").arg(task.title));
    title->setMaxLength(longestTitle);
    title->setCursorPosition(0);
    title->setEnabled(!task.doneAt);
    theme::makeQuiet(title);
    auto* day = new QLineEdit{dayForTyping(task.dueDay)};
    day->setObjectName(u"taskDay"_s);
    day->setAccessibleName(tr("Day “%1” is due").arg(task.title));
    day->setPlaceholderText(tr("Due day"));
    day->setEnabled(!task.doneAt);
    theme::makeQuiet(day);
    auto* dayField = new CheckedField{day};
    dayField->setMaximumWidth(dayPx);
    const QDate today = QDate::currentDate();
    const bool isLate = !task.doneAt && task.dueDay.isValid() && task.dueDay <= today;
    auto* late = new QLabel{isLate ? task_edits::dueWords(task.dueDay, today) : QString{}};
    late->setObjectName(u"taskLate"_s);
    theme::makeBadge(late, task.dueDay < today ? theme::Tone::Danger : theme::Tone::Warning);
    late->setVisible(isLate);
    auto* drop = new QToolButton;
    drop->setObjectName(u"removeTask"_s);
    drop->setIcon(icon(u"x"_s, IconInk::Muted));
    drop->setAccessibleName(tr("Delete the task “%1”").arg(task.title));
    drop->setToolTip(tr("Delete"));
    drop->setFocusPolicy(Qt::StrongFocus);
    connect(tick, &QCheckBox::clicked, this,
            [this, task](bool isDone) { task_edits::setDone(m_edits, task, isDone); });
    connect(title, &QLineEdit::editingFinished, this, [this, task, title] { rename(task, title); });
    connect(day, &QLineEdit::editingFinished, this,
            [this, task, day, dayField] { saveDay(task, day, dayField); });
    connect(drop, &QToolButton::clicked, this, [this, task] { remove(task); });
    auto* row = new QHBoxLayout{line};
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(theme::space::small);
    row->addWidget(tick, 0, Qt::AlignVCenter);
    row->addWidget(title, 1);
    row->addWidget(late);
    row->addWidget(dayField);
    row->addWidget(drop);
    return line;
}

void JobTasks::rename(const Task& task, QLineEdit* field)
{
    const QString title = singleLine(field->text());
    if (title == task.title || !field->isModified())
        return;
    field->setModified(false); // leaving tells it twice
    if (title.isEmpty()) {
        field->setText(task.title);
        return;
    }
    Task edited = task;
    edited.title = title;
    task_edits::save(m_edits, task, edited);
}

void JobTasks::saveDay(const Task& task, QLineEdit* field, CheckedField* checked)
{
    const auto day = dayOf(field, checked);
    if (!day || *day == task.dueDay || !field->isModified())
        return;
    field->setModified(false);
    Task edited = task;
    edited.dueDay = *day;
    task_edits::save(m_edits, task, edited);
}

void JobTasks::remove(const Task& task)
{
    task_edits::remove(m_edits, task);
}

} // namespace foyer
