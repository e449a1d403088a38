// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/base/id.h"
#include "app/base/time.h"

#include <QByteArray>

namespace foyer::items {

/// Which version of an item somebody had before them, and when it was shown.
struct Seen
{
    VersionId version;
    QByteArray sha256;
    Instant at;
};

} // namespace foyer::items
