// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/invoices/shown_invoices.h"

#include <QString>

namespace foyer::web {

/// What clients are told of an invoice's money, in words: never by colour or place alone.
class InvoiceWords
{
public:
    /// @param today  where the studio is
    InvoiceWords(const invoices::ShownInvoice& shown, QDate today);

    QString money(qint64 minor) const; ///< in the invoice's currency and the client's language
    QString day(QDate day) const;
    QString day(Instant at) const;

    /// How it stands, as far as that is worth saying: "Paid", "Overdue", "On its way", …
    struct Notice
    {
        QString word;
        QString sentence;
    };
    std::vector<Notice> notices() const;

    /// "Paid", "€200.00 of it is paid", "Overdue", "Due today", "Upcoming"
    QString stateOf(const payments::InstalmentState& one) const;
    bool isLate(const payments::InstalmentState& one) const;

    /// "By card", "By bank transfer", …
    static QString wayOf(PaymentMethod method);
    /// "Received on 3 May 2027", "On its way since …", "Given back on …"
    QString stateOf(const invoices::ShownPayment& payment) const;
    /// What else its payer wants to know; may be empty.
    QString hintOf(const invoices::ShownPayment& payment) const;
    /// Below zero when it went back.
    QString amountOf(const invoices::ShownPayment& payment) const;

private:
    Notice endOf() const;

    const invoices::ShownInvoice& m_shown;
    QDate m_today;
};

/// Whether what falls due next is on its way already.
bool isOnItsWay(const invoices::OpenSum& sum);
/// What lists say of an open invoice: "€669.38 due by 20 May 2027, €2,677.50 open in all".
QString openWords(const invoices::OpenSum& sum, QDate due, QDate today, const QString& language);
/// What the home page asks for it: "Please pay €669.38 by 20 May 2027"
QString payNote(const invoices::OpenSum& sum, QDate due, QDate today, const QString& language);

} // namespace foyer::web
