// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/base/result.h"
#include "app/contacts/contact.h"
#include "app/portal_access/account_merge.h"
#include "app/storage/database.h"

#include <QJsonObject>

#include <optional>
#include <vector>

namespace foyer::contacts {

/// A row of contact_relation as it is stored.
struct StoredRelation
{
    ContactId told;
    ContactId other;
    QString kind;
};

/// What a merge keeps so that it can be undone. For the merge and its undoing only.
struct MergeRecord
{
    qint64 id = 0;
    ContactId survivor;
    ContactId absorbed;
    BrandId brandBefore;
    BrandId brandMerged;
    ContactDetails before; ///< of the survivor
    ContactDetails merged; ///< what the merge made of it
    std::optional<ImportId> importBefore;
    std::vector<StoredRelation> relationsBefore; ///< of both
    std::vector<Relation> relationsMerged;       ///< of the survivor
    QJsonObject followed;                        ///< the rows that changed hands, by table
    QJsonObject held; ///< waiting mails that the merge cancelled: row → its state before
    std::optional<portal_access::JoinedAccounts> accounts; ///< nothing: companies and locations
};

Result<void> keep(Transaction& transaction, const MergeRecord& record);
/// The merge that holds for this absorbed contact, if any.
Result<std::optional<MergeRecord>> recordOf(const Snapshot& snapshot, ContactId absorbed);
/// It holds no longer; what was secret in it is wiped.
Result<void> markUndone(Transaction& transaction, const MergeRecord& record);

Result<std::vector<StoredRelation>> storedRelationsOf(const Snapshot& snapshot, ContactId a, ContactId b);
Result<void> dropRelationsOf(Transaction& transaction, ContactId contact);
Result<void> restoreRelation(Transaction& transaction, const StoredRelation& relation);

/// Everything that belongs to one contact becomes the other's. @returns which rows, for the way back
Result<QJsonObject> followTo(Transaction& transaction, ContactId from, ContactId to);
/// Those rows go back; one that is gone, or somebody else's by now, is left alone.
Result<void> followBack(Transaction& transaction, const QJsonObject& followed, ContactId from, ContactId to);

/// Mails that still wait and must not go out as the survivor's: their reset link has ended, or they would
/// bring the survivor's links to an address that is not theirs. @returns which, and what they were
Result<QJsonObject> cancelStrayMails(Transaction& transaction, ContactId absorbed,
                                     const std::vector<ContactEmail>& survivorsEmails);
Result<void> reviveMails(Transaction& transaction, const QJsonObject& held);

} // namespace foyer::contacts
