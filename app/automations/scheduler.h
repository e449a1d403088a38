// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/storage/database.h"

#include <QObject>
#include <QTimer>

#include <chrono>

namespace foyer::automations {

struct Tick
{
    int runsBegun = 0;
    int stepsDone = 0;              ///< or skipped, or failed
    bool isMore = false;            ///< there was more than one transaction should do
    std::optional<Instant> nextDue; ///< when the next step that is known is due
};
/// Reads what the journal tells since the last tick, begins the runs that follow from it and from the
/// calendar, and does the steps whose time has come. Being called often, or by two programs, does nothing
/// twice: runs and steps are claimed by unique rows (A2), in the transaction of their effect.
Result<Tick> tick(Transaction& transaction);

/// Ticks soon after every commit that could matter, when a step is due, after the machine slept, and every
/// minute. Whichever program has the studio open keeps one.
class Scheduler : public QObject
{
    Q_OBJECT

public:
    /// @param studio  owned by this program; outlives the scheduler
    explicit Scheduler(Database& studio, QObject* parent = nullptr);

    /// Returns at once; what cannot be done is logged and tried again in a minute.
    void start();

private:
    void tickSoon();
    void tickNow();

    /// Commits come in bursts; one look at the end of it is enough.
    static constexpr std::chrono::milliseconds pause{200};
    static constexpr std::chrono::milliseconds longest{60'000};

    Database& m_studio;
    QTimer m_timer;
    bool m_hasStarted = false;
    bool m_isTicking = false;
    bool m_isAskedAgain = false;
};

} // namespace foyer::automations
