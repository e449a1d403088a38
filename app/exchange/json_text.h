// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/base/result.h"

#include <QByteArray>
#include <QJsonObject>

namespace foyer::exchange {

inline constexpr qsizetype largestJson = 64 * 1024 * 1024; ///< bytes
inline constexpr int deepestJson = 32;                     ///< arrays and objects within each other

/// One JSON object, strictly: no byte beyond it, no key twice in one object (readers disagree on which one
/// counts), not nested deeper than deepestJson, at most largestJson bytes. A byte order mark is let through.
/// Faults: Invalid (detail names line and column)
Result<QJsonObject> parseStrictly(QByteArrayView text);

} // namespace foyer::exchange
