// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/base/result.h"
#include "app/items/item.h"
#include "app/storage/database.h"

#include <map>

namespace foyer::items {

/// When a client last looked at each item of a job, as the evidence tells; those nobody looked at are left
/// out.
Result<std::map<ItemId, Instant>> lastViewed(const Snapshot& snapshot, JobId job);

} // namespace foyer::items
