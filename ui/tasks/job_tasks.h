// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/tasks/task_store.h"
#include "ui/address_book/studio_edits.h"

#include <QWidget>

class QLabel;
class QLineEdit;
class QPushButton;
class QVBoxLayout;

namespace foyer {

class CheckedField;

/// The tasks of a job: typed and added with Enter, ticked off, taken back.
class JobTasks : public QWidget
{
    Q_OBJECT

public:
    explicit JobTasks(StudioEdits& edits, QWidget* parent = nullptr);

    void show(JobId job);
    using QWidget::show;
    void refresh();

Q_SIGNALS:
    void failed(const foyer::Error& error);

private:
    void build();
    void add();
    void showLines();
    QWidget* lineFor(const Task& task);
    void saveDay(const Task& task, QLineEdit* field, CheckedField* checked);
    void rename(const Task& task, QLineEdit* field);
    void remove(const Task& task);

    StudioEdits& m_edits;
    std::optional<JobId> m_job;
    std::vector<Task> m_tasks;
    bool m_showsDone = false;
    QVBoxLayout* m_lines;
    QLineEdit* m_title;
    QLineEdit* m_day;
    CheckedField* m_dayField;
    QLabel* m_problem;
    QPushButton* m_add;
    QPushButton* m_done; ///< shows or hides those that are done
};

} // namespace foyer
