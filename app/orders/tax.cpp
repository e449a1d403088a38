// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/orders/tax.h"

#include <array>

namespace foyer {

using namespace Qt::StringLiterals;

namespace {

constexpr int longestName = 60;
constexpr int highestRate = 100'000;

struct Word
{
    TaxCategory category;
    QLatin1StringView word;
};
constexpr std::array words{
    Word{TaxCategory::Standard, "S"_L1},     Word{TaxCategory::ZeroRated, "Z"_L1},
    Word{TaxCategory::Exempt, "E"_L1},       Word{TaxCategory::ReverseCharge, "AE"_L1},
    Word{TaxCategory::OutsideScope, "O"_L1},
};

} // namespace

QString toWord(TaxCategory category)
{
    for (const Word& one : words) {
        if (one.category == category)
            return one.word;
    }
    Q_UNREACHABLE();
}

std::optional<TaxCategory> taxCategoryFromWord(QStringView word)
{
    for (const Word& one : words) {
        if (one.word == word)
            return one.category;
    }
    return std::nullopt;
}

Result<void> check(const Tax& tax)
{
    if (tax.name.size() > longestName)
        return fail(Fault::Invalid, u"The name of a tax has at most %1 characters."_s.arg(longestName));
    const bool isStandard = tax.category == TaxCategory::Standard;
    if (isStandard && (tax.milliPercent < 1 || tax.milliPercent > highestRate))
        return fail(Fault::Invalid,
                    u"The rate of “%1” must be above 0 and at most 100 %. A rate of nothing is "
                    "a category of its own: zero-rated, exempt, reverse charge or outside "
                    "the scope."_s.arg(tax.name));
    if (!isStandard && tax.milliPercent != 0)
        return fail(
            Fault::Invalid,
            u"“%1” has a rate, but its category allows none. Choose the standard category."_s.arg(tax.name));
    if (isStandard && tax.name.isEmpty())
        return fail(Fault::Invalid, u"A tax that is charged needs a name, like “VAT 19 %”."_s);
    return {};
}

} // namespace foyer
