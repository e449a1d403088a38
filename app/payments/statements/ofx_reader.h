// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/base/result.h"
#include "app/payments/statements/statement.h"

#include <QByteArray>

namespace foyer {

/// Reads OFX bank and card statements, versions 1 (SGML) and 2 (XML), and QFX, which is the same. A reader
/// of our own: docs/bank-statements.md tells why not libofx. Pure; any thread.
/// @returns Invalid with the line and a sentence; then nothing of the file was read
Result<std::vector<Statement>> readOfx(const QByteArray& file, const StatementLimits& limits = {});

/// Does it begin like one?
bool looksLikeOfx(const QByteArray& file);

} // namespace foyer
