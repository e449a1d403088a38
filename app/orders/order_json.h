// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/base/canonical_json.h"
#include "app/base/result.h"
#include "app/orders/order_content.h"

#include <QJsonObject>

namespace foyer {

/// Every field, always; amounts, quantities and rates as integers (invariant M1). The same content gives the
/// same bytes: keys are sorted.
QJsonObject toJson(const OrderContent& content);

/// The other way round. A field that is not there has its default, but for the currency; a field that Foyer
/// does not know, a text for a number, a number with decimals, are refused with their place ("lines[2].tax").
/// Rules of meaning are check()'s. Faults: Invalid
Result<OrderContent> orderContentFromJson(const QJsonObject& object);

} // namespace foyer
