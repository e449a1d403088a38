// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/payments/ledger.h"
#include "ui/common/background_job.h"

#include <QDialog>

#include <functional>
#include <map>
#include <optional>

class QComboBox;
class QLabel;
class QLineEdit;
class QPlainTextEdit;
class QPushButton;

namespace foyer {

class CaptionedField;

/// Gives money back to a card through its gateway. Speaks to it: on any thread but the window's. Faults: Busy
/// (nobody knows yet; it is tried again by itself), and those with a sentence
using RefundCard = std::function<Result<void>(PaymentId payment, qint64 amount)>;

/// Money that goes back, all of a payment or a part; says before what that does to invoices. Deletes itself
/// when it is closed.
class RefundDialog : public QDialog
{
    Q_OBJECT

public:
    /// @param payments  those to choose from; what nothing is left of is not offered
    RefundDialog(Database& database, const std::vector<PaymentId>& payments, std::optional<PaymentId> chosen,
                 QWidget* parent);

    /// Without it, refunds of card payments are only recorded.
    void setRefundCard(RefundCard refundCard);

    /// While a gateway is being spoken to, the dialog stays.
    void reject() override;

Q_SIGNALS:
    /// @param reopened  an invoice on which there is more to pay now than before
    void refunded(const QString& sentence, std::optional<foyer::ItemId> reopened);

private:
    struct Choice
    {
        Payment payment;
        QString payer;
        std::vector<payments::Allocation> allocations; ///< the oldest first
        qint64 left() const { return payment.amount.minor() - payment.returned; }
    };
    void build();
    void read(const std::vector<PaymentId>& payments, std::optional<PaymentId> chosen);
    const Choice* choice() const;
    void showChoice();
    void showEffect();
    void makeRoom();
    std::optional<ItemId> reopenedBy(qint64 amount) const;
    void refund();
    void refuse(CaptionedField* field, const QString& sentence);
    bool goesThroughGateway() const;
    void recordByHand(Money amount, QDate day);
    void sendToCard(Money amount);
    void succeed(const QString& sentence, Money amount);
    void failed(const QString& what, const Error& error);

    Database& m_database;
    QDate m_today;
    RefundCard m_refundCard;
    BackgroundJob m_job;
    std::vector<Choice> m_choices;
    std::map<ItemId, QString> m_numbers; ///< of invoices

    QComboBox* m_which;
    QLineEdit* m_amount;
    QLineEdit* m_day;
    QPlainTextEdit* m_note;
    QLabel* m_effect;
    QLabel* m_problem;
    QPushButton* m_refund;
    CaptionedField* m_amountField;
    CaptionedField* m_dayField;
};

} // namespace foyer
