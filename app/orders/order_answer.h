// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/base/result.h"
#include "app/items/shown_items.h"
#include "app/orders/sent_order.h"

/// The client's side of orders: what they see, and their yes or no. Everything goes by items::find of the
/// viewer, so who is no recipient finds nothing (invariant P2).
namespace foyer::orders {

struct ShownOrder
{
    items::ShownItem shown;
    SentOrder sent;
    QByteArray sha256; ///< of what the client sees; an answer names it
    VersionId version;
};
/// Faults: those of items::find; Storage (the bytes are not what was sent)
Result<ShownOrder> find(const Snapshot& snapshot, const items::Viewer& viewer, const QString& uid);

/// Whether this viewer is asked for a yes or no, and if not any more, why.
enum class Asked
{
    No,     ///< no quote; answered; void
    Lapsed, ///< the last day it could be accepted is over
    IsWaiting
};
/// @param today  as the studio's calendar has it
Asked asked(const ShownOrder& order, QDate today);

enum class Answer
{
    Accept,
    Decline
};

/// An answer, with what evidence keeps of where it came from.
struct Answering
{
    items::Viewer viewer;
    QString uid;
    Answer answer;
    QByteArray seenSha256; ///< of the version that stood on the client's page
    QString note;          ///< what they wrote with it; may be empty, at most longestNote characters
    QString peer;          ///< network address
    QString userAgent;
    std::optional<SessionId> session = {};
    std::optional<Instant> shownAt = {}; ///< when that version was put before them, as far as it is known
};
inline constexpr int longestNote = 2'000;

/// Once: the same answer to the same version, posted again, finds it done and changes nothing. Accepting
/// completes the order and books the job if the order does that.
/// @returns whether this call did it
/// Faults: NotFound, Conflict (another version, another answer, taken back), Denied (its last day is over),
/// Invalid (the note is too long)
Result<bool> answer(Transaction& transaction, const Answering& answering);

} // namespace foyer::orders
