// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/base/result.h"
#include "app/storage/database.h"

#include <QString>

namespace foyer::mail {

/// Mails a client gets at most by asking again and again.
inline constexpr int mostResetsPerHour = 3;

enum class ResetAnswer
{
    Unknown,    ///< nobody uses this address, or nobody who can log in: looks like MailQueued from outside
    MailQueued, ///< a mail is on its way; the newest link is the only one that works
    TooOften,   ///< three in the last hour: looks like MailQueued, no mail
    Shared,     ///< several contacts use it: no link, since no guess is made about who is meant
};
/// "Forgot your password?" Queues the mail, or notes on every sharer that a reset is wanted.
Result<ResetAnswer> requestReset(Transaction& transaction, const QString& typedEmail);
/// The same for somebody whose earlier link ran out: the link named the person. Faults: NotFound
Result<ResetAnswer> requestFreshReset(Transaction& transaction, ContactId contact);

} // namespace foyer::mail
