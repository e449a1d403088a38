// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/brands/brand.h"
#include "app/invoices/invoice_list.h"
#include "app/payments/ledger.h"

#include <QDialog>

#include <optional>

class QComboBox;
class QLabel;
class QLineEdit;
class QPlainTextEdit;
class QPushButton;
class QTreeWidget;

namespace foyer {

class CaptionedField;

/// Money that came in without Foyer seeing it: cash, a cheque, a transfer. Says what it pays and what becomes
/// credit before it is recorded; what is refused stays as it was typed. Deletes itself when it is closed.
class RecordPaymentDialog : public QDialog
{
    Q_OBJECT

public:
    /// @param towards  invoices that are ticked at first; none: all that are open are offered
    RecordPaymentDialog(Database& database, std::vector<ItemId> towards, QWidget* parent);

Q_SIGNALS:
    void recorded(const QString& sentence);

private:
    struct Offer
    {
        invoices::InvoiceRow invoice;
        std::vector<std::pair<ContactId, QString>> payers;
    };
    static bool haveCommon(const Offer& a, const Offer& b);
    void build();
    void read(const std::vector<ItemId>& towards);
    QWidget* makeTowards();
    void fillInvoices(const std::vector<ItemId>& ticked);
    void fillPayers();
    /// A payment goes to one brand: with the first tick the invoices of others cannot be ticked.
    void offerOneBrand();
    void showSpread();
    void showDoubt();
    /// Why these invoices may not be this payer's; empty: nothing speaks against it.
    QString doubt() const;
    void record();
    void recordNow(const payments::NewPayment& payment);
    std::optional<Money> typedAmount() const;
    std::vector<const Offer*> ticked() const;
    Currency currency() const;
    void refuse(CaptionedField* field, const QString& sentence);

    Database& m_database;
    std::vector<Offer> m_offers;
    std::vector<Brand> m_brands;
    QDate m_today;

    QLineEdit* m_amount;
    QComboBox* m_currency;
    QComboBox* m_way;
    QLineEdit* m_day;
    QComboBox* m_payer;
    QComboBox* m_brand;
    QTreeWidget* m_towards;
    QLabel* m_nothingOpen;
    QLabel* m_spread;
    QLabel* m_doubt;
    QLabel* m_problem;
    QPlainTextEdit* m_note;
    QPushButton* m_record;
    CaptionedField* m_amountField;
    CaptionedField* m_dayField;
    CaptionedField* m_brandField;
    bool m_isAmountTyped = false;
    bool m_isShowing = false;
};

} // namespace foyer
