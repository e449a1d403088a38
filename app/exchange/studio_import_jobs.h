// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/exchange/studio_document.h"
#include "app/exchange/studio_import.h"
#include "app/exchange/studio_import_names.h"

namespace foyer::exchange {

/// What of the file's catalogue and jobs is new, and who is named in them and does not exist. What only the
/// studio itself can tell (whether a quote can be sent …) comes out when it is brought in; then nothing is.
Result<void> checkWork(const Snapshot& snapshot, const StudioDocument& document, StudioCounts& counts);

/// Taxes by name, products and templates by uid: what is here stays.
Result<void> addCatalogue(Transaction& transaction, const StudioCatalogue& catalogue);

/// Jobs with their documents, as far as the file says they went. Nobody is mailed, nothing is triggered: the
/// cause of a booking is "import".
/// @param otherwise  whose jobs those without a brand are
Result<void> addJobs(Transaction& transaction, const StudioDocument& document, const ContactNames& names,
                     BrandId otherwise);

} // namespace foyer::exchange
