// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/base/result.h"

#include <QString>

/// References that a payer's bank checks and hands through unchanged. Both kinds are plain text once they are
/// valid: "RF18539007547034" (ISO 11649) and "210000000003139471430009017" (Swiss QR reference).
namespace foyer {

inline constexpr int longestReferenceBody = 21; ///< behind "RF" and its two check digits
inline constexpr int qrReferenceDigits = 27;    ///< the check digit included

/// The "RF" reference around a body that is right already.
/// @param body  1 to 21 of A–Z and 0–9. Faults: Invalid (anything else: nothing is dropped, so that two
/// bodies never meet in one reference)
Result<QString> creditorReference(QStringView body);

/// The "RF" reference of an invoice's number. Different numbers have different references, whatever they
/// look like: letters and digits stand for themselves, what ISO 11649 does not know becomes an X and a
/// letter:
///
///     -  X, or XU before T to Z, before another of these signs, and at the end
///     X  XX     /  XY     .  XZ     blank  XW     _  XV     a … z  XT and the capital
///
/// "2026-0017" becomes RF…2026X0017. Two sequences that can yield the same number (two brands, say) need the
/// brand's letters in their numbers, or two invoices share a reference. Faults: Invalid (another character;
/// nothing; more than 21 characters in the end)
Result<QString> creditorReferenceOfNumber(QStringView number);

/// A reference that somebody typed: blanks and lower case do not matter. Faults: Invalid
Result<QString> creditorReferenceFromText(QStringView typed);

/// The Swiss QR reference of a row of digits, zeros in front and the check digit behind.
/// @param digits  1 to 26 of 0–9, the first not 0: "017" and "17" would meet. Faults: Invalid
Result<QString> qrReference(QStringView digits);

/// The Swiss QR reference of an invoice's number. Different numbers have different references: the characters
/// are the digits of a number to the base 67, so it does not show in the reference.
/// @param number        letters A–Z and a–z, digits, - / . _ and blank; 14 of them, fewer with a customer id
/// @param customerId    digits that some banks want in front of all references of an account, else empty; at
///                      most 10, always the same for one account. Faults: Invalid
Result<QString> qrReferenceOfNumber(QStringView number, QStringView customerId = {});

/// Faults: Invalid (not 27 digits, nothing but zeros, wrong check digit)
Result<QString> qrReferenceFromText(QStringView typed);

/// As people read it: "RF18 5390 0754 7034", "21 00000 00003 13947 14300 09017".
/// @param reference  a valid one of either kind
QString shownReference(const QString& reference);

/// Which of the two a valid reference is.
bool isCreditorReference(QStringView reference);

} // namespace foyer
