// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/payments/statements/statement.h"

namespace foyer {

/// What every reader does last: gives each line its account and its reference, and adds up. Where opening
/// balance, lines and closing balance are told and do not agree, a warning says by how much; where a
/// balance that the format always has is missing, a warning says so.
void finishStatement(Statement& statement);

/// Makes references of equal lines differ: "…#2". Over all statements of a file, since a bank may cut one
/// day into two of them.
void numberEquals(std::vector<Statement>& statements);

} // namespace foyer
