// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/payments/stripe/stripe_amount.h"

#include "app/base/money_text.h"

#include <algorithm>
#include <iterator>

namespace foyer::stripe {

using namespace Qt::StringLiterals;

namespace {

/// Currencies without decimals at Stripe. ISK and UGX have none either, but are counted in hundredths there.
constexpr QLatin1StringView withoutDecimals[] = {
    "BIF"_L1, "CLP"_L1, "DJF"_L1, "GNF"_L1, "JPY"_L1, "KMF"_L1, "KRW"_L1, "MGA"_L1,
    "PYG"_L1, "RWF"_L1, "VND"_L1, "VUV"_L1, "XAF"_L1, "XOF"_L1, "XPF"_L1,
};
/// Counted in thousandths, of which the last digit must be zero.
constexpr QLatin1StringView withThreeDecimals[] = {"BHD"_L1, "JOD"_L1, "KWD"_L1, "OMR"_L1, "TND"_L1};
/// Counted in hundredths that must be whole.
constexpr QLatin1StringView wholeOnly[] = {"ISK"_L1, "UGX"_L1};
/// Every other currency that Stripe charges in, counted in hundredths.
constexpr QLatin1StringView withTwoDecimals[] = {
    "AED"_L1, "AFN"_L1, "ALL"_L1, "AMD"_L1, "ANG"_L1, "AOA"_L1, "ARS"_L1, "AUD"_L1, "AWG"_L1, "AZN"_L1,
    "BAM"_L1, "BBD"_L1, "BDT"_L1, "BGN"_L1, "BMD"_L1, "BND"_L1, "BOB"_L1, "BRL"_L1, "BSD"_L1, "BWP"_L1,
    "BYN"_L1, "BZD"_L1, "CAD"_L1, "CDF"_L1, "CHF"_L1, "CNY"_L1, "COP"_L1, "CRC"_L1, "CVE"_L1, "CZK"_L1,
    "DKK"_L1, "DOP"_L1, "DZD"_L1, "EGP"_L1, "ETB"_L1, "EUR"_L1, "FJD"_L1, "FKP"_L1, "GBP"_L1, "GEL"_L1,
    "GIP"_L1, "GMD"_L1, "GTQ"_L1, "GYD"_L1, "HKD"_L1, "HNL"_L1, "HTG"_L1, "HUF"_L1, "IDR"_L1, "ILS"_L1,
    "INR"_L1, "ISK"_L1, "JMD"_L1, "KES"_L1, "KGS"_L1, "KHR"_L1, "KYD"_L1, "KZT"_L1, "LAK"_L1, "LBP"_L1,
    "LKR"_L1, "LRD"_L1, "LSL"_L1, "MAD"_L1, "MDL"_L1, "MKD"_L1, "MMK"_L1, "MNT"_L1, "MOP"_L1, "MUR"_L1,
    "MVR"_L1, "MWK"_L1, "MXN"_L1, "MYR"_L1, "MZN"_L1, "NAD"_L1, "NGN"_L1, "NIO"_L1, "NOK"_L1, "NPR"_L1,
    "NZD"_L1, "PAB"_L1, "PEN"_L1, "PGK"_L1, "PHP"_L1, "PKR"_L1, "PLN"_L1, "QAR"_L1, "RON"_L1, "RSD"_L1,
    "RUB"_L1, "SAR"_L1, "SBD"_L1, "SCR"_L1, "SEK"_L1, "SGD"_L1, "SHP"_L1, "SLE"_L1, "SOS"_L1, "SRD"_L1,
    "STD"_L1, "SZL"_L1, "THB"_L1, "TJS"_L1, "TOP"_L1, "TRY"_L1, "TTD"_L1, "TWD"_L1, "TZS"_L1, "UAH"_L1,
    "UGX"_L1, "USD"_L1, "UYU"_L1, "UZS"_L1, "WST"_L1, "XCD"_L1, "YER"_L1, "ZAR"_L1, "ZMW"_L1,
};

/// More than Stripe takes of any currency, and far from where a factor of 1000 would overflow.
constexpr qint64 largest = 999'999'999'999;

template <class List>
bool isOneOf(const List& list, const QString& code)
{
    return std::find(std::begin(list), std::end(list), code) != std::end(list);
}

std::optional<int> exponentAtStripe(const QString& code)
{
    if (isOneOf(withoutDecimals, code))
        return 0;
    if (isOneOf(withThreeDecimals, code))
        return 3;
    if (isOneOf(withTwoDecimals, code))
        return 2;
    return std::nullopt;
}

qint64 powerOfTen(int exponent)
{
    return exponent <= 0 ? 1 : 10 * powerOfTen(exponent - 1);
}

} // namespace

Result<Amount> toStripe(Money money)
{
    const QString code = money.currency().code();
    const auto theirs = exponentAtStripe(code);
    if (!theirs)
        return fail(Fault::Invalid, u"Stripe takes no payments in %1."_s.arg(code));
    if (money.minor() <= 0 || money.minor() > largest)
        return fail(Fault::Invalid, u"Stripe cannot charge this amount."_s);
    const int ours = money.currency().exponent();
    const qint64 divisor = powerOfTen(ours - *theirs);
    if (money.minor() % divisor != 0)
        return fail(Fault::Invalid, u"Stripe takes %1 with %2 decimals at most."_s.arg(code).arg(*theirs));
    const qint64 units = money.minor() / divisor * powerOfTen(*theirs - ours);
    if (isOneOf(withThreeDecimals, code) && units % 10 != 0)
        return fail(Fault::Invalid, u"Stripe takes %1 in steps of 0.010 only."_s.arg(code));
    if (isOneOf(wholeOnly, code) && units % 100 != 0)
        return fail(Fault::Invalid, u"Stripe takes %1 in whole units only."_s.arg(code));
    return Amount{units, code.toLower()};
}

Result<Money> fromStripe(qint64 units, const QString& currency)
{
    const auto known = Currency::fromText(currency);
    const auto theirs = known ? exponentAtStripe(known->code()) : std::nullopt;
    if (!theirs)
        return fail(Fault::Invalid, u"Stripe names a currency that is not known."_s);
    if (units < 0 || units > largest)
        return fail(Fault::Invalid, u"Stripe names an amount out of range."_s);
    const int ours = known->exponent();
    const qint64 divisor = powerOfTen(*theirs - ours);
    if (units % divisor != 0)
        return fail(Fault::Invalid, u"Stripe names a fraction of the smallest %1."_s.arg(known->code()));
    return Money::ofMinor(units / divisor * powerOfTen(ours - *theirs), *known);
}

} // namespace foyer::stripe
