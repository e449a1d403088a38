// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "portal_server/portal/visit.h"

namespace foyer::web {

/// A file that was shared with this very client, to be saved: never shown by the browser as a page of ours.
Response showFile(const Visit& visit);

} // namespace foyer::web
