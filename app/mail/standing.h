// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/mail/outbox.h"

namespace foyer::mail {

/// How it stands with a mail, as people ask it: its state, and what it waits for.
enum class Standing
{
    Queued,            ///< leaves as soon as a courier can
    Scheduled,         ///< somebody put it off, see notBefore
    WaitingForAccount, ///< there is no account, or it has a problem
    Retrying,          ///< refused for now, see nextAttemptAt
    Sending,
    Sent,
    Failed,
    Unknown,
    Held,
    Cancelled
};
struct WhereItStands
{
    Standing standing;
    QString problem; ///< of the account it waits for, for people; empty: there is none to wait for
};
Result<WhereItStands> standingOf(const Snapshot& snapshot, const Mail& mail);

} // namespace foyer::mail
