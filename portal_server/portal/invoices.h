// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/invoices/shown_invoices.h"
#include "portal_server/portal/visit.h"

namespace foyer::web {

// The client's invoices and credit notes: to read, to print and to pay (behaviours S6, S30), with what was
// paid, its receipts, and how to pay what is open. Paying itself is pay.h.

Response showInvoice(const Visit& visit);
/// The same bytes as the studio has.
Response showInvoicePdf(const Visit& visit);
/// The UBL file, for clients who asked for it or have a VAT number.
Response showEInvoice(const Visit& visit);
/// A page to print, of a payment that this client may have the receipt of; and on paper.
Response showReceipt(const Visit& visit);
Response showReceiptPdf(const Visit& visit);

/// What stands on an invoice's page beside the invoice itself, when paying it did not begin.
struct PayAside
{
    int status = 200;
    QString changed;    ///< why nothing was paid: one sentence
    QString other;      ///< the amount the client typed
    QString otherError; ///< what is wrong with it
};
Response invoicePage(const Visit& visit, const invoices::ShownInvoice& invoice, const PayAside& aside = {});
/// By items::find of the visitor, in one look.
Result<invoices::ShownInvoice> ownInvoice(const Visit& visit);

/// What a client who pays had before them: the open sum and the one that is due, as a form carries them. When
/// they are others now, the page is shown anew instead of charging another sum than was read.
/// @param today  where the studio is
QString seenBalance(const payments::Balance& balance, QDate today);

} // namespace foyer::web
