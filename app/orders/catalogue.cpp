// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/orders/catalogue.h"

#include "app/base/random.h"
#include "app/base/text.h"

#include <QHash>
#include <QJsonArray>
#include <QJsonObject>

namespace foyer::catalogue {

using namespace Qt::StringLiterals;

namespace {

const QString selectProducts = uR"(
    SELECT id, uid, kind, name, description, unit, currency, unit_price_minor, tax_rate_id, archived_at, version
    FROM product WHERE archived_at IS NULL OR :all ORDER BY name COLLATE NOCASE, id)"_s;
const QString selectProduct = uR"(
    SELECT id, uid, kind, name, description, unit, currency, unit_price_minor, tax_rate_id, archived_at, version
    FROM product WHERE id = :id)"_s;
const QString selectByUid = u"SELECT id FROM product WHERE uid = :uid"_s;
const QString selectParts = uR"(
    SELECT package_id, product_id, milli_quantity FROM package_part ORDER BY package_id, position)"_s;
const QString selectPartsOf = uR"(
    SELECT package_id, product_id, milli_quantity FROM package_part WHERE package_id = :id ORDER BY position)"_s;
const QString insertProduct = uR"(
    INSERT INTO product (uid, kind, name, description, unit, currency, unit_price_minor, tax_rate_id,
                         created_at, changed_at, version)
    VALUES (:uid, :kind, :name, :description, :unit, :currency, :price, :tax, :now, :now, 1))"_s;
const QString updateProduct = uR"(
    UPDATE product SET kind = :kind, name = :name, description = :description, unit = :unit, currency = :currency,
           unit_price_minor = :price, tax_rate_id = :tax, changed_at = :now, version = version + 1
    WHERE id = :id)"_s;
const QString deleteParts = u"DELETE FROM package_part WHERE package_id = :id"_s;
const QString insertPart = uR"(
    INSERT INTO package_part (package_id, position, product_id, milli_quantity)
    VALUES (:package, :position, :product, :quantity))"_s;
const QString countPackagesWith = u"SELECT count(*) FROM package_part WHERE product_id = :id"_s;
const QString updateArchived = uR"(
    UPDATE product SET archived_at = :at, changed_at = :now, version = version + 1 WHERE id = :id)"_s;
const QString selectRates = uR"(
    SELECT id, name, category, milli_percent, archived_at FROM tax_rate
    WHERE archived_at IS NULL OR :all ORDER BY position, id)"_s;
const QString selectRate =
    u"SELECT id, name, category, milli_percent, archived_at FROM tax_rate WHERE id = :id"_s;
const QString insertRate = uR"(
    INSERT INTO tax_rate (position, name, category, milli_percent)
    VALUES ((SELECT coalesce(max(position), 0) + 1 FROM tax_rate), :name, :category, :percent))"_s;
const QString updateRate = uR"(
    UPDATE tax_rate SET name = :name, category = :category, milli_percent = :percent WHERE id = :id)"_s;
const QString updateRateArchived = u"UPDATE tax_rate SET archived_at = :at WHERE id = :id"_s;

Product productFromRow(const Query& row)
{
    ProductDetails details;
    details.kind = productKindFromWord(row.text(2)).value_or(ProductKind::Product);
    details.name = row.text(3);
    details.description = row.text(4);
    details.unit = row.text(5);
    details.unitPrice = Money::ofMinor(row.integer(7), Currency::fromText(row.text(6)).value_or(eur));
    if (!row.isNull(8))
        details.taxRate = TaxRateId{row.integer(8)};
    return {ProductId{row.integer(0)}, row.text(1), std::move(details), row.optionalInstant(9),
            row.integer(10)};
}

std::pair<qint64, PackagePart> partFromRow(const Query& row)
{
    return {row.integer(0), {ProductId{row.integer(1)}, row.integer(2)}};
}

TaxRate rateFromRow(const Query& row)
{
    return {TaxRateId{row.integer(0)},
            {row.text(1), taxCategoryFromWord(row.text(2)).value_or(TaxCategory::OutsideScope),
             int(row.integer(3))},
            row.optionalInstant(4)};
}

/// For the journal.
QJsonObject toJson(const ProductDetails& details)
{
    QJsonArray parts;
    for (const PackagePart& part : details.parts)
        parts.append(
            QJsonObject{{u"product"_s, part.product.row()}, {u"milliQuantity"_s, part.milliQuantity}});
    return {{u"kind"_s, toWord(details.kind)},
            {u"name"_s, details.name},
            {u"description"_s, details.description},
            {u"unit"_s, details.unit},
            {u"currency"_s, details.unitPrice.currency().code()},
            {u"unitPrice"_s, details.unitPrice.minor()},
            {u"taxRate"_s, details.taxRate ? details.taxRate->row() : 0},
            {u"parts"_s, parts}};
}

QJsonObject changesBetween(const QJsonObject& from, const QJsonObject& to)
{
    QJsonObject changes;
    for (auto it = from.begin(); it != from.end(); ++it) {
        if (it.value() != to.value(it.key()))
            changes.insert(it.key(), QJsonObject{{u"from"_s, it.value()}, {u"to"_s, to.value(it.key())}});
    }
    return changes;
}

ProductDetails tidied(ProductDetails details)
{
    details.name = singleLine(details.name);
    details.unit = singleLine(details.unit);
    details.description = details.description.trimmed();
    return details;
}

Result<TaxRate> findRate(const Snapshot& snapshot, TaxRateId id)
{
    const auto found = snapshot.query(selectRate).bind(":id"_L1, id.row()).first(rateFromRow);
    if (!found)
        return fail(found.error());
    if (!*found)
        return fail(Fault::NotFound, u"There is no tax rate %1."_s.arg(id.row()));
    return **found;
}

Result<void> checkInStudio(const Snapshot& snapshot, const ProductDetails& details,
                           std::optional<ProductId> self)
{
    if (const auto fits = check(details); !fits)
        return fits;
    if (details.taxRate) {
        if (const auto known = findRate(snapshot, *details.taxRate); !known)
            return fail(Fault::Invalid, u"The tax of “%1” is not there any more."_s.arg(details.name));
    }
    for (const PackagePart& part : details.parts) {
        const auto product = find(snapshot, part.product);
        if (!product)
            return fail(Fault::Invalid, u"A part of “%1” is not there any more."_s.arg(details.name));
        if (product->details.kind == ProductKind::Package || part.product == self)
            return fail(Fault::Invalid,
                        u"“%1” is a package itself, and packages do not hold packages. Add what it holds "
                        "instead."_s.arg(product->details.name));
    }
    if (!self || details.kind == ProductKind::Product)
        return {};
    const auto users =
        snapshot.query(countPackagesWith).bind(":id"_L1, self->row()).first([](const Query& row) {
            return row.integer(0);
        });
    if (!users)
        return fail(users.error());
    if (users->value_or(0) > 0)
        return fail(Fault::Invalid, u"“%1” is part of a package and cannot become one."_s.arg(details.name));
    return {};
}

void bindDetails(Query& query, const ProductDetails& details)
{
    query.bind(":kind"_L1, toWord(details.kind))
        .bind(":name"_L1, details.name)
        .bind(":description"_L1, details.description)
        .bind(":unit"_L1, details.unit)
        .bind(":currency"_L1, details.unitPrice.currency().code())
        .bind(":price"_L1, details.unitPrice.minor());
    if (details.taxRate)
        query.bind(":tax"_L1, details.taxRate->row());
    else
        query.bindNull(":tax"_L1);
}

Result<void> writeParts(Transaction& transaction, ProductId id, const std::vector<PackagePart>& parts)
{
    if (const auto gone = transaction.query(deleteParts).bind(":id"_L1, id.row()).run(); !gone)
        return gone;
    int position = 0;
    for (const PackagePart& part : parts) {
        const auto written = transaction.query(insertPart)
                                 .bind(":package"_L1, id.row())
                                 .bind(":position"_L1, position++)
                                 .bind(":product"_L1, part.product.row())
                                 .bind(":quantity"_L1, part.milliQuantity)
                                 .run();
        if (!written)
            return written;
    }
    return {};
}

void note(Transaction& transaction, const QString& entity, qint64 row, const QString& action,
          const QJsonObject& detail)
{
    transaction.record({entity, row, action, detail});
    transaction.touch(Entity::Product, entity == "product"_L1 ? row : 0);
}

Result<void> setArchived(Transaction& transaction, ProductId id, bool isArchived)
{
    const auto product = find(transaction, id);
    if (!product)
        return fail(product.error());
    if (product->archivedAt.has_value() == isArchived)
        return {};
    auto query = transaction.query(updateArchived);
    query.bind(":id"_L1, id.row())
        .bind(":now"_L1, transaction.now())
        .bind(":at"_L1, isArchived ? std::optional{transaction.now()} : std::nullopt);
    if (const auto updated = query.run(); !updated)
        return updated;
    note(transaction, u"product"_s, id.row(), isArchived ? u"archived"_s : u"unarchived"_s, {});
    return {};
}

Result<void> setRateArchived(Transaction& transaction, TaxRateId id, bool isArchived)
{
    const auto rate = findRate(transaction, id);
    if (!rate)
        return fail(rate.error());
    if (rate->archivedAt.has_value() == isArchived)
        return {};
    auto query = transaction.query(updateRateArchived);
    query.bind(":id"_L1, id.row())
        .bind(":at"_L1, isArchived ? std::optional{transaction.now()} : std::nullopt);
    if (const auto updated = query.run(); !updated)
        return updated;
    note(transaction, u"tax_rate"_s, id.row(), isArchived ? u"archived"_s : u"unarchived"_s, {});
    return {};
}

/// A rate to choose must be told from others.
Result<Tax> tidied(Tax tax)
{
    tax.name = singleLine(tax.name);
    if (tax.name.isEmpty())
        return fail(Fault::Invalid, u"A tax needs a name, like “VAT 19 %” or “No VAT”."_s);
    if (const auto fits = check(tax); !fits)
        return fail(fits.error());
    return tax;
}

QJsonObject toJson(const Tax& tax)
{
    return {
        {u"name"_s, tax.name}, {u"category"_s, toWord(tax.category)}, {u"milliPercent"_s, tax.milliPercent}};
}

} // namespace

Result<std::vector<Product>> products(const Snapshot& snapshot, Which which)
{
    auto products = snapshot.query(selectProducts).bind(":all"_L1, which == Which::All).all(productFromRow);
    if (!products)
        return products;
    const auto parts = snapshot.query(selectParts).all(partFromRow);
    if (!parts)
        return fail(parts.error());
    QHash<qint64, Product*> byRow;
    for (Product& product : *products)
        byRow.insert(product.id.row(), &product);
    for (const auto& [package, part] : *parts) {
        if (Product* product = byRow.value(package))
            product->details.parts.push_back(part);
    }
    return products;
}

Result<Product> find(const Snapshot& snapshot, ProductId id)
{
    auto product = snapshot.query(selectProduct).bind(":id"_L1, id.row()).first(productFromRow);
    if (!product)
        return fail(product.error());
    if (!*product)
        return fail(Fault::NotFound, u"There is no product %1."_s.arg(id.row()));
    const auto parts = snapshot.query(selectPartsOf).bind(":id"_L1, id.row()).all(partFromRow);
    if (!parts)
        return fail(parts.error());
    for (const auto& [package, part] : *parts)
        (*product)->details.parts.push_back(part);
    return std::move(**product);
}

Result<std::optional<ProductId>> findByUid(const Snapshot& snapshot, const QString& uid)
{
    return snapshot.query(selectByUid).bind(":uid"_L1, uid).first([](const Query& row) {
        return ProductId{row.integer(0)};
    });
}

Result<ProductId> add(Transaction& transaction, const ProductDetails& typed, const QString& uid)
{
    const ProductDetails details = tidied(typed);
    if (const auto fits = checkInStudio(transaction, details, std::nullopt); !fits)
        return fail(fits.error());
    auto query = transaction.query(insertProduct);
    query.bind(":uid"_L1, uid.isEmpty() ? randomUuid() : uid).bind(":now"_L1, transaction.now());
    bindDetails(query, details);
    if (const auto inserted = query.run(); !inserted)
        return fail(inserted.error());
    const ProductId id{query.insertedRow()};
    if (const auto written = writeParts(transaction, id, details.parts); !written)
        return fail(written.error());
    note(transaction, u"product"_s, id.row(), u"created"_s, toJson(details));
    return id;
}

Result<void> save(Transaction& transaction, const Product& edited)
{
    const auto before = find(transaction, edited.id);
    if (!before)
        return fail(before.error());
    if (before->version != edited.version)
        return fail(Fault::Conflict, u"“%1” was changed meanwhile."_s.arg(before->details.name));
    const ProductDetails details = tidied(edited.details);
    if (details == before->details)
        return {};
    if (const auto fits = checkInStudio(transaction, details, edited.id); !fits)
        return fits;
    auto query = transaction.query(updateProduct);
    query.bind(":id"_L1, edited.id.row()).bind(":now"_L1, transaction.now());
    bindDetails(query, details);
    if (const auto updated = query.run(); !updated)
        return updated;
    if (const auto written = writeParts(transaction, edited.id, details.parts); !written)
        return written;
    note(transaction, u"product"_s, edited.id.row(), u"edited"_s,
         changesBetween(toJson(before->details), toJson(details)));
    return {};
}

Result<void> archive(Transaction& transaction, ProductId id)
{
    return setArchived(transaction, id, true);
}

Result<void> unarchive(Transaction& transaction, ProductId id)
{
    return setArchived(transaction, id, false);
}

Result<std::vector<TaxRate>> taxRates(const Snapshot& snapshot, Which which)
{
    return snapshot.query(selectRates).bind(":all"_L1, which == Which::All).all(rateFromRow);
}

Result<TaxRateId> addTaxRate(Transaction& transaction, const Tax& typed)
{
    const auto tax = tidied(typed);
    if (!tax)
        return fail(tax.error());
    auto query = transaction.query(insertRate);
    query.bind(":name"_L1, tax->name)
        .bind(":category"_L1, toWord(tax->category))
        .bind(":percent"_L1, tax->milliPercent);
    if (const auto inserted = query.run(); !inserted)
        return fail(inserted.error());
    const TaxRateId id{query.insertedRow()};
    note(transaction, u"tax_rate"_s, id.row(), u"created"_s, toJson(*tax));
    return id;
}

Result<void> saveTaxRate(Transaction& transaction, TaxRateId id, const Tax& typed)
{
    const auto tax = tidied(typed);
    if (!tax)
        return fail(tax.error());
    const auto before = findRate(transaction, id);
    if (!before)
        return fail(before.error());
    if (before->tax == *tax)
        return {};
    const auto updated = transaction.query(updateRate)
                             .bind(":name"_L1, tax->name)
                             .bind(":category"_L1, toWord(tax->category))
                             .bind(":percent"_L1, tax->milliPercent)
                             .bind(":id"_L1, id.row())
                             .run();
    if (!updated)
        return updated;
    note(transaction, u"tax_rate"_s, id.row(), u"edited"_s,
         changesBetween(toJson(before->tax), toJson(*tax)));
    return {};
}

Result<void> archiveTaxRate(Transaction& transaction, TaxRateId id)
{
    return setRateArchived(transaction, id, true);
}

Result<void> unarchiveTaxRate(Transaction& transaction, TaxRateId id)
{
    return setRateArchived(transaction, id, false);
}

} // namespace foyer::catalogue
