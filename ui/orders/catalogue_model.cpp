// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/orders/catalogue_model.h"

#include "app/base/money_text.h"
#include "ui/orders/order_draft.h"
#include "ui/theme/colours.h"

#include <QGuiApplication>

#include <algorithm>

namespace foyer {

using namespace Qt::StringLiterals;

CatalogueModel::CatalogueModel(QObject* parent)
    : QAbstractTableModel{parent}
{
}

void CatalogueModel::set(std::vector<Product> products, std::vector<TaxRate> rates)
{
    beginResetModel();
    m_products = std::move(products);
    m_rates = std::move(rates);
    endResetModel();
}

int CatalogueModel::rowOf(ProductId id) const
{
    const auto found = std::find_if(m_products.begin(), m_products.end(),
                                    [&](const Product& product) { return product.id == id; });
    return found == m_products.end() ? -1 : int(found - m_products.begin());
}

int CatalogueModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : int(m_products.size());
}

int CatalogueModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QString CatalogueModel::taxOf(const Product& product) const
{
    const auto found = std::find_if(m_rates.begin(), m_rates.end(), [&](const TaxRate& rate) {
        return product.details.taxRate && rate.id == *product.details.taxRate;
    });
    return found == m_rates.end() ? tr("No tax") : found->tax.name;
}

QVariant CatalogueModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const Product& one = product(index.row());
    if (role == Qt::ForegroundRole && one.archivedAt)
        return theme::coloursOf(QGuiApplication::palette()).muted;
    if (role == Qt::TextAlignmentRole)
        return QVariant::fromValue<Qt::Alignment>((index.column() == Price ? Qt::AlignRight : Qt::AlignLeft) |
                                                  Qt::AlignVCenter);
    if (role == Qt::ToolTipRole && index.column() == Name && !one.details.description.isEmpty())
        return one.details.description;
    if (role != Qt::DisplayRole)
        return {};
    switch (Column(index.column())) {
    case Name:
        return one.archivedAt ? tr("%1 (archived)", "name of a product").arg(one.details.name)
                              : one.details.name;
    case Kind:
        return one.details.kind == ProductKind::Package
                   ? tr("Package of %n", "products in it", int(one.details.parts.size()))
                   : tr("Product");
    case Price: {
        const QString price = moneyText(one.details.unitPrice, typed::language());
        return one.details.unit.isEmpty() ? price
                                          : tr("%1 per %2", "price, unit").arg(price, one.details.unit);
    }
    case TaxColumn:
        return taxOf(one);
    case ColumnCount:
        break;
    }
    return {};
}

QVariant CatalogueModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation == Qt::Horizontal && role == Qt::TextAlignmentRole && section == Price)
        return QVariant::fromValue(Qt::AlignRight | Qt::AlignVCenter); // above its amounts
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (Column(section)) {
    case Name:
        return tr("Name");
    case Kind:
        return tr("Kind");
    case Price:
        return tr("Price");
    case TaxColumn:
        return tr("Tax");
    case ColumnCount:
        break;
    }
    return {};
}

} // namespace foyer
