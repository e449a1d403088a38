// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/automations/engine.h"

#include "app/automations/studio_time.h"
#include "app/brands/brand_store.h"
#include "app/contacts/contact_store.h"
#include "app/items/item_store.h"
#include "app/jobs/job_store.h"
#include "app/payments/wanting.h"
#include "app/portal_access/account_store.h"

#include <algorithm>

namespace foyer::automations {

using namespace Qt::StringLiterals;

namespace {

const QString selectTypeName = u"SELECT name FROM job_type WHERE id = :id"_s;

bool isSame(const QString& a, const QString& b)
{
    return a.simplified().compare(b.simplified(), Qt::CaseInsensitive) == 0;
}

bool holds(const Condition& condition, const Facts& facts)
{
    switch (condition.kind) {
    case Condition::Kind::JobType:
        return isSame(facts.jobType, condition.value);
    case Condition::Kind::Brand:
        return isSame(facts.brand, condition.value);
    case Condition::Kind::LeadSource:
        return facts.job && isSame(facts.job->details.leadSource, condition.value);
    case Condition::Kind::Stage:
        return facts.job && toWord(facts.job->stage) == condition.value;
    case Condition::Kind::HasShoot:
        return facts.job && shootDayOf(*facts.job).isValid();
    case Condition::Kind::HasPassword:
        return true; // of a person, see unmetBy
    }
    Q_UNREACHABLE();
}

QString unmetText(const Condition& condition)
{
    const QString value = condition.value;
    switch (condition.kind) {
    case Condition::Kind::JobType:
        return (condition.isNot ? u"the job is of the type “%1”"_s : u"the job is not of the type “%1”"_s)
            .arg(value);
    case Condition::Kind::Brand:
        return (condition.isNot ? u"it is of the brand “%1”"_s : u"it is not of the brand “%1”"_s).arg(value);
    case Condition::Kind::LeadSource:
        return (condition.isNot ? u"the lead came from “%1”"_s : u"the lead did not come from “%1”"_s)
            .arg(value);
    case Condition::Kind::Stage:
        return (condition.isNot ? u"the job's stage is %1"_s : u"the job's stage is not %1"_s).arg(value);
    case Condition::Kind::HasShoot:
        return condition.isNot ? u"the job has a shoot with a day"_s : u"no shoot of the job has a day yet"_s;
    case Condition::Kind::HasPassword:
        return condition.isNot ? u"has set a password already"_s : u"has not set a password yet"_s;
    }
    Q_UNREACHABLE();
}

bool isPersonOfNote(JobRole role, const std::vector<JobRole>& wanted)
{
    if (wanted.empty())
        return role == JobRole::Client || role == JobRole::Spouse || role == JobRole::Partner;
    return std::find(wanted.begin(), wanted.end(), role) != wanted.end();
}

QString doneAlready(ItemKind kind)
{
    switch (kind) {
    case ItemKind::Order:
        return u"has answered the order already"_s;
    case ItemKind::Contract:
        return u"has signed already"_s;
    case ItemKind::Questionnaire:
        return u"has answered already"_s;
    case ItemKind::Invoice:
        return u"has paid already"_s;
    case ItemKind::File:
        break;
    }
    return u"has done theirs already"_s;
}

QString bookingOf(int number)
{
    return u"booking %1"_s.arg(number);
}

QString endOfJob(const Run& run, const Job& job)
{
    const Trigger::Kind kind = run.content.trigger.kind;
    if (job.deletedAt)
        return u"the job is in the bin"_s;
    if (isCalledOff(job) && kind != Trigger::Kind::JobClosed)
        return u"the job was closed"_s;
    if (kind == Trigger::Kind::JobBooked) {
        if (job.stage == JobStage::Lead)
            return u"the job is not booked any more"_s;
        if (run.occurrence != bookingOf(job.bookings))
            return u"the job was booked anew"_s;
    }
    if (kind == Trigger::Kind::DayOfShoot) {
        const QDate day = shootDayOf(job);
        if (run.occurrence != u"shoot "_s + day.toString(Qt::ISODate))
            return day.isValid() ? u"the shoot was moved to %1"_s.arg(day.toString(Qt::ISODate))
                                 : u"the shoot has no day any more"_s;
    }
    return {};
}

QString completedMeanwhile(ItemKind kind)
{
    switch (kind) {
    case ItemKind::Order:
        return u"the order was accepted meanwhile"_s;
    case ItemKind::Contract:
        return u"the contract was signed meanwhile"_s;
    case ItemKind::Questionnaire:
        return u"the questionnaire was answered meanwhile"_s;
    case ItemKind::Invoice:
        return u"the invoice was paid meanwhile"_s;
    case ItemKind::File:
        break;
    }
    return u"the file was completed meanwhile"_s;
}

Result<QString> endOfItem(const Snapshot& snapshot, const Run& run, const Item& item)
{
    const QString what = toWord(item.kind);
    if (item.deletedAt || item.state == ItemState::Void)
        return u"the %1 was taken back"_s.arg(what);
    if (item.state == ItemState::Superseded)
        return u"another one took the place of the %1"_s.arg(what);
    const Trigger::Kind kind = run.content.trigger.kind;
    if (item.state == ItemState::Declined && kind == Trigger::Kind::DocumentSent)
        return u"the %1 was declined"_s.arg(what);
    // What goes out because something was sent is about what is still to be done with it.
    const bool isForWhatIsOpen = kind == Trigger::Kind::DocumentSent || kind == Trigger::Kind::DayOfDue;
    if (isForWhatIsOpen && item.state == ItemState::Completed)
        return completedMeanwhile(item.kind);
    if (kind != Trigger::Kind::DayOfDue)
        return QString{};
    const auto isOfDay = [&](QDate day) { return run.occurrence == u"due "_s + day.toString(Qt::ISODate); };
    if (item.kind != ItemKind::Invoice)
        return isOfDay(item.dueDay) ? QString{} : u"the due day was moved"_s;
    const auto balance = payments::balanceOf(snapshot, item.id);
    if (!balance)
        return fail(balance.error());
    bool isThere = false;
    for (const payments::InstalmentState& one : balance->instalments) {
        if (isOfDay(one.due) && !one.isPaid())
            return QString{};
        isThere = isThere || isOfDay(one.due);
    }
    return isThere ? u"it was paid meanwhile"_s : u"the due day was moved"_s;
}

} // namespace

Result<Facts> factsOf(const Snapshot& snapshot, std::optional<JobId> job, std::optional<ItemId> item)
{
    Facts facts;
    std::optional<BrandId> brand;
    if (job) {
        auto found = jobs::find(snapshot, *job);
        if (!found)
            return fail(found.error());
        brand = found->brand;
        if (found->details.type) {
            const auto type = snapshot.query(selectTypeName)
                                  .bind(":id"_L1, found->details.type->row())
                                  .first([](const Query& row) { return row.text(0); });
            if (!type)
                return fail(type.error());
            facts.jobType = type->value_or(QString{});
        }
        facts.job = std::move(*found);
    }
    if (item) {
        auto found = items::find(snapshot, *item);
        if (!found)
            return fail(found.error());
        brand = found->brand;
        facts.item = std::move(*found);
    }
    if (brand) {
        const auto found = brands::find(snapshot, *brand);
        if (!found)
            return fail(found.error());
        facts.brand = found->details.username;
    }
    return facts;
}

QString unmetOf(const std::vector<Condition>& conditions, const Facts& facts)
{
    for (const Condition& condition : conditions) {
        if (condition.kind != Condition::Kind::HasPassword && holds(condition, facts) == condition.isNot)
            return unmetText(condition);
    }
    return {};
}

Result<QString> unmetBy(const Snapshot& snapshot, const std::vector<Condition>& conditions, ContactId contact)
{
    for (const Condition& condition : conditions) {
        if (condition.kind != Condition::Kind::HasPassword)
            continue;
        const auto account = portal_access::account(snapshot, contact);
        if (!account)
            return fail(account.error());
        if (account->passwordSetAt.has_value() == condition.isNot)
            return unmetText(condition);
    }
    return QString{};
}

Result<QString> endOf(const Snapshot& snapshot, const Run& run, const Facts& facts)
{
    if (facts.job) {
        if (const QString end = endOfJob(run, *facts.job); !end.isEmpty())
            return end;
    } else if (run.content.trigger.kind != Trigger::Kind::FirstLogin) {
        return u"the job was removed"_s;
    }
    return facts.item ? endOfItem(snapshot, run, *facts.item) : Result<QString>{QString{}};
}

Result<QString> whyNotNow(const Snapshot& snapshot, const Run& run, const Facts& facts)
{
    const Trigger::Kind kind = run.content.trigger.kind;
    const bool isForWhatIsOpen = kind == Trigger::Kind::DocumentSent || kind == Trigger::Kind::DayOfDue;
    if (!facts.item || facts.item->kind != ItemKind::Invoice || !isForWhatIsOpen)
        return QString{};
    const auto balance = payments::balanceOf(snapshot, facts.item->id);
    if (!balance)
        return fail(balance.error());
    if (balance->pending == 0)
        return QString{};
    const auto parts = payments::wanting(*balance);
    const bool isWanting = std::any_of(parts.begin(), parts.end(), [&](const auto& part) {
        return kind == Trigger::Kind::DocumentSent ||
               run.occurrence == u"due "_s + part.due.toString(Qt::ISODate);
    });
    return isWanting ? QString{} : u"the money is on its way"_s;
}

QString theirsIsDone(const Run& run, const Facts& facts, const Audience& audience, ContactId person)
{
    // What begins when all have done theirs is for those who did.
    if (!facts.item || audience.kind != Audience::Kind::Recipients ||
        run.content.trigger.kind == Trigger::Kind::DocumentCompleted)
        return {};
    const auto& recipients = facts.item->recipients;
    const bool isDone = std::any_of(recipients.begin(), recipients.end(), [&](const ItemRecipient& one) {
        return one.contact == person && one.doneAt;
    });
    return isDone ? doneAlready(facts.item->kind) : QString{};
}

Result<std::vector<ContactId>> audienceOf(const Snapshot& snapshot, const Audience& audience, const Run& run,
                                          const Facts& facts)
{
    std::vector<ContactId> wanted;
    switch (audience.kind) {
    case Audience::Kind::People:
        if (facts.job) {
            for (const JobPerson& person : facts.job->details.people) {
                if (isPersonOfNote(person.role, audience.roles))
                    wanted.push_back(person.contact);
            }
        }
        break;
    case Audience::Kind::Recipients:
        if (facts.item) {
            for (const ItemRecipient& recipient : facts.item->recipients)
                wanted.push_back(recipient.contact);
        }
        break;
    case Audience::Kind::Trigger:
        if (run.contact)
            wanted.push_back(*run.contact);
        break;
    }
    std::vector<ContactId> people;
    for (const ContactId one : wanted) {
        const auto living = contacts::livingOf(snapshot, one);
        if (!living)
            return fail(living.error());
        const auto brief = contacts::brief(snapshot, *living);
        if (!brief)
            return fail(brief.error());
        if (brief->kind == ContactKind::Person &&
            std::find(people.begin(), people.end(), *living) == people.end())
            people.push_back(*living);
    }
    return people;
}

bool isCalledOff(const Job& job)
{
    return job.closedAt && job.stage != JobStage::Completed;
}

QDate shootDayOf(const Job& job)
{
    QDate first;
    for (const Shoot& shoot : job.details.shoots) {
        if (shoot.day.isValid() && (!first.isValid() || shoot.day < first))
            first = shoot.day;
    }
    return first;
}

Instant sentSince(const Item& item)
{
    return std::max(item.createdAt, item.sentAt.value_or(item.createdAt));
}

Instant endOfWait(const WaitStep& wait, Instant base, const Facts& facts)
{
    if (wait.from == WaitStep::From::Shoot) {
        const QDate day = facts.job ? shootDayOf(*facts.job) : QDate{};
        if (!day.isValid())
            return never;
        return momentOf(day.addDays(wait.days), wait.at.isValid() ? wait.at : QTime{9, 0});
    }
    const Instant after = plusDays(base, wait.days) + std::chrono::hours{wait.hours};
    if (!wait.at.isValid())
        return after;
    const QDate day = dayOf(after);
    const Instant then = momentOf(day, wait.at);
    // "After two days, at nine" is nine o'clock two days later, even when the step before was done at ten.
    const bool isByDays = wait.days > 0 && wait.hours == 0;
    return isByDays || then >= after ? then : momentOf(day.addDays(1), wait.at);
}

} // namespace foyer::automations
