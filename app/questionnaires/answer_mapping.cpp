// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/questionnaires/answer_mapping.h"

#include "app/base/text.h"
#include "app/contacts/contact_rules.h"
#include "app/contacts/contact_store.h"
#include "app/items/item_store.h"
#include "app/jobs/job_store.h"
#include "app/questionnaires/answer_sheet_rows.h"
#include "app/questionnaires/mapped_fields.h"
#include "app/questionnaires/questionnaire_json.h"
#include "app/questionnaires/questionnaire_store.h"
#include "app/storage/journal.h"

#include <QJsonArray>
#include <QSet>

namespace foyer::questionnaires {

using namespace Qt::StringLiterals;
using Question = Questionnaire::Question;

namespace {

/// How far back the journal of one contact or job is read. More edits since somebody was asked: then the
/// field counts as changed, and the studio decides.
constexpr int journalRows = 500;

/// The row of the journal at which this recipient was asked last: sent to them, added to it, or reopened for
/// them. Zero when it cannot be told: then every edit counts as later.
Result<qint64> askedAt(const Snapshot& snapshot, const Item& item, ContactId contact)
{
    const auto rows = journalOf(snapshot, u"item"_s, item.id.row(), journalRows);
    if (!rows)
        return fail(rows.error());
    for (const JournalRow& row : *rows) { // newest first
        const QJsonObject& detail = row.entry.detail;
        const QString event = detail.value("event"_L1).toString();
        const bool isEvidence = row.entry.action == "evidence"_L1;
        const bool isAdded = row.entry.action == "recipients changed"_L1 &&
                             !detail.value("from"_L1).toArray().contains(contact.row()) &&
                             detail.value("to"_L1).toArray().contains(contact.row());
        const bool isReopened = row.entry.action == "answers reopened"_L1 &&
                                detail.value("contact"_L1).toInteger() == contact.row();
        if ((isEvidence && event == "sent"_L1) || isAdded || isReopened)
            return row.id;
    }
    return qint64{0};
}

/// Which of the two's fields were edited behind a row of the journal, by their names there.
Result<QSet<QString>> editedSince(const Snapshot& snapshot, const QString& entity, qint64 row, qint64 since)
{
    const auto rows = journalOf(snapshot, entity, row, journalRows);
    if (!rows)
        return fail(rows.error());
    QSet<QString> fields;
    for (const JournalRow& one : *rows) {
        if (one.id <= since)
            break;
        for (const QString& key : one.entry.detail.keys())
            fields.insert(key);
    }
    if (rows->size() == journalRows && rows->back().id > since)
        fields.insert(u"*"_s);
    return fields;
}

struct Fields
{
    Contact contact;
    Job job;
};

Result<Fields> fieldsOf(const Snapshot& snapshot, const Item& item, ContactId contact)
{
    auto person = contacts::find(snapshot, contact);
    if (!person)
        return fail(person.error());
    auto job = jobs::find(snapshot, item.job);
    if (!job)
        return fail(job.error());
    return Fields{std::move(*person), std::move(*job)};
}

/// Saves what differs, each with its own entry in the journal.
Result<void> save(Transaction& transaction, const Fields& before, const Fields& after)
{
    if (before.contact.details != after.contact.details) {
        if (const auto saved = contacts::save(transaction, after.contact); !saved)
            return saved;
    }
    if (before.job.details != after.job.details)
        return jobs::save(transaction, after.job);
    return {};
}

} // namespace

Result<QStringList> applyMapped(Transaction& transaction, const Item& item, ContactId contact,
                                const Questionnaire& questions, const QJsonObject& answers)
{
    QStringList proposed;
    std::vector<const Question*> wishes;
    for (const Question& question : questions.questions) {
        if (question.mapsTo && answers.contains(question.id))
            wishes.push_back(&question);
    }
    if (wishes.empty())
        return proposed;
    const auto before = fieldsOf(transaction, item, contact);
    if (!before)
        return fail(before.error());
    const auto since = askedAt(transaction, item, contact);
    if (!since)
        return fail(since.error());
    const auto contactEdits = editedSince(transaction, u"contact"_s, contact.row(), *since);
    if (!contactEdits)
        return fail(contactEdits.error());
    const auto jobEdits = editedSince(transaction, u"job"_s, item.job.row(), *since);
    if (!jobEdits)
        return fail(jobEdits.error());

    Fields after = *before;
    for (const Question* question : wishes) {
        const QJsonValue answer = answers.value(question->id);
        if (saysAlready(after.contact.details, after.job.details, *question, answer))
            continue;
        const QSet<QString>& edits = isOfContact(question->mapsTo->field) ? *contactEdits : *jobEdits;
        const bool isFree =
            valueInWords(after.contact.details, after.job.details, *question->mapsTo).isEmpty() ||
            !(edits.contains(journalKey(question->mapsTo->field)) || edits.contains(u"*"_s));
        Fields wished = after;
        const bool isPut = isFree && put(wished.contact.details, wished.job.details, *question, answer) &&
                           contactProblems(wished.contact.details, before->contact.details).empty();
        if (isPut)
            after = std::move(wished);
        else
            proposed.append(question->id);
    }
    if (const auto saved = save(transaction, *before, after); !saved)
        return fail(saved.error());
    return proposed;
}

Result<std::vector<Proposal>> proposals(const Snapshot& snapshot, ItemId id)
{
    const auto item = items::find(snapshot, id);
    if (!item)
        return fail(item.error());
    const auto sheets = sheetsOf(snapshot, id);
    if (!sheets)
        return fail(sheets.error());
    std::vector<Proposal> waiting;
    for (const AnswerSheet& sheet : *sheets) {
        if (sheet.proposed.isEmpty())
            continue;
        const auto revision = lastRevision(snapshot, id, sheet.contact);
        if (!revision)
            return fail(revision.error());
        if (!*revision)
            continue;
        const auto version = items::version(snapshot, (*revision)->version);
        const auto fields = fieldsOf(snapshot, *item, sheet.contact);
        if (!version)
            return fail(version.error());
        if (!fields)
            return fail(fields.error());
        const auto questions = questionnaireFromBytes(version->content);
        if (!questions)
            return fail(questions.error());
        for (const QString& one : sheet.proposed) {
            const Question* question = questions->find(one);
            const QJsonValue answer = (*revision)->answers.value(one);
            if (!question || !question->mapsTo || answer.isUndefined() ||
                saysAlready(fields->contact.details, fields->job.details, *question, answer))
                continue;
            waiting.push_back({sheet.contact, one, question->label, *question->mapsTo,
                               valueInWords(fields->contact.details, fields->job.details, *question->mapsTo),
                               answers::inWords(*question, answer)});
        }
    }
    return waiting;
}

namespace {

Result<void> settle(Transaction& transaction, ItemId id, ContactId contact, const QString& question,
                    const QString& action)
{
    const auto sheet = sheetOf(transaction, id, contact);
    if (!sheet)
        return fail(sheet.error());
    if (!*sheet || !(*sheet)->proposed.contains(question))
        return fail(Fault::NotFound, u"This answer does not wait for a decision any more."_s);
    QStringList left = (*sheet)->proposed;
    left.removeAll(question);
    transaction.record(
        {u"item"_s, id.row(), action, {{u"contact"_s, contact.row()}, {u"question"_s, question}}});
    return setProposed(transaction, id, contact, left);
}

} // namespace

Result<void> applyProposal(Transaction& transaction, ItemId id, ContactId contact, const QString& question)
{
    const auto item = items::find(transaction, id);
    if (!item)
        return fail(item.error());
    const auto revision = lastRevision(transaction, id, contact);
    if (!revision)
        return fail(revision.error());
    if (!*revision)
        return fail(Fault::NotFound, u"This answer does not wait for a decision any more."_s);
    const auto version = items::version(transaction, (*revision)->version);
    if (!version)
        return fail(version.error());
    const auto questions = questionnaireFromBytes(version->content);
    if (!questions)
        return fail(questions.error());
    const Question* asked = questions->find(question);
    const auto fields = fieldsOf(transaction, *item, contact);
    if (!fields)
        return fail(fields.error());
    if (!asked || !asked->mapsTo)
        return fail(Fault::NotFound, u"This answer does not wait for a decision any more."_s);
    Fields after = *fields;
    const bool isPut =
        put(after.contact.details, after.job.details, *asked, (*revision)->answers.value(question)) &&
        contactProblems(after.contact.details, fields->contact.details).empty();
    if (!isPut)
        return fail(Fault::Invalid, u"This field does not take “%1”. Please enter it by hand."_s.arg(
                                        answers::inWords(*asked, (*revision)->answers.value(question))));
    if (const auto saved = save(transaction, *fields, after); !saved)
        return saved;
    return settle(transaction, id, contact, question, u"proposal applied"_s);
}

Result<void> dismissProposal(Transaction& transaction, ItemId id, ContactId contact, const QString& question)
{
    return settle(transaction, id, contact, question, u"proposal dismissed"_s);
}

} // namespace foyer::questionnaires
