// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/base/result.h"
#include "app/storage/database.h"

#include <vector>

namespace foyer::items {

/// Tells those recipients of a sent item by mail that it is there, each by a mail of their own that leads to
/// their own portal. How it was delivered stands in the item's evidence.
/// @param to  recipients; others are passed over
/// @returns whom no mail can reach (no email, or a disabled portal): somebody has to tell them. Faults:
/// NotFound, Conflict (not sent)
Result<std::vector<ContactId>> announce(Transaction& transaction, ItemId item,
                                        const std::vector<ContactId>& to);

} // namespace foyer::items
