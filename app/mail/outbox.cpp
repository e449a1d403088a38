// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/mail/outbox.h"

#include "app/base/text.h"
#include "app/brands/brand_store.h"
#include "app/contacts/contact_store.h"
#include "app/mail/facts.h"
#include "app/mail/invite.h"
#include "app/mail/mail_body.h"
#include "app/mail/queue.h"
#include "app/mail/state_words.h"
#include "app/mail/tokens.h"
#include "app/portal_access/account_store.h"
#include "app/portal_access/direct_link.h"
#include "app/portal_access/reset_link.h"

#include <QRegularExpression>

namespace foyer::mail {

using namespace Qt::StringLiterals;

namespace {

const QString columns = uR"(
    SELECT id, contact_id, brand_id, to_name, to_address, subject, body, state, reason, message_id, queued_at, kind,
           job_id, item_id, language, not_before, attempts, next_attempt_at, server_words, sent_at, sent_from, version
    FROM mail )"_s;
const QString selectById = columns + u"WHERE id = :id"_s;
const QString selectNewest = columns + u"ORDER BY id DESC LIMIT :limit"_s;
const QString selectRecentInvite = columns + uR"(
    WHERE contact_id = :contact_id AND kind = 'invite' AND state IN ('sending', 'sent', 'unknown')
      AND queued_at > :since
    ORDER BY id DESC LIMIT 1)"_s;
const QString selectPendingInvite = columns + uR"(
    WHERE contact_id = :contact_id AND kind = 'invite' AND state IN ('waiting', 'held')
    ORDER BY id DESC LIMIT 1)"_s;
const QString updateState = uR"(
    UPDATE mail SET state = :state, reason = :reason, held_by_facts = held_by_facts AND :state <> 'held',
           version = version + 1
    WHERE id = :id)"_s;
const QString updateToSend = uR"(
    UPDATE mail SET state = 'waiting', reason = '', not_before = NULL, next_attempt_at = NULL, attempts = 0,
           insisted = 1, excused = :excused, held_by_facts = 0, version = version + 1
    WHERE id = :id)"_s;
const QString updateEdited = uR"(
    UPDATE mail SET excused = CASE WHEN to_key <> :to_key THEN :excused ELSE excused END, to_address = :to_address, to_key = :to_key,
           subject = :subject, body = :body, not_before = :not_before, version = version + 1
    WHERE id = :id)"_s;
const QString selectAttachments =
    u"SELECT name, media_type, content FROM mail_attachment WHERE mail_id = :mail ORDER BY position"_s;

template <class Tag>
std::optional<Tag> optionalId(const Query& row, int column)
{
    return row.isNull(column) ? std::nullopt : std::optional{Tag{row.integer(column)}};
}

Mail fromRow(const Query& row)
{
    return {optionalId<MailId>(row, 0).value(),
            optionalId<ContactId>(row, 1),
            BrandId{row.integer(2)},
            row.text(3),
            row.text(4),
            row.text(5),
            row.text(6),
            stateFromWord(row.text(7)),
            row.text(8),
            row.text(9),
            row.instant(10),
            row.text(11),
            optionalId<JobId>(row, 12),
            optionalId<ItemId>(row, 13),
            row.text(14),
            row.optionalInstant(15),
            int(row.integer(16)),
            row.optionalInstant(17),
            row.text(18),
            row.optionalInstant(19),
            row.text(20),
            row.integer(21)};
}

constexpr qsizetype longestSubject = 300;
constexpr qsizetype longestBody = 50'000;

/// The first token that a queued mail cannot carry; empty: none.
QString unknownTokenIn(const QString& text)
{
    static const QRegularExpression braces{uR"(\{\{\s*([^{}]*?)\s*\}\})"_s};
    auto matches = braces.globalMatch(text);
    while (matches.hasNext()) {
        const QString name = matches.next().captured(1);
        if (!isLinkToken(name))
            return name;
    }
    return {};
}

/// One that nobody at the desk may touch any more is a Conflict.
Result<Mail> findUnsent(const Snapshot& snapshot, MailId id)
{
    auto found = find(snapshot, id);
    if (found && found->state == MailState::Sent)
        return fail(Fault::Conflict, u"This mail has been sent."_s);
    if (found && found->state == MailState::Sending)
        return fail(Fault::Conflict, u"This mail is being sent."_s);
    return found;
}

Result<void> changeState(Transaction& transaction, MailId id, const QString& state, const QString& reason)
{
    const auto changed = transaction.query(updateState)
                             .bind(":id"_L1, id.row())
                             .bind(":state"_L1, state)
                             .bind(":reason"_L1, reason)
                             .run();
    if (!changed)
        return changed;
    transaction.record({u"mail"_s, id.row(), state, {{u"reason"_s, reason}}});
    transaction.touch(Entity::Mail, id.row());
    return {};
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

Result<std::optional<Mail>> recentInvite(const Snapshot& snapshot, ContactId contact)
{
    return snapshot.query(selectRecentInvite)
        .bind(":contact_id"_L1, contact.row())
        .bind(":since"_L1, snapshot.now() - std::chrono::hours{24})
        .first(fromRow);
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
    const bool mayCancel = found->state == MailState::Waiting || found->state == MailState::Held ||
                           found->state == MailState::Unknown || found->state == MailState::Failed;
    if (!mayCancel)
        return fail(Fault::Conflict, u"This mail no longer waits."_s);
    return changeState(transaction, id, u"cancelled"_s, reason);
}

Result<void> hold(Transaction& transaction, MailId id, const QString& reason)
{
    const auto found = find(transaction, id);
    if (!found)
        return fail(found.error());
    if (found->state != MailState::Waiting)
        return fail(Fault::Conflict, u"This mail does not wait."_s);
    return changeState(transaction, id, u"held"_s, reason);
}

Result<void> edit(Transaction& transaction, MailId id, qint64 version, const MailEdit& edited)
{
    const auto found = findUnsent(transaction, id);
    if (!found)
        return fail(found.error());
    if (found->version != version)
        return fail(Fault::Conflict, u"This mail was changed meanwhile."_s);
    const QString subject = singleLine(edited.subject);
    if (subject.isEmpty())
        return fail(Fault::Invalid, u"A mail needs a subject."_s);
    if (subject.size() > longestSubject || edited.body.size() > longestBody)
        return fail(Fault::Invalid, u"The subject or the text is too long."_s);
    if (!isEmailAddress(edited.toAddress))
        return fail(Fault::Invalid, u"“%1” is not an email address."_s.arg(edited.toAddress));
    if (const QString unknown = unknownTokenIn(subject + u'\n' + edited.body); !unknown.isEmpty())
        return fail(Fault::Invalid, u"There is no token “%1” in a mail that was queued."_s.arg(unknown));
    if (subject.contains("{{"_L1))
        return fail(Fault::Invalid, u"A subject carries no link."_s);
    Mail asEdited = *found;
    asEdited.body = edited.body;
    const auto addresses = portal_access::addresses(transaction);
    if (!addresses)
        return fail(addresses.error());
    const auto readable = asRecipientSees(transaction, asEdited, *addresses, LinksAs::Masked);
    if (readable && readable->html.toUtf8().size() > largestHtml)
        return fail(Fault::Invalid, u"The text is too long for a mail: mail programs would cut it off."_s);
    const auto excused = excusedWithAddress(transaction, *found);
    if (!excused)
        return fail(excused.error());
    const auto done = transaction.query(updateEdited)
                          .bind(":id"_L1, id.row())
                          .bind(":excused"_L1, *excused)
                          .bind(":to_address"_L1, edited.toAddress.trimmed())
                          .bind(":to_key"_L1, normalisedEmail(edited.toAddress).value_or(edited.toAddress))
                          .bind(":subject"_L1, subject)
                          .bind(":body"_L1, edited.body)
                          .bind(":not_before"_L1, edited.notBefore)
                          .run();
    if (!done)
        return done;
    transaction.record({u"mail"_s, id.row(), u"edited"_s, {}});
    transaction.touch(Entity::Mail, id.row());
    return {};
}

Result<void> sendNow(Transaction& transaction, MailId id)
{
    const auto found = findUnsent(transaction, id);
    if (!found)
        return fail(found.error());
    const auto excused = excusedByNow(transaction, *found);
    if (!excused)
        return fail(excused.error());
    const auto done =
        transaction.query(updateToSend).bind(":id"_L1, id.row()).bind(":excused"_L1, *excused).run();
    if (!done)
        return done;
    transaction.record({u"mail"_s, id.row(), u"asked to leave now"_s, {}});
    transaction.touch(Entity::Mail, id.row());
    return {};
}

Result<std::vector<Attachment>> attachmentsOf(const Snapshot& snapshot, MailId id)
{
    return snapshot.query(selectAttachments).bind(":mail"_L1, id.row()).all([](const Query& row) {
        return Attachment{row.text(0), row.text(1), row.bytes(2)};
    });
}

Result<ReadableMail> asRecipientSees(const Snapshot& snapshot, const Mail& mail,
                                     const portal_access::Addresses& addresses, LinksAs as)
{
    const auto brand = brands::find(snapshot, mail.brand);
    if (!brand)
        return fail(brand.error());
    const bool hasPortalLink = carriesPortalLink(mail.body);
    const bool hasResetLink = carriesResetLink(mail.body);
    const bool isSomewhere = hasAddressFor(addresses, brand->details); // else it stands there as words
    if ((hasPortalLink || hasResetLink) && !mail.contact)
        return fail(Fault::NotFound, u"The contact of this mail was removed, so its link cannot be made."_s);
    BodyLinks links;
    if (hasPortalLink && isSomewhere) {
        const auto token = as == LinksAs::Masked ? Result<QString>{maskedToken}
                                                 : portal_access::directLinkToken(snapshot, *mail.contact);
        if (!token)
            return fail(token.error());
        links.portal = addresses.directLink(brand->details, *token);
    }
    if (hasResetLink && isSomewhere) {
        const auto token = as == LinksAs::Masked ? Result<QString>{maskedToken}
                                                 : portal_access::resetToken(snapshot, *mail.contact);
        if (!token)
            return fail(token.error());
        links.reset = addresses.resetLink(brand->details, *token);
    }
    const RenderedBody body =
        rendered(mail.body, links,
                 {brand->details.name, brand->details.accent, brand->details.website, mail.language, {}});
    return ReadableMail{mail.subject, body.text, body.html};
}

} // namespace foyer::mail
