// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/base/result.h"
#include "app/payments/statements/markup_node.h"
#include "app/payments/statements/statement.h"

namespace foyer {

/// A balance or amount of CAMT.053: Amt with its Ccy, negative for DBIT.
Result<Money> camtAmount(const MarkupNode& node);

/// The lines of one Ntry, appended with what is worth a warning.
/// @returns Invalid when an amount, day or mark of it cannot be read
Result<void> readCamtEntry(const MarkupNode& entry, const StatementLimits& limits, Statement& statement);

} // namespace foyer
