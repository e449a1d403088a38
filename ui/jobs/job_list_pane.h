// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/jobs/job_list_model.h"

#include <QWidget>

class QButtonGroup;
class QComboBox;
class QLabel;
class QLineEdit;
class QListView;
class QStackedWidget;
class QToolButton;

namespace foyer {

class EmptyState;

/// The left side of the Jobs page: search, filters, and the list.
class JobListPane : public QWidget
{
    Q_OBJECT

public:
    explicit JobListPane(Database& database, QWidget* parent = nullptr);

    void focusSearch();
    void focusList();
    /// Marks this job's line, if it is listed; says nothing about it.
    void select(JobId id);
    JobListModel& model() { return m_model; }

Q_SIGNALS:
    void currentChanged(foyer::JobId id);
    void newRequested();
    void failed(const foyer::Error& error);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    /// One chip: what it asks for, and which of the counts stands on it.
    struct Chip
    {
        QToolButton* button;
        jobs::JobFilter::Shelf shelf;
        std::optional<JobStage> stage;
    };

    void build();
    QWidget* buildChips();
    QWidget* buildChoices();
    void buildEmptyStates();
    void applyFilter();
    void showCounts();
    void showChoices();
    void searchEverywhere();
    void choose(jobs::JobFilter::Shelf shelf, std::optional<JobStage> stage);
    qint64 countOf(const Chip& chip) const;
    QString nameOf(const Chip& chip) const;
    QWidget* whatToShow() const;

    Database& m_database;
    JobListModel m_model;
    std::optional<JobId> m_current;
    std::vector<Chip> m_chips;
    QLineEdit* m_search;
    QButtonGroup* m_chipGroup;
    QComboBox* m_order;
    QComboBox* m_type;
    QComboBox* m_brand;
    QStackedWidget* m_stack;
    QListView* m_list;
    EmptyState* m_noneYet;
    EmptyState* m_noneFound;
    EmptyState* m_noneHere;
    QLabel* m_count;
};

} // namespace foyer
