// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/base/result.h"
#include "app/base/time.h"
#include "app/storage/actor.h"

#include <QJsonObject>
#include <QString>

#include <optional>
#include <vector>

namespace foyer {

class Snapshot;
class Connection;

/// What happened, in the transaction of its change.
struct JournalEntry
{
    QString entity;     ///< the table's name: "contact", "brand", "portal_account", …
    qint64 row = 0;     ///< 0 for what concerns no single row
    QString action;     ///< past tense: "created", "edited", "archived", "password reset", …
    QJsonObject detail; ///< for edits: {"field": {"from": …, "to": …}}; never a secret
};

struct JournalRow
{
    qint64 id;
    Instant at;
    Actor actor;
    JournalEntry entry;
};

/// The history of one thing, newest first.
Result<std::vector<JournalRow>> journalOf(const Snapshot& snapshot, const QString& entity, qint64 row,
                                          int limit);

struct JournalReport
{
    qint64 rows = 0;
    std::optional<qint64> firstBadRow; ///< its id; nothing when the chain is whole
};

/// Walks the whole chain. Every row carries SHA-256(previous hash ‖ canonical JSON of the row), so an edit,
/// an insertion or a removal in the middle shows.
Result<JournalReport> verifyJournal(const Snapshot& snapshot);

namespace detail {
/// Appends one entry; called by the transaction only.
Result<void> appendToJournal(Connection& connection, Instant at, const Actor& actor,
                             const JournalEntry& entry);
} // namespace detail

} // namespace foyer
