// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/contacts/contact_conflicts.h"

#include <QString>
#include <QStringList>

/// What a conflict is called, and what it means for logins and resets.
namespace foyer::words {

QString conflictKind(const contacts::Conflict& conflict); ///< "Shared address, maybe one person"
/// Plain text, one sentence after the other, the most important first.
QStringList conflictMeaning(const contacts::Conflict& conflict);
QString conflictNames(const contacts::Conflict& conflict);

} // namespace foyer::words
