// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/invoices/invoice_store.h"
#include "ui/orders/order_draft.h"

namespace foyer {

/// A line of a schedule as it is typed. What could not be read stays as it was typed until it can.
struct DraftRule
{
    ScheduleRule rule;
    QString typedShare; ///< empty: the rule's share is what was typed; so is the next one
    QString typedDay;
    bool operator==(const DraftRule&) const = default;
};

/// Everything an invoice's window shows while it can be written: one value, so that undo is going back to an
/// earlier one.
struct InvoiceDraft
{
    OrderDraft goods;       ///< what is charged, and for whom
    InvoiceContent content; ///< without goods and schedule
    std::vector<DraftRule> rules;
    QString typedServiceDay;
    bool operator==(const InvoiceDraft&) const = default;
};

InvoiceDraft draftOf(const invoices::Invoice& invoice);
/// What can be kept of it: what could not be read has its last value.
InvoiceContent contentOf(const InvoiceDraft& draft);
/// One sentence about the first thing that could not be read; empty when all could.
QString unreadSentence(const InvoiceDraft& draft);

std::vector<DraftRule> draftOf(const Schedule& schedule);
Schedule scheduleOf(const std::vector<DraftRule>& rules);
/// @param number  of the rule, from 1; @returns empty when all of it could be read
QString unreadSentence(const DraftRule& rule, int number);

namespace typed {

/// How much of the total: "30" of per cent, or an amount.
QString share(const ScheduleRule& rule, Currency currency);
void setShare(DraftRule& rule, const QString& text, Currency currency);
void setDay(DraftRule& rule, const QString& text);
void setServiceDay(InvoiceDraft& draft, const QString& text);

} // namespace typed
} // namespace foyer
