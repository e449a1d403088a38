// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/items/item.h"
#include "app/storage/database.h"

#include <functional>

class QWidget;

/// What the studio does with the PDF of a sent document. Always the bytes that were kept when it was sent, or
/// sealed: the very ones its client is given, never printed anew. Window's thread.
namespace foyer::item_pdf {

/// Whether there may be one: only what was sent has a PDF, and not every kind of document.
bool mayHave(const Item& item);

/// Faults: NotFound (never sent, or without a PDF), Storage (not what was kept)
Result<QByteArray> read(const Snapshot& snapshot, const Item& item);

/// What it is called on the disk, as the portal calls it: "2027-014 Wedding.pdf".
QString fileName(const Item& item);

using Say = std::function<void(const QString& sentence)>;

/// Asks where to, and says how it went.
void save(QWidget* parent, const Database& database, const Item& item, Say say);
/// Shows a copy in the program this desktop reads PDFs with. The copy goes when Foyer ends.
/// @param say  only when something is wrong
void open(const Database& database, const Item& item, const Say& say);

} // namespace foyer::item_pdf
