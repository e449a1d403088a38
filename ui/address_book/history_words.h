// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/contacts/contact.h"
#include "app/storage/journal.h"

#include <QStringList>

#include <vector>

namespace foyer {

/// One step of a contact's history, said for people.
struct HistoryEntry
{
    Instant at;
    QStringList sentences; ///< plain text: "Mara changed phone in the portal: 030 1 → 030 2"
};

/// The history of one contact, of whom it took in, and of their portals, newest first.
/// Faults: those of journalOf
Result<std::vector<HistoryEntry>> historyOf(const Snapshot& snapshot, const Contact& contact);

/// One row of the journal as sentences; one for each field of an edit.
QStringList sentencesOf(const JournalRow& row, ContactId contact, const QString& name);

} // namespace foyer
