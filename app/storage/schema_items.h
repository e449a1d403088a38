// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/storage/schema.h"

namespace foyer {

/// The part of the history that made jobs and what a client is shown: see migrations().
std::vector<Migration> itemMigrations();

} // namespace foyer
