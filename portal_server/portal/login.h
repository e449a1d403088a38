// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "portal_server/portal/visit.h"

#include <QString>

namespace foyer::web {

/// What a login leaves in the browser.
struct Login
{
    QString token;     ///< of the session
    ContactId contact; ///< who logged in
    QString device;    ///< shown by later tries, so that strangers cannot stand in their way
};

/// Opens a session for somebody who proved who they are, in the place of one this browser already has, and
/// remembers the device. Faults: Conflict (the account changed since `generation` was read)
Result<Login> logInClient(const Visit& visit, Transaction& transaction, ContactId contact, qint64 generation);

/// Puts the cookies of a login into an answer, and takes those of the way in out.
void setLoginCookies(const Visit& visit, const Login& login, Response& response);
/// Home, or the item of theirs that they had asked for before they logged in, with those cookies.
Response withSession(const Visit& visit, const Login& login);

} // namespace foyer::web
