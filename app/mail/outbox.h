// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/base/result.h"
#include "app/portal_access/addresses.h"
#include "app/storage/database.h"

#include <QString>

#include <optional>
#include <vector>

namespace foyer::mail {

enum class MailState
{
    Waiting,
    Held,
    Cancelled,
    Sending,
    Sent,
    Failed,
    Unknown
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
    QString body; ///< Markdown with tokens
    MailState state;
    QString reason; ///< why it is held or failed
    QString messageId;
    Instant queuedAt;
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

/// Renders the invite for this contact, queues it, notes it on contact and account.
/// Faults: Invalid (see inviteObstacle), NotFound
Result<MailId> queueInvite(Transaction& transaction, ContactId contact);

/// Newest first.
Result<std::vector<Mail>> all(const Snapshot& snapshot, int limit);
Result<Mail> find(const Snapshot& snapshot, MailId id);
/// @param reason  stands beside it in the Outbox
Result<void> cancel(Transaction& transaction, MailId id, const QString& reason = {});

/// As the recipient will read it: tokens replaced. For eyes and for sending, never for storing.
struct ReadableMail
{
    QString subject;
    QString text;
};
Result<ReadableMail> asRecipientSees(const Snapshot& snapshot, const Mail& mail,
                                     const portal_access::Addresses& addresses);

} // namespace foyer::mail
