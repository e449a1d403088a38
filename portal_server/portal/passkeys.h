// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "portal_server/portal/visit.h"

namespace foyer::web {

// Passkeys: a way in that names the person by itself. The page carries the question (a fresh challenge), the
// script hands it to the browser and posts what came back as an ordinary form.

/// The question that a login page asks beside its form, where passkeys can be used at all: browsers want
/// https or this very machine, and a name rather than a number.
/// @param error  why the last answer was not taken; empty: there was none
void offerPasskey(const Visit& visit, View& view, const QString& error = {});
Response logInWithPasskey(const Visit& visit, Database& studio);

/// The client's own passkeys: names, when used, add, rename, remove.
Response showPasskeys(const Visit& visit);
Response addPasskey(const Visit& visit, Database& studio);
Response renamePasskey(const Visit& visit, Database& studio);
Response removePasskey(const Visit& visit, Database& studio);

} // namespace foyer::web
