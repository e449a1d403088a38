// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/storage/database.h"
#include "portal_server/portal.h"

#include <QTextStream>

#include <functional>

namespace foyer::web {

/// Serves until SIGINT or SIGTERM, then drains. Prints the address and, on a sample studio, a client's Direct
/// Link. Needs a QCoreApplication. @returns the exit status: 0 ended as asked, 1 could not start
int serve(Database& studio, const PortalConfig& config, bool showsDirectLink, QTextStream& out,
          QTextStream& err);

} // namespace foyer::web
