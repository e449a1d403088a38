// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/invoices/invoice_store.h"
#include "app/items/evidence.h"
#include "app/payments/balance.h"
#include "app/payments/ledger.h"
#include "ui/common/invoice_standing.h"

#include <map>

namespace foyer {

/// Everything around an issued invoice or credit note, of one moment.
struct InvoiceAccount
{
    struct Movement
    {
        Payment payment;
        qint64 here; ///< of a payment: what of it went to this invoice; minor units
    };
    invoices::Invoice invoice;
    IssuedInvoice issued;
    payments::Balance balance;
    std::vector<Movement> movements;   ///< the oldest first
    std::vector<Item> creditNotes;     ///< drafts too
    std::optional<Item> credited;      ///< of a credit note: the invoice
    std::vector<evidence::Row> events; ///< the oldest first
    std::map<ContactId, QString> names;

    QString nameOf(std::optional<ContactId> contact) const; ///< empty: not known
};
/// Faults: NotFound, Conflict (a draft), Storage
Result<InvoiceAccount> accountOf(const Snapshot& snapshot, ItemId invoice);

} // namespace foyer
