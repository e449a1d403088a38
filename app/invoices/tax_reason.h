// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/orders/tax.h"

#include <QString>

namespace foyer {

/// BT-120, why no tax is charged: what stands on the page and in the e-invoice. Empty where a rate is
/// charged, zero as well.
QString taxReason(const Tax& tax);
/// BT-121, a code of the list VATEX; empty where there is none for it.
QString taxReasonCode(TaxCategory category);

} // namespace foyer
