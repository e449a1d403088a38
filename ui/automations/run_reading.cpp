// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/automations/run_reading.h"

#include "app/automations/scheduler.h"
#include "app/contacts/contact_store.h"
#include "app/jobs/job_list.h"
#include "app/portal_access/addresses.h"
#include "ui/automations/automation_words.h"

#include <QCoreApplication>

#include <set>

namespace foyer {

using namespace automations;

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(RunsSeen)
};

constexpr int mostTicks = 20; ///< of a rehearsal: enough for what is due at once

Result<std::set<MailId>> mailsOf(const Snapshot& snapshot, RunId id)
{
    const auto run = findRun(snapshot, id);
    if (!run)
        return fail(run.error());
    std::set<MailId> mails;
    for (const StepRow& row : run->steps) {
        if (row.mail)
            mails.insert(*row.mail);
    }
    return mails;
}

} // namespace

QString RunsSeen::person(const std::optional<ContactId>& contact) const
{
    if (!contact)
        return {};
    const auto found = people.find(*contact);
    return found == people.end() ? Words::tr("somebody who is gone") : found->second;
}

QString RunsSeen::job(const std::optional<JobId>& job) const
{
    if (!job)
        return {};
    const auto found = jobs.find(*job);
    return found == jobs.end() ? Words::tr("a job that is gone") : found->second;
}

const mail::Mail* RunsSeen::mail(const std::optional<MailId>& id) const
{
    const auto found = id ? mails.find(*id) : mails.end();
    return found == mails.end() ? nullptr : &found->second;
}

QString RunsSeen::sentenceOf(const Run& run, const StepRow& row) const
{
    const auto at = std::size_t(row.position);
    return row.position >= 0 && at < run.content.steps.size()
               ? words::stepFor(run.content.steps[at], choices, person(row.contact))
               : QString{};
}

Result<RunsSeen> withNames(const Snapshot& snapshot, std::vector<Run> runs)
{
    RunsSeen seen;
    auto choices = studioChoices(snapshot);
    if (!choices)
        return fail(choices.error());
    seen.choices = std::move(*choices);
    std::set<ContactId> people;
    std::set<JobId> jobIds;
    for (const Run& run : runs) {
        if (run.contact)
            people.insert(*run.contact);
        if (run.job)
            jobIds.insert(*run.job);
        for (const StepRow& row : run.steps) {
            if (row.contact)
                people.insert(*row.contact);
            if (!row.mail)
                continue;
            if (auto mail = mail::find(snapshot, *row.mail))
                seen.mails.emplace(*row.mail, std::move(*mail));
        }
    }
    for (const ContactId id : people) {
        if (const auto brief = contacts::brief(snapshot, id))
            seen.people.emplace(id, brief->name);
    }
    const auto rows = jobs::rows(snapshot, {jobIds.begin(), jobIds.end()});
    if (!rows)
        return fail(rows.error());
    for (const jobs::JobRow& row : *rows)
        seen.jobs.emplace(row.id, row.title);
    seen.runs = std::move(runs);
    return seen;
}

Result<std::vector<UnsentMail::Mail>> mailsOfApproval(Rehearsal& rehearsal, RunId run,
                                                      std::optional<StepId> step, const QString& portalOrigin)
{
    const auto before = mailsOf(rehearsal, run);
    if (!before)
        return fail(before.error());
    const auto approved = step ? approveStep(rehearsal, *step) : approveRun(rehearsal, run);
    if (!approved)
        return fail(approved.error());
    for (int i = 0; i < mostTicks; ++i) {
        const auto done = tick(rehearsal);
        if (!done)
            return fail(done.error());
        if (!done->isMore && done->stepsDone == 0)
            break;
    }
    const auto after = mailsOf(rehearsal, run);
    const auto addresses = portal_access::addresses(rehearsal, portalOrigin);
    if (!after || !addresses)
        return fail(!after ? after.error() : addresses.error());
    std::vector<UnsentMail::Mail> mails;
    for (const MailId id : *after) {
        if (before->contains(id))
            continue;
        const auto mail = mail::find(rehearsal, id);
        if (!mail)
            return fail(mail.error());
        const auto readable = mail::asRecipientSees(rehearsal, *mail, *addresses, mail::LinksAs::Masked);
        if (!readable)
            return fail(readable.error());
        mails.push_back({mail->toName, mail->toAddress, readable->subject, readable->text, readable->html});
    }
    return mails;
}

} // namespace foyer
