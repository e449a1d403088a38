// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/jobs/job_store.h"

#include "app/base/random.h"
#include "app/base/text.h"
#include "app/brands/brand_store.h"
#include "app/contacts/contact_store.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>
#include <set>

namespace foyer::jobs {

using namespace Qt::StringLiterals;

namespace {

constexpr int longestLine = 200;
constexpr int longestText = 20'000;
constexpr std::size_t mostParts = 200; // people or shoots on one job

const QString selectJob = uR"(
    SELECT id, uid, brand_id, job_type_id, title, stage, lead_source, notes, custom, booked_at, bookings, closed_at,
           closed_reason, deleted_at, created_at, changed_at, version
    FROM job WHERE id = :id)"_s;
const QString selectPeople =
    u"SELECT contact_id, role FROM job_contact WHERE job_id = :id ORDER BY position, id"_s;
const QString selectShoots = uR"(
    SELECT title, day, starts, ends, place, location_id, notes FROM shoot WHERE job_id = :id
    ORDER BY position, id)"_s;
const QString selectByUid = u"SELECT id FROM job WHERE uid = :uid"_s;
const QString selectOfContact = uR"(
    SELECT id, title, brand_id, stage, first_day, closed_at IS NOT NULL FROM job
    WHERE deleted_at IS NULL AND id IN (SELECT job_id FROM job_contact WHERE contact_id = :contact)
    ORDER BY first_day DESC, id DESC)"_s;
const QString insertJob = uR"(
    INSERT INTO job (uid, brand_id, job_type_id, title, title_folded, sort_key, stage, lead_source, notes, custom,
                     first_day, bookings, closed_reason, created_at, changed_at, version)
    VALUES (:uid, :brand, :type, :title, :folded, :sort_key, 'lead', :source, :notes, :custom, :first_day, 0, '',
            :now, :now, 1))"_s;
const QString updateJob = uR"(
    UPDATE job SET brand_id = :brand, job_type_id = :type, title = :title, title_folded = :folded,
           sort_key = :sort_key, lead_source = :source, notes = :notes, custom = :custom, first_day = :first_day, changed_at = :now, version = version + 1
    WHERE id = :id)"_s;
const QString deletePeople = u"DELETE FROM job_contact WHERE job_id = :id"_s;
const QString insertPerson = uR"(
    INSERT INTO job_contact (job_id, contact_id, position, role) VALUES (:job, :contact, :position, :role))"_s;
const QString deleteShoots = u"DELETE FROM shoot WHERE job_id = :id"_s;
const QString insertShoot = uR"(
    INSERT INTO shoot (job_id, position, title, day, starts, ends, place, location_id, notes)
    VALUES (:job, :position, :title, :day, :starts, :ends, :place, :location, :notes))"_s;
const QString updateBooked = uR"(
    UPDATE job SET stage = 'booked', booked_at = :now, bookings = bookings + 1, closed_at = NULL, closed_reason = '',
           changed_at = :now, version = version + 1
    WHERE id = :id)"_s;
const QString updateStage =
    u"UPDATE job SET stage = :stage, changed_at = :now, version = version + 1 WHERE id = :id"_s;
const QString updateClosed = uR"(
    UPDATE job SET closed_at = :at, closed_reason = :reason, changed_at = :now, version = version + 1
    WHERE id = :id)"_s;
const QString updateDeleted =
    u"UPDATE job SET deleted_at = :at, changed_at = :now, version = version + 1 WHERE id = :id"_s;
const QString countSent =
    u"SELECT count(*) FROM item WHERE job_id = :id AND sent_at IS NOT NULL AND deleted_at IS NULL"_s;
const QString selectTypes =
    u"SELECT id, name FROM job_type WHERE archived_at IS NULL ORDER BY position, id"_s;
const QString selectTypeNamed = u"SELECT id FROM job_type WHERE name = :name ORDER BY id"_s;
const QString insertType = uR"(
    INSERT INTO job_type (position, name)
    VALUES ((SELECT coalesce(max(position), 0) + 1 FROM job_type), :name))"_s;

QTime timeOf(const QString& text)
{
    return QTime::fromString(text, u"HH:mm"_s);
}

QString textOf(QTime time)
{
    return time.isValid() ? time.toString(u"HH:mm"_s) : QString{};
}

QDate firstDayOf(const JobDetails& details)
{
    QDate first;
    for (const Shoot& shoot : details.shoots) {
        if (shoot.day.isValid() && (!first.isValid() || shoot.day < first))
            first = shoot.day;
    }
    return first;
}

JobDetails tidied(JobDetails details)
{
    details.title = singleLine(details.title);
    details.leadSource = singleLine(details.leadSource);
    for (Shoot& shoot : details.shoots) {
        shoot.title = singleLine(shoot.title);
        shoot.place = shoot.place.trimmed();
    }
    return details;
}

/// One sentence; empty when there is nothing to say.
QString problemOf(const JobDetails& details)
{
    if (details.title.isEmpty())
        return u"A job needs a title."_s;
    if (details.title.size() > longestLine || details.leadSource.size() > longestLine)
        return u"The job's title or lead source is longer than %1 characters."_s.arg(longestLine);
    if (details.notes.size() > longestText)
        return u"The job's notes are longer than %1 characters."_s.arg(longestText);
    if (details.people.size() > mostParts || details.shoots.size() > mostParts)
        return u"A job holds at most %1 people and %1 shoots."_s.arg(mostParts);
    std::set<std::pair<qint64, JobRole>> seen;
    for (const JobPerson& person : details.people) {
        if (!seen.emplace(person.contact.row(), person.role).second)
            return u"The same contact has the same role twice on this job."_s;
    }
    for (const Shoot& shoot : details.shoots) {
        if (shoot.title.size() > longestLine || shoot.place.size() > 500 || shoot.notes.size() > longestText)
            return u"A shoot's title, place or notes are too long."_s;
        if (shoot.day.isValid() && (shoot.day.year() < 1900 || shoot.day.year() > 9999))
            return u"A shoot's day lies outside the years 1900 to 9999."_s;
    }
    for (auto field = details.custom.begin(); field != details.custom.end(); ++field) {
        if (!field->isString() || field.key().size() > longestLine || field->toString().size() > longestText)
            return u"A field of the job is no text, or too long."_s;
    }
    return {};
}

QJsonObject toJson(const JobDetails& details)
{
    QJsonArray people;
    for (const JobPerson& person : details.people)
        people.append(QJsonObject{{u"contact"_s, person.contact.row()}, {u"role"_s, toWord(person.role)}});
    QJsonArray shoots;
    for (const Shoot& shoot : details.shoots)
        shoots.append(QJsonObject{{u"title"_s, shoot.title},
                                  {u"day"_s, shoot.day.toString(Qt::ISODate)},
                                  {u"starts"_s, textOf(shoot.starts)},
                                  {u"ends"_s, textOf(shoot.ends)},
                                  {u"place"_s, shoot.place},
                                  {u"location"_s, shoot.location ? shoot.location->row() : 0},
                                  {u"notes"_s, shoot.notes}});
    return {{u"title"_s, details.title},
            {u"type"_s, details.type ? details.type->row() : 0},
            {u"leadSource"_s, details.leadSource},
            {u"notes"_s, details.notes},
            {u"custom"_s, details.custom},
            {u"people"_s, people},
            {u"shoots"_s, shoots}};
}

QJsonObject changesBetween(const JobDetails& before, const JobDetails& after)
{
    const QJsonObject from = toJson(before);
    const QJsonObject to = toJson(after);
    QJsonObject changes;
    for (auto field = to.begin(); field != to.end(); ++field) {
        if (from.value(field.key()) != *field)
            changes.insert(field.key(), QJsonObject{{u"from"_s, from.value(field.key())}, {u"to"_s, *field}});
    }
    return changes;
}

void bindDetails(Query& query, const JobDetails& details)
{
    query.bind(":title"_L1, details.title)
        .bind(":folded"_L1, foldedForSearch(details.title))
        .bind(":sort_key"_L1, sortKey(details.title))
        .bind(":source"_L1, details.leadSource)
        .bind(":notes"_L1, details.notes)
        .bind(":custom"_L1, QString::fromUtf8(QJsonDocument{details.custom}.toJson(QJsonDocument::Compact)))
        .bind(":first_day"_L1, firstDayOf(details));
    if (details.type)
        query.bind(":type"_L1, details.type->row());
    else
        query.bindNull(":type"_L1);
}

Result<void> writeParts(Transaction& transaction, JobId id, const JobDetails& details)
{
    for (const QString& sql : {deletePeople, deleteShoots}) {
        if (const auto cleared = transaction.query(sql).bind(":id"_L1, id.row()).run(); !cleared)
            return cleared;
    }
    int position = 0;
    for (const JobPerson& person : details.people) {
        const auto added = transaction.query(insertPerson)
                               .bind(":job"_L1, id.row())
                               .bind(":contact"_L1, person.contact.row())
                               .bind(":position"_L1, position++)
                               .bind(":role"_L1, toWord(person.role))
                               .run();
        if (!added)
            return added;
        transaction.touch(Entity::Contact, person.contact.row());
    }
    position = 0;
    for (const Shoot& shoot : details.shoots) {
        auto query = transaction.query(insertShoot);
        query.bind(":job"_L1, id.row())
            .bind(":position"_L1, position++)
            .bind(":title"_L1, shoot.title)
            .bind(":day"_L1, shoot.day)
            .bind(":starts"_L1, textOf(shoot.starts))
            .bind(":ends"_L1, textOf(shoot.ends))
            .bind(":place"_L1, shoot.place)
            .bind(":notes"_L1, shoot.notes);
        if (shoot.location)
            query.bind(":location"_L1, shoot.location->row());
        else
            query.bindNull(":location"_L1);
        if (const auto added = query.run(); !added)
            return added;
    }
    return {};
}

/// Whether the brand and everybody who is named are there, and locations are places.
Result<void> checkReferences(const Snapshot& snapshot, BrandId brand, const JobDetails& details)
{
    if (const auto known = brands::find(snapshot, brand); !known)
        return fail(known.error());
    for (const JobPerson& person : details.people) {
        if (const auto known = contacts::brief(snapshot, person.contact); !known)
            return fail(known.error());
    }
    for (const Shoot& shoot : details.shoots) {
        if (!shoot.location)
            continue;
        const auto location = contacts::brief(snapshot, *shoot.location);
        if (!location)
            return fail(location.error());
        if (location->kind != ContactKind::Location)
            return fail(Fault::Invalid, u"“%1” is no location. Choose a contact of the kind Location, or "
                                        "type the place."_s.arg(location->name));
    }
    return {};
}

/// One column set, one line in the journal.
Result<void> mark(Transaction& transaction, Query query, JobId id, const QString& action, QJsonObject detail)
{
    if (const auto done = query.bind(":now"_L1, transaction.now()).bind(":id"_L1, id.row()).run(); !done)
        return done;
    transaction.record({u"job"_s, id.row(), action, std::move(detail)});
    transaction.touch(Entity::Job, id.row());
    return {};
}

JobBrief briefFromRow(const Query& row)
{
    return {JobId{row.integer(0)},
            row.text(1),
            BrandId{row.integer(2)},
            jobStageFromWord(row.text(3)).value_or(JobStage::Lead),
            row.day(4),
            row.flag(5)};
}

} // namespace

Result<Job> find(const Snapshot& snapshot, JobId id)
{
    auto job = snapshot.query(selectJob).bind(":id"_L1, id.row()).first([](const Query& row) {
        JobDetails details;
        if (!row.isNull(3))
            details.type = JobTypeId{row.integer(3)};
        details.title = row.text(4);
        details.leadSource = row.text(6);
        details.notes = row.text(7);
        details.custom = QJsonDocument::fromJson(row.text(8).toUtf8()).object();
        return Job{JobId{row.integer(0)},
                   row.text(1),
                   BrandId{row.integer(2)},
                   std::move(details),
                   jobStageFromWord(row.text(5)).value_or(JobStage::Lead),
                   row.optionalInstant(9),
                   int(row.integer(10)),
                   row.optionalInstant(11),
                   row.text(12),
                   row.optionalInstant(13),
                   row.instant(14),
                   row.instant(15),
                   row.integer(16)};
    });
    if (!job)
        return fail(job.error());
    if (!*job)
        return fail(Fault::NotFound, u"There is no job %1."_s.arg(id.row()));
    auto people = snapshot.query(selectPeople).bind(":id"_L1, id.row()).all([](const Query& row) {
        return JobPerson{ContactId{row.integer(0)}, jobRoleFromWord(row.text(1)).value_or(JobRole::Other)};
    });
    if (!people)
        return fail(people.error());
    auto shoots = snapshot.query(selectShoots).bind(":id"_L1, id.row()).all([](const Query& row) {
        Shoot shoot{row.text(0), row.day(1), timeOf(row.text(2)), timeOf(row.text(3)),
                    row.text(4), {},         row.text(6)};
        if (!row.isNull(5))
            shoot.location = ContactId{row.integer(5)};
        return shoot;
    });
    if (!shoots)
        return fail(shoots.error());
    (*job)->details.people = std::move(*people);
    (*job)->details.shoots = std::move(*shoots);
    return std::move(**job);
}

Result<std::optional<JobId>> findByUid(const Snapshot& snapshot, const QString& uid)
{
    return snapshot.query(selectByUid).bind(":uid"_L1, uid).first([](const Query& row) {
        return JobId{row.integer(0)};
    });
}

Result<std::vector<JobBrief>> ofContact(const Snapshot& snapshot, ContactId contact)
{
    return snapshot.query(selectOfContact).bind(":contact"_L1, contact.row()).all(briefFromRow);
}

Result<JobId> add(Transaction& transaction, BrandId brand, const JobDetails& given, const QString& uid)
{
    const JobDetails details = tidied(given);
    if (const QString problem = problemOf(details); !problem.isEmpty())
        return fail(Fault::Invalid, problem);
    if (const auto known = checkReferences(transaction, brand, details); !known)
        return fail(known.error());
    auto query = transaction.query(insertJob);
    query.bind(":uid"_L1, uid.isEmpty() ? randomUuid() : uid)
        .bind(":brand"_L1, brand.row())
        .bind(":now"_L1, transaction.now());
    bindDetails(query, details);
    if (const auto inserted = query.run(); !inserted)
        return fail(inserted.error());
    const JobId id{query.insertedRow()};
    if (const auto written = writeParts(transaction, id, details); !written)
        return fail(written.error());
    transaction.record({u"job"_s, id.row(), u"created"_s, toJson(details)});
    transaction.touch(Entity::Job, id.row());
    return id;
}

Result<void> save(Transaction& transaction, const Job& edited)
{
    const auto before = find(transaction, edited.id);
    if (!before)
        return fail(before.error());
    if (before->version != edited.version)
        return fail(Fault::Conflict, u"Job %1 was changed meanwhile."_s.arg(edited.id.row()));
    const JobDetails details = tidied(edited.details);
    if (const QString problem = problemOf(details); !problem.isEmpty())
        return fail(Fault::Invalid, problem);
    if (details == before->details && edited.brand == before->brand)
        return {};
    if (const auto known = checkReferences(transaction, edited.brand, details); !known)
        return known;
    auto query = transaction.query(updateJob);
    query.bind(":id"_L1, edited.id.row())
        .bind(":brand"_L1, edited.brand.row())
        .bind(":now"_L1, transaction.now());
    bindDetails(query, details);
    if (const auto updated = query.run(); !updated)
        return updated;
    for (const JobPerson& person : before->details.people)
        transaction.touch(Entity::Contact, person.contact.row());
    if (const auto written = writeParts(transaction, edited.id, details); !written)
        return written;
    QJsonObject changes = changesBetween(before->details, details);
    if (before->brand != edited.brand)
        changes.insert(u"brand"_s,
                       QJsonObject{{u"from"_s, before->brand.row()}, {u"to"_s, edited.brand.row()}});
    transaction.record({u"job"_s, edited.id.row(), u"edited"_s, changes});
    transaction.touch(Entity::Job, edited.id.row());
    return {};
}

Result<bool> book(Transaction& transaction, JobId id, const QString& cause)
{
    const auto job = find(transaction, id);
    if (!job)
        return fail(job.error());
    if (job->stage != JobStage::Lead)
        return false;
    const auto done = mark(transaction, transaction.query(updateBooked), id, u"booked"_s,
                           {{u"cause"_s, cause}, {u"booking"_s, job->bookings + 1}});
    return done ? Result<bool>{true} : fail(done.error());
}

Result<void> moveTo(Transaction& transaction, JobId id, JobStage stage)
{
    const auto job = find(transaction, id);
    if (!job)
        return fail(job.error());
    if (job->stage == stage)
        return {};
    if (job->stage == JobStage::Lead) { // what is on its way was booked first
        const auto booked = book(transaction, id, u"by hand"_s);
        if (!booked)
            return fail(booked.error());
        if (stage == JobStage::Booked)
            return {};
    }
    auto query = transaction.query(updateStage);
    query.bind(":stage"_L1, toWord(stage));
    return mark(transaction, std::move(query), id, u"moved"_s,
                {{u"from"_s, toWord(job->stage)}, {u"to"_s, toWord(stage)}});
}

Result<void> close(Transaction& transaction, JobId id, const QString& reason)
{
    const auto job = find(transaction, id);
    if (!job)
        return fail(job.error());
    auto query = transaction.query(updateClosed);
    query.bind(":at"_L1, transaction.now()).bind(":reason"_L1, singleLine(reason).left(longestLine));
    return mark(transaction, std::move(query), id, u"closed"_s,
                {{u"reason"_s, singleLine(reason).left(longestLine)}});
}

Result<void> reopen(Transaction& transaction, JobId id)
{
    const auto job = find(transaction, id);
    if (!job)
        return fail(job.error());
    if (!job->closedAt)
        return {};
    auto query = transaction.query(updateClosed);
    query.bindNull(":at"_L1).bind(":reason"_L1, QString{});
    return mark(transaction, std::move(query), id, u"reopened"_s, {});
}

Result<void> moveToBin(Transaction& transaction, JobId id)
{
    const auto job = find(transaction, id);
    if (!job)
        return fail(job.error());
    const auto sent = transaction.query(countSent).bind(":id"_L1, id.row()).first([](const Query& row) {
        return row.integer(0);
    });
    if (!sent)
        return fail(sent.error());
    if (sent->value_or(0) > 0)
        return fail(Fault::Conflict,
                    u"This job has documents that were sent. Close it instead of deleting it."_s);
    auto query = transaction.query(updateDeleted);
    query.bind(":at"_L1, transaction.now());
    return mark(transaction, std::move(query), id, u"moved to the bin"_s, {});
}

Result<void> restore(Transaction& transaction, JobId id)
{
    const auto job = find(transaction, id);
    if (!job)
        return fail(job.error());
    if (!job->deletedAt)
        return {};
    auto query = transaction.query(updateDeleted);
    query.bindNull(":at"_L1);
    return mark(transaction, std::move(query), id, u"restored from the bin"_s, {});
}

Result<std::vector<JobType>> types(const Snapshot& snapshot)
{
    return snapshot.query(selectTypes).all([](const Query& row) {
        return JobType{JobTypeId{row.integer(0)}, row.text(1)};
    });
}

Result<JobTypeId> typeNamed(Transaction& transaction, const QString& given)
{
    const QString name = singleLine(given);
    if (name.isEmpty() || name.size() > longestLine)
        return fail(Fault::Invalid, u"A job type needs a name of at most %1 characters."_s.arg(longestLine));
    const auto known = transaction.query(selectTypeNamed).bind(":name"_L1, name).first([](const Query& row) {
        return JobTypeId{row.integer(0)};
    });
    if (!known)
        return fail(known.error());
    if (*known)
        return **known;
    auto query = transaction.query(insertType);
    if (const auto inserted = query.bind(":name"_L1, name).run(); !inserted)
        return fail(inserted.error());
    const JobTypeId id{query.insertedRow()};
    transaction.record({u"job_type"_s, id.row(), u"created"_s, {{u"name"_s, name}}});
    transaction.touch(Entity::JobType, id.row());
    return id;
}

} // namespace foyer::jobs
