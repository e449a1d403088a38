// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "portal_server/portal/visit.h"

namespace foyer::web {

// The client's orders: to read and print (behaviours S2, S3), and quotes to accept or decline. Shown is the
// version that was sent, never what the studio is writing.

Response showOrder(const Visit& visit);
/// Accepts or declines, once, the version that stood on the page; 409 and the new one when it was revised
/// since.
Response answerOrder(const Visit& visit, Database& studio);
/// The same bytes as the studio has.
Response showOrderPdf(const Visit& visit);

} // namespace foyer::web
