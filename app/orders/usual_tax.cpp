// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/orders/usual_tax.h"

#include "app/orders/order_json.h"

#include <QJsonDocument>

namespace foyer::orders {

using namespace Qt::StringLiterals;

namespace {

// Of an invoice, what it charges lies one level deeper. Drafts without a line say nothing, hence several.
const QString selectNewest = uR"(
    SELECT content FROM item
    WHERE brand_id = :brand AND kind IN ('order', 'invoice') AND deleted_at IS NULL
    ORDER BY id DESC LIMIT 20)"_s;

} // namespace

Result<Tax> usualTax(const Snapshot& snapshot, BrandId brand)
{
    const auto contents =
        snapshot.query(selectNewest).bind(":brand"_L1, brand.row()).all([](const Query& row) {
            return QJsonDocument::fromJson(row.text(0).toUtf8()).object();
        });
    if (!contents)
        return fail(contents.error());
    for (const QJsonObject& object : *contents) {
        const auto content =
            orderContentFromJson(object.contains("goods"_L1) ? object.value("goods"_L1).toObject() : object);
        if (content && !content->lines.empty())
            return content->lines.front().tax;
    }
    return Tax{};
}

} // namespace foyer::orders
