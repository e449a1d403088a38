// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/automations/runs.h"
#include "app/mail/outbox.h"
#include "ui/automations/studio_choices.h"
#include "ui/automations/unsent_mail.h"

#include <map>

namespace foyer {

/// Runs, with what the things in them are called.
struct RunsSeen
{
    std::vector<automations::Run> runs;
    std::map<ContactId, QString> people;
    std::map<JobId, QString> jobs; ///< titles
    std::map<MailId, mail::Mail> mails;
    StudioChoices choices;

    QString person(const std::optional<ContactId>& contact) const;
    QString job(const std::optional<JobId>& job) const;
    const mail::Mail* mail(const std::optional<MailId>& id) const;
    /// What the step was, in the run as it began. Empty: the run has no such step.
    QString sentenceOf(const automations::Run& run, const automations::StepRow& row) const;
};
Result<RunsSeen> withNames(const Snapshot& snapshot, std::vector<automations::Run> runs);

/// What would go out at once if this were approved, asked of the code that sends it. To be called in a
/// rehearsal. @param step  nothing: the run's beginning is approved
Result<std::vector<UnsentMail::Mail>>
mailsOfApproval(Rehearsal& rehearsal, RunId run, std::optional<StepId> step, const QString& portalOrigin);

} // namespace foyer
