// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/invoices/invoice_store.h"

#include <QStringList>

namespace foyer {

/// What is missing on an invoice that is about to be issued and then never changes again, and who of its
/// recipients gets no mail: a sentence each, most serious first. None of it stands in the way.
Result<QStringList> issuingDoubts(const Snapshot& snapshot, const invoices::Prepared& prepared,
                                  const std::vector<ContactId>& recipients);

} // namespace foyer
