// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/storage/database.h"

#include <QObject>
#include <QTimer>

namespace foyer::invoices {

/// Reminds when it starts and every hour from then on, by the day of this machine's calendar. Whichever
/// program has the studio open keeps one; what was reminded stands in the studio, so that starting often, or
/// one program after the other, reminds nobody twice.
class ReminderClock : public QObject
{
    Q_OBJECT

public:
    /// @param studio  owned by this program; outlives the clock
    explicit ReminderClock(Database& studio, QObject* parent = nullptr);

    /// Returns at once; what cannot be done is logged and tried again in an hour.
    void start();

private:
    void remind();

    Database& m_studio;
    QTimer m_hours;
};

} // namespace foyer::invoices
