// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/base/result.h"

#include <QString>

#include <compare>
#include <optional>

namespace foyer {

/// By what EN 16931 sums taxes: a code of UNCL 5305.
enum class TaxCategory
{
    Standard,      ///< S: a rate above zero, reduced ones too
    ZeroRated,     ///< Z
    Exempt,        ///< E: small businesses, education …
    ReverseCharge, ///< AE: the customer pays it
    OutsideScope   ///< O: no tax at all
};

/// A tax as an order carries it: a copy, so that a rate that changes tomorrow changes nothing already
/// written.
struct Tax
{
    QString name; ///< as clients read it: "VAT 19 %"; empty: nothing is said of tax
    TaxCategory category = TaxCategory::OutsideScope;
    int milliPercent = 0; ///< 19'000 is 19 %; 0 in every category but Standard
    bool operator==(const Tax&) const = default;
};

/// The codes by which they stand in the database and in JSON: S, Z, E, AE, O.
QString toWord(TaxCategory category);
std::optional<TaxCategory> taxCategoryFromWord(QStringView word);

/// One sentence where it breaks a rule. Faults: Invalid
Result<void> check(const Tax& tax);

} // namespace foyer
