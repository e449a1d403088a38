// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/storage/schema.h"

namespace foyer {

/// The part of the history that made mail leave, and automations: see migrations().
std::vector<Migration> mailMigrations();

} // namespace foyer
