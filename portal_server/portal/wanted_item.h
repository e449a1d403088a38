// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "portal_server/portal/routes.h"
#include "portal_server/portal/visit.h"

#include <QString>

#include <optional>

namespace foyer::web {

// Somebody follows a link to an item and must log in first: afterwards they are there, not at the start.
// Which item it was is kept by their browser alone, for ten minutes, whatever way in they take: password,
// passkey, chooser. It opens nothing.

/// Notes in the answer that sends a stranger to the login page what they had asked for, if that was an item.
void rememberWanted(const Visit& visit, const Match& match, Response& response);

/// The address of what was asked for, if it is this person's and shown here, or done and explained. Nothing
/// otherwise: who else sits at this browser now has asked for nothing.
std::optional<QString> wantedUrl(const Visit& visit, ContactId contact);

} // namespace foyer::web
