// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/base/result.h"
#include "app/base/time.h"

#include <QString>

namespace foyer {

class Connection;
class Snapshot;

/// Brings a studio file to this program's version: copies an older one beside itself first, then climbs
/// step by step, each step and its version in one transaction. A new file starts at nothing and climbs too.
/// Faults: Newer (left untouched), Storage.
Result<void> migrate(Connection& connection, const QString& file, Instant now);

/// For those who only read: the file must have exactly this program's version.
/// Faults: Newer, Storage (older: the program that owns the file migrates it).
Result<void> checkVersion(const Snapshot& snapshot);

/// The version that migrate() leads to.
int currentVersion();

} // namespace foyer
