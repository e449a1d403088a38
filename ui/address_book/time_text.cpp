// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/address_book/time_text.h"

#include "ui/address_book/checked_field.h"

#include <QCoreApplication>
#include <QLocale>
#include <QRegularExpression>

namespace foyer {

using namespace Qt::StringLiterals;

namespace {

struct Days
{
    Q_DECLARE_TR_FUNCTIONS(ShootDay)
};

/// "12/5" is the twelfth of May or the fifth of December, as the locale writes its dates.
bool isMonthFirst()
{
    const QString format = QLocale{}.dateFormat(QLocale::ShortFormat);
    return format.indexOf(u'M') < format.indexOf(u'd');
}

} // namespace

std::optional<QDate> shootDayFrom(const QString& typed, QDate today)
{
    const QString text = typed.trimmed();
    if (text.compare(Days::tr("today"), Qt::CaseInsensitive) == 0)
        return today;
    if (text.compare(Days::tr("tomorrow"), Qt::CaseInsensitive) == 0)
        return today.addDays(1);
    if (const auto day = dayFrom(text))
        return day;
    static const QRegularExpression dayAndMonth{u"\\A(\\d{1,2})([./-])(\\d{1,2})\\.?\\z"_s};
    const auto match = dayAndMonth.match(text);
    if (!match.hasMatch())
        return std::nullopt;
    const bool swaps = match.captured(2) != u"."_s && isMonthFirst();
    const int day = match.captured(swaps ? 3 : 1).toInt();
    const int month = match.captured(swaps ? 1 : 3).toInt();
    constexpr int untilNextLeapDay = 8;
    for (int years = 0; years <= untilNextLeapDay; ++years) {
        const QDate found{today.year() + years, month, day};
        if (found.isValid() && found >= today)
            return found;
    }
    return std::nullopt;
}

std::optional<QTime> timeFrom(const QString& typed)
{
    static const QRegularExpression shape{u"\\A(\\d{1,2})(?:[:.h]?(\\d{2}))?\\s*([ap])?\\.?m?\\.?\\z"_s,
                                          QRegularExpression::CaseInsensitiveOption};
    const auto match = shape.match(typed.trimmed());
    if (!match.hasMatch()) {
        const QTime time = QLocale{}.toTime(typed.trimmed(), QLocale::ShortFormat);
        return time.isValid() ? std::optional{time} : std::nullopt;
    }
    int hour = match.captured(1).toInt();
    const int minute = match.captured(2).isEmpty() ? 0 : match.captured(2).toInt();
    const QString half = match.captured(3).toLower();
    if (!half.isEmpty()) {
        if (hour < 1 || hour > 12)
            return std::nullopt;
        hour = hour % 12 + (half == u"p"_s ? 12 : 0);
    }
    const QTime time{hour, minute};
    return time.isValid() ? std::optional{time} : std::nullopt;
}

QString timeForTyping(QTime time)
{
    QString format = QLocale{}.timeFormat(QLocale::ShortFormat);
    format.remove(u":ss"_s).remove(u".ss"_s); // some locales have seconds even there
    return time.isValid() ? QLocale{}.toString(time, format) : QString{};
}

} // namespace foyer
