// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/base/result.h"
#include "app/items/visibility.h"
#include "app/storage/database.h"

#include <vector>

/// The client's side of items. Every statement here carries the viewer: there is no loading by id alone
/// (invariant P2), and what comes out went through visible().
namespace foyer::items {

struct Viewer
{
    ContactId contact;
    BrandAddress address;
};

struct ShownItem
{
    Item item; ///< with this viewer as its only recipient: who else there is, is nobody's business
    ItemRecipient own;
    QString jobTitle;
    QDate jobDay;
    bool isJobClosed; ///< closed, or completed
    QString brandName;
};

/// An item by what stands in its address, for one who is its recipient and sees it here.
/// Faults: NotFound: no such item, not of this kind, not theirs, a draft, another brand's address: the same
/// for all. Denied: theirs, but done and its brand shows no history; a page may explain.
Result<ShownItem> find(const Snapshot& snapshot, const Viewer& viewer, ItemKind kind, const QString& uid);

/// What waits for the viewer, the earliest due first, then the oldest.
Result<std::vector<ShownItem>> needs(const Snapshot& snapshot, const Viewer& viewer);

/// Where a page ends and the next one begins.
struct PageMark
{
    qint64 sentAt;
    qint64 item;
};
struct ShownPage
{
    std::vector<ShownItem> items; ///< newest first
    std::optional<PageMark> next; ///< nothing: that was all
};
/// @param after  nothing: from the newest. @param limit  1 to 200
Result<ShownPage> newest(const Snapshot& snapshot, const Viewer& viewer, std::optional<PageMark> after,
                         int limit);

/// The credit notes of an invoice that the viewer sees as well, oldest first.
Result<std::vector<ShownItem>> creditNotes(const Snapshot& snapshot, const Viewer& viewer, ItemId invoice);

/// Whether something of the viewer's is done and no longer listed, since its brand shows no history: for an
/// empty page, which then says that all is done. What it was stays untold.
Result<bool> isAnythingPutAway(const Snapshot& snapshot, const Viewer& viewer);

} // namespace foyer::items
