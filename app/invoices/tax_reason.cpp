// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/invoices/tax_reason.h"

namespace foyer {

using namespace Qt::StringLiterals;

QString taxReason(const Tax& tax)
{
    switch (tax.category) {
    case TaxCategory::Standard:
    case TaxCategory::ZeroRated:
        return {};
    case TaxCategory::Exempt:
        return tax.name.isEmpty() ? u"Exempt from tax"_s : tax.name;
    case TaxCategory::ReverseCharge:
        return u"Reverse charge"_s;
    case TaxCategory::OutsideScope:
        return u"Not subject to VAT"_s;
    }
    Q_UNREACHABLE();
}

QString taxReasonCode(TaxCategory category)
{
    switch (category) {
    case TaxCategory::Standard:
    case TaxCategory::ZeroRated:
    case TaxCategory::Exempt: // which law exempts it, only the studio knows
        return {};
    case TaxCategory::ReverseCharge:
        return u"VATEX-EU-AE"_s;
    case TaxCategory::OutsideScope:
        return u"VATEX-EU-O"_s;
    }
    Q_UNREACHABLE();
}

} // namespace foyer
