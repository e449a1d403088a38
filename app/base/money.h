// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QtGlobal>

#include <array>
#include <compare>
#include <optional>
#include <vector>

namespace foyer {

/// Room for a product of two 64-bit numbers. An extension of the compilers we build with.
__extension__ using WideInteger = __int128;

/// An ISO 4217 currency: its three letters.
class Currency
{
public:
    /// Three capital letters; anything else is refused at compile time in constants.
    explicit constexpr Currency(const char (&code)[4])
        : m_code{code[0], code[1], code[2]}
    {
    }

    /// From untrusted text ("eur" and "EUR" are the same).
    /// @returns nothing when it is not a current ISO 4217 code
    static std::optional<Currency> fromText(QStringView text);

    QString code() const;
    /// Decimals of the minor unit: 0 (JPY), 2 (EUR) or 3 (KWD). Source: ISO 4217, through ICU.
    int exponent() const;

    auto operator<=>(const Currency&) const = default;

private:
    std::array<char, 3> m_code;
};

/// An amount: an integer of minor units and its currency. Never a floating point number.
class Money
{
public:
    static constexpr Money ofMinor(qint64 minor, Currency currency) { return Money{minor, currency}; }

    constexpr qint64 minor() const { return m_minor; }
    constexpr Currency currency() const { return m_currency; }

    constexpr Money operator+(Money other) const
    {
        Q_ASSERT(m_currency == other.m_currency);
        return {m_minor + other.m_minor, m_currency};
    }
    constexpr Money operator-(Money other) const
    {
        Q_ASSERT(m_currency == other.m_currency);
        return {m_minor - other.m_minor, m_currency};
    }
    constexpr Money operator-() const { return {-m_minor, m_currency}; }
    constexpr bool operator==(const Money&) const = default;

    /// A share of this amount, e.g. its tax. Rounds half away from zero.
    /// @param milliPercent 19'000 is 19 %, 8'875 is 8.875 % (there are such taxes)
    constexpr Money share(int milliPercent) const
    {
        const WideInteger product = static_cast<WideInteger>(m_minor) * milliPercent;
        const WideInteger half = product < 0 ? -50'000 : 50'000;
        return {static_cast<qint64>((product + half) / 100'000), m_currency};
    }

    /// Splits into parts in proportion to the weights; the parts always add up to this amount
    /// (largest remainder, earlier parts first among equals).
    /// @param weights at least one, none negative, their sum above zero
    std::vector<Money> split(const std::vector<qint64>& weights) const;

private:
    constexpr Money(qint64 minor, Currency currency)
        : m_minor{minor}
        , m_currency{currency}
    {
    }

    qint64 m_minor;
    Currency m_currency;
};

inline constexpr Currency eur{"EUR"};

static_assert(Money::ofMinor(1999, eur).share(19'000).minor() == 380);
static_assert(Money::ofMinor(-50, eur).share(19'000).minor() == -10);

} // namespace foyer
