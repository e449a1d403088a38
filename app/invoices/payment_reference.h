// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/base/id.h"
#include "app/brands/billing.h"
#include "app/invoices/issued_invoice.h"

namespace foyer::invoices {

/// How an invoice is paid by transfer: the brand's account and a reference that no other invoice of this
/// studio has, of any brand, whatever its number looks like without its hyphens.
TransferDetails transferOf(const BillingDetails& billing, const QString& sellerName, ItemId item,
                           const IssuedInvoice& invoice);

} // namespace foyer::invoices
