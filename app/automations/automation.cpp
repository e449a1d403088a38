// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/automations/automation.h"

#include "app/base/json_fields.h"
#include "app/base/word_table.h"

#include <QJsonArray>

namespace foyer {

using namespace Qt::StringLiterals;

namespace {

constexpr std::array<WordFor<Trigger::Kind>, 9> triggerWords{{
    {Trigger::Kind::JobCreated, "job created"_L1},
    {Trigger::Kind::JobBooked, "job booked"_L1},
    {Trigger::Kind::StageChanged, "stage changed"_L1},
    {Trigger::Kind::JobClosed, "job closed"_L1},
    {Trigger::Kind::DocumentSent, "document sent"_L1},
    {Trigger::Kind::DocumentCompleted, "document completed"_L1},
    {Trigger::Kind::DayOfShoot, "day of shoot"_L1},
    {Trigger::Kind::DayOfDue, "day of due"_L1},
    {Trigger::Kind::FirstLogin, "first login"_L1},
}};
constexpr std::array<WordFor<Condition::Kind>, 6> conditionWords{{
    {Condition::Kind::JobType, "job type"_L1},
    {Condition::Kind::Brand, "brand"_L1},
    {Condition::Kind::LeadSource, "lead source"_L1},
    {Condition::Kind::Stage, "stage"_L1},
    {Condition::Kind::HasShoot, "has shoot"_L1},
    {Condition::Kind::HasPassword, "has password"_L1},
}};
constexpr std::array<WordFor<Audience::Kind>, 3> audienceWords{{
    {Audience::Kind::People, "people"_L1},
    {Audience::Kind::Recipients, "recipients"_L1},
    {Audience::Kind::Trigger, "trigger"_L1},
}};
constexpr std::array<WordFor<WaitStep::From>, 2> fromWords{{
    {WaitStep::From::Step, "step"_L1},
    {WaitStep::From::Shoot, "shoot"_L1},
}};

enum class StepKind
{
    Mail,
    Wait,
    Document,
    Stage,
    Task,
    Webhook
};
constexpr std::array<WordFor<StepKind>, 6> stepWords{{
    {StepKind::Mail, "mail"_L1},
    {StepKind::Wait, "wait"_L1},
    {StepKind::Document, "document"_L1},
    {StepKind::Stage, "stage"_L1},
    {StepKind::Task, "task"_L1},
    {StepKind::Webhook, "webhook"_L1},
}};

constexpr int mostDays = 3650;
constexpr qsizetype longestText = 20'000;

QString textOf(QTime time)
{
    return time.toString(u"HH:mm"_s);
}

bool isOfDocument(Trigger::Kind kind)
{
    return kind == Trigger::Kind::DocumentSent || kind == Trigger::Kind::DocumentCompleted ||
           kind == Trigger::Kind::DayOfDue;
}
bool isOfDay(Trigger::Kind kind)
{
    return kind == Trigger::Kind::DayOfShoot || kind == Trigger::Kind::DayOfDue;
}
bool hasValue(Condition::Kind kind)
{
    return kind != Condition::Kind::HasShoot && kind != Condition::Kind::HasPassword;
}

QJsonObject toJson(const Trigger& trigger)
{
    QJsonObject json{{u"kind"_s, wordOf(triggerWords, trigger.kind)}};
    if (trigger.kind == Trigger::Kind::StageChanged)
        json.insert(u"stage"_s, toWord(trigger.stage));
    if (isOfDocument(trigger.kind))
        json.insert(u"document"_s, toWord(trigger.document));
    if (isOfDay(trigger.kind)) {
        json.insert(u"days"_s, trigger.days);
        json.insert(u"at"_s, textOf(trigger.at));
    }
    return json;
}

QJsonObject toJson(const Condition& condition)
{
    QJsonObject json{{u"kind"_s, wordOf(conditionWords, condition.kind)}};
    if (hasValue(condition.kind))
        json.insert(u"value"_s, condition.value);
    if (condition.isNot)
        json.insert(u"isNot"_s, true);
    return json;
}

QJsonObject toJson(const Audience& audience)
{
    QJsonObject json{{u"kind"_s, wordOf(audienceWords, audience.kind)}};
    if (audience.kind == Audience::Kind::People && !audience.roles.empty()) {
        QJsonArray roles;
        for (const JobRole role : audience.roles)
            roles.append(toWord(role));
        json.insert(u"roles"_s, roles);
    }
    return json;
}

struct StepToJson
{
    QJsonObject operator()(const MailStep& mail) const
    {
        return {{u"kind"_s, wordOf(stepWords, StepKind::Mail)},
                {u"template"_s, mail.templateUid},
                {u"to"_s, toJson(mail.audience)}};
    }
    QJsonObject operator()(const WaitStep& wait) const
    {
        QJsonObject json{{u"kind"_s, wordOf(stepWords, StepKind::Wait)},
                         {u"from"_s, wordOf(fromWords, wait.from)},
                         {u"days"_s, wait.days}};
        if (wait.from == WaitStep::From::Step)
            json.insert(u"hours"_s, wait.hours);
        if (wait.at.isValid())
            json.insert(u"at"_s, textOf(wait.at));
        return json;
    }
    QJsonObject operator()(const DocumentStep& document) const
    {
        return {{u"kind"_s, wordOf(stepWords, StepKind::Document)},
                {u"document"_s, toWord(document.kind)},
                {u"template"_s, document.templateUid},
                {u"to"_s, toJson(document.audience)},
                {u"isSent"_s, document.isSent}};
    }
    QJsonObject operator()(const StageStep& stage) const
    {
        return {{u"kind"_s, wordOf(stepWords, StepKind::Stage)}, {u"stage"_s, toWord(stage.stage)}};
    }
    QJsonObject operator()(const TaskStep& task) const
    {
        return {{u"kind"_s, wordOf(stepWords, StepKind::Task)},
                {u"title"_s, task.title},
                {u"dueInDays"_s, task.dueInDays}};
    }
    QJsonObject operator()(const WebhookStep& webhook) const
    {
        return {{u"kind"_s, wordOf(stepWords, StepKind::Webhook)}, {u"url"_s, webhook.url}};
    }
};

/// The value that a word stands for; complains, with all words, where it is none of them.
template <class Value, std::size_t count>
Value wordIn(JsonFields& fields, QLatin1StringView key, const std::array<WordFor<Value>, count>& words)
{
    const QString written = fields.requiredText(key);
    if (const auto value = valueOf(words, written))
        return *value;
    QStringList known;
    for (const auto& entry : words)
        known.append(entry.word);
    fields.complain(key, u"“%1” is none of: %2."_s.arg(written, known.join(u", "_s)));
    return words.front().value;
}

/// The same for words that are known elsewhere.
template <class Value>
Value valueIn(JsonFields& fields, QLatin1StringView key, std::optional<Value> (*fromWord)(QStringView),
              Value otherwise, const QString& what)
{
    const QString written = fields.requiredText(key);
    const auto value = fromWord(written);
    if (!value)
        fields.complain(key, u"“%1” is no %2."_s.arg(written, what));
    return value.value_or(otherwise);
}

JobStage stageIn(JsonFields& fields)
{
    return valueIn(fields, "stage"_L1, jobStageFromWord, JobStage::Booked, u"stage of a job"_s);
}

QTime timeIn(JsonFields& fields, QTime otherwise)
{
    const QTime time = fields.time("at"_L1);
    return time.isValid() ? time : otherwise;
}

Trigger readTrigger(JsonFields& fields)
{
    Trigger trigger;
    trigger.kind = wordIn(fields, "kind"_L1, triggerWords);
    if (trigger.kind == Trigger::Kind::StageChanged)
        trigger.stage = stageIn(fields);
    if (isOfDocument(trigger.kind))
        trigger.document =
            valueIn(fields, "document"_L1, itemKindFromWord, ItemKind::Contract, u"kind of document"_s);
    if (isOfDay(trigger.kind)) {
        trigger.days = int(fields.integer("days"_L1, 0, -mostDays, mostDays));
        trigger.at = timeIn(fields, QTime{9, 0});
    }
    return trigger;
}

Condition readCondition(JsonFields& fields)
{
    Condition condition;
    condition.kind = wordIn(fields, "kind"_L1, conditionWords);
    if (hasValue(condition.kind))
        condition.value = fields.text("value"_L1);
    condition.isNot = fields.flag("isNot"_L1);
    return condition;
}

Audience readAudience(JsonFields& fields)
{
    Audience audience;
    audience.kind = wordIn(fields, "kind"_L1, audienceWords);
    if (audience.kind != Audience::Kind::People)
        return audience;
    for (const QString& word : fields.texts("roles"_L1)) {
        const auto role = jobRoleFromWord(word);
        if (!role)
            fields.complain("roles"_L1, u"“%1” is no role on a job."_s.arg(word));
        else
            audience.roles.push_back(*role);
    }
    return audience;
}

Audience audienceIn(JsonFields& fields)
{
    Audience audience;
    if (!fields.has("to"_L1)) // everybody who is a client
        return audience;
    fields.object("to"_L1, [&](JsonFields& to) { audience = readAudience(to); });
    return audience;
}

WaitStep readWait(JsonFields& fields)
{
    WaitStep wait;
    wait.from = fields.has("from"_L1) ? wordIn(fields, "from"_L1, fromWords) : WaitStep::From::Step;
    const bool isFromStep = wait.from == WaitStep::From::Step;
    wait.days = int(fields.integer("days"_L1, 0, isFromStep ? 0 : -mostDays, mostDays));
    if (isFromStep)
        wait.hours = int(fields.integer("hours"_L1, 0, 0, 23));
    wait.at = timeIn(fields, {});
    return wait;
}

DocumentStep readDocument(JsonFields& fields)
{
    DocumentStep document;
    document.kind =
        valueIn(fields, "document"_L1, itemKindFromWord, ItemKind::Questionnaire, u"kind of document"_s);
    document.templateUid = fields.text("template"_L1);
    document.audience = audienceIn(fields);
    document.isSent = fields.flag("isSent"_L1);
    return document;
}

Step readStep(JsonFields& fields)
{
    Step step;
    switch (wordIn(fields, "kind"_L1, stepWords)) {
    case StepKind::Mail: {
        MailStep mail;
        mail.templateUid = fields.text("template"_L1);
        mail.audience = audienceIn(fields);
        step.what = mail;
        break;
    }
    case StepKind::Wait:
        step.what = readWait(fields);
        return step; // a wait asks nobody
    case StepKind::Document:
        step.what = readDocument(fields);
        break;
    case StepKind::Stage:
        step.what = StageStep{stageIn(fields)};
        break;
    case StepKind::Task:
        step.what = TaskStep{fields.text("title"_L1), int(fields.integer("dueInDays"_L1, 0, 0, mostDays))};
        break;
    case StepKind::Webhook:
        step.what = WebhookStep{fields.text("url"_L1)};
        break;
    }
    step.asks = fields.flag("asks"_L1);
    return step;
}

} // namespace

QJsonObject toJson(const AutomationContent& content)
{
    QJsonArray conditions;
    for (const Condition& condition : content.conditions)
        conditions.append(toJson(condition));
    QJsonArray steps;
    for (const Step& step : content.steps) {
        QJsonObject json = std::visit(StepToJson{}, step.what);
        if (step.asks && !std::holds_alternative<WaitStep>(step.what))
            json.insert(u"asks"_s, true);
        steps.append(json);
    }
    return {{u"description"_s, content.description},
            {u"trigger"_s, toJson(content.trigger)},
            {u"conditions"_s, conditions},
            {u"steps"_s, steps},
            {u"lateDays"_s, content.lateDays}};
}

Result<AutomationContent> automationFromJson(const QJsonObject& json)
{
    QString problem;
    JsonFields fields{json, {}, problem};
    AutomationContent content;
    content.description = fields.text("description"_L1);
    if (content.description.size() > longestText)
        fields.complain("description"_L1, u"is longer than %1 characters."_s.arg(longestText));
    fields.object("trigger"_L1, [&](JsonFields& trigger) { content.trigger = readTrigger(trigger); });
    fields.each("conditions"_L1, [&](JsonFields& one) { content.conditions.push_back(readCondition(one)); });
    fields.each("steps"_L1, [&](JsonFields& one) { content.steps.push_back(readStep(one)); });
    if (content.steps.size() > mostSteps)
        fields.complain("steps"_L1, u"are more than %1."_s.arg(mostSteps));
    if (content.conditions.size() > mostSteps)
        fields.complain("conditions"_L1, u"are more than %1."_s.arg(mostSteps));
    content.lateDays = int(fields.integer("lateDays"_L1, content.lateDays, 0, 30));
    fields.refuseUnknown();
    if (!problem.isEmpty())
        return fail(Fault::Invalid, problem);
    return content;
}

QString toWord(Trigger::Kind kind)
{
    return wordOf(triggerWords, kind);
}

} // namespace foyer
