// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "portal_server/portal/visit.h"

namespace foyer::web {

// Paying an invoice by card (behaviour S6): the client presses Pay, goes to the page of the card gateway, and
// comes back. What was paid is not decided here: letters from the gateway and our own questions to it do
// that.

/// Opens the gateway's page, or leads to the one that is open: `amount` is "due", "all" or "other" (then
/// `other`).
Response payInvoice(const Visit& visit, Database& studio);
/// Where the gateway sends the client back to. Tells what is known; changes nothing (invariant P3), and lets
/// the gateway be asked soon. `?back` when they turned around.
Response showPaid(const Visit& visit);

} // namespace foyer::web
