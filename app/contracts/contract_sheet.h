// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/contracts/sealing.h"
#include "app/print/sheets.h"

namespace foyer::contracts {

// What the PDFs of a contract say, in words. Letterhead and paper are the caller's.

/// As it is sent: marked "Not signed", with empty lines to sign on paper.
print::ContractSheet sheetToSign(const Prepared& prepared);
/// As it was signed, with every signature and the evidence behind it.
print::ContractSheet sheetToSeal(const SealWork& work);

/// "3 May 2027 at 14:05 UTC", for people.
QString momentText(Instant at);

} // namespace foyer::contracts
