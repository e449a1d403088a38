// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/invoices/schedule_presets.h"

#include "app/base/random.h"
#include "app/base/text.h"
#include "app/jobs/job_store.h"
#include "app/storage/settings.h"

#include <QJsonDocument>

#include <algorithm>

namespace foyer::invoices {

using namespace Qt::StringLiterals;

namespace {

constexpr int longestName = 200;

const QString selectHead =
    u"SELECT id, uid, name, rules, job_type_id, archived_at, version FROM schedule_preset "_s;
const QString selectAll = selectHead + u"WHERE :archived OR archived_at IS NULL"_s;
const QString selectById = selectHead + u"WHERE id = :id"_s;
const QString selectOfType =
    selectHead + u"WHERE job_type_id = :type AND archived_at IS NULL ORDER BY id LIMIT 1"_s;
const QString selectByUid = u"SELECT id FROM schedule_preset WHERE uid = :uid"_s;
const QString selectType = u"SELECT id FROM job_type WHERE id = :id"_s;
const QString insertPreset = uR"(
    INSERT INTO schedule_preset (uid, name, rules, job_type_id, created_at, changed_at, version)
    VALUES (:uid, :name, :rules, :type, :now, :now, 1))"_s;
const QString updatePreset = uR"(
    UPDATE schedule_preset SET name = :name, rules = :rules, job_type_id = :type, changed_at = :now,
        version = version + 1 WHERE id = :id)"_s;
const QString updateArchived = uR"(
    UPDATE schedule_preset SET archived_at = :at, changed_at = :now, version = version + 1 WHERE id = :id)"_s;
const QString updateOthers = uR"(
    UPDATE schedule_preset SET job_type_id = NULL, changed_at = :now, version = version + 1
    WHERE job_type_id = :type AND id <> :id)"_s;

struct Row
{
    SchedulePreset value;
    QJsonArray rules;
};

Row fromRow(const Query& row)
{
    const auto type = row.isNull(4) ? std::nullopt : std::optional{JobTypeId{row.integer(4)}};
    return {{SchedulePresetId{row.integer(0)},
             row.text(1),
             row.text(2),
             {},
             type,
             row.optionalInstant(5),
             row.integer(6)},
            QJsonDocument::fromJson(row.text(3).toUtf8()).array()};
}

Result<SchedulePreset> read(Row row)
{
    auto rules = scheduleFromJson(row.rules);
    if (!rules)
        return fail(Fault::Storage,
                    u"The schedule “%1” cannot be read: %2"_s.arg(row.value.name, rules.error().detail));
    row.value.rules = std::move(*rules);
    return std::move(row.value);
}

NewPreset tidied(NewPreset preset)
{
    preset.name = singleLine(preset.name);
    for (ScheduleRule& rule : preset.rules)
        rule.label = singleLine(rule.label);
    return preset;
}

Result<void> check(const Snapshot& snapshot, const NewPreset& preset)
{
    if (preset.name.isEmpty() || preset.name.size() > longestName)
        return fail(Fault::Invalid, u"A schedule needs a name of at most %1 characters."_s.arg(longestName));
    if (preset.rules.empty())
        return fail(Fault::Invalid, u"A schedule needs an instalment at least."_s);
    if (const auto fits = foyer::check(preset.rules); !fits)
        return fits;
    if (!preset.jobType)
        return {};
    const auto type =
        snapshot.query(selectType).bind(":id"_L1, preset.jobType->row()).first([](const Query&) {
            return true;
        });
    if (!type)
        return fail(type.error());
    return *type ? Result<void>{}
                 : fail(Fault::NotFound, u"There is no job type %1."_s.arg(preset.jobType->row()));
}

Query& bindFacts(Query& query, const NewPreset& preset)
{
    const auto json = QJsonDocument{toJson(preset.rules)}.toJson(QJsonDocument::Compact);
    return query.bind(":name"_L1, preset.name)
        .bind(":rules"_L1, QString::fromUtf8(json))
        .bind(":type"_L1, preset.jobType ? std::optional{preset.jobType->row()} : std::nullopt);
}

void note(Transaction& transaction, SchedulePresetId id, const QString& action, const QString& name)
{
    transaction.record({u"schedule"_s, id.row(), action, {{u"name"_s, name}}});
    transaction.touch(Entity::Template, 0); // beside templates, in their windows; ids are not theirs
}

/// A job type has one preset.
Result<void> takeType(Transaction& transaction, SchedulePresetId id, std::optional<JobTypeId> type)
{
    if (!type)
        return {};
    return transaction.query(updateOthers)
        .bind(":type"_L1, type->row())
        .bind(":id"_L1, id.row())
        .bind(":now"_L1, transaction.now())
        .run();
}

Result<std::optional<Row>> ofType(const Snapshot& snapshot, std::optional<JobTypeId> type)
{
    if (!type)
        return std::optional<Row>{};
    return snapshot.query(selectOfType).bind(":type"_L1, type->row()).first(fromRow);
}

Result<void> setArchived(Transaction& transaction, SchedulePresetId id, std::optional<Instant> at)
{
    const auto found = findPreset(transaction, id);
    if (!found)
        return fail(found.error());
    if (found->archivedAt.has_value() == at.has_value())
        return {};
    const auto updated = transaction.query(updateArchived)
                             .bind(":at"_L1, at)
                             .bind(":now"_L1, transaction.now())
                             .bind(":id"_L1, id.row())
                             .run();
    if (!updated)
        return updated;
    note(transaction, id, at ? u"archived"_s : u"unarchived"_s, found->name);
    return {};
}

} // namespace

Result<std::vector<SchedulePreset>> presets(const Snapshot& snapshot, bool withArchived)
{
    auto rows = snapshot.query(selectAll).bind(":archived"_L1, withArchived).all(fromRow);
    if (!rows)
        return fail(rows.error());
    std::vector<SchedulePreset> all;
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

Result<SchedulePreset> findPreset(const Snapshot& snapshot, SchedulePresetId id)
{
    auto row = snapshot.query(selectById).bind(":id"_L1, id.row()).first(fromRow);
    if (!row)
        return fail(row.error());
    if (!*row)
        return fail(Fault::NotFound, u"There is no schedule %1."_s.arg(id.row()));
    return read(std::move(**row));
}

Result<std::optional<SchedulePresetId>> findPresetByUid(const Snapshot& snapshot, const QString& uid)
{
    return snapshot.query(selectByUid).bind(":uid"_L1, uid).first([](const Query& row) {
        return SchedulePresetId{row.integer(0)};
    });
}

Result<SchedulePresetId> addPreset(Transaction& transaction, const NewPreset& made)
{
    const NewPreset preset = tidied(made);
    if (const auto fits = check(transaction, preset); !fits)
        return fail(fits.error());
    auto insert = transaction.query(insertPreset);
    const auto inserted = bindFacts(insert, preset)
                              .bind(":uid"_L1, preset.uid.isEmpty() ? randomUuid() : preset.uid)
                              .bind(":now"_L1, transaction.now())
                              .run();
    if (!inserted)
        return fail(inserted.error());
    const SchedulePresetId id{insert.insertedRow()};
    if (const auto taken = takeType(transaction, id, preset.jobType); !taken)
        return fail(taken.error());
    note(transaction, id, u"created"_s, preset.name);
    return id;
}

Result<void> savePreset(Transaction& transaction, const SchedulePreset& edited)
{
    const auto before = findPreset(transaction, edited.id);
    if (!before)
        return fail(before.error());
    if (before->version != edited.version)
        return fail(Fault::Conflict, u"The schedule “%1” was changed meanwhile."_s.arg(before->name));
    const NewPreset preset = tidied({edited.name, edited.rules, edited.jobType, {}});
    if (const auto fits = check(transaction, preset); !fits)
        return fits;
    auto update = transaction.query(updatePreset);
    const auto updated =
        bindFacts(update, preset).bind(":now"_L1, transaction.now()).bind(":id"_L1, edited.id.row()).run();
    if (!updated)
        return updated;
    if (const auto taken = takeType(transaction, edited.id, preset.jobType); !taken)
        return taken;
    note(transaction, edited.id, u"edited"_s, preset.name);
    return {};
}

Result<void> archivePreset(Transaction& transaction, SchedulePresetId id)
{
    return setArchived(transaction, id, transaction.now());
}

Result<void> unarchivePreset(Transaction& transaction, SchedulePresetId id)
{
    return setArchived(transaction, id, std::nullopt);
}

Result<SchedulePresetId> installPreset(Transaction& transaction, const QString& uid)
{
    const auto& ready = readyPresets();
    const auto found =
        std::find_if(ready.begin(), ready.end(), [&](const NewPreset& one) { return one.uid == uid; });
    if (found == ready.end())
        return fail(Fault::NotFound, u"No schedule called “%1” comes with Foyer."_s.arg(uid));
    const auto there = findPresetByUid(transaction, uid);
    if (!there)
        return fail(there.error());
    if (!*there)
        return addPreset(transaction, *found);
    if (const auto back = unarchivePreset(transaction, **there); !back)
        return fail(back.error());
    return **there;
}

Result<Schedule> scheduleFor(const Snapshot& snapshot, JobId id)
{
    const auto job = jobs::find(snapshot, id);
    if (!job)
        return fail(job.error());
    auto row = ofType(snapshot, job->details.type);
    if (!row)
        return fail(row.error());
    if (!*row)
        return Schedule{};
    auto preset = read(std::move(**row));
    return preset ? Result<Schedule>{std::move(preset->rules)} : fail(preset.error());
}

Result<InvoiceContent> newFor(const Snapshot& snapshot, JobId id)
{
    const auto job = jobs::find(snapshot, id);
    if (!job)
        return fail(job.error());
    auto schedule = scheduleFor(snapshot, id);
    if (!schedule)
        return fail(schedule.error());
    const auto code = settings::get(snapshot, QString::fromLatin1(settings::currency));
    if (!code)
        return fail(code.error());
    InvoiceContent content;
    content.goods.title = job->details.title;
    content.goods.currency = Currency::fromText(*code).value_or(eur);
    content.schedule = std::move(*schedule);
    return content;
}

} // namespace foyer::invoices
