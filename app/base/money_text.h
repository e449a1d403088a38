// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/base/money.h"

#include <QString>

#include <optional>

namespace foyer {

/// The largest amount, in minor units and either direction, that people type and orders add up to. Below
/// 2^53, so that a reader of our JSON that knows floating point numbers only still reads it exactly.
inline constexpr qint64 largestAmount = 1'000'000'000'000'000;

/// As a person reads it in this language: "€5.12", "1.234,50 €", "¥500", "KWD 1.250". Never rounds.
/// @param language  BCP 47; empty or unknown: English. Safe on any thread.
QString moneyText(Money amount, const QString& language);

/// For machines, exactly: "-1234.50", "500", "1.250". All the decimals of the currency, a point, nothing
/// else.
QString exactText(Money amount);

/// A number of so many decimals without its needless zeros: 1'500 of 3 decimals is "1.5", 19'000 is "19".
/// @param decimals  0 to 6
QString decimalText(qint64 scaled, int decimals, const QString& language);

/// What somebody typed, exactly: "5.12", "5,12", "1.234,50", "1 234.50", "1'234", "-3"; a currency sign or
/// its code may stand beside it. What could mean two things is refused rather than guessed: "1.234" is a
/// thousand in German and asks again in English; so are more decimals than the currency has.
/// @param language  whose marks decide where both readings are possible
/// @returns nothing when it is no amount, or beyond largestAmount
std::optional<Money> moneyFromText(QStringView text, Currency currency, const QString& language);

/// The same for quantities and percentages: a number with up to so many decimals.
std::optional<qint64> decimalFromText(QStringView text, int decimals, const QString& language);

} // namespace foyer
