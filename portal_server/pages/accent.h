// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace foyer::web {

/// A brand's accent colour as a page can use it.
struct Accent
{
    QString colour; ///< "#rrggbb": at least 4.5:1 against the paper, nudged there if need be
    QString text;   ///< "#rrggbb": what is read on top of it, at least 4.5:1
};

enum class Paper
{
    Light,
    Dark
};

/// Contrast as WCAG 2.2 defines it (relative luminance). @param accent  "#rrggbb"
Accent accentOn(Paper paper, const QString& accent);

/// 1 … 21. @param a, b  "#rrggbb"
double contrast(const QString& a, const QString& b);

} // namespace foyer::web
