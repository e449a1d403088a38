// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/contacts/contact_store.h"
#include "app/portal_access/portal_account.h"

#include <map>
#include <vector>

namespace foyer::contacts {

/// Of two contacts that are one: the survivor stays in the Address Book, the absorbed one leaves it.
enum class MergeSide
{
    Survivor,
    Absorbed
};

/// Every field of which a contact has one. Emails, phones, addresses, websites, tags and relations are lists,
/// which are united; of notes see MergedNotes.
enum class MergeField
{
    Brand,
    Prefix,
    GivenName,
    AdditionalNames,
    FamilyName,
    Suffix,
    Nickname,
    DisplayName,
    Company,
    JobTitle,
    Birthday,
    Anniversary,
    Language,
};
/// All of them, in the order in which people look at them.
const std::vector<MergeField>& mergeFields();
/// What stands in that field, to compare and to show: a brand's number, ISO text of a day. Empty: nothing.
QString valueOf(const Contact& contact, MergeField field);

/// Entries of the lists that the merged contact shall not have, whichever of the two has them and however it
/// writes them.
struct MergeOmissions
{
    std::vector<ContactEmail> emails;
    std::vector<ContactPhone> phones;
    std::vector<PostalAddress> addresses;
    QStringList websites;
    QStringList tags;
    std::vector<Relation> relations;
};

/// What becomes of the notes of the two.
enum class MergedNotes
{
    Joined, ///< the survivor's, then what the other adds
    Survivor,
    Absorbed
};

/// What a person decides about a merge. As made, it is the default: the survivor's value where there is one,
/// else the other's; all of the lists; both notes; the survivor's password where there is one, else the
/// other's.
struct MergeChoice
{
    std::map<MergeField, MergeSide> sides; ///< a field that is not here goes by the default
    MergeOmissions leftOut;
    MergeSide password = MergeSide::Survivor; ///< asked only when both have one
    MergedNotes notes = MergedNotes::Joined;
};

/// Two contacts as a dialog read them, with the accounts of people.
struct MergeCandidates
{
    Contact survivor;
    Contact absorbed;
    PortalAccount survivorAccount;
    PortalAccount absorbedAccount;
};

/// What would be merged. Faults: NotFound; Invalid, with a sentence that says why these two cannot be one
/// (different kinds, the same contact twice, archived, in the bin, merged already).
Result<MergeCandidates> readForMerge(const Snapshot& snapshot, ContactId survivor, ContactId absorbed);

/// The side whose value a field gets.
MergeSide sideOf(const MergeCandidates& candidates, const MergeChoice& choice, MergeField field);
/// Whose password opens the portal afterwards; nothing: nobody has one.
std::optional<MergeSide> passwordSide(const MergeCandidates& candidates, const MergeChoice& choice);
/// The survivor as it will be: details, brand and relations.
Contact mergedContact(const MergeCandidates& candidates, const MergeChoice& choice);

/// Makes the two one, in the caller's transaction. Mails and whatever else belongs to the absorbed contact
/// follow; its Direct Link leads to the survivor; its sessions and reset links end. It stays behind the
/// scenes, so that `undoMerge` can bring it back.
/// @param read  what the choice was made on. Faults: Conflict (one of the two changed since), Invalid (see
/// readForMerge and contactProblems), NotFound
Result<void> merge(Transaction& transaction, const MergeCandidates& read, const MergeChoice& choice);

/// One merge that can be undone.
struct MergeRecordBrief
{
    ContactId absorbed;
    QString name; ///< of the absorbed contact
    Instant mergedAt;
};
/// Whom this contact took in, newest first.
Result<std::vector<MergeRecordBrief>> mergesInto(const Snapshot& snapshot, ContactId survivor);
/// The same, and whom those had taken in before, and so on: everybody whose history is this contact's.
Result<std::vector<ContactId>> everybodyIn(const Snapshot& snapshot, ContactId survivor);

/// Makes two of one again: contacts, relations, portal accounts and mails are as they were. Nothing that was
/// done since is lost: what was edited on the survivor stays as edited there, mails queued since stay with
/// it, a password set since stays its own; see portal_access::partAccounts for reset and disable. Versions
/// and account generations rise, as with every change. Sessions and reset links do not come back. Faults:
/// NotFound (not merged), Conflict with a sentence (the survivor was itself merged, took in somebody else
/// later, or is in the bin: that is undone first; or it would be left without a name)
Result<void> undoMerge(Transaction& transaction, ContactId absorbed);

} // namespace foyer::contacts
