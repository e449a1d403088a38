// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/automations/runs.h"
#include "app/mail/outbox.h"
#include "ui/automations/studio_choices.h"

/// What automations, their parts and what became of them are called in the person's language.
namespace foyer::words {

QString triggerKind(Trigger::Kind kind);     ///< "a job is booked": goes on after “When”
QString conditionKind(Condition::Kind kind); ///< "Type of job"
QString stepIconName(const Step& step);      ///< see icon()

QString trigger(const Trigger& trigger); ///< "When a job is booked"
QString condition(const Condition& condition, const StudioChoices& choices);
QString audience(const Audience& audience); ///< "client and spouse"
/// "Mail “Thank you for booking” to client and spouse"
QString step(const Step& step, const StudioChoices& choices);
/// The same for one person: "Mail “Thank you for booking” to Ada Nachtigall". @param person  empty: for all
QString stepFor(const Step& step, const StudioChoices& choices, const QString& person);
/// "2 mails, 1 task"; empty: no steps
QString counts(const std::vector<Step>& steps);
/// "When a job is booked: 2 mails, 1 task"
QString summary(const AutomationContent& content);
/// "Whenever a job is booked from now on, Foyer will: 1. Mail …"
QString fromNowOn(const AutomationContent& content, const StudioChoices& choices);

/// "sent 12 May, 09:00 to Ada", "skipped, because …", "waits until …"
/// @param person  whom it is for; may be empty
/// @param mail  the one it queued, if any: what became of it
QString outcome(const automations::StepRow& row, const QString& person, const mail::Mail* mail);
/// "Done", "Cancelled, because …", "Asks whether it shall begin: …"
QString runState(const automations::Run& run);
QString stepState(automations::StepState state); ///< "Done"

} // namespace foyer::words
