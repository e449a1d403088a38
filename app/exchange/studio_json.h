// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/base/result.h"
#include "app/exchange/studio_document.h"

#include <QByteArray>

#include <functional>

namespace foyer::exchange {

inline constexpr int studioJsonVersion = 1;

/// The bytes of a file that lies beside the studio JSON; the name holds no folder.
using NeighbourFile = std::function<Result<QByteArray>(const QString& name)>;

/// Neighbours in one folder, of at most 1 MiB each.
NeighbourFile neighboursIn(const QString& folder);

/// Reads a studio JSON. Whatever does not stand in docs/studio-json.md is refused, and so is a reference to
/// nothing: a field that is silently skipped is data silently lost. Touches no studio.
/// Faults: Invalid (detail begins with the place: "contacts[3].emails[0].address: …"), Newer (a later version
/// of the format)
Result<StudioDocument> readStudioJson(QByteArrayView text, const NeighbourFile& neighbour);

} // namespace foyer::exchange
