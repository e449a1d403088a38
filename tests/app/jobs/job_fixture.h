// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/contacts/contact_list.h"
#include "app/contacts/contact_merge.h"
#include "app/items/item_store.h"
#include "app/jobs/job_list.h"
#include "tests/app/studio_fixture.h"

namespace foyer::test {

/// A studio with a couple, and jobs of theirs.
class JobFixture : public StudioFixture
{
public:
    static JobDetails titled(const QString& title, std::vector<JobPerson> people = {})
    {
        JobDetails details;
        details.title = title;
        details.people = std::move(people);
        return details;
    }

    Result<JobId> tryAdd(const JobDetails& details)
    {
        return database->write(Actor::studio(),
                               [&](Transaction& t) { return jobs::add(t, brand(), details); });
    }

    JobId add(const JobDetails& details)
    {
        const auto id = tryAdd(details);
        if (!id)
            qFatal("%s", qPrintable(id.error().detail));
        return *id;
    }
    using StudioFixture::add;

    Job job(JobId id) const
    {
        const auto found = database->read([&](const Snapshot& s) { return jobs::find(s, id); });
        if (!found)
            qFatal("%s", qPrintable(found.error().detail));
        return *found;
    }

    bool book(JobId id, const QString& cause)
    {
        return *database->write(Actor::studio(), [&](Transaction& t) { return jobs::book(t, id, cause); });
    }

    /// An item as a client has it.
    ItemId addSent(JobId job, ItemKind kind, const QString& title, const std::vector<ContactId>& recipients,
                   ToDo toDo = ToDo::None)
    {
        const auto id = database->write(Actor::studio(), [&](Transaction& t) -> Result<ItemId> {
            const auto added = items::add(
                t, {.kind = kind, .job = job, .title = title, .content = {}, .recipients = recipients});
            if (!added)
                return added;
            const auto frozen = items::freeze(t, *added, {"{}", {}}, toDo);
            return frozen ? added : fail(frozen.error());
        });
        if (!id)
            qFatal("%s", qPrintable(id.error().detail));
        return *id;
    }

    Item item(ItemId id) const
    {
        const auto found = database->read([&](const Snapshot& s) { return items::find(s, id); });
        if (!found)
            qFatal("%s", qPrintable(found.error().detail));
        return *found;
    }

    ContactId mara =
        addPerson(QStringLiteral("Mara"), QStringLiteral("Lind"), QStringLiteral("us@example.com"));
    ContactId jonas =
        addPerson(QStringLiteral("Jonas"), QStringLiteral("Lind"), QStringLiteral("us@example.com"));
};

} // namespace foyer::test
