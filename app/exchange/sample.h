// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/base/result.h"

namespace foyer {

class Database;

/// Fills a new studio with the sample: plainly fictional brands and people that show everything Foyer does.
/// Brings in only what is missing, by username and uid, all in one transaction; takes about a second, since
/// it sets passwords. Not for the window's thread. Faults: Storage
Result<void> fillWithSample(Database& database);

} // namespace foyer
