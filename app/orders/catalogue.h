// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/base/id.h"
#include "app/base/money.h"
#include "app/base/result.h"
#include "app/base/time.h"
#include "app/orders/order_content.h"
#include "app/storage/database.h"

#include <optional>
#include <vector>

namespace foyer {

enum class ProductKind
{
    Product,
    Package ///< has parts; its price is its own, not their sum
};
QString toWord(ProductKind kind);
std::optional<ProductKind> productKindFromWord(QStringView word);

struct PackagePart
{
    ProductId product; ///< no package
    qint64 milliQuantity = 1'000;
    bool operator==(const PackagePart&) const = default;
};

/// Everything about a product that a person can type.
struct ProductDetails
{
    ProductKind kind = ProductKind::Product;
    QString name;
    QString description;
    QString unit; ///< "hour", "print"; may be empty
    Money unitPrice = Money::ofMinor(0, eur);
    std::optional<TaxRateId> taxRate;
    std::vector<PackagePart> parts; ///< of a package
    bool operator==(const ProductDetails&) const = default;
};

struct Product
{
    ProductId id;
    QString uid;
    ProductDetails details;
    std::optional<Instant> archivedAt; ///< offered no more; orders that have it keep it
    qint64 version; ///< rises with every change: an edit based on an older one is a Conflict
};

struct TaxRate
{
    TaxRateId id;
    Tax tax;
    std::optional<Instant> archivedAt;
};

/// What can be sold. Orders copy from it and never look back, so nothing here changes what was written.
namespace catalogue {

enum class Which
{
    Offered, ///< archived ones left out
    All
};

/// By name. Faults: Storage
Result<std::vector<Product>> products(const Snapshot& snapshot, Which which);
/// Also finds archived ones. Faults: NotFound, Storage
Result<Product> find(const Snapshot& snapshot, ProductId id);
Result<std::optional<ProductId>> findByUid(const Snapshot& snapshot, const QString& uid);

/// One sentence where the details break a rule. Faults: Invalid
Result<void> check(const ProductDetails& details);

/// @param uid  empty: a new one. Faults: Invalid (also: a part that is a package, or is not there)
Result<ProductId> add(Transaction& transaction, const ProductDetails& details, const QString& uid = {});
/// Faults: Invalid, NotFound, Conflict (saved by somebody since)
Result<void> save(Transaction& transaction, const Product& edited);
Result<void> archive(Transaction& transaction, ProductId id);
Result<void> unarchive(Transaction& transaction, ProductId id);

/// In the studio's order.
Result<std::vector<TaxRate>> taxRates(const Snapshot& snapshot, Which which);
/// Faults: Invalid (see check(Tax); no name)
Result<TaxRateId> addTaxRate(Transaction& transaction, const Tax& tax);
Result<void> saveTaxRate(Transaction& transaction, TaxRateId id, const Tax& tax);
Result<void> archiveTaxRate(Transaction& transaction, TaxRateId id);
Result<void> unarchiveTaxRate(Transaction& transaction, TaxRateId id);

/// A line that sells this product: a copy of what it is called and costs, what a package holds below it.
/// @param all  where its parts and its tax are looked up
OrderLine lineOf(const Product& product, const std::vector<Product>& all, const std::vector<TaxRate>& rates,
                 const QString& language);

} // namespace catalogue
} // namespace foyer
