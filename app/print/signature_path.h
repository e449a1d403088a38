// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPainterPath>
#include <QString>

#include <optional>

namespace foyer::print {

/// The commands M, L, H, V, C, Q and Z of SVG path data, absolute and relative: what a drawn signature is
/// kept as.
/// @returns nothing for anything else, for more than 20,000 numbers and for numbers outside ±10,000
std::optional<QPainterPath> signaturePath(QStringView data);

} // namespace foyer::print
