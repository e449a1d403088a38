// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/jobs/job_draft.h"

#include "app/jobs/job_store.h"
#include "ui/common/job_words.h"
#include "ui/common/words.h"

#include <QCoreApplication>

#include <algorithm>

namespace foyer {

using namespace Qt::StringLiterals;

namespace {

struct Draft
{
    Q_DECLARE_TR_FUNCTIONS(JobDraft)
};

/// A field as merging sees it: what it is called, how it reads, how it is taken over.
struct Field
{
    const char* name;
    QString (*text)(const JobDraft&, const NameOfContact&);
    bool (*isEqual)(const JobDraft&, const JobDraft&);
    void (*copy)(const JobDraft& from, JobDraft& to);
};

template <auto Member>
Field detail(const char* name, QString (*text)(const JobDraft&, const NameOfContact&))
{
    return {name, text,
            [](const JobDraft& a, const JobDraft& b) { return a.details.*Member == b.details.*Member; },
            [](const JobDraft& from, JobDraft& to) { to.details.*Member = from.details.*Member; }};
}

template <auto Member>
Field line(const char* name)
{
    return detail<Member>(
        name, [](const JobDraft& draft, const NameOfContact&) -> QString { return draft.details.*Member; });
}

QString peopleText(const JobDraft& draft, const NameOfContact& nameOf)
{
    QStringList parts;
    for (const JobPerson& person : draft.details.people)
        parts.append(u"%1 (%2)"_s.arg(nameOf(person.contact), words::role(person.role)));
    return parts.join(u'\n');
}

QString shootsText(const JobDraft& draft, const NameOfContact& nameOf)
{
    QStringList parts;
    for (const Shoot& shoot : draft.details.shoots) {
        QStringList facts{shoot.title};
        if (shoot.day.isValid())
            facts.append(words::day(shoot.day));
        if (shoot.starts.isValid())
            facts.append(QLocale{}.toString(shoot.starts, QLocale::ShortFormat));
        facts.append(shoot.location ? nameOf(*shoot.location) : shoot.place);
        facts.removeAll(QString{});
        parts.append(facts.join(u", "_s));
    }
    return parts.join(u'\n');
}

QString customText(const JobDraft& draft, const NameOfContact&)
{
    QStringList parts;
    for (auto field = draft.details.custom.begin(); field != draft.details.custom.end(); ++field)
        parts.append(u"%1: %2"_s.arg(field.key(), field->toString()));
    return parts.join(u'\n');
}

const std::vector<Field>& fields()
{
    static const std::vector<Field> all{
        line<&JobDetails::title>(QT_TRANSLATE_NOOP("JobDraft", "Title")),
        Field{QT_TRANSLATE_NOOP("JobDraft", "Type"),
              [](const JobDraft& draft, const NameOfContact&) { return draft.type; },
              [](const JobDraft& a, const JobDraft& b) { return a.type == b.type; },
              [](const JobDraft& from, JobDraft& to) { to.type = from.type; }},
        line<&JobDetails::leadSource>(QT_TRANSLATE_NOOP("JobDraft", "Lead source")),
        line<&JobDetails::notes>(QT_TRANSLATE_NOOP("JobDraft", "Notes")),
        detail<&JobDetails::people>(QT_TRANSLATE_NOOP("JobDraft", "People"), peopleText),
        detail<&JobDetails::shoots>(QT_TRANSLATE_NOOP("JobDraft", "Shoots"), shootsText),
        detail<&JobDetails::custom>(QT_TRANSLATE_NOOP("JobDraft", "More fields"), customText),
        Field{QT_TRANSLATE_NOOP("JobDraft", "Brand"),
              [](const JobDraft&, const NameOfContact&) { return Draft::tr("another brand"); },
              [](const JobDraft& a, const JobDraft& b) { return a.brand == b.brand; },
              [](const JobDraft& from, JobDraft& to) { to.brand = from.brand; }},
    };
    return all;
}

} // namespace

Result<JobDraft> draftOf(const Snapshot& snapshot, const Job& job)
{
    JobDraft draft{job.brand, job.details, {}};
    draft.details.type.reset();
    if (!job.details.type)
        return draft;
    const auto types = jobs::types(snapshot);
    if (!types)
        return fail(types.error());
    const auto found = std::find_if(types->begin(), types->end(),
                                    [&](const jobs::JobType& type) { return type.id == *job.details.type; });
    if (found != types->end())
        draft.type = found->name;
    return draft;
}

Result<Job> saveDraft(Transaction& transaction, const Job& base, const JobDraft& draft)
{
    Job edited = base;
    edited.brand = draft.brand;
    edited.details = draft.details;
    edited.details.type.reset();
    if (!draft.type.isEmpty()) {
        const auto type = jobs::typeNamed(transaction, draft.type);
        if (!type)
            return fail(type.error());
        edited.details.type = *type;
    }
    if (const auto saved = jobs::save(transaction, edited); !saved)
        return fail(saved.error());
    return jobs::find(transaction, base.id);
}

MergedJob merged(const JobDraft& base, const JobDraft& theirs, const JobDraft& mine,
                 const NameOfContact& nameOf)
{
    MergedJob result{mine, mine, {}, {}};
    for (const Field& field : fields()) {
        const bool theyChanged = !field.isEqual(base, theirs);
        const bool iChanged = !field.isEqual(base, mine);
        if (!theyChanged || field.isEqual(theirs, mine))
            continue;
        field.copy(theirs, result.takingTheirs);
        if (iChanged) {
            result.clashes.push_back(
                {Draft::tr(field.name), field.text(theirs, nameOf), field.text(mine, nameOf)});
        } else {
            field.copy(theirs, result.keepingMine);
            result.takenOver.append(Draft::tr(field.name));
        }
    }
    return result;
}

} // namespace foyer
