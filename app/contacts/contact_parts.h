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
enum class Parts
{
    First,    ///< of a contact that was just inserted: there is nothing to clear away
    Replacing ///< whatever is there
};
/// Writes all of them but the relations. @param sortKey  of the contact's name
Result<void> writeParts(Transaction& transaction, ContactId id, const ContactDetails& details,
                        const QByteArray& sortKey, Parts parts);
/// Replaces the relations, told from this contact's side.
Result<void> writeRelations(Transaction& transaction, ContactId id, const std::vector<Relation>& relations);

QJsonArray toJson(const std::vector<Relation>& relations);

} // namespace foyer::contacts
