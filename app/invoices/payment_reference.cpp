// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/invoices/payment_reference.h"

namespace foyer::invoices {

TransferDetails transferOf(const BillingDetails& billing, const QString& sellerName, ItemId,
                           const IssuedInvoice&)
{
    return {billing.iban,
            billing.bic,
            billing.accountHolder.isEmpty() ? sellerName : billing.accountHolder,
            billing.transferNote,
            {}};
}

} // namespace foyer::invoices
