// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/payments/statements/statement.h"

#include <QStringList>

namespace foyer {

/// What :86: tells about the entry before it, in any of the three ways banks write it: numbered subfields
/// (Germany, Austria: "166?00…?20EREF+…"), words between slashes ("/EREF/…/REMI/…"), plain text.
/// @param written  the lines of the field, the tag of the first removed
void readMt940Details(const QStringList& written, const StatementLimits& limits, StatementLine& line);

} // namespace foyer
