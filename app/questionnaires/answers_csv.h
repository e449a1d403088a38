// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/base/result.h"
#include "app/storage/database.h"

#include <QByteArray>

#include <vector>

namespace foyer::questionnaires {

/// A table for spreadsheets: one row for each submitted revision of each respondent, questions as columns in
/// the order in which they were asked. RFC 4180 in UTF-8 with a byte order mark. Cells that a spreadsheet
/// would take for a formula begin with an apostrophe; genuine numbers do not. Faults: NotFound, Storage
Result<QByteArray> answersCsv(const Snapshot& snapshot, const std::vector<ItemId>& questionnaires);

/// One cell of text as it stands in the file: quoted where needed, formulas neutralised (invariant P14).
QByteArray csvCell(const QString& text);

} // namespace foyer::questionnaires
