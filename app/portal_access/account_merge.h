// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/base/result.h"
#include "app/portal_access/portal_account.h"
#include "app/storage/database.h"

#include <QByteArray>
#include <QJsonObject>
#include <QString>

namespace foyer::portal_access {

/// A password as it is stored. Never in a log, the journal or a dump.
struct KeptPassword
{
    QString recipe; ///< empty: there was none
    QByteArray salt;
    QByteArray subject;
    QByteArray verifier;
};

/// What `joinAccounts` changed: enough for `partAccounts`.
struct JoinedAccounts
{
    qint64 survivorLinkNumber = 1;
    bool hasSurvivorGivenUpPassword = false; ///< it has the absorbed one's now
    KeptPassword survivorsBefore;            ///< its own, if it gave it up
    QJsonObject before;                      ///< instants and flags of the survivor; no secret
};

/// Two people turn out to be one. The survivor keeps link and state, and takes the other's password if
/// `takesAbsorbedPassword`: its generation rises then, and its sessions end. Sessions and reset links of the
/// absorbed one end in any case; its own row stays as it is otherwise. Writes no journal.
Result<JoinedAccounts> joinAccounts(Transaction& transaction, ContactId survivor, ContactId absorbed,
                                    bool takesAbsorbedPassword);

/// Takes that back. What happened to the survivor's account since then stays, and a reset or a disabling
/// since then, which meant both, holds for both; so does the end of a password that had been the absorbed
/// one's. Generations never go back, so that no session and no reset link comes to life again. Writes no
/// journal.
Result<void> partAccounts(Transaction& transaction, ContactId survivor, ContactId absorbed,
                          const JoinedAccounts& joined);

} // namespace foyer::portal_access
