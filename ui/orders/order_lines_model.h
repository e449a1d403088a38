// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/orders/catalogue.h"
#include "ui/orders/order_draft.h"

#include <QAbstractTableModel>

namespace foyer {

/// The lines of an order as a table to be typed into. Holds a copy: an edit is announced as the whole of what
/// the lines would be, and stands here when setLines() brings it back.
class OrderLinesModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column
    {
        Title,
        Quantity,
        Unit,
        Price,
        Discount,
        TaxColumn,
        Amount,
        ColumnCount
    };

    explicit OrderLinesModel(QObject* parent = nullptr);

    /// Tells of no more than changed, so that a cell that is typed in stays open.
    void setLines(const std::vector<DraftLine>& lines, const OrderContent& content);
    /// @param usualTax  what the first line of all begins with
    void setCatalogue(std::vector<Product> products, std::vector<TaxRate> rates, const Tax& usualTax);
    bool isReadOnly() const { return m_isReadOnly; }
    void setReadOnly(bool isReadOnly);

    const std::vector<DraftLine>& lines() const { return m_lines; }
    const std::vector<Product>& products() const { return m_products; }
    /// What a line can be taxed by: nothing, the studio's rates, and what it has.
    std::vector<Tax> taxesFor(int row) const;

    /// A blank line there, with the tax of the line before.
    void addLine(int row);
    void removeLine(int row);
    /// @param to  where it stands afterwards
    void moveLine(int row, int to);
    void setDetails(int row, const QString& details);
    void setTax(int row, const Tax& tax);

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    Qt::ItemFlags flags(const QModelIndex& index) const override;
    /// Text as typed; a title that is a product's name brings the product.
    bool setData(const QModelIndex& index, const QVariant& value, int role) override;

    Qt::DropActions supportedDropActions() const override { return Qt::MoveAction; }
    QStringList mimeTypes() const override;
    QMimeData* mimeData(const QModelIndexList& indexes) const override;
    bool dropMimeData(const QMimeData* data, Qt::DropAction action, int row, int column,
                      const QModelIndex& parent) override;

Q_SIGNALS:
    /// @param what  for Undo: "Change Price"
    void edited(const std::vector<foyer::DraftLine>& lines, const QString& what);

private:
    QString textOf(const DraftLine& line, Column column, bool isForTyping) const;
    QString unread(const DraftLine& line, Column column) const;
    const Product* productNamed(const QString& name) const;

    std::vector<DraftLine> m_lines;
    OrderContent m_content;
    std::vector<qint64> m_amounts; ///< as shown; empty when they do not add up
    std::vector<Product> m_products;
    std::vector<TaxRate> m_rates;
    Tax m_usualTax; ///< of a first line
    bool m_isReadOnly = false;
};

} // namespace foyer
