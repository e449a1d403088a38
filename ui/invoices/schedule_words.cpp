// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/invoices/schedule_words.h"

#include <QCoreApplication>

namespace foyer::words {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(ScheduleEdit)
};

} // namespace

DueWhen dueWhen(const ScheduleRule& rule)
{
    switch (rule.from) {
    case DueFrom::Issue:
        return rule.days == 0 ? DueWhen::AtIssue : DueWhen::AfterIssue;
    case DueFrom::Booking:
        return rule.days == 0 ? DueWhen::AtBooking : DueWhen::AfterBooking;
    case DueFrom::Shoot:
        return rule.days == 0 ? DueWhen::OnShoot : rule.days < 0 ? DueWhen::BeforeShoot : DueWhen::AfterShoot;
    case DueFrom::LastShoot:
        return rule.days == 0  ? DueWhen::OnLastShoot
               : rule.days < 0 ? DueWhen::BeforeLastShoot
                               : DueWhen::AfterLastShoot;
    case DueFrom::Day:
        return DueWhen::OnDay;
    }
    Q_UNREACHABLE();
}

bool countsDays(DueWhen when)
{
    switch (when) {
    case DueWhen::AfterIssue:
    case DueWhen::AfterBooking:
    case DueWhen::BeforeShoot:
    case DueWhen::AfterShoot:
    case DueWhen::BeforeLastShoot:
    case DueWhen::AfterLastShoot:
        return true;
    case DueWhen::AtIssue:
    case DueWhen::AtBooking:
    case DueWhen::OnShoot:
    case DueWhen::OnLastShoot:
    case DueWhen::OnDay:
        return false;
    }
    Q_UNREACHABLE();
}

void setDueWhen(ScheduleRule& rule, DueWhen when, int days)
{
    rule.days = countsDays(when) ? days : 0;
    switch (when) {
    case DueWhen::AtIssue:
    case DueWhen::AfterIssue:
        rule.from = DueFrom::Issue;
        break;
    case DueWhen::AtBooking:
    case DueWhen::AfterBooking:
        rule.from = DueFrom::Booking;
        break;
    case DueWhen::OnShoot:
    case DueWhen::AfterShoot:
        rule.from = DueFrom::Shoot;
        break;
    case DueWhen::BeforeShoot:
        rule.from = DueFrom::Shoot;
        rule.days = -days;
        break;
    case DueWhen::OnLastShoot:
    case DueWhen::AfterLastShoot:
        rule.from = DueFrom::LastShoot;
        break;
    case DueWhen::BeforeLastShoot:
        rule.from = DueFrom::LastShoot;
        rule.days = -days;
        break;
    case DueWhen::OnDay:
        rule.from = DueFrom::Day;
        break;
    }
    if (rule.from != DueFrom::Day)
        rule.day = {};
}

QString dueWhen(DueWhen when)
{
    switch (when) {
    case DueWhen::AtIssue:
        return Words::tr("on the day of the invoice");
    case DueWhen::AfterIssue:
        return Words::tr("days after the invoice");
    case DueWhen::AtBooking:
        return Words::tr("at booking");
    case DueWhen::AfterBooking:
        return Words::tr("days after booking");
    case DueWhen::OnShoot:
        return Words::tr("on the day of the first shoot");
    case DueWhen::BeforeShoot:
        return Words::tr("days before the first shoot");
    case DueWhen::AfterShoot:
        return Words::tr("days after the first shoot");
    case DueWhen::OnLastShoot:
        return Words::tr("on the day of the last shoot");
    case DueWhen::BeforeLastShoot:
        return Words::tr("days before the last shoot");
    case DueWhen::AfterLastShoot:
        return Words::tr("days after the last shoot");
    case DueWhen::OnDay:
        return Words::tr("on this day:");
    }
    Q_UNREACHABLE();
}

QString share(Share share)
{
    switch (share) {
    case Share::Percent:
        return Words::tr("per cent");
    case Share::Sum:
        return Words::tr("amount");
    case Share::Rest:
        return Words::tr("the rest");
    }
    Q_UNREACHABLE();
}

} // namespace foyer::words
