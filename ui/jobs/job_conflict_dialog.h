// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/jobs/job_draft.h"

#include <QDialog>

namespace foyer {

/// Somebody saved the same fields of the same job meanwhile: shows both sides and lets choose. Closing it
/// goes on with the editing.
class JobConflictDialog : public QDialog
{
    Q_OBJECT

public:
    JobConflictDialog(const QString& title, const MergedJob& merged, QWidget* parent = nullptr);

Q_SIGNALS:
    void chosen(const foyer::JobDraft& draft);
};

} // namespace foyer
