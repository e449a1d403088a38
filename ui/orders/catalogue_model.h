// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/orders/catalogue.h"

#include <QAbstractTableModel>

namespace foyer {

/// Products and packages as a list shows them.
class CatalogueModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column
    {
        Name,
        Kind,
        Price,
        TaxColumn,
        ColumnCount
    };

    explicit CatalogueModel(QObject* parent = nullptr);

    void set(std::vector<Product> products, std::vector<TaxRate> rates);
    const Product& product(int row) const { return m_products[std::size_t(row)]; }
    int rowOf(ProductId id) const; ///< -1: it is not listed

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    QString taxOf(const Product& product) const;

    std::vector<Product> m_products;
    std::vector<TaxRate> m_rates;
};

} // namespace foyer
