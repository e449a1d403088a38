// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/base/result.h"
#include "app/brands/brand.h"
#include "app/storage/database.h"

#include <optional>
#include <vector>

namespace foyer::brands {

Result<Brand> find(const Snapshot& snapshot, BrandId id);
/// In the studio's order; never empty in a studio that was set up.
Result<std::vector<Brand>> all(const Snapshot& snapshot);

struct ByUsername
{
    BrandId id;
    QString currentUsername; ///< differs from what was asked for when the brand was renamed since
};
Result<std::optional<ByUsername>> findByUsername(const Snapshot& snapshot, const QString& username);
/// Usernames that brands had before, with the brand that had them.
Result<std::vector<std::pair<QString, BrandId>>> earlierUsernames(const Snapshot& snapshot);
Result<std::optional<BrandId>> findByDomain(const Snapshot& snapshot, const QString& domain);

/// What of these details is taken by another brand (username, also an earlier one; domain).
Result<std::vector<BrandProblem>> takenBy(const Snapshot& snapshot, const BrandDetails& details,
                                          std::optional<BrandId> self);

/// Whether these details could be saved: brandProblems and takenBy as one sentence. Faults: Invalid, Storage
Result<void> check(const Snapshot& snapshot, const BrandDetails& details, std::optional<BrandId> self);

/// What a new studio begins with, until its people say who they are.
BrandDetails placeholder();

/// Faults: Invalid (see brandProblems, takenBy), Conflict (saved by somebody since)
Result<BrandId> add(Transaction& transaction, const BrandDetails& details);
Result<void> save(Transaction& transaction, const Brand& edited);
/// Faults: Conflict while contacts belong to it, or when it is the last one.
Result<void> remove(Transaction& transaction, BrandId id);

} // namespace foyer::brands
