// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/payments/codes/swiss_bill.h"

#include <QRectF>

class QPainter;

namespace foyer {

/// The payment part with its receipt: what stands at the lower edge of an A4 page.
inline constexpr double swissBillWidthMm = 210;
inline constexpr double swissBillHeightMm = 105;

/// Draws receipt (62 mm wide) and payment part (148 mm) in black, with the lines and scissors that take the
/// place of a perforation, by SIX's style guide. Paints no ground; nothing else may stand inside.
/// @param target    210 × 105 mm in the painter's units. Exactly that size on paper: the code must be 46 mm
/// @param language  BCP 47, of the headings
/// Needs a QGuiApplication. Faults: as swissPayload; nothing is drawn then
Result<void> drawSwissBill(QPainter& painter, const QRectF& target, const SwissBill& bill,
                           const QString& language);

} // namespace foyer
