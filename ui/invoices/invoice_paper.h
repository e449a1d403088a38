// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/base/result.h"
#include "app/invoices/invoice_store.h"

namespace foyer {

/// The PDF of what is about to be issued. On any thread. Faults: Storage (a font is missing)
Result<QByteArray> invoicePaper(const invoices::Prepared& prepared);

} // namespace foyer
