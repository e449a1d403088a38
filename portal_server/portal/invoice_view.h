// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "portal_server/portal/invoices.h"

namespace foyer::web {

/// Everything on the page of an invoice or a credit note, but the frame. See resources/portal/README.md.
/// @param takesCards  it can be paid by card here and now
void describeInvoice(View& view, const Visit& visit, const invoices::ShownInvoice& invoice,
                     const PayAside& aside, bool takesCards);

/// Name, address and tax numbers, line by line. The country goes without saying where it is the seller's.
QStringList partyLines(const Party& party, const Party& seller);
/// Somebody asked for the file, or has a VAT number, and nothing is missing for it.
bool isEInvoiceOffered(const IssuedInvoice& invoice);

} // namespace foyer::web
