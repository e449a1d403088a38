// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "portal_server/portal/visit.h"

namespace foyer::web {

/// A contract as it was sent, with whoever signed it; the form to sign it when it is this person's turn.
Response showContract(const Visit& visit);
/// Signs or declines.
Response actContract(const Visit& visit, Database& studio);
/// The sealed PDF once there is one, else the one that was sent.
Response showContractPdf(const Visit& visit);

} // namespace foyer::web
