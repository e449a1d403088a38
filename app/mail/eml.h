// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/mail/mail_account.h"
#include "app/mail/outbox.h"

#include <QByteArray>

namespace foyer::mail {

/// The bytes of this mail as they leave for its one recipient.
/// Faults: Invalid (too long for a mail; nothing a header can carry), NotFound (its link cannot be made)
Result<QByteArray> messageOf(const Snapshot& snapshot, const Mail& mail, const Route& route,
                             const portal_access::Addresses& addresses);

/// For "Save as .eml": the same, with the links masked. Without an account it is from the brand's name.
Result<QByteArray> asEml(const Snapshot& snapshot, const Mail& mail,
                         const portal_access::Addresses& addresses);

/// The domain of an address as it stands in a Message-ID.
QString domainOf(const QString& address);

/// "Name <address>"
QString senderOf(const Route& route);

/// Whether nobody at the desk made it: no out-of-office note shall answer it.
bool isAutomatic(const Mail& mail);

} // namespace foyer::mail
