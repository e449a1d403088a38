// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/base/result.h"
#include "app/payments/statements/statement.h"

#include <QByteArrayView>
#include <QStringView>

namespace foyer {

/// "Line 12: …", as every refusal of a file reads.
Failure failAtLine(int line, const QString& sentence);

/// "the file has more than 1000 statements."
QString tooManyStatements(const StatementLimits& limits);

/// Digits with at most one decimal mark, exactly: "12", "12,", "12.5", "12.50000". No signs, no marks
/// between thousands. More decimals than the currency has are taken only when they are zeros.
/// @returns nothing when it is no such number, or beyond largestAmount
std::optional<Money> amountFromDigits(QStringView digits, QChar mark, Currency currency);

/// Without blanks, capital letters: "de89 3704 …" → "DE893704…".
QString accountFromText(QStringView text);
/// One of the studio's own accounts as somebody typed it, written the same way each time, since lines are
/// known by it: an IBAN whose check digits are right or, where banks have none, its digits. Faults: Invalid
Result<QString> ownAccountFromText(QStringView typed);

/// Of one line, without control characters, cut at the limit.
QString statementText(QStringView text, const StatementLimits& limits);

/// Pieces that a format wraps at a fixed width. A piece of full width continues without a blank in
/// `joined` and with one in `apart`; the wrap may have stood inside a word or between two.
struct WrappedText
{
    QString joined;
    QString apart;
    std::vector<qsizetype> wraps = {}; ///< places in `joined` where `apart` has a blank more
};
WrappedText unwrapped(const std::vector<QString>& pieces, qsizetype width);

/// Sets text and otherText of the line, cut at the limit.
void setWrappedText(StatementLine& line, const WrappedText& text, const StatementLimits& limits);

/// Empty for the words that say there is none.
QString endToEndIdFrom(QStringView text);

} // namespace foyer
