// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/contacts/contact.h"
#include "app/contacts/import_plan.h"

#include <QByteArray>
#include <QString>

#include <vector>

namespace foyer {

/// What we write. 3.0 is what Apple's and Google's address books take in without surprises.
enum class VcardVersion
{
    V3,
    V4
};

/// One contact on its way out.
struct VcardEntry
{
    QString uid;
    ContactDetails details;
    std::vector<ImportedRelation> relations; ///< to the uid of the other contact
};

/// Reads a file of vCards: 2.1, 3.0 and 4.0, also mixed in one file; UTF-8, UTF-16, a CHARSET per
/// line, else Windows-1252. Foreign properties, and the writing of those we know, stay in
/// ContactDetails::vcardSource. Pure, safe on any thread, linear in the size of the file.
/// @returns every contact; or, when anything is damaged, no contact and up to 100 problems
/// Limits: a file of 256 MiB, a line of 1 MiB, a picture of 20 MiB, 5000 properties in a card.
ImportPlan readVcards(const QByteArray& file);

/// Writes one card per entry, in their order, CRLF, folded at 75 octets. Deterministic: equal
/// entries give equal bytes, and what we wrote and read again is written the same.
/// A line of vcardSource is written as it was while it still says what the details say; a property that
/// no field of ours stands for is always written. A reference to another card that is no relation any
/// more goes when that card is among the entries; else nobody knows whether it was meant to stay.
/// Control characters (but line breaks and tabs) are left out. Pure, safe on any thread.
QByteArray writeVcards(const std::vector<VcardEntry>& entries, VcardVersion version);

} // namespace foyer
