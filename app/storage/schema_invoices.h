// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/storage/schema.h"

namespace foyer {

/// The part of the history that made invoices and the ledger of payments: see migrations().
std::vector<Migration> invoiceMigrations();

} // namespace foyer
