// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/payments/ledger.h"

#include <QDialog>

#include <map>
#include <optional>

class QComboBox;
class QLabel;
class QLineEdit;
class QPlainTextEdit;
class QPushButton;

namespace foyer {

class CaptionedField;

/// Money that goes back, all of a payment or a part; says before what that does to invoices. Deletes itself
/// when it is closed.
class RefundDialog : public QDialog
{
    Q_OBJECT

public:
    /// @param payments  those to choose from; what nothing is left of is not offered
    RefundDialog(Database& database, const std::vector<PaymentId>& payments, std::optional<PaymentId> chosen,
                 QWidget* parent);

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
    std::optional<ItemId> reopenedBy(qint64 amount) const;
    void refund();
    void refuse(CaptionedField* field, const QString& sentence);

    Database& m_database;
    QDate m_today;
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
