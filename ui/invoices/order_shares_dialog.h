// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/invoices/invoice_store.h"

#include <QDialog>

#include <vector>

class QGridLayout;
class QLabel;
class QLineEdit;
class QCheckBox;
class QPushButton;
class QRadioButton;

namespace foyer {

/// "Invoice this order": as a whole, or shared out to several people whose invoices add up to it. Makes
/// drafts. Deletes itself when it is closed.
class OrderSharesDialog : public QDialog
{
    Q_OBJECT

public:
    OrderSharesDialog(Database& database, ItemId order, QWidget* parent);

Q_SIGNALS:
    /// Drafts, one for each who pays.
    void made(const std::vector<foyer::ItemId>& invoices);

private:
    struct Payer
    {
        ContactId contact;
        QString name;
    };
    struct Row
    {
        Payer payer;
        QCheckBox* box;
        QLineEdit* percent;
    };
    void build();
    void read();
    void sayWhatIsThere(const Item& order, const std::vector<invoices::OrderInvoice>& charged);
    void addRow(const Payer& payer);
    void shareEqually();
    void showSum();
    void make();
    bool isShared() const;
    int typedPercent(const Row& row) const; ///< thousandths; -1: none

    Database& m_database;
    ItemId m_order;
    std::vector<Row> m_rows;
    std::vector<ContactId> m_recipients; ///< of the order
    QLabel* m_already;
    QRadioButton* m_whole;
    QRadioButton* m_shared;
    QWidget* m_people;
    QGridLayout* m_grid;
    QPushButton* m_equally;
    QLabel* m_sum;
    QLabel* m_problem;
    QPushButton* m_make;
};

} // namespace foyer
