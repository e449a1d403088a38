// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/invoices/invoice_list.h"

#include <QAbstractTableModel>

#include <optional>

namespace foyer {

/// All invoices as a table, narrowed down to what somebody looks for.
class InvoicesModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column
    {
        Number,
        Title,
        For,
        State,
        Open,
        NextDue,
        Total,
        ColumnCount
    };
    enum class Which
    {
        All,
        Drafts,
        Open,
        Overdue,
        Paid,
        Void,
        CreditNotes
    };
    struct Filter
    {
        Which which = Which::All;
        std::optional<BrandId> brand = {};
        QString text = {}; ///< a part of the number, the title, the job or a recipient
    };

    using QAbstractTableModel::QAbstractTableModel;

    void setRows(std::vector<invoices::InvoiceRow> rows, QDate today);
    void setFilter(const Filter& filter);
    const invoices::InvoiceRow& row(int row) const { return m_all[m_shown[std::size_t(row)]]; }
    int rowOf(ItemId id) const; ///< -1: it is not shown
    bool isEmpty() const { return m_all.empty(); }
    int overdue() const; ///< how many of all

    /// What is open and overdue among what is shown, one text for each currency.
    QStringList sums() const;

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    bool fits(const invoices::InvoiceRow& row) const;
    QString stateOf(const invoices::InvoiceRow& row) const;
    void choose();

    std::vector<invoices::InvoiceRow> m_all;
    std::vector<std::size_t> m_shown;
    Filter m_filter;
    QDate m_today;
};

} // namespace foyer
