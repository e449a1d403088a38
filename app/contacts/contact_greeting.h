// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/base/result.h"
#include "app/contacts/contact.h"
#include "app/storage/database.h"

namespace foyer::contacts {

/// How somebody is spoken to, for pages that need no more of them than this: one statement.
struct Greeting
{
    QString name;     ///< see greetingNameOf
    QString language; ///< BCP 47, may be empty
};

/// Faults: NotFound, Storage.
Result<Greeting> greeting(const Snapshot& snapshot, ContactId id);

} // namespace foyer::contacts
