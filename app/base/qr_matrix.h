// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

#include <optional>
#include <vector>

namespace foyer {

/// A QR code as squares ("modules"), without its quiet zone. Error correction M, as payment codes ask for and
/// as links of ours always had; the bytes stand in it as they are, in one segment and without a note of their
/// character set (8-bit mode, no ECI).
class QrMatrix
{
public:
    static constexpr int quietModules =
        4; ///< white squares that a reader wants around it (ISO/IEC 18004, 9.1)

    /// The smallest code that holds the bytes.
    /// @param highestVersion  1 (21 × 21 squares, 14 bytes) to 40 (177 × 177, 2331 bytes)
    /// @returns nothing when there are no bytes, or too many for that version
    static std::optional<QrMatrix> of(const QByteArray& bytes, int highestVersion = 40);

    int side() const { return m_side; } ///< squares in a row
    int version() const { return (m_side - 17) / 4; }
    bool isDark(int x, int y) const { return m_dark[std::size_t(y) * std::size_t(m_side) + std::size_t(x)]; }

    /// Dark squares side by side in one row.
    struct Bar
    {
        int x;
        int y;
        int length;
    };
    /// All dark squares as the longest bars, row by row: far fewer shapes to draw than squares.
    std::vector<Bar> bars() const;

private:
    QrMatrix(int side, std::vector<bool> dark)
        : m_side{side}
        , m_dark{std::move(dark)}
    {
    }

    int m_side;
    std::vector<bool> m_dark; ///< row by row
};

} // namespace foyer
