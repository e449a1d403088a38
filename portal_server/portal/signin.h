// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "portal_server/portal/visit.h"

namespace foyer::web {

// How a client gets in: their password, and the devices that are logged in now.

Response showSignIn(const Visit& visit);
Response changePassword(const Visit& visit, Database& studio);
/// One of the client's own logins; the one that asks is logged out like by "Log out".
Response endLogin(const Visit& visit, Database& studio);
/// All of them but this one; remembered devices are forgotten.
Response endAllLogins(const Visit& visit, Database& studio);

} // namespace foyer::web
