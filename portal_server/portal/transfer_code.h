// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/invoices/issued_invoice.h"

#include <optional>

namespace foyer::web {

/// A code that a banking app fills a transfer in from: the Swiss one for Swiss accounts, else that of the
/// European Payments Council.
struct TransferCode
{
    QString svg; ///< an element of our own making, for a page
};
/// @param minor  what it asks for, in the invoice's currency
/// @returns nothing where no banking app would take it: another currency, an account elsewhere, no account
std::optional<TransferCode> transferCode(const IssuedInvoice& invoice, qint64 minor);

} // namespace foyer::web
