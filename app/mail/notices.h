// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/base/result.h"
#include "app/storage/database.h"

#include <QString>

namespace foyer::mail {

// Mails about a client's account. Queued in the transaction of what happened; none stores a link or a secret.

/// To the contact's first email, if there is one.
Result<void> queuePasswordSetNotice(Transaction& transaction, ContactId contact);
Result<void> queuePasskeyAddedNotice(Transaction& transaction, ContactId contact);   ///< the same
Result<void> queuePasskeyRemovedNotice(Transaction& transaction, ContactId contact); ///< the same
/// To an address the contact had before: whoever reads it must learn that others count now.
Result<void> queueEmailChangedNotice(Transaction& transaction, ContactId contact, const QString& oldAddress);
/// With the link that lets the client choose a new password; put in when the mail is read or sent.
/// @param address  one of the contact's own that nobody else uses: whoever reads it gets in
Result<void> queueResetMail(Transaction& transaction, ContactId contact, const QString& address);

} // namespace foyer::mail
