// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "portal_server/portal/visit.h"

namespace foyer::web {

// The way back in for somebody who forgot their password: ask, read the mail, choose a new one.

Response showForgot(const Visit& visit);
Response requestReset(const Visit& visit, Database& studio);

/// Puts the link into a short-lived cookie and leads to an address without it.
Response openResetLink(const Visit& visit);
Response showReset(const Visit& visit);
Response resetPassword(const Visit& visit, Database& studio);
/// One click for a new link when the old one ran out.
Response requestFreshReset(const Visit& visit, Database& studio);

} // namespace foyer::web
