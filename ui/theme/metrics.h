// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

/// Distances of the design in device-independent pixels: use these, so that things line up.
namespace foyer::theme::space {

inline constexpr int hair = 2;
inline constexpr int tiny = 4;
inline constexpr int small = 8;
inline constexpr int medium = 12;
inline constexpr int large = 16;
inline constexpr int page = 24;    ///< from the edge of a page to its content
inline constexpr int section = 32; ///< between two sections of a page

} // namespace foyer::theme::space

namespace foyer::theme {

inline constexpr int iconPx = 18;
inline constexpr int largestFormWidth = 720; ///< lines longer than this are hard to read

} // namespace foyer::theme
