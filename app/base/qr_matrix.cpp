// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/base/qr_matrix.h"

#include <qrencode.h>

#include <memory>

namespace foyer {

std::optional<QrMatrix> QrMatrix::of(const QByteArray& bytes, int highestVersion)
{
    if (bytes.isEmpty())
        return std::nullopt;
    const std::unique_ptr<QRcode, decltype(&QRcode_free)> code{
        QRcode_encodeData(int(bytes.size()), reinterpret_cast<const unsigned char*>(bytes.constData()), 0,
                          QR_ECLEVEL_M),
        &QRcode_free};
    if (!code || code->version > highestVersion)
        return std::nullopt;
    std::vector<bool> dark(std::size_t(code->width) * std::size_t(code->width));
    for (std::size_t i = 0; i < dark.size(); ++i)
        dark[i] = code->data[i] & 1; // the other bits say what the square is for
    return QrMatrix{code->width, std::move(dark)};
}

std::vector<QrMatrix::Bar> QrMatrix::bars() const
{
    std::vector<Bar> bars;
    for (int y = 0; y < m_side; ++y) {
        for (int x = 0; x < m_side; ++x) {
            const int start = x;
            while (x < m_side && isDark(x, y))
                ++x;
            if (x > start)
                bars.push_back({start, y, x - start});
        }
    }
    return bars;
}

} // namespace foyer
