// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/base/result.h"
#include "app/contacts/contact.h"
#include "app/storage/database.h"

#include <QJsonArray>

namespace foyer::contacts {

/// The rows around a contact's own: emails, phones, addresses, tags, relations and the search index.
/// For the store of contacts only.
Result<void> readParts(const Snapshot& snapshot, Contact& contact);
/// Replaces all of them but the relations. @param sortKey  of the contact's name
Result<void> writeParts(Transaction& transaction, ContactId id, const ContactDetails& details,
                        const QByteArray& sortKey);
/// Replaces the relations, told from this contact's side.
Result<void> writeRelations(Transaction& transaction, ContactId id, const std::vector<Relation>& relations);

QJsonArray toJson(const std::vector<Relation>& relations);

} // namespace foyer::contacts
