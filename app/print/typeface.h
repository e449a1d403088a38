// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/base/result.h"

#include <QColor>
#include <QFont>
#include <QString>

/// The letters and inks of printed sheets. Lengths are in points (1/72 inch) throughout app/print.
namespace foyer::print {

/// What the painter counts in: a tenth of a point, so that sizes such as 8.5 pt are whole pixels to Qt.
inline constexpr double unitsPerPoint = 10;

enum class Face
{
    Sans, ///< text and figures
    Serif ///< headings and typed signatures
};

/// With fallbacks for scripts that the face lacks; which of them are there depends on the machine.
QFont fontOf(Face face, double size, bool isBold, bool isItalic);

/// Faults: Storage (names the typeface that is missing)
Result<void> typefacesAreThere();

inline const QString emojiFamily = QStringLiteral("Noto Color Emoji");

namespace ink {

inline const QColor text{0x1d, 0x1b, 0x19};
inline const QColor quiet{0x6a, 0x65, 0x5e}; ///< labels, page numbers: 5.8:1 on white
inline const QColor hairline{0xcf, 0xc9, 0xc0};

/// The brand's accent, darkened until it can be read on white (4.5:1, WCAG 2.2).
/// @param colour  "#rrggbb"; anything else gives a quiet brown
QColor accent(const QString& colour);

} // namespace ink
} // namespace foyer::print
