// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/base/result.h"
#include "app/orders/tax.h"
#include "app/storage/database.h"

namespace foyer::orders {

/// What a first line begins with: the tax this brand charged last, on an order or an invoice. Brands may be
/// firms in different countries, so that of another one is no guess; none before anything was charged.
Result<Tax> usualTax(const Snapshot& snapshot, BrandId brand);

} // namespace foyer::orders
