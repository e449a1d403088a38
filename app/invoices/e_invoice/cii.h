// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/base/result.h"
#include "app/invoices/issued_invoice.h"

#include <QByteArray>

namespace foyer {

/// UN/CEFACT Cross Industry Invoice D16B by EN 16931, as it stands in a Factur-X PDF. Faults: Invalid (the
/// first sentence of checkForEInvoice)
Result<QByteArray> ciiOf(const IssuedInvoice& invoice);

} // namespace foyer
