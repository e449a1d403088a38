// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/base/result.h"

class QIODevice;

namespace foyer {

class Snapshot;
}

namespace foyer::exchange {

/// Writes every row of the studio as one line of JSON: {"table": …, its columns in the schema's order}.
/// Tables by name, rows by primary key, so that two dumps of the same state are equal bytes and a difference
/// can be read. Without secrets: see app/storage/dumped_columns.h. Faults: Storage (the studio, or what is
/// written to)
Result<void> dump(const Snapshot& snapshot, QIODevice& to);

} // namespace foyer::exchange
