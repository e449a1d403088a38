// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/base/result.h"
#include "app/storage/database.h"

#include <QString>

#include <map>

namespace foyer::settings {

/// Keys in use; anything else is refused, so that a misspelt one is noticed.
inline constexpr const char* portalAddress = "portal.address"; ///< origin and base path clients use
inline constexpr const char* studioName = "studio.name";

/// Empty when never set. Faults: Storage
Result<QString> get(const Snapshot& snapshot, const QString& key);
/// Faults: Invalid (unknown key)
Result<void> set(Transaction& transaction, const QString& key, const QString& value);
Result<std::map<QString, QString>> all(const Snapshot& snapshot);

/// A random secret of this studio, made with it: never leaves the file. Faults: Storage
Result<QByteArray> secret(const Snapshot& snapshot, const QString& name);

} // namespace foyer::settings
