// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/contacts/vcard.h"
#include "app/contacts/vcard_line.h"

#include <QSet>
#include <QString>

#include <vector>

namespace foyer {

/// The lines of the card an entry came from, brought up to date: what still says the same stays as it
/// was, in its place; what changed is written anew; what was removed goes; what is new comes last.
/// @param uids of all cards of the file that is being written
std::vector<VcardLine> revisedLines(const VcardEntry& entry, VcardVersion version, const QSet<QString>& uids);

} // namespace foyer
