// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/base/json_fields.h"
#include "app/exchange/studio_job.h"

namespace foyer::exchange {

/// The parts "taxes", "products", "contractTemplates" and "questionnaireTemplates" of a studio JSON.
StudioCatalogue readCatalogue(JsonFields& fields);
/// One entry of "jobs", with the documents on it.
/// @param catalogue  of the same file: its templates are what documents may begin as
StudioJob readJob(JsonFields& fields, const StudioCatalogue& catalogue);

} // namespace foyer::exchange
