// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/base/result.h"
#include "app/contacts/contact.h"
#include "app/storage/database.h"

#include <QStringList>

namespace foyer::contacts {

/// The words a search asks for: folded; of a word that is a phone number, its digits.
QStringList searchWords(const QString& typed);

/// Keep the search index in step with one contact, in the transaction of its change: what is indexed must not
/// be there yet.
Result<void> index(Transaction& transaction, ContactId id, const ContactDetails& details,
                   const QByteArray& sortKey);
Result<void> removeFromIndex(Transaction& transaction, ContactId id);

} // namespace foyer::contacts
