// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/mail/reset_request.h"

#include "app/contacts/contact_store.h"
#include "app/mail/notices.h"
#include "app/portal_access/account_store.h"
#include "app/portal_access/reset_link.h"

namespace foyer::mail {

using namespace Qt::StringLiterals;

namespace {

const QString countRecent = uR"(
    SELECT count(*) FROM mail WHERE contact_id = :id AND kind = 'reset' AND queued_at > :limit)"_s;

Result<bool> isTooOften(const Snapshot& snapshot, ContactId contact)
{
    auto query = snapshot.query(countRecent);
    query.bind(":id"_L1, contact.row()).bind(":limit"_L1, snapshot.now() - std::chrono::hours{1});
    if (!query.next())
        return fail(query.error().value_or(Error{Fault::Storage, u"mails could not be counted"_s}));
    return query.integer(0) >= mostResetsPerHour;
}

/// Several people read this mailbox: the studio is told that one of them is locked out.
void noteForStudio(Transaction& transaction, const std::vector<contacts::ContactBrief>& sharers)
{
    for (const contacts::ContactBrief& sharer : sharers) {
        transaction.record({u"contact"_s, sharer.id.row(), u"reset wanted"_s, {}});
        transaction.touch(Entity::PortalAccount, sharer.id.row());
    }
}

} // namespace

Result<ResetAnswer> requestReset(Transaction& transaction, const QString& typedEmail)
{
    const auto sharers = contacts::findByEmail(transaction, typedEmail);
    if (!sharers)
        return fail(sharers.error());
    if (sharers->size() > 1) {
        noteForStudio(transaction, *sharers);
        return ResetAnswer::Shared;
    }
    if (sharers->empty())
        return ResetAnswer::Unknown;
    return requestFreshReset(transaction, sharers->front().id);
}

Result<ResetAnswer> requestFreshReset(Transaction& transaction, ContactId contact)
{
    const auto found = portal_access::account(transaction, contact);
    if (!found)
        return fail(found.error());
    if (!found->isPerson || found->disabledAt)
        return ResetAnswer::Unknown;
    const auto often = isTooOften(transaction, contact);
    if (!often)
        return fail(often.error());
    if (*often)
        return ResetAnswer::TooOften;
    if (const auto started = portal_access::startReset(transaction, contact); !started)
        return fail(started.error());
    if (const auto queued = queueResetMail(transaction, contact); !queued)
        return fail(queued.error());
    return ResetAnswer::MailQueued;
}

} // namespace foyer::mail
