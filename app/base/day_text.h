// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/base/time.h"

#include <QDate>
#include <QString>

namespace foyer {

/// A day as a letter would write it, without its weekday: "3 May 2027", "3. Mai 2027", "2027年5月3日".
/// @param language  BCP 47 ("de", "pt-BR"); empty, or one nobody knows: English as written in Europe
/// @returns an empty text for an invalid day. Safe on any thread.
QString dayText(QDate day, const QString& language);

/// The day on which something happened, by the clock of this machine.
QString dayText(Instant instant, const QString& language);

} // namespace foyer
