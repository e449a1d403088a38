// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDateTime>

#include <chrono>
#include <functional>

namespace foyer {

/// A moment: UTC by type, whole seconds, an integer in the database. A day (birthday, due date)
/// is a QDate and has no zone.
using Instant = std::chrono::sys_seconds;

/// "Now" is handed in, so that a test can own the clock.
using Clock = std::function<Instant()>;

inline Instant systemNow()
{
    return std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
}

inline qint64 toSeconds(Instant instant)
{
    return instant.time_since_epoch().count();
}

inline Instant fromSeconds(qint64 seconds)
{
    return Instant{std::chrono::seconds{seconds}};
}

/// For people: in the zone of this machine. Qt 6.4 hides its chrono bridges from GCC 12, hence by hand.
inline QDateTime toLocal(Instant instant)
{
    return QDateTime::fromSecsSinceEpoch(toSeconds(instant));
}

/// For machines: 2026-03-01T12:00:00Z
inline QString toIso(Instant instant)
{
    return QDateTime::fromSecsSinceEpoch(toSeconds(instant), Qt::UTC).toString(Qt::ISODate);
}

} // namespace foyer
