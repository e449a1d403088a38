// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/payments/balance.h"

namespace foyer::payments {

/// The parts of an invoice that nobody has paid, or is paying: money on its way counts for the earliest part
/// first, too. What reminds of money reminds of these.
std::vector<InstalmentState> wanting(const Balance& balance);

} // namespace foyer::payments
