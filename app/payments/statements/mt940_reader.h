// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/base/result.h"
#include "app/payments/statements/statement.h"

#include <QByteArray>

namespace foyer {

/// Reads MT940 (SWIFT customer statement, several in one file, with or without the envelope of blocks),
/// with what German banks, Dutch banks and others write into :86:. UTF-8, UTF-16 or Windows-1252.
/// Pure; any thread.
/// @returns Invalid with the line and a sentence; then nothing of the file was read
Result<std::vector<Statement>> readMt940(const QByteArray& file, const StatementLimits& limits = {});

/// Does it have the first fields of such a statement?
bool looksLikeMt940(const QByteArray& file);

} // namespace foyer
