// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/questionnaires/answer_store.h"

namespace foyer::questionnaires {

/// "client", "studio", "system": who saved or submitted.
QString wordOf(Actor::Kind kind);
/// Replaces the ids of answers that wait for the studio. The sheet is there.
Result<void> setProposed(Transaction& transaction, ItemId item, ContactId contact,
                         const QStringList& proposed);

} // namespace foyer::questionnaires
