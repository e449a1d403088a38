// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace foyer {

/// The one name under which a desktop knows the program: desktop file, icon, metainfo, D-Bus, window class.
inline QString applicationId()
{
    return QStringLiteral("io.foyer.Foyer");
}

} // namespace foyer
