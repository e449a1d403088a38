// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/base/result.h"
#include "app/base/time.h"
#include "app/portal_access/portal_account.h"
#include "app/storage/database.h"

#include <QString>

#include <chrono>
#include <optional>
#include <vector>

namespace foyer::portal_access {

// Invariant P6. The absolute limit stands in the row; the idle one in the cookie beside the token, signed by
// the portal, because a GET changes no row.
inline constexpr std::chrono::minutes sessionIdle{60};
inline constexpr std::chrono::hours sessionLifetime{12};
/// The oldest is dropped when a client logs in once more than this.
inline constexpr int mostSessionsPerClient = 10;

struct Session
{
    SessionId id;
    ContactId contact;
    qint64 generation;
    QString source;
    QString userAgent;
    Instant createdAt;
};

/// A client who proved who they are. @returns the token for the cookie; only its SHA-256 is stored.
/// Sets the last login. Faults: Conflict (the account changed since `generation` was read)
Result<QString> openSession(Transaction& transaction, ContactId contact, qint64 generation,
                            const QString& host, const QString& source, const QString& userAgent);

/// The session of a token, if it is alive now: not older than its lifetime, opened on this host, and of the
/// account's present generation, with the portal enabled and the contact not in the bin.
Result<std::optional<Session>> findSession(const Snapshot& snapshot, const QString& token,
                                           const QString& host);

/// Whose session a token was, though it was idle too long or grew too old since. Nothing when it was closed,
/// or ended by a reset, a disabled portal or a new password.
Result<std::optional<ContactId>> ownerOfEndedSession(const Snapshot& snapshot, const QString& token,
                                                     const QString& host);

Result<void> closeSession(Transaction& transaction, SessionId id);
/// The same for one of this client's own. Somebody else's stays, and looks like one that is gone.
Result<void> closeSessionOf(Transaction& transaction, ContactId contact, SessionId id);
/// "Log out everywhere": all of this client's, but the one kept; remembered devices are forgotten.
Result<void> closeSessionsOf(Transaction& transaction, ContactId contact,
                             std::optional<SessionId> kept = std::nullopt);
/// Newest first; only those alive.
Result<std::vector<Session>> sessionsOf(const Snapshot& snapshot, ContactId contact);
/// Clients with a session that was opened within its lifetime.
Result<int> clientsLoggedIn(const Snapshot& snapshot);
/// Forgets sessions past their lifetime.
Result<void> dropExpiredSessions(Transaction& transaction);

} // namespace foyer::portal_access
