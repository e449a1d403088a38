// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/base/money_text.h"
#include "app/orders/catalogue.h"

#include <algorithm>

namespace foyer {

using namespace Qt::StringLiterals;

QString toWord(ProductKind kind)
{
    switch (kind) {
    case ProductKind::Product:
        return u"product"_s;
    case ProductKind::Package:
        return u"package"_s;
    }
    Q_UNREACHABLE();
}

std::optional<ProductKind> productKindFromWord(QStringView word)
{
    for (const ProductKind kind : {ProductKind::Product, ProductKind::Package}) {
        if (toWord(kind) == word)
            return kind;
    }
    return std::nullopt;
}

namespace catalogue {

namespace {

constexpr int longestName = 200;
constexpr int longestDescription = 4'000;
constexpr int longestUnit = 30;
constexpr int mostParts = 100;

} // namespace

Result<void> check(const ProductDetails& details)
{
    if (details.name.trimmed().isEmpty() || details.name.size() > longestName)
        return fail(Fault::Invalid, u"It needs a name of at most %1 characters."_s.arg(longestName));
    if (details.description.size() > longestDescription)
        return fail(Fault::Invalid, u"The description has at most %1 characters."_s.arg(longestDescription));
    if (details.unit.size() > longestUnit)
        return fail(Fault::Invalid, u"The unit has at most %1 characters."_s.arg(longestUnit));
    if (details.unitPrice.minor() > largestAmount || details.unitPrice.minor() < -largestAmount)
        return fail(Fault::Invalid, u"The price is too large."_s);
    if (details.kind == ProductKind::Product && !details.parts.empty())
        return fail(Fault::Invalid,
                    u"Only a package has parts. Make “%1” a package first."_s.arg(details.name));
    if (details.parts.size() > mostParts)
        return fail(Fault::Invalid, u"A package has at most %1 parts."_s.arg(mostParts));
    for (const PackagePart& part : details.parts) {
        if (part.milliQuantity < 1 || part.milliQuantity > largestAmount)
            return fail(Fault::Invalid, u"A package holds more than nothing of each part."_s);
    }
    return {};
}

OrderLine lineOf(const Product& product, const std::vector<Product>& all, const std::vector<TaxRate>& rates,
                 const QString& language)
{
    OrderLine line;
    line.product = product.uid;
    line.title = product.details.name;
    line.unit = product.details.unit;
    line.unitPrice = product.details.unitPrice.minor();
    QStringList details;
    if (!product.details.description.trimmed().isEmpty())
        details.append(product.details.description.trimmed());
    for (const PackagePart& part : product.details.parts) {
        const auto found =
            std::find_if(all.begin(), all.end(), [&](const Product& one) { return one.id == part.product; });
        if (found != all.end())
            details.append(
                u"%1 × %2"_s.arg(decimalText(part.milliQuantity, 3, language), found->details.name));
    }
    line.details = details.join(u'\n');
    const auto rate = std::find_if(rates.begin(), rates.end(), [&](const TaxRate& one) {
        return product.details.taxRate && one.id == *product.details.taxRate;
    });
    if (rate != rates.end())
        line.tax = rate->tax;
    return line;
}

} // namespace catalogue
} // namespace foyer
