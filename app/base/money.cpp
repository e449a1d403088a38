// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/base/money.h"

#include <unicode/ucurr.h>

#include <algorithm>
#include <numeric>

namespace foyer {

namespace {

std::array<UChar, 4> icuCode(const std::array<char, 3>& code)
{
    return {UChar(code[0]), UChar(code[1]), UChar(code[2]), 0};
}

} // namespace

std::optional<Currency> Currency::fromText(QStringView text)
{
    if (text.size() != 3)
        return std::nullopt;
    char code[4] = {};
    for (int i = 0; i < 3; ++i) {
        const char16_t c = text[i].toUpper().unicode();
        if (c < u'A' || c > u'Z')
            return std::nullopt;
        code[i] = static_cast<char>(c);
    }
    const Currency currency{code};
    UErrorCode status = U_ZERO_ERROR;
    const auto letters = icuCode(currency.m_code);
    // Numeric code 0 is ICU's answer for letters that ISO 4217 does not know.
    if (ucurr_getNumericCode(letters.data()) == 0)
        return std::nullopt;
    ucurr_getDefaultFractionDigits(letters.data(), &status);
    return U_SUCCESS(status) ? std::optional{currency} : std::nullopt;
}

QString Currency::code() const
{
    return QString::fromLatin1(m_code.data(), 3);
}

int Currency::exponent() const
{
    UErrorCode status = U_ZERO_ERROR;
    const auto letters = icuCode(m_code);
    return ucurr_getDefaultFractionDigits(letters.data(), &status);
}

std::vector<Money> Money::split(const std::vector<qint64>& weights) const
{
    const WideInteger sum = std::accumulate(weights.begin(), weights.end(), WideInteger{0});
    Q_ASSERT(sum > 0);
    std::vector<Money> parts;
    parts.reserve(weights.size());
    std::vector<std::pair<WideInteger, std::size_t>> remainders;
    qint64 given = 0;
    const WideInteger sign = m_minor < 0 ? -1 : 1;
    const WideInteger whole = sign * m_minor;
    for (std::size_t i = 0; i < weights.size(); ++i) {
        Q_ASSERT(weights[i] >= 0);
        const WideInteger product = whole * weights[i];
        const auto part = static_cast<qint64>(product / sum);
        parts.push_back({static_cast<qint64>(sign) * part, m_currency});
        remainders.emplace_back(product % sum, i);
        given += part;
    }
    std::stable_sort(remainders.begin(), remainders.end(),
                     [](const auto& a, const auto& b) { return a.first > b.first; });
    auto left =
        static_cast<std::size_t>(static_cast<qint64>(whole) - given); // always below the number of parts
    for (std::size_t k = 0; k < left; ++k) {
        Money& part = parts[remainders[k].second];
        part = {part.m_minor + static_cast<qint64>(sign), m_currency};
    }
    return parts;
}

} // namespace foyer
