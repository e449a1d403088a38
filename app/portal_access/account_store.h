// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/base/result.h"
#include "app/portal_access/portal_account.h"
#include "app/storage/database.h"

#include <vector>

namespace foyer::portal_access {

/// Faults: NotFound. A company or location comes back with isPerson false.
Result<PortalAccount> account(const Snapshot& snapshot, ContactId contact);

/// More Actions › Reset Password: password, passkeys, sessions, pending reset links and the Direct Link are
/// dead at the commit; a new Direct Link asks for a new password. Faults: NotFound, Invalid (not a person)
Result<void> resetPassword(Transaction& transaction, ContactId contact);
/// Login, Direct Link and reset are refused from the commit on; sessions end. Password and passkeys are kept.
Result<void> disable(Transaction& transaction, ContactId contact);
Result<void> enable(Transaction& transaction, ContactId contact);
/// Called with the queueing of an invite.
Result<void> markInvited(Transaction& transaction, ContactId contact);
/// What a studio that is moved in remembers of a client's last login. Faults: Invalid (has no password)
Result<void> recallLastLogin(Transaction& transaction, ContactId contact, Instant at);
/// Somebody who uses an address of several people asked for a new password: the studio is told.
Result<void> noteResetWanted(Transaction& transaction, ContactId contact);
/// Who waits for the studio's help, the longest first.
Result<std::vector<ContactId>> wantingReset(const Snapshot& snapshot);
/// Makes the account's row where there is none yet. For the other files of portal access.
Result<void> ensureAccount(Transaction& transaction, ContactId contact);

} // namespace foyer::portal_access
