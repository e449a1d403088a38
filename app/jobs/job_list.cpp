// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/jobs/job_list.h"

#include "app/base/text.h"
#include "app/contacts/contact_search.h"

#include <algorithm>
#include <unordered_set>

namespace foyer::jobs {

using namespace Qt::StringLiterals;

namespace {

// One whole sentence for each order, so that SQLite can answer it by an index. What a row is counted as
// stands in its second column: 0 to 3 the open stages, 4 closed.
const QString placesByDay = uR"(
    SELECT id, CASE WHEN closed_at IS NOT NULL THEN 4 WHEN stage = 'lead' THEN 0 WHEN stage = 'booked' THEN 1
                    WHEN stage = 'fulfilment' THEN 2 ELSE 3 END, first_day <> '', title_folded
    FROM job
    WHERE deleted_at IS NULL AND (:brand = 0 OR brand_id = :brand) AND (:type = 0 OR job_type_id = :type)
    ORDER BY first_day, id)"_s;
const QString placesByTitle = uR"(
    SELECT id, CASE WHEN closed_at IS NOT NULL THEN 4 WHEN stage = 'lead' THEN 0 WHEN stage = 'booked' THEN 1
                    WHEN stage = 'fulfilment' THEN 2 ELSE 3 END, 1, title_folded
    FROM job
    WHERE deleted_at IS NULL AND (:brand = 0 OR brand_id = :brand) AND (:type = 0 OR job_type_id = :type)
    ORDER BY sort_key, id)"_s;
const QString placesByChange = uR"(
    SELECT id, CASE WHEN closed_at IS NOT NULL THEN 4 WHEN stage = 'lead' THEN 0 WHEN stage = 'booked' THEN 1
                    WHEN stage = 'fulfilment' THEN 2 ELSE 3 END, 1, title_folded
    FROM job
    WHERE deleted_at IS NULL AND (:brand = 0 OR brand_id = :brand) AND (:type = 0 OR job_type_id = :type)
    ORDER BY changed_at DESC, id DESC)"_s;
const QString placesInBin = uR"(
    SELECT id, 0, 1, title_folded FROM job
    WHERE deleted_at IS NOT NULL AND (:brand = 0 OR brand_id = :brand) AND (:type = 0 OR job_type_id = :type)
    ORDER BY deleted_at DESC, id DESC)"_s;
const QString countBin = u"SELECT count(*) FROM job WHERE deleted_at IS NOT NULL"_s;

// The trigram index takes a phrase of at least three letters; below that, the beginnings of names.
const QString jobsOfPart = uR"(
    SELECT job_contact.job_id FROM contact_search
    CROSS JOIN job_contact ON job_contact.contact_id = contact_search.rowid
    WHERE contact_search.text MATCH :match)"_s;
const QString jobsOfBeginning = uR"(
    SELECT job_contact.job_id FROM contact_beginning
    CROSS JOIN job_contact ON job_contact.contact_id = contact_beginning.contact_id
    WHERE contact_beginning.beginning = :beginning)"_s;

const QString selectRow = uR"(
    SELECT job.id, job.title, job.brand_id, coalesce(job_type.name, ''), job.stage, job.first_day,
           job.closed_at IS NOT NULL, job.changed_at
    FROM job LEFT JOIN job_type ON job_type.id = job.job_type_id
    WHERE job.id = :id)"_s;
const QString selectNames = uR"(
    SELECT contact.name FROM job_contact JOIN contact ON contact.id = job_contact.contact_id
    WHERE job_contact.job_id = :id
    GROUP BY contact.id ORDER BY min(job_contact.position), contact.id LIMIT :limit)"_s;
const QString selectRoles = uR"(
    SELECT role FROM job_contact WHERE job_id = :job AND contact_id = :contact ORDER BY position, id)"_s;

constexpr int closedCode = 4;
constexpr qsizetype shortestPart = 3;

using JobSet = std::unordered_set<qint64>;

/// A word that was searched for, with the jobs of the people it is found in.
struct Wanted
{
    QString word;
    JobSet jobs;
};

Result<std::vector<Wanted>> wantedBy(const Snapshot& snapshot, const QString& text)
{
    std::vector<Wanted> all;
    for (const QString& word : contacts::searchWords(text)) {
        const bool isPart = word.size() >= shortestPart;
        auto query = snapshot.query(isPart ? jobsOfPart : jobsOfBeginning);
        if (isPart)
            query.bind(":match"_L1, QString{u'"' + QString{word}.replace(u'"', "\"\""_L1) + u'"'});
        else
            query.bind(":beginning"_L1, word);
        Wanted wanted{word, {}};
        while (query.next())
            wanted.jobs.insert(query.integer(0));
        if (query.error())
            return fail(*query.error());
        all.push_back(std::move(wanted));
    }
    return all;
}

/// In a title a short word counts at the beginning of a word only, as it does in names.
bool stands(const QString& word, const QString& title)
{
    if (word.size() >= shortestPart)
        return title.contains(word);
    for (qsizetype at = title.indexOf(word); at >= 0; at = title.indexOf(word, at + 1)) {
        if (at == 0 || !title[at - 1].isLetterOrNumber())
            return true;
    }
    return false;
}

bool isFound(const std::vector<Wanted>& wanted, qint64 job, const QString& title)
{
    return std::all_of(wanted.begin(), wanted.end(),
                       [&](const Wanted& one) { return one.jobs.contains(job) || stands(one.word, title); });
}

const QString& placesFor(const JobFilter& filter)
{
    if (filter.shelf == JobFilter::Shelf::Bin)
        return placesInBin;
    switch (filter.order) {
    case JobFilter::Order::LatestDay:
    case JobFilter::Order::NextDay:
        return placesByDay;
    case JobFilter::Order::Title:
        return placesByTitle;
    case JobFilter::Order::LatestChange:
        return placesByChange;
    }
    Q_UNREACHABLE();
}

void count(JobCounts& counts, qint64 code)
{
    switch (code) {
    case int(JobStage::Lead):
        ++counts.lead;
        break;
    case int(JobStage::Booked):
        ++counts.booked;
        break;
    case int(JobStage::Fulfilment):
        ++counts.fulfilment;
        break;
    case int(JobStage::Completed):
        ++counts.completed;
        break;
    default: // a code of the statements above, not one of our enums
        ++counts.closed;
        break;
    }
}

bool isWanted(const JobFilter& filter, qint64 code)
{
    const bool isClosed = code == closedCode;
    switch (filter.shelf) {
    case JobFilter::Shelf::Current:
        if (isClosed || code == int(JobStage::Completed))
            return false;
        break;
    case JobFilter::Shelf::Open:
        if (isClosed)
            return false;
        break;
    case JobFilter::Shelf::Closed:
        return isClosed;
    case JobFilter::Shelf::All:
    case JobFilter::Shelf::Bin:
        return true;
    }
    return !filter.stage || code == int(*filter.stage);
}

} // namespace

Result<JobListing> list(const Snapshot& snapshot, const JobFilter& filter)
{
    const auto wanted = wantedBy(snapshot, filter.text);
    if (!wanted)
        return fail(wanted.error());
    JobListing listing{filter, {}, {}};
    std::vector<JobId> undated;
    auto query = snapshot.query(placesFor(filter));
    query.bind(":brand"_L1, filter.brand ? filter.brand->row() : 0)
        .bind(":type"_L1, filter.type ? filter.type->row() : 0);
    while (query.next()) {
        const qint64 id = query.integer(0);
        if (!wanted->empty() && !isFound(*wanted, id, query.text(3)))
            continue;
        const qint64 code = query.integer(1);
        if (filter.shelf != JobFilter::Shelf::Bin)
            count(listing.counts, code);
        if (isWanted(filter, code))
            (query.flag(2) ? listing.ids : undated).push_back(JobId{id});
    }
    if (query.error())
        return fail(*query.error());
    if (filter.order == JobFilter::Order::LatestDay && filter.shelf != JobFilter::Shelf::Bin) {
        std::reverse(listing.ids.begin(), listing.ids.end());
        std::reverse(undated.begin(), undated.end()); // the newest of them first
        listing.ids.insert(listing.ids.begin(), undated.begin(), undated.end());
    } else {
        listing.ids.insert(listing.ids.end(), undated.begin(), undated.end());
    }
    const auto bin = snapshot.query(countBin).first([](const Query& row) { return row.integer(0); });
    if (!bin)
        return fail(bin.error());
    listing.counts.bin = bin->value_or(0);
    return listing;
}

Result<std::vector<JobRow>> rows(const Snapshot& snapshot, const std::vector<JobId>& ids)
{
    std::vector<JobRow> found;
    found.reserve(ids.size());
    for (const JobId id : ids) {
        auto row = snapshot.query(selectRow).bind(":id"_L1, id.row()).first([](const Query& one) {
            return JobRow{JobId{one.integer(0)},
                          one.text(1),
                          {},
                          BrandId{one.integer(2)},
                          one.text(3),
                          jobStageFromWord(one.text(4)).value_or(JobStage::Lead),
                          one.day(5),
                          one.flag(6),
                          one.instant(7)};
        });
        if (!row)
            return fail(row.error());
        if (!*row)
            continue;
        const auto names = snapshot.query(selectNames)
                               .bind(":id"_L1, id.row())
                               .bind(":limit"_L1, mostNames)
                               .all([](const Query& one) { return one.text(0); });
        if (!names)
            return fail(names.error());
        (*row)->people = QStringList(names->begin(), names->end());
        found.push_back(std::move(**row));
    }
    return found;
}

Result<std::vector<ContactJob>> jobsWithRoles(const Snapshot& snapshot, ContactId contact)
{
    const auto briefs = ofContact(snapshot, contact);
    if (!briefs)
        return fail(briefs.error());
    std::vector<ContactJob> all;
    for (const JobBrief& brief : *briefs) {
        auto roles =
            snapshot.query(selectRoles)
                .bind(":job"_L1, brief.id.row())
                .bind(":contact"_L1, contact.row())
                .all([](const Query& row) { return jobRoleFromWord(row.text(0)).value_or(JobRole::Other); });
        if (!roles)
            return fail(roles.error());
        all.push_back({brief, std::move(*roles)});
    }
    return all;
}

} // namespace foyer::jobs
