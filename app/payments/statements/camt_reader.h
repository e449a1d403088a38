// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/base/result.h"
#include "app/payments/statements/statement.h"

#include <QByteArray>

namespace foyer {

/// Reads CAMT.053 (ISO 20022 bank to customer statement), versions 001.02 to 001.08 and later ones that
/// keep its names. Only booked entries; each detail of a batch is a line when the details add up to the
/// entry, else the entry is one line and a warning says so. A document type declaration is refused.
/// Pure; any thread.
/// @returns Invalid with the line and a sentence; then nothing of the file was read
Result<std::vector<Statement>> readCamt(const QByteArray& file, const StatementLimits& limits = {});

/// Is it XML that names a message of that family (camt.052, .053, .054)?
bool looksLikeCamt(const QByteArray& file);

} // namespace foyer
