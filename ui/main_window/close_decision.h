// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>

namespace foyer {

/// What closing the window does.
enum class CloseStep
{
    Quit,           ///< nobody is served: simply leave
    Hide,           ///< the portal stays online, the tray shows it
    AskToKeep,      ///< once: keep the portal online?
    AskToGoOffline, ///< there is no tray to come back from, so leaving takes the portal offline
};

/// @param keepsPortal  what was answered to AskToKeep before, if it was asked
constexpr CloseStep closeStep(bool isPortalOn, bool hasTray, std::optional<bool> keepsPortal)
{
    if (!isPortalOn)
        return CloseStep::Quit;
    if (!hasTray)
        return CloseStep::AskToGoOffline;
    if (!keepsPortal)
        return CloseStep::AskToKeep;
    return *keepsPortal ? CloseStep::Hide : CloseStep::AskToGoOffline;
}

} // namespace foyer
