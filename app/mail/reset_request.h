// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/base/result.h"
#include "app/storage/database.h"

#include <QString>

namespace foyer::mail {

/// Mails a client gets at most by asking again and again.
inline constexpr int mostResetsPerHour = 3;
/// And all clients together: a studio's mail account must not become somebody's loudspeaker. Who is not
/// written to stands as "reset wanted" in the profile.
inline constexpr int mostResetsPerHourInAll = 60;

enum class ResetAnswer
{
    Sent,  ///< what everybody is told: if the address is known, a mail is on its way
    Shared ///< several contacts use it: no link, since no guess is made about who is meant
};
/// What somebody who typed this address into "Forgot your password?" is told; everybody the same where the
/// studio chose so (settings::oneResetAnswer). Reads only, so that the answer
/// takes the same time whoever is known.
Result<ResetAnswer> answerToReset(const Snapshot& snapshot, const QString& typedEmail);

/// What is then done, after the answer: the mail is queued to this very address, or "reset wanted" is noted
/// on every sharer. Nothing for unknown, disabled and binned ones, and for whoever asks more than thrice an
/// hour.
Result<void> performReset(Transaction& transaction, const QString& typedEmail);

/// For somebody whose earlier link ran out; the link named the person. Goes to the contact's first address
/// that nobody else uses. Faults: NotFound
Result<void> performFreshReset(Transaction& transaction, ContactId contact);

} // namespace foyer::mail
