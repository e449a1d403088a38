// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/invoices/invoice_list.h"
#include "app/payments/ledger.h"

#include <QDialog>

class QComboBox;
class QLabel;
class QLineEdit;
class QPushButton;

namespace foyer {

class CaptionedField;

/// Puts credit of a payment towards an open invoice. Deletes itself when it is closed.
class AllocateDialog : public QDialog
{
    Q_OBJECT

public:
    AllocateDialog(Database& database, const Payment& payment, QWidget* parent);

Q_SIGNALS:
    void allocated(const QString& sentence);

private:
    void read();
    void showChoice();
    void allocate();

    Database& m_database;
    Payment m_payment;
    std::vector<invoices::InvoiceRow> m_invoices;
    QComboBox* m_which;
    QLineEdit* m_amount;
    QLabel* m_problem;
    QPushButton* m_put;
    CaptionedField* m_amountField;
};

} // namespace foyer
