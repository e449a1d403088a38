// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/base/id.h"
#include "app/base/result.h"
#include "app/storage/database.h"

#include <QString>

#include <chrono>
#include <vector>

namespace foyer::portal_access {

// A device on which somebody logged in before. It opens nothing: it only keeps the tries of its owner apart
// from those of strangers (see login_throttle.h). Two people of one household may share one.

/// As long as browsers keep a cookie.
inline constexpr std::chrono::days knownDeviceLife{400};
/// The oldest is forgotten when there is one more.
inline constexpr int mostKnownDevices = 20;

/// Called with a login. @param shown  what the browser showed of an earlier one
/// @returns what it is to show from now on: the same if this studio made it, else a new one
Result<QString> rememberDevice(Transaction& transaction, ContactId contact, const QString& shown);
/// This person, if they logged in there; else nobody. The same work for every text.
Result<std::vector<ContactId>> knownUsers(const Snapshot& snapshot, const QString& shown, ContactId contact);
/// Those who use this email and logged in there. An address that a client has only just claimed does not
/// count (see email_claim.h).
Result<std::vector<ContactId>> knownUsers(const Snapshot& snapshot, const QString& shown,
                                          const QString& typedEmail);
/// After a reset a remembered device is as dead as the password (behaviour S54).
Result<void> forgetDevices(Transaction& transaction, ContactId contact);
Result<void> dropOldDevices(Transaction& transaction);

} // namespace foyer::portal_access
