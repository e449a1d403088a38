// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/address_book/studio_edits.h"
#include "ui/jobs/job_draft.h"

#include <QObject>

class QWidget;

namespace foyer {

/// From what was typed to what is saved: every step can be taken back, and what somebody else saved meanwhile
/// is settled rather than overwritten.
class JobEditing : public QObject
{
    Q_OBJECT

public:
    /// @param window  above which dialogs open
    JobEditing(StudioEdits& edits, QWidget* window);

    void create(const JobDraft& draft);
    /// @param base  what the draft was typed on top of
    void save(const Job& base, const JobDraft& draft);

    void moveTo(const Job& job, JobStage stage);
    void close(const Job& job, const QString& reason);
    void reopen(const Job& job);
    void remove(const Job& job); ///< into the bin
    void restore(const Job& job);

Q_SIGNALS:
    void created(foyer::JobId id);
    /// As it stands in the studio now.
    void saved(const foyer::Job& job);
    /// It was not saved: why, in a sentence; empty when the dialog about a conflict was closed.
    void refused(foyer::JobId id, const QString& sentence);

private:
    void settle(const Job& base, const JobDraft& mine);
    QString nameOf(ContactId id) const;

    StudioEdits& m_edits;
    QWidget* m_window;
};

} // namespace foyer
