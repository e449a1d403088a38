// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/items/item.h"
#include "app/storage/database.h"

namespace foyer::items {

/// The columns of an item, for a statement that begins with them; recipients come apart.
inline const QString itemColumns = QStringLiteral(
    "item.id, item.uid, item.kind, item.job_id, item.brand_id, item.title, item.number, item.state, "
    "item.content, item.currency, item.total_minor, item.due_day, item.books_job, item.current_version_id, "
    "item.replaces_id, item.sent_at, item.revised_at, item.completed_at, item.deleted_at, item.created_at, "
    "item.changed_at, item.version");
inline constexpr int itemColumnCount = 22;

Item itemFromRow(const Query& row);
ItemRecipient recipientFromRow(const Query& row, int firstColumn); ///< contact_id, todo, done_at

} // namespace foyer::items
