// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/contracts/contract_store.h"
#include "app/items/evidence.h"

#include <vector>

/// The last thing that happens to a contract: its PDF with all signatures and the evidence, sealed and kept.
/// Made outside of any transaction, since it takes a while; whoever comes first keeps theirs.
namespace foyer::contracts {

/// Signed by everybody, but not sealed yet; the oldest first.
Result<std::vector<ItemId>> unsealed(const Snapshot& snapshot);

/// Everything that stands in the sealed PDF.
struct SealWork
{
    ItemId item;
    VersionId version;
    QByteArray sha256;
    FrozenContract contract;
    std::vector<Signer> signers;
    std::vector<evidence::Row> evidence;
    BrandDetails brand;
};
/// Faults: NotFound, Conflict (not signed by everybody), Storage (not what was sent)
Result<SealWork> prepareSeal(const Snapshot& snapshot, ItemId id);

/// @returns false when there is a seal already: that one stays. Faults: Conflict (not what was prepared),
/// NotFound, Storage
Result<bool> keepSeal(Transaction& transaction, const SealWork& work, const QByteArray& pdf);

/// The sealed PDF, its bytes checked. Faults: NotFound (not sealed), Storage
Result<QByteArray> sealedPdf(const Snapshot& snapshot, ItemId id);
/// The PDF that client and studio are given: the sealed one, else what was sent last. Faults: NotFound (it
/// was never sent, or has none), Storage
Result<QByteArray> pdfOf(const Snapshot& snapshot, const Item& contract);

} // namespace foyer::contracts
