// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/base/result.h"
#include "app/brands/brand.h"
#include "app/contracts/contract.h"
#include "app/items/item_store.h"
#include "app/items/shown_items.h"
#include "app/storage/database.h"

#include <vector>

/// Contracts from their first word to their sending. What happens to a sent one stands in signing.h.
namespace foyer::contracts {

/// For the studio: everything about one contract.
struct Contract
{
    Item item;
    ContractWork work = {};
    int missingSigners = 0; ///< chosen once, but removed from the Address Book for good since
    std::optional<FrozenContract> sent = {};
    std::vector<Signer> signers = {}; ///< of what was sent; empty for a draft
    bool isSealed = false;
    bool isSignedByAnybody() const;
};
/// Faults: NotFound (also for an item of another kind), Storage (what was sent is not what is stored)
Result<Contract> find(const Snapshot& snapshot, ItemId id);

struct NewContract
{
    JobId job;
    QString title;
    ContractWork work = {};
    bool booksJob = false;             ///< the last signature books the job
    std::optional<BrandId> brand = {}; ///< nothing: the job's
    std::optional<ItemId> replaces = {};
    QString uid = {}; ///< empty: a new one
};
/// A draft; nothing needs to be complete yet. Faults: Invalid (no title, a text too long, a signer twice or
/// who is no person), NotFound (job, contact)
Result<ItemId> add(Transaction& transaction, const NewContract& contract);
/// A draft that begins as the template says. Faults: NotFound, Invalid
Result<ItemId> addFromTemplate(Transaction& transaction, JobId job, TemplateId from,
                               const std::vector<WantedSigner>& signers);
/// A draft with the text and signers of one that was sent; when everybody signed it, the sent one becomes
/// Superseded. Faults: Conflict (the other was never sent, or is void or superseded), NotFound
Result<ItemId> addAmendment(Transaction& transaction, ItemId amended);

/// Replaces title, due day, booksJob, brand and the working copy. What was sent stays until send(). Faults:
/// Invalid, Conflict (saved by somebody since; somebody signed already: only an amendment can change it; it
/// is declined, done or void)
Result<void> save(Transaction& transaction, const Contract& edited);

/// What keeps it from being sent, one sentence each; empty: nothing. Faults: NotFound, Storage
Result<QStringList> problems(const Snapshot& snapshot, ItemId id);
/// The text as clients would see it now, tokens resolved as far as they can be; for the preview beside the
/// editor, with what was typed but not saved yet. Faults: NotFound
Result<ContractText> preview(const Snapshot& snapshot, ItemId id, const QString& title,
                             const ContractWork& work);

/// What send() would freeze: nothing is left to be decided. Its PDF is made from it (see contract_pdf.h)
/// before anything is written.
struct Prepared
{
    ItemId item;
    FrozenContract contract;
    QByteArray content; ///< canonical JSON
    QByteArray sha256;  ///< of the content
    BrandDetails brand; ///< for the letterhead
    std::vector<ContactId> recipients;
};
/// Faults: Invalid (see problems(); the detail names all of them), Conflict (signed by somebody, declined,
/// done or void), NotFound
Result<Prepared> prepare(const Snapshot& snapshot, ItemId id);
/// Freezes what was prepared, and lets those sign whose turn it is. Faults: Conflict (anything changed since,
/// somebody signed), as prepare()
Result<VersionId> send(Transaction& transaction, const Prepared& prepared, const QByteArray& pdf);

/// Takes a sent or completed contract back. Faults: Conflict (a draft, void, superseded), NotFound
Result<void> makeVoid(Transaction& transaction, ItemId id, const QString& reason);

/// What a client is shown of a contract that is theirs to see.
struct ShownContract
{
    VersionId version;
    QByteArray sha256;
    Instant sentAt; ///< when this version was made
    FrozenContract contract;
    std::vector<Signer> signers;
    bool isSealed;
    /// The viewer among the signers: one whose turn it is, else one who has not signed, else any. Null: none.
    const Signer* own(ContactId viewer) const;
};
/// Faults: Storage (the bytes are not what was sent, invariant D1)
Result<ShownContract> show(const Snapshot& snapshot, const items::ShownItem& item);

/// The same for the studio, who needs nobody's leave.
Result<ShownContract> showSent(const Snapshot& snapshot, const Item& item);

/// Who signs an item as it was sent, with what they signed; by position.
Result<std::vector<Signer>> signersOf(const Snapshot& snapshot, const Item& item, const FrozenContract& sent);
/// Whether its sealed PDF was made (see sealing.h).
Result<bool> isSealed(const Snapshot& snapshot, ItemId item);

} // namespace foyer::contracts
