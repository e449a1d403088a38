// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/brands/brand.h"
#include "ui/payments/payments_model.h"
#include "ui/payments/refund_dialog.h"

#include <QWidget>

class QAction;
class QComboBox;
class QLabel;
class QLineEdit;
class QStackedWidget;
class QTabWidget;

namespace foyer {

class ListTable;
class ToSortOut;

/// The ledger: every payment, refund and dispute, and what of it waits to be sorted out.
class PaymentsPage : public QWidget
{
    Q_OBJECT

public:
    explicit PaymentsPage(Database& database, QWidget* parent = nullptr);

    /// See RefundDialog.
    void setRefundCard(RefundCard refundCard);
    void reload();
    /// A key of the window finds here as it does elsewhere.
    QAction* findAction() const { return m_find; }
    QAction* recordAction() const { return m_record; }
    QAction* importAction() const { return m_import; }
    /// What waits to be sorted out, in front.
    void showToSortOut();

Q_SIGNALS:
    void invoiceWanted(foyer::ItemId invoice);
    /// A bank statement is to be brought in.
    void statementWanted();
    /// Lines of earlier ones are to be sorted out.
    void bankLinesWanted();
    /// How much waits, for the navigation: "3"; empty: nothing.
    void noteChanged(const QString& note);
    void said(const QString& sentence);

private:
    void makeActions();
    QWidget* makeFilters();
    QWidget* makeLedger();
    QWidget* makeActs();
    void applyFilter();
    void showChoices();
    void readBrands();
    std::optional<payments::PaymentRow> current() const;
    void openInvoice();
    void refund();
    void allocate();
    void exportCsv();
    void markFailed();

    Database& m_database;
    RefundCard m_refundCard;
    PaymentsModel* m_model;
    ListTable* m_table;
    ToSortOut* m_toSortOut;
    QTabWidget* m_tabs;
    QStackedWidget* m_shelves; ///< empty state, or the ledger
    QComboBox* m_which;
    QComboBox* m_way;
    QComboBox* m_brand;
    QLineEdit* m_text;
    QLabel* m_sums;
    QAction* m_find = nullptr;
    QAction* m_record = nullptr;
    QAction* m_import = nullptr;
    QAction* m_export = nullptr;
    QAction* m_open = nullptr;
    QAction* m_receipt = nullptr;
    QAction* m_allocate = nullptr;
    QAction* m_refund = nullptr;
    QAction* m_failed = nullptr;
};

} // namespace foyer
