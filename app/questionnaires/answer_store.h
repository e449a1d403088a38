// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/base/result.h"
#include "app/items/item.h"
#include "app/questionnaires/answers.h"
#include "app/storage/database.h"

#include <QHash>
#include <QStringList>

#include <vector>

/// Answer sheets: one for each recipient, half-filled until it is submitted. Whose it is stands in every
/// call; nothing here finds a sheet by anything else.
namespace foyer::questionnaires {

struct AnswerSheet
{
    ContactId contact;
    QJsonObject answers; ///< see answers.h; may be unfit for submitting
    Instant savedAt;
    QString savedBy;      ///< "client", "studio", "system"
    QStringList proposed; ///< ids of submitted answers that wait for the studio (see answer_mapping.h)
    qint64 version;       ///< rises with every change
};
/// Nothing: they have not begun.
Result<std::optional<AnswerSheet>> sheetOf(const Snapshot& snapshot, ItemId item, ContactId contact);
Result<std::vector<AnswerSheet>> sheetsOf(const Snapshot& snapshot, ItemId item);

/// What was submitted, for good.
struct AnswerRevision
{
    ContactId contact;
    int number;        ///< 1, 2, … for each recipient
    VersionId version; ///< of the questions that were answered
    QJsonObject answers;
    QByteArray sha256; ///< of the stored bytes, which bind answers, questions, number and item
    QString submittedBy;
    Instant submittedAt;
};
/// Oldest first; bytes checked against their SHA-256. Faults: Storage (they are not what was submitted)
Result<std::vector<AnswerRevision>> revisionsOf(const Snapshot& snapshot, ItemId item);
Result<std::optional<AnswerRevision>> lastRevision(const Snapshot& snapshot, ItemId item, ContactId contact);

/// What somebody typed, and what they had before them when they began.
struct SheetEdit
{
    QJsonObject answers; ///< all of them, by question id; a missing one was emptied
    /// question id → answers::fingerprint of the answer the form was opened with. Nothing: nothing to hold
    /// against, every answer is meant as it stands (import, sample).
    std::optional<QHash<QString, QString>> opened = {};
    /// Of the questions that stood there; others by now are a Conflict. Nothing: those that there are.
    std::optional<VersionId> version = {};
};
struct SheetSaved
{
    AnswerSheet sheet; ///< as it stands now
    QStringList
        conflicts; ///< questions that were answered elsewhere meanwhile, differently; then nothing was saved
};
/// Keeps half-filled answers. A question that this edit did not touch keeps what another device saved.
/// Faults: NotFound (no recipient), Conflict (submitted, taken back, not sent, other questions), Denied
/// (closed; studio and system may)
Result<SheetSaved> saveAnswers(Transaction& transaction, ItemId item, ContactId contact,
                               const SheetEdit& edit);

struct Submitted
{
    std::optional<AnswerRevision> revision; ///< nothing: there are problems, and nothing was written
    std::vector<answers::Problem> problems;
};
/// Makes a revision of what the sheet holds, applies mapped answers (see answer_mapping.h), and completes the
/// questionnaire when everybody has answered. By a client for themselves, or by the studio for them.
/// @param shownAt  when the questions were put before who submits, for the evidence; nothing: nobody looked
/// Faults: as saveAnswers
Result<Submitted> submit(Transaction& transaction, ItemId item, ContactId contact,
                         std::optional<Instant> shownAt = {});

/// Lets a recipient answer again, beginning with what they submitted. Faults: NotFound, Conflict (not
/// submitted, taken back)
Result<void> reopen(Transaction& transaction, ItemId item, ContactId contact);

} // namespace foyer::questionnaires
