// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/base/result.h"
#include "app/items/item.h"
#include "app/storage/database.h"

#include <optional>

namespace foyer::items {

struct VersionReport
{
    qint64 versions = 0;
    std::optional<ItemId> firstBad; ///< whose versions or answers are not what they were; nothing: none
};

/// Reads everything that was ever sent: contents and PDFs fit their SHA-256, these are the ones that the
/// item's evidence names, in that order and none beside them, and the last one is what recipients see.
/// The same for the answers that were submitted; and no order counts as accepted that nobody accepted as it
/// stands. Reads one item at a time; stops at the first that is wrong. Invariants D1, D4. Fault: Storage
Result<VersionReport> verifyVersions(const Snapshot& snapshot);

} // namespace foyer::items
