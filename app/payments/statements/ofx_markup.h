// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/base/result.h"
#include "app/payments/statements/markup_node.h"
#include "app/payments/statements/statement.h"

#include <QString>

namespace foyer {

/// The tree of an OFX file, of version 1 (SGML, values without an end tag) as of version 2 (XML). Neither
/// a document type nor entities beside the five of XML, &nbsp; and characters by number mean anything.
/// An element that is never closed is a value: what follows it stands beside it, not in it.
/// @param text  the whole file, decoded
/// @returns Invalid when there is no <OFX>…</OFX>, or something is beyond the limits
Result<MarkupNode> readOfxMarkup(QStringView text, const StatementLimits& limits);

} // namespace foyer
