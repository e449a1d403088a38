// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/mail/outbox.h"

#include "app/base/text.h"
#include "app/brands/brand_store.h"
#include "app/contacts/contact_store.h"
#include "app/mail/invite.h"
#include "app/mail/queue.h"
#include "app/mail/tokens.h"
#include "app/portal_access/account_store.h"
#include "app/portal_access/direct_link.h"
#include "app/portal_access/reset_link.h"

namespace foyer::mail {

using namespace Qt::StringLiterals;

namespace {

const QString selectById = uR"(
    SELECT id, contact_id, brand_id, to_name, to_address, subject, body, state, reason, message_id, queued_at
    FROM mail WHERE id = :id)"_s;
const QString selectNewest = uR"(
    SELECT id, contact_id, brand_id, to_name, to_address, subject, body, state, reason, message_id, queued_at
    FROM mail ORDER BY id DESC LIMIT :limit)"_s;
const QString selectPendingInvite = uR"(
    SELECT id, contact_id, brand_id, to_name, to_address, subject, body, state, reason, message_id, queued_at
    FROM mail WHERE contact_id = :contact_id AND kind = 'invite' AND state IN ('waiting', 'held')
    ORDER BY id DESC LIMIT 1)"_s;
const QString updateCancelled =
    u"UPDATE mail SET state = 'cancelled', reason = :reason WHERE id = :id AND state IN ('waiting', 'held')"_s;

MailState stateFromWord(const QString& word)
{
    static const std::pair<QLatin1StringView, MailState> words[] = {
        {"waiting"_L1, MailState::Waiting},     {"held"_L1, MailState::Held},
        {"cancelled"_L1, MailState::Cancelled}, {"sending"_L1, MailState::Sending},
        {"sent"_L1, MailState::Sent},           {"failed"_L1, MailState::Failed},
    };
    for (const auto& [text, state] : words) {
        if (word == text)
            return state;
    }
    return MailState::Unknown;
}

Mail fromRow(const Query& row)
{
    return {MailId{row.integer(0)},
            row.isNull(1) ? std::nullopt : std::optional{ContactId{row.integer(1)}},
            BrandId{row.integer(2)},
            row.text(3),
            row.text(4),
            row.text(5),
            row.text(6),
            stateFromWord(row.text(7)),
            row.text(8),
            row.text(9),
            row.instant(10)};
}

/// The first email a mail can be sent to.
QString reachableEmail(const ContactDetails& details)
{
    for (const ContactEmail& email : details.emails) {
        if (isEmailAddress(email.address))
            return email.address;
    }
    return {};
}

Failure refused(InviteObstacle obstacle, const QString& name)
{
    switch (obstacle) {
    case InviteObstacle::None:
        break;
    case InviteObstacle::NotAPerson:
        return fail(Fault::Invalid,
                    u"Only people have a client portal; %1 is a company or location."_s.arg(name));
    case InviteObstacle::NoEmail:
        return fail(Fault::Invalid,
                    u"%1 has no email address. Add one, or hand over the Direct Link."_s.arg(name));
    case InviteObstacle::Disabled:
        return fail(Fault::Invalid, u"The portal of %1 is disabled. Enable it first."_s.arg(name));
    }
    Q_UNREACHABLE();
}

} // namespace

Result<InviteObstacle> inviteObstacle(const Snapshot& snapshot, ContactId contact)
{
    const auto found = contacts::find(snapshot, contact);
    if (!found)
        return fail(found.error());
    const auto account = portal_access::account(snapshot, contact);
    if (!account)
        return fail(account.error());
    if (!account->isPerson)
        return InviteObstacle::NotAPerson;
    if (account->disabledAt)
        return InviteObstacle::Disabled;
    return reachableEmail(found->details).isEmpty() ? InviteObstacle::NoEmail : InviteObstacle::None;
}

Result<std::optional<Mail>> pendingInvite(const Snapshot& snapshot, ContactId contact)
{
    return snapshot.query(selectPendingInvite).bind(":contact_id"_L1, contact.row()).first(fromRow);
}

Result<MailId> queueInvite(Transaction& transaction, ContactId contact)
{
    const auto found = contacts::find(transaction, contact);
    if (!found)
        return fail(found.error());
    const QString name = displayNameOf(found->details);
    const auto obstacle = inviteObstacle(transaction, contact);
    if (!obstacle)
        return fail(obstacle.error());
    if (*obstacle != InviteObstacle::None)
        return refused(*obstacle, name);
    const auto brand = brands::find(transaction, found->brand);
    if (!brand)
        return fail(brand.error());

    const InviteText text = inviteText(found->details, brand->details);
    if (const auto marked = portal_access::markInvited(transaction, contact); !marked)
        return fail(marked.error());
    return enqueue(transaction, {u"invite"_s, contact, found->brand, name, reachableEmail(found->details),
                                 text.subject, text.body});
}

Result<std::vector<Mail>> all(const Snapshot& snapshot, int limit)
{
    return snapshot.query(selectNewest).bind(":limit"_L1, limit).all(fromRow);
}

Result<Mail> find(const Snapshot& snapshot, MailId id)
{
    auto found = snapshot.query(selectById).bind(":id"_L1, id.row()).first(fromRow);
    if (!found)
        return fail(found.error());
    if (!*found)
        return fail(Fault::NotFound, u"There is no mail %1."_s.arg(id.row()));
    return std::move(**found);
}

Result<void> cancel(Transaction& transaction, MailId id, const QString& reason)
{
    const auto found = find(transaction, id);
    if (!found)
        return fail(found.error());
    if (found->state != MailState::Waiting && found->state != MailState::Held)
        return fail(Fault::Conflict, u"This mail no longer waits."_s);
    const auto cancelled =
        transaction.query(updateCancelled).bind(":id"_L1, id.row()).bind(":reason"_L1, reason).run();
    if (!cancelled)
        return cancelled;
    transaction.record({u"mail"_s, id.row(), u"cancelled"_s, {{u"reason"_s, reason}}});
    transaction.touch(Entity::Mail, id.row());
    return {};
}

Result<ReadableMail> asRecipientSees(const Snapshot& snapshot, const Mail& mail,
                                     const portal_access::Addresses& addresses)
{
    ReadableMail readable{mail.subject, mail.body};
    const bool hasPortalLink = mail.body.contains(portalLinkToken);
    const bool hasResetLink = mail.body.contains(resetLinkToken);
    if (!hasPortalLink && !hasResetLink)
        return readable;
    if (!mail.contact)
        return fail(Fault::NotFound, u"The contact of this mail was removed, so its link cannot be made."_s);
    const auto brand = brands::find(snapshot, mail.brand);
    if (!brand)
        return fail(brand.error());
    if (hasPortalLink) {
        const auto token = portal_access::directLinkToken(snapshot, *mail.contact);
        if (!token)
            return fail(token.error());
        readable.text.replace(portalLinkToken, addresses.directLink(brand->details, *token));
    }
    if (hasResetLink) {
        const auto token = portal_access::resetToken(snapshot, *mail.contact);
        if (!token)
            return fail(token.error());
        readable.text.replace(resetLinkToken, addresses.resetLink(brand->details, *token));
    }
    return readable;
}

} // namespace foyer::mail
