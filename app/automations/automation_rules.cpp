// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/automations/automation.h"

#include "app/automations/webhook_address.h"
#include "app/base/text.h"

#include <algorithm>

namespace foyer {

using namespace Qt::StringLiterals;

namespace {

bool isOfDocument(Trigger::Kind kind)
{
    return kind == Trigger::Kind::DocumentSent || kind == Trigger::Kind::DocumentCompleted ||
           kind == Trigger::Kind::DayOfDue;
}

void findInTrigger(const Trigger& trigger, std::vector<QString>& problems)
{
    const bool isOfDay = trigger.kind == Trigger::Kind::DayOfShoot || trigger.kind == Trigger::Kind::DayOfDue;
    if (isOfDay && (trigger.days < -3650 || trigger.days > 3650))
        problems.push_back(u"It may begin at most 3650 days before or after the day."_s);
    if (isOfDay && !trigger.at.isValid())
        problems.push_back(u"It needs a time of the day at which it begins."_s);
    if (trigger.kind == Trigger::Kind::DayOfDue && trigger.document != ItemKind::Invoice &&
        trigger.document != ItemKind::Questionnaire)
        problems.push_back(u"Only invoices and questionnaires are due on a day."_s);
    if (trigger.kind == Trigger::Kind::DocumentCompleted && trigger.document == ItemKind::File)
        problems.push_back(u"A file is never completed."_s);
    if (trigger.kind == Trigger::Kind::StageChanged && trigger.stage == JobStage::Lead)
        problems.push_back(u"A job begins as a lead; let it begin when the job is created."_s);
}

void findInCondition(const Condition& condition, std::size_t number, std::vector<QString>& problems)
{
    const bool hasValue =
        condition.kind != Condition::Kind::HasShoot && condition.kind != Condition::Kind::HasPassword;
    if (hasValue && condition.value.trimmed().isEmpty())
        problems.push_back(u"Condition %1 does not say what it asks for."_s.arg(number));
    else if (condition.kind == Condition::Kind::Stage && !jobStageFromWord(condition.value))
        problems.push_back(
            u"Condition %1 asks for “%2”, which is no stage of a job."_s.arg(number).arg(condition.value));
}

struct StepProblems
{
    const Trigger& trigger;
    QString place;
    std::vector<QString>& problems;

    void say(const QString& sentence) const { problems.push_back(place + u' ' + sentence); }
    void audience(const Audience& to) const
    {
        if (to.kind == Audience::Kind::Recipients && !isOfDocument(trigger.kind))
            say(u"goes to the recipients of a document, but what it waits for is about none."_s);
        if (to.kind == Audience::Kind::Trigger && trigger.kind != Trigger::Kind::FirstLogin)
            say(u"goes to the client it began with, but it begins with a job."_s);
    }
    void operator()(const MailStep& mail) const
    {
        if (mail.templateUid.isEmpty())
            say(u"has no email template."_s);
        audience(mail.audience);
    }
    void operator()(const WaitStep& wait) const
    {
        if (wait.days > 3650 || wait.days < (wait.from == WaitStep::From::Step ? 0 : -3650))
            say(u"waits for a number of days that is out of range."_s);
        else if (wait.hours < 0 || wait.hours > 23)
            say(u"waits for 0 to 23 hours beside the days."_s);
        else if (wait.from == WaitStep::From::Step && wait.days == 0 && wait.hours == 0 && !wait.at.isValid())
            say(u"waits for no time at all."_s);
    }
    void operator()(const DocumentStep& document) const
    {
        if (document.kind == ItemKind::Invoice || document.kind == ItemKind::File)
            say(u"can make a questionnaire, a contract or an order only."_s);
        if (document.templateUid.isEmpty())
            say(document.kind == ItemKind::Order ? u"has no package."_s : u"has no template."_s);
        audience(document.audience);
    }
    void operator()(const StageStep& stage) const
    {
        if (stage.stage == JobStage::Lead)
            say(u"cannot make a lead of a job."_s);
    }
    void operator()(const TaskStep& task) const
    {
        if (singleLine(task.title).isEmpty())
            say(u"does not say what is to be done."_s);
        else if (task.title.size() > 200)
            say(u"has a title of more than 200 characters."_s);
        if (task.dueInDays < 0 || task.dueInDays > 3650)
            say(u"is due in 0 to 3650 days."_s);
    }
    void operator()(const WebhookStep& webhook) const
    {
        if (const QString problem = webhookAddressProblem(webhook.url); !problem.isEmpty())
            say(u"cannot call its address: "_s + problem);
    }
};

} // namespace

std::vector<QString> problemsOf(const AutomationContent& content)
{
    std::vector<QString> problems;
    findInTrigger(content.trigger, problems);
    for (std::size_t i = 0; i < content.conditions.size(); ++i)
        findInCondition(content.conditions[i], i + 1, problems);
    if (content.steps.empty())
        problems.push_back(u"It has no step yet."_s);
    if (content.steps.size() > mostSteps)
        problems.push_back(u"It has more than %1 steps."_s.arg(mostSteps));
    for (std::size_t i = 0; i < content.steps.size(); ++i) {
        const Step& step = content.steps[i];
        std::visit(StepProblems{content.trigger, u"Step %1"_s.arg(i + 1), problems}, step.what);
        if (step.asks && std::holds_alternative<WaitStep>(step.what))
            problems.push_back(u"Step %1 waits, so there is nothing to approve."_s.arg(i + 1));
    }
    const bool onlyWaits =
        !content.steps.empty() && std::all_of(content.steps.begin(), content.steps.end(), [](const Step& s) {
            return std::holds_alternative<WaitStep>(s.what);
        });
    if (onlyWaits)
        problems.push_back(u"It waits, and then does nothing."_s);
    if (content.lateDays < 0 || content.lateDays > 30)
        problems.push_back(u"What is late may be up to 30 days late."_s);
    return problems;
}

} // namespace foyer
