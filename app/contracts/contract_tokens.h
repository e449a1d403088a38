// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/base/result.h"
#include "app/brands/brand.h"
#include "app/contracts/contract_text.h"
#include "app/jobs/job.h"
#include "app/storage/database.h"

namespace foyer::contracts {

struct TokenSources
{
    std::vector<ContactId> signers; ///< the first one is the client of the tokens
    JobDetails job;
    BrandDetails brand;
    QString title;
    QString language; ///< BCP 47: how days and times are written
    QDate today;
};
/// Faults: NotFound (a signer)
Result<TokenValues> valuesFor(const Snapshot& snapshot, const TokenSources& sources);

/// The name of its location, else the place as it was typed.
QString placeOf(const Snapshot& snapshot, const Shoot& shoot);
/// "Ceremony, 3 May 2027, 14:00–16:00, Lakeside House": what is known of it.
QString shootLine(const Snapshot& snapshot, const QString& language, const Shoot& shoot);
/// As on an envelope.
QString linesOf(const PostalAddress& address);

} // namespace foyer::contracts
