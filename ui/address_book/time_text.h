// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDate>
#include <QString>
#include <QTime>

#include <optional>

namespace foyer {

/// A day as people type it: all of dayFrom(), a day without its year ("5.12.", "12/5" in the order of the
/// locale), which is the next such day, "today" and "tomorrow". Nothing for what is none.
std::optional<QDate> shootDayFrom(const QString& typed, QDate today);

/// A time of the clock as people type it: "14", "14:30", "14.30", "1430", "2 pm", "2:30pm".
std::optional<QTime> timeFrom(const QString& typed);
/// The form in which a time stands in a field, understood by timeFrom(). Empty for an invalid one.
QString timeForTyping(QTime time);

} // namespace foyer
