// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/mail/mail_account.h"
#include "app/mail/outbox.h"
#include "app/mail/smtp.h"

#include <set>
#include <vector>

/// What a courier writes into the Outbox: which mails it takes, and what became of each. A claim is not the
/// sending: a mail is "sent" only by what finish() is told.
namespace foyer::mail {

/// A mail that one courier hands over now, and nobody else.
struct Claim
{
    Mail mail; ///< as it was before; its Message-ID is whole
    Route route;
};

struct Claims
{
    std::vector<Claim> list;
    bool hasMore = false; ///< something was held, cancelled or left for the next round: ask again
};

/// Takes the next mails that are due, resets first, then in their order, some of every brand; of one mailbox
/// and brand only the first, and those somebody pressed “Send Now” for. One that cannot be read is put off,
/// in the end fails, and keeps no other waiting. Facts are asked once more: what is no longer true is held or
/// cancelled here (invariant A3).
/// @param courier  a name that no other program has
/// @param shut  accounts that nothing is to be tried through, beside those whose retryAt has not come
Result<Claims> claimDue(Transaction& transaction, const QString& courier,
                        const portal_access::Addresses& addresses, const std::set<BrandId>& shut);

/// What became of one. Does nothing when it is no longer this courier's.
Result<void> finish(Transaction& transaction, const QString& courier, const Claim& claim,
                    const Outcome& outcome);

/// It could not even be written: kept back with the reason.
Result<void> keepBack(Transaction& transaction, const QString& courier, const Claim& claim,
                      const QString& reason);

/// It could not be read: tried again a few times, then failed.
Result<void> putAside(Transaction& transaction, const QString& courier, const Claim& claim,
                      const QString& why);

/// Untried: it waits as before.
Result<void> giveBack(Transaction& transaction, const QString& courier, const Claim& claim);

/// What a program that died had claimed: nobody knows whether it left. Tried again as long as others are,
/// then failed. @returns how many
Result<int> adoptOrphans(Transaction& transaction, const QString& courier);
bool hasOrphans(const Snapshot& snapshot, const QString& courier);

/// What facts hold (nobody by hand) goes on by itself when they are gone; another fact takes their place.
/// @returns how many changed
Result<int> releaseHeld(Transaction& transaction, const portal_access::Addresses& addresses);
Result<bool> hasReleasable(const Snapshot& snapshot, const portal_access::Addresses& addresses);

/// Mails that would be tried now, if their account can.
Result<std::vector<MailId>> dueNow(const Snapshot& snapshot);
/// The next moment at which one becomes due, or an account is tried again; nothing: not by itself.
Result<std::optional<Instant>> nextMoment(const Snapshot& snapshot);

/// When it is tried again. @param attempts  so far, at least 1
/// @returns nothing once three days have passed in vain
std::optional<std::chrono::seconds> pauseAfter(int attempts);

} // namespace foyer::mail
