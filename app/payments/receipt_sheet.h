// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/brands/brand.h"
#include "app/payments/receipt.h"
#include "app/print/sheets.h"

namespace foyer {

/// Everything of a receipt in words: the one source of what page and paper show. Letterhead and paper are
/// left to the caller.
/// @param language  BCP 47, for amounts and days; the words themselves are English
print::ReceiptSheet sheetOf(const ReceiptContent& receipt, const QString& language);

/// The paper of a receipt, PDF/A-3b; the same bytes for the same input. Needs a QGuiApplication.
/// @param imprint  who received it, before the tax office; see imprintOf()
/// Faults: Storage (a font is missing)
Result<QByteArray> receiptPdf(const ReceiptContent& receipt, const BrandDetails& brand,
                              const QString& imprint);

} // namespace foyer
