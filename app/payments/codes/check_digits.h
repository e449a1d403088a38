// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace foyer {

/// What is left of a number after division by 97 (ISO/IEC 7064, MOD 97-10), character by character: a letter
/// stands for its two digits, A = 10 to Z = 35.
/// @param before  of what stands in front
/// @param next    0–9 or A–Z
int remainder97(int before, QChar next);

/// @param text  0–9 and A–Z only
int remainder97(QStringView text);

/// The check digit behind a row of digits by the recursive modulo 10 of Swiss paying-in slips; 0 to 9.
/// @param digits  0–9 only
int recursiveModulo10(QStringView digits);

/// Only A–Z and 0–9 count: not the digits and letters of other scripts.
bool isAsciiDigit(QChar c);
bool isAsciiCapital(QChar c);

/// The check digits "02" to "98" that a number in front of them wants; 00, 01 and 99 would be second
/// spellings of 97, 98 and 02, and nobody issues them.
bool isCheckNumber(QChar tens, QChar units);

/// Capitals without blanks, line breaks and invisible marks: what a person means who types or pastes a code.
/// Other characters stay, for the check that follows to name them.
QString compactCode(QStringView typed);

/// "DE02 1203 0000 …": groups of four, the last may be shorter.
QString inGroupsOfFour(QStringView code);

} // namespace foyer
