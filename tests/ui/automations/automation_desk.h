// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/automations/automation_store.h"
#include "app/automations/runs.h"
#include "app/automations/scheduler.h"
#include "app/email_templates/email_template_store.h"
#include "app/jobs/job_store.h"
#include "app/tasks/task_store.h"
#include "tests/ui/address_book/studio_fixture.h"
#include "ui/address_book/toast.h"
#include "ui/automations/automations_model.h"
#include "ui/automations/automations_page.h"

#include <QAction>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QPushButton>
#include <QTabWidget>
#include <QTableView>
#include <QTest>

namespace foyer {

/// A studio that is asked and changed without ceremony.
struct AskedStudio
{
    template <class Work>
    auto write(Work work)
    {
        auto done = studio.database().write(Actor::studio(), work);
        if (!done)
            qFatal("%s", qPrintable(done.error().detail));
        return *std::move(done);
    }
    template <class Work>
    auto read(Work work)
    {
        auto found = studio.database().read(work);
        if (!found)
            qFatal("%s", qPrintable(found.error().detail));
        return *std::move(found);
    }

    StudioFixture studio;
};

/// A studio with a couple, a wedding of theirs that is not booked yet, a mail to thank with, and the
/// Automations page open on it.
class AutomationDesk : public AskedStudio
{
public:
    AutomationDesk()
    {
        page.resize(1200, 900);
        page.show();
    }

    JobId addJob(const QString& title, std::vector<JobPerson> people)
    {
        JobDetails details;
        details.title = title;
        details.people = std::move(people);
        return write([&](Transaction& t) { return jobs::add(t, studio.brand(), details); });
    }
    AutomationContent thanks() const
    {
        AutomationContent content;
        content.steps = {{MailStep{thankYouUid, {}}}, {TaskStep{QStringLiteral("Order the album"), 3}}};
        return content;
    }
    AutomationId add(const QString& name, const AutomationContent& content)
    {
        return write([&](Transaction& t) { return automations::add(t, {name, content}); });
    }
    AutomationId addOn(const QString& name, const AutomationContent& content)
    {
        const AutomationId id = add(name, content);
        studio.change([&](Transaction& t) { return automations::switchOn(t, id); });
        return id;
    }
    Automation automation(AutomationId id)
    {
        return read([&](const Snapshot& s) { return automations::find(s, id); });
    }
    std::vector<Automation> all()
    {
        return read([](const Snapshot& s) { return automations::all(s, true); });
    }
    std::vector<automations::Run> runs(AutomationId id)
    {
        return read([&](const Snapshot& s) { return automations::runsOf(s, id, 1'000); });
    }
    void book(JobId job)
    {
        write([&](Transaction& t) { return jobs::book(t, job, QStringLiteral("by hand")); });
    }
    /// What a scheduler does, until nothing is left to do now.
    void tick()
    {
        for (bool isMore = true; isMore;) {
            const auto done =
                studio.database().write(Actor::system(), [](Transaction& t) { return automations::tick(t); });
            if (!done)
                qFatal("%s", qPrintable(done.error().detail));
            isMore = done->isMore || done->stepsDone > 0 || done->runsBegun > 0;
        }
    }

    template <class T>
    T* part(const QString& name)
    {
        return page.findChild<T*>(name);
    }
    QTableView* table() { return part<QTableView>(QStringLiteral("automations")); }
    AutomationsModel* model() { return qobject_cast<AutomationsModel*>(table()->model()); }
    void press(const QString& button) { part<QAbstractButton>(button)->click(); }
    /// In whatever box stands above the window.
    void pressInBox(const QString& box, const QString& button)
    {
        QWidget* found = nullptr;
        QTRY_VERIFY((found = page.window()->findChild<QWidget*>(box)));
        auto* pressed = found->findChild<QAbstractButton*>(button);
        QVERIFY(pressed);
        pressed->click();
    }
    QString said() { return page.findChild<Toast*>()->sentence(); }
    static void choose(QComboBox* box, const QVariant& data)
    {
        const int index = box->findData(data);
        QVERIFY(index >= 0);
        box->setCurrentIndex(index);
    }
    /// From the menu below “Add Step”: "Mail", "Wait", …
    void addStep(const QString& kind)
    {
        for (QAction* action : part<QMenu>(QStringLiteral("stepKinds"))->actions()) {
            if (QString{action->text()}.remove(u'&').startsWith(kind))
                return action->trigger();
        }
        QFAIL("no such kind of step");
    }

    ContactId mara =
        studio.addPerson(QStringLiteral("Mara"), QStringLiteral("Lind"), QStringLiteral("mara@example.com"));
    ContactId jonas = studio.addPerson(QStringLiteral("Jonas"), QStringLiteral("Lind"),
                                       QStringLiteral("jonas@example.com"));
    JobId wedding =
        addJob(QStringLiteral("Mara & Jonas"), {{mara, JobRole::Client}, {jonas, JobRole::Spouse}});
    TemplateId thankYou = write([](Transaction& t) {
        return email_templates::add(t, {QStringLiteral("Thank you"),
                                        {QStringLiteral("Thank you, {{recipient.first_name}}"),
                                         QStringLiteral("Your portal: {{recipient.portal_linked}}")}});
    });
    QString thankYouUid = read([&](const Snapshot& s) { return email_templates::find(s, thankYou); }).uid;
    QUndoStack undo;
    StudioEdits edits{studio.database(), undo};
    AutomationsPage page{edits, [] { return QStringLiteral("http://127.0.0.1:8080"); }};
};

} // namespace foyer
