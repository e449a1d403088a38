// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/questionnaires/questionnaire_store.h"

#include "app/items/evidence.h"
#include "app/items/item_store.h"
#include "app/questionnaires/answer_store.h"
#include "app/questionnaires/questionnaire_json.h"
#include "app/questionnaires/questionnaire_rules.h"

#include <QJsonObject>

#include <algorithm>

namespace foyer::questionnaires {

using namespace Qt::StringLiterals;

namespace {

Result<Item> findQuestionnaire(const Snapshot& snapshot, ItemId id)
{
    auto item = items::find(snapshot, id);
    if (item && item->kind != ItemKind::Questionnaire)
        return fail(Fault::NotFound, u"Item %1 is no questionnaire."_s.arg(id.row()));
    return item;
}

} // namespace

Result<ItemId> add(Transaction& transaction, const NewQuestionnaire& questionnaire)
{
    const auto id = items::add(transaction, {.kind = ItemKind::Questionnaire,
                                             .job = questionnaire.job,
                                             .brand = questionnaire.brand,
                                             .title = questionnaire.title,
                                             .content = toJson(questionnaire.questions),
                                             .recipients = questionnaire.recipients,
                                             .uid = questionnaire.uid});
    if (!id || !questionnaire.dueDay.isValid())
        return id;
    if (const auto due = setDueDay(transaction, *id, questionnaire.dueDay); !due)
        return fail(due.error());
    return id;
}

Result<Questionnaire> workOf(const Item& item)
{
    if (item.kind != ItemKind::Questionnaire)
        return fail(Fault::Invalid, u"Item %1 is no questionnaire."_s.arg(item.id.row()));
    return questionnaireFromJson(item.content);
}

Result<void> saveWork(Transaction& transaction, const Item& edited, const Questionnaire& questions)
{
    Item item = edited;
    item.content = toJson(questions);
    return items::saveWork(transaction, item);
}

Result<VersionId> send(Transaction& transaction, ItemId id, qint64 seenVersion)
{
    const auto item = findQuestionnaire(transaction, id);
    if (!item)
        return fail(item.error());
    if (item->version != seenVersion)
        return fail(Fault::Conflict,
                    u"“%1” was changed meanwhile. Look at it again before you send it."_s.arg(item->title));
    const auto questions = workOf(*item);
    if (!questions)
        return fail(questions.error());
    if (const auto problems = questionnaireProblems(*questions); !problems.empty())
        return fail(Fault::Invalid, problems.front().sentence);
    // Read back and written again: what is frozen is the canonical form, however the working copy came to be.
    return items::freeze(transaction, id, {canonicalJson(toJson(*questions)), {}}, ToDo::Answer);
}

Result<void> setRecipients(Transaction& transaction, ItemId id, const std::vector<ContactId>& recipients)
{
    const auto before = findQuestionnaire(transaction, id);
    if (!before)
        return fail(before.error());
    if (before->sentAt && recipients.empty())
        return fail(Fault::Invalid, u"“%1” was sent and needs a recipient."_s.arg(before->title));
    if (const auto set = items::setRecipients(transaction, id, recipients); !set)
        return set;
    if (before->state != ItemState::Sent && before->state != ItemState::Completed)
        return {};
    bool isSomebodyAsked = false;
    for (const ContactId recipient : recipients) {
        const auto known = std::find_if(before->recipients.begin(), before->recipients.end(),
                                        [&](const ItemRecipient& one) { return one.contact == recipient; });
        if (known != before->recipients.end()) {
            isSomebodyAsked = isSomebodyAsked || !known->doneAt;
            continue;
        }
        const auto answered = lastRevision(transaction, id, recipient);
        if (!answered)
            return fail(answered.error());
        const auto asked = *answered ? items::setDone(transaction, id, recipient, (*answered)->submittedAt)
                                     : items::setToDo(transaction, id, recipient, ToDo::Answer);
        if (!asked)
            return asked;
        isSomebodyAsked = isSomebodyAsked || !*answered;
    }
    // It is done when everybody has answered: whoever comes or goes may change that.
    return items::setState(transaction, id, isSomebodyAsked ? ItemState::Sent : ItemState::Completed,
                           u"questionnaire answered"_s);
}

Result<void> setDueDay(Transaction& transaction, ItemId id, QDate day)
{
    auto item = findQuestionnaire(transaction, id);
    if (!item)
        return fail(item.error());
    if (day.isValid() && (day.year() < 1900 || day.year() > 9999))
        return fail(Fault::Invalid, u"The due day lies outside the years 1900 to 9999."_s);
    item->dueDay = day;
    return items::saveWork(transaction, *item);
}

Result<Questionnaire> sentQuestions(const Snapshot& snapshot, const Item& item)
{
    if (item.kind != ItemKind::Questionnaire || !item.current)
        return fail(Fault::NotFound, u"Item %1 is no questionnaire that was sent."_s.arg(item.id.row()));
    const auto version = items::version(snapshot, *item.current);
    if (!version)
        return fail(version.error());
    return questionnaireFromBytes(version->content);
}

QDate studioDay(Instant now)
{
    return toLocal(now).date();
}

bool isOverdue(const Item& item, QDate today)
{
    return item.dueDay.isValid() && today > item.dueDay;
}

bool isClosed(const Item& item, const Questionnaire& sent, QDate today)
{
    return sent.closesAfterDueDay && isOverdue(item, today);
}

} // namespace foyer::questionnaires
