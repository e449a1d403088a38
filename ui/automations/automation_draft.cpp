// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/automations/automation_draft.h"

#include <QRegularExpression>

#include <algorithm>

namespace foyer {

using namespace Qt::StringLiterals;

namespace {

template <class Value>
void settle(MergedAutomation& result, AutomationPart part, Value AutomationContent::*member,
            const AutomationDraft& base, const AutomationDraft& theirs)
{
    Value& mine = result.draft.content.*member;
    const Value& before = base.content.*member;
    const Value& other = theirs.content.*member;
    if (mine == before)
        mine = other;
    else if (other != before && other != mine)
        result.disputed.push_back(part);
}

/// "Step 3 has no email template." stands beside the third step.
bool place(const QString& sentence, const QRegularExpression& pattern, QStringList& lines)
{
    const QRegularExpressionMatch match = pattern.match(sentence);
    const int number = match.captured(1).toInt();
    if (!match.hasMatch() || number < 1 || number > lines.size())
        return false;
    QString& line = lines[number - 1];
    line += line.isEmpty() ? sentence : u' ' + sentence;
    return true;
}

} // namespace

MergedAutomation merged(const AutomationDraft& base, const AutomationDraft& mine,
                        const AutomationDraft& theirs)
{
    MergedAutomation result{mine, {}};
    if (mine.name == base.name)
        result.draft.name = theirs.name;
    else if (theirs.name != base.name && theirs.name != mine.name)
        result.disputed.push_back(AutomationPart::Name);
    settle(result, AutomationPart::Description, &AutomationContent::description, base, theirs);
    settle(result, AutomationPart::Trigger, &AutomationContent::trigger, base, theirs);
    settle(result, AutomationPart::Conditions, &AutomationContent::conditions, base, theirs);
    settle(result, AutomationPart::Steps, &AutomationContent::steps, base, theirs);
    settle(result, AutomationPart::LateDays, &AutomationContent::lateDays, base, theirs);
    return result;
}

bool PlacedProblems::isEmpty() const
{
    return all().isEmpty();
}

QStringList PlacedProblems::all() const
{
    QStringList every = general;
    every.append(trigger);
    every += conditions;
    every += steps;
    every.removeAll(QString{});
    return every;
}

Result<PlacedProblems> placedProblems(const Snapshot& snapshot, const AutomationContent& content)
{
    static const QRegularExpression ofStep{u"^Step (\\d+) "_s};
    static const QRegularExpression ofCondition{u"^Condition (\\d+) "_s};
    const auto all = automations::obstaclesOf(snapshot, content);
    if (!all)
        return fail(all.error());
    // The rules name a step or a condition by its number; what another trigger would mend is of the trigger.
    AutomationContent otherwise = content;
    otherwise.trigger = {};
    const std::vector<QString> left = problemsOf(otherwise);
    PlacedProblems placed;
    placed.steps.resize(qsizetype(content.steps.size()));
    placed.conditions.resize(qsizetype(content.conditions.size()));
    for (const QString& sentence : *all) {
        if (place(sentence, ofStep, placed.steps) || place(sentence, ofCondition, placed.conditions))
            continue;
        if (std::find(left.begin(), left.end(), sentence) == left.end())
            placed.trigger += placed.trigger.isEmpty() ? sentence : u' ' + sentence;
        else
            placed.general.append(sentence);
    }
    return placed;
}

} // namespace foyer
