// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/payments/statements/statement_session.h"

#include <QWidget>

class QLabel;
class QPushButton;
class QVBoxLayout;

namespace foyer {

class InvoiceFinder;

/// One line in full, and what it pays: invoices to tick, a search for others, and the ways out.
class StatementLineCard : public QWidget
{
    Q_OBJECT

public:
    explicit StatementLineCard(StatementSession& session, QWidget* parent = nullptr);

    /// @param row  of the session; nothing: no line is chosen
    void show(std::optional<std::size_t> row);

private:
    void fill();
    void fillChoices(const StatementRow& row);
    void addInvoiceChoice(const StatementRow& row, ItemId id, const QString& reasons);
    void addReturnChoice(const StatementRow& row, const statements::PossibleReturn& back);
    void tick(ItemId id, bool isTicked);
    void decide(const LineDecision& decision);

    StatementSession& m_session;
    std::optional<std::size_t> m_row;
    QLabel* m_title;
    QLabel* m_text;
    QLabel* m_details;
    QLabel* m_reasons;
    QVBoxLayout* m_choices;
    QLabel* m_finderLabel;
    InvoiceFinder* m_finder;
    QPushButton* m_notOurs;
    QPushButton* m_later;
};

} // namespace foyer
