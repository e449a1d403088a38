// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/items/files.h"
#include "app/items/item_store.h"
#include "app/jobs/job_store.h"
#include "tests/ui/address_book/studio_fixture.h"
#include "ui/address_book/toast.h"
#include "ui/jobs/jobs_page.h"

#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QPushButton>
#include <QTest>

namespace foyer {

/// A studio with a couple and a wedding of theirs, and the Jobs page open on it.
class JobDesk
{
public:
    JobDesk()
    {
        page.resize(1200, 1000);
        page.show();
    }

    JobId add(const JobDetails& details)
    {
        const auto id = studio.database().write(
            Actor::studio(), [&](Transaction& t) { return jobs::add(t, studio.brand(), details); });
        if (!id)
            qFatal("%s", qPrintable(id.error().detail));
        return *id;
    }
    static JobDetails titled(const QString& title, std::vector<JobPerson> people = {})
    {
        JobDetails details;
        details.title = title;
        details.people = std::move(people);
        return details;
    }
    Job job(JobId id)
    {
        auto found = studio.database().read([&](const Snapshot& s) { return jobs::find(s, id); });
        if (!found)
            qFatal("%s", qPrintable(found.error().detail));
        return *found;
    }
    std::vector<Item> items()
    {
        return *studio.database().read([&](const Snapshot& s) { return items::ofJob(s, wedding); });
    }
    ItemId addFile(const QString& name = QStringLiteral("plan.pdf"))
    {
        const auto id = studio.database().write(
            Actor::studio(), [&](Transaction& t) { return files::add(t, wedding, name, "%PDF-1.7 plan"); });
        if (!id)
            qFatal("%s", qPrintable(id.error().detail));
        return *id;
    }
    ItemId addSent(ItemKind kind, const QString& title, const std::vector<ContactId>& recipients,
                   ToDo toDo = ToDo::None)
    {
        const auto id = studio.database().write(Actor::studio(), [&](Transaction& t) -> Result<ItemId> {
            const auto added = items::add(
                t, {.kind = kind, .job = wedding, .title = title, .content = {}, .recipients = recipients});
            if (!added)
                return added;
            const auto frozen = items::freeze(t, *added, {"{}", {}}, toDo);
            return frozen ? added : fail(frozen.error());
        });
        if (!id)
            qFatal("%s", qPrintable(id.error().detail));
        return *id;
    }

    template <class T>
    T* part(const QString& name)
    {
        return page.findChild<T*>(name);
    }
    int listed() { return part<QListView>(QStringLiteral("jobs"))->model()->rowCount(); }
    QString said() { return page.findChild<Toast*>()->sentence(); }
    void press(const QString& button) { QTest::mouseClick(part<QAbstractButton>(button), Qt::LeftButton); }
    /// Types into a line and leaves it, as a person does by Tab.
    void type(QLineEdit* line, const QString& text)
    {
        line->setFocus();
        line->selectAll();
        line->insert(text);
        Q_EMIT line->editingFinished();
    }

    StudioFixture studio;
    ContactId mara =
        studio.addPerson(QStringLiteral("Mara"), QStringLiteral("Lind"), QStringLiteral("us@example.com"));
    ContactId jonas =
        studio.addPerson(QStringLiteral("Jonas"), QStringLiteral("Lind"), QStringLiteral("us@example.com"));
    JobId wedding =
        add(titled(QStringLiteral("Mara & Jonas"), {{mara, JobRole::Client}, {jonas, JobRole::Spouse}}));
    QUndoStack undo;
    StudioEdits edits{studio.database(), undo};
    JobsPage page{edits};
};

} // namespace foyer
