// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>

namespace foyer::portal_access {

/// An address that a client gave themself in the portal may be anybody's: for this long it makes no device
/// known, and gets no link that lets somebody in while the client has another one. Their other addresses are
/// told at once. The studio's own change of the addresses confirms them.
inline constexpr std::chrono::days claimLife{7};

} // namespace foyer::portal_access
