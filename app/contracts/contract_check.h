// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/base/result.h"
#include "app/storage/database.h"

#include <optional>
#include <vector>

namespace foyer::contracts {

/// One record that is not what was written.
struct Damage
{
    std::optional<ItemId> item; ///< nothing: the chain of evidence does not say which
    QString record;             ///< "version", "signature", "signer", "seal", "evidence" or "contract"
    qint64 row;                 ///< of the record
    QString sentence;
    bool operator==(const Damage&) const = default;
};

/// Holds every version, signature, signer, seal and line of evidence of every contract against its hash, and
/// against the evidence, which is a chain and is anchored in the journal. Any changed byte of a signed record
/// is found and named. Empty: all is as it was written. Takes seconds for thousands of contracts.
Result<std::vector<Damage>> verifyAll(const Snapshot& snapshot);

} // namespace foyer::contracts
