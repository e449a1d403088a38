// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/base/result.h"
#include "app/contacts/contact.h"
#include "app/storage/database.h"

#include <vector>

namespace foyer::contacts {

/// What a link to a contact shows.
struct ContactBrief
{
    ContactId id;
    ContactKind kind;
    QString name;
    QString email; ///< the first one
    bool operator==(const ContactBrief&) const = default;
};

/// Also finds archived ones, those in the bin and merged ones. Faults: NotFound, Storage.
Result<Contact> find(const Snapshot& snapshot, ContactId id);
Result<ContactBrief> brief(const Snapshot& snapshot, ContactId id);
Result<std::vector<ContactBrief>> findByEmail(const Snapshot& snapshot,
                                              const QString& email); ///< live ones only
/// Those who use an address, archived ones where nobody live does: they log in like everybody.
Result<std::vector<ContactBrief>> usersOfEmail(const Snapshot& snapshot, const QString& email);
/// Whether a client only claims this address (see portal_access/email_claim.h) and has another one that is
/// known to be theirs.
Result<bool> isClaimBesideAnother(const Snapshot& snapshot, ContactId id, const QString& email);
/// Whom a merged contact lives on in; any other is itself. Faults: NotFound, Storage.
Result<ContactId> livingOf(const Snapshot& snapshot, ContactId id);
Result<std::optional<ContactId>> findByUid(const Snapshot& snapshot, const QString& uid);

/// The other live contacts that use one of this contact's emails. Archived ones and those in the bin neither
/// count nor are counted. Not empty: the contact has an Email Conflict.
Result<std::vector<ContactBrief>> sharersOf(const Snapshot& snapshot, ContactId id);

/// @param uid  of its vCard; empty: a new one. Faults: Invalid (see contactProblems), Conflict (uid taken)
Result<ContactId> add(Transaction& transaction, BrandId brand, const ContactDetails& details,
                      const QString& uid = {}, std::optional<ImportId> import = {});

/// Replaces details, brand and relations. Faults: Invalid, NotFound, Conflict (somebody saved since
/// `edited.version` was read: read again and decide).
Result<void> save(Transaction& transaction, const Contact& edited);

/// Writes what `save` would, without asking for versions and without a word in the journal: for merges, which
/// tell their own story. Relations stay. The details are tidied and without problems.
Result<void> rewrite(Transaction& transaction, ContactId id, BrandId brand, const ContactDetails& details);

/// None of these four touches a merged contact: Conflict.
/// Archived contacts leave the lists and do not count as sharers; portal and history stay.
Result<void> archive(Transaction& transaction, const std::vector<ContactId>& ids);
Result<void> unarchive(Transaction& transaction, const std::vector<ContactId>& ids);

/// Into the bin, from where they can come back for 30 days. Their portal answers neutrally meanwhile.
Result<void> moveToBin(Transaction& transaction, const std::vector<ContactId>& ids);
Result<void> restore(Transaction& transaction, const std::vector<ContactId>& ids);
/// Removes one for good, with everything that hangs on it. For the bin and for imports that are taken back;
/// the caller writes the journal.
Result<void> remove(Transaction& transaction, ContactId id);
/// Removes for good what has been in the bin since before `limit`. Journal rows stay.
Result<int> emptyBin(Transaction& transaction, Instant limit);

/// Every tag in use with the number of live contacts, by name.
Result<std::vector<std::pair<QString, int>>> tagsInUse(const Snapshot& snapshot);

} // namespace foyer::contacts
