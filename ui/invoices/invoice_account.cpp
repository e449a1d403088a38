// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/invoices/invoice_account.h"

#include "app/contacts/contact_store.h"
#include "app/items/item_store.h"

#include <algorithm>

namespace foyer {

namespace {

Result<void> addName(const Snapshot& snapshot, ContactId id, std::map<ContactId, QString>& names)
{
    if (names.contains(id))
        return {};
    const auto brief = contacts::brief(snapshot, id);
    if (!brief)
        return fail(brief.error());
    names.emplace(id, brief->name);
    return {};
}

Result<void> addMovements(const Snapshot& snapshot, ItemId id, InvoiceAccount& account)
{
    const auto payments = payments::ofInvoice(snapshot, id);
    if (!payments)
        return fail(payments.error());
    const auto allocations = payments::allocationsTo(snapshot, id);
    if (!allocations)
        return fail(allocations.error());
    for (const Payment& payment : *payments) {
        const auto there =
            std::find_if(allocations->begin(), allocations->end(),
                         [&](const payments::Allocation& one) { return one.payment == payment.id; });
        account.movements.push_back({payment, there == allocations->end() ? 0 : there->amount});
        if (payment.contact) {
            if (const auto named = addName(snapshot, *payment.contact, account.names); !named)
                return named;
        }
    }
    return {};
}

} // namespace

QString InvoiceAccount::nameOf(std::optional<ContactId> contact) const
{
    const auto known = contact ? names.find(*contact) : names.end();
    return known == names.end() ? QString{} : known->second;
}

Result<InvoiceAccount> accountOf(const Snapshot& snapshot, ItemId id)
{
    auto invoice = invoices::find(snapshot, id);
    if (!invoice)
        return fail(invoice.error());
    auto issued = invoices::issued(snapshot, id);
    if (!issued)
        return fail(issued.error());
    auto balance = payments::balanceOf(snapshot, id);
    if (!balance)
        return fail(balance.error());
    auto events = evidence::of(snapshot, id);
    if (!events)
        return fail(events.error());
    InvoiceAccount account{
        std::move(*invoice), std::move(*issued), std::move(*balance), {}, {}, {}, std::move(*events), {}};
    for (const ItemRecipient& recipient : account.invoice.item.recipients) {
        if (const auto named = addName(snapshot, recipient.contact, account.names); !named)
            return fail(named.error());
    }
    for (const evidence::Row& row : account.events) {
        if (!row.event.contact)
            continue;
        if (const auto named = addName(snapshot, *row.event.contact, account.names); !named)
            return fail(named.error());
    }
    if (const auto added = addMovements(snapshot, id, account); !added)
        return fail(added.error());
    const auto notes = invoices::creditNotesOf(snapshot, id);
    if (!notes)
        return fail(notes.error());
    for (const ItemId note : *notes) {
        auto item = items::find(snapshot, note);
        if (!item)
            return fail(item.error());
        if (!item->deletedAt)
            account.creditNotes.push_back(std::move(*item));
    }
    if (account.issued.isCreditNote()) {
        const auto credited = items::findByUid(snapshot, account.issued.content.credits.uid);
        if (!credited)
            return fail(credited.error());
        if (*credited) {
            auto item = items::find(snapshot, **credited);
            if (!item)
                return fail(item.error());
            account.credited = std::move(*item);
        }
    }
    return account;
}

} // namespace foyer
