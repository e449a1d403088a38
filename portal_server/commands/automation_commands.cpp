// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/automations/automation_store.h"
#include "app/automations/rehearsal.h"
#include "app/automations/runs.h"
#include "app/automations/webhook_courier.h"
#include "portal_server/commands/call.h"

#include <QJsonArray>

namespace foyer::cli {

using namespace Qt::StringLiterals;

namespace {

constexpr int mostRuns = 100; ///< that a list shows, the newest

bool always(const Arguments&)
{
    return true;
}

QJsonValue orNull(std::optional<Instant> instant)
{
    return instant ? QJsonValue{toIso(*instant)} : QJsonValue{};
}

/// A number among the operands; says what is wrong with it. @returns nothing: it was said
template <class Tag>
std::optional<Tag> numberOf(Call& call, const QString& typed, const QString& what)
{
    const auto id = Tag::fromText(typed);
    if (!id)
        call.fails(u"“%1” is no number of %2."_s.arg(typed, what), exitUsage);
    return id;
}

std::optional<AutomationId> automationOf(Call& call)
{
    return numberOf<AutomationId>(call, call.arguments.operands().front(), u"an automation"_s);
}

QJsonObject asJson(const Automation& automation)
{
    return {{u"id"_s, automation.id.row()},
            {u"uid"_s, automation.uid},
            {u"name"_s, automation.name},
            {u"onSince"_s, orNull(automation.onSince)},
            {u"gallery"_s, automation.galleryKey},
            {u"isArchived"_s, automation.archivedAt.has_value()},
            {u"content"_s, toJson(automation.content)}};
}

/// "skipped, because no email"
QString outcomeOf(const automations::StepRow& step)
{
    const QString state = automations::toWord(step.state);
    return step.reason.isEmpty() ? state : u"%1, because %2"_s.arg(state, step.reason);
}

QJsonObject asJson(const automations::Run& run)
{
    QJsonArray steps;
    for (const automations::StepRow& step : run.steps)
        steps.append(
            QJsonObject{{u"id"_s, step.id.row()},
                        {u"position"_s, step.position},
                        {u"what"_s, automations::describe(run.content.steps.at(std::size_t(step.position)))},
                        {u"contact"_s, step.contact ? QJsonValue{step.contact->row()} : QJsonValue{}},
                        {u"dueAt"_s, toIso(step.dueAt)},
                        {u"state"_s, automations::toWord(step.state)},
                        {u"reason"_s, step.reason},
                        {u"mail"_s, step.mail ? QJsonValue{step.mail->row()} : QJsonValue{}},
                        {u"document"_s, step.item ? QJsonValue{step.item->row()} : QJsonValue{}},
                        {u"doneAt"_s, orNull(step.doneAt)}});
    return {{u"id"_s, run.id.row()},
            {u"automation"_s, run.automation.row()},
            {u"name"_s, run.name},
            {u"job"_s, run.job ? QJsonValue{run.job->row()} : QJsonValue{}},
            {u"occurrence"_s, run.occurrence},
            {u"cause"_s, run.cause},
            {u"state"_s, automations::toWord(run.state)},
            {u"reason"_s, run.reason},
            {u"beganAt"_s, toIso(run.beganAt)},
            {u"endedAt"_s, orNull(run.endedAt)},
            {u"steps"_s, steps}};
}

void say(Call& call, const automations::Run& run)
{
    QStringList line{u"run "_s + run.id.text(),
                     toIso(run.beganAt),
                     automations::toWord(run.state),
                     run.name,
                     run.occurrence,
                     run.cause};
    if (run.job)
        line.append(u"job "_s + run.job->text());
    if (!run.reason.isEmpty())
        line.append(run.reason);
    call.say(line.join(u'\t'));
    for (const automations::StepRow& step : run.steps) {
        QStringList words{u"  step "_s + step.id.text(), toIso(step.doneAt.value_or(step.dueAt)),
                          automations::describe(run.content.steps.at(std::size_t(step.position)))};
        if (step.contact)
            words.append(u"contact "_s + step.contact->text());
        words.append(outcomeOf(step));
        call.say(words.join(u'\t'));
    }
}

int tell(Call& call, const Result<std::vector<automations::Run>>& runs)
{
    if (!runs)
        return call.fails(runs.error());
    QJsonArray array;
    for (const automations::Run& run : *runs) {
        if (call.isJson())
            array.append(asJson(run));
        else
            say(call, run);
    }
    if (call.isJson())
        call.say(QJsonValue{array});
    return exitDone;
}

int list(Call& call)
{
    const auto all =
        call.studio.read([](const Snapshot& snapshot) { return automations::all(snapshot, true); });
    if (!all)
        return call.fails(all.error());
    QJsonArray array;
    for (const Automation& one : *all) {
        if (call.isJson())
            array.append(asJson(one));
        else
            call.say(QStringList{one.id.text(),
                                 one.archivedAt ? u"archived"_s
                                 : one.onSince  ? u"on"_s
                                                : u"off"_s,
                                 one.name}
                         .join(u'\t'));
    }
    if (call.isJson())
        call.say(QJsonValue{array});
    return exitDone;
}

int show(Call& call)
{
    const auto id = automationOf(call);
    if (!id)
        return exitUsage;
    struct Shown
    {
        Automation automation;
        std::vector<QString> obstacles;
        std::vector<automations::Run> runs;
    };
    const auto shown = call.studio.read([&](const Snapshot& snapshot) -> Result<Shown> {
        auto automation = automations::find(snapshot, *id);
        if (!automation)
            return fail(automation.error());
        auto obstacles = automations::obstaclesOf(snapshot, automation->content);
        if (!obstacles)
            return fail(obstacles.error());
        auto runs = automations::runsOf(snapshot, *id, mostRuns);
        if (!runs)
            return fail(runs.error());
        return Shown{std::move(*automation), std::move(*obstacles), std::move(*runs)};
    });
    if (!shown)
        return call.fails(shown.error());
    if (call.isJson()) {
        QJsonObject object = asJson(shown->automation);
        QJsonArray obstacles;
        for (const QString& one : shown->obstacles)
            obstacles.append(one);
        object.insert(u"obstacles"_s, obstacles);
        QJsonArray runs;
        for (const automations::Run& run : shown->runs)
            runs.append(asJson(run));
        object.insert(u"runs"_s, runs);
        call.say(QJsonValue{object});
        return exitDone;
    }
    call.say(shown->automation.name);
    call.say(shown->automation.onSince ? u"On since "_s + toIso(*shown->automation.onSince) : u"Off"_s);
    call.say(u"Trigger: "_s + toWord(shown->automation.content.trigger.kind));
    int number = 0;
    for (const Step& step : shown->automation.content.steps)
        call.say(u"%1. %2%3"_s.arg(QString::number(++number), automations::describe(step),
                                   step.asks ? u" (asks)"_s : QString{}));
    for (const QString& obstacle : shown->obstacles)
        call.say(u"Obstacle: "_s + obstacle);
    for (const automations::Run& run : shown->runs)
        say(call, run);
    return exitDone;
}

int switchOn(Call& call)
{
    const auto id = automationOf(call);
    if (!id)
        return exitUsage;
    const auto done = call.studio.write(
        Actor::studio(), [&](Transaction& transaction) { return automations::switchOn(transaction, *id); });
    return done ? exitDone : call.fails(done.error());
}

int switchOff(Call& call)
{
    const auto id = automationOf(call);
    if (!id)
        return exitUsage;
    const bool cancels = call.arguments.has("cancel-runs"_L1);
    const auto done = call.studio.write(Actor::studio(), [&](Transaction& transaction) {
        return automations::switchOff(transaction, *id, cancels);
    });
    return done ? exitDone : call.fails(done.error());
}

int asking(Call& call)
{
    return tell(call, call.studio.read(
                          [](const Snapshot& snapshot) { return automations::asking(snapshot, mostRuns); }));
}

/// `run 5` or `step 7`, and what is done to each.
int decide(Call& call, Result<void> (*onRun)(Transaction&, RunId),
           Result<void> (*onStep)(Transaction&, StepId))
{
    const QString kind = call.arguments.operands().at(0);
    const QString number = call.arguments.operands().at(1);
    Result<void> done;
    if (kind == "run"_L1) {
        const auto id = numberOf<RunId>(call, number, u"a run"_s);
        if (!id)
            return exitUsage;
        done = call.studio.write(Actor::studio(),
                                 [&](Transaction& transaction) { return onRun(transaction, *id); });
    } else if (kind == "step"_L1) {
        const auto id = numberOf<StepId>(call, number, u"a step"_s);
        if (!id)
            return exitUsage;
        done = call.studio.write(Actor::studio(),
                                 [&](Transaction& transaction) { return onStep(transaction, *id); });
    } else {
        return call.fails(u"“%1” is neither “run” nor “step”."_s.arg(kind), exitUsage);
    }
    return done ? exitDone : call.fails(done.error());
}

int approve(Call& call)
{
    return decide(call, automations::approveRun, automations::approveStep);
}

int skip(Call& call)
{
    return decide(
        call, [](Transaction& transaction, RunId id) { return automations::cancelRun(transaction, id, {}); },
        [](Transaction& transaction, StepId id) { return automations::skipStep(transaction, id); });
}

QJsonObject asJson(const automations::RehearsedStep& step)
{
    return {{u"at"_s, toIso(step.at)},
            {u"position"_s, step.position},
            {u"what"_s, step.what},
            {u"contact"_s, step.contact ? QJsonValue{step.contact->row()} : QJsonValue{}},
            {u"state"_s, automations::toWord(step.state)},
            {u"reason"_s, step.reason},
            {u"toName"_s, step.toName},
            {u"toAddress"_s, step.toAddress},
            {u"subject"_s, step.subject},
            {u"text"_s, step.text},
            {u"html"_s, step.html}};
}

int rehearse(Call& call)
{
    const auto id = automationOf(call);
    if (!id)
        return exitUsage;
    if (!call.arguments.has("job"_L1))
        return call.fails(u"Say with --job N which job it shall be rehearsed for."_s, exitUsage);
    const auto job = numberOf<JobId>(call, call.arguments.value("job"_L1), u"a job"_s);
    if (!job)
        return exitUsage;
    const auto played =
        call.studio.rehearse(Actor::system(), [&](Rehearsal& rehearsal) -> Result<automations::Rehearsed> {
            const auto automation = automations::find(rehearsal, *id);
            if (!automation)
                return fail(automation.error());
            return automations::rehearse(rehearsal, automation->content, *job);
        });
    if (!played)
        return call.fails(played.error());
    if (call.isJson()) {
        QJsonArray steps;
        for (const automations::RehearsedStep& step : played->steps)
            steps.append(asJson(step));
        call.say(QJsonValue{QJsonObject{{u"steps"_s, steps}, {u"note"_s, played->note}}});
        return exitDone;
    }
    for (const automations::RehearsedStep& step : played->steps) {
        QStringList line{toIso(step.at), automations::toWord(step.state), step.what};
        if (!step.toAddress.isEmpty())
            line.append({u"%1 <%2>"_s.arg(step.toName, step.toAddress), step.subject});
        if (!step.reason.isEmpty())
            line.append(step.reason);
        call.say(line.join(u'\t'));
    }
    if (!played->note.isEmpty())
        call.say(u"It ends here: "_s + played->note);
    return exitDone;
}

/// For whoever sets up the receiver. It is made when it is first asked for.
int secret(Call& call)
{
    const auto id = automationOf(call);
    if (!id)
        return exitUsage;
    const auto made = call.studio.read([&](const Snapshot& snapshot) -> Result<QByteArray> {
        const auto automation = automations::find(snapshot, *id);
        if (!automation)
            return fail(automation.error());
        const auto store = secrets::open(snapshot, secrets::Machine::Server);
        if (!store)
            return fail(store.error());
        return automations::ensureWebhookSecret(**store, automation->uid);
    });
    if (!made)
        return call.fails(made.error());
    call.say(QString::fromLatin1(*made));
    return exitDone;
}

} // namespace

std::vector<Command> automationCommands()
{
    return {
        {"automation"_L1, "list"_L1, ""_L1, 0, 0, "list the automations"_L1, {jsonOption}, nullptr, list},
        {"automation"_L1,
         "show"_L1,
         "N"_L1,
         1,
         1,
         "show one, what keeps it from being switched on, and its history"_L1,
         {jsonOption},
         nullptr,
         show},
        {"automation"_L1, "on"_L1, "N"_L1, 1, 1, "switch one on: from this moment"_L1, {}, always, switchOn},
        {"automation"_L1,
         "off"_L1,
         "N"_L1,
         1,
         1,
         "switch one off; what it began goes on"_L1,
         {{"cancel-runs"_L1, ""_L1, "cancel what it began as well"_L1}},
         always,
         switchOff},
        {"automation"_L1,
         "asking"_L1,
         ""_L1,
         0,
         0,
         "list what waits for somebody to decide"_L1,
         {jsonOption},
         nullptr,
         asking},
        {"automation"_L1,
         "approve"_L1,
         "run|step N"_L1,
         2,
         2,
         "let what asks happen"_L1,
         {},
         always,
         approve},
        {"automation"_L1,
         "skip"_L1,
         "run|step N"_L1,
         2,
         2,
         "let what asks or waits not happen"_L1,
         {},
         always,
         skip},
        {"automation"_L1,
         "rehearse"_L1,
         "N"_L1,
         1,
         1,
         "show what it would do for a job; changes nothing"_L1,
         {{"job"_L1, "N"_L1, "the job's number"_L1}, jsonOption},
         always, // plays it in a transaction, which is taken back
         rehearse},
        {"automation"_L1,
         "secret"_L1,
         "N"_L1,
         1,
         1,
         "say the secret its webhooks are signed with"_L1,
         {},
         nullptr,
         secret},
    };
}

} // namespace foyer::cli
