// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/brands/brand.h"

#include <QString>

namespace foyer::words {

/// What is wrong with a field of a brand and what would be right; stands beside it.
QString brandProblem(const BrandProblem& problem);

} // namespace foyer::words
