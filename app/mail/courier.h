// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/mail/smtp.h"
#include "app/secrets/secret_store.h"
#include "app/storage/database.h"

#include <QObject>

#include <memory>

namespace foyer::mail {

/// Carries mails from the Outbox to the servers, on a thread of its own. Whichever program has the studio
/// open keeps one. Looks when something changed, when a mail or an account becomes due, and once a minute,
/// which is what wakes it after the machine slept. What it does stands in the Outbox; see claims.h.
class Courier : public QObject
{
    Q_OBJECT

public:
    /// @param studio  owned by this program; outlives the courier
    Courier(Database& studio, std::unique_ptr<SecretStore> secrets,
            SmtpPatience patience = SmtpPatience::fromEnvironment(), QObject* parent = nullptr);
    /// Breaks off what runs, within about a second; a mail that was half handed over is tried again.
    ~Courier() override;
    Q_DISABLE_COPY_MOVE(Courier)

    /// Returns at once; from now on mails leave by themselves.
    void start();
    /// Tries all that is due, accounts with a problem too, and returns when that is done. From any thread.
    void flush();

    /// flush() of the courier that this program keeps for a studio. @returns false when it keeps none
    static bool flushOf(const Database& studio);

private:
    class Rounds;
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace foyer::mail
