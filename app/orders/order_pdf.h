// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/orders/order_store.h"

namespace foyer::orders {

/// The paper of what was prepared, under its brand's letterhead. Outside of transactions: it takes a while.
/// Needs a QGuiApplication. Faults: Storage (a font is missing)
Result<QByteArray> pdfOf(const Prepared& prepared);

} // namespace foyer::orders
