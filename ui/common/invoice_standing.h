// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/items/item.h"
#include "app/payments/balance.h"
#include "ui/theme/style.h"

namespace foyer {

/// How an invoice stands, in a word or two; the same ones wherever it is named.
struct Standing
{
    QString text;
    theme::Tone tone;
};
Standing standingOf(ItemState state, bool isCreditNote, const payments::Balance& balance, QDate today);

} // namespace foyer
