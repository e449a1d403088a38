// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/questionnaires/answer_store.h"

#include "app/base/random.h"
#include "app/items/evidence.h"
#include "app/items/item_store.h"
#include "app/questionnaires/answer_mapping.h"
#include "app/questionnaires/answer_sheet_rows.h"
#include "app/questionnaires/questionnaire_json.h"
#include "app/questionnaires/questionnaire_store.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>

namespace foyer::questionnaires {

using namespace Qt::StringLiterals;
using Question = Questionnaire::Question;

namespace {

/// A form saves itself while somebody types. The journal tells when they begin, and begin again after a
/// pause.
constexpr std::chrono::minutes journalStep{10};
/// Answers come in one request body, at most this large; the desktop keeps to the same.
constexpr qsizetype largestSheet = qsizetype{256} * 1024;

const QString selectSheet = uR"(
    SELECT contact_id, answers, saved_at, saved_by, proposed, version FROM answer_sheet
    WHERE item_id = :item AND contact_id = :contact)"_s;
const QString selectSheets = uR"(
    SELECT contact_id, answers, saved_at, saved_by, proposed, version FROM answer_sheet
    WHERE item_id = :item ORDER BY id)"_s;
const QString writeSheet = uR"(
    INSERT INTO answer_sheet (item_id, contact_id, answers, saved_at, saved_by, proposed, version)
    VALUES (:item, :contact, :answers, :now, :by, '[]', 1)
    ON CONFLICT (item_id, contact_id) DO UPDATE SET
        answers = :answers, saved_at = :now, saved_by = :by, version = version + 1)"_s;
const QString updateProposed = uR"(
    UPDATE answer_sheet SET proposed = :proposed, version = version + 1
    WHERE item_id = :item AND contact_id = :contact)"_s;
const QString selectRevisions = uR"(
    SELECT contact_id, number, version_id, answers, sha256, submitted_by, submitted_at FROM answer_revision
    WHERE item_id = :item ORDER BY id)"_s;
const QString selectLastRevision = uR"(
    SELECT contact_id, number, version_id, answers, sha256, submitted_by, submitted_at FROM answer_revision
    WHERE item_id = :item AND contact_id = :contact ORDER BY number DESC LIMIT 1)"_s;
const QString insertRevision = uR"(
    INSERT INTO answer_revision (item_id, contact_id, number, version_id, answers, sha256, submitted_by, submitted_at)
    VALUES (:item, :contact, :number, :version, :answers, :sha256, :by, :now))"_s;

AnswerSheet sheetFromRow(const Query& row)
{
    QStringList proposed;
    for (const QJsonValue& one : QJsonDocument::fromJson(row.text(4).toUtf8()).array())
        proposed.append(one.toString());
    return {ContactId{row.integer(0)},
            QJsonDocument::fromJson(row.text(1).toUtf8()).object(),
            row.instant(2),
            row.text(3),
            proposed,
            row.integer(5)};
}

struct RevisionRow
{
    AnswerRevision revision;
    QByteArray bytes;
};

RevisionRow revisionFromRow(const Query& row)
{
    const QByteArray bytes = row.bytes(3);
    return {{ContactId{row.integer(0)}, int(row.integer(1)), VersionId{row.integer(2)},
             QJsonDocument::fromJson(bytes).object().value("answers"_L1).toObject(), row.bytes(4),
             row.text(5), row.instant(6)},
            bytes};
}

Result<AnswerRevision> checkedRevision(RevisionRow row)
{
    if (sha256(row.bytes) != row.revision.sha256)
        return fail(Fault::Storage,
                    u"Revision %1 of contact %2 is not what was submitted: its bytes do not fit "
                    "their fingerprint."_s.arg(row.revision.number)
                        .arg(row.revision.contact.row()));
    return std::move(row.revision);
}

/// The questionnaire when this recipient may fill it in now.
struct Open
{
    Item item;
    Questionnaire questions;
};

Result<Open> openFor(const Transaction& transaction, ItemId id, ContactId contact)
{
    auto item = items::find(transaction, id);
    if (!item)
        return fail(item.error());
    const auto recipient = std::find_if(item->recipients.begin(), item->recipients.end(),
                                        [&](const ItemRecipient& one) { return one.contact == contact; });
    if (item->kind != ItemKind::Questionnaire || item->deletedAt || recipient == item->recipients.end())
        return fail(Fault::NotFound, u"There is no such questionnaire for this contact."_s);
    if (item->state != ItemState::Sent || recipient->toDo != ToDo::Answer)
        return fail(Fault::Conflict, u"“%1” does not wait for answers of this contact."_s.arg(item->title));
    auto questions = sentQuestions(transaction, *item);
    if (!questions)
        return fail(questions.error());
    if (transaction.actor().kind == Actor::Kind::Client &&
        isClosed(*item, *questions, studioDay(transaction.now())))
        return fail(Fault::Denied, u"“%1” was closed after its due day."_s.arg(item->title));
    return Open{std::move(*item), std::move(*questions)};
}

Result<void> store(Transaction& transaction, ItemId item, ContactId contact, const QJsonObject& answers)
{
    const QByteArray json = canonicalJson(answers);
    if (json.size() > largestSheet)
        return fail(Fault::Invalid,
                    u"These answers are longer than %1 KiB in all."_s.arg(largestSheet / 1024));
    transaction.touch(Entity::Item, item.row());
    return transaction.query(writeSheet)
        .bind(":item"_L1, item.row())
        .bind(":contact"_L1, contact.row())
        .bind(":answers"_L1, QString::fromUtf8(json))
        .bind(":now"_L1, transaction.now())
        .bind(":by"_L1, wordOf(transaction.actor().kind))
        .run();
}

} // namespace

QString wordOf(Actor::Kind kind)
{
    switch (kind) {
    case Actor::Kind::Studio:
        return u"studio"_s;
    case Actor::Kind::Client:
        return u"client"_s;
    case Actor::Kind::System:
        return u"system"_s;
    }
    Q_UNREACHABLE();
}

Result<void> setProposed(Transaction& transaction, ItemId item, ContactId contact,
                         const QStringList& proposed)
{
    transaction.touch(Entity::Item, item.row());
    return transaction.query(updateProposed)
        .bind(":proposed"_L1, QString::fromUtf8(QJsonDocument{QJsonArray::fromStringList(proposed)}.toJson(
                                  QJsonDocument::Compact)))
        .bind(":item"_L1, item.row())
        .bind(":contact"_L1, contact.row())
        .run();
}

Result<std::optional<AnswerSheet>> sheetOf(const Snapshot& snapshot, ItemId item, ContactId contact)
{
    return snapshot.query(selectSheet)
        .bind(":item"_L1, item.row())
        .bind(":contact"_L1, contact.row())
        .first(sheetFromRow);
}

Result<std::vector<AnswerSheet>> sheetsOf(const Snapshot& snapshot, ItemId item)
{
    return snapshot.query(selectSheets).bind(":item"_L1, item.row()).all(sheetFromRow);
}

Result<std::vector<AnswerRevision>> revisionsOf(const Snapshot& snapshot, ItemId item)
{
    auto rows = snapshot.query(selectRevisions).bind(":item"_L1, item.row()).all(revisionFromRow);
    if (!rows)
        return fail(rows.error());
    std::vector<AnswerRevision> revisions;
    for (RevisionRow& row : *rows) {
        auto revision = checkedRevision(std::move(row));
        if (!revision)
            return fail(revision.error());
        revisions.push_back(std::move(*revision));
    }
    return revisions;
}

Result<std::optional<AnswerRevision>> lastRevision(const Snapshot& snapshot, ItemId item, ContactId contact)
{
    auto row = snapshot.query(selectLastRevision)
                   .bind(":item"_L1, item.row())
                   .bind(":contact"_L1, contact.row())
                   .first(revisionFromRow);
    if (!row)
        return fail(row.error());
    if (!*row)
        return std::optional<AnswerRevision>{};
    auto revision = checkedRevision(std::move(**row));
    if (!revision)
        return fail(revision.error());
    return std::optional{std::move(*revision)};
}

Result<SheetSaved> saveAnswers(Transaction& transaction, ItemId item, ContactId contact,
                               const SheetEdit& edit)
{
    const auto open = openFor(transaction, item, contact);
    if (!open)
        return fail(open.error());
    if (edit.version && open->item.current != edit.version)
        return fail(Fault::Conflict,
                    u"“%1” was sent with other questions meanwhile."_s.arg(open->item.title));
    const auto before = sheetOf(transaction, item, contact);
    if (!before)
        return fail(before.error());
    const QJsonObject typed = answers::tidied(open->questions, edit.answers);
    QJsonObject kept = *before ? (*before)->answers : QJsonObject{};
    const QJsonObject known = answers::tidied(open->questions, kept);
    QStringList conflicts;
    QJsonArray changed;
    for (const Question& question : open->questions.questions) {
        const QJsonValue current = known.value(question.id);
        const QJsonValue wished = typed.value(question.id);
        if (wished == current)
            continue;
        if (edit.opened) {
            const QString opened = edit.opened->value(question.id);
            if (answers::fingerprint(wished) == opened)
                continue; // not touched here: what another device wrote since stays
            if (answers::fingerprint(current) != opened) {
                conflicts.append(question.id);
                continue;
            }
        }
        if (wished.isUndefined())
            kept.remove(question.id);
        else
            kept.insert(question.id, wished);
        changed.append(question.id);
    }
    if (!conflicts.isEmpty() || changed.isEmpty())
        return SheetSaved{(*before).value_or(AnswerSheet{contact, {}, transaction.now(), {}, {}, 0}),
                          conflicts};
    if (const auto stored = store(transaction, item, contact, kept); !stored)
        return fail(stored.error());
    const QString by = wordOf(transaction.actor().kind);
    if (*before && (*before)->savedBy == by && transaction.now() - (*before)->savedAt < journalStep)
        transaction.declareHousekeeping();
    else
        transaction.record({u"answer_sheet"_s,
                            item.row(),
                            u"filled in"_s,
                            {{u"contact"_s, contact.row()}, {u"questions"_s, changed}}});
    const auto after = sheetOf(transaction, item, contact);
    if (!after)
        return fail(after.error());
    return SheetSaved{**after, {}};
}

Result<Submitted> submit(Transaction& transaction, ItemId item, ContactId contact,
                         std::optional<Instant> shownAt)
{
    const auto open = openFor(transaction, item, contact);
    if (!open)
        return fail(open.error());
    const auto sheet = sheetOf(transaction, item, contact);
    if (!sheet)
        return fail(sheet.error());
    auto checked = answers::checked(open->questions, *sheet ? (*sheet)->answers : QJsonObject{});
    if (!checked.problems.empty())
        return Submitted{{}, std::move(checked.problems)};
    if (!*sheet) { // nothing is required, and nothing was filled in: an empty answer is one, too
        if (const auto stored = store(transaction, item, contact, {}); !stored)
            return fail(stored.error());
    }
    const auto last = lastRevision(transaction, item, contact);
    const auto version = items::version(transaction, *open->item.current);
    if (!last)
        return fail(last.error());
    if (!version)
        return fail(version.error());
    const int number = *last ? (*last)->number + 1 : 1;
    const QByteArray bytes = canonicalJson({{u"answers"_s, checked.answers},
                                            {u"item"_s, open->item.uid},
                                            {u"questions"_s, QString::fromLatin1(version->sha256.toHex())},
                                            {u"revision"_s, number}});
    const QByteArray hash = sha256(bytes);
    const QString by = wordOf(transaction.actor().kind);
    const auto inserted = transaction.query(insertRevision)
                              .bind(":item"_L1, item.row())
                              .bind(":contact"_L1, contact.row())
                              .bind(":number"_L1, number)
                              .bind(":version"_L1, version->id.row())
                              .bind(":answers"_L1, bytes)
                              .bind(":sha256"_L1, hash)
                              .bind(":by"_L1, by)
                              .bind(":now"_L1, transaction.now())
                              .run();
    if (!inserted)
        return fail(inserted.error());
    if (shownAt) {
        const auto viewed = evidence::append(transaction, item,
                                             {u"viewed"_s,
                                              transaction.actor().contact,
                                              {{u"sha256"_s, QString::fromLatin1(version->sha256.toHex())},
                                               {u"shownAt"_s, toIso(*shownAt)},
                                               {u"peer"_s, transaction.actor().source}}});
        if (!viewed)
            return fail(viewed.error());
    }
    const auto noted = evidence::append(transaction, item,
                                        {u"answered"_s,
                                         transaction.actor().contact,
                                         {{u"for"_s, contact.row()},
                                          {u"sha256"_s, QString::fromLatin1(hash.toHex())},
                                          {u"questions"_s, QString::fromLatin1(version->sha256.toHex())},
                                          {u"revision"_s, number},
                                          {u"by"_s, by},
                                          {u"peer"_s, transaction.actor().source}}});
    if (!noted)
        return fail(noted.error());
    const auto proposed = applyMapped(transaction, open->item, contact, open->questions, checked.answers);
    if (!proposed)
        return fail(proposed.error());
    if (const auto kept = setProposed(transaction, item, contact, *proposed); !kept)
        return fail(kept.error());
    if (const auto done = items::setDone(transaction, item, contact, transaction.now()); !done)
        return fail(done.error());
    const bool isEverybodyDone =
        std::all_of(open->item.recipients.begin(), open->item.recipients.end(),
                    [&](const ItemRecipient& one) { return one.contact == contact || one.doneAt; });
    if (isEverybodyDone) {
        const auto completed =
            items::setState(transaction, item, ItemState::Completed, u"questionnaire answered"_s);
        if (!completed)
            return fail(completed.error());
    }
    return Submitted{
        AnswerRevision{contact, number, version->id, checked.answers, hash, by, transaction.now()}, {}};
}

Result<void> reopen(Transaction& transaction, ItemId id, ContactId contact)
{
    const auto item = items::find(transaction, id);
    if (!item)
        return fail(item.error());
    const auto recipient = std::find_if(item->recipients.begin(), item->recipients.end(),
                                        [&](const ItemRecipient& one) { return one.contact == contact; });
    if (item->kind != ItemKind::Questionnaire || recipient == item->recipients.end())
        return fail(Fault::NotFound, u"There is no such questionnaire for this contact."_s);
    const auto last = lastRevision(transaction, id, contact);
    if (!last)
        return fail(last.error());
    if (!recipient->doneAt || !*last ||
        (item->state != ItemState::Sent && item->state != ItemState::Completed))
        return fail(Fault::Conflict,
                    u"“%1” has no submitted answers of this contact to open again."_s.arg(item->title));
    const auto sheet = sheetOf(transaction, id, contact);
    if (!sheet)
        return fail(sheet.error());
    // What they submitted, over what they had typed into questions that were hidden in the end.
    QJsonObject answers = *sheet ? (*sheet)->answers : QJsonObject{};
    for (auto answer = (*last)->answers.begin(); answer != (*last)->answers.end(); ++answer)
        answers.insert(answer.key(), *answer);
    if (const auto stored = store(transaction, id, contact, answers); !stored)
        return stored;
    if (const auto open = items::setState(transaction, id, ItemState::Sent); !open)
        return open;
    if (const auto asked = items::setToDo(transaction, id, contact, ToDo::Answer); !asked)
        return asked;
    transaction.record({u"item"_s, id.row(), u"answers reopened"_s, {{u"contact"_s, contact.row()}}});
    // The contact of an event is who did it: this was the studio.
    return evidence::append(
        transaction, id, {u"reopened"_s, {}, {{u"for"_s, contact.row()}, {u"revision"_s, (*last)->number}}});
}

} // namespace foyer::questionnaires
