// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/common/invoice_standing.h"

#include <QCoreApplication>

namespace foyer {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(InvoiceStanding)
};

} // namespace

Standing standingOf(ItemState state, bool isCreditNote, const payments::Balance& balance, QDate today)
{
    switch (state) {
    case ItemState::Draft:
        return {Words::tr("Draft"), theme::Tone::Neutral};
    case ItemState::Completed:
        return {isCreditNote ? Words::tr("Issued") : Words::tr("Paid"), theme::Tone::Success};
    case ItemState::Void:
        return {Words::tr("Void"), theme::Tone::Neutral};
    case ItemState::Superseded:
    case ItemState::Declined:
        return {Words::tr("Closed"), theme::Tone::Neutral};
    case ItemState::Sent:
        break;
    }
    if (isCreditNote)
        return {Words::tr("Issued"), theme::Tone::Success};
    const payments::InstalmentState* next = balance.next();
    if (next && next->isOverdue(today))
        return {Words::tr("Overdue %n day(s)", nullptr, int(next->due.daysTo(today))), theme::Tone::Danger};
    if (balance.pending > 0)
        return {Words::tr("On its way"), theme::Tone::Accent};
    if (balance.paid + balance.credited > 0)
        return {Words::tr("Part paid"), theme::Tone::Accent};
    return {Words::tr("Open"), theme::Tone::Accent};
}

} // namespace foyer
