// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/invoices/invoice_store.h"
#include "ui/address_book/studio_edits.h"

#include <QWidget>

#include <map>
#include <optional>

class QLabel;
class QPushButton;

namespace foyer {

/// Says that due days would follow the shoot or the booking of a job, which moved, and asks once whether they
/// shall. What was left stays left, until other days would move.
class MovedDaysNotice : public QWidget
{
    Q_OBJECT

public:
    explicit MovedDaysNotice(StudioEdits& edits, QWidget* parent = nullptr);

    void show(JobId job);
    using QWidget::show;
    void refresh();

private:
    struct Offer
    {
        std::vector<invoices::Move> moves;
        QStringList numbers; ///< of the invoices, one for each move
    };
    static Result<Offer> offerFor(const Snapshot& snapshot, JobId job);
    void moveThem();
    void leaveThem();

    StudioEdits& m_edits;
    std::optional<JobId> m_job;
    std::vector<invoices::Move> m_moves;
    std::map<JobId, std::vector<invoices::Move>> m_left; ///< by job: what is not asked again
    QLabel* m_text;
    QPushButton* m_move;
    QPushButton* m_leave;
};

} // namespace foyer
