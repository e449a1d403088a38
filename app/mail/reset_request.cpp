// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/mail/reset_request.h"

#include "app/base/text.h"
#include "app/contacts/contact_store.h"
#include "app/mail/notices.h"
#include "app/portal_access/account_store.h"
#include "app/portal_access/login_throttle.h"
#include "app/portal_access/reset_link.h"
#include "app/storage/settings.h"

namespace foyer::mail {

using namespace Qt::StringLiterals;

namespace {

const QString countMails = uR"(
    SELECT count(*) FROM mail WHERE contact_id = :id AND kind = 'reset' AND queued_at > :limit)"_s;
const QString countAllMails = u"SELECT count(*) FROM mail WHERE kind = 'reset' AND queued_at > :limit"_s;
const QString countNotes = uR"(
    SELECT count(*) FROM journal WHERE entity = 'portal_account' AND entity_row = :id AND action = 'reset wanted'
    AND at > :limit)"_s;

/// How often something happened to this contact within the last hour.
Result<qint64> countOfLastHour(const Snapshot& snapshot, const QString& sql, ContactId contact)
{
    auto query = snapshot.query(sql);
    query.bind(":id"_L1, contact.row()).bind(":limit"_L1, snapshot.now() - std::chrono::hours{1});
    if (!query.next())
        return fail(query.error().value_or(Error{Fault::Storage, u"nothing was counted"_s}));
    return query.integer(0);
}

/// Several people read this mailbox: the studio is told that one of them is locked out. Once an hour is
/// enough, and keeps a stranger from filling the journal.
Result<void> noteForStudio(Transaction& transaction, const std::vector<contacts::ContactBrief>& sharers)
{
    for (const contacts::ContactBrief& sharer : sharers) {
        if (sharer.kind != ContactKind::Person)
            continue; // reads the mailbox, but has no portal
        const auto noted = countOfLastHour(transaction, countNotes, sharer.id);
        if (!noted)
            return fail(noted.error());
        if (*noted > 0)
            continue;
        if (const auto done = portal_access::noteResetWanted(transaction, sharer.id); !done)
            return done;
    }
    return {};
}

Result<void> sendLink(Transaction& transaction, ContactId contact, const QString& address)
{
    // Whoever once knew the password could have added it, as a way back in.
    const auto isClaim = contacts::isClaimBesideAnother(transaction, contact, address);
    if (!isClaim)
        return fail(isClaim.error());
    const auto found = portal_access::account(transaction, contact);
    if (!found)
        return fail(found.error());
    if (!found->isPerson || found->isInBin || found->disabledAt)
        return {};
    const auto sent = countOfLastHour(transaction, countMails, contact);
    if (!sent)
        return fail(sent.error());
    // Whoever asks on and on in a client's name must not leave them without a word.
    if (*sent >= mostResetsPerHour || *isClaim)
        return found->resetWantedAt ? Result<void>{} : portal_access::noteResetWanted(transaction, contact);
    auto inAll = transaction.query(countAllMails);
    inAll.bind(":limit"_L1, transaction.now() - std::chrono::hours{1});
    if (!inAll.next())
        return fail(inAll.error().value_or(Error{Fault::Storage, u"nothing was counted"_s}));
    if (inAll.integer(0) >= mostResetsPerHourInAll)
        return found->resetWantedAt ? Result<void>{} : portal_access::noteResetWanted(transaction, contact);
    if (const auto started = portal_access::startReset(transaction, contact); !started)
        return started;
    return queueResetMail(transaction, contact, address);
}

} // namespace

Result<ResetAnswer> answerToReset(const Snapshot& snapshot, const QString& typedEmail)
{
    const auto sharers = contacts::usersOfEmail(snapshot, typedEmail);
    if (!sharers)
        return fail(sharers.error());
    const auto isOne = settings::get(snapshot, QLatin1StringView{settings::oneResetAnswer});
    if (!isOne)
        return fail(isOne.error());
    return sharers->size() > 1 && *isOne != "yes"_L1 ? ResetAnswer::Shared : ResetAnswer::Sent;
}

Result<void> performReset(Transaction& transaction, const QString& typedEmail)
{
    const auto counted = portal_access::countResetOf(transaction, typedEmail);
    if (!counted)
        return fail(counted.error());
    if (!counted->isAdmitted)
        return {};
    const auto sharers = contacts::usersOfEmail(transaction, typedEmail);
    if (!sharers)
        return fail(sharers.error());
    if (sharers->size() > 1)
        return noteForStudio(transaction, *sharers);
    if (sharers->empty())
        return {};
    const auto contact = contacts::find(transaction, sharers->front().id);
    if (!contact)
        return fail(contact.error());
    // To the address as the studio has it, and to no other of this contact: others may be shared.
    for (const ContactEmail& email : contact->details.emails) {
        if (normalisedEmail(email.address) == normalisedEmail(typedEmail))
            return sendLink(transaction, contact->id, email.address);
    }
    return {};
}

Result<void> performFreshReset(Transaction& transaction, ContactId id)
{
    const auto contact = contacts::find(transaction, id);
    if (!contact)
        return fail(contact.error());
    for (const ContactEmail& email : contact->details.emails) {
        const auto users = contacts::usersOfEmail(transaction, email.address);
        if (!users)
            return fail(users.error());
        if (users->size() == 1 && users->front().id == id)
            return sendLink(transaction, id, email.address);
    }
    const auto sharers = contacts::sharersOf(transaction, id);
    return sharers && !sharers->empty() ? noteForStudio(transaction, *sharers) : Result<void>{};
}

} // namespace foyer::mail
