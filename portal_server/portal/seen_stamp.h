// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/items/seen.h"
#include "portal_server/portal/visit.h"

#include <optional>

namespace foyer::web {

/// Text that says which version was shown to whom, and when, and that only this studio can have written: a
/// page that is looked at writes nothing, so the form carries it.
QString seenText(const Visit& visit, const QString& uid, const items::Seen& seen);
/// Nothing when it was written for another item or another person, or not by us.
std::optional<items::Seen> readSeen(const Visit& visit, const QString& uid);

} // namespace foyer::web
