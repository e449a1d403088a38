// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/questionnaires/answer_store.h"
#include "app/questionnaires/questionnaire.h"

/// Answers that are kept in a field of the contact or of the job as well.
namespace foyer::questionnaires {

/// Puts submitted answers into their fields where these are empty, or as they were when the recipient was
/// asked. A phone, an address or a website is added beside those that are there. The journal says who.
/// @returns the ids of the questions whose field the studio changed meanwhile, or does not take the answer:
///          proposals, see below
Result<QStringList> applyMapped(Transaction& transaction, const Item& item, ContactId contact,
                                const Questionnaire& questions, const QJsonObject& answers);

struct Proposal
{
    ContactId contact; ///< who answered
    QString question;
    QString questionLabel;
    MapsTo field;
    QString before; ///< what the field says now, in words; empty: nothing
    QString after;  ///< what the answer says
};
/// What waits for the studio. What the field says by now anyhow is left out.
Result<std::vector<Proposal>> proposals(const Snapshot& snapshot, ItemId item);
/// Puts it into its field, whatever stands there. Faults: NotFound (no such proposal any more), Invalid (the
/// field does not take it)
Result<void> applyProposal(Transaction& transaction, ItemId item, ContactId contact, const QString& question);
/// The studio keeps what it has.
Result<void> dismissProposal(Transaction& transaction, ItemId item, ContactId contact,
                             const QString& question);

} // namespace foyer::questionnaires
