// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "portal_server/portal/visit.h"

namespace foyer::web {

// The ways in and out: login by email, the Direct Link, the first password, the chooser, logging out.

Response enter(const Visit& visit); ///< the root: home for clients, the login page for others
Response showLogin(const Visit& visit);
Response logIn(const Visit& visit, Database& studio);
/// "Who are you?", after a password that two people of one email chose was proven.
Response showChooser(const Visit& visit);
Response choosePerson(const Visit& visit, Database& studio);

/// Puts the link into a short-lived cookie and leads to an address without it.
Response openDirectLink(const Visit& visit);
/// Where a Direct Link leads: choose a password, log in as this person, or why neither is possible.
Response showWelcome(const Visit& visit);
Response logInPinned(const Visit& visit, Database& studio);
Response setPassword(const Visit& visit, Database& studio);

// For other ways to prove who one is.

/// Whom the Direct Link of this visit names, while it may be used.
std::optional<ContactId> pinnedPerson(const Visit& visit);
/// The login page (that of the Direct Link when pinned) with a sentence why the passkey was not taken.
Response refusePasskey(const Visit& visit, bool isPinned, const QString& error);

Response logOut(const Visit& visit, Database& studio);
Response showLoggedOut(const Visit& visit);

} // namespace foyer::web
