// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/base/result.h"
#include "app/items/item.h"
#include "app/storage/database.h"

#include <vector>

/// The studio's side of items: loading by id alone lives here, and nowhere on the portal's side (invariant
/// P2; that is shown_items.h). What a kind needs beside its item is its own store's business; every change of
/// state goes through here.
namespace foyer::items {

struct NewItem
{
    ItemKind kind;
    JobId job;
    std::optional<BrandId> brand = {}; ///< nothing: the job's
    QString title = {};
    QJsonObject content = {};
    std::vector<ContactId> recipients = {};
    bool booksJob = false;
    std::optional<ItemId> replaces = {};
    QString uid = {}; ///< empty: a new one
};

/// Faults: NotFound, Storage.
Result<Item> find(const Snapshot& snapshot, ItemId id);
Result<std::optional<ItemId>> findByUid(const Snapshot& snapshot, const QString& uid);
/// Everything on a job, oldest first; what is in the bin left out.
Result<std::vector<Item>> ofJob(const Snapshot& snapshot, JobId job);
/// What a contact is a recipient of, or could be expected to see because they are on the job: for the
/// preview's panel, which says why the rest is hidden. Newest first.
Result<std::vector<Item>> aroundContact(const Snapshot& snapshot, ContactId contact);

/// A draft. Faults: Invalid (no title, too long, a recipient twice or who is no person), NotFound (job)
Result<ItemId> add(Transaction& transaction, const NewItem& item);
/// Replaces what a draft, or the working copy of a sent item, says: title, content, total, due day, booksJob,
/// brand. What was sent stays as it is until it is frozen again. Faults: Invalid, NotFound, Conflict (saved
/// by somebody since; a brand that changes after sending).
Result<void> saveWork(Transaction& transaction, const Item& edited);
/// Adds and removes one by one, so that nobody else's row, link or answers are touched (invariant P12).
/// Those added to a sent item see it from now on. Faults: Invalid (twice, no person; nobody, of what was sent
/// and is no file), NotFound
/// @param toDo  what waits for those who are added, when it was sent and is still open
Result<void> setRecipients(Transaction& transaction, ItemId id, const std::vector<ContactId>& recipients,
                           ToDo toDo = ToDo::None);

/// What was sent, for good. PDF bytes may be empty for kinds that have none.
struct Frozen
{
    QByteArray content; ///< canonical JSON
    QByteArray pdf;
};
/// Keeps it as the next version, with SHA-256 of both, and makes it what recipients see. The first time, the
/// item becomes Sent and its recipients' waiting thing is set to `toDo`; later, it was revised, and what
/// recipients did so far stays done until the caller says otherwise (setToDo). Evidence: sent or revised,
/// with the hashes. Faults: Conflict (completed, declined, superseded, void), Invalid (no recipients)
Result<VersionId> freeze(Transaction& transaction, ItemId id, const Frozen& frozen, ToDo toDo,
                         const QString& number = {});

struct Version
{
    VersionId id;
    int number;
    QByteArray content;
    QByteArray sha256; ///< of the content
    Instant createdAt;
};
/// Checks the bytes against their SHA-256 at every opening (invariant D1). Faults: NotFound, Storage (they
/// are not what was sent)
Result<Version> version(const Snapshot& snapshot, VersionId id);
/// The same for its PDF. Faults: NotFound (it has none), Storage
Result<QByteArray> pdfOf(const Snapshot& snapshot, VersionId id);
/// For the studio: every version of an item, newest first, contents checked.
Result<std::vector<Version>> versionsOf(const Snapshot& snapshot, ItemId id);

/// One recipient did what was theirs, or has something to do (again). Journals nothing: the caller's evidence
/// does.
Result<void> setDone(Transaction& transaction, ItemId id, ContactId recipient, Instant at);
Result<void> setToDo(Transaction& transaction, ItemId id, ContactId recipient, ToDo toDo);
/// State and nothing else changes: Completed books the job when the item says so and lets what it replaces
/// become Superseded; every state but Draft and Sent clears what waits for recipients. Faults: Conflict (that
/// way is not open), NotFound
/// @param cause  for the booking: "contract signed", "quote accepted"
Result<void> setState(Transaction& transaction, ItemId id, ItemState state, const QString& cause = {});

/// The day lists show; what was sent keeps its own. An invalid day: none.
Result<void> setDueDay(Transaction& transaction, ItemId id, QDate day);

/// Drafts, and files. Faults: Conflict for what was sent: void it instead.
Result<void> moveToBin(Transaction& transaction, ItemId id);
Result<void> restore(Transaction& transaction, ItemId id);

/// The next number of a series ("orders 2026"), without gaps as long as its transaction commits.
Result<qint64> takeNumber(Transaction& transaction, const QString& series);
/// Lets a series go on at `next`, unless it is further already.
Result<void> continueSeries(Transaction& transaction, const QString& series, qint64 next);
/// The one that would be taken now.
Result<qint64> nextNumber(const Snapshot& snapshot, const QString& series);

} // namespace foyer::items
