// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/base/result.h"
#include "app/items/shown_items.h"
#include "app/storage/database.h"

#include <QStringList>

#include <vector>

namespace foyer::items {

/// An item around a contact: one they see, or one they do not, with what visible() says of it.
struct ItemInSight
{
    Item item;
    QString jobTitle;
    QString brandName;
    QStringList recipients; ///< their names, in the item's order
    Visibility visibility;
};

/// For the studio: everything of which a contact is a recipient, or that lies on a job of theirs, newest
/// first. What visible() says is what the portal does. Faults: Storage
Result<std::vector<ItemInSight>> inSightOf(const Snapshot& snapshot, const Viewer& viewer);

} // namespace foyer::items
