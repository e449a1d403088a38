// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/base/result.h"
#include "app/storage/database.h"

#include <QJsonObject>

#include <optional>
#include <vector>

namespace foyer::evidence {

/// What happened to an item, word by word: "created", "sent", "revised", "delivered", "viewed", "accepted",
/// "declined", "signed", "answered", "reopened", "sealed", "superseded", "voided", … The detail carries what
/// the event binds (hashes as hex, the peer's address, its user agent, the session's number), never a secret.
struct Event
{
    QString event;
    std::optional<ContactId> contact; ///< who did it; nothing: the studio or Foyer
    QJsonObject detail;
};

struct Row
{
    qint64 id;
    Instant at;
    Event event;
    QByteArray previous;
    QByteArray hash; ///< SHA-256(previous ‖ canonical JSON of item uid, time, event, contact and detail)
};

/// Appends to the item's chain, in the transaction of what happened, and anchors it in the journal: so an end
/// cut off the chain shows as well.
Result<void> append(Transaction& transaction, ItemId item, const Event& event);
/// Oldest first.
Result<std::vector<Row>> of(const Snapshot& snapshot, ItemId item);

struct Report
{
    qint64 rows = 0;
    std::optional<qint64> firstBadRow; ///< its id; nothing when every chain is whole
    std::optional<ItemId> cutItem;     ///< its chain lacks events that the journal knows
};
/// Walks every chain, and holds it against the journal event by event: so whoever edits, removes or adds a
/// row must forge the journal's own chain as well. Stops at the first bad row. Invariant D2.
Result<Report> verify(const Snapshot& snapshot);
/// What `hash` must be; for whoever checks a chain outside the studio.
QByteArray hashOf(const QString& itemUid, const Row& row);

} // namespace foyer::evidence
