// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <optional>

namespace foyer {

/// The ISO 3166 code of a country as people write it in an address: "Switzerland", "Schweiz", "SUISSE", "ch",
/// "USA", "England". Names in the languages of Europe are known.
/// @returns two capitals; nothing when it is empty or no name we know
std::optional<QString> countryCodeOf(QStringView typed);

/// Two capitals that ISO 3166 knows, or XK, by which banks mean Kosovo.
bool isCountryCode(QStringView code);

} // namespace foyer
