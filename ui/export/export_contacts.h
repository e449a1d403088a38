// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/contacts/vcard.h"
#include "app/storage/database.h"

#include <QString>

#include <functional>
#include <vector>

namespace foyer {

/// The cards of these contacts, with the relations among them. @param ids  empty: every live contact
/// Faults: Storage, Cancelled. Not for the window's thread.
Result<std::vector<VcardEntry>> cardsOf(const Snapshot& snapshot, const std::vector<ContactId>& ids,
                                        const std::function<bool(qint64 done, qint64 total)>& report);

/// Writes the cards to a file, all or nothing. @returns how many. Faults: Storage, Cancelled
Result<int> exportContacts(const Database& database, const std::vector<ContactId>& ids, VcardVersion version,
                           const QString& path, const std::function<bool(qint64 done, qint64 total)>& report);

} // namespace foyer
