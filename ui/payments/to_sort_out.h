// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/payments/card_events.h"
#include "app/payments/payment.h"
#include "ui/payments/refund_dialog.h"

#include <QScrollArea>

#include <functional>

class QVBoxLayout;

namespace foyer {

/// What of the money waits for the studio (invariant M9): credit, and what a card gateway said that was not
/// accepted. Each with what can be done about it.
class ToSortOut : public QScrollArea
{
    Q_OBJECT

public:
    explicit ToSortOut(Database& database, QWidget* parent = nullptr);

    void setRefundCard(RefundCard refundCard) { m_refundCard = std::move(refundCard); }
    void reload();
    int count() const { return m_count; }

Q_SIGNALS:
    void said(const QString& sentence);
    /// Lines of bank statements are sorted out in a window of their own.
    void bankLinesWanted();
    void countChanged(int count);

private:
    struct Button
    {
        QString name;
        QString text;
        std::function<void()> work;
    };
    void addCard(const QString& iconName, const QString& title, const QString& details,
                 const std::vector<Button>& buttons);
    void addCredit(const Payment& payment, const QString& payer);
    void addBankLines(int count);
    void addSetAside(const payments::SetAside& event);
    void markSorted(qint64 row);

    Database& m_database;
    RefundCard m_refundCard;
    int m_count = 0;
    QVBoxLayout* m_cards;
};

} // namespace foyer
