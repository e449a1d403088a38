// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/base/money.h"
#include "app/base/result.h"
#include "app/payments/payment.h"
#include "app/storage/database.h"

#include <optional>
#include <vector>

namespace foyer {

/// What a receipt says, as of the moment its payment was posted; for good.
struct ReceiptContent
{
    struct Line
    {
        QString invoiceUid;
        QString invoiceNumber;
        QString title;                   ///< empty: the payer does not see that invoice
        qint64 amount;                   ///< of this payment, minor units
        std::optional<qint64> openAfter; ///< of that invoice; nothing: the payer does not see it
        bool operator==(const Line&) const = default;
    };
    QString paymentUid;
    QString payer; ///< name; empty: not known
    PaymentMethod method = PaymentMethod::Other;
    QDate day;
    Currency currency = eur;
    qint64 amount = 0; ///< with the surcharge
    qint64 surcharge = 0;
    std::vector<Line> lines;
    qint64 credit = 0; ///< what of it went nowhere yet
    bool operator==(const ReceiptContent&) const = default;
};

QByteArray receiptBytes(const ReceiptContent& receipt);
/// Faults: Storage (not such bytes)
Result<ReceiptContent> receiptFromBytes(const QByteArray& bytes);

namespace payments {

/// Made when a payment is posted and mailed to who paid, once: the payment's number is its key. Nothing
/// happens when there is one. Whom no mail reaches finds it in the portal.
/// @param isMailed  false: it only lies in the portal
Result<void> giveReceipt(Transaction& transaction, PaymentId payment, bool isMailed = true);
/// Its bytes are held against their SHA-256. Faults: NotFound (not posted), Storage
Result<ReceiptContent> receiptOf(const Snapshot& snapshot, PaymentId payment);

} // namespace payments
} // namespace foyer
