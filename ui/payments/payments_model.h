// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/payments/payment_list.h"

#include <QAbstractTableModel>

#include <optional>

namespace foyer {

/// The ledger as a table, narrowed down to what somebody looks for.
class PaymentsModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column
    {
        Day,
        Payer,
        Invoice,
        Way,
        Amount,
        State,
        Credit,
        ColumnCount
    };

    enum class Which
    {
        All,
        Posted,
        Pending,
        Failed,
        Returns, ///< refunds and disputes
        WithCredit
    };
    struct Filter
    {
        Which which = Which::All;
        std::optional<PaymentMethod> method = {};
        std::optional<BrandId> brand = {};
        QString text = {}; ///< a part of the payer's name, an invoice's number, the note or the reference
    };

    using QAbstractTableModel::QAbstractTableModel;

    void setRows(std::vector<payments::PaymentRow> rows);
    void setFilter(const Filter& filter);
    const payments::PaymentRow& row(int row) const { return m_all[m_shown[std::size_t(row)]]; }
    int rowOf(PaymentId id) const; ///< -1: it is not shown
    bool isEmpty() const { return m_all.empty(); }

    /// What came in and went back among what is shown and posted, one text for each currency.
    QStringList sums() const;
    /// What is shown, for spreadsheets: days by ISO 8601, amounts as plain numbers.
    QByteArray csv() const;

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    bool fits(const payments::PaymentRow& row) const;
    void choose();

    std::vector<payments::PaymentRow> m_all;
    std::vector<std::size_t> m_shown;
    Filter m_filter;
};

} // namespace foyer
