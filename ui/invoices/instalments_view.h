// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/base/money.h"
#include "app/invoices/schedule.h"
#include "app/payments/balance.h"

#include <QTreeWidget>

namespace foyer {

/// The parts of an invoice with their days and amounts, and what they add up to. Only to be read; as high as
/// what it shows.
class InstalmentsView : public QTreeWidget
{
    Q_OBJECT

public:
    explicit InstalmentsView(QWidget* parent = nullptr);

    /// As they would be.
    void show(const std::vector<Instalment>& instalments, Currency currency);
    /// As they stand in the ledger: paid, partly paid, overdue.
    void show(const payments::Balance& balance, QDate today);
    using QTreeWidget::show;

protected:
    void wheelEvent(QWheelEvent* event) override;

private:
    void addPart(QDate due, const QString& label, const QString& amount, const QString& state);
    void addSum(qint64 sum, Currency currency);
    void fit();
};

} // namespace foyer
