// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/base/result.h"
#include "app/items/item.h"
#include "app/questionnaires/questionnaire.h"
#include "app/storage/database.h"

#include <vector>

/// The studio's side of questionnaires: writing, sending, recipients, deadline. What recipients answer is
/// answer_store.h.
namespace foyer::questionnaires {

struct NewQuestionnaire
{
    JobId job;
    std::optional<BrandId> brand = {}; ///< nothing: the job's
    QString title;
    Questionnaire questions;
    std::vector<ContactId> recipients;
    QDate dueDay = {}; ///< invalid: none
    QString uid = {};  ///< empty: a new one
};

/// A draft, from a template's questions or from none. Faults: those of items::add
Result<ItemId> add(Transaction& transaction, const NewQuestionnaire& questionnaire);

/// What the studio works on. Faults: Invalid (no questionnaire)
Result<Questionnaire> workOf(const Item& item);
/// Saves title and due day of the item with these questions. What was sent stays as it is until it is sent
/// again. Faults: those of items::saveWork (Conflict: saved by somebody since `edited.version`)
Result<void> saveWork(Transaction& transaction, const Item& edited, const Questionnaire& questions);

/// Freezes what the studio works on (invariant D4) and asks its recipients for answers. Sent a second time,
/// those who have not answered yet find the new questions, with what they filled in kept by question id.
/// @param seenVersion  of the item, as it was shown when the studio confirmed; Conflict when it changed since
/// Faults: Invalid (problems of the questions: the first one's sentence; no recipients), Conflict, NotFound
Result<VersionId> send(Transaction& transaction, ItemId id, qint64 seenVersion);

/// Like items::setRecipients; who is added to one that was sent is asked for answers, unless they answered
/// before. Nobody else is touched.
Result<void> setRecipients(Transaction& transaction, ItemId id, const std::vector<ContactId>& recipients);
/// Extends or ends the time for answers, also after sending. @param day  invalid: none
Result<void> setDueDay(Transaction& transaction, ItemId id, QDate day);

/// What recipients see: the questions as they were sent. Faults: NotFound (not sent), Storage (they are not
/// what was sent, invariant D1)
Result<Questionnaire> sentQuestions(const Snapshot& snapshot, const Item& item);

/// Today where the studio is: days have no zone, and it is the studio that waits.
QDate studioDay(Instant now);
bool isOverdue(const Item& item, QDate today);
/// Overdue, and set to close then: recipients can read what they filled in, but neither save nor submit.
bool isClosed(const Item& item, const Questionnaire& sent, QDate today);

} // namespace foyer::questionnaires
