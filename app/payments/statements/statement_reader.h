// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/base/result.h"
#include "app/payments/statements/csv_statement.h"
#include "app/payments/statements/statement.h"

#include <QByteArray>

namespace foyer {

/// By what the file holds; its name is not asked, banks name files as they please.
StatementFormat statementFormatOf(const QByteArray& file);

/// Reads a file of a bank, whatever its format. Pure; any thread.
/// @param fileName  for the sentences about what is no statement ("kontoauszug.pdf")
/// @param csv       used for tables only
/// @returns Invalid with a sentence; then nothing of the file was read
Result<std::vector<Statement>> readStatements(const QByteArray& file, const QString& fileName,
                                              const StatementCsvOptions& csv = {},
                                              const StatementLimits& limits = {});

} // namespace foyer
