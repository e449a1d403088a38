// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/base/result.h"
#include "app/brands/billing.h"
#include "app/storage/database.h"

#include <QDate>

#include <optional>

/// Mails that remind of an instalment, by the rules of the invoice's brand. That something is overdue stands
/// nowhere: it is asked of its due day.
///
/// What an instalment is reminded of are occurrences: one before its due day, one on it, some after. Of all
/// whose day has come only the newest is sent, once to each recipient: a program that was off for weeks sends
/// one mail, not a pile. An occurrence is claimed by a row before its mail is queued, in one transaction
/// (invariant A2), and named by the due day it counts from: an instalment that moves is reminded of anew.
namespace foyer::invoices {

/// An occurrence by its name and its day.
struct Occurrence
{
    QString name; ///< "2027-05-01 before", "2027-05-01 on", "2027-05-01 after 2"
    QDate day;
    bool operator==(const Occurrence&) const = default;
};

/// The newest occurrence whose day has come by `today`; nothing: none yet, or the last one is done.
/// @param known  the day on which the invoice came to its reader. Occurrences on it or before it are left
/// out: nobody is reminded on the day they get an invoice, nor, where it was brought along from another
/// program, of what passed before.
std::optional<Occurrence> newestOccurrence(const ReminderRules& rules, QDate due, QDate known, QDate today);

/// Queues what is to be sent by today, for every open instalment of every issued invoice that no pending
/// payment covers. Whom no mail reaches is claimed as well, with the reason: the next occurrence tries again.
/// @param today  by the studio's calendar
/// @returns how many mails were queued
Result<int> runReminders(Transaction& transaction, QDate today);

} // namespace foyer::invoices
