// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/automations/studio_time.h"

namespace foyer::automations {

using namespace Qt::StringLiterals;

Instant momentOf(QDate day, QTime at)
{
    // The largest known leap of a clock, without one of a whole day, is three hours.
    for (int minutes = 0; minutes <= 180; minutes += 30) {
        const QDateTime shifted = QDateTime{day, at, Qt::UTC}.addSecs(minutes * 60);
        const QDateTime local{shifted.date(), shifted.time(), Qt::LocalTime};
        if (local.isValid())
            return fromSeconds(local.toSecsSinceEpoch());
    }
    // A day that a place left out when it moved across the date line: its beginning is the next one's.
    return fromSeconds(day.addDays(1).startOfDay(Qt::LocalTime).toSecsSinceEpoch());
}

Instant plusDays(Instant from, int days)
{
    const QDateTime local = toLocal(from);
    return momentOf(local.date().addDays(days), local.time());
}

bool isLate(Instant due, int lateDays, Instant now)
{
    if (due >= now || due == never)
        return false;
    return plusDays(due, lateDays) + std::chrono::hours{1} < now;
}

QDate dayOf(Instant instant)
{
    return toLocal(instant).date();
}

QString timeText(Instant instant)
{
    return toLocal(instant).toString(u"yyyy-MM-dd HH:mm"_s);
}

} // namespace foyer::automations
