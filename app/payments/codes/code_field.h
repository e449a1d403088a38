// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/base/money.h"
#include "app/base/result.h"

#include <QString>

/// One line in the content of a payment code. For the files beside this one.
namespace foyer {

/// Without blanks at its ends.
/// @param what  the field as a sentence begins with it: "The payee's name"
/// @param most  characters (code points), as banks count them
/// Faults: Invalid (longer; control characters, line breaks among them; a torn pair of surrogates)
Result<QString> codeField(const QString& text, const QString& what, int most);

/// "1234.50". Faults: Invalid (not 0.01 to 999,999,999.99)
/// @param amount  in a currency of two decimals
Result<QString> codeAmount(Money amount);

} // namespace foyer
