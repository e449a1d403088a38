// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/base/json_fields.h"
#include "app/exchange/studio_invoices.h"

namespace foyer::exchange {

// For the reader of the studio JSON; complaints go where the fields' do.

StudioSchedulePreset readSchedulePreset(JsonFields& fields);
/// @param presets  of this file, which an invoice may name
StudioInvoice readInvoice(JsonFields& fields, const std::vector<StudioSchedulePreset>& presets);
StudioCreditNote readCreditNote(JsonFields& fields);
StudioPayment readPayment(JsonFields& fields);

} // namespace foyer::exchange
