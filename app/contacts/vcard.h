// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/contacts/import_plan.h"

#include <QByteArray>

namespace foyer {

/// Reads a file of vCards: 2.1, 3.0 and 4.0, also mixed in one file; UTF-8, UTF-16, a CHARSET per
/// line, else Windows-1252. Foreign properties, and the writing of those we know, stay in
/// ContactDetails::vcardSource. Pure, safe on any thread, linear in the size of the file.
/// @returns every contact; or, when anything is damaged, no contact and up to 100 problems
/// Limits: a file of 256 MiB, a line of 1 MiB, a picture of 20 MiB, 5000 properties in a card.
ImportPlan readVcards(const QByteArray& file);

} // namespace foyer
