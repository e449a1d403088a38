// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/base/result.h"
#include "app/contacts/csv_mapping.h"
#include "app/contacts/import_plan.h"

#include <QString>

#include <vector>

namespace foyer::words {

/// What is wrong with a line of a file; its detail stands beside it.
QString importProblem(ImportProblemCode code);

/// Why a file cannot be opened, or an import could not be finished.
QString importFault(Fault fault);

/// What a column of a table becomes: "Email · work", "Partner: given name".
QString csvColumn(const CsvColumn& column);
/// The meanings offered for every column, in the order of a form.
const std::vector<CsvColumn>& offeredCsvColumns();

} // namespace foyer::words
