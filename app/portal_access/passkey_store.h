// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/base/id.h"
#include "app/base/result.h"
#include "app/portal_access/webauthn.h"
#include "app/storage/database.h"

#include <QByteArray>
#include <QString>

#include <optional>
#include <vector>

namespace foyer::portal_access {

// Passkeys are a second way in for a person who has a password. They name the person by themselves, so a
// shared mailbox does not matter to them. The studio's Reset Password removes them all (with account_store);
// disabling only shuts them out; a new password of the client's own choice leaves them alone.

using PasskeyId = Id<struct PasskeyTag>;

inline constexpr int mostPasskeysPerClient = 10;
inline constexpr int longestPasskeyName = 60;

struct Passkey
{
    PasskeyId id;
    ContactId contact;
    QByteArray credentialId;
    QString host; ///< the relying party's id: it works at this host only
    QString name;
    Instant createdAt;
    std::optional<Instant> lastUsedAt;
};

/// What authenticators keep to tell a person's account from others: 32 bytes that say nothing to anybody
/// else. One and the same for all of a contact's passkeys, so that a device replaces an old one instead of
/// listing two. Made from a secret of the studio, because a page must name it before the first passkey has a
/// row, and showing a page changes none (P3). Faults: Storage
Result<QByteArray> userHandle(const Snapshot& snapshot, ContactId contact);

/// Oldest first.
Result<std::vector<Passkey>> passkeysOf(const Snapshot& snapshot, ContactId contact);

struct NewPasskey
{
    NewCredential credential;
    QString host;
    QString name; ///< blank: "Passkey"; cut at longestPasskeyName
};
/// Faults: Conflict (the account changed since `generation` was read, or the credential is known already),
/// Denied (has as many as are allowed)
Result<PasskeyId> addPasskey(Transaction& transaction, ContactId contact, qint64 generation,
                             const NewPasskey& passkey);
/// Faults: NotFound (also: somebody else's)
Result<void> renamePasskey(Transaction& transaction, ContactId contact, PasskeyId id, const QString& name);
/// Faults: NotFound (also: somebody else's)
Result<void> removePasskey(Transaction& transaction, ContactId contact, PasskeyId id);

/// A passkey that may log in now, and what is needed to check its answer.
struct UsablePasskey
{
    PasskeyId id;
    ContactId contact;
    qint64 generation;
    QByteArray publicKey;
    QByteArray userHandle;
};
/// Nothing for one that is unknown or removed, and for one whose person could not log in by password either:
/// portal disabled, in the bin, no person any more.
Result<std::optional<UsablePasskey>> findPasskey(const Snapshot& snapshot, const QByteArray& credentialId,
                                                 const QString& host);

enum class PasskeyUse
{
    Accepted,
    CounterWentBack, ///< two devices count with one key: it was copied. Stands in the journal; nobody gets in
};
/// @param signCount  what the authenticator said. Faults: NotFound (removed meanwhile)
Result<PasskeyUse> recordPasskeyUse(Transaction& transaction, PasskeyId id, quint32 signCount);

/// A challenge is answered once. Faults: Conflict (answered before)
/// @param expiresAt  from when on it would be refused anyway, and need not be remembered
Result<void> spendChallenge(Transaction& transaction, const QByteArray& challenge, Instant expiresAt);

} // namespace foyer::portal_access
