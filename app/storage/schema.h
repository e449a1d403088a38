// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>

#include <vector>

namespace foyer {

/// One step in the history of the database.
struct Migration
{
    const char* reason;
    QStringList statements;
};

/// Append only: the position is the version. History does not change when today's code does, so names and
/// words are spelled out even where a constant exists.
const std::vector<Migration>& migrations();

} // namespace foyer
