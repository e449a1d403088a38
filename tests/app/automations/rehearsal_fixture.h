// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/automations/rehearsal.h"
#include "app/exchange/dump.h"
#include "app/questionnaires/questionnaire_templates.h"
#include "tests/app/automations/automations_fixture.h"

#include <QBuffer>

#include <set>

namespace foyer::test {

/// Rehearses automations, and lives through what they really do, in the shape of a rehearsal.
class RehearsalFixture : public AutomationsFixture
{
public:
    RehearsalFixture()
    {
        now = automations::momentOf(QDate{2027, 3, 1}, QTime{10, 0});
        addTemplate(
            QStringLiteral("soon"), QStringLiteral("{{job.days_until}} days, {{recipient.first_name}}"),
            QStringLiteral("On {{job.weekday}}, {{job.day}}, we meet.\n\n{{recipient.portal_linked}}"));
        addTemplate(QStringLiteral("after"), QStringLiteral("Thank you, {{recipient.first_name}}"),
                    QStringLiteral("It was {{job.days_since}} days ago. {{brand.name}}"));
        must(write([](Transaction& t) {
            Questionnaire::Question one;
            one.id = QStringLiteral("place");
            one.label = QStringLiteral("Where do we meet?");
            Questionnaire questions;
            questions.questions = {one};
            return questionnaires::addTemplate(t, QStringLiteral("About the day"), questions,
                                               QStringLiteral("about"));
        }));
    }
    QByteArray dumped()
    {
        QBuffer buffer;
        buffer.open(QIODevice::WriteOnly);
        must(read([&](const Snapshot& s) { return exchange::dump(s, buffer); }));
        return buffer.data();
    }
    Result<automations::Rehearsed> rehearsed(const AutomationContent& content)
    {
        return database->rehearse(Actor::system(), [&](foyer::Rehearsal& rehearsal) {
            return automations::rehearse(rehearsal, content, job);
        });
    }
    void cause(const Trigger& trigger)
    {
        switch (trigger.kind) {
        case Trigger::Kind::JobBooked:
            return book();
        case Trigger::Kind::StageChanged:
            return moveTo(trigger.stage);
        case Trigger::Kind::JobClosed:
            return close();
        case Trigger::Kind::DayOfShoot:
        case Trigger::Kind::DayOfDue:
            return;                     // they come by themselves
        case Trigger::Kind::JobCreated: // another one, just like it
            must(write([&](Transaction& t) -> Result<JobId> {
                const auto like = jobs::find(t, job);
                return like ? jobs::add(t, like->brand, like->details) : fail(like.error());
            }));
            return;
        default:
            qFatal("this test has no such cause");
        }
    }
    /// What really happened, in the shape of a rehearsal.
    std::vector<automations::RehearsedStep> happened(AutomationId id, const std::set<qint64>& asked)
    {
        const auto addresses = must(read([](const Snapshot& s) { return portal_access::addresses(s); }));
        std::vector<automations::RehearsedStep> all;
        for (const auto& run : runs(id)) {
            for (const auto& row : run.steps) {
                const Step& step = run.content.steps[std::size_t(row.position)];
                if (std::holds_alternative<WaitStep>(step.what))
                    continue;
                const bool hasAsked = asked.contains(row.id.row());
                automations::RehearsedStep one{row.doneAt.value_or(Instant{}),
                                               row.position,
                                               row.contact,
                                               hasAsked ? automations::StepState::Asking : row.state,
                                               automations::describe(step),
                                               {},
                                               {},
                                               {},
                                               {},
                                               {},
                                               {}};
                one.reason = row.state == automations::StepState::Done && row.reason.isEmpty()
                                 ? automations::whyNow(run, row)
                                 : row.reason;
                if (row.mail) {
                    const auto mail = must(read([&](const Snapshot& s) { return mail::find(s, *row.mail); }));
                    const auto seen = must(read([&](const Snapshot& s) {
                        return mail::asRecipientSees(s, mail, addresses, mail::LinksAs::Masked);
                    }));
                    one.toName = mail.toName;
                    one.toAddress = mail.toAddress;
                    one.subject = seen.subject;
                    one.text = seen.text;
                    one.html = seen.html;
                }
                all.push_back(one);
            }
        }
        return all;
    }
    /// Somebody approves at once whatever asks.
    void tickApproving(AutomationId id, std::set<qint64>& asked)
    {
        for (;;) {
            tick();
            bool isApproved = false;
            for (const auto& run : runs(id)) {
                for (const auto& row : run.steps) {
                    if (row.state != automations::StepState::Asking)
                        continue;
                    asked.insert(row.id.row());
                    must(change([&](Transaction& t) { return automations::approveStep(t, row.id); }));
                    isApproved = true;
                }
            }
            if (!isApproved)
                return;
        }
    }
    /// Half an hour at a time.
    std::vector<automations::RehearsedStep> lived(AutomationId id, int days)
    {
        std::set<qint64> asked;
        for (int i = 0; i <= days * 48; ++i) {
            tickApproving(id, asked);
            now += std::chrono::minutes{30};
        }
        return happened(id, asked);
    }
    /// An hour at a time until it has begun, then from one thing that is due to the next.
    std::vector<automations::RehearsedStep> livedThrough(AutomationId id)
    {
        std::set<qint64> asked;
        for (int hours = 0; hours < 24 * 90; ++hours) {
            tickApproving(id, asked);
            const auto begun = runs(id);
            const bool isOver =
                !begun.empty() && std::all_of(begun.begin(), begun.end(), [](const auto& run) {
                    return run.state == automations::RunState::Done ||
                           run.state == automations::RunState::Cancelled;
                });
            if (isOver)
                return happened(id, asked);
            const auto due = tick().nextDue;
            now = due ? *due : now + std::chrono::hours{1};
        }
        qFatal("it never ends");
    }
    static QString textOf(const automations::RehearsedStep& step)
    {
        return QStringLiteral("%1 %2 %3 %4 %5 [%6] <%7> %8")
            .arg(toIso(step.at), QString::number(step.position),
                 step.contact ? step.contact->text() : QStringLiteral("-"), automations::toWord(step.state),
                 step.what, step.reason, step.toAddress, step.subject);
    }
};

} // namespace foyer::test
