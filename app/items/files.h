// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/base/result.h"
#include "app/items/item.h"
#include "app/storage/database.h"

#include <map>

/// Files that the studio keeps with a job: items of kind File whose bytes stand in a table beside them.
/// Nobody sees one before it is shared with them, one person at a time (behaviour S33). Deleting goes through
/// items::moveToBin.
namespace foyer::files {

inline constexpr qint64 largestBytes = 32 * 1024 * 1024;

/// What is known of a file without reading it.
struct FileFacts
{
    QString mediaType; ///< told by its first bytes; "application/octet-stream" for what is not known
    qint64 size;       ///< bytes
    QByteArray sha256;
    bool operator==(const FileFacts&) const = default;
};

/// The media type that the content shows, whatever the name claims: PDF, pictures, text, archives, office
/// documents. Markup that a browser would run counts as plain text.
QString mediaTypeOf(const QByteArray& bytes);

/// Kept with the job, shown to nobody. The name loses folders and characters that no disk takes; a long one
/// is cut before its ending. Faults: Invalid (empty, larger than largestBytes: one sentence), NotFound (job)
Result<ItemId> add(Transaction& transaction, JobId job, const QString& name, const QByteArray& bytes);

/// Faults: NotFound (no such file)
Result<FileFacts> facts(const Snapshot& snapshot, ItemId id);
/// Of every file of a job, without their bytes.
Result<std::map<ItemId, FileFacts>> factsOfJob(const Snapshot& snapshot, JobId job);
/// Its bytes, held against their SHA-256. The portal asks only after items::find found it for the viewer, in
/// the same snapshot. Faults: NotFound, Storage (they are not what was added)
Result<QByteArray> read(const Snapshot& snapshot, ItemId id);

/// From now on this person finds it in the portal. Twice is once. Faults: NotFound, Conflict (in the bin),
/// Invalid (no person, no file)
Result<void> shareWith(Transaction& transaction, ItemId id, ContactId contact);
/// From now on they do not: its address answers them as one that never was.
Result<void> unshareFrom(Transaction& transaction, ItemId id, ContactId contact);

/// Faults: Invalid (nothing left of it), NotFound
Result<void> rename(Transaction& transaction, ItemId id, const QString& name);

} // namespace foyer::files
