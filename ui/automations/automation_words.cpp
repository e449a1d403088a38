// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/automations/automation_words.h"

#include "ui/common/job_words.h"
#include "ui/common/words.h"

#include <QCoreApplication>
#include <QLocale>
#include <QUrl>

#include <algorithm>
#include <cstdlib>

namespace foyer::words {

using namespace Qt::StringLiterals;
using automations::Run;
using automations::RunState;
using automations::StepRow;
using automations::StepState;

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(AutomationWords)
};

template <class... Visitors>
struct Overloaded : Visitors...
{
    using Visitors::operator()...;
};
template <class... Visitors>
Overloaded(Visitors...) -> Overloaded<Visitors...>;

QString clock(QTime time)
{
    return QLocale{}.toString(time, QLocale::ShortFormat);
}

QString sentDocument(ItemKind kind)
{
    switch (kind) {
    case ItemKind::Order:
        return Words::tr("When an order is sent");
    case ItemKind::Contract:
        return Words::tr("When a contract is sent");
    case ItemKind::Questionnaire:
        return Words::tr("When a questionnaire is sent");
    case ItemKind::Invoice:
        return Words::tr("When an invoice is sent");
    case ItemKind::File:
        return Words::tr("When a file is shared");
    }
    Q_UNREACHABLE();
}

QString completedDocument(ItemKind kind)
{
    switch (kind) {
    case ItemKind::Order:
        return Words::tr("When an order is accepted");
    case ItemKind::Contract:
        return Words::tr("When a contract is signed by all");
    case ItemKind::Questionnaire:
        return Words::tr("When a questionnaire is answered by all");
    case ItemKind::Invoice:
        return Words::tr("When an invoice is paid in full");
    case ItemKind::File:
        return Words::tr("When a file is done");
    }
    Q_UNREACHABLE();
}

QString dayOfShoot(const Trigger& trigger)
{
    const QString at = clock(trigger.at);
    if (trigger.days == 0)
        return Words::tr("On the day of the shoot, at %1", "time").arg(at);
    return trigger.days < 0 ? Words::tr("%n day(s) before the shoot, at %1", "time", -trigger.days).arg(at)
                            : Words::tr("%n day(s) after the shoot, at %1", "time", trigger.days).arg(at);
}

QString dayOfDue(const Trigger& trigger)
{
    const QString at = clock(trigger.at);
    const bool isInvoice = trigger.document != ItemKind::Questionnaire;
    if (trigger.days == 0)
        return (isInvoice ? Words::tr("On the day an open invoice is due, at %1", "time")
                          : Words::tr("On the day an open questionnaire is due, at %1", "time"))
            .arg(at);
    if (trigger.days < 0)
        return (isInvoice ? Words::tr("%n day(s) before an open invoice is due, at %1", "time", -trigger.days)
                          : Words::tr("%n day(s) before an open questionnaire is due, at %1", "time",
                                      -trigger.days))
            .arg(at);
    return (isInvoice
                ? Words::tr("%n day(s) after an open invoice was due, at %1", "time", trigger.days)
                : Words::tr("%n day(s) after an open questionnaire was due, at %1", "time", trigger.days))
        .arg(at);
}

QString quoted(const std::optional<QString>& name, const QString& key)
{
    if (key.isEmpty())
        return Words::tr("(not chosen yet)", "instead of a template's name");
    return name ? Words::tr("“%1”").arg(*name) : Words::tr("(a template that is gone)");
}

const std::vector<StudioChoice>& templatesOf(ItemKind kind, const StudioChoices& choices)
{
    return kind == ItemKind::Contract ? choices.contracts
           : kind == ItemKind::Order  ? choices.packages
                                      : choices.questionnaires;
}

QString wait(const WaitStep& step)
{
    const bool hasTime = step.at.isValid();
    QString text;
    if (step.from == WaitStep::From::Shoot) {
        if (step.days == 0)
            text = Words::tr("Wait until the day of the shoot");
        else if (step.days < 0)
            text = Words::tr("Wait until %n day(s) before the shoot", nullptr, -step.days);
        else
            text = Words::tr("Wait until %n day(s) after the shoot", nullptr, step.days);
    } else {
        QStringList parts;
        if (step.days > 0)
            parts.append(Words::tr("%n day(s)", nullptr, step.days));
        if (step.hours > 0)
            parts.append(Words::tr("%n hour(s)", nullptr, step.hours));
        if (parts.isEmpty())
            return hasTime ? Words::tr("Wait until it is %1", "time").arg(clock(step.at))
                           : Words::tr("Wait for nothing");
        text = Words::tr("Wait %1", "3 days").arg(parts.join(u' '));
    }
    return hasTime ? Words::tr("%1, at %2", "what is waited for, time").arg(text, clock(step.at)) : text;
}

QString document(const DocumentStep& step, const StudioChoices& choices, const QString& people)
{
    const QString name = quoted(nameOf(templatesOf(step.kind, choices), step.templateUid), step.templateUid);
    const QString kind = itemKind(step.kind);
    return (step.isSent ? Words::tr("Send %1 %2 to %3", "kind, name of the template, people")
                        : Words::tr("Prepare %1 %2 for %3", "kind, name of the template, people"))
        .arg(kind.toLower(), name, people);
}

QString mailOutcome(const mail::Mail& mail, const QString& person)
{
    const QString to = person.isEmpty() ? mail.toName : person;
    switch (mail.state) {
    case mail::MailState::Waiting:
        return Words::tr("waits in the Outbox, to %1", "name").arg(to);
    case mail::MailState::Held:
        return Words::tr("held in the Outbox, to %1: %2", "name, reason").arg(to, mail.reason);
    case mail::MailState::Cancelled:
        return mail.reason.isEmpty()
                   ? Words::tr("taken back in the Outbox, to %1", "name").arg(to)
                   : Words::tr("taken back in the Outbox, to %1: %2", "name, reason").arg(to, mail.reason);
    case mail::MailState::Sending:
        return Words::tr("on its way to %1", "name").arg(to);
    case mail::MailState::Sent:
        return Words::tr("sent %1 to %2", "date and time, name")
            .arg(moment(mail.sentAt.value_or(mail.queuedAt)), to);
    case mail::MailState::Failed:
        return Words::tr("could not be sent to %1: %2", "name, reason").arg(to, mail.reason);
    case mail::MailState::Unknown:
        return Words::tr("perhaps sent to %1: the answer of the server was lost", "name").arg(to);
    }
    Q_UNREACHABLE();
}

} // namespace

QString triggerKind(Trigger::Kind kind)
{
    switch (kind) {
    case Trigger::Kind::JobCreated:
        return Words::tr("a job is made");
    case Trigger::Kind::JobBooked:
        return Words::tr("a job is booked");
    case Trigger::Kind::StageChanged:
        return Words::tr("a job reaches a stage");
    case Trigger::Kind::JobClosed:
        return Words::tr("a job is closed");
    case Trigger::Kind::DocumentSent:
        return Words::tr("a document is sent");
    case Trigger::Kind::DocumentCompleted:
        return Words::tr("a document is signed, accepted, answered or paid");
    case Trigger::Kind::DayOfShoot:
        return Words::tr("a day near the shoot comes");
    case Trigger::Kind::DayOfDue:
        return Words::tr("a day near a due day comes");
    case Trigger::Kind::FirstLogin:
        return Words::tr("a client first logs in to their portal");
    }
    Q_UNREACHABLE();
}

QString conditionKind(Condition::Kind kind)
{
    switch (kind) {
    case Condition::Kind::JobType:
        return Words::tr("Type of job");
    case Condition::Kind::Brand:
        return Words::tr("Brand");
    case Condition::Kind::LeadSource:
        return Words::tr("Lead source");
    case Condition::Kind::Stage:
        return Words::tr("Stage");
    case Condition::Kind::HasShoot:
        return Words::tr("Shoot with a day");
    case Condition::Kind::HasPassword:
        return Words::tr("Portal password");
    }
    Q_UNREACHABLE();
}

QString stepIconName(const Step& step)
{
    return std::visit(Overloaded{[](const MailStep&) { return u"mail"_s; },
                                 [](const WaitStep&) { return u"hourglass"_s; },
                                 [](const DocumentStep& document) { return itemIconName(document.kind); },
                                 [](const StageStep&) { return u"briefcase"_s; },
                                 [](const TaskStep&) { return u"list-todo"_s; },
                                 [](const WebhookStep&) { return u"webhook"_s; }},
                      step.what);
}

QString trigger(const Trigger& trigger)
{
    switch (trigger.kind) {
    case Trigger::Kind::JobCreated:
        return Words::tr("When a job is made");
    case Trigger::Kind::JobBooked:
        return Words::tr("When a job is booked");
    case Trigger::Kind::StageChanged:
        return Words::tr("When a job becomes “%1”", "stage").arg(stage(trigger.stage));
    case Trigger::Kind::JobClosed:
        return Words::tr("When a job is closed");
    case Trigger::Kind::DocumentSent:
        return sentDocument(trigger.document);
    case Trigger::Kind::DocumentCompleted:
        return completedDocument(trigger.document);
    case Trigger::Kind::DayOfShoot:
        return dayOfShoot(trigger);
    case Trigger::Kind::DayOfDue:
        return dayOfDue(trigger);
    case Trigger::Kind::FirstLogin:
        return Words::tr("When a client first logs in to their portal");
    }
    Q_UNREACHABLE();
}

QString condition(const Condition& condition, const StudioChoices& choices)
{
    if (condition.kind == Condition::Kind::HasShoot)
        return condition.isNot ? Words::tr("the job has no shoot with a day")
                               : Words::tr("the job has a shoot with a day");
    if (condition.kind == Condition::Kind::HasPassword)
        return condition.isNot ? Words::tr("the person has not set a portal password")
                               : Words::tr("the person has set a portal password");
    QString value = condition.value;
    if (condition.kind == Condition::Kind::Stage) {
        if (const auto known = jobStageFromWord(value))
            value = stage(*known);
    } else if (condition.kind == Condition::Kind::Brand) {
        value = nameOf(choices.brands, value).value_or(value);
    }
    return (condition.isNot ? Words::tr("%1 is not “%2”", "what, value")
                            : Words::tr("%1 is “%2”", "what, value"))
        .arg(conditionKind(condition.kind), value);
}

QString audience(const Audience& audience)
{
    switch (audience.kind) {
    case Audience::Kind::Recipients:
        return Words::tr("the recipients of the document");
    case Audience::Kind::Trigger:
        return Words::tr("the client who logged in");
    case Audience::Kind::People:
        break;
    }
    if (audience.roles.empty())
        return Words::tr("client, spouse and partner");
    QStringList roles;
    for (const JobRole one : audience.roles)
        roles.append(role(one).toLower());
    return QLocale{}.createSeparatedList(roles);
}

QString step(const Step& step, const StudioChoices& choices)
{
    return stepFor(step, choices, {});
}

QString stepFor(const Step& step, const StudioChoices& choices, const QString& person)
{
    const auto whom = [&](const Audience& all) { return person.isEmpty() ? audience(all) : person; };
    return std::visit(
        Overloaded{[&](const MailStep& mail) {
                       return Words::tr("Mail %1 to %2", "name of a template, people")
                           .arg(quoted(nameOf(choices.mails, mail.templateUid), mail.templateUid),
                                whom(mail.audience));
                   },
                   [](const WaitStep& one) { return wait(one); },
                   [&](const DocumentStep& one) { return document(one, choices, whom(one.audience)); },
                   [](const StageStep& one) {
                       return Words::tr("Move the job to “%1”", "stage").arg(stage(one.stage));
                   },
                   [](const TaskStep& one) {
                       const QString title = one.title.isEmpty() ? Words::tr("(without a title)")
                                                                 : Words::tr("“%1”").arg(one.title);
                       return one.dueInDays > 0
                                  ? Words::tr("Task %1, due in %n day(s)", "title", one.dueInDays).arg(title)
                                  : Words::tr("Task %1, due at once", "title").arg(title);
                   },
                   [](const WebhookStep& one) {
                       const QString host = QUrl{one.url}.host();
                       return host.isEmpty() ? Words::tr("Call a webhook (no address yet)")
                                             : Words::tr("Call the webhook at %1", "host").arg(host);
                   }},
        step.what);
}

QString counts(const std::vector<Step>& steps)
{
    const auto count = [&](std::size_t kind) {
        return int(std::count_if(steps.begin(), steps.end(),
                                 [&](const Step& step) { return step.what.index() == kind; }));
    };
    QStringList parts;
    const auto add = [&](const QString& text, int n) {
        if (n > 0)
            parts.append(text);
    };
    const int mails = count(0), documents = count(2), stages = count(3), tasks = count(4), hooks = count(5);
    add(Words::tr("%n mail(s)", nullptr, mails), mails);
    add(Words::tr("%n document(s)", nullptr, documents), documents);
    add(Words::tr("%n change(s) of stage", nullptr, stages), stages);
    add(Words::tr("%n task(s)", nullptr, tasks), tasks);
    add(Words::tr("%n webhook(s)", nullptr, hooks), hooks);
    return parts.join(Words::tr(", ", "between counted things"));
}

QString summary(const AutomationContent& content)
{
    const QString what = counts(content.steps);
    return what.isEmpty()
               ? Words::tr("%1: nothing yet", "what it waits for").arg(trigger(content.trigger))
               : Words::tr("%1: %2", "what it waits for, what it does").arg(trigger(content.trigger), what);
}

QString fromNowOn(const AutomationContent& content, const StudioChoices& choices)
{
    QStringList lines{Words::tr("From now on: %1", "what it waits for").arg(trigger(content.trigger))};
    for (const Condition& one : content.conditions)
        lines.append(Words::tr("– only if %1", "a condition").arg(condition(one, choices)));
    int number = 0;
    for (const Step& one : content.steps) {
        const QString sentence = step(one, choices);
        ++number;
        lines.append(one.asks ? Words::tr("%1. %2 – asks you first").arg(number).arg(sentence)
                              : Words::tr("%1. %2").arg(number).arg(sentence));
    }
    lines.append(Words::tr("What happened before now is left alone."));
    return lines.join(u'\n');
}

QString stepState(StepState state)
{
    switch (state) {
    case StepState::Waiting:
        return Words::tr("Waits", "state of a step");
    case StepState::Asking:
        return Words::tr("Asks", "state of a step");
    case StepState::Done:
        return Words::tr("Done", "state of a step");
    case StepState::Skipped:
        return Words::tr("Skipped", "state of a step");
    case StepState::Failed:
        return Words::tr("Failed", "state of a step");
    }
    Q_UNREACHABLE();
}

QString outcome(const StepRow& row, const QString& person, const mail::Mail* mail)
{
    const QString when = moment(row.doneAt.value_or(row.dueAt));
    switch (row.state) {
    case StepState::Waiting:
        return row.reason.isEmpty() ? Words::tr("waits until %1", "date and time").arg(moment(row.dueAt))
                                    : Words::tr("waits until %1: %2", "date and time, reason")
                                          .arg(moment(row.dueAt), row.reason);
    case StepState::Asking:
        return row.reason.isEmpty() ? Words::tr("asks you since %1", "date and time").arg(moment(row.dueAt))
                                    : Words::tr("asks you: %1", "reason").arg(row.reason);
    case StepState::Done:
        if (mail)
            return mailOutcome(*mail, person);
        return person.isEmpty() ? Words::tr("done %1", "date and time").arg(when)
                                : Words::tr("done %1, for %2", "date and time, name").arg(when, person);
    case StepState::Skipped:
        return person.isEmpty()
                   ? Words::tr("skipped, because %1", "reason").arg(row.reason)
                   : Words::tr("%1: skipped, because %2", "name, reason").arg(person, row.reason);
    case StepState::Failed:
        return person.isEmpty() ? Words::tr("failed: %1", "reason").arg(row.reason)
                                : Words::tr("%1: failed: %2", "name, reason").arg(person, row.reason);
    }
    Q_UNREACHABLE();
}

QString runState(const Run& run)
{
    switch (run.state) {
    case RunState::Running: {
        const bool isAsking = std::any_of(run.steps.begin(), run.steps.end(),
                                          [](const StepRow& row) { return row.state == StepState::Asking; });
        const bool isFailed = std::any_of(run.steps.begin(), run.steps.end(),
                                          [](const StepRow& row) { return row.state == StepState::Failed; });
        return isAsking   ? Words::tr("Waits for you")
               : isFailed ? Words::tr("A step failed")
                          : Words::tr("Under way");
    }
    case RunState::Asking:
        return run.reason.isEmpty() ? Words::tr("Asks whether it shall begin")
                                    : Words::tr("Asks whether it shall begin: %1", "reason").arg(run.reason);
    case RunState::Done:
        return run.endedAt ? Words::tr("Done %1", "date and time").arg(moment(*run.endedAt))
                           : Words::tr("Done");
    case RunState::Cancelled:
        return run.reason.isEmpty() ? Words::tr("Cancelled")
                                    : Words::tr("Cancelled, because %1", "reason").arg(run.reason);
    }
    Q_UNREACHABLE();
}

} // namespace foyer::words
