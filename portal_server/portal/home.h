// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "portal_server/portal/visit.h"

namespace foyer::web {

/// What needs the client now, then everything by job; a friendly page while there is nothing.
Response showHome(const Visit& visit);

} // namespace foyer::web
