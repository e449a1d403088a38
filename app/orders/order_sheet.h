// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/base/day_text.h"
#include "app/orders/sent_order.h"
#include "app/print/sheets.h"

namespace foyer {

/// Everything of an order in words: the one source of what page, paper and preview show, so that they show
/// the same. Letterhead, paper and stamp are left to the caller.
/// @param order  one that check() lets pass
/// @param language  BCP 47, for amounts and days; the words themselves are English
print::OrderSheet sheetOf(const SentOrder& order, const QString& language);
/// 19'000 is "19 %" or "19%", as the language writes it.
QString percentText(int milliPercent, const QString& language);

} // namespace foyer
