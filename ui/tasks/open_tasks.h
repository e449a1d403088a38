// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/tasks/task_store.h"
#include "ui/address_book/studio_edits.h"

#include <QTimer>
#include <QWidget>

class QLabel;
class QLineEdit;
class QPushButton;
class QStackedWidget;
class QTableView;

namespace foyer {

class TasksModel;

/// What the studio has to do, of all jobs, by due day.
class OpenTasks : public QWidget
{
    Q_OBJECT

public:
    explicit OpenTasks(StudioEdits& edits, QWidget* parent = nullptr);

    void reload();

Q_SIGNALS:
    void said(const QString& sentence);
    void jobWanted(foyer::JobId job);
    void countChanged(int count);

private:
    void build();
    void add();
    void tickOff();
    void showJob();
    void showChoices();
    std::optional<Task> current() const;

    StudioEdits& m_edits;
    QTimer m_soon; ///< many changes in a row are one look
    TasksModel* m_model;
    QLineEdit* m_title;
    QStackedWidget* m_shelves; ///< empty state, or the list
    QTableView* m_table;
    QPushButton* m_tick;
    QPushButton* m_job;
};

} // namespace foyer
