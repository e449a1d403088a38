// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/automations/runs_model.h"

#include <QTimer>
#include <QWidget>

class QLabel;
class QPushButton;
class QTreeView;

namespace foyer {

/// What automations did and will do, for one automation or for one job: why each thing happened or did not,
/// and what can be done about it.
class RunsView : public QWidget
{
    Q_OBJECT

public:
    RunsView(Database& database, RunsModel::Named named, QWidget* parent = nullptr);

    void showAutomation(AutomationId automation);
    void showJob(JobId job);
    void reload();
    bool isEmpty() const { return m_model->seen().runs.empty(); }
    /// As high as what it shows, up to this; for a section of a page that scrolls itself.
    void growTo(int mostPx);

Q_SIGNALS:
    void said(const QString& sentence);
    void mailWanted(foyer::MailId mail);
    void jobWanted(foyer::JobId job);
    void shown(bool isEmpty);

private:
    void build();
    void show(RunsSeen seen);
    void showChoices();
    void cancelRun();
    void retry();
    void decided(const Result<void>& result, const QString& sentence);
    void fitHeight();

    Database& m_database;
    std::optional<AutomationId> m_automation;
    std::optional<JobId> m_job;
    int m_limit;
    int m_mostPx = 0;
    QTimer m_soon; ///< many changes in a row are one look
    RunsModel* m_model;
    QTreeView* m_tree;
    QLabel* m_none;
    QLabel* m_details;
    QPushButton* m_cancel;
    QPushButton* m_retry;
    QPushButton* m_mail;
    QPushButton* m_showJob;
    QPushButton* m_older;
};

} // namespace foyer
