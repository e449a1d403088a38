// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/items/hidden.h"
#include "app/jobs/job.h"

#include <QString>

/// What jobs and items are called in the person's language.
namespace foyer::words {

QString stage(JobStage stage);       ///< "Booked"
QString role(JobRole role);          ///< "Client"
QString itemKind(ItemKind kind);     ///< "Contract"
QString itemIconName(ItemKind kind); ///< see icon()
/// "Signed", "Sent", "Not shared"; what the state of an item is called among its kind.
QString itemState(ItemKind kind, ItemState state);

/// Why an item is hidden, in half a sentence: "Not sent yet", "For Jonas Lind only". Empty for one that is
/// visible.
QString hiddenBecause(const items::ItemInSight& one);

/// The size of a file: "1.4 MB".
QString fileSize(qint64 bytes);

} // namespace foyer::words
