// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/payments/statements/matching.h"

#include <QLineEdit>

class QStandardItemModel;

namespace foyer {

/// A line in which an invoice is found by typing a part of its number, its title or a name.
class InvoiceFinder : public QLineEdit
{
    Q_OBJECT

public:
    explicit InvoiceFinder(QWidget* parent = nullptr);

    /// @param invoices  must outlive this, or the next call. Those that are open come first
    void setInvoices(const std::vector<OpenInvoice>* invoices, Currency currency);

Q_SIGNALS:
    void chosen(foyer::ItemId id);

private:
    void offer(const QString& typed);

    const std::vector<OpenInvoice>* m_invoices = nullptr;
    Currency m_currency = eur;
    QStandardItemModel* m_offers;
};

} // namespace foyer
