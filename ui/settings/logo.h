// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/base/result.h"

#include <QByteArray>
#include <QString>

namespace foyer {

struct Logo
{
    QByteArray bytes;
    QString type; ///< "image/png" or "image/jpeg"
};

/// Reads a logo as pages can show it. PNG and JPEG of a sensible size come back byte for byte; a larger
/// picture is scaled down, a drawing (SVG) becomes a PNG.
/// Faults: NotFound, Invalid (no picture, or still beyond 256 KiB when scaled down)
Result<Logo> readLogo(const QString& path);

} // namespace foyer
