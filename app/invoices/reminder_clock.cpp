// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/invoices/reminder_clock.h"

#include "app/invoices/reminders.h"

namespace foyer::invoices {

ReminderClock::ReminderClock(Database& studio, QObject* parent)
    : QObject{parent}
    , m_studio{studio}
{
    connect(&m_hours, &QTimer::timeout, this, &ReminderClock::remind);
}

void ReminderClock::start()
{
    remind();
    m_hours.start(std::chrono::hours{1});
}

void ReminderClock::remind()
{
    m_studio.writeSoon(Actor::system(), [](Transaction& transaction) -> Result<void> {
        const auto reminded = runReminders(transaction, toLocal(transaction.now()).date());
        return reminded ? Result<void>{} : fail(reminded.error());
    });
}

} // namespace foyer::invoices
