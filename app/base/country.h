// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringView>

#include <optional>

namespace foyer {

/// The code of ISO 3166-1 ("DE") of a country as somebody typed it: its name in one of the languages of our
/// clients ("Germany", "Deutschland", "Allemagne"), either code ("DE", "DEU"), or a common short form ("UK",
/// "USA"). Case, accents and blanks do not matter. Source: ICU. Safe on any thread.
/// @returns nothing when no country, or more than one, is called that
std::optional<QString> countryCode(QStringView typed);

} // namespace foyer
