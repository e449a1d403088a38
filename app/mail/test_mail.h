// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/mail/mail_account.h"
#include "app/mail/smtp.h"

#include <functional>

namespace foyer::mail {

/// How a test mail fared, in words for people.
struct TestAnswer
{
    bool isAccepted;
    QString sentence; ///< what happened, and what to do when it was not accepted
    QString words;    ///< the server's own
};

/// Hands a real mail to the route's server. Takes up to two minutes: call it on a thread of its own.
/// @param to  one address
/// @param isCancelled  asked on another thread while it runs; empty: nobody cancels
/// @param caFile  see settings::mailCaFile; empty: none
TestAnswer sendTest(const Route& route, const QByteArray& password, const QString& to, const QString& caFile,
                    SmtpPatience patience = SmtpPatience::fromEnvironment(),
                    const std::function<bool()>& isCancelled = {});

} // namespace foyer::mail
