// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/portal_access/login_throttle.h"
#include "app/portal_access/passwords.h"
#include "portal_server/portal/visit.h"

#include <QString>

#include <optional>
#include <vector>

namespace foyer::web {

/// What came of a typed password: who it fits, or the page that says why it was not tried.
struct PasswordTry
{
    std::vector<portal_access::LoginCandidates::Person> people; ///< empty: it fits nobody
    std::optional<Response> response;                           ///< too many tries, or a fault
    portal_access::Admission counted;                           ///< give it back when the password was right
};

/// Every password that a client types to prove who they are comes through here: counted, then evaluated,
/// in the same work whoever is asked for. Slow; on the hash lane.
PasswordTry tryPassword(const Visit& visit, Database& studio, const QString& typedEmail,
                        const QString& password);
/// The same where a Direct Link or a session names the person.
PasswordTry tryPassword(const Visit& visit, Database& studio, ContactId contact, const QString& password);

/// Says when to come back, and which ways are open meanwhile.
Response tooManyTries(const Visit& visit, const portal_access::Admission& admission);

} // namespace foyer::web
