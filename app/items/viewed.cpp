// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/items/viewed.h"

namespace foyer::items {

using namespace Qt::StringLiterals;

namespace {

const QString selectViewed = uR"(
    SELECT evidence.item_id, max(evidence.at)
    FROM item CROSS JOIN evidence ON evidence.item_id = item.id
    WHERE item.job_id = :job AND evidence.event = 'viewed'
    GROUP BY evidence.item_id)"_s;

} // namespace

Result<std::map<ItemId, Instant>> lastViewed(const Snapshot& snapshot, JobId job)
{
    auto query = snapshot.query(selectViewed);
    query.bind(":job"_L1, job.row());
    std::map<ItemId, Instant> all;
    while (query.next())
        all.emplace(ItemId{query.integer(0)}, query.instant(1));
    if (query.error())
        return fail(*query.error());
    return all;
}

} // namespace foyer::items
