// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/automations/automation_store.h"

#include "app/automations/runs.h"
#include "app/base/random.h"
#include "app/base/text.h"

#include <QJsonDocument>

#include <algorithm>

namespace foyer::automations {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype longestName = 200;

const QString selectHead = uR"(
    SELECT id, uid, name, content, on_since, gallery_key, gallery_edition, archived_at, changed_at, version
    FROM automation )"_s;
const QString selectAll = selectHead + u"WHERE :archived OR archived_at IS NULL"_s;
const QString selectById = selectHead + u"WHERE id = :id"_s;
const QString selectByUid = u"SELECT id FROM automation WHERE uid = :uid"_s;
const QString insertAutomation = uR"(
    INSERT INTO automation (uid, name, content, gallery_key, gallery_edition, created_at, changed_at, version)
    VALUES (:uid, :name, :content, :gallery, :edition, :now, :now, 1))"_s;
const QString updateAutomation = uR"(
    UPDATE automation SET name = :name, content = :content, changed_at = :now, version = version + 1
    WHERE id = :id)"_s;
const QString updateOn = uR"(
    UPDATE automation SET on_since = :since, changed_at = :now, version = version + 1 WHERE id = :id)"_s;
const QString updateArchived = uR"(
    UPDATE automation SET archived_at = :at, changed_at = :now, version = version + 1 WHERE id = :id)"_s;
const QString selectOpenRuns = uR"(
    SELECT id FROM automation_run WHERE automation_id = :id AND state IN ('running', 'asking') ORDER BY id)"_s;

struct Row
{
    Automation value;
    QJsonObject content;
};

Row fromRow(const Query& row)
{
    return {{AutomationId{row.integer(0)},
             row.text(1),
             row.text(2),
             {},
             row.optionalInstant(4),
             row.text(5),
             int(row.integer(6)),
             row.optionalInstant(7),
             row.instant(8),
             row.integer(9)},
            QJsonDocument::fromJson(row.text(3).toUtf8()).object()};
}

Result<Automation> read(Row row)
{
    auto content = automationFromJson(row.content);
    if (!content)
        return fail(Fault::Storage,
                    u"The automation “%1” cannot be read: %2"_s.arg(row.value.name, content.error().detail));
    row.value.content = std::move(*content);
    return std::move(row.value);
}

QString textOf(const AutomationContent& content)
{
    return QString::fromUtf8(QJsonDocument{toJson(content)}.toJson(QJsonDocument::Compact));
}

/// As it will be kept: half-made ones are fine, what could not be read again is not.
Result<AutomationContent> tidied(const QString& name, AutomationContent content)
{
    if (name.isEmpty() || name.size() > longestName)
        return fail(Fault::Invalid,
                    u"An automation needs a name of at most %1 characters."_s.arg(longestName));
    for (Step& step : content.steps) {
        if (auto* task = std::get_if<TaskStep>(&step.what))
            task->title = singleLine(task->title);
        if (auto* webhook = std::get_if<WebhookStep>(&step.what))
            webhook->url = webhook->url.trimmed();
    }
    for (Condition& condition : content.conditions)
        condition.value = singleLine(condition.value);
    return automationFromJson(toJson(content));
}

void note(Transaction& transaction, AutomationId id, const QString& action, const QString& name)
{
    transaction.record({u"automation"_s, id.row(), action, {{u"name"_s, name}}});
    transaction.touch(Entity::Automation, id.row());
}

Result<void> setOn(Transaction& transaction, AutomationId id, std::optional<Instant> since)
{
    return transaction.query(updateOn)
        .bind(":since"_L1, since)
        .bind(":now"_L1, transaction.now())
        .bind(":id"_L1, id.row())
        .run();
}

Result<void> setArchived(Transaction& transaction, AutomationId id, std::optional<Instant> at)
{
    return transaction.query(updateArchived)
        .bind(":at"_L1, at)
        .bind(":now"_L1, transaction.now())
        .bind(":id"_L1, id.row())
        .run();
}

Result<void> cancelRunsOf(Transaction& transaction, AutomationId id, const QString& reason)
{
    const auto runs = transaction.query(selectOpenRuns).bind(":id"_L1, id.row()).all([](const Query& row) {
        return RunId{row.integer(0)};
    });
    if (!runs)
        return fail(runs.error());
    for (const RunId run : *runs) {
        if (const auto cancelled = cancelRun(transaction, run, reason); !cancelled)
            return cancelled;
    }
    return {};
}

} // namespace

Result<std::vector<Automation>> all(const Snapshot& snapshot, bool withArchived)
{
    auto rows = snapshot.query(selectAll).bind(":archived"_L1, withArchived).all(fromRow);
    if (!rows)
        return fail(rows.error());
    std::vector<Automation> all;
    for (Row& row : *rows) {
        auto one = read(std::move(row));
        if (!one)
            return fail(one.error());
        all.push_back(std::move(*one));
    }
    std::stable_sort(all.begin(), all.end(),
                     [](const auto& a, const auto& b) { return sortKey(a.name) < sortKey(b.name); });
    return all;
}

Result<Automation> find(const Snapshot& snapshot, AutomationId id)
{
    auto row = snapshot.query(selectById).bind(":id"_L1, id.row()).first(fromRow);
    if (!row)
        return fail(row.error());
    if (!*row)
        return fail(Fault::NotFound, u"There is no automation %1."_s.arg(id.row()));
    return read(std::move(**row));
}

Result<std::optional<AutomationId>> findByUid(const Snapshot& snapshot, const QString& uid)
{
    return snapshot.query(selectByUid).bind(":uid"_L1, uid).first([](const Query& row) {
        return AutomationId{row.integer(0)};
    });
}

Result<AutomationId> add(Transaction& transaction, const NewAutomation& made)
{
    const QString name = singleLine(made.name);
    const auto content = tidied(name, made.content);
    if (!content)
        return fail(content.error());
    auto insert = transaction.query(insertAutomation);
    const auto inserted = insert.bind(":uid"_L1, made.uid.isEmpty() ? randomUuid() : made.uid)
                              .bind(":name"_L1, name)
                              .bind(":content"_L1, textOf(*content))
                              .bind(":gallery"_L1, made.galleryKey)
                              .bind(":edition"_L1, made.galleryEdition)
                              .bind(":now"_L1, transaction.now())
                              .run();
    if (!inserted)
        return fail(inserted.error());
    const AutomationId id{insert.insertedRow()};
    note(transaction, id, u"created"_s, name);
    return id;
}

Result<void> save(Transaction& transaction, const Automation& edited)
{
    const auto before = find(transaction, edited.id);
    if (!before)
        return fail(before.error());
    if (before->version != edited.version)
        return fail(Fault::Conflict, u"The automation “%1” was changed meanwhile."_s.arg(before->name));
    const QString name = singleLine(edited.name);
    const auto content = tidied(name, edited.content);
    if (!content)
        return fail(content.error());
    if (before->onSince) {
        const auto obstacles = obstaclesOf(transaction, *content);
        if (!obstacles)
            return fail(obstacles.error());
        if (!obstacles->empty())
            return fail(Fault::Invalid,
                        u"“%1” is switched on, so it must be whole. %2"_s.arg(name, obstacles->front()));
    }
    const auto updated = transaction.query(updateAutomation)
                             .bind(":name"_L1, name)
                             .bind(":content"_L1, textOf(*content))
                             .bind(":now"_L1, transaction.now())
                             .bind(":id"_L1, edited.id.row())
                             .run();
    if (!updated)
        return updated;
    note(transaction, edited.id, u"edited"_s, name);
    return {};
}

Result<AutomationId> duplicate(Transaction& transaction, AutomationId id)
{
    const auto found = find(transaction, id);
    if (!found)
        return fail(found.error());
    const QString ending = u" (copy)"_s;
    return add(transaction, {found->name.left(longestName - ending.size()) + ending,
                             found->content,
                             found->galleryKey,
                             found->galleryEdition,
                             {}});
}

Result<void> switchOn(Transaction& transaction, AutomationId id)
{
    const auto found = find(transaction, id);
    if (!found)
        return fail(found.error());
    if (found->onSince)
        return {};
    if (found->archivedAt)
        return fail(Fault::Invalid,
                    u"“%1” is in the archive. Take it out before you switch it on."_s.arg(found->name));
    const auto obstacles = obstaclesOf(transaction, found->content);
    if (!obstacles)
        return fail(obstacles.error());
    if (!obstacles->empty())
        return fail(Fault::Invalid, u"“%1” cannot be switched on: %2"_s.arg(found->name, obstacles->front()));
    if (const auto set = setOn(transaction, id, transaction.now()); !set)
        return set;
    note(transaction, id, u"switched on"_s, found->name);
    return {};
}

Result<void> switchOff(Transaction& transaction, AutomationId id, bool cancelsRuns)
{
    const auto found = find(transaction, id);
    if (!found)
        return fail(found.error());
    if (found->onSince) {
        if (const auto set = setOn(transaction, id, std::nullopt); !set)
            return set;
        note(transaction, id, u"switched off"_s, found->name);
    }
    return cancelsRuns ? cancelRunsOf(transaction, id, u"the automation was switched off"_s) : Result<void>{};
}

Result<void> archive(Transaction& transaction, AutomationId id)
{
    const auto found = find(transaction, id);
    if (!found)
        return fail(found.error());
    if (found->archivedAt)
        return {};
    if (const auto off = switchOff(transaction, id, false); !off)
        return off;
    if (const auto cancelled = cancelRunsOf(transaction, id, u"the automation was archived"_s); !cancelled)
        return cancelled;
    if (const auto set = setArchived(transaction, id, transaction.now()); !set)
        return set;
    note(transaction, id, u"archived"_s, found->name);
    return {};
}

Result<void> unarchive(Transaction& transaction, AutomationId id)
{
    const auto found = find(transaction, id);
    if (!found)
        return fail(found.error());
    if (!found->archivedAt)
        return {};
    if (const auto set = setArchived(transaction, id, std::nullopt); !set)
        return set;
    note(transaction, id, u"unarchived"_s, found->name);
    return {};
}

QString webhookSecretName(const QString& automationUid)
{
    return u"webhook/"_s + automationUid;
}

} // namespace foyer::automations
