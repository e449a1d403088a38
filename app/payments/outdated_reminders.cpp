// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/payments/outdated_reminders.h"

#include "app/contacts/contact_store.h"
#include "app/items/item_store.h"
#include "app/mail/outbox.h"
#include "app/payments/balance.h"

#include <algorithm>
#include <set>

namespace foyer::payments {

using namespace Qt::StringLiterals;

namespace {

const QString selectWaiting = uR"(
    SELECT r.mail_id, r.instalment_id, r.contact_id FROM reminder r
    JOIN instalment n ON n.id = r.instalment_id JOIN mail m ON m.id = r.mail_id
    WHERE n.item_id = :invoice AND m.state IN ('waiting', 'held'))"_s;
const QString selectWaitingOf = uR"(
    SELECT r.mail_id FROM reminder r JOIN mail m ON m.id = r.mail_id
    WHERE r.instalment_id = :instalment AND m.state IN ('waiting', 'held'))"_s;

} // namespace

Result<void> dropOutdated(Transaction& transaction, ItemId invoice)
{
    struct Waiting
    {
        MailId mail;
        InstalmentId instalment;
        ContactId contact;
    };
    const auto waiting =
        transaction.query(selectWaiting).bind(":invoice"_L1, invoice.row()).all([](const Query& row) {
            return Waiting{MailId{row.integer(0)}, InstalmentId{row.integer(1)}, ContactId{row.integer(2)}};
        });
    if (!waiting)
        return fail(waiting.error());
    if (waiting->empty())
        return {};
    const auto item = items::find(transaction, invoice);
    if (!item)
        return fail(item.error());
    std::set<ContactId> readers;
    for (const ItemRecipient& recipient : item->recipients) {
        const auto living = contacts::livingOf(transaction, recipient.contact);
        if (!living)
            return fail(living.error());
        readers.insert(*living);
    }
    const auto balance = balanceOf(transaction, invoice);
    if (!balance)
        return fail(balance.error());
    for (const Waiting& one : *waiting) {
        // Who was removed for good reads nothing; what is paid counts all the same.
        const auto living = contacts::livingOf(transaction, one.contact);
        if (!living && living.error().fault != Fault::NotFound)
            return fail(living.error());
        const bool isPaid = std::any_of(
            balance->instalments.begin(), balance->instalments.end(),
            [&](const auto& instalment) { return instalment.id == one.instalment && instalment.isPaid(); });
        const bool isReader = living && readers.contains(*living);
        if (!isPaid && isReader)
            continue;
        const QString reason = !isPaid                               ? u"no longer their invoice"_s
                               : balance->credited >= balance->total ? u"given back meanwhile"_s
                                                                     : u"paid meanwhile"_s;
        if (const auto cancelled = mail::cancel(transaction, one.mail, reason); !cancelled)
            return cancelled;
    }
    return {};
}

Result<void> dropOfMoved(Transaction& transaction, InstalmentId instalment)
{
    const auto waiting =
        transaction.query(selectWaitingOf).bind(":instalment"_L1, instalment.row()).all([](const Query& row) {
            return MailId{row.integer(0)};
        });
    if (!waiting)
        return fail(waiting.error());
    for (const MailId mail : *waiting) {
        if (const auto cancelled = mail::cancel(transaction, mail, u"due on another day now"_s); !cancelled)
            return cancelled;
    }
    return {};
}

} // namespace foyer::payments
