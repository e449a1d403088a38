// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/brands/billing.h"
#include "app/exchange/studio_item.h"
#include "app/invoices/invoice_content.h"
#include "app/payments/payment.h"

#include <vector>

/// Invoices, credit notes and payments as a studio JSON tells them. People stand in it by their ref or uid,
/// invoices by the uid of their item.
namespace foyer::exchange {

/// How a brand of the file bills.
struct StudioBilling
{
    QString brand; ///< its username
    BillingDetails details;
    QString path; ///< in the file
};

struct StudioSchedulePreset
{
    QString uid;
    QString name;
    QString jobType; ///< its name; empty: of none
    Schedule rules;
};

struct StudioInvoice
{
    StudioItem item; ///< Draft, or Sent: issued
    InvoiceContent content;
    QString number; ///< as it was issued elsewhere; empty: the next one
    QDate day;      ///< of issue; invalid: the day of the import
};

struct StudioCreditNote
{
    StudioItem item;    ///< always issued; without recipients: those of its invoice
    QString of;         ///< uid of the invoice's item
    bool isRest = true; ///< gives back what is left; otherwise `content` says what
    OrderContent content;
    QString number;
    QDate day;
};

/// Money that went back of a payment.
struct StudioReturn
{
    PaymentKind kind = PaymentKind::Refund;
    qint64 amount = 0; ///< minor units
    QDate day;
    QString reference;
    QString note;
    PaymentState state = PaymentState::Posted;
};

struct StudioPayment
{
    QString brand;   ///< empty: that of its first invoice, else the job's
    QString contact; ///< empty: not known
    PaymentMethod method = PaymentMethod::Other;
    Money amount = Money::ofMinor(0, eur);
    qint64 surcharge = 0;
    QDate day;
    QString note;
    QString account;   ///< empty: by hand
    QString reference; ///< empty: a new one
    PaymentState state = PaymentState::Posted;
    struct Towards
    {
        QString invoice; ///< uid
        qint64 amount;   ///< 0: as much as is open
    };
    std::vector<Towards> towards;
    std::vector<StudioReturn> returns;
};

} // namespace foyer::exchange
