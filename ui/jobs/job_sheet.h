// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/items/item.h"
#include "ui/jobs/job_editing.h"

#include <QScrollArea>

#include <optional>

class QComboBox;
class QLabel;
class QLineEdit;
class QPushButton;

namespace foyer {

class CustomFieldsEdit;
class GrowingText;
class ItemsSection;
class JobTasks;
class MovedDaysNotice;
class PeopleEdit;
class RunsView;
class ShootsEdit;
class StageStepper;

/// A job with everything on it. Written in like a page: what was typed is saved as a field is left, can be
/// taken back, and is settled with what somebody else saved meanwhile.
class JobSheet : public QScrollArea
{
    Q_OBJECT

public:
    explicit JobSheet(StudioEdits& edits, QWidget* parent = nullptr);

    void show(JobId id);
    using QScrollArea::show;
    std::optional<JobId> job() const;
    /// Looks again if the changes concern what is shown.
    void take(const Changes& changes);
    /// Saves what was typed, if anything was. Also done whenever a field is left.
    void commit();
    void focusTitle();
    /// Makes a job, and shows it once it is there.
    JobEditing& editing() { return m_editing; }
    ItemsSection& items() { return *m_items; }

Q_SIGNALS:
    void contactActivated(foyer::ContactId id);
    /// A mail that an automation queued is looked for in the Outbox.
    void mailWanted(foyer::MailId mail);
    void gone(); ///< the job is not there any more
    void said(const QString& sentence);
    void failed(const foyer::Error& error);

protected:
    void hideEvent(QHideEvent* event) override;
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dropEvent(QDropEvent* event) override;

private:
    void build();
    QWidget* buildHeader();
    QWidget* buildFacts();
    void load(const Job& job);
    void put(const JobDraft& draft);
    JobDraft typed() const;
    void showState();
    void showChoices();
    void closeJob();
    void settled(const Job& job);
    void refuse(JobId id, const QString& sentence);

    StudioEdits& m_edits;
    JobEditing m_editing;
    std::optional<Job> m_job;        ///< what the fields were filled from
    std::optional<JobDraft> m_base;  ///< the same, as a draft
    std::optional<JobDraft> m_shown; ///< what typed() said before anybody typed
    bool m_isSaving = false;

    QLineEdit* m_title;
    QLabel* m_problem;
    StageStepper* m_stages;
    QLabel* m_closed;
    QLabel* m_binned;
    QPushButton* m_close;
    QPushButton* m_reopen;
    QPushButton* m_delete;
    QPushButton* m_restore;
    QComboBox* m_type;
    QComboBox* m_brand;
    QLabel* m_brandLabel;
    QLineEdit* m_source;
    PeopleEdit* m_people;
    ShootsEdit* m_shoots;
    JobTasks* m_tasks;
    ItemsSection* m_items;
    MovedDaysNotice* m_movedDays;
    GrowingText* m_notes;
    CustomFieldsEdit* m_custom;
    RunsView* m_runs;
};

} // namespace foyer
