// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/base/result.h"
#include "app/mail/queue.h"
#include "app/portal_access/addresses.h"
#include "app/storage/database.h"

#include <QString>

#include <optional>
#include <vector>

namespace foyer::mail {

enum class MailState
{
    Waiting, ///< queued; after a refusal for now (attempts > 0) retrying
    Held,    ///< kept back, see reason; goes on when somebody releases it
    Cancelled,
    Sending, ///< claimed by a courier
    Sent,    ///< the server said 250 to it
    Failed,  ///< refused for good, see serverWords
    Unknown ///< the answer was lost after the mail had been handed over: tried again with the same Message-ID
};

/// A mail in the Outbox. Links in it are kept as tokens and replaced when it is read or sent, so that
/// no stored copy carries anybody's link.
struct Mail
{
    MailId id;
    std::optional<ContactId> contact;
    BrandId brand;
    QString toName;
    QString toAddress;
    QString subject;
    QString body; ///< Markdown with link tokens
    MailState state;
    QString reason;    ///< why it is held, cancelled or failed, for people
    QString messageId; ///< without angle brackets; the same at every attempt
    Instant queuedAt;
    QString kind;
    std::optional<JobId> job;
    std::optional<ItemId> item;
    QString language;
    std::optional<Instant> notBefore;
    int attempts;
    std::optional<Instant> nextAttemptAt;
    QString serverWords; ///< the last answer that was no 250
    std::optional<Instant> sentAt;
    QString sentFrom; ///< "Name <address>", once it was handed over
    qint64 version;   ///< rises with every change: an edit based on an older one is a Conflict
};

/// What an invite cannot be sent for, asked before offering the button.
enum class InviteObstacle
{
    None,
    NotAPerson,
    NoEmail,
    Disabled
};
Result<InviteObstacle> inviteObstacle(const Snapshot& snapshot, ContactId contact);
/// An invite that still waits, if any: pressing twice asks.
Result<std::optional<Mail>> pendingInvite(const Snapshot& snapshot, ContactId contact);

/// The newest invite that left within the last day, if any: pressing again so soon asks, too.
Result<std::optional<Mail>> recentInvite(const Snapshot& snapshot, ContactId contact);

/// Renders the invite for this contact, queues it, notes it on contact and account.
/// Faults: Invalid (see inviteObstacle), NotFound
Result<MailId> queueInvite(Transaction& transaction, ContactId contact);

/// Newest first.
Result<std::vector<Mail>> all(const Snapshot& snapshot, int limit);
Result<Mail> find(const Snapshot& snapshot, MailId id);
/// @param reason  stands beside it in the Outbox
Result<void> cancel(Transaction& transaction, MailId id, const QString& reason = {});

/// What somebody at the desk may change while it has not left. Faults of edit: Invalid (no subject, an
/// unknown token, not an address, too long), NotFound, Conflict (left meanwhile, or changed by somebody since
/// `version`)
struct MailEdit
{
    QString toAddress;
    QString subject;
    QString body;
    std::optional<Instant> notBefore;
};
Result<void> edit(Transaction& transaction, MailId id, qint64 version, const MailEdit& edited);
/// Waiting, held, failed, cancelled or unknown: tried as soon as a courier can, before earlier mails to its
/// mailbox, whatever stands against it at this moment; what happens later is asked all the same. A portal
/// link of somebody whose portal is disabled stays held. Faults: NotFound, Conflict (sent or on its way)
Result<void> sendNow(Transaction& transaction, MailId id);
/// Keeps a waiting one back. Faults: NotFound, Conflict
Result<void> hold(Transaction& transaction, MailId id, const QString& reason);
Result<std::vector<Attachment>> attachmentsOf(const Snapshot& snapshot, MailId id);

/// How links stand in what is read.
enum class LinksAs
{
    Real,  ///< as the recipient gets them: for the recipient's mail only
    Masked ///< for eyes at the desk and for files: the address with dots for what is secret
};
/// As the recipient will read it: tokens replaced. For eyes and for sending, never for storing.
struct ReadableMail
{
    QString subject;
    QString text;
    QString html; ///< a whole document
};
Result<ReadableMail> asRecipientSees(const Snapshot& snapshot, const Mail& mail,
                                     const portal_access::Addresses& addresses,
                                     LinksAs links = LinksAs::Real);

} // namespace foyer::mail
