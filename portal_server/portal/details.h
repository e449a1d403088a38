// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "portal_server/portal/visit.h"

namespace foyer::web {

// The client's own contact details: to look at, and to change (behaviour S7). Roles, tags and notes are the
// studio's and never stand here.

Response showDetails(const Visit& visit);
Response showDetailsForm(const Visit& visit);
Response changeDetails(const Visit& visit, Database& studio);

} // namespace foyer::web
