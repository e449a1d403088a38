// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/invoices/invoice_account.h"

#include <QScrollArea>

class QLabel;
class QPushButton;
class QTreeWidget;
class QVBoxLayout;

namespace foyer {

class InstalmentsView;

/// An issued invoice, or credit note: how it stands, when it is due, what was paid, what was given back, what
/// happened. Only to be read; what can be done stands in the window's tool bar.
class IssuedView : public QScrollArea
{
    Q_OBJECT

public:
    explicit IssuedView(QWidget* parent = nullptr);

    void show(const InvoiceAccount& account, QDate today);
    using QScrollArea::show;
    /// The payment that is chosen in the list.
    std::optional<PaymentId> chosenPayment() const;

Q_SIGNALS:
    void invoiceWanted(foyer::ItemId invoice);
    void receiptWanted(foyer::PaymentId payment);

private:
    QWidget* section(const QString& title, QWidget* content);
    void showFacts(const InvoiceAccount& account);
    void showMovements(const InvoiceAccount& account);
    void showNotes(const InvoiceAccount& account);
    void showEvents(const InvoiceAccount& account);
    void addNote(const Item& note, const QString& text);

    QLabel* m_title;
    QLabel* m_badge;
    QLabel* m_open;
    QLabel* m_next;
    QLabel* m_facts;
    QWidget* m_scheduleBox;
    InstalmentsView* m_schedule;
    QLabel* m_noPayments;
    QTreeWidget* m_movements;
    QPushButton* m_receipt;
    QWidget* m_paymentsBox;
    QWidget* m_notesBox;
    QVBoxLayout* m_notes;
    QLabel* m_events;
};

} // namespace foyer
