// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/invoices/invoices_model.h"

#include <QWidget>

class QAction;
class QComboBox;
class QLabel;
class QLineEdit;
class QPushButton;
class QStackedWidget;

namespace foyer {

class ListTable;

/// All invoices and credit notes, with how each stands.
class InvoicesPage : public QWidget
{
    Q_OBJECT

public:
    explicit InvoicesPage(Database& database, QWidget* parent = nullptr);

    void reload();
    QAction* findAction() const { return m_find; }

Q_SIGNALS:
    void invoiceWanted(foyer::ItemId invoice);
    void jobWanted(foyer::JobId job);
    /// How many are overdue, for the navigation: "3"; empty: none.
    void noteChanged(const QString& note);
    void said(const QString& sentence);

private:
    QWidget* makeFilters();
    void readBrands();
    void applyFilter();
    void showChoices();
    std::optional<invoices::InvoiceRow> current() const;
    void recordPayment();

    Database& m_database;
    InvoicesModel* m_model;
    ListTable* m_table;
    QStackedWidget* m_shelves; ///< empty state, or the list
    QComboBox* m_which;
    QComboBox* m_brand;
    QLineEdit* m_text;
    QLabel* m_sums;
    QPushButton* m_open;
    QPushButton* m_job;
    QPushButton* m_record;
    QAction* m_find;
};

} // namespace foyer
