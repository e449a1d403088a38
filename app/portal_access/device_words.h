// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace foyer::portal_access {

/// What a browser calls itself, as people would say it: "Safari on an iPhone". A claim, good enough to tell
/// one's own devices apart, and nothing more. "A browser" when it says nothing that is known.
QString deviceWords(const QString& userAgent);

} // namespace foyer::portal_access
